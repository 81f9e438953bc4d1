# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every write meets every fault: the wanted state is reached, or there is one clear error and the next run reaches it.

Never a duplicate, never a loss, never a wrong changed.
"""

from __future__ import annotations

import functools
import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.faults.gate import Gate
from tests.faults.meanwhile import Meanwhile
from tests.faults.writes import BASE, NODE, WRITES, none, one, own
from tests.playbooks import Run, task
from tests.support import call, done

AFTER = {"phase": "after"}
HTML = {"body": "<html><title>Proxy</title></html>", "content_type": "text/html"}
PASSING: dict[str, dict[str, Any]] = {  # a task survives these
    "reset before": {"reset": True},
    "reset after": {"reset": True, **AFTER},
    "closed after": {"close": True, **AFTER},
    "time-out before": {"delay_ms": 400, "reset": True},
    "time-out after": {"delay_ms": 400, **AFTER},
    "429": {"status": 429, "code": "APIGW.0308"},
    "429 with Retry-After": {"status": 429, "code": "APIGW.0308", "headers": {"Retry-After": "0"}},
    **{f"{status} before": {"status": status} for status in (500, 502, 503, 504)},
    **{f"{status} after": {"status": status, **AFTER} for status in (500, 502, 503, 504)},
    "cut before": {"status": 200, "cut": True},
    "cut after": {"cut": True, **AFTER},
}
TELLING: dict[str, dict[str, Any]] = {  # these may end it, with one sentence
    "HTML before": {"status": 200, **HTML},
    "HTML after": {**HTML, **AFTER},
    "empty after": {"empty": True, **AFTER},
    "conflict": {"status": 400, "code": "ModelArts.6357", "message": "Another operation is in progress."},
    "401": {"status": 401, "code": "APIGW.0301", "message": "Incorrect IAM authentication information."},
    "403": {"status": 403, "code": "ModelArts.0112", "message": "Permission denied."},
    "503 for ever": {"status": 503, "count": None},
}


def is_one_sentence_of_its_own(result: dict[str, Any]) -> bool:
    text = result["msg"]
    return "\n" not in text and "Traceback" not in text and text.endswith((".", "it"))


@pytest.mark.one_in(3)
@pytest.mark.parametrize("fault", [*PASSING, *TELLING])
@pytest.mark.parametrize("write", WRITES)
def test_a_write_that_fails(
    emulator: Emulator, record_property: Callable[[str, object], None], write: str, fault: str
) -> None:
    wanted = WRITES[write]
    wanted.prepare(emulator)
    rule = {**PASSING, **TELLING}[fault]
    emulator.fault(wanted.operation, **rule)
    options = {**wanted.options, "timeout": 0.25 if "delay_ms" in rule else 10, "retries": 2}
    result = call(wanted.module, options)
    assert emulator.faults()[0]["used"]
    told = {"write": write, "operation": wanted.operation, "fault": fault}
    for name, value in {**told, "outcome": "error" if result.get("failed") else "reached"}.items():
        record_property(name, value)
    if result.get("failed"):
        assert fault in TELLING, result["msg"]
        assert is_one_sentence_of_its_own(result), result["msg"]
        assert result["changed"] is wanted.later or rule.get("empty")
    else:
        assert result["changed"] is True
        assert wanted.reached(emulator)
    emulator.clear_faults()
    emulator.advance(1)  # what goes on has ended
    there = wanted.reached(emulator)
    again = done(wanted.module, wanted.options)
    assert wanted.reached(emulator)
    assert again["changed"] is not there


@pytest.mark.one_in(4)
@pytest.mark.parametrize("seconds", [0.1, None])
@pytest.mark.parametrize("write", WRITES)
def test_nobody_listens_any_more(
    emulator: Emulator,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
    write: str,
    seconds: float | None,
) -> None:
    """From the very request on, connections are refused: for a while, or for ever."""
    wanted = WRITES[write]
    wanted.prepare(emulator)
    with Gate(emulator, wanted.operation, seconds) as gate:
        monkeypatch.setenv("MODELARTS_ENDPOINT", gate.endpoint)
        result = call(wanted.module, {**wanted.options, "retries": 6 if seconds else 1})
        monkeypatch.setenv("MODELARTS_ENDPOINT", emulator.endpoint)
        assert gate.shut
    there = wanted.reached(emulator)
    told = {"write": write, "operation": wanted.operation, "fault": f"refused for {seconds or 'ever'}"}
    for name, value in {**told, "outcome": "error" if result.get("failed") else "reached"}.items():
        record_property(name, value)
    if seconds:
        assert not result.get("failed"), result["msg"]
        assert result["changed"] is True and there
    else:
        assert result["failed"] and result["changed"] is wanted.later and not there
        assert is_one_sentence_of_its_own(result)
        assert "broke before the whole answer" in result["msg"] or "Connection refused" in result["msg"]
    assert done(wanted.module, wanted.options)["changed"] is not there
    assert wanted.reached(emulator)


@pytest.mark.one_in(4)
@pytest.mark.parametrize("write", WRITES)
def test_a_login_that_is_no_longer_good_is_made_anew(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    wanted = WRITES[write]
    wanted.prepare(emulator)
    for name in ("HW_ACCESS_KEY", "HW_SECRET_KEY"):
        monkeypatch.delenv(name)
    login = {"username": emulator.username, "password": emulator.password, "domain_name": emulator.domain_name}
    emulator.fault(wanted.operation, status=401, code="APIGW.0307", message="The token must be updated.")
    mark = emulator.last_request()
    assert done(wanted.module, {**wanted.options, **login})["changed"] is True
    assert emulator.faults()[0]["used"] == 1
    assert wanted.reached(emulator)
    operations = [row["operation"] for row in emulator.requests(mark)]
    assert operations.count("CreateToken") <= 2
    assert "CreateToken" in operations[operations.index(wanted.operation) :]


@pytest.mark.parametrize(
    "write",
    [
        *("create", "attach", "save", "create job", "complete job", "run job again", "create network", "create pool"),
    ],
)
@pytest.mark.parametrize(
    ("rule", "settings"),
    [
        ({"delay_ms": 700}, {}),  # the work is done after the client has given up
        ({"reset": True, "phase": "after"}, {"read_after_write_delay": 0.6}),  # lists show it late
        ({"reset": True, "phase": "after", "count": 2}, {}),
    ],
)
def test_what_shows_up_late_is_not_made_twice(
    emulator: Emulator, write: str, rule: dict[str, Any], settings: dict[str, Any]
) -> None:
    wanted = WRITES[write]
    wanted.prepare(emulator)
    emulator.settings(**settings)
    emulator.fault(wanted.operation, **rule)
    mark = emulator.last_request()
    result = done(wanted.module, {**wanted.options, "timeout": 0.4, "retries": 0, "wait_interval": "0.5"})
    assert result["changed"] and wanted.reached(emulator)
    assert len(emulator.requests(mark, wanted.operation)) == 1


@pytest.mark.parametrize("write", ["create", "create algorithm", "create job", "create network", "create pool"])
def test_a_create_that_never_works_is_tried_twice_at_most(emulator: Emulator, write: str) -> None:
    wanted = WRITES[write]
    emulator.fault(wanted.operation, reset=True, count=None)
    result = call(wanted.module, {**wanted.options, "retries": 0})
    assert result["failed"] and result["changed"] is False and none(emulator, wanted.of)
    assert len(emulator.requests(operation=wanted.operation)) == 2
    assert "not known whether" in result["msg"]


def test_retry_after_is_honoured(emulator: Emulator) -> None:
    emulator.fault("CreateNotebook", status=429, headers={"Retry-After": "1"})
    started = time.monotonic()
    assert done("notebook", BASE)["changed"]
    assert time.monotonic() - started >= 1


def test_a_token_that_expires_in_the_middle(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HW_ACCESS_KEY", "HW_SECRET_KEY"):
        monkeypatch.delenv(name)
    login = {"username": emulator.username, "password": emulator.password, "domain_name": emulator.domain_name}
    assert done("notebook", {**BASE, **login})["changed"]
    emulator.control("POST", "tokens/expire")
    assert done("notebook", {**BASE, **login, "description": "second"})["changed"]
    emulator.fault("UpdateNotebook", status=401, code="APIGW.0307", message="The token must be updated.")
    assert done("notebook", {**BASE, **login, "description": "third"})["changed"]
    assert one(emulator, "notebook", description="third")
    assert len(emulator.requests(operation="CreateToken")) == 3


@pytest.mark.parametrize(
    "write",
    [
        *("update", "stop", "tag", "lease", "delete", "detach", "attach", "delete image"),
        *("update algorithm", "delete algorithm", "update job", "tag job", "untag job", "terminate job"),
        *("delete ended job", "terminate job to delete it", "delete active job", "delete job to run it again"),
        *("connect network", "disconnect network", "describe network", "delete network", "scale pool out"),
        *("scale pool in", "enlarge scope", "describe pool", "tag pool", "untag pool", "delete pool", "delete nodes"),
    ],
)
def test_somebody_else_deletes_it_meanwhile(emulator: Emulator, write: str) -> None:
    wanted = WRITES[write]
    wanted.prepare(emulator)
    kind = {"attach": "notebook"}.get(write, wanted.of)
    (key,) = {NODE} if kind == "pool_node" else {row["id"] for row in own(emulator, kind)}
    emulator.clear_requests()
    with Meanwhile(emulator, wanted.operation, lambda: emulator.control("DELETE", f"objects/{kind}/{key}")):
        result = call(wanted.module, wanted.options)
    if wanted.options.get("state") == "absent" or "rerun" in wanted.options or kind == "pool_node":
        assert not result.get("failed") and wanted.reached(emulator)
        assert result["changed"] is ("rerun" in wanted.options or wanted.later)
    else:
        assert result["failed"] and is_one_sentence_of_its_own(result)
        assert any(words in result["msg"] for words in ("does not exist", "not found", "not exist"))
        assert result["changed"] is False
        assert result["error_code"] in (
            f"ModelArts.{number}" for number in (6309, 6404, 2755, 2775, 50015001, 50025001)
        )
        assert result["http_status"] and result["request_id"]


@pytest.mark.parametrize(
    ("write", "other", "steps"),
    [
        ("create", {"volume": {"category": "EFS", "ownership": "MANAGED"}}, ["delete"]),
        ("create job", {"node_count": 2}, ["terminate", "delete"]),
        ("create network", {"cidr": "192.168.1.0/24"}, ["delete"]),
        ("create pool", {"node_prefix": "other"}, ["delete"]),
    ],
)
def test_what_was_removed_and_cannot_be_made_anew(
    emulator: Emulator, write: str, other: dict[str, Any], steps: list[str]
) -> None:
    """The error says what has been done already."""
    wanted = WRITES[write]
    done(wanted.module, wanted.options)
    emulator.fault(wanted.operation, status=400, code="ModelArts.0113", message="The quota is used up.", count=None)
    result = call(wanted.module, {**wanted.options, **other, "recreate": True})
    assert result["failed"] and result["changed"] is True, result["msg"]
    assert "The quota is used up" in result["msg"] and result["msg"].endswith(f" Already done: {', '.join(steps)}.")
    assert [step["action"] for step in result["plan"]][: len(steps)] == steps
    assert result["steps_taken"] == len(steps) and none(emulator, wanted.of)


def test_it_disappears_while_it_starts(emulator: Emulator) -> None:
    done("notebook", {**BASE, "state": "stopped"})
    emulator.settings(speed=20)
    (row,) = emulator.objects("notebook")
    emulator.clear_requests()
    with Meanwhile(emulator, "ShowNotebook", lambda: emulator.control("DELETE", f"objects/notebook/{row['id']}")):
        result = call("notebook", {**BASE, "state": "started"})
    assert result["failed"] and "disappeared while waiting for it to be ready" in result["msg"]
    assert result["changed"] is True and result["steps_taken"] == 1


@pytest.mark.parametrize("status", ["CREATING", "STARTING", "STOPPING", "SNAPSHOTTING"])
@pytest.mark.parametrize("state", ["present", "started", "stopped", "absent"])
def test_it_is_busy_with_something_else(emulator: Emulator, status: str, state: str) -> None:
    """What goes on is let end, then the task does what it was asked."""
    done("notebook", BASE)
    (row,) = emulator.objects("notebook")
    emulator.patch("notebook", row["id"], status=status)
    ends = {"STOPPING": "STOPPED"}.get(status, "RUNNING")
    threading.Timer(0.3, lambda: emulator.patch("notebook", row["id"], status=ends)).start()
    result = done(
        "notebook",
        {**BASE, "state": state, "description": "second"} if state != "absent" else {"name": "first", "state": state},
    )
    assert result["changed"] is True
    wanted = {"started": "RUNNING", "stopped": "STOPPED", "present": ends}.get(state)
    assert one(emulator, "notebook", status=wanted, description="second") if wanted else none(emulator, "notebook")


@pytest.mark.parametrize("state", ["RUNNING", "STOPPED"])
def test_the_run_state_is_switched_once_when_the_service_wants_that(emulator: Emulator, state: str) -> None:
    """Code 6347: and the state found is the state left."""
    done("notebook", {**BASE, "state": "started" if state == "RUNNING" else "stopped"})
    emulator.settings(update_rule="stopped" if state == "RUNNING" else "running")
    result = done("notebook", {**BASE, "description": "second"})
    assert result["changed"] and one(emulator, "notebook", status=state, description="second")
    assert [step["action"] for step in result["plan"]] == [
        *(["stop", "update", "start"] if state == "RUNNING" else ["start", "update", "stop"])
    ]


@pytest.mark.parametrize(
    ("write", "machine", "outcome"),
    [
        ("create", "notebook", {"CREATING": "CREATE_FAILED"}),
        ("create network", "network", {"Creating": "Abnormal"}),
        ("create pool", "pool", {"Creating": "Error"}),
        ("start", "notebook", {"STARTING": "START_FAILED"}),
        ("delete", "notebook", {"DELETING": "DELETE_FAILED"}),
        ("attach", "notebook_storage", {"MOUNTING": "MOUNT_FAILED"}),
        ("detach", "notebook_storage", {"UNMOUNTING": "UNMOUNT_FAILED"}),
        ("save", "image", {"INIT": "CREATE_FAILED"}),
    ],
)
def test_the_service_does_not_manage_it(emulator: Emulator, write: str, machine: str, outcome: dict[str, str]) -> None:
    """A wait ends with the status and the service's reason; nothing is reported as done."""
    wanted = WRITES[write]
    wanted.prepare(emulator)
    emulator.settings(outcomes={machine: outcome})
    result = call(wanted.module, wanted.options)
    (status,) = outcome.values()
    reason = ", and the service gives no reason" if machine == "network" else ": The emulator was told to let this fail"
    assert result["failed"] and f"is in status {status}{reason}" in result["msg"]
    assert result["changed"] is True
    emulator.settings(outcomes={})
    again = call(wanted.module, {**wanted.options, "recreate": True})
    assert not again.get("failed"), again["msg"]
    assert again["changed"] and wanted.reached(emulator)


