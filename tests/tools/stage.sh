#!/usr/bin/env bash
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: stage.sh FOLDER
# Copies the checkout (tracked and new files, nothing ignored) to FOLDER, a git repository of its own: ansible-test and the
# collection build work on such a copy. FOLDER/tests/output stays, it holds what ansible-test keeps between runs.
set -euo pipefail
stage=$1
git init -q "$stage"
find "$stage" -mindepth 1 -maxdepth 1 ! -name .git ! -name tests -exec rm -rf {} +
[ ! -d "$stage/tests" ] || find "$stage/tests" -mindepth 1 -maxdepth 1 ! -name output -exec rm -rf {} +
git ls-files -z --cached --others --exclude-standard | tar --null --ignore-failed-read -T - -cf - | tar -xf - -C "$stage"
