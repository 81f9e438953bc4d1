# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task costs a process, or it does not; what it does and tells is the same. Real ansible-playbook runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.playbooks import Run, task
from tests.support import LARGE, MODULES, NOTEBOOK

QUICK = {"wait_interval": "0.02"}
NEW_YEAR = date(2026, 1, 1)
NOON = datetime(2026, 1, 1, 12, 30)
ME = {"name": "first"}
TIMES = {
    *("create_at", "update_at", "duration", "remaining_seconds"),
    *("create_time", "update_time", "start_time", "start_at", "end_at", "node_count_metrics", "timestamp"),
}
IDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32}\b|(maos|os-node)(-[a-z]+)+-[0-9a-f]{5}\b")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|(?<=timestamp: )\d+")
TRACEBACK = re.compile(r'File \\*"/')  # of Python code on this machine; logs of jobs may hold one of their own
STORAGE = {"notebook_id": "first", "mount_path": "/data/input/", "uri": "obs://bucket/input/", **QUICK}
ALGORITHM = {
    "name": "trainer",
    "code_dir": "obs://bucket/code/",
    "boot_file": "obs://bucket/code/train.py",
    "engine": {"engine_id": "pytorch-cp36-1.3.0"},
    "parameters": [{"name": "epochs", "value": "10"}],
}
JOB = {"name": "run", "algorithm_id": "trainer", "flavor_id": "modelarts.vm.cpu.8u", "state": "completed", **QUICK}
FAILING = {
    **JOB,
    "name": "failing",
    "parameters": [{"name": "epochs", "value": "30"}],  # so long a log that its end is without times
    "environments": {"EMULATOR_OUTCOME": "Failed", "EMULATOR_EXIT_CODE": 3},
}
CHOSEN: dict[str, Any] = {
    "pool_id": "mine",
    "names": ["{{ found.resource_pool_nodes[0].metadata.name }}"],
    **QUICK,
}
NETWORK = {"name": "mine", "cidr": "192.168.128.0/17", **QUICK}
PEERS = [{"vpc_id": "v", "subnet_id": "s"}]
SIZE = {"flavor": "modelarts.vm.cpu.4ud", "count": 2}
POOL = {"name": "mine", "scope": ["Train"], "network": "mine", "resources": [SIZE], **QUICK}
IMAGE = {"swr_path": "swr.example.com/organization/image:1", "description": "first", "arch": "X86_64", **QUICK}


def twice(module: str, options: dict[str, Any], **keywords: Any) -> list[dict[str, Any]]:
    """In check mode, and really; both with a diff."""
    return [task(module, options, check_mode=True, **keywords), task(module, options, **keywords)]


FAILS: dict[str, Any] = {"ignore_errors": True}


def notebooks() -> list[dict[str, Any]]:
    notebook = {**NOTEBOOK, **QUICK}
    return [
        *twice("notebook", {**notebook, "tags": {"team": "vision"}}),
        *twice("notebook", notebook),
        *twice("notebook", {**notebook, "description": "second", "flavor": LARGE}),
        *twice("notebook", {**notebook, "feature": "DEFAULT"}, **FAILS),
        *twice("notebook", {**ME, "colour": "red"}, **FAILS),
        *twice("notebook", {**ME, "state": "molten"}, **FAILS),
        *twice("notebook", {"name": "/", "description": "<>"}, **FAILS),
        *twice("notebook", {**notebook, "name": "second", "flavor": "no.such.flavor", "state": "stopped"}, **FAILS),
        *twice("notebook", {**ME, "tags": {1: 2, 2.5: NEW_YEAR, False: "no", "moment": NOON, None: 1.5}}),
        *twice("notebook", {**ME, "lease": {1: "hour"}}, **FAILS),
        *twice("api", {"path": "/v1/{project_id}/{no}", "path_params": {"no": None}}, **FAILS),
        task("api", {"path": "/v1/{project_id}/notebooks", "query": {1: NEW_YEAR}, "headers": {2: True}}, **FAILS),
        task("notebook", {**ME, "secret_key": "wrong"}, **FAILS),
        task("notebook", {**ME, "endpoint": "http://127.0.0.1:9", "retries": 0}, **FAILS),
        *twice("notebook_lease", {"notebook_id": "first", "remaining": "10h"}),
        *twice("notebook_lease", {"notebook_id": "nobody", "remaining": "10h"}, **FAILS),
        *twice("notebook_storage", STORAGE),
        *twice("notebook_storage", {**STORAGE, "uri": "obs://bucket/other/"}, **FAILS),
        *twice("notebook_storage", {"notebook_id": "first", "mount_path": "elsewhere"}, **FAILS),
        task("notebook_info", {"include": ["lease", "storage"]}),
        task("notebook_info", {"name": "nobody"}),
        task("notebook_info", {"owner": "too short"}, **FAILS),
        task("notebook_storage_info", {"notebook_id": "first"}),
        task("notebook_storage_info", {"notebook_id": "nobody"}),
        task("notebook_flavor_info", {"category": "CPU", "notebook_id": "first"}),
        task("notebook_flavor_info", {"limit": 0}, **FAILS),
        *twice("image", IMAGE),
        *twice("image", {**IMAGE, "description": "second"}, **FAILS),
        task("image_info", {"type": "DEDICATED", "groups": True}),
        task("image_info", {"id": "00000000-0000-4000-8000-00000000dead"}),
        *twice("api", {"path": "/v1/{project_id}/notebooks", "query": {"limit": 10}}),
        *twice("api", {"method": "POST", "path": "/v1/{project_id}/images", "body": {"arch": "X86_64"}}, **FAILS),
        *twice("api", {"path": "/v1/../notebooks"}, **FAILS),
        *twice("image", {**IMAGE, "state": "absent"}),
        *twice("notebook", {**ME, **QUICK, "state": "absent"}),
    ]


