# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training jobs: what a create takes and answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator import contract
from tests.emulator.testing import Emulator
from tests.unit.emulator.conftest import code
from tests.unit.emulator.training import CODE, ENGINE, POOL, RESOURCE, Training, body

EXAMPLES = contract.examples("training_jobs")
ALGORITHM = "3f5d6706-7b67-408d-8ba0-ec08048c45ed"
IMAGE = {"engine": {"image_url": "organization/image:1"}, "command": "python train.py"}
INPUT = {"name": "data_url", "remote": {"obs": {"obs_url": "obs://bucket/data/"}}}
OUTPUT = {"name": "train_url", "remote": {"obs": {"obs_url": "/bucket/output/"}}}


@pytest.fixture
def training(api: Any) -> Training:
    return Training(api)


def declared(name: str, kind: str = "String", **constraint: Any) -> dict[str, Any]:
    given = {"type": kind, "editable": True, "required": True, "sensitive": False, "valid_type": "None"}
    return {"name": name, "value": "0", "constraint": {**given, "valid_range": [], **constraint}}


def test_the_example_with_an_algorithm(emulator: Emulator, training: Training) -> None:
    example = EXAMPLES["CreateTrainingJob"][0]
    refused = training.create(example["request"]["body"])
    assert (refused.status, refused.code) == (400, "ModelArts.2755")
    parameters = [{**item, "description": ""} for item in example["response"]["algorithm"]["parameters"]]
    engine = {"engine_id": "horovod-cp36-tf-1.16.2"}
    config = {"code_dir": "/rse/code/", "boot_file": "/rse/code/gpu.py", "engine": engine}
    for item in parameters:
        del item["i18n_description"]
    made = training.algorithm("tst-obs-gpu", job_config={**config, "parameters": parameters}).body
    record = emulator.objects("algorithm")[0]
    emulator.put("algorithm", ALGORITHM, **{key: record[key] for key in made})
    answer = training.create(example["request"]["body"])
    assert answer.status == 201, answer
    shown, wanted = answer.body, example["response"]
    assert set(wanted["metadata"]) < set(shown["metadata"])
    assert shown["status"] == {**wanted["status"], "tasks": ["worker-0"]}
    for name in ("id", "name", "engine", "policies"):
        assert shown["algorithm"][name] == wanted["algorithm"][name]
    assert [item["value"] for item in shown["algorithm"]["parameters"]][1:] == [
        "obs://cn-north-4-rse/test/moxingtest/",
        "1",
    ]
    assert shown["algorithm"]["parameters"][2]["constraint"]["type"] == "Integer"
    assert shown["algorithm"]["code_dir"] == "obs://rse/code/"
    resource = shown["spec"]["resource"]
    del resource["flavor_detail"]["flavor_info"]["disk"]
    assert shown["spec"] == wanted["spec"]
    assert training.show(shown["metadata"]["id"])["spec"]["log_export_path"] == {}


def test_the_example_with_an_image(emulator: Emulator, training: Training) -> None:
    example = EXAMPLES["CreateTrainingJob"][1]["request"]["body"]
    answer = training.create(example)
    assert (answer.status, answer.code) == (404, "ModelArts.2890")
    scope = {"scopeType": "Train", "status": "Enabling"}
    emulator.put("pool", "poolfaf38d76", name="mine", status="Creating", scopes=[scope])
    assert code(training.create(example)) == "2887"
    emulator.patch("pool", "poolfaf38d76", status="Running")
    assert code(training.create(example)) == "2886"
    emulator.patch("pool", "poolfaf38d76", scopes=[{**scope, "status": "Enabled"}])
    shown = training.create(example).body
    resource = shown["spec"]["resource"]
    assert resource == {**example["spec"]["resource"], "policy": "regular", "pool_name": "mine"}
    assert shown["spec"]["volumes"] == example["spec"]["volumes"]
    assert shown["spec"]["log_export_path"] == example["spec"]["log_export_path"]
    assert shown["algorithm"]["environments"] == example["algorithm"]["environments"]
    assert shown["algorithm"]["engine"]["image_url"] == example["algorithm"]["engine"]["image_url"]


