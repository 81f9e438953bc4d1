#!/usr/bin/env bash
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: tests/lint.sh      All linters, each one run even when another failed. Needs the environment of `make setup`.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export PATH=$PWD/.venv/bin:$PATH HOME=$PWD/.cache/home
tree=$(python -m tests.tools.tree)
export ANSIBLE_COLLECTIONS_PATH=$tree
mkdir -p "$HOME"
passed=0 failed=()

step() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $name" && passed=$((passed + 1))
    else
        printf '%s\n' "$output" "FAILED  $name: $*" && failed+=("$name")
    fi
}

no_ignores() { ! ls tests/sanity/ignore-*.txt; }

step "ruff format" ruff format --check .
step "ruff check" ruff check .
step mypy mypy "$tree/ansible_collections/huaweicloud/modelarts/plugins" tests
step import-linter env PYTHONPATH="$tree" lint-imports --cache-dir .cache/import-linter
step yamllint yamllint --strict .
step ansible-lint ansible-lint --offline --profile production --strict
step antsibull-docs antsibull-docs lint-collection-docs --plugin-docs --validate-collection-refs=self --skip-rstcheck .
step antsibull-changelog antsibull-changelog lint
step "generated files" python tests/tools/generate.py --check
step "generated pages" python -m tests.tools.pages --check
step REUSE reuse lint
step "no sanity ignores" no_ignores
[ ! -x "$(command -v shellcheck)" ] || step shellcheck shellcheck .ci/run tests/*.sh tests/tools/*.sh

echo "lint: $passed passed, ${#failed[@]} failed${failed:+: ${failed[*]}}"
[ ${#failed[@]} -eq 0 ]
