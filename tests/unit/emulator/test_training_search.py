# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for training jobs, and their tags."""

from __future__ import annotations

import time
import uuid
from typing import Any

import pytest

from tests.emulator import contract
from tests.emulator.testing import Emulator
from tests.unit.emulator.conftest import code
from tests.unit.emulator.training import CODE, Training

DAY = 24 * 3600 * 1000
EXAMPLE = contract.examples("training_jobs")["ListTrainingJobs"][0]


@pytest.fixture
def training(api: Any) -> Training:
    return Training(api)


def test_pages(training: Training) -> None:
    keys = [training.key(f"job-{number:02}") for number in range(12)]
    whole = [f"job-{number:02}" for number in range(11, -1, -1)]
    assert training.names() == whole[:10]
    assert training.names(limit=5) == whole[:5]
    assert training.names(limit=5, offset=2) == whole[10:]
    assert training.names(limit=5, offset=3) == []
    assert training.names(limit=3, sort_by="name", order="asc") == whole[:-4:-1]
    done = training.wait(keys[1], "Completed")
    page = training.search(limit=5, offset=2)
    assert (page["total"], page["count"], page["limit"], page["offset"]) == (12, 2, 5, 2)
    assert (page["sort_by"], page["order"], page["workspace_id"]) == ("create_time", "desc", "0")
    assert page["items"][0] == done


def test_the_example(training: Training) -> None:
    for name in ("other", "my-trainjob", "trainjob"):
        training.key(name)
    found = training.search(**EXAMPLE["request"]["body"])
    assert [item["metadata"]["name"] for item in found["items"]] == ["trainjob"]
    assert found["total"] == 2
    assert set(found) == set(EXAMPLE["response"])


def test_filters(emulator: Emulator, training: Training) -> None:
    training.emulator.settings(speed=1)
    algorithm = training.algorithm("vision", job_config=CODE).body["metadata"]["id"]
    first = training.job("first", algorithm={"id": algorithm})
    training.key("second", environments={"EMULATOR_OUTCOME": "Abnormal"})
    emulator.advance(5.5)
    now = first["metadata"]["create_time"]
    user = emulator.state()["training_job"][0]["_user_id"]

    def found(key: str, operator: str, *values: str) -> list[str]:
        return training.names(filters=[{"key": key, "operator": operator, "value": list(values)}], order="asc")

    assert found("name", "like", "FIRS") == ["first"]
    assert found("name", "in", "first", "third") == ["first"]
    assert found("name", "not", "first") == ["second"]
    assert found("phase", "in", "Abnormal") == ["second"]
    assert found("phase", "not", "Abnormal", "Running") == ["first"]
    assert found("algorithm_name", "like", "isio") == ["first"]
    assert found("kind", "in", "job") == ["first", "second"]
    assert found("user_id", "in", user) == ["first", "second"]
    assert found("user_id", "in", "nobody") == []
    assert found("create_time", "between", str(now - 31 * DAY), str(now)) == ["first"]
    assert found("create_time", "between", str(now + 1), str(now + DAY))[-1:] == ["second"]
    assert found("create_time", "between", "", "") == ["first", "second"]
    both = [
        {"key": "name", "operator": "like", "value": ["s"]},
        {"key": "phase", "operator": "in", "value": ["Pending"]},
    ]
    assert training.names(filters=both) == ["first"]


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"filters": [{"key": "colour", "operator": "in", "value": ["a"]}]}, "2807"),
        ({"filters": [{"operator": "in", "value": ["a"]}]}, "2807"),
        ({"filters": [{"key": "name", "operator": "is", "value": ["a"]}]}, "2808"),
        ({"filters": [{"key": "name", "operator": "between", "value": ["a"]}]}, "2808"),
        ({"filters": [{"key": "name", "value": ["a"]}]}, "2808"),
        ({"filters": [{"key": "create_time", "operator": "between", "value": ["1"]}]}, "2809"),
        ({"filters": [{"key": "create_time", "operator": "between", "value": ["a", "b"]}]}, "2809"),
        ({"filters": [{"key": "create_time", "operator": "between", "value": ["0", str(31 * DAY + 1)]}]}, "2788"),
        ({"filters": [{"key": "name", "operator": "in", "value": ["a"] * 11}]}, "2788"),
        ({"filters": [{"key": "name", "operator": "in", "value": []}] * 21}, "2788"),
        ({"sort_by": "colour"}, "2790"),
        ({"order": "up"}, "2788"),
        ({"limit": 51}, "2788"),
        ({"limit": 0}, "2788"),
        ({"offset": -1}, "2788"),
    ],
)
def test_searches_that_are_refused(training: Training, change: dict[str, Any], number: str) -> None:
    assert code(training.call("POST", "/training-job-searches", change)) == number


