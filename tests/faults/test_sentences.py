# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user reads when something outside of the task is wrong: one clear sentence, with the service's own facts."""

from __future__ import annotations

import json
import socket
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.faults.writes import ALGORITHM, CODE, CONNECTED, NETWORK, NODES, POOL, RUN, none
from tests.playbooks import Run, task
from tests.support import NOTEBOOK, call, done

LISTS = {
    "notebook": "notebooks",
    "algorithm": "algorithms",
    "training_job": "training-job-searches",
    "network": "networks",
    "resource_pool": "pools",
}
NEW = {"notebook": NOTEBOOK, "algorithm": ALGORITHM, "training_job": RUN, "network": CONNECTED, "resource_pool": POOL}
QUICK = {"retries": 0, "timeout": 5}
Setting = Callable[[Emulator, pytest.MonkeyPatch], dict[str, Any]]


def with_options(**given: Any) -> Setting:
    return lambda emulator, environment: given


def elsewhere(**given: Any) -> Setting:
    """Without the endpoints of the emulator."""

    def leave(emulator: Emulator, environment: pytest.MonkeyPatch) -> dict[str, Any]:
        for name in ("MODELARTS_ENDPOINT", "MODELARTS_IAM_ENDPOINT"):
            environment.delenv(name)
        return given

    return leave


def clock_off(seconds: int) -> Setting:
    def turn(emulator: Emulator, environment: pytest.MonkeyPatch) -> dict[str, Any]:
        emulator.control("POST", "clock", {"skew": seconds})
        return {}

    return turn


def fault(**rule: Any) -> Setting:
    def set_up(emulator: Emulator, environment: pytest.MonkeyPatch) -> dict[str, Any]:
        emulator.fault(path=f".*/({'|'.join(LISTS.values())})", count=None, **rule)
        return {}

    return set_up


