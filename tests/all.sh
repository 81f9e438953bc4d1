#!/usr/bin/env bash
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: tests/all.sh      Everything there is to check (`make test`). Needs the environment of `make setup`.
# After the linters two streams side by side, of about the same length; logs in .cache/logs.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
logs=$PWD/.cache/logs
rm -rf "$logs" && mkdir -p "$logs"

step() { # runs a command with its output in a log, shown when it failed; the result goes to .cache/logs/NAME.{passed,failed,skipped}
    local name=$1 status=0 result start=$SECONDS
    shift
    "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
    case $status in 0) result=passed ;; 77) result=skipped ;; *) result=failed ;; esac
    touch "$logs/$name.$result"
    echo "$result: $name, $((SECONDS - start)) s"
    sed -n 's/^NOT RUN/#################### NOT RUN/p' "$logs/$name.log"
    case $result in
        failed) echo "---- end of $logs/$name.log" && tail -n 200 "$logs/$name.log" ;;
        passed) grep -hE '^(=+ )?[0-9]+ passed' "$logs/$name.log" ;;
    esac
    return 0
}

newest=2.21
tests/tools/find_python.sh 3.12 3.13 3.14 >/dev/null || newest=2.19 # where integration runs beside the oldest

older() {
    step sanity-2.16 tests/check.sh 2.16 sanity
    step integration-2.16 tests/check.sh 2.16 integration
    step sanity-2.19 tests/check.sh 2.19 sanity
    [ $newest = 2.21 ] || step integration-2.19 tests/check.sh 2.19 integration
    step package tests/package.sh
}

newer() {
    step pytest .venv/bin/pytest -n 2 --dist worksteal
    step sanity-2.21 tests/check.sh 2.21 sanity imports
    [ $newest != 2.21 ] || step integration-2.21 tests/check.sh 2.21 integration
}

echo "logs: .cache/logs"
step lint tests/lint.sh
older & newer &
wait
count() { find "$logs" -name "*.$1" | wc -l; }
echo "logs: .cache/logs"
echo "steps: $(count passed) passed, $(count failed) failed, $(count skipped) skipped"
[ "$(count failed)" -eq 0 ]
