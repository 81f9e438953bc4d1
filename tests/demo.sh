#!/usr/bin/env bash
# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: tests/demo.sh [FOLDER]      (`make demo`) The life of a notebook on the emulator: created, unchanged, planned, removed.
# Then a training job, whose report stays in .cache/reports. Nothing outside of this machine is asked. Fails when a run does
# not do what its heading says. FOLDER: where python and ansible-playbook are, if not in .venv/bin.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${1:-$PWD/.venv/bin} service=
work=$(mktemp -d) && : >"$work/ansible.cfg"
finish() {
    [ -z "$service" ] || { kill "$service" && wait "$service"; } 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

# None of this user's settings and credentials; a UTF-8 locale, which Ansible wants.
for name in $(compgen -e | grep -iE '^((HW|HUAWEICLOUD|MODELARTS|ANSIBLE)_|(https?|all|no)_proxy$)'); do unset "$name"; done
export LC_ALL=C.UTF-8 ANSIBLE_CONFIG=$work/ansible.cfg ANSIBLE_HOME=$work/ansible ANSIBLE_NOCOWS=1 ANSIBLE_DISPLAY_SKIPPED_HOSTS=false
export ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false ANSIBLE_LOG_PATH=$work/run.log
ANSIBLE_COLLECTIONS_PATH=$("$bin/python" -m tests.tools.tree)
export ANSIBLE_COLLECTIONS_PATH

"$bin/python" -m tests.emulator --speed 60 >"$work/ready.json" &
service=$!
for _ in $(seq 200); do [ -s "$work/ready.json" ] || { kill -0 $service && sleep 0.1; } || exit 1; done

emulator() { # what it has: `account` as variables that make the collection use it, or the number of `requests`, `writes`, `notebooks`
    "$bin/python" - "$work/ready.json" "$1" <<'PYTHON'
import json, shlex, sys, urllib.request

account, what = json.load(open(sys.argv[1])), sys.argv[2]
NAMES = {"access_key": "HW_ACCESS_KEY", "secret_key": "HW_SECRET_KEY", "region": "HW_REGION_NAME", "project_id": "HW_PROJECT_ID"}
NAMES |= {"endpoint": "MODELARTS_ENDPOINT", "iam_endpoint": "MODELARTS_IAM_ENDPOINT"}


def read(path):
    return json.load(urllib.request.urlopen(f"{account['endpoint']}/_emulator/{path}"))


if what == "account":
    print("\n".join(f"export {variable}={shlex.quote(account[name])}" for name, variable in NAMES.items()))
elif what == "notebooks":
    print(len(read("objects/notebook")["objects"]))
else:
    print(sum(what == "requests" or row["method"] != "GET" for row in read("requests")["requests"]))
PYTHON
}
variables=$(emulator account)
eval "$variables"

heading() { printf '\n\n========== %s\n' "$*"; }
playbook() { : >"$ANSIBLE_LOG_PATH" && "$bin/ansible-playbook" "huaweicloud.modelarts.$1" -e @tests/demo.yml "${@:2}"; }
changed() { sed -n 's/.* changed=\([0-9]*\) .*/\1/p' "$ANSIBLE_LOG_PATH"; }
must() { # must TEST MESSAGE
    eval "[ $1 ]" || { printf '\nDEMO FAILED: %s\n' "$2" >&2 && exit 1; }
}

heading "1. A notebook with two folders of OBS: it is created"
playbook notebook --diff
must "$(changed) -gt 0" "nothing was created"

heading "2. The same again: nothing changes"
before=$(emulator requests)
playbook notebook
must "$(changed) -eq 0" "the second run changed something"
printf '%s requests were sent.\n' "$(($(emulator requests) - before))"

heading "3. A bigger machine and another folder, only planned: --check --diff shows the requests, and sends none that changes anything"
before=$(emulator writes)
playbook notebook --check --diff -e notebook_flavor=modelarts.vm.cpu.8u \
    -e "notebook_mounts='obs://vision/datasets-2/=/data/datasets/, obs://vision/results/=/data/results/'"
must "$(changed) -gt 0" "no change was planned"
must "$(emulator writes) -eq $before" "check mode sent a change"

heading "4. The notebook is removed"
playbook notebook -e notebook_state=absent
must "$(emulator notebooks) -eq 0" "the notebook is still there"

heading "5. A training job: it runs to its end, and leaves its log, its metrics and a report"
reports=$PWD/.cache/reports
rm -rf "$reports"
playbook training -e "training_run_report_dir='$reports'"
must "-s '$reports/digits/report.html'" "there is no report"
printf 'To see the report, open .cache/reports/digits/report.html in a browser.\n'

printf '\nThe demo went well.\n'