def expired_token(emulator: Emulator, environment: pytest.MonkeyPatch) -> dict[str, Any]:
    user = {"name": emulator.username, "password": emulator.password, "domain": {"name": emulator.domain_name}}
    identity = {"methods": ["password"], "password": {"user": user}}
    body = {"auth": {"identity": identity, "scope": {"project": {"name": emulator.region}}}}
    request = urllib.request.Request(
        f"{emulator.endpoint}/v3/auth/tokens", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        token = answer.headers["X-Subject-Token"]
    emulator.control("POST", "tokens/expire")
    return {"auth_token": token}


def expired_key(emulator: Emulator, environment: pytest.MonkeyPatch) -> dict[str, Any]:
    key = emulator.control("POST", "keys", {"temporary": True, "lifetime": 60})
    emulator.advance(61)
    return {name: key[name] for name in ("access_key", "secret_key", "security_token")}


def nobody_answers(emulator: Emulator, environment: pytest.MonkeyPatch) -> dict[str, Any]:
    listening = socket.create_server(("127.0.0.1", 0))
    environment.setattr(emulator, "listening", listening, raising=False)  # open as long as the test
    return {"endpoint": f"http://127.0.0.1:{listening.getsockname()[1]}", "timeout": 0.3}


def proxy(emulator: Emulator, environment: pytest.MonkeyPatch) -> dict[str, Any]:
    """One that knows nothing of tunnels."""
    environment.setenv("HTTPS_PROXY", emulator.endpoint)
    return {"endpoint": "https://modelarts.example.invalid"}


HTML = {"body": "<html><head><title>Sign in\nplease</title></head></html>", "content_type": "text/html"}
SENTENCES: dict[str, tuple[Setting, list[str], tuple[int | None, str | None]]] = {
    "wrong secret key": (with_options(secret_key="wrong"), ["Check access_key and secret_key"], (401, "APIGW.0301")),
    "unknown access key": (
        with_options(access_key="NOBODY", secret_key="wrong"),
        ["Check access_key and secret_key"],
        (401, "APIGW.0301"),
    ),
    "expired key": (expired_key, ["has expired", "security_token"], (401, "APIGW.0301")),
    "wrong token": (with_options(auth_token="nonsense"), ["auth_token is wrong, expired"], (401, "APIGW.0301")),
    "expired token": (expired_token, ["auth_token is wrong, expired"], (401, "APIGW.0307")),
    "wrong password": (
        with_options(username="emulator", password="wrong", domain_name="emulator-account"),
        ["Check username, password and domain_name"],
        (401, None),
    ),
    "clock behind": (clock_off(3600), ["clock of this machine is 60 minutes behind"], (401, "APIGW.0301")),
    "clock ahead": (clock_off(-3600), ["clock of this machine is 60 minutes ahead"], (401, "APIGW.0301")),
    "unknown region": (
        elsewhere(region="nowhere-1", cloud="example.invalid", project_id="0" * 32),
        ["modelarts.nowhere-1.example.invalid is not known", "Check region and cloud"],
        (None, None),
    ),
    "project of another": (with_options(project_id="0" * 32), ["project ID"], (400, "ModelArts.0210")),
    "refused": (
        with_options(endpoint="http://127.0.0.1:9"),
        ["no connection to 127.0.0.1: Connection refused"],
        (None, None),
    ),
    "no answer": (nobody_answers, ["no answer from 127.0.0.1 within 0.3 seconds", "Raise timeout"], (None, None)),
    "proxy refuses": (proxy, ["Tunnel connection failed", "HTTPS_PROXY"], (None, None)),
    "HTML with 200": (fault(status=200, **HTML), ["an HTML page (Sign in please)", "HTTPS_PROXY"], (200, None)),
    "HTML with 502": (fault(status=502, **HTML), ["an HTML page (Sign in please)", "HTTPS_PROXY"], (502, None)),
    "HTML with 404": (fault(status=404, **HTML), ["an HTML page (Sign in please)", "HTTPS_PROXY"], (404, None)),
    "another service": (
        fault(status=404, code="APIGW.0101", message="The API does not exist"),
        ["The API does not exist"],
        (404, "APIGW.0101"),
    ),
    "cut in half": (fault(cut=True, phase="after"), ["broke before the whole answer had come"], (None, None)),
    "half JSON": (fault(status=200, body='{"data": [', content_type="application/json"), ["broken JSON"], (200, None)),
    "forbidden": (fault(status=403, code="ModelArts.0112", message="No."), ["No (", "Grant"], (403, "ModelArts.0112")),
    "throttled": (fault(status=429, code="APIGW.0308", message="Slow."), ["raise retries"], (429, "APIGW.0308")),
    "frozen": (fault(status=400, code="ModelArts.6201", message="No."), ["settle the bill"], (400, "ModelArts.6201")),
}


@pytest.mark.parametrize("wrong", SENTENCES)
@pytest.mark.parametrize("module", [*LISTS, *(f"{name}_info" for name in LISTS)])
def test_sentences(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, module: str, wrong: str) -> None:
    setting, words, (status, code) = SENTENCES[wrong]
    given = {**NEW.get(module, {}), **QUICK, **setting(emulator, monkeypatch)}
    absent = [{**given, "state": "absent"}] if module in NEW else []
    title = module.replace("_info", "").replace("_", " ")
    for check, options in ((True, given), (False, given), *((False, more) for more in absent)):
        result = call(module, options, check=check)
        assert result["failed"] and result["changed"] is False
        text = result["msg"]
        assert all(word in text for word in words), text
        assert text.startswith((f"could not look up {title} first: ", f"could not read {title}s: ")), text
        assert "not known whether" not in text
        assert "\n" not in text and "Traceback" not in text and "Error(" not in text and len(text) < 500
        assert (result["http_status"], result["error_code"]) == (status, code), result
        if status:
            assert f"HTTP {status}" in text and (code or "") in text
            assert result["request_id"] and result["request_id"] in text
        assert result["request"] and result["request"] in text
    assert emulator.writes() == []


NOBODY = "00000000-0000-4000-8000-000000000000"
CHECK, DELETE = "Check the id or name", "Delete what is no longer needed"
IMAGE = {"engine": {"image_url": "organization/image:1"}, "command": "run"}


def own(**given: Any) -> dict[str, Any]:
    """A job without code of its own."""
    return {**{name: value for name, value in RUN.items() if name not in CODE}, **given}


REFUSED: dict[str, tuple[str, dict[str, Any], dict[str, int], str, str, str]] = {
    "quota of jobs": ("training_job", RUN, {"training_job": 0}, "Exceed quota limit", "2815", DELETE),
    "quota of algorithms": ("algorithm", ALGORITHM, {"algorithm": 0}, "Exceed quota limit", "2815", DELETE),
    "unknown flavor": ("training_job", {**RUN, "flavor_id": "m.no"}, {}, "Flavor (m.no) not found", "2781", CHECK),
    "too many nodes": (
        *("training_job", {**RUN, "node_count": 17}, {}),
        *("The number of flavor instances (17) exceeds the maximum (16)", "2793", DELETE),
    ),
    "unknown engine of a job": (
        *("training_job", {**RUN, "engine": {"engine_id": "none"}}, {}),
        *("AI engine(id:none) not found", "2780", CHECK),
    ),
    "unknown engine of an algorithm": (
        *("algorithm", {**ALGORITHM, "engine": {"engine_name": "PyTorch", "engine_version": "0"}}, {}),
        *("AI engine(id:) not found", "2780", CHECK),
    ),
    "unknown algorithm": ("training_job", own(algorithm_id=NOBODY), {}, "algorithm not found", "2755", CHECK),
    "unknown pool": (
        *("training_job", {**own(**IMAGE, pool_id="none-86c13962597848eeb29c5861153a391f"), "flavor_id": None}, {}),
        *("does not exist", "2890", CHECK),
    ),
    "quota of networks": ("network", NETWORK, {"network": 0}, "the quota of 0 networks is used up", "50004000", ""),
    "quota of pools": ("resource_pool", POOL, {"pool": 0}, "the quota of 0 resource pools is used up", "50004000", ""),
    "address range that is taken": (
        *("network", {**NETWORK, "cidr": "172.31.255.0/24"}, {}),
        *("spec.cidr: 172.31.255.0/24 overlaps 172.31.255.0/24 of the network net-0123", "50004000", ""),
    ),
    "unknown flavor of a pool": (
        *("resource_pool", {**POOL, "resources": [{**NODES, "flavor": "m.no"}]}, {}),
        *("Resourceflavor m.no not found", "50005101", CHECK),
    ),
    "flavor that is sold out": (
        *("resource_pool", {**POOL, "resources": [{**NODES, "flavor": "modelarts.vm.gpu.8v100"}]}, {}),
        *("the flavor modelarts.vm.gpu.8v100 is sold out", "50004000", ""),
    ),
    "unknown network": (
        *("resource_pool", {**POOL, "network_id": f"none-{'0' * 32}"}, {}),
        *("Network none-00000000000000000000000000000000 not exist", "50025001", CHECK),
    ),
    "unknown driver": (
        "resource_pool",
        {**POOL, "resources": [{**NODES, "flavor": "modelarts.vm.gpu.tnt004"}], "driver": {"gpu_version": "0"}},
        {},
        *("spec.driver.gpuVersion: must be one of", "50004000", ""),
    ),
    "no image": (
        "training_job",
        {**RUN, "boot_file": None, "code_dir": None, "command": "run"},
        {},
        "image",
        "2806",
        "",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_the_service_refuses(emulator: Emulator, why: str) -> None:
    """The service's own words, code and request id, what to do about it, and nothing was made."""
    module, options, quota, words, number, hint = REFUSED[why]
    emulator.settings(quota=quota)
    assert call(module, options, check=True)["changed"] is True
    result = call(module, {**QUICK, **options})
    text, code = result["msg"], f"ModelArts.{number}"
    assert result["failed"] and result["changed"] is False and result["steps_taken"] == 0
    assert text.startswith(f"could not create {module.replace('_', ' ')} first: POST /v") and words in text
    assert f"{code}, request id {result['request_id']}). {hint}".rstrip() in text and "\n" not in text
    assert (result["error_code"], words in result["error_message"]) == (code, True)
    kind = {"resource_pool": "pool"}.get(module, module)
    assert none(emulator, kind) and len(emulator.writes()) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (own(algorithm_id="nothing"), "algorithm_id: there is no algorithm nothing"),
        ({**RUN, "flavor_id": "Computing CPU"}, "flavor_id: there is no training flavor Computing CPU"),
        (own(), "algorithm_id, or code_dir with boot_file, or command with engine.image_url"),
        ({**RUN, "flavor_id": None}, "flavor_id or pool_id"),
        ({**RUN, "boot_file": "obs://bucket/other/train.py"}, "boot_file must lie in code_dir"),
        ({**RUN, "algorithm_id": NOBODY}, "parameters are mutually exclusive: algorithm_id|code_dir"),
    ],
)
def test_jobs_that_cannot_be(emulator: Emulator, given: dict[str, Any], words: str) -> None:
    result = call("training_job", given)
    assert result["failed"] and result["changed"] is False and words in result["msg"], result["msg"]
    assert "\n" not in result["msg"] and emulator.writes() == []


@pytest.mark.parametrize(
    ("module", "given", "words"),
    [
        ("network", {**NETWORK, "cidr": "10.0.0.0/24"}, "cidr must lie in 172.16.0.0/12 or 192.168.0.0/16"),
        ("network", {**NETWORK, "name": "Net"}, "name must be 4 to 32 lower-case letters"),
        ("network", {"name": "first"}, "cidr"),
        ("resource_pool", {**POOL, "network_id": "none"}, "network_id: there is no network none"),
        ("resource_pool", {**POOL, "scope": []}, "scope must have at least one of Train, Infer and Notebook"),
        (
            "resource_pool",
            {**POOL, "resources": [NODES, NODES]},
            "has the node pool modelarts.vm.cpu.4ud-default twice",
        ),
        ("resource_pool", {**POOL, "resources": [{**NODES, "azs": [{"az": "a", "count": 1}]}]}, "must add up to its"),
        ("resource_pool", {**POOL, "billing": {"mode": "yearly_monthly"}}, "goes with billing.period_type"),
        ("resource_pool", {"name": "first"}, "resources"),
        ("resource_pool_node", {"pool_id": "first", "names": []}, "names must have at least one node"),
    ],
)
def test_pools_that_cannot_be(emulator: Emulator, module: str, given: dict[str, Any], words: str) -> None:
    result = call(module, given)
    assert result["failed"] and result["changed"] is False and words in result["msg"], result["msg"]
    assert "\n" not in result["msg"] and emulator.writes() == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"access_key": "A"}, "secret_key is missing beside access_key"),
        ({"endpoint": "http://example.com"}, "would show credentials on the way"),
        ({"endpoint": "https://example.com/path"}, "endpoint must look like https://host"),
        ({"profile": "nobody"}, "The profile nobody was not found"),
        ({"ca_path": "/no/such/file"}, "/no/such/file does not exist"),
        ({"timeout": 0}, "timeout must be more than 0"),
        ({"project_name": "nowhere", "project_id": ""}, "knows no projects of the name nowhere"),
    ],
)
def test_settings_that_cannot_work(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], words: str
) -> None:
    for name in ("HW_PROJECT_ID", "HW_SECRET_KEY") if given.get("access_key") or "project_id" in given else ():
        if given.get("access_key") or name == "HW_PROJECT_ID":
            monkeypatch.delenv(name)
    result = call("notebook", {**NOTEBOOK, **QUICK, **given})
    assert result["failed"] and words in result["msg"] and "\n" not in result["msg"]
    assert [row for row in emulator.requests() if row["operation"] != "ListProjects"] == []