def test_what_the_service_fills_in(training: Training) -> None:
    given: dict[str, Any] = {
        **CODE,
        "inputs": [INPUT],
        "outputs": [{**OUTPUT, "local_dir": "/home/out"}],
        "parameters": [{"name": "a"}],
    }
    log: dict[str, Any] = {"log_type": "tensorboard", "log_dir": {"pfs": {"pfs_path": "/pfs/"}}}
    given["summary"] = {**log, "data_sources": [{"job": {"job_id": "1"}, "nfs": {"nfs_path": "/nfs"}}]}
    shown = training.job(
        algorithm=given, metadata={"annotations": {"mine": "1"}}, resource={**RESOURCE, "node_count": 3}
    )
    algorithm = shown["algorithm"]
    assert (algorithm["code_dir"], algorithm["boot_file"]) == ("obs://bucket/code/", "obs://bucket/code/train.py")
    assert algorithm["inputs"] == [
        {
            "name": "data_url",
            "local_dir": "/home/ma-user/modelarts/inputs/data_url_0",
            "remote": {"obs": {"obs_url": "/bucket/data/"}},
        }
    ]
    assert algorithm["outputs"] == [{**OUTPUT, "local_dir": "/home/out"}]
    assert algorithm["engine"] == {"engine_id": "pytorch-cp36-1.3.0", **ENGINE}
    assert (algorithm["environments"], algorithm["command"]) == ({}, "")
    assert algorithm["parameters"][0]["constraint"]["type"] == "String"
    assert shown["metadata"]["annotations"] == {"job_template": "Template DL", "key_task": "worker", "mine": "1"}
    assert shown["status"]["tasks"] == ["worker-0", "worker-1", "worker-2"]
    assert shown["spec"]["resource"]["flavor_detail"]["flavor_type"] == "CPU"
    assert algorithm["summary"] == {**log, "data_sources": [{"job": {"job_id": "1"}}]}
    assert "policies" not in algorithm


