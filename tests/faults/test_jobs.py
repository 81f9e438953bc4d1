# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training jobs cost money while they run: there is never one too many, and how one has ended is never hidden."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.faults.meanwhile import Meanwhile
from tests.faults.writes import ACTIVE, LONG, LOST, RUN, a_job, none
from tests.support import call, done

STRANGER = "00000000-0000-4000-8000-000000000000"
YEAR = 365 * 86400 * 1000
FAILING = {**RUN, "environments": {"EMULATOR_OUTCOME": "Failed", "EMULATOR_EXIT_CODE": 137}}


def jobs(emulator: Emulator) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in emulator.objects("training_job")}


def first(emulator: Emulator) -> str:
    (key,) = jobs(emulator)
    return key


@pytest.mark.parametrize("lost", LOST)
def test_neighbours_are_not_taken_for_the_new_job(emulator: Emulator, lost: str) -> None:
    neighbours: dict[str, dict[str, Any]] = {
        **{
            f"{number:08d}-{STRANGER[9:]}": {"name": name}
            for number, name in enumerate(["first-2", "a-first", "FIRST"])
        },
        "00000009" + STRANGER[8:]: {"name": "first", "metadata": {"workspace_id": "a" * 32}},
    }
    for key, fields in neighbours.items():
        emulator.put("training_job", key, **fields)
    emulator.fault("CreateTrainingJob", **LOST[lost])
    made = done("training_job", LONG)["training_job"]["metadata"]["id"]
    assert set(jobs(emulator)) == {*neighbours, made}
    assert jobs(emulator)[made]["metadata"]["name"] == "first"
    assert done("training_job", LONG)["changed"] is False


@pytest.mark.parametrize("lost", LOST)
def test_an_old_job_that_shows_up_again_is_not_taken_for_the_new_one(emulator: Emulator, lost: str) -> None:
    """Somebody else's, of the same name, created long ago."""
    done("training_job", {**LONG, "name": "warm-up"})
    old = {
        "name": "first",
        "metadata": {"create_time": jobs(emulator)[first(emulator)]["metadata"]["create_time"] - YEAR},
    }
    known = {STRANGER, *jobs(emulator)}
    rule = {"delay_ms": 300, **LOST[lost]}
    with Meanwhile(emulator, "CreateTrainingJob", lambda: emulator.put("training_job", STRANGER, **old), **rule):
        made = done("training_job", LONG)["training_job"]["metadata"]["id"]
    assert made not in known and set(jobs(emulator)) == {*known, made}


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("given", ["name", "id"])
def test_the_run_before_is_not_taken_for_the_next_one(emulator: Emulator, given: str, lost: str) -> None:
    """By name or by id, and even if lists still show the job that was deleted for it."""
    before = done("training_job", {**RUN, "state": "completed"})["training_job"]
    old = before["metadata"]["id"]
    stale = json.dumps({"total": 1, "count": 1, "limit": 50, "offset": 0, "items": [before]})
    stale_list = {"status": 200, "body": stale, "content_type": "application/json"}
    emulator.fault("CreateTrainingJob", **LOST[lost])
    emulator.fault("ListTrainingJobs", after=1 if given == "name" else 0, **stale_list)
    options = {**LONG, "rerun": "always", **({"id": old} if given == "id" else {})}
    made = done("training_job", options)["training_job"]["metadata"]["id"]
    assert made != old and set(jobs(emulator)) == {made}


def test_two_jobs_of_the_name(emulator: Emulator) -> None:
    done("training_job", LONG)
    emulator.put("training_job", STRANGER, name="first")
    mark = emulator.last_request()
    for options in (LONG, {"name": "first", "state": "absent"}, {**LONG, "rerun": "always"}):
        result = call("training_job", options)
        assert result["failed"] and all(key in result["msg"] for key in jobs(emulator)) and "id" in result["msg"]
    assert emulator.writes(mark) == []
    assert done("training_job", {"id": STRANGER, "state": "absent"})["changed"]
    assert a_job(*ACTIVE)(emulator)


@pytest.mark.parametrize(
    ("outcome", "words", "log"),
    [
        ("Failed", "is in status Failed: worker-0 ended with exit code 137: The task exited with code 137.", True),
        ("Abnormal", "is in status Abnormal: CreateFailed", False),
    ],
)
def test_a_job_that_fails(emulator: Emulator, outcome: str, words: str, log: bool) -> None:
    options = {
        **FAILING,
        "environments": {**FAILING["environments"], "EMULATOR_OUTCOME": outcome},
        "state": "completed",
    }
    result = call("training_job", options)
    assert result["failed"] and result["changed"] is True and words in result["msg"], result["msg"]
    assert result["training_job"]["status"]["phase"] == outcome
    assert ("log" in result) is log and ("RuntimeError: the emulator" in result["msg"]) is log
    again = call("training_job", options)
    assert again["failed"] and again["changed"] is False and words in again["msg"]
    assert len(emulator.requests(operation="CreateTrainingJob")) == 1
    assert done("training_job", {**RUN, "state": "completed", "rerun": "failed"})["changed"]
    assert a_job("Completed")(emulator)


