# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many objects at once: made without waiting, then waited for together, with one listing a look."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.support import call, done

NOTEBOOK: dict[str, Any] = {
    "flavor": "modelarts.vm.cpu.2u",
    "image_id": "e1a07296-22a8-4f05-8bc8-e936c8e54090",
    "volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 5},
}


def begin(*names: str) -> None:
    for name in names:
        done("notebook", {**NOTEBOOK, "name": name, "wait": False})


def gathered(names: list[str], check: bool = False, **options: Any) -> dict[str, Any]:
    return call("notebook_info", {"names": names, "wait_for_status": ["RUNNING"], **options}, check=check)


def test_a_hundred_notebooks_boot_in_the_time_of_one(emulator: Emulator) -> None:
    names = [f"student-{number:03}" for number in range(100)]
    begin(*names, "somebody-else")
    since = emulator.last_request()
    result = gathered(names, wait_interval="1s")
    sent = emulator.requests(since)
    assert {row["name"] for row in result["notebooks"]} == set(names)
    assert {row["status"] for row in result["notebooks"]} == {"RUNNING"}
    assert {request["operation"] for request in sent} == {"ListNotebooks"}
    looks = len(sent) / 3  # pages of 50, of 101 notebooks
    assert looks == int(looks) <= 5


TAGS = {"team": "vision"}
JOB = {
    "code_dir": "obs://bucket/code/",
    "boot_file": "obs://bucket/code/train.py",
    "engine": {"engine_id": "pytorch-cp36-1.3.0"},
    "flavor_id": "modelarts.vm.cpu.8u",
    "environments": {"EMULATOR_QUEUE_SECONDS": "600"},
}
POOL = {
    "scope": ["Train"],
    "resources": [{"flavor": "modelarts.vm.cpu.4ud", "count": 1}],
    "network_id": "net-0123",
}
TAGGED = {
    "notebook": (NOTEBOOK, "CreateNotebookTags", "CREATING"),
    "training_job": (JOB, "CreateTrainJobTags", "Pending"),
    "resource_pool": (POOL, "BatchCreatePoolTags", "Creating"),
}


def phase(result: dict[str, Any], module: str) -> str:
    shown = result[module]
    return str(shown["status"] if module == "notebook" else shown["status"]["phase"])


@pytest.mark.parametrize("module", TAGGED)
def test_tags_are_set_without_waiting(emulator: Emulator, module: str) -> None:
    options, operation, status = TAGGED[module]
    emulator.settings(speed=1)
    task = {**options, "name": "first", "tags": TAGS, "wait": False}
    planned = done(module, task, check=True)["plan"]
    result = done(module, task)
    assert result["changed"] and phase(result, module) in (status, "Creating")
    assert [row["operation"] for row in emulator.writes()][1:] == [operation]
    assert len(planned) == len(result["plan"]) == 2
    assert done(module, task)["changed"] is False
    assert done(module, {**task, "tags": {}})["changed"] is True


@pytest.mark.parametrize("status", [400, 404, 409])
@pytest.mark.parametrize("module", TAGGED)
def test_a_service_that_tags_later_is_waited_for(emulator: Emulator, module: str, status: int) -> None:
    options, operation, early = TAGGED[module]
    emulator.fault(operation, status=status, code="ModelArts.9999", message="Too early.")
    emulator.settings(speed=60)
    result = done(module, {**options, "name": "first", "tags": TAGS, "wait": False})
    assert result["changed"] and phase(result, module) not in {early, "Creating"} - {"Pending"}  # which may last
    assert len(emulator.requests(operation=operation)) == 2
    assert done(module, {**options, "name": "first", "tags": TAGS})["changed"] is False


@pytest.mark.parametrize("module", TAGGED)
def test_tags_that_are_refused_for_good(emulator: Emulator, module: str) -> None:
    options, operation, _status = TAGGED[module]
    emulator.fault(operation, count=None, status=400, code="ModelArts.9999", message="No such tags.")
    result = call(module, {**options, "name": "first", "tags": TAGS, "wait": False})
    assert result["failed"] and "No such tags" in result["msg"]
    assert result["changed"] is True and result["steps_taken"] == 1


def test_what_needs_a_settled_object_waits(emulator: Emulator) -> None:
    task = {**NOTEBOOK, "name": "first", "tags": TAGS, "state": "stopped", "wait": False}
    result = done("notebook", task)
    assert [step["action"] for step in result["plan"]] == ["create", "tag", "stop"]
    assert result["notebook"]["status"] in ("STOPPING", "STOPPED")


def test_the_first_one_that_fails_ends_the_wait(emulator: Emulator) -> None:
    begin("good")
    emulator.settings(outcomes={"notebook": {"CREATING": "CREATE_FAILED"}})
    begin("bad")
    result = gathered(["good", "bad"])
    assert result["failed"] and not result["changed"]
    assert result["msg"] == (
        "the group of notebooks is in status failed: bad is CREATE_FAILED (The emulator was told to let this fail.)"
    )


def test_one_that_is_not_there_is_waited_for(emulator: Emulator) -> None:
    begin("one")
    result = gathered(["one", "two", "three"], wait_timeout="1s")
    assert result["failed"] and "is still incomplete (1 of 3, not yet: three, two) after 1 s" in result["msg"]


def test_no_names_are_no_objects(emulator: Emulator) -> None:
    begin("one")
    assert done("notebook_info", {"names": []})["notebooks"] == gathered([])["notebooks"] == []


def test_what_need_not_be_waited_for(emulator: Emulator) -> None:
    assert gathered([], name_fuzzy=True)["notebooks"] == []
    emulator.settings(speed=0.01)
    begin("slow")
    assert [row["status"] for row in gathered(["slow"], check=True)["notebooks"]] == ["CREATING"]
    assert [row["status"] for row in gathered(["slow"], wait_for_status=["CREATING"])["notebooks"]] == ["CREATING"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"wait_for_status": ["running"]}, "wait_for_status takes .*RUNNING.*, not running"),
        ({"names": ["a"], "name": "a"}, "name and names exclude each other"),
        ({"names": [], "id": "0" * 32}, "id and names exclude each other"),
        ({"names": ["a", "b"], "limit": 1, "wait_for_status": ["RUNNING"]}, "limit is less than the 2 names"),
        ({"wait_for_status": ["RUNNING"], "wait_interval": "0.0s"}, "wait_interval must be more than 0"),
        ({"wait_for_status": ["RUNNING"], "wait_timeout": "soon"}, "wait_timeout must be a duration"),
    ],
)
def test_bad_input(emulator: Emulator, options: dict[str, Any], sentence: str) -> None:
    result = call("notebook_info", options)
    assert result["failed"]
    assert re.search(sentence, result["msg"])
    assert emulator.requests() == []