def test_more_filters(emulator: Emulator, training: Training) -> None:
    emulator.put("workspace", "lab")
    training.key("elsewhere", metadata={"workspace_id": "lab"})
    key = training.key("here")
    assert (training.names(), training.names(workspace_id="lab")) == (["here"], ["elsewhere"])
    assert (training.names(train_type="SFT"), training.search(train_type="SFT")["train_type"]) == ([], "SFT")
    host = training.wait(key, "Completed")["status"]["task_ips"][0]["host_ip"]
    assert (training.names(host_ips=[host]), training.names(host_ips=["192.0.2.1"])) == (["here"], [])
    emulator.settings(read_after_write_delay=30)
    late = training.key("late")
    assert training.names() == ["here"]
    assert training.show(late)


def test_a_long_list_is_quick(emulator: Emulator, training: Training) -> None:
    for number in range(2000):
        emulator.put("training_job", str(uuid.uuid4()), name=f"job-{number}")
    emulator.settings(check_answers=False)
    began = time.monotonic()
    names = [name for offset in range(40) for name in training.names(limit=50, offset=offset)]
    assert len(set(names)) == 2000
    assert time.monotonic() - began < 10


def tags_of(training: Training, key: str) -> Any:
    return training.call("GET", f"/modelarts-training-job/{key}/tags").body["tags"]


def tag(training: Training, key: str, **tags: str) -> Any:
    rows = [{"key": name, "value": value} for name, value in tags.items()]
    return training.call("POST", f"/modelarts-training-job/{key}/tags/create", {"tags": rows})


def test_tags(training: Training) -> None:
    key = training.key()
    assert tags_of(training, key) == []
    answer = tag(training, key, team="vision", stage="test")
    assert (answer.status, answer.body) == (204, b"")
    assert tag(training, key, team="sound").status == 204
    assert tags_of(training, key) == [{"key": "team", "value": "sound"}, {"key": "stage", "value": "test"}]
    path = f"/modelarts-training-job/{key}/tags/delete"
    assert training.call("DELETE", path, {"tags": [{"key": "team"}, {"key": "never"}]}).status == 204
    assert tags_of(training, key) == [{"key": "stage", "value": "test"}]
    assert training.call("GET", "/modelarts-training-job/tags").body == {"tags": [{"key": "stage", "values": ["test"]}]}
    assert code(tag(training, key, **{f"k{number}": "" for number in range(20)})) == "2788"
    assert code(tag(training, key, _sys_a="")) == "2788"
    assert code(tag(training, "none", a="")) == "2775"


def test_search_by_tags(training: Training) -> None:
    first, second, third = (training.key(name) for name in ("first", "second", "third"))
    tag(training, first, team="vision", stage="test")
    tag(training, second, team="sound")
    wanted = [{"key": "team", "values": ["vision", "sound"]}]
    assert training.names(tags=wanted) == ["second", "first"]
    assert training.names(tags=[*wanted, {"key": "stage"}]) == ["first"]
    path = "/modelarts-training-job/resource-instances"

    def found(**body: Any) -> list[str]:
        answer = training.call("POST", f"{path}/filter", body).body
        assert answer["total_count"] == training.call("POST", f"{path}/count", body).body["total_count"]
        return [row["resource_name"] for row in answer["resources"]]

    assert found() == ["first", "second", "third"]
    assert found(tags=wanted) == ["first", "second"]
    assert found(tags=[{"key": "stage", "values": []}]) == ["first"]
    assert found(without_any_tag=True, tags=wanted) == ["third"]
    assert found(matches=[{"key": "resource_name", "value": "IR"}]) == ["first", "third"]
    assert found(workspace_id="lab") == []
    page = training.call("POST", f"{path}/filter", {}, limit=1, offset=2).body
    assert ([row["resource_id"] for row in page["resources"]], page["total_count"]) == ([third], 3)
    assert code(training.call("POST", f"{path}/filter", {"tags": wanted * 2})) == "2788"
    assert code(training.call("POST", f"{path}/count", {"matches": [{"key": "id", "value": "a"}]})) == "2788"
