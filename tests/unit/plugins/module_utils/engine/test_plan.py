# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans: what is sent for which options and which object, in which order."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Refused
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.plan import Plan, Planner
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import NO_OPERATION, Resource
from ansible_collections.huaweicloud.modelarts.tests.unit.plugins.module_utils.engine.toy import KETTLE, Kettle

HOT: dict[str, Any] = {
    "id": "1",
    "name": "k",
    "status": "HOT",
    "size": 3,
    "colour": "RED",
    "maker": "m",
    "timer": 3600000,
}
COLD = {**HOT, "status": "COLD"}


def plan(found: dict[str, Any] | None, resource: Resource = KETTLE, **options: Any) -> Plan:
    given = {"name": "k", "state": "present", "recreate": False, **options}
    return Planner(resource, given, shapes.canonical(resource.fields, given), found).make()


def actions(made: Plan) -> list[str]:
    return [step.action for step in made.steps]


STATES = ("present", "started", "stopped", "absent")
NOTHING: list[str] = []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, (["create"], ["create"], ["create", "stop"], NOTHING)),
        ("HOT", (NOTHING, NOTHING, ["stop"], ["delete"])),
        ("FILLING", (NOTHING, NOTHING, ["stop"], ["delete"])),
        ("HEATING", (NOTHING, NOTHING, ["stop"], ["delete"])),
        ("COLD", (NOTHING, ["start"], NOTHING, ["delete"])),
        ("COOLING", (NOTHING, ["start"], NOTHING, ["delete"])),
        ("LEAVING", (["create"], ["create"], ["create", "stop"], NOTHING)),
        ("BROKEN", (Refused, Refused, Refused, ["delete"])),
        ("A_NEW_ONE", (NOTHING, NOTHING, ["stop"], ["delete"])),
    ],
)
def test_each_state_from_each_status(status: str | None, expected: tuple[Any, ...]) -> None:
    found = None if status is None else {**HOT, "status": status}
    for number, wanted in enumerate(expected):
        state = STATES[number]
        if wanted is Refused:
            with pytest.raises(Refused, match="kettle k is in status BROKEN; remove it, or give recreate=true"):
                plan(found, state=state, size=3)
        else:
            made = plan(found, state=state, size=3)
            assert actions(made) == wanted
            assert (made.before != made.after) == bool(wanted)


def test_what_is_waited_for() -> None:
    made = plan(None, size=3, tags={"a": "1"}, state="stopped")
    assert [(step.action, step.target, step.creates) for step in made.steps] == [
        ("create", "ready", True),
        ("tag", "settled", False),
        ("stop", "stopped", False),
    ]
    assert [step.target for step in plan(HOT, state="absent").steps] == ["gone"]
    assert [step.target for step in plan(COLD, state="started").steps] == ["ready"]


def test_the_body_of_a_create_leaves_out_what_comes_later() -> None:
    made = plan(None, size=3, tags={"a": "1"}, secret="s", text="")
    assert made.steps[0].body == {"name": "k", "size": 3, "secret": "s", "text": ""}
    assert made.steps[1].body == {"tags": [{"key": "a", "value": "1"}]}
    assert made.before == {}


def test_a_create_needs_its_options() -> None:
    with pytest.raises(Refused, match="to create kettle k, which does not exist, give also: size"):
        plan(None)


def test_an_id_cannot_be_chosen() -> None:
    with pytest.raises(Refused, match="no kettle has the id 7"):
        plan(None, id="7", size=1)
    assert actions(plan(None, id="7", state="absent")) == []


def test_only_what_differs_is_sent() -> None:
    made = plan(HOT, text="new", maker="m", colour="red", secret="s")
    assert [(step.action, step.body) for step in made.steps] == [("update", {"text": "new"})]
    assert (made.before, made.after) == ({"text": None}, {"text": "new"})


def test_an_update_has_places_of_its_own() -> None:
    assert plan(HOT, size=5).steps[0].body == {"new_size": 5}


