#!/usr/bin/env bash
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: tests/check.sh CORE KIND...      e.g. tests/check.sh 2.21 sanity integration
# Runs ansible-test of one ansible-core release on a staged copy of the checkout. Kinds: sanity, imports, integration.
# Exit code 77: not run, because no interpreter (or no test) is there for it.
# Environments are kept in .cache/core-CORE, which is also the HOME: two releases may run side by side, one release not twice.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD core=$1 work=$PWD/.cache/core-$1
stage=$work/stage/ansible_collections/huaweicloud/modelarts
shift

not_run() { echo "NOT RUN: $*"; exit 77; }

case $core in # Pythons that can run this release, the preferred one first
    2.16 | 2.17) versions=(3.11 3.12 3.10) ;;
    2.18 | 2.19) versions=(3.11 3.12 3.13) ;;
    *) versions=(3.13 3.12 3.14) ;;
esac
python=$(tests/tools/find_python.sh "${versions[@]}") || not_run "ansible-core $core needs one of Python ${versions[*]}, none is here"
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
echo "ansible-core $core on Python $version"

mkdir -p "$stage" "$work/home" "$work/bin"
tests/tools/stage.sh "$stage"
for target in 3.9 3.10 3.11 3.12 3.13 3.14; do # ansible-test tries what is on PATH, where version managers put shims that fail
    if found=$(tests/tools/find_python.sh "$target"); then ln -sfn "$found" "$work/bin/python$target"; else rm -f "$work/bin/python$target"; fi
done
export HOME=$work/home
PATH=$work/venv/bin:$work/bin:$(tr : '\n' <<<"$PATH" | grep -v /shims | paste -sd :)
export PATH
if [ ! -e "$work/venv/ready" ]; then
    "$python" -m venv --clear "$work/venv"
    pip install -qq "ansible-core~=$core.0" && touch "$work/venv/ready"
fi
python "$root/tests/tools/seed_get_pip.py"

ansible_test() { # a run that tested nothing exits 0 as well: its words tell
    ansible-test "$@" --color no 2>&1 | tee "$work/output" || exit 1
    ! grep -q "All targets skipped" "$work/output" || { echo "FAILED: ansible-test skipped all targets"; exit 1; }
}

with_emulator() { # runs a command while an emulator runs, which tests/integration/integration_config.yml tells about
    local ready=$work/emulator.json
    (cd "$root" && exec .venv/bin/python -m tests.emulator --speed "${EMULATOR_SPEED:-100}") >"$ready" &
    emulator=$!
    trap 'kill $emulator 2>/dev/null || true' EXIT
    for _ in $(seq 100); do [ -s "$ready" ] || { kill -0 $emulator && sleep 0.2; } || break; done
    [ -s "$ready" ] || { echo "FAILED: the emulator did not start"; exit 1; }
    python - "$ready" >tests/integration/integration_config.yml <<'PYTHON'
import json, sys

for key, value in json.load(open(sys.argv[1])).items():
    print(f"modelarts_{key}: {json.dumps(value)}")
PYTHON
    "$@"
    kill $emulator
}

cd "$stage"
for kind in "$@"; do
    echo "== ansible-test $kind, ansible-core $core, Python $version"
    case $kind in
        sanity) ansible_test sanity --venv --python "$version" ;;
        imports) # on every Python that is here
            [ -e "$work/bin/python3.9" ] || echo "NOT RUN: import test on Python 3.9, which is not here"
            ansible_test sanity --local --test import --test compile
            ;;
        integration)
            ls tests/integration/targets/*/ >/dev/null 2>&1 || not_run "no integration targets"
            with_emulator ansible_test integration --venv --python "$version"
            ;;
        *) echo "unknown kind: $kind" && exit 2 ;;
    esac
done
