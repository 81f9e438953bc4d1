# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Algorithms."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator import contract
from tests.emulator.testing import Emulator
from tests.unit.emulator.conftest import code
from tests.unit.emulator.training import CODE, ENGINE, Training

EXAMPLES = contract.examples("algorithms")
IMAGE = {"engine": {"image_url": "organization/image:1"}, "command": "python train.py"}
SEARCH = {
    "skip_search_params": "",
    "reward_attrs": [{"name": "accuracy", "mode": "max", "regex": "accuracy=(.*)"}],
    "search_params": [{"name": "rate", "param_type": "discrete", "discrete_values": ["0.1", "0.2"]}],
    "algo_configs": [
        {"name": "bayes_opt_search", "params": [{"key": "num_samples", "value": "20", "type": "Integer"}]}
    ],
}


@pytest.fixture
def training(api: Any) -> Training:
    return Training(api)


def test_the_example(training: Training) -> None:
    example = EXAMPLES["CreateAlgorithm"][0]
    answer = training.call("POST", "/algorithms", example["request"]["body"])
    assert answer.status == 201
    shown, wanted = answer.body, example["response"]
    for part in ("job_config", "metadata"):
        assert set(shown[part]) == set(wanted[part])
    for name in ("engine", "code_tree", "parameters", "command", "parameters_customization"):
        assert shown["job_config"][name] == wanted["job_config"][name]
    assert (shown["resource_requirements"], shown["advanced_config"]) == (None, {})
    same = (
        "workspace_id",
        "ai_project",
        "source",
        "is_valid",
        "version_num",
        "size",
        "tags",
        "attr_list",
        "update_time",
    )
    assert all(shown["metadata"][name] == wanted["metadata"][name] for name in same)
    path = f"/algorithms/{shown['metadata']['id']}"
    assert training.call("GET", path).body == shown
    listed = training.call("GET", "/algorithms", limit=1, searches="name:TestModelArtsAlgorithm").body
    assert listed["items"] == [shown]
    assert (listed["total"], listed["count"], listed["sort_by"], listed["order"]) == (1, 1, "create_time", "desc")
    change = EXAMPLES["ChangeAlgorithm"][0]["request"]["body"]
    change = {**change, "metadata": {**change["metadata"], "name": shown["metadata"]["name"]}}
    answer = training.call("PUT", path, change)
    assert (answer.status, answer.body["metadata"]["description"]) == (201, "This is a ModelArts algorithm modified")
    answer = training.call("DELETE", path)
    assert (answer.status, answer.body) == (202, b"")
    for method in ("GET", "DELETE"):
        assert code(training.call(method, path)) == "2755"
    assert code(training.call("PUT", path, change)) == "2755"


def test_an_image_with_a_command(training: Training) -> None:
    answer = training.algorithm(job_config=IMAGE)
    assert answer.status == 201
    config = answer.body["job_config"]
    assert config["engine"] == {
        "engine_id": "",
        "engine_name": "",
        "engine_version": "",
        "image_url": "organization/image:1",
    }
    assert "code_tree" not in config
    by_id = {**CODE, "engine": {"engine_id": "pytorch-cp36-1.3.0"}}
    shown = training.algorithm("other", job_config=by_id).body["job_config"]
    assert shown["engine"] == {"engine_id": "pytorch-cp36-1.3.0", **ENGINE}


@pytest.mark.parametrize(
    ("config", "number"),
    [
        ({**CODE, "engine": {"engine_id": "nothing"}}, "2780"),
        ({**CODE, "engine": {"engine_name": "PyTorch"}}, "2780"),
        ({**CODE, "engine": {"engine_name": "PyTorch", "engine_version": "0"}}, "2780"),
        ({**CODE, "engine": {"engine_id": "caffe-1.0.0-python2.7", "engine_name": "PyTorch"}}, "2780"),
        ({"code_dir": "/bucket/code/", "engine": ENGINE}, "2758"),
        ({"engine": ENGINE}, "2757"),
        ({"code_dir": "bucket/code", "boot_file": "/bucket/code/a.py", "engine": ENGINE}, "2757"),
        ({**CODE, "boot_file": "/bucket/other/train.py"}, "2792"),
        ({**CODE, "boot_file": "/bucket/code"}, "2792"),
        ({**CODE, "code_dir": "/bucket/cod"}, "2792"),
        ({"engine": {"image_url": "organization/image:1"}}, "2806"),
        ({**CODE, **IMAGE}, "2788"),
        ({**CODE, "parameters": [{"name": "a"}, {"name": "a"}]}, "2767"),
        ({**CODE, "parameters": [{"value": "a"}]}, "2788"),
        ({**CODE, "inputs": [{"name": "a"}, {"name": "a"}]}, "2753"),
        ({**CODE, "colour": "red"}, "2788"),
        ({**CODE, "parameters": [{"name": "a", "value": 1}]}, "2788"),
    ],
)
def test_settings_that_are_refused(training: Training, config: dict[str, Any], number: str) -> None:
    assert code(training.algorithm(job_config=config)) == number
    assert training.emulator.objects("algorithm") == []