def test_a_time_limit_is_kept(emulator: Emulator) -> None:
    emulator.settings(speed=0.5)
    started = time.monotonic()
    result = call("notebook", {**BASE, "wait_timeout": "1s"})
    assert time.monotonic() - started < 3
    assert result["failed"] and result["msg"].startswith("notebook first is still CREATING")
    assert "after 1 s, wanted: ready; a longer wait_timeout" in result["msg"]
    assert result["changed"] is True and result["notebook"]["status"] == "CREATING"


def test_polls_survive_passing_faults(emulator: Emulator) -> None:
    emulator.settings(speed=100)
    for rule in ({"status": 502}, {"reset": True}, {"status": 429}, {"cut": True, **AFTER}):
        emulator.fault("ShowNotebook", **rule)
    assert done("notebook", {**BASE, "retries": 0})["notebook"]["status"] == "RUNNING"
    assert all(rule["used"] for rule in emulator.faults())


def test_two_objects_of_the_name(emulator: Emulator) -> None:
    first = done("notebook", BASE)["notebook"]["id"]
    (row,) = emulator.objects("notebook")
    twin = "00000000-0000-4000-8000-000000000000"
    emulator.put("notebook", twin, **{name: value for name, value in row.items() if name != "id"})
    mark = emulator.last_request()
    for options in (BASE, {"name": "first", "state": "absent"}):
        result = call("notebook", options)
        assert result["failed"] and first in result["msg"] and twin in result["msg"] and "id" in result["msg"]
    assert emulator.writes(mark) == []
    assert done("notebook", {"id": twin, "state": "absent"})["changed"]
    assert one(emulator, "notebook", id=first)