def training() -> list[dict[str, Any]]:
    return [
        *twice("algorithm", ALGORITHM),
        *twice("algorithm", ALGORITHM),
        *twice("algorithm", {**ALGORITHM, "description": "second"}),
        *twice("algorithm", {**ALGORITHM, "boot_file": "obs://elsewhere/train.py"}, **FAILS),
        task("algorithm", {**ALGORITHM, "workspace_id": "0" * 32}, **FAILS),
        task("algorithm_info", {"name": "trainer"}),
        task("algorithm_info", {"name": "nobody"}),
        task("algorithm_info", {"limit": 0}, **FAILS),
        *twice("training_job", {**JOB, "state": "stopped"}),
        *twice("training_job", {**JOB, "tags": {"team": "vision"}}),
        *twice("training_job", {**JOB, "tags": {"team": "vision"}}),
        *twice("training_job", {**JOB, "description": "second"}),
        *twice("training_job", {**JOB, "node_count": 3}, **FAILS),
        *twice("training_job", {**JOB, "rerun": "always"}),
        task("training_job", {**JOB, "engine": {"engine_id": "x"}}, **FAILS),
        task("training_job", {**JOB, "name": "other", "flavor_id": "no.such.flavor"}, **FAILS),
        *twice("training_job", FAILING, **FAILS),
        task("training_job", {**FAILING, "rerun": "failed"}, **FAILS),
        task("training_job_info", {"include": ["tags"], "sort_by": "name", "order": "asc"}),
        task("training_job_info", {"name": "run", "fields": ["metadata.id", "status.phase"]}),
        task("training_job_info", {"id": "00000000-0000-4000-8000-00000000dead"}),
        task("training_job_info", {"create_time": ["yesterday"]}, **FAILS),
        task("training_log_info", {"training_job_id": "run", "lines": 2}),
        task("training_log_info", {"training_job_id": "nobody"}),
        task("training_log_info", {"training_job_id": "run", "lines": 0}, **FAILS),
        task("training_metric_info", {"training_job_id": "run"}),
        task("training_metric_info", {}, **FAILS),
        task("training_flavor_info", {"flavor_type": "CPU"}),
        task("training_flavor_info", {"flavor_type": "TPU"}, **FAILS),
        task("training_engine_info", {"engine_name": "PyTorch"}),
        task("training_engine_info", {"limit": 0}, **FAILS),
        *twice("training_job", {"name": "run", "state": "absent", **QUICK}),
        *twice("algorithm", {"name": "trainer", "state": "absent"}),
    ]