def test_the_log_of_a_job_that_failed_cannot_be_read(emulator: Emulator) -> None:
    emulator.fault("ShowTrainingJobLogsFromAom", status=500, count=None)
    result = call("training_job", {**FAILING, "state": "completed", "retries": 0})
    assert result["failed"] and "ended with exit code 137" in result["msg"]
    assert "it could not be read" in result["msg"] and "HTTP 500" in result["msg"]


def test_somebody_else_terminates_it_while_it_is_to_be_completed(emulator: Emulator) -> None:
    stop = {"name": "first", "state": "stopped"}
    with Meanwhile(emulator, "ShowTrainingJobDetails", lambda: done("training_job", stop)):
        result = call("training_job", {**LONG, "state": "completed"})
    assert result["failed"] and "training job first is in status Terminated: job terminated" in result["msg"]
    assert result["changed"] is True and a_job("Terminated")(emulator)
    assert call("training_job", {**LONG, "state": "completed"})["changed"] is False


def test_somebody_else_deletes_it_while_it_is_to_be_completed(emulator: Emulator) -> None:
    gone = {"name": "first", "state": "absent"}
    with Meanwhile(emulator, "ShowTrainingJobDetails", lambda: done("training_job", gone)):
        result = call("training_job", {**LONG, "state": "completed", "tags": {}})
    assert result["failed"] and "disappeared while waiting for it to be completed" in result["msg"]
    assert result["changed"] is True and none(emulator, "training_job")


@pytest.mark.parametrize("phase", ["Completed", "Failed", "Terminated"])
@pytest.mark.parametrize("state", ["stopped", "absent"])
def test_it_has_ended_when_it_is_to_be_terminated(emulator: Emulator, state: str, phase: str) -> None:
    """The service answers 409 with code 2796; what is asked is there all the same."""
    key = done("training_job", LONG)["training_job"]["metadata"]["id"]
    emulator.clear_requests()
    with Meanwhile(emulator, "StopTrainingJob", lambda: emulator.patch("training_job", key, status=phase)):
        result = done("training_job", {"name": "first", "state": state})
    (request,) = emulator.requests(operation="StopTrainingJob")
    assert (request["status"], request["error_code"]) == (409, "ModelArts.2796")
    assert result["changed"] is (state == "absent"), "the stop was not of this task"
    assert a_job(phase)(emulator) if state == "stopped" else none(emulator, "training_job")


CHANGED = {"status": 409, "code": "ModelArts.2878", "message": "The status of the job has changed."}


def test_its_phase_changes_when_it_is_to_be_terminated(emulator: Emulator) -> None:
    """Somebody else is terminating it: that is waited for. It still runs: the service's words, and the next run."""
    key = done("training_job", LONG)["training_job"]["metadata"]["id"]
    emulator.fault("StopTrainingJob", **CHANGED)
    stop = {"name": "first", "state": "stopped"}
    result = call("training_job", stop)
    assert result["failed"] and result["changed"] is False
    assert "The status of the job has changed (HTTP 409, ModelArts.2878, request id" in result["msg"]
    emulator.clear_requests()
    rule = {"delay_ms": 300, **CHANGED}
    with Meanwhile(
        emulator, "StopTrainingJob", lambda: emulator.patch("training_job", key, status="Terminating"), **rule
    ):
        pass_on = Meanwhile(
            emulator, "ShowTrainingJobDetails", lambda: emulator.patch("training_job", key, status="Terminated")
        )
        with pass_on:
            assert done("training_job", stop)["changed"] is False, "somebody else did it"
    assert a_job("Terminated")(emulator)
    assert len(emulator.requests(operation="StopTrainingJob")) == 1


@pytest.mark.parametrize("phase", ["Creating", "Pending", "Terminating"])
@pytest.mark.parametrize("state", ["present", "completed", "stopped", "absent"])
def test_a_job_is_found_in_each_phase(emulator: Emulator, phase: str, state: str) -> None:
    """What goes on is let end; then the task does what it was asked, and says so if it no longer can."""
    key = done("training_job", {**RUN, "state": "completed"})["training_job"]["metadata"]["id"]
    emulator.patch("training_job", key, status=phase)
    ends = "Terminated" if phase == "Terminating" else "Completed"
    emulator.clear_requests()
    looked_up = (
        "ListTrainingJobs" if phase == "Pending" and state in ("stopped", "absent") else "ShowTrainingJobDetails"
    )
    operation = "ListTrainingJobs" if phase == "Pending" and state == "present" else looked_up
    with Meanwhile(emulator, operation, lambda: emulator.patch("training_job", key, status=ends)):
        result = call(
            "training_job", {**RUN, "state": state} if state != "absent" else {"name": "first", "state": state}
        )
    if state == "completed" and ends == "Terminated":
        assert result["failed"] and "is in status Terminated" in result["msg"]
    else:
        assert not result.get("failed"), result["msg"]
    assert none(emulator, "training_job") if state == "absent" else a_job(ends)(emulator)
    assert [row["operation"] for row in emulator.requests() if row["operation"].startswith("Create")] == []
