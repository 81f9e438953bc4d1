# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the contract says is what the emulator takes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.emulator import contract, resources
from tests.emulator.check import TYPES
from tests.emulator.registry import HANDLERS
from tests.unit.emulator.conftest import IMAGE, NOTEBOOK

CONTRACT = contract.Contract()
TRAINING = ("algorithms", "training_jobs", "training_tags", "training_extras", "obs")
DEDICATED = (
    *("networks", "network_extras", "pools", "pool_extras", "pool_tags", "orders", "nodes", "node_actions"),
    *("workloads", "resource_flavors", "plugin_templates", "events", "os_config", "clusters"),
)
BUILT = ("notebooks", "notebook_storage", "notebook_tags", "images", "image_extras", "iam", *TRAINING, *DEDICATED)
resources.load()


def fields_of(operation: contract.Operation) -> list[dict[str, Any]]:
    places = [operation.path_params, operation.query, operation.body, *operation.objects.values()]
    return [field for place in places for field in place.values()]


def test_the_catalogue() -> None:
    assert len(CONTRACT.operations) == 251
    assert set(HANDLERS) == {name for name, item in CONTRACT.operations.items() if item.group in BUILT}


@pytest.mark.parametrize("operation", CONTRACT.operations.values(), ids=lambda operation: operation.id)
def test_an_operation_can_be_read(operation: contract.Operation) -> None:
    for rules in fields_of(operation):
        assert rules["type"] in {*TYPES, "any"}
        assert isinstance(rules.get("enum", []), list)
        re.compile(rules.get("pattern", ""))
    assert set(re.findall(r"{(\w+)}", operation.path)) == set(operation.path_params)
    assert operation.success in (200, 201, 202, 204)


@pytest.mark.parametrize("operation", CONTRACT.operations.values(), ids=lambda operation: operation.id)
def test_a_path_leads_to_its_operation(operation: contract.Operation) -> None:
    path = re.sub(r"{(\w+)}", lambda match: f"some%2F{match[1]}", operation.path)
    found = CONTRACT.find(operation.method, path)
    assert found is not None
    assert found[0] is operation
    assert found[1] == {name: f"some/{name}" for name in operation.path_params}


def test_fixed_parts_of_a_path_win() -> None:
    for path, name in (("flavors", "ListFlavors"), ("all", "ListAllNotebooks"), ("tags", "ShowNotebookTags")):
        found = CONTRACT.find("GET", f"/v1/p/notebooks/{path}")
        assert found is not None
        assert found[0].id == name


@pytest.mark.parametrize("path", ["/v1/p/nothing", "/v1//notebooks", "/v1/p/notebooks/a/b/c/d", "/"])
def test_unknown_paths(api: Any, path: str) -> None:
    assert CONTRACT.find("GET", path) is None
    answer = api.call("GET", path.replace("/v1/p", "")) if path.startswith("/v1/p") else api.send("GET", path, b"", {})
    assert (answer.status, answer.code) == (404, "APIGW.0101")


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [("GET", "/training-job-configs", "ListTrainingJobConfigs"), ("POST", "/services", "CreateService")],
)
def test_what_is_not_built_says_so(api: Any, method: str, path: str, name: str) -> None:
    answer = api.call(method, path)
    assert (answer.status, answer.code) == (501, "Emulator.NotImplemented")
    assert name in answer.body["error_msg"]
    assert api.call(method, path, headers={"Authorization": None}).status == 401


def prepared(api: Any, name: str) -> str:
    """A project in which the example of an operation makes sense; returns the id for its path."""
    if name == "RegisterImage":
        return ""
    if name in ("CreateNotebook", "ListNotebooks", "ListAllNotebooks", "ListFlavors", "ListImage", "ListImageGroup"):
        api.create()
        return ""
    if name == "ShowImage":
        return IMAGE
    if name == "DeleteImage":
        registered = api.call("POST", "/images", {"swr_path": "swr.example/mine/tool:1"})
        return str(registered.body["id"])
    return str(api.stopped() if name == "StartNotebook" else api.running())


def examples() -> list[Any]:
    return [
        pytest.param(name, example, id=f"{name}-{number}")
        for group in BUILT
        if group not in ("iam", *TRAINING, *DEDICATED)  # those have tests of their own for their examples
        for name, rows in contract.examples(group).items()
        for number, example in enumerate(rows)
    ]