@pytest.mark.one_in(4)
@pytest.mark.parametrize("in_process", [True, False])
@pytest.mark.parametrize("write", ["create", "create job", "create network", "create pool", "attach", "save"])
def test_a_run_that_is_killed_goes_on_in_the_next_one(emulator: Emulator, write: str, in_process: bool) -> None:
    """Killed after each of its requests: each is done at once and answered a little later."""
    wanted = WRITES[write]
    tasks = [task(wanted.module, wanted.options)]
    made: set[bool] = set()
    for number in itertools.count(1):
        emulator.reset()
        wanted.prepare(emulator)
        emulator.settings(latency_ms=200)
        mark = emulator.last_request()
        asked = functools.partial(has_asked, emulator, mark, number)
        if Run(tasks, emulator.env, in_process=in_process, kill_when=asked).status == 0:
            break  # it needs fewer requests
        emulator.settings(latency_ms=0)
        made.add(len(own(emulator, wanted.of)) == 1)
        there = wanted.reached(emulator)
        again = Run(tasks, emulator.env, in_process=in_process)
        assert again.status == 0, again.text
        assert again.result(wanted.module)["changed"] is not there
        assert wanted.reached(emulator)
    assert made == {True, False}


def has_asked(emulator: Emulator, mark: int, number: int) -> bool:
    return len(emulator.requests(mark)) >= number