def pools() -> list[dict[str, Any]]:
    of_mine = {"pool_id": "mine"}
    return [
        *twice("network", NETWORK),
        *twice("network", {**NETWORK, "peerings": PEERS, "description": "first"}),
        *twice("network", {**NETWORK, "peerings": PEERS}),
        *twice("network", {**NETWORK, "cidr": "172.16.0.0/24"}, **FAILS),
        *twice("network", {**NETWORK, "name": "other", "cidr": "10.0.0.0/8"}, **FAILS),
        task("network_info", {"name": "mine"}),
        task("network_info", {"fields": ["."]}, **FAILS),
        *twice("resource_pool", {**POOL, "network": "nobody"}, **FAILS),
        *twice("resource_pool", POOL),
        *twice("resource_pool", POOL),
        *twice("resource_pool", {**POOL, "resources": [{**SIZE, "count": 3}], "tags": {"team": "vision"}}),
        *twice("resource_pool", {**POOL, "node_prefix": "vision"}, **FAILS),
        *twice("resource_pool", {**POOL, "resources": [SIZE, SIZE]}, **FAILS),
        task("resource_pool_info", {"include": ["tags"]}),
        task("resource_pool_info", {"status": "molten"}, **FAILS),
        task("resource_pool_node_info", of_mine, register="found"),
        task("resource_pool_node_info", {}, **FAILS),
        *twice("resource_pool_node", CHOSEN),
        *twice("resource_pool_node", CHOSEN),
        *twice("resource_pool_node", {**CHOSEN, "names": []}, **FAILS),
        task("resource_pool_monitor_info", {**of_mine, "period": "300", "fields": ["metric"]}),
        task("resource_pool_monitor_info", {**of_mine, "time_range": "today"}, **FAILS),
        task("resource_pool_usage_info", {"pool_id": "mine", "fields": ["metadata", "table.capacity"]}),
        task("resource_pool_usage_info", {"limit": 0}, **FAILS),
        task("resource_pool_statistics_info", {}),
        task("resource_pool_statistics_info", of_mine),
        task("workload_info", of_mine),
        task("workload_info", {"pool_id": "nobody"}),
        task("workload_info", {**of_mine, "type": "dance"}, **FAILS),
        task("resource_flavor_info", {"label_selector": "os.modelarts/scope=Infer"}),
        task("resource_flavor_info", {"label_selector": "=("}, **FAILS),
        task("plugin_template_info", {"name": "gpu-driver"}),
        task("plugin_template_info", {}, **FAILS),
        task("event_info", of_mine),
        task("event_info", {**of_mine, "since": "yesterday"}, **FAILS),
        task("os_config_info", {}),
        task("cluster_info", {"sort_by": "cluster_name", "order": "asc"}),
        task("cluster_info", {"order": "up"}, **FAILS),
        *twice("network", {"name": "mine", "state": "absent", **QUICK}, **FAILS)[1:],
        *twice("resource_pool", {"name": "mine", "state": "absent", **QUICK}),
        *twice("network", {"name": "mine", "state": "absent", **QUICK}),
    ]


FAMILIES = [notebooks, training, pools]


def comparable(value: Any, ids: dict[str, str], key: str = "") -> Any:
    """Without what differs from run to run: times are left out, ids are numbered."""
    if isinstance(value, dict):
        return {name: comparable(item, ids, name) for name, item in value.items()}
    if isinstance(value, list):
        return [comparable(item, ids, key) for item in value]
    if isinstance(value, str):
        value = "<address>" if key in ("host_ip", "privateIp") else MOMENT.sub("<moment>", value)
        value = IDS.sub(lambda found: ids.setdefault(found[0], f"<id {len(ids)}>"), value)
        return "<seconds>" if re.fullmatch(r"\d+[smhd]", value) else value
    return "<number>" if key in TIMES and isinstance(value, int) else value


def test_every_module_is_compared() -> None:
    tasks = [one for family in FAMILIES for one in family()]
    assert {next(key for key in one if "." in key).rpartition(".")[2] for one in tasks} == set(MODULES)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_equal_results(emulator: Emulator, family: Callable[[], list[dict[str, Any]]]) -> None:
    tasks = family()
    seen = []
    for in_process in (True, False):
        emulator.reset()
        run = Run(tasks, emulator.env, "--diff", in_process=in_process)
        assert run.status == 0, run.text
        assert len(run.results) == len(tasks)
        assert run.modules == (0 if in_process else len(tasks))
        ids: dict[str, str] = {}
        seen.append([(name, comparable(result, ids)) for name, result in run.results])
        for one, (_name, result) in zip(tasks, run.results, strict=True):
            may_fail = one.get("ignore_errors", False)
            assert result["failed"] is may_fail or (may_fail and one.get("check_mode")), (one, result)
        assert not TRACEBACK.search(run.text)
    for one, left, right in zip(tasks, *seen, strict=True):
        assert left == right, one


def test_a_whole_run_in_check_mode(emulator: Emulator) -> None:
    for in_process in (True, False):
        mark = emulator.last_request()
        run = Run([task("notebook", NOTEBOOK)], emulator.env, "--check", "--diff", in_process=in_process)
        assert run.status == 0, run.text
        assert emulator.writes(mark) == []
        assert run.result("notebook")["changed"] is True
        assert "1. create: POST /v1/" in run.out and "+" in run.out


