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
        ({"wait_for_status": ["RUNNING"], "wait_timeout": "soon"}, "wait_timeout must be a duration"),
    ],
)
def test_bad_input(emulator: Emulator, options: dict[str, Any], sentence: str) -> None:
    result = call("notebook_info", options)
    assert result["failed"]
    assert re.search(sentence, result["msg"])
    assert emulator.requests() == []