def test_no_credentials_at_all(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in emulator.env:
        monkeypatch.setenv(name, "")  # AWX injects empty ones
    result = call("notebook_info", {})
    assert result["failed"] and result["msg"].startswith("No credentials were found: set access_key and secret_key")
    assert emulator.requests() == []


@pytest.mark.parametrize("in_process", [True, False])
def test_sentences_in_a_playbook(emulator: Emulator, in_process: bool) -> None:
    wrong = [
        {"secret_key": "wrong"},
        {"auth_token": "nonsense"},
        {"endpoint": "http://127.0.0.1:9"},
        {"endpoint": "", "iam_endpoint": "", "region": "nowhere-1", "cloud": "example.invalid", "project_id": "0" * 32},
        {"project_id": "0" * 32},
    ]
    env = {name: "" if "ENDPOINT" in name else text for name, text in emulator.env.items()}
    address = {"endpoint": emulator.endpoint}
    tasks = [task("notebook", {**NOTEBOOK, **QUICK, **address, **given}, ignore_errors=True) for given in wrong]
    run = Run(tasks, env, in_process=in_process)
    assert run.status == 0 and "Traceback" not in run.text, run.text
    assert len(run.results) == len(wrong)
    for _name, result in run.results:
        assert result["failed"] and result["msg"].startswith("could not look up notebook first: GET /v1/"), result
        assert "Traceback" not in str(result) and "module_stderr" not in result


WAITING = ("notebook", "notebook_storage", "image", "training_job", "network", "resource_pool", "resource_pool_node")
STRANGE = [
    *(
        "/",
        "..",
        ".",
        "a/b",
        "../../v2/x",
        "%",
        "%2F",
        "%2e%2e",
        "a b",
        "ä/ö",
        "名字",
        "a\nb",
        "\r\n",
        "?x=1",
        "#",
        ";",
        "\0",
    ),
    *("all", "flavors", "group", "storage", "lease"),
]


@pytest.mark.parametrize("name", STRANGE)
def test_names_never_reach_another_path(emulator: Emulator, name: str) -> None:
    """A name is one part of a path, or it is refused. Fixed parts of the service's paths are names as any other."""
    notebook = done("notebook", NOTEBOOK)["notebook"]["id"]
    job = done("training_job", RUN)["training_job"]["metadata"]["id"]
    logs = {"training_job_id": job, "task": [name]}
    emulator.clear_requests()
    place = {"path": "/v1/{project_id}/notebooks/{name}", "path_params": {"name": name}}
    tasks: list[tuple[str, dict[str, Any], set[str]]] = [
        ("notebook", {"id": name, "description": "x"}, {"ShowNotebook"}),
        ("notebook", {"id": name, "state": "absent"}, {"ShowNotebook"}),
        ("notebook", {**NOTEBOOK, "name": name, "state": "absent"}, {"ListNotebooks"}),
        ("notebook", {**NOTEBOOK, "image_id": name}, {"ListNotebooks", "ListImage"}),
        ("notebook_info", {"id": name}, {"ShowNotebook"}),
        ("notebook_info", {"name": name}, {"ListNotebooks"}),
        ("notebook_lease", {"notebook_id": name, "remaining": "1h"}, {"ListNotebooks"}),
        ("notebook_storage", {"notebook_id": name, "mount_path": "/data/x/", "state": "absent"}, {"ListNotebooks"}),
        ("notebook_storage", {"notebook_id": notebook, "id": name, "state": "absent"}, {"ShowDynamicStorage"}),
        ("notebook_storage_info", {"notebook_id": name}, {"ListNotebooks"}),
        ("notebook_flavor_info", {"notebook_id": name}, {"ListNotebooks"}),
        ("image", {"id": name, "state": "absent"}, {"ShowImage"}),
        ("image_info", {"id": name}, {"ShowImage"}),
        ("image_info", {"name": name}, {"ListImage"}),
        ("algorithm", {"id": name, "description": "x"}, set()),
        ("algorithm", {"name": name, "state": "absent"}, {"ListAlgorithms"}),
        ("algorithm_info", {"id": name}, {"ShowAlgorithmByUuid"}),
        ("algorithm_info", {"name": name}, {"ListAlgorithms"}),
        ("training_job", {"id": name, "state": "absent"}, set()),
        ("training_job", {"name": name, "state": "absent"}, {"ListTrainingJobs"}),
        ("training_job", {**own(algorithm_id=name), "name": "other"}, {"ListTrainingJobs", "ListAlgorithms"}),
        ("training_job_info", {"id": name}, {"ShowTrainingJobDetails"}),
        ("training_job_info", {"name": name}, {"ListTrainingJobs"}),
        ("training_log_info", {"training_job_id": name}, {"ListTrainingJobs"}),
        ("training_log_info", logs, {"ShowTrainingJobLogsPreview"}),
        ("training_log_info", {**logs, "link": "preview"}, {"ShowTrainingJobLogsUrl"}),
        ("training_metric_info", logs, {"ShowTrainingJobMetrics"}),
        ("network", {"id": name, "description": "x"}, {"ShowNetwork"}),
        ("network", {"name": name, "state": "absent"}, {"ListNetworks"}),
        ("network_info", {"id": name}, {"ShowNetwork"}),
        ("network_info", {"name": name}, {"ListNetworks"}),
        ("resource_pool", {"id": name, "description": "x"}, {"ShowPool"}),
        ("resource_pool", {"name": name, "state": "absent"}, {"ListPools"}),
        ("resource_pool", {**POOL, "network_id": name}, {"ListPools", "ListNetworks"}),
        ("resource_pool_info", {"id": name}, {"ShowPool"}),
        ("resource_pool_info", {"name": name}, {"ListPools"}),
        ("resource_pool_node", {"pool_id": name, "names": ["first"]}, {"ListPools"}),
        ("resource_pool_node_info", {"pool_id": name}, {"ListPools"}),
        ("resource_pool_monitor_info", {"pool_id": name}, {"ListPools"}),
        ("resource_pool_usage_info", {"pool_id": name}, {"ListPools"}),
        ("resource_pool_statistics_info", {"pool_id": name}, {"ListPools"}),
        ("workload_info", {"pool_id": name}, {"ListPools"}),
        ("event_info", {"pool_id": name}, {"ListPools"}),
        ("plugin_template_info", {"name": name}, {"ShowPluginTemplate"}),
        ("resource_flavor_info", {"label_selector": name}, {"ListResourceFlavors"}),
        ("cluster_info", {"name": name}, {"ListClusters"}),
    ]
    if name not in ("all", "flavors"):  # those are what the user of this module may mean
        tasks.append(("api", {"method": "DELETE", **place}, {"DeleteNotebook"}))
    wrong = []
    for module, options, operations in tasks:
        mark = emulator.last_request()
        result = call(module, options, wait_timeout="1s") if module in WAITING else call(module, options)
        sent = emulator.requests(mark)
        assert sent or result.get("failed"), (module, options, result)
        assert "Traceback" not in result.get("msg", "")
        wrong += [(module, options, row["raw_path"]) for row in sent if row["operation"] not in operations]
    assert wrong == []
    assert [row["id"] for kind in ("notebook", "training_job") for row in emulator.objects(kind)] == [notebook, job]