@pytest.mark.parametrize(
    ("found", "state", "expected"),
    [
        (HOT, "present", ["stop", "update", "start"]),
        (HOT, "started", ["stop", "update", "start"]),
        (HOT, "stopped", ["stop", "update"]),
        (COLD, "present", ["update"]),
        (COLD, "started", ["update", "start"]),
        (COLD, "stopped", ["update"]),
    ],
)
def test_a_change_that_needs_a_stop(found: dict[str, Any], state: str, expected: list[str]) -> None:
    """It leaves the run state that was asked, or found."""
    assert actions(plan(found, state=state, colour="BLUE")) == expected


def test_a_change_that_goes_on_running_comes_before_the_stop() -> None:
    assert actions(plan(HOT, state="stopped", text="new")) == ["update", "stop"]


@pytest.mark.parametrize(
    ("found", "state", "expected"),
    [
        (HOT, "present", ["set timer"]),
        (COLD, "present", []),
        (COLD, "stopped", []),
        (HOT, "stopped", ["stop"]),
        (COLD, "started", ["start"]),  # starting sets it
    ],
)
def test_a_part_that_only_a_running_object_has(found: dict[str, Any], state: str, expected: list[str]) -> None:
    assert actions(plan(found, state=state, timer="30m")) == expected


def test_tags_are_removed_before_new_ones_are_set() -> None:
    found = {**HOT, "tags": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}, {"key": "_sys_c", "value": "3"}]}
    made = plan(found, tags={"b": "other", "d": ""})
    assert [(step.action, step.body["tags"]) for step in made.steps] == [
        ("untag", [{"key": "a", "value": "1"}]),
        ("tag", [{"key": "b", "value": "other"}, {"key": "d", "value": ""}]),
    ]
    assert actions(plan(found, tags={})) == ["untag"]
    assert actions(plan(found, tags={"a": "1", "b": "2"})) == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"maker": "n"}, "maker of kettle k cannot be changed: it is 'm' and 'n' is asked; recreate=true"),
        ({"size": 2}, "size of kettle k can only grow: it is 3 and 2 is asked; recreate=true"),
        ({"lid": {"serial": "8"}}, "lid.serial of kettle k cannot be changed: it is '7' and '8' is asked"),
    ],
)
def test_what_cannot_change(asked: dict[str, Any], words: str) -> None:
    found = {**HOT, "lid": {"serial": "7"}}
    with pytest.raises(Refused, match=words):
        plan(found, **asked)
    options = {"size": 2, **asked}
    made = plan(found, recreate=True, tags={"a": "1"}, **options)
    assert actions(made) == ["delete", "create", "tag"]
    assert made.steps[0].target == "gone" and made.steps[1].creates


def test_every_fixed_option_is_told_at_once() -> None:
    with pytest.raises(Refused, match="size of .*; maker of "):
        plan(HOT, size=2, maker="n")


def test_recreate_does_nothing_without_need() -> None:
    assert actions(plan(HOT, recreate=True, size=3)) == []
    assert actions(plan(HOT, recreate=True, size=4)) == ["update"]
    assert actions(plan({**HOT, "status": "BROKEN"}, recreate=True, size=3)) == ["delete", "create"]


def test_the_reason_of_a_failure_is_told() -> None:
    with pytest.raises(Refused, match="kettle k is in status BROKEN: it leaks; remove it"):
        plan({**HOT, "status": "BROKEN", "why": "it leaks"})


def test_what_the_service_never_tells_is_sent_on_demand() -> None:
    assert actions(plan(HOT, secret="s")) == []
    made = plan(HOT, secret="s", resend=["secret", "text"])
    assert [step.body for step in made.steps] == [{"secret": "s"}]


def test_a_group_is_sent_whole() -> None:
    found = {**HOT, "lid": {"shape": "flat", "weight": 2, "serial": "7"}}
    assert plan(found, lid={"weight": 3}).steps[0].body == {"lid": {"shape": "flat", "weight": 3}}


def test_kinds_that_lack_operations() -> None:
    class Fixed(Kettle):
        create = delete = NO_OPERATION

    with pytest.raises(Refused, match="kettle k does not exist"):
        plan(None, Fixed(), size=1)
    with pytest.raises(Refused, match="kettle k cannot be removed"):
        plan(HOT, Fixed(), state="absent")
    assert Fixed().states() == ["present", "started", "stopped"]
