# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that run once, to an end: their plans, their waits, and the ways in which they are declared."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Refused
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.plan import Plan, Planner
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.wait import Waiter, WaitFailed
from ansible_collections.huaweicloud.modelarts.tests.unit.plugins.module_utils.engine.toy import BREW

FACTS: dict[str, Any] = {"id": "1", "name": "b", "place": "/shop/", "notes": {"own": "1", "theirs": "2"}}
NEW, ENDED = ["create"], ["delete", "create"]
NOTHING: list[str] = []


def brew(phase: str, **more: Any) -> dict[str, Any]:
    return {"facts": FACTS, "status": {"phase": phase}, **more}


def plan(found: dict[str, Any] | None, **options: Any) -> Plan:
    given = {"name": "b", "state": "present", "recreate": False, "rerun": "never", **options}
    return Planner(BREW, given, shapes.canonical(BREW.fields, given), found).make()


def actions(made: Plan) -> list[str]:
    return [step.action for step in made.steps]


def test_the_states_of_a_job() -> None:
    assert BREW.states() == ["present", "completed", "stopped", "absent"]


@pytest.mark.parametrize(
    ("phase", "present", "stopped", "absent"),
    [
        (None, NEW, NOTHING, NOTHING),
        ("NEW", NOTHING, ["end"], ["end", "delete"]),
        ("ON", NOTHING, ["end"], ["end", "delete"]),
        ("ENDING", NOTHING, NOTHING, ["delete"]),
        ("ENDED", NOTHING, NOTHING, ["delete"]),
        ("DONE", NOTHING, NOTHING, ["delete"]),
        ("SPOILT", NOTHING, NOTHING, ["delete"]),
    ],
)
def test_each_state_from_each_phase(
    phase: str | None, present: list[str], stopped: list[str], absent: list[str]
) -> None:
    expected = {"present": present, "completed": present, "stopped": stopped, "absent": absent}
    for state, steps in expected.items():
        made = plan(brew(phase) if phase else None, state=state)
        assert actions(made) == steps, state
        assert [step.target for step in made.steps if step.action == "end"] == ["stopped"] * steps.count("end")


@pytest.mark.parametrize(
    ("rerun", "phase", "again"),
    [
        ("never", "DONE", False),
        ("never", "SPOILT", False),
        ("failed", "DONE", False),
        ("failed", "SPOILT", True),
        ("failed", "ENDED", True),
        ("failed", "ON", False),
        ("always", "DONE", True),
        ("always", "SPOILT", True),
        ("always", "NEW", False),
    ],
)
def test_a_job_that_has_ended_is_run_again_when_that_is_asked(rerun: str, phase: str, again: bool) -> None:
    for state in ("present", "completed"):
        assert actions(plan(brew(phase), state=state, rerun=rerun, place="/shop")) == (ENDED if again else NOTHING)
    assert actions(plan(brew(phase), state="stopped", rerun=rerun)) == (["end"] if phase in ("ON", "NEW") else NOTHING)
    assert "create" not in actions(plan(brew(phase), state="absent", rerun=rerun))


def test_another_run_takes_what_a_job_cannot_change() -> None:
    with pytest.raises(Refused, match="place of brew b cannot be changed"):
        plan(brew("DONE"), place="/other")
    assert actions(plan(brew("DONE"), place="/other", rerun="always")) == ENDED
    assert actions(plan(brew("ON"), place="/other", recreate=True)) == ["end", "delete", "create"]


def test_only_the_last_step_waits_for_the_end() -> None:
    made = plan(None, state="completed", tags={"a": "1"})
    assert [(step.action, step.target) for step in made.steps] == [("create", "settled"), ("tag", "completed")]
    assert [step.target for step in plan(None, state="present").steps] == ["settled"]
    assert plan(brew("ON"), state="stopped").steps[0].body == {"what": "end"}


class Log:
    """A waiter whose job goes through these phases, and writes a line in each."""

    def __init__(self, *phases: str) -> None:
        self.phases, self.told, self.tails = list(phases), [], []  # type: ignore[var-annotated]
        self.waiter = Waiter(BREW, 60, 1, self.told.append, self.newest, self.tail, now=lambda: 0, sleep=lambda s: None)

    def newest(self, obj: dict[str, Any]) -> str:
        return f"line of {obj['status']['phase']}"

    def tail(self, obj: dict[str, Any], lines: int) -> list[str]:
        self.tails.append(lines)
        return ["first", "last"]

    def until(self, target: str) -> dict[str, Any] | None:
        return self.waiter.until(target, "brew b", lambda: brew(self.phases.pop(0)))


def test_a_job_is_waited_for_to_its_end() -> None:
    log = Log("NEW", "ON", "DONE")
    assert log.until("completed") == brew("DONE")
    assert log.told == ["brew b NEW line of NEW", "brew b ON line of ON"]
    assert log.tails == []


