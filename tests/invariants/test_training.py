# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training jobs from their creation to their end, the algorithms that they are made of, and what it costs to ask."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.playbooks import Run, task
from tests.support import call, done

WORKSPACE = "0123456789abcdef0123456789abcdef"
ENGINE = {"engine_name": "PyTorch", "engine_version": "PyTorch-1.3.0-python3.6"}
CODE: dict[str, Any] = {"code_dir": "obs://bucket/code/", "boot_file": "obs://bucket/code/train.py", "engine": ENGINE}
ALGORITHM = {"name": "trainer", **CODE}
SMALL, SMALL_BY_NAME = "modelarts.vm.cpu.8u", "Computing CPU(8U) instance"
LONG = {"EMULATOR_SECONDS": "3000000"}
JOB = {"name": "first", **CODE, "flavor_id": SMALL, "environments": LONG}
BRIEF: dict[str, Any] = {**JOB, "environments": {}}
ME = {"name": "first"}


def actions(result: dict[str, Any]) -> list[str]:
    return [step["action"] for step in result["plan"]]


def phase(result: dict[str, Any]) -> str:
    return str(result["training_job"]["status"]["phase"])


def job_id(result: dict[str, Any]) -> str:
    return str(result["training_job"]["metadata"]["id"])


def numbered(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def operations(emulator: Emulator, mark: int) -> list[str]:
    return [row["operation"] for row in emulator.requests(mark)]


# The run of a job.


@pytest.mark.parametrize("in_process", [True, False])
def test_a_long_run_tells_what_it_is_doing(emulator: Emulator, in_process: bool) -> None:
    """Each phase, and the newest line of the log; beside the output of the play."""
    emulator.settings(speed=50)
    completed = task("training_job", {**BRIEF, "state": "completed", "wait_interval": "0.02"})
    run = Run([completed], emulator.env, in_process=in_process)
    assert run.status == 0, run.text
    assert phase(run.result("training_job")) == "Completed"
    assert "modelarts:" not in run.out
    told = [line for line in run.err.splitlines() if line.startswith("modelarts: training job first")]
    if not in_process:
        assert told == []
        return
    assert told[0].endswith("create (step 1 of 1)")
    for word in ("Creating", "Pending", "Running"):
        assert any(f"first {word}" in line for line in told), told
    epochs = [line for line in told if "Running epoch" in line]
    assert len(epochs) > 3 and len(set(epochs)) == len(epochs)


@pytest.mark.parametrize(
    ("environments", "reason", "log"),
    [
        (
            {"EMULATOR_OUTCOME": "Failed", "EMULATOR_EXIT_CODE": "137"},
            "is in status Failed: worker-0 ended with exit code 137: The task exited with code 137.",
            "[ModelArts Service Log]exit with 137",
        ),
        ({"EMULATOR_OUTCOME": "Abnormal"}, "is in status Abnormal: CreateFailed", ""),
    ],
)
def test_why_a_run_failed(emulator: Emulator, environments: dict[str, str], reason: str, log: str) -> None:
    """The reason, and the end of the log if there ever was one, oldest line first."""
    options = {**BRIEF, "environments": environments, "state": "completed"}
    failed = call("training_job", options)
    assert failed["failed"] and failed["changed"] and failed["steps_taken"] == 1
    assert f"training job first {reason}" in failed["msg"], failed["msg"]
    told = failed.get("log", [])
    assert told[-1:] == ([log] if log else []) and len(told) <= 20
    assert "\n".join(told) in failed["msg"]
    epochs = [int(line.split("/")[0].removeprefix("epoch ")) for line in told if line.startswith("epoch")]
    assert epochs == sorted(epochs) and len(epochs) == (15 if log else 0)
    mark = emulator.last_request()
    again = call("training_job", {**options, "rerun": "never"})
    assert again["failed"] and again.get("log", []) == told and not again["changed"]
    assert emulator.writes(mark) == []


def test_what_runs_already_is_not_run_again(emulator: Emulator) -> None:
    """Neither with rerun: it is waited for."""
    running = done("training_job", {**BRIEF, "environments": {"EMULATOR_SECONDS": "1500"}})
    waited = done("training_job", {**ME, "state": "completed", "rerun": "always"})
    assert not waited["changed"] and phase(waited) == "Completed"
    assert job_id(waited) == job_id(running)
    assert len(emulator.objects("training_job")) == 1


def test_completed_in_check_mode_does_not_wait(emulator: Emulator) -> None:
    done("training_job", JOB)
    assert not done("training_job", {**ME, "state": "completed"}, check=True)["changed"]


def test_a_time_limit_for_the_run(emulator: Emulator) -> None:
    late = call("training_job", {**JOB, "state": "completed", "wait_timeout": "1s"})
    assert late["failed"] and "is still Running" in late["msg"] and late["changed"]
    assert len(emulator.objects("training_job")) == 1


def test_stopped_begins_nothing(emulator: Emulator) -> None:
    mark = emulator.last_request()
    stopped = done("training_job", {**JOB, "state": "stopped"})
    assert not stopped["changed"] and stopped["training_job"] == {} and stopped["plan"] == []
    assert operations(emulator, mark) == ["ListTrainingJobs"]


def test_a_running_job_is_terminated_before_it_is_removed(emulator: Emulator) -> None:
    done("training_job", JOB)
    mark = emulator.last_request()
    gone = done("training_job", {**ME, "state": "absent"})
    assert actions(gone) == ["terminate", "delete"]
    assert [row["operation"] for row in emulator.writes(mark)] == ["StopTrainingJob", "DeleteTrainingJob"]
    assert emulator.objects("training_job") == []


def test_a_job_that_ended_between_the_plan_and_its_stop_is_removed_all_the_same(emulator: Emulator) -> None:
    job = job_id(done("training_job", JOB))
    emulator.fault("StopTrainingJob", status=409, code="ModelArts.2796", message="It has ended.")
    emulator.patch("training_job", job, status="Completed")
    instead(emulator, "ListTrainingJobs", {"total": 1, "items": [running(job)]}, count=1)
    gone = call("training_job", {**ME, "state": "absent"})
    assert not gone.get("failed"), gone["msg"]
    assert emulator.objects("training_job") == []


def instead(emulator: Emulator, operation: str, answer: Any, count: int | None = None) -> None:
    """An answer that the emulator would not give."""
    emulator.fault(operation, count=count, status=200, body=json.dumps(answer), content_type="application/json")


def running(job: str) -> dict[str, Any]:
    return {"kind": "job", "metadata": {"id": job, "name": "first"}, "status": {"phase": "Running"}}


# Which job is meant.


@pytest.mark.parametrize("state", ["present", "completed", "stopped", "absent"])
def test_a_name_that_two_jobs_have_is_an_error(emulator: Emulator, state: str) -> None:
    ids = [numbered(number) for number in range(2)]
    for id in ids:
        emulator.put("training_job", id, name="first")
    mark = emulator.last_request()
    for check in (True, False):
        refused = call("training_job", {**BRIEF, "state": state}, check=check)
        assert refused["failed"] and refused["changed"] is False
        assert all(id in refused["msg"] for id in ids) and "2 objects match" in refused["msg"]
    assert emulator.writes(mark) == []
    assert job_id(done("training_job", {"id": ids[0], "state": "stopped"})) == ids[0]


@pytest.mark.parametrize(("module", "options"), [("training_job", JOB), ("algorithm", ALGORITHM)])
def test_in_another_workspace(emulator: Emulator, module: str, options: dict[str, Any]) -> None:
    emulator.put("workspace", WORKSPACE, name="other")
    ids = []
    for more in ({}, {"workspace_id": WORKSPACE}):
        ids.append(done(module, {**options, **more})[module]["metadata"]["id"])
        assert not done(module, {**options, **more})["changed"]
    assert len(set(ids)) == 2
    assert not done(module, {"id": ids[1]})["changed"]
    (row,) = done(f"{module}_info", {"workspace_id": WORKSPACE})[f"{module}s"]
    assert row["metadata"]["id"] == ids[1]
    assert done(module, {"name": options["name"], "workspace_id": WORKSPACE, "state": "absent"})["changed"]
    assert [row["id"] for row in emulator.objects(module)] == [ids[0]]


@pytest.mark.parametrize("counts", ["page", "record"])
@pytest.mark.parametrize("module", ["training_job", "algorithm"])
def test_one_among_many_with_names_like_it(emulator: Emulator, module: str, counts: str) -> None:
    """The service's filter is fuzzy; whatever its offset counts, all are listed, each once."""
    emulator.settings(algorithm_offset=counts)
    emulator.put(module, numbered(0), name="first")
    for number in range(1, 121):
        emulator.put(module, numbered(number), name=f"first-{number}")
    assert done(module, {**ME, "state": "absent"}, check=True)["plan"][-1]["path"].endswith(numbered(0))
    assert [row["metadata"]["id"] for row in done(f"{module}_info", ME)[f"{module}s"]] == [numbered(0)]
    every = [row["metadata"]["id"] for row in done(f"{module}_info", {})[f"{module}s"]]
    assert sorted(every) == [numbered(number) for number in range(121)]
    assert len(done(f"{module}_info", {"name": "first-1", "name_fuzzy": True, "limit": 7})[f"{module}s"]) == 7


# What it costs.


def test_an_unchanged_job_is_one_request(emulator: Emulator) -> None:
    id = job_id(done("training_job", {**JOB, "tags": {"team": "vision"}}))
    for options, expected in (
        (JOB, ["ListTrainingJobs"]),
        (ME, ["ListTrainingJobs"]),
        ({**JOB, "id": id}, ["ShowTrainingJobDetails"]),
        ({**JOB, "tags": {"team": "vision"}}, ["ListTrainingJobs", "ShowTrainJobTags"]),
        ({**JOB, "id": id, "tags": {"team": "vision"}}, ["ShowTrainingJobDetails", "ShowTrainJobTags"]),
    ):
        for check in (True, False):
            mark = emulator.last_request()
            assert not done("training_job", options, check=check)["changed"]
            assert operations(emulator, mark) == expected


def test_an_unchanged_algorithm_is_one_request(emulator: Emulator) -> None:
    id = done("algorithm", ALGORITHM)["algorithm"]["metadata"]["id"]
    for options, expected in ((ALGORITHM, "ListAlgorithms"), ({**ALGORITHM, "id": id}, "ShowAlgorithmByUuid")):
        mark = emulator.last_request()
        assert not done("algorithm", options)["changed"]
        assert operations(emulator, mark) == [expected]


def test_names_are_looked_up_when_they_must_be(emulator: Emulator) -> None:
    """A job says which algorithm and flavor it has, by name too."""
    done("algorithm", ALGORITHM)
    done("algorithm", {**ALGORITHM, "name": "other"})
    named = {**ME, "algorithm_id": "trainer", "flavor_id": SMALL_BY_NAME, "environments": LONG}
    mark = emulator.last_request()
    created = done("training_job", named)
    assert operations(emulator, mark)[:4] == [
        "ListTrainingJobs",
        "ListAlgorithms",
        "ShowTrainingJobFlavors",
        "CreateTrainingJob",
    ]
    (create,) = created["plan"]
    assert create["body"]["spec"]["resource"]["flavor_id"] == SMALL
    mark = emulator.last_request()
    assert not done("training_job", named)["changed"]
    assert operations(emulator, mark) == ["ListTrainingJobs"]
    mark = emulator.last_request()
    refused = call("training_job", {**named, "algorithm_id": "other"})
    assert refused["failed"] and "algorithm_id" in refused["msg"] and "'other' is asked" in refused["msg"]
    assert operations(emulator, mark) == ["ListTrainingJobs", "ListAlgorithms"]


def test_an_algorithm_that_is_not_there_yet(emulator: Emulator) -> None:
    options = {**ME, "algorithm_id": "trainer", "flavor_id": SMALL}
    planned = done("training_job", options, check=True)
    assert planned["plan"][0]["body"]["algorithm"]["id"] == "<id of algorithm trainer>"
    refused = call("training_job", options)
    assert refused["failed"] and "there is no algorithm trainer" in refused["msg"]
    assert emulator.writes() == []


@pytest.mark.parametrize("wrong", [{"flavor_id": "No such flavor"}, {"flavor_id": "no.such.flavor"}])
def test_a_flavor_that_is_not_there(emulator: Emulator, wrong: dict[str, Any]) -> None:
    refused = call("training_job", {**JOB, **wrong})
    assert refused["failed"] and wrong["flavor_id"] in refused["msg"]
    assert emulator.objects("training_job") == []


def test_another_description_is_one_request(emulator: Emulator) -> None:
    done("training_job", {**JOB, "tags": {"team": "vision"}})
    (before,) = emulator.objects("training_job")
    mark = emulator.last_request()
    changed = done("training_job", {**JOB, "description": "second"})
    (put,) = emulator.writes(mark)
    assert (put["operation"], put["body"]) == ("ChangeTrainingJobDescription", {"description": "second"})
    assert actions(changed) == ["update"]
    (after,) = emulator.objects("training_job")
    assert after == {**before, "metadata": {**before["metadata"], "description": "second"}}


# Algorithms are sent whole.


def test_what_was_not_asked_stays_in_an_algorithm(emulator: Emulator) -> None:
    """All that the service takes, set by somebody else; then one thing is changed."""
    constraint = {
        "type": "Integer",
        "editable": True,
        "required": True,
        "valid_type": "Range",
        "valid_range": ["1", "9"],
    }
    words = {"language": "en-us", "description": "Rounds."}
    search = {
        "skip_search_params": "rate",
        "reward_attrs": [{"name": "loss", "mode": "min", "regex": "loss=(.*)"}],
        "search_params": [{"name": "rate", "param_type": "discrete", "discrete_values": ["1", "2"]}],
        "algo_configs": [{"name": "tpe_search", "params": [{"key": "num", "value": "5", "type": "Integer"}]}],
    }
    body = {
        "metadata": {
            "name": "trainer",
            "description": "first",
            "ai_project": "other",
            "tags": [{"key": "a", "value": "b"}],
        },
        "job_config": {
            "code_dir": "/bucket/code/",
            "boot_file": "/bucket/code/train.py",
            "engine": ENGINE,
            "parameters_customization": True,
            "parameters": [
                {"name": "e", "value": "1", "description": "d", "constraint": constraint, "i18n_description": words},
                {"name": "rate", "value": "0"},
            ],
            "inputs": [
                {"name": "data", "description": "d", "remote_constraints": [{"data_type": "obs", "attributes": []}]}
            ],
            "outputs": [{"name": "model", "description": "d"}],
        },
        "resource_requirements": [{"key": "flavor_type", "values": ["CPU"], "operator": "in"}],
        "advanced_config": {"auto_search": search},
    }
    done("api", {"method": "POST", "path": "/v2/{project_id}/algorithms", "body": body})
    (before,) = emulator.objects("algorithm")
    changed = done("algorithm", {"name": "trainer", "description": "second"})
    assert actions(changed) == ["update"]
    (after,) = emulator.objects("algorithm")
    metadata = {**before["metadata"], "description": "second", "update_time": after["metadata"]["update_time"]}
    assert after == {**before, "metadata": metadata}
    changed = done("algorithm", {"name": "trainer", "parameters": [{"name": "e", "value": "2"}, {"name": "rate"}]})
    (last,) = emulator.objects("algorithm")
    first, second = after["job_config"]["parameters"]
    assert last["job_config"] == {**after["job_config"], "parameters": [{**first, "value": "2"}, second]}
    assert (last["advanced_config"], last["resource_requirements"]) == (
        after["advanced_config"],
        after["resource_requirements"],
    )


def test_the_engine_of_an_algorithm_is_sent_as_it_is_asked(emulator: Emulator) -> None:
    """Id, name with version, and image exclude each other; what was there before does not mix with what comes."""
    done("algorithm", ALGORITHM)
    for engine, changed in (
        ({"engine_id": "pytorch-cp36-1.3.0"}, False),
        (ENGINE, False),
        ({"engine_id": "pytorch-cp36-1.4.0-v2"}, True),
        ({"engine_name": "Caffe", "engine_version": "caffe-1.0.0-python2.7"}, True),
    ):
        result = done("algorithm", {**ALGORITHM, "engine": engine})
        assert result["changed"] is changed
        assert [step["body"]["job_config"]["engine"] for step in result["plan"]] == ([engine] if changed else [])
    image = {"engine": {"image_url": "organization/image:1"}, "command": "python train.py", "boot_file": ""}
    result = done("algorithm", {"name": "trainer", **image})
    (step,) = result["plan"]
    assert step["body"]["job_config"]["engine"] == image["engine"]
    assert not done("algorithm", {"name": "trainer", **image})["changed"]
    assert done("algorithm", {**ALGORITHM, "command": ""})["changed"]
    assert not done("algorithm", ALGORITHM)["changed"]


@pytest.mark.parametrize(
    "engine",
    [{}, {"engine_name": "PyTorch"}, {"engine_id": "x", "image_url": "y"}, {**ENGINE, "engine_id": "x"}],
)
@pytest.mark.parametrize(("module", "options"), [("training_job", JOB), ("algorithm", ALGORITHM)])
def test_engines_that_make_no_sense(
    emulator: Emulator, module: str, options: dict[str, Any], engine: dict[str, str]
) -> None:
    mark = emulator.last_request()
    refused = call(module, {**options, "engine": engine or {"engine_id": "", "image_url": ""}})
    assert refused["failed"] and "engine" in refused["msg"]
    assert emulator.requests(mark) == []


# Reading.


def test_two_thousand_jobs(emulator: Emulator) -> None:
    """Forty requests; what was not asked for is let go page by page."""
    fat = {"environments": {"TEXT": "x" * 5000}}
    for number in range(2000):
        emulator.put("training_job", numbered(number), name=f"job-{number}", algorithm=fat)
    peaks = {}
    for fields in (["metadata.id", "status.phase"], None):
        mark = emulator.last_request()
        tracemalloc.start()
        rows = done("training_job_info", {"fields": fields})["training_jobs"]
        peaks[bool(fields)] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert operations(emulator, mark) == ["ListTrainingJobs"] * 40
        assert len({row["metadata"]["id"] for row in rows}) == len(rows) == 2000
        if fields:
            assert {json.dumps({**row, "metadata": [*row["metadata"]]}) for row in rows} == {
                '{"metadata": ["id"], "status": {"phase": "Completed"}}'
            }
    assert peaks[True] < 5_000_000 < 15_000_000 < peaks[False]


def test_one_field_of_one_page(emulator: Emulator) -> None:
    for number in range(120):
        emulator.put("training_job", numbered(number), name=f"job-{number}")
    mark = emulator.last_request()
    rows = done(
        "training_job_info", {"limit": 3, "fields": ["metadata.name"], "sort_by": "create_time", "order": "asc"}
    )
    assert rows["training_jobs"] == [{"metadata": {"name": f"job-{number}"}} for number in range(3)]
    assert len(emulator.requests(mark)) == 1


def test_the_filters_of_the_search(emulator: Emulator) -> None:
    done("training_job", {**JOB, "tags": {"team": "vision"}})
    done("training_job", {**BRIEF, "name": "second", "state": "completed"})
    for options, expected in (
        ({"phase": ["Running"]}, ["first"]),
        ({"phase": ["Running", "Completed"], "sort_by": "name", "order": "asc"}, ["first", "second"]),
        ({"tags": {"team": "vision"}}, ["first"]),
        ({"tags": {"team": "speech"}}, []),
        ({"name": "nobody"}, []),
        ({"create_time": ["2020-01-01", "2020-01-31T23:59:59Z"]}, []),
    ):
        rows = done("training_job_info", options)["training_jobs"]
        assert [row["metadata"]["name"] for row in rows] == expected, options
    (row,) = done("training_job_info", {"name": "first", "include": ["tags"]})["training_jobs"]
    assert row["tags"] == [{"key": "team", "value": "vision"}]


def test_the_log_and_use_of_each_task(emulator: Emulator) -> None:
    id = job_id(done("training_job", {**BRIEF, "node_count": 2, "state": "completed"}))
    whole = done("training_log_info", {"training_job_id": "first"})["training_logs"]
    assert [row["task"] for row in whole] == ["worker-0", "worker-1"]
    assert all(row["offset"] == 0 and row["size"] == len(row["content"]) for row in whole)
    one = {"training_job_id": id, "task": ["worker-1"]}
    mark = emulator.last_request()
    (last,) = done("training_log_info", {**one, "lines": 2})["training_logs"]
    assert operations(emulator, mark) == ["ShowTrainingJobLogsPreview"]
    assert last["content"] == "".join(whole[1]["content"].splitlines(keepends=True)[-2:])
    (rest,) = done("training_log_info", {**one, "offset": last["offset"]})["training_logs"]
    assert rest == last
    (link,) = done("training_log_info", {**one, "link": "download"})["training_logs"]
    assert link["task"] == "worker-1" and link["obs_url"].startswith(emulator.endpoint)
    metrics = done("training_metric_info", {"training_job_id": "first"})["training_metrics"]
    assert [row["task"] for row in metrics] == ["worker-0", "worker-1"] and all(row["metrics"] for row in metrics)
    for module, plural in (("training_log_info", "training_logs"), ("training_metric_info", "training_metrics")):
        assert done(module, {"training_job_id": "nobody"})[plural] == []
        assert done(module, {"training_job_id": numbered(0)})[plural] == []


@pytest.mark.parametrize("status", ["Pending", "Abnormal"])
def test_there_is_no_log_yet(emulator: Emulator, status: str) -> None:
    emulator.put("training_job", numbered(0), name="first", status=status)
    for more, told in (({}, {"offset": 0, "content": "", "size": 0}), ({"link": "preview"}, {"obs_url": ""})):
        (row,) = done("training_log_info", {"training_job_id": "first", **more})["training_logs"]
        assert row == {"task": "worker-0", **told}


def test_tokens_are_shown_on_demand_only(emulator: Emulator) -> None:
    done("training_job", JOB)
    (job,) = done("training_job_info", {})["training_jobs"]
    names = ("jupyter_lab", "tensorboard", "mindstudio_insight")
    job["endpoints"] = {name: {"url": f"https://{name}.example", "token": f"canary-{name}"} for name in names}
    instead(emulator, "ListTrainingJobs", {"total": 1, "items": [job]})
    instead(emulator, "ShowTrainingJobDetails", job)
    results = [
        done("training_job", {**JOB}, diff=True),
        done("training_job", {**JOB, "description": "second"}, diff=True),
        done("training_job", {**JOB, "description": "third"}, diff=True, check=True),
        done("training_job", {**ME, "state": "absent"}, diff=True, check=True),
        done("training_job_info", {}),
        done("training_job_info", {"id": job["metadata"]["id"], "fields": ["endpoints"]}),
        call("training_job", {**JOB, "node_count": 5}),
        call("training_job", {**JOB, "node_count": 5, "wait_timeout": "1s", "recreate": True}),
    ]
    assert "canary" not in str(results)
    assert "https://tensorboard.example" in str(results[0])
    (shown,) = done("training_job_info", {"include": ["endpoints.tensorboard.token"]})["training_jobs"]
    assert shown["endpoints"]["tensorboard"]["token"] == "canary-tensorboard"
    assert "canary-jupyter" not in str(shown)


@pytest.mark.parametrize("module", ["training_job", "algorithm"])
@pytest.mark.parametrize("options", [{"id": None}, {"name": None}, {"id": None, "name": None}, {"name": ""}])
def test_nothing_in_place_of_a_name_means_no_object(emulator: Emulator, module: str, options: dict[str, Any]) -> None:
    """Above all not the only one that there is."""
    done("training_job", JOB)
    done("algorithm", ALGORITHM)
    mark = emulator.last_request()
    for state in ("present", "absent"):
        assert call(module, {**options, "state": state})["failed"]
    assert emulator.writes(mark) == []