def test_the_ways_in_which_a_task_can_run(emulator: Emulator) -> None:
    """In process, all of them."""
    info = "notebook_info"
    tasks = [
        task(info, {"name": "{{ item }}"}, name="loop", loop=["a", "b"]),
        {"name": "block", "block": [task(info, name="inner")], "always": [task(info, name="always")]},
        {"name": "role", "ansible.builtin.include_role": {"name": "reads"}},
        task(info, name="delegated", delegate_to="localhost"),
        task(info, name="once", run_once=True, no_log=True),
        task(
            "api",
            {"path": "/v1/{project_id}/images", "method": "POST"},
            name="notifies",
            notify="handler",
            check_mode=True,
        ),
    ]
    play = {
        "handlers": [task(info, name="handler")],
        "module_defaults": {
            "group/huaweicloud.modelarts.modelarts": {"access_key": emulator.access_key},
            "huaweicloud.modelarts.notebook_info": {"secret_key": emulator.secret_key, "limit": 3},
            "huaweicloud.modelarts.api": {"secret_key": emulator.secret_key},
        },
    }
    env = {name: text for name, text in emulator.env.items() if name not in ("HW_ACCESS_KEY", "HW_SECRET_KEY")}
    run = Run(tasks, env, play=play, roles={"reads": [task(info, name="in role")]})
    assert run.status == 0, run.text
    assert run.modules == 0
    names = [name.rpartition(" : ")[2] for name, _result in run.results]
    assert names == [
        "loop",
        "loop",
        "loop",
        "inner",
        "always",
        "role",
        "in role",
        "delegated",
        "once",
        "notifies",
        "handler",
    ]
    assert len(emulator.requests()) == 8


@pytest.mark.parametrize(
    ("keywords", "env"),
    [
        ({"environment": {"HW_REGION_NAME": "local-1"}}, {}),
        ({"async": 30, "poll": 1}, {}),
        ({"vars": {"modelarts_in_process": "no"}}, {}),
        ({"vars": {"modelarts_in_process": False}}, {}),
        ({"vars": {"ansible_python_interpreter": "/usr/bin/env python3"}, "ignore_errors": True}, {}),
        ({}, {"MODELARTS_IN_PROCESS": "0"}),
    ],
)
def test_what_falls_back_to_the_ordinary_road(
    emulator: Emulator, keywords: dict[str, Any], env: dict[str, str]
) -> None:
    run = Run([task("notebook_info", {}, **keywords)], {**emulator.env, **env})
    assert run.status == 0, run.text
    assert run.modules >= 1
    assert keywords.get("ignore_errors") or run.results[-1][1]["notebooks"] == []


def test_the_environment_of_a_task_counts(emulator: Emulator) -> None:
    run = Run([task("notebook_info", {}, environment=emulator.env)], {})
    assert run.status == 0, run.text
    assert run.result("notebook_info")["notebooks"] == []


@pytest.mark.parametrize("in_process", [True, False])
def test_secrets_never_show(emulator: Emulator, in_process: bool) -> None:
    """Whatever fails or not, however much is printed, and even when the service repeats them."""
    login = {"username": emulator.username, "domain_name": emulator.domain_name}
    canaries = [f"canary-{number}-7f3a" for number in range(6)]
    key, temporary, token, password, echoed, body = canaries
    emulator.fault("ListFlavors", status=400, code="ModelArts.0001", message=f"no {echoed} is known", count=None)
    read = {"method": "GET", "path": "/v1/{project_id}/notebooks/" + "{id}", "path_params": {"id": body}}
    tasks = [
        task("notebook", {**NOTEBOOK, **QUICK, "secret_key": emulator.secret_key, "access_key": emulator.access_key}),
        task("notebook_info", {"secret_key": key}, **FAILS),
        task("notebook_info", {"security_token": temporary}, **FAILS),
        task("notebook_info", {"auth_token": token}, **FAILS),
        task("notebook_info", {**login, "password": password}, **FAILS),
        task("notebook_info", {**login, "password": emulator.password}, name="login"),
        task("notebook_info", {**login, "password": emulator.password, "include": ["token"]}, name="token"),
        task("notebook_flavor_info", {"secret_key": echoed}, **FAILS),
        task("notebook", {"name": key, "secret_key": key, "state": "molten"}, **FAILS),
        task("notebook", {"name": "/", "secret_key": key}, **FAILS),
        task("api", {**read, "auth_token": body}, **FAILS),
    ]
    run = Run(tasks[:6] + tasks[7:], emulator.env, "-vvvv", "--diff", in_process=in_process)
    assert run.status == 0, run.text
    (notebook,) = emulator.objects("notebook")
    shown = run.text + str(run.results)
    for secret in (*canaries, emulator.secret_key, emulator.password, notebook["token"]):
        assert secret not in shown, [line for line in shown.splitlines() if secret in line]
    assert "gAAAA" not in shown and "X-Auth-Token" not in shown and "Signature=" not in shown
    with_token = Run(tasks[6:7], emulator.env, in_process=in_process)
    assert with_token.result("token")["notebooks"][0]["token"] == notebook["token"]
    assert "token" not in run.result("login")["notebooks"][0]