def test_zero_and_false_are_values(training: Training) -> None:
    affinity = {"nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "In", "values": ["b"]}]}]}
    policy = {"priority": 0, "preemptible": False, "required_affinity": {"node_affinity": affinity}}
    wire = body(resource={"pool_id": POOL}, schedule_policy=policy)
    wire.update(train_type="SFT", ftjob_config={"checkpoint_config": {"skipped_steps": 0, "restore_training": 0}})
    shown = training.create(wire).body
    kept = {"priority": 0, "preemptible": False}
    assert {name: shown["spec"]["schedule_policy"][name] for name in kept} == kept
    assert shown["ftjob_config"] == wire["ftjob_config"]


def test_fine_tuning_hides_some_of_it(training: Training) -> None:
    more: dict[str, Any] = {"output_model": {"obs": {"obs_path": "/bucket/model/"}}, "asset_id": "1"}
    wire = body(algorithm={**CODE, "inputs": [INPUT], "outputs": [OUTPUT]}, **more)
    plain = training.create(wire).body
    assert plain["algorithm"]["inputs"]
    assert plain["spec"]["output_model"] == more["output_model"]
    tuned = training.create({**wire, "train_type": "SFT"}).body
    assert "inputs" not in tuned["algorithm"]
    assert tuned["algorithm"]["outputs"]
    assert "output_model" not in tuned["spec"]
    del wire["algorithm"]
    assert code(training.create(wire)) == "2788"
    assert training.create({**wire, "train_type": "SFT"}).status == 201


@pytest.mark.parametrize(
    ("algorithm", "number"),
    [
        ({}, "2788"),
        ({"id": ALGORITHM}, "2755"),
        ({"id": ALGORITHM, **CODE}, "2814"),
        ({"id": ALGORITHM, "engine": ENGINE}, "2814"),
        ({"id": ALGORITHM, "subscription_id": "a", "item_version_id": "b"}, "2788"),
        ({"subscription_id": "a"}, "2788"),
        ({**CODE, "name": "mine"}, "2788"),
        ({**CODE, "command": "python a.py"}, "2788"),
        ({**IMAGE, "code_dir": "/a/b/", "boot_file": "/a/b/c.py"}, "2788"),
        ({"command": "python a.py"}, "2806"),
        ({"engine": IMAGE["engine"]}, "2806"),
        ({"code_dir": "/a/b/", "engine": ENGINE}, "2758"),
        ({"code_dir": "/a/b/", "boot_file": "/a/b/c.py"}, "2780"),
        ({**CODE, "boot_file": "/a/b/c.py"}, "2792"),
        ({**CODE, "code_dir": "a"}, "2757"),
        ({**CODE, "engine": {"engine_id": "a"}}, "2780"),
        ({**CODE, "parameters": [{"name": "a"}, {"name": "a"}]}, "2767"),
        ({**CODE, "inputs": [INPUT, INPUT]}, "2753"),
        ({**CODE, "inputs": [{"name": "a"}]}, "2788"),
        ({**CODE, "inputs": [{"name": "a", "remote": {}}]}, "2854"),
        ({**CODE, "inputs": [{"name": "a", "remote": {"obs": {"obs_url": "bucket"}}}]}, "2791"),
        ({**CODE, "local_code_dir": "/root"}, "2857"),
        ({**CODE, "environments": {"A": 1}}, "2788"),
        ({**CODE, "environments": {"EMULATOR_OUTCOME": "Good"}}, "2788"),
        ({**CODE, "environments": {"EMULATOR_SECONDS": "soon"}}, "2788"),
    ],
)
def test_algorithms_that_are_refused(training: Training, algorithm: dict[str, Any], number: str) -> None:
    assert code(training.create(body(algorithm=algorithm))) == number
    assert training.emulator.objects("training_job") == []


@pytest.mark.parametrize(
    ("spec", "number"),
    [
        ({"resource": {}}, "2788"),
        ({"resource": {"node_count": 1}}, "2788"),
        ({"resource": {"flavor_id": "modelarts.pool.visual.xlarge"}}, "2781"),
        ({"resource": {**RESOURCE, "node_count": 17}}, "2793"),
        ({"resource": {**RESOURCE, "node_count": 0}}, "2788"),
        ({"resource": {**RESOURCE, "main_container_customized_flavor": {"cpu_core_num": 1}}}, "2788"),
        ({"schedule_policy": {"preemptible": False}}, "2788"),
        ({"log_export_path": {"obs_url": "bucket"}}, "2791"),
        ({"auto_stop": {"time_unit": "DAYS", "duration": 1}}, "2788"),
        ({"auto_stop": {"time_unit": "HOURS", "duration": 0}}, "2788"),
    ],
)
def test_specifications_that_are_refused(training: Training, spec: dict[str, Any], number: str) -> None:
    assert code(training.create(body(**spec))) == number


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"kind": "work"}, "2788"),
        ({"kind": None}, "2788"),
        ({"metadata": {"name": "a b"}}, "2788"),
        ({"metadata": {"name": "a" * 65}}, "2788"),
        ({"metadata": {"name": "a", "workspace_id": "lab"}}, "0102"),
        ({"tasks": [{"role": "a"}]}, "2858"),
        ({"spec": None}, "2788"),
        ({"colour": "red"}, "2788"),
    ],
)
def test_bodies_that_are_refused(training: Training, change: dict[str, Any], number: str) -> None:
    wire = {key: value for key, value in {**body(), **change}.items() if value is not None}
    assert code(training.create(wire)) == number
    assert code(training.call("POST", "/training-jobs", b"{")) == "2787"


