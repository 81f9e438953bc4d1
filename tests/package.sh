#!/usr/bin/env bash
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: tests/package.sh      Builds the collection, installs it offline, verifies it, and runs galaxy-importer on it.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/.cache/package
python=$(tests/tools/find_python.sh 3.12 3.13 3.11) || { echo "NOT RUN: galaxy-importer needs Python 3.11, 3.12 or 3.13"; exit 77; }
rm -rf "$work/dist" "$work/installed"
mkdir -p "$work/home" "$work/dist" "$work/stage"
tests/tools/stage.sh "$work/stage"
export PATH=$PWD/.venv/bin:$PATH HOME=$work/home
if [ ! -e "$work/importer/ready" ]; then
    "$python" -m venv --clear "$work/importer"
    "$work/importer/bin/pip" install -q galaxy-importer==0.4.44 && touch "$work/importer/ready"
fi

cd "$work/dist"
ansible-galaxy collection build --output-path . "$work/stage"
tarball=$(ls huaweicloud-modelarts-*.tar.gz)
if stray=$(tar -tzf "$tarball" | grep '^tests/' | grep -vx -e 'tests/' -e tests/config.yml); then
    printf 'FAILED: tests/ in the tarball holds more than config.yml; see build_ignore in galaxy.yml:\n%s\n' "$stray" && exit 1
fi
ansible-galaxy collection install "$tarball" -p "$work/installed" --offline
ansible-galaxy collection verify --offline -p "$work/installed" huaweicloud.modelarts

cat >importer.cfg <<'CONFIG'
[galaxy-importer]
RUN_ANSIBLE_TEST = False
RUN_ANSIBLE_LINT = False
RUN_FLAKE8 = False
CHECK_CHANGELOG = True
CHECK_REQUIRED_TAGS = True
CONFIG
PATH=$work/importer/bin:$PATH GALAXY_IMPORTER_CONFIG=importer.cfg python -m galaxy_importer.main "$tarball" 2>&1 | tee importer.log
if grep -E 'WARNING|ERROR' importer.log; then echo "FAILED: galaxy-importer complains" && exit 1; fi