@pytest.mark.parametrize("end", ["SPOILT", "ENDED"])
def test_another_end_is_a_failure_that_shows_the_log(end: str) -> None:
    log = Log("ON", end)
    with pytest.raises(WaitFailed) as failure:
        log.until("completed")
    assert str(failure.value).splitlines() == [
        f"brew b is in status {end}, and the service gives no reason",
        "The end of its log:",
        "first",
        "last",
    ]
    assert failure.value.details() == {"log": ["first", "last"]}


@pytest.mark.parametrize("end", ["ENDED", "DONE", "SPOILT"])
def test_every_end_is_a_stop(end: str) -> None:
    assert Log("ON", "ENDING", end).until("stopped") == brew(end)


def changed(asked: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    wanted, present = shapes.canonical(BREW.fields, asked), shapes.view(BREW.fields, answer)
    return [difference.path for difference in shapes.differences(BREW.fields, wanted, present)]


PARTS = [{"at": {"place": "a", "side": "left"}, "limit": {"low": 1, "high": 2}}, {"at": {"place": "b"}}]
ANSWER = brew(
    "ON", leaf={"id": "7", "kind": "green"}, search={"aim": "max", "steps": ["s"]}, parts=PARTS, tags=[{"key": "a"}]
)


@pytest.mark.parametrize(
    ("asked", "paths"),
    [
        ({"place": "shop"}, []),
        ({"place": "shops"}, ["place"]),
        ({"notes": {"own": 1}}, []),
        ({"notes": {"own": True}}, ["notes"]),
        ({"notes": {"other": "1"}}, ["notes"]),
        ({"leaf": {"id": "7"}}, []),
        ({"leaf": {"id": "8"}}, ["leaf.id"]),
        ({"search": {}}, ["search.aim", "search.steps"]),
        ({"search": {"aim": "max"}}, []),
        ({"parts": list(reversed(PARTS))}, []),
        ({"parts": [{"at": {"place": "A"}}, {"at": {"place": "b"}}]}, ["parts"]),
        ({"parts": [{"at": {"place": "a"}, "limit": {"low": 1}}, {"at": {"place": "b"}}]}, []),
        ({"parts": [{"at": {"place": "a"}, "limit": {"low": 2}}, {"at": {"place": "b"}}]}, ["parts"]),
        ({"parts": PARTS[:1]}, ["parts"]),
    ],
)
def test_what_is_a_difference(asked: dict[str, Any], paths: list[str]) -> None:
    assert changed(asked, ANSWER) == paths


def test_an_object_that_is_sent_whole_keeps_what_nobody_asked_to_change() -> None:
    (step,) = plan(ANSWER, leaf={"kind": "black"}, search={}, parts=[{"at": {"place": "a"}, "limit": {"low": 0}}]).steps
    assert step.body == {
        "facts": {"name": "b", "place": "/shop/", "notes": FACTS["notes"]},
        "leaf": {"kind": "black"},
        "search": {"aim": "", "steps": [], "map": {}},
        "parts": [{"at": {"place": "a", "side": "left"}, "limit": {"low": 0, "high": 2}}],
    }


def test_a_search_sends_its_filters_in_the_body() -> None:
    (query,) = BREW.listing.queries({"name": "b", "shop": "s", "other": "o"}, True)
    assert query == {"shop": "s", "filters": [{"key": "name", "operator": "like", "value": ["b"]}]}
    assert BREW.listing.queries({"shop": "s", "name": None}, True) == [{"shop": "s"}]
    sent: list[Any] = []

    class Sent:
        def __init__(self, *given: Any, **named: Any) -> None:
            sent.append((given, named))
            self.body: dict[str, Any] = {"items": []}

    assert BREW.listing.ask(Sent, "/brew-searches", query) == {"items": []}
    assert sent == [(("POST", "/brew-searches"), {"body": query, "reads": True})]


def test_secrets_inside_an_object_are_left_out() -> None:
    class Shop(type(BREW)):  # type: ignore[misc]
        secrets = ("doors.back.token", "code")

    obj = {"doors": {"back": {"token": "t", "url": "u"}, "front": 1}, "code": "c", "id": 1}
    assert Shop().shown(obj) == {"doors": {"back": {"url": "u"}, "front": 1}, "id": 1}
    assert Shop().shown(obj, keep=("code",))["code"] == "c"
    assert obj["doors"]["back"]["token"] == "t"  # type: ignore[index]
    assert Shop().shown({"doors": "closed"}) == {"doors": "closed"}


def test_parts_of_an_object_are_picked() -> None:
    assert trees.picked(ANSWER, ["facts.id", "status.phase", "none.such"]) == {
        "facts": {"id": "1"},
        "status": {"phase": "ON"},
        "none": {"such": None},
    }