@pytest.mark.parametrize(("name", "example"), examples())
def test_the_examples_of_the_documents_are_taken(api: Any, name: str, example: dict[str, Any]) -> None:
    operation = CONTRACT.operations[name]
    key = prepared(api, name)
    if "storage_id" in operation.path:
        mount = {"category": "OBS", "mount_path": "/data/here/", "uri": "obs://bucket/here/"}
        storage = api.call("POST", f"/notebooks/{key}/storage", mount).body["id"]
        if name == "DetachDynamicStorage":
            api.emulator.patch("notebook_storage", storage, status="MOUNTED")
    else:
        storage = ""
    path = operation.path.replace("{storage_id}", storage)
    path = re.sub(r"{(id|instance_id|resource_id|image_id)}", key, path).replace("/v1/{project_id}", "")
    answer = api.call(operation.method, path, example.get("request", {}).get("body"))
    assert answer.status == example["status"], answer
    if isinstance(example.get("response"), dict):
        shown = {"url", "fail_reason", "token", "volume"} & set(example["response"])
        assert shown <= set(answer.body)


LONG = "x" * 513
AFFINITY = "required_during_scheduling_ignored_during_execution"
DATA = {"category": "EFS", "ownership": "MANAGED", "mount_path": "/data/a/"}
ENDPOINT = {"service": "SSH", "key_pair_names": ["key"]}


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"colour": "red"}, "6400", "colour"),
        ({"name": None}, "6335", "name"),
        ({"flavor": None}, "6335", "flavor"),
        ({"volume": None}, "6335", "volume"),
        ({"name": 7}, "6332", "name"),
        ({"name": "a b"}, "6334", "name"),
        ({"name": "a" * 129}, "6336", "name"),
        ({"name": ""}, "6334", "name"),
        ({"name": "line\n"}, "6334", "name"),
        ({"description": "a<b"}, "6334", "description"),
        ({"description": LONG}, "6336", "description"),
        ({"image_id": "no-uuid"}, "6336", "image_id"),
        ({"feature": "OTHER"}, "6336", "feature"),
        ({"duration": "3600000"}, "6332", "duration"),
        ({"duration": True}, "6332", "duration"),
        ({"duration": 3599999}, "6349", "duration"),
        ({"duration": 259200001}, "6349", "duration"),
        ({"duration": None, "lease": {"type": "SOMETIMES"}}, "6336", "lease.type"),
        ({"duration": None, "lease": {"duration": 1}}, "6349", "duration"),
        ({"volume": {"category": "EVS"}}, "6335", "volume.ownership"),
        ({"volume": {"category": "TAPE", "ownership": "MANAGED"}}, "6336", "volume.category"),
        ({"volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 5000}}, "6336", "volume.capacity"),
        ({"volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 4}}, "6331", "disk size"),
        ({"volume": {"category": "EVS", "ownership": "MANAGED", "size": 5}}, "6400", "volume.size"),
        ({"volume": {"category": "EFS", "ownership": "dedicated", "id": IMAGE}}, "6335", "volume.uri"),
        ({"volume": {"category": "EFS", "ownership": "DEDICATED", "id": "a", "uri": "a"}}, "6336", "volume.id"),
        ({"volume": {"category": "OBS", "ownership": "DEDICATED"}}, "6317", "volume.uri"),
        ({"volume": {"category": "OBS", "ownership": "DEDICATED", "uri": "obs://a/b"}}, "6318", "slash"),
        ({"volume": {"category": "OBS", "ownership": "DEDICATED", "uri": "obs://a/"}}, "6358", "root"),
        ({"endpoints": [{**ENDPOINT, "allowed_access_ips": ["192.0.2.1"] * 6}]}, "6336", "allowed_access_ips"),
        ({"endpoints": [{**ENDPOINT, "service": "FTP"}]}, "6336", "endpoints[0].service"),
        ({"endpoints": [{"key_pair_names": ["key"]}]}, "6335", "endpoints.service"),
        ({"endpoints": [{"service": "SSH"}]}, "6335", "key_pair_names"),
        ({"endpoints": ENDPOINT}, "6332", "endpoints"),
        ({"hooks": {"container_hooks": {"post_start": {"type": "COMMAND", "script": "%%"}}}}, "6336", "Base64"),
        ({"hooks": {"container_hooks": {"pre_start": {"script": "run.sh"}}}}, "6336", "absolute"),
        ({"hooks": {"container_hooks": {"later": {}}}}, "6400", "hooks.container_hooks.later"),
        ({"affinity": {AFFINITY: [{"key": "a"}]}}, "6335", "operator"),
        ({"run_user": {"uid": "root"}}, "6332", "run_user.uid"),
        ({"run_user": {"user": 1}}, "6400", "run_user.user"),
        ({"public_network_config": {"public_network_type": "FAST"}}, "6336", "public_network_type"),
        ({"custom_spec": {"cpu": 0.1, "memory": 1024, "arch": "X86_64", "category": "CPU"}}, "6336", "custom_spec.cpu"),
        ({"custom_spec": {"cpu": 1, "memory": 1024, "arch": "X86_64", "category": "CPU"}}, "6336", "dedicated"),
        ({"data_volumes": [{"category": "EFS", "mount_path": "/data/a/"}]}, "6335", "data_volumes[0].ownership"),
        ({"data_volumes": [{**DATA, "dew_secret_name": None}]}, "6332", "dew_secret_name"),
        ({"data_volumes": [{**DATA, "category": "OBS"}]}, "6335", "dew_secret_name"),
        ({"data_volumes": [{**DATA, "mount_path": "/home/"}]}, "6336", "below /data/"),
        ({"data_volumes": [DATA, DATA]}, "6336", "twice"),
        ({"user_vpc": {"security_group_ids": "a"}}, "6332", "user_vpc.security_group_ids"),
        ({"user_vpc": {"vpc_id": "a", "security_group_ids": ["a"]}}, "6335", "user_vpc.subnet_id"),
        ({"affinity": {AFFINITY: [{"key": "a", "operator": "In"}]}}, "6335", "values"),
        ({"workspace_id": "other"}, "0102", "workspace other"),
        ({"pool_id": "other"}, "6323", "flavor"),
        ({"pool_id": "other", "flavor": "modelarts.pool.cpu.4u"}, "6336", "pool_id"),
        ({"flavor": "modelarts.vm.cpu.1000u"}, "6323", "modelarts.vm.cpu.1000u"),
        ({"flavor": "modelarts.vm.gpu.t4.1"}, "6329", "sold out"),
        ({"flavor": "modelarts.vm.gpu.v100.1"}, "6330", "does not fit"),
        ({"flavor": "modelarts.vm.cpu.free"}, "6870", "NOTEBOOK"),
        ({"image_id": "1c2f8a3e-7a55-4b61-8a3d-5b9f3f6f7e22"}, "6330", "does not fit"),
        ({"image_id": "00000000-7a55-4b61-8a3d-5b9f3f6f7e22"}, "6797", "does not exist"),
    ],
)
def test_bodies_that_are_refused(api: Any, changes: dict[str, Any], code: str, words: str) -> None:
    body = {key: value for key, value in {**NOTEBOOK, **changes}.items() if value is not None}
    answer = api.call("POST", "/notebooks", body)
    assert (answer.status, answer.code) == (400, f"ModelArts.{code}"), answer
    assert words in answer.body["error_msg"]
    assert api.emulator.objects("notebook") == []


def test_null_is_not_left_out(api: Any) -> None:
    assert api.call("POST", "/notebooks", {**NOTEBOOK, "description": None}).code == "ModelArts.6332"


@pytest.mark.parametrize(("content", "code"), [(b"{", "6400"), (b"[]", "6400"), (b"", "6335"), (b'"text"', "6400")])
def test_bodies_that_are_no_objects(api: Any, content: bytes, code: str) -> None:
    assert api.call("POST", "/notebooks", content).code == f"ModelArts.{code}"


def test_the_content_type(api: Any) -> None:
    body = json.dumps(NOTEBOOK).encode()
    assert api.call("POST", "/notebooks", body, {"Content-Type": "text/plain"}).status == 415
    assert api.call("POST", "/notebooks", body, {"Content-Type": "Application/JSON; charset=utf-8"}).status == 200


def test_an_operation_without_body_takes_none(api: Any) -> None:
    key = api.running()
    assert api.call("POST", f"/notebooks/{key}/stop", {"force": True}).code == "ModelArts.6400"
    assert api.call("POST", f"/notebooks/{key}/stop", {}).status == 200


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": 15}, "6336"),
        ({"limit": "ten"}, "6332"),
        ({"limit": "10.0"}, "6332"),
        ({"offset": -1}, "6336"),
        ({"status": "SLEEPING"}, "6336"),
        ({"sort_dir": "UP"}, "6336"),
        ({"sort_key": "colour"}, "6303"),
        ({"owner": "me"}, "6336"),
        ({"workspace": "0"}, "6400"),
        ({"name": "a b"}, "6334"),
    ],
)
def test_queries_that_are_refused(api: Any, query: dict[str, Any], code: str) -> None:
    answer = api.call("GET", "/notebooks", **query)
    assert (answer.status, answer.code) == (400, f"ModelArts.{code}"), answer


def test_a_body_that_is_too_large(api: Any) -> None:
    answer = api.call("POST", "/notebooks", b" " * (12 * 1024 * 1024 + 1))
    assert (answer.status, answer.headers["X-Request-Id"]) == (413, answer.body["request_id"])


def test_a_query_parameter_stands_once(api: Any) -> None:
    path = f"{api.project}/notebooks"
    signed = api.sign("GET", path, "limit=10&limit=20", b"", {}, 0)
    assert api.send("GET", f"{path}?limit=10&limit=20", b"", signed).code == "ModelArts.6336"


def test_a_path_parameter_of_a_wrong_form(api: Any) -> None:
    answer = api.call("POST", "/notebooks/no-uuid/tags/create", {"tags": [{"key": "a"}]})
    assert answer.code == "ModelArts.6336"