def test_parameters_of_an_algorithm(training: Training) -> None:
    parameters = [declared("rate", "Float"), declared("fixed", editable=False)]
    config = {
        **CODE,
        "parameters": parameters,
        "inputs": [{"name": "data_url", "description": "where"}, {"name": "more"}],
    }
    made = training.algorithm(job_config=config).body["metadata"]["id"]

    def job(*given: dict[str, str], key: str = made) -> Any:
        return training.create(body(algorithm={"id": key, "parameters": list(given), "inputs": [INPUT]}))

    shown = job({"name": "rate", "value": "0.5"}).body["algorithm"]
    assert [item["value"] for item in shown["parameters"]] == ["0.5", "0"]
    assert [(item["name"], "remote" in item) for item in shown["inputs"]] == [("data_url", True), ("more", False)]
    assert shown["inputs"][0]["description"] == "where"
    assert code(job({"name": "rate", "value": "fast"})) == "2825"
    assert code(job({"name": "fixed", "value": "1"})) == "2788"
    assert job({"name": "fixed", "value": "0"}).status == 201
    assert code(job({"name": "other", "value": "1"})) == "2788"
    open_ended = training.algorithm("open", job_config={**config, "parameters_customization": True}).body["metadata"][
        "id"
    ]
    assert job({"name": "other", "value": "1"}, key=open_ended).body["algorithm"]["parameters"][2]["name"] == "other"


def test_a_subscribed_algorithm(training: Training) -> None:
    given = {"subscription_id": "a", "item_version_id": "b"}
    shown = training.job(algorithm=given)["algorithm"]
    assert {name: shown[name] for name in given} == given


def test_names_may_stand_twice(emulator: Emulator, training: Training) -> None:
    path = "/training-job-names"
    assert training.call("GET", path, job_name="job").body == {"is_duplicate": False}
    assert training.job()["metadata"]["id"] != training.job()["metadata"]["id"]
    assert training.call("GET", path, job_name="job").body == {"is_duplicate": True}
    assert training.call("GET", path, job_name="job", workspace_id="lab").body == {"is_duplicate": False}
    emulator.settings(unique_job_names=True)
    assert code(training.create(body())) == "2751"
    emulator.settings(quota={"training_job": 2})
    assert code(training.create(body("other"))) == "2815"


def test_flavors_and_engines(training: Training) -> None:
    every = training.call("GET", "/training-job-flavors").body
    assert every["total_count"] == len(every["flavors"]) == 8
    cpu = training.call("GET", "/training-job-flavors", flavor_type="CPU").body
    assert cpu == EXAMPLES["ShowTrainingJobFlavors"][0]["response"]
    assert training.call("GET", "/training-job-flavors", flavor_type="ASCEND").body["total_count"] == 2
    engines = training.call("GET", "/training-job-engines").body
    assert engines["total"] == len(engines["items"])
    wanted = EXAMPLES["ShowTrainingJobEngines"][0]["response"]["items"]
    assert all(item in engines["items"] for item in wanted)


def test_a_change(emulator: Emulator, training: Training) -> None:
    key = training.key(resource={"pool_id": POOL})
    path = f"/training-jobs/{key}"
    answer = training.call("PUT", path, EXAMPLES["ChangeTrainingJobDescription"][0]["request"]["body"])
    assert (answer.status, answer.body) == (200, b"")
    policy = {"schedule_policy": {"priority": 0, "preemptible": True}}
    more = {"metadata": {"annotation": {"mine": "1"}}, "endpoints": {"ssh": {"key_pair_names": ["key"]}}}
    assert training.call("PUT", path, {"spec": policy, **more}).status == 200
    shown = training.show(key)
    assert (shown["metadata"]["description"], shown["spec"]["schedule_policy"]) == ("hahaha", policy["schedule_policy"])
    assert shown["metadata"]["annotations"]["mine"] == "1"
    assert shown["endpoints"]["ssh"]["key_pair_names"] == ["key"]
    assert training.call("PUT", path, {"description": ""}).status == 200
    assert training.show(key)["metadata"]["description"] == ""
    assert code(training.call("PUT", path, {"description": "a" * 257})) == "2788"
    assert code(training.call("PUT", f"/training-jobs/{training.key()}", {"spec": policy})) == "2788"
    assert code(training.call("PUT", "/training-jobs/none", {"description": "a"})) == "2775"
