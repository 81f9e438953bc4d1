#!/usr/bin/env bash
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: find_python.sh VERSION...    e.g. find_python.sh 3.13 3.12
# Prints the path of the first of these Pythons that really runs and can make virtual environments; fails when there is none.
# A name on PATH proves nothing (version managers put shims there that fail), so every candidate is tried.
set -u
shopt -s nullglob

candidates() {
    type -ap "python$1" python3 python
    local home=${REAL_HOME:-$HOME}
    printf '%s\n' "${PYENV_ROOT:-$home/.pyenv}/versions/$1".*/bin/python3 "$home/.local/share/uv/python/cpython-$1".*/bin/python3 \
        /usr/local/bin/"python$1" /opt/python*"$1"*/bin/python3
}

for version in "$@"; do
    while IFS= read -r python; do
        found=$("$python" -c 'import ensurepip, os, sys, venv; print("%d.%d" % sys.version_info[:2], os.path.realpath(sys.executable))' 2>/dev/null) || continue
        [ "${found%% *}" = "$version" ] && echo "${found#* }" && exit 0
    done < <(candidates "$version")
done
exit 1