def test_code_may_be_written_in_two_ways(training: Training) -> None:
    config = {**CODE, "code_dir": "obs://bucket/code", "boot_file": "/bucket/code/deep/train.py"}
    shown = training.algorithm(job_config=config).body["job_config"]
    assert shown["code_dir"] == "obs://bucket/code"
    assert shown["code_tree"] == {"name": "code/", "children": [{"name": "deep/", "children": [{"name": "train.py"}]}]}


def test_a_name_stands_once_in_a_workspace(training: Training) -> None:
    assert training.algorithm().status == 201
    assert code(training.algorithm()) == "2821"
    assert code(training.algorithm(metadata={"workspace_id": "lab"})) == "0102"
    training.emulator.put("workspace", "lab")
    assert training.algorithm(metadata={"workspace_id": "lab"}).status == 201
    assert training.call("GET", "/algorithms").body["total"] == 1
    assert training.call("GET", "/algorithms", workspace_id="lab").body["total"] == 1
    training.emulator.settings(quota={"algorithm": 2})
    assert code(training.algorithm("third")) == "2815"


def test_a_change_replaces_all_but_lists_left_out(training: Training) -> None:
    rich = {**CODE, "command": "x", "parameters_customization": True, "parameters": [{"name": "rate", "value": "0"}]}
    rich.update(inputs=[{"name": "data"}], outputs=[{"name": "model"}])
    requirements = [{"key": "flavor_type", "values": ["GPU"], "operator": "in"}]
    made = training.algorithm(
        metadata={"description": "first", "tags": [{"key": "auto_search"}]},
        job_config=rich,
        resource_requirements=requirements,
        advanced_config={"auto_search": SEARCH},
    ).body
    assert made["resource_requirements"] == [{**requirements[0], "value": ["GPU"]}]
    assert made["advanced_config"] == {"auto_search": SEARCH}
    assert made["job_config"]["parameters"][0]["value"] == "0"
    path, name = f"/algorithms/{made['metadata']['id']}", {"name": "algorithm"}
    shown = training.call("PUT", path, {"metadata": name, "job_config": CODE}).body
    assert (shown["metadata"]["description"], shown["metadata"]["tags"]) == ("", [{"key": "auto_search"}])
    assert shown["metadata"]["update_time"] >= made["metadata"]["create_time"]
    assert (shown["job_config"]["command"], shown["job_config"]["parameters_customization"]) == ("", False)
    for part in ("resource_requirements", "advanced_config"):
        assert shown[part] == made[part]
    for part in ("parameters", "inputs", "outputs"):
        assert shown["job_config"][part] == made["job_config"][part]
    empty = {**SEARCH, "reward_attrs": [], "search_params": [], "algo_configs": []}
    del empty["skip_search_params"]
    cleared = training.call(
        "PUT",
        path,
        {
            "metadata": {**name, "tags": []},
            "job_config": {**CODE, "parameters": [], "inputs": [], "outputs": []},
            "resource_requirements": [],
            "advanced_config": {"auto_search": empty},
        },
    ).body
    assert (cleared["metadata"]["tags"], cleared["resource_requirements"]) == (None, None)
    assert cleared["advanced_config"] == {"auto_search": {}}
    assert [cleared["job_config"][part] for part in ("parameters", "inputs", "outputs")] == [[], [], []]


@pytest.mark.parametrize("change", [{"name": "other"}, {"name": "algorithm", "workspace_id": "1"}])
def test_what_cannot_be_changed(training: Training, change: dict[str, str]) -> None:
    path = f"/algorithms/{training.algorithm().body['metadata']['id']}"
    assert code(training.call("PUT", path, {"metadata": change, "job_config": CODE})) == "2788"
    assert code(training.call("PUT", path, {"metadata": {"name": "algorithm"}})) == "2788"


def names(training: Training, **query: Any) -> list[str]:
    return [row["metadata"]["name"] for row in training.call("GET", "/algorithms", **query).body["items"]]


def test_lists(emulator: Emulator, training: Training) -> None:
    for number in range(12):
        training.algorithm(f"a{number:02}")
    assert names(training) == [f"a{number:02}" for number in range(11, 1, -1)]
    assert names(training, limit=5, sort_by="name", order="asc") == [f"a{number:02}" for number in range(5)]
    assert names(training, limit=5, offset=1, order="asc") == [f"a{number:02}" for number in range(5, 10)]
    assert names(training, limit=5, offset=3) == []
    emulator.settings(algorithm_offset="record")
    assert names(training, limit=5, offset=1, order="asc") == [f"a{number:02}" for number in range(1, 6)]
    assert names(training, searches="name:A1", order="asc") == ["a10", "a11"]
    refused: list[tuple[dict[str, Any], str]] = [
        ({"sort_by": "colour"}, "2790"),
        ({"searches": "id:1"}, "2789"),
        ({"limit": 51}, "2788"),
    ]
    for query, wanted in refused:
        assert code(training.call("GET", "/algorithms", **query)) == wanted
    with pytest.raises(ValueError, match="algorithm_offset"):
        emulator.settings(algorithm_offset="line")


def test_one_put_there_by_hand(emulator: Emulator, training: Training) -> None:
    emulator.put("algorithm", "by-hand", name="seeded")
    shown = training.call("GET", "/algorithms/by-hand").body
    assert (shown["metadata"]["name"], shown["metadata"]["id"]) == ("seeded", "by-hand")
    assert names(training) == ["seeded"]
