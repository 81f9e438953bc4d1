# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training jobs: their phases, their logs and metrics."""

from __future__ import annotations

import http.client
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.emulator.testing import Emulator, eventually
from tests.unit.emulator.conftest import Answer, code
from tests.unit.emulator.training import CODE, POOL, RESOURCE, Training

FAIL = {"EMULATOR_OUTCOME": "Failed", "EMULATOR_EXIT_CODE": "127"}
METRICS = ["cpuUsage", "memUsage", "gpuUtil", "gpuMemUsage", "npuUtil", "npuMemUsage"]


@pytest.fixture
def training(api: Any) -> Training:
    return Training(api)


def actions(training: Training, key: str, action: str = "terminate") -> Answer:
    return training.call("POST", f"/training-jobs/{key}/actions", {"action_type": action})


def preview(training: Training, key: str, task: str = "worker-0") -> Answer:
    return training.call("GET", f"/training-jobs/{key}/tasks/{task}/logs/preview")


def fetch(url: str, **headers: str) -> Answer:
    """Without a signature."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
        response = connection.getresponse()
        return Answer(response.status, dict(response.headers), response.read())
    finally:
        connection.close()


def test_the_way_of_a_job(emulator: Emulator, training: Training) -> None:
    emulator.settings(speed=1)
    job = training.job()
    key = job["metadata"]["id"]
    assert (job["status"]["phase"], job["status"]["start_time"], job["status"]["duration"]) == ("Creating", 0, 0)
    emulator.advance(5.2)
    waiting = training.show(key)["status"]
    assert (waiting["phase"], waiting["secondary_phase"]) == ("Pending", "Queuing")
    emulator.advance(5)
    running = training.show(key)["status"]
    assert (running["phase"], running["secondary_phase"]) == ("Running", "Running")
    assert running["start_time"] >= job["metadata"]["create_time"] + 9900
    assert running["node_count_metrics"] == [[running["start_time"], 1]]
    emulator.advance(30)
    assert 30_000 <= training.show(key)["status"]["duration"] < 40_000
    emulator.advance(31)
    done = training.show(key)["status"]
    assert (done["phase"], done["duration"]) == ("Completed", 60_000)
    assert done["node_count_metrics"][1] == [done["start_time"] + 60_000, 0]
    (record,) = done["running_records"]
    assert (record["end_at"] - record["start_at"], record["end_reason"]) == (60, "job completed")
    assert record["start_at"] == done["start_time"] // 1000
    assert "task_statuses" not in done
    emulator.advance(1000)
    assert training.show(key)["status"] == done


def test_a_failure(training: Training) -> None:
    key = training.key(environments=FAIL, resource={**RESOURCE, "node_count": 2})
    status = training.wait(key, "Failed")["status"]
    assert [(item["task"], item["exit_code"]) for item in status["task_statuses"]] == [
        ("worker-0", 127),
        ("worker-1", 127),
    ]
    assert all(item["message"] for item in status["task_statuses"])
    assert (status["running_records"][0]["end_reason"], status["secondary_phase"]) == ("exit with 127", "Failed")
    content = preview(training, key).body["content"]
    assert "Traceback" in content
    assert content.endswith("exit with 127\n")
    assert "epoch 19/20" in content
    assert "epoch 20/20" not in content


def test_a_job_that_is_never_made(training: Training) -> None:
    key = training.key(environments={"EMULATOR_OUTCOME": "Abnormal"})
    status = training.wait(key, "Abnormal")["status"]
    assert (status["secondary_phase"], status["start_time"], status["duration"]) == ("CreateFailed", 0, 0)
    assert code(preview(training, key)) == "2818"


def test_settings_steer_the_outcome(emulator: Emulator, training: Training) -> None:
    emulator.settings(outcomes={"training_job": {"Running": "Failed"}})
    status = training.wait(training.key(), "Failed")["status"]
    assert status["task_statuses"][0]["exit_code"] == 1
    training.wait(training.key(environments={"EMULATOR_OUTCOME": "Completed"}), "Completed")
    emulator.settings(outcomes={"training_job": {"Running": "Abnormal"}})
    assert training.wait(training.key(), "Abnormal")["status"]["secondary_phase"] == "Lost"


def test_times_can_be_set(emulator: Emulator, training: Training) -> None:
    emulator.settings(speed=1)
    key = training.key(environments={"EMULATOR_QUEUE_SECONDS": "100", "EMULATOR_SECONDS": "1000"})
    for seconds, phase in ((6, "Pending"), (90, "Pending"), (10, "Running"), (990, "Running"), (11, "Completed")):
        emulator.advance(seconds)
        assert training.phase(key) == phase
    key = training.running(environments={"EMULATOR_SECONDS": "7200"}, auto_stop={"time_unit": "HOURS", "duration": 1})
    emulator.advance(3601)
    assert training.phase(key) == "Terminating"
    emulator.advance(5)
    assert training.show(key)["status"]["running_records"][0]["end_reason"] == "job terminated"


def test_stop(emulator: Emulator, training: Training) -> None:
    key = training.running()
    emulator.advance(20)
    answer = actions(training, key)
    assert (answer.status, answer.body["status"]["phase"]) == (202, "Terminating")
    again = actions(training, key)
    assert (again.status, again.code) == (409, "ModelArts.2796")
    emulator.advance(6)
    status = training.show(key)["status"]
    assert (status["phase"], status["secondary_phase"]) == ("Terminated", "Terminated")
    assert 20_000 <= status["duration"] < 30_000
    assert actions(training, key).status == 409
    content = preview(training, key).body["content"]
    assert "terminated by the user" in content
    assert "epoch 20/20" not in content
    assert code(actions(training, key, "restart")) == "2812"
    emulator.settings(speed=1)
    for seconds in (0, 5):
        early = training.key()
        emulator.advance(seconds)
        assert actions(training, early).status == 202
        emulator.advance(6)
        assert training.show(early)["status"]["duration"] == 0
    assert code(actions(training, "none")) == "2775"


def test_delete(emulator: Emulator, training: Training) -> None:
    key = training.running()
    path = f"/training-jobs/{key}"
    answer = training.call("DELETE", path)
    assert (answer.status, answer.body) == (202, b"")
    assert training.phase(key) == "Running"
    assert code(training.call("DELETE", path)) == "2775"
    assert code(actions(training, key)) == "2775"
    assert code(training.call("PUT", path, {"description": "late"})) == "2775"
    emulator.advance(3)
    for method in ("GET", "DELETE"):
        assert code(training.call(method, path)) == "2775"
    assert training.names() == []


def test_delete_many(emulator: Emulator, training: Training) -> None:
    path = "/training-jobs/batch-delete"
    keys = [training.key(f"job-{number}") for number in range(3)]

    def batch(*wanted: str) -> Answer:
        return training.call("POST", path, {"jobs": [{"kind": "job", "metadata": {"id": key}} for key in wanted]})

    assert batch(keys[0], keys[0], keys[1]).status == 200
    eventually(lambda: training.names() == ["job-2"])
    assert code(batch(keys[0], keys[2])) == "2775"
    emulator.put("workspace", "lab")
    other = training.key(metadata={"workspace_id": "lab"})
    assert code(batch(keys[2], other)) == "2788"
    assert code(batch("none")) == "2788"
    assert code(batch()) == "2788"
    assert training.names() == ["job-2"]


def test_a_patched_status_stays(emulator: Emulator, training: Training) -> None:
    key = training.key()
    for phase, logged in (("Pending", False), ("Running", True), ("Failed", True), ("Creating", False)):
        emulator.patch("training_job", key, status=phase)
        emulator.advance(1000)
        assert training.phase(key) == phase
        assert (preview(training, key).status == 200) is logged
    emulator.put("training_job", "by-hand", name="seeded")
    shown = training.show("by-hand")
    assert (shown["metadata"]["name"], shown["status"]["phase"]) == ("seeded", "Completed")
    assert preview(training, "by-hand").status == 200


def test_a_log_grows(emulator: Emulator, training: Training) -> None:
    emulator.settings(speed=1)
    key = training.key(algorithm={**CODE, "parameters": [{"name": "epochs", "value": "60"}]})
    metrics = f"/training-jobs/{key}/metrics/worker-0"
    answer = preview(training, key)
    assert (answer.status, answer.body) == (204, b"")
    assert training.call("GET", metrics).status == 204
    assert training.call("GET", f"/training-jobs/{key}/logs/worker-0").status == 204
    assert code(training.call("GET", f"/training-jobs/{key}/tasks/worker-0/logs/url")) == "2818"
    emulator.advance(10.5)
    first = preview(training, key).body
    assert first["current_size"] == first["full_size"] == len(first["content"])
    assert "[ModelArts Service Log]" in first["content"]
    assert "epoch 30/60" not in first["content"]
    emulator.advance(30)
    second = preview(training, key).body["content"]
    assert second.startswith(first["content"])
    assert "epoch 30/60" in second
    assert "exit with" not in second
    emulator.advance(30)
    third = preview(training, key).body["content"]
    assert third.startswith(second)
    assert third.endswith("exit with 0\n")
    assert third == preview(training, key).body["content"]
    assert code(preview(training, key, "worker-1")) == "2788"
    assert code(preview(training, "none")) == "2775"


def test_a_long_log_shows_its_end(training: Training) -> None:
    key = training.key(algorithm={**CODE, "parameters": [{"name": "epochs", "value": "150000"}]})
    training.wait(key, "Completed")
    shown = preview(training, key).body
    assert (shown["current_size"], len(shown["content"])) == (5 * 1024 * 1024,) * 2
    assert shown["full_size"] > shown["current_size"]
    assert shown["content"].endswith("exit with 0\n")


def test_a_link_to_the_log(emulator: Emulator, training: Training) -> None:
    key = training.running()
    path = f"/training-jobs/{key}/tasks/worker-0/logs/url"
    url = training.call("GET", path, **{"Content-Type": "text/plain"}).body["obs_url"]
    answer = fetch(url)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    emulator.advance(61)
    assert fetch(url).body.decode() == preview(training, key).body["content"]
    download = training.call("GET", path, headers={"Content-Type": "application/octet-stream"}).body["obs_url"]
    answer = fetch(download)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (fetch(download + "0").status, fetch(url.replace("worker-0", "worker-1")).status) == (403, 403)
    assert fetch(url, Authorization="anything").status == 400
    assert code(training.call("GET", path, **{"Content-Type": "text/html"})) == "2788"
    (seen, *_more) = emulator.requests(operation="DownloadObject")
    assert (seen["status"], seen["user"]) == (200, None)
    training.call("DELETE", f"/training-jobs/{key}")
    emulator.advance(3)
    assert fetch(url).status == 404
    emulator.advance(300)
    answer = fetch(url)
    assert (answer.status, b"expired" in answer.body) == (403, True)


def lines(training: Training, key: str, **query: Any) -> Any:
    answer = training.call("GET", f"/training-jobs/{key}/logs/worker-0", **query)
    assert answer.status == 200, answer
    return answer.body


def test_a_log_line_by_line(training: Training) -> None:
    key = training.key()
    training.wait(key, "Completed")
    whole = preview(training, key).body["content"].splitlines()
    newest = lines(training, key)
    assert newest["content"].splitlines() == whole[::-1]
    assert newest["lines"] == len(whole)
    for order, wanted in (("asc", whole), ("desc", whole[::-1])):
        seen: list[str] = []
        part = lines(training, key, order=order, lines=10)
        while part["lines"]:
            seen += part["content"].splitlines()
            part = lines(training, key, order=order, lines=10, base_line=part["end_line"])
        assert seen == wanted
        assert part["end_line"] == part["start_line"] != ""
    path = f"/training-jobs/{key}/logs/worker-0"
    for query in ({"base_line": "x"}, {"lines": 501}, {"order": "up"}):
        assert code(training.call("GET", path, **query)) == "2788"


def measured(training: Training, key: str, task: str = "worker-0") -> dict[str, list[float]]:
    rows = training.call("GET", f"/training-jobs/{key}/metrics/{task}").body["metrics"]
    assert [row["metric"] for row in rows] == METRICS
    return {row["metric"]: row["value"] for row in rows}


def test_metrics(emulator: Emulator, training: Training) -> None:
    key = training.running(resource={"flavor_id": "modelarts.p3.large.public", "node_count": 2})
    assert measured(training, key)["cpuUsage"] == [-1]
    emulator.advance(30)
    values = measured(training, key)
    assert {len(value) for value in values.values()} == {7}
    assert all(0 <= value <= 100 for value in values["gpuUtil"][1:])
    assert set(values["npuUtil"]) == {-1}
    assert measured(training, key, "worker-1")["gpuUtil"] != values["gpuUtil"]
    emulator.advance(1000)
    assert len(measured(training, key)["memUsage"]) == 13
    assert measured(training, key)["gpuUtil"][:7] == values["gpuUtil"]
    assert code(training.call("GET", f"/training-jobs/{key}/metrics/worker-2")) == "2788"
    pooled = training.running(resource={"pool_id": POOL})
    emulator.advance(10)
    assert set(measured(training, pooled)["gpuUtil"]) == {-1}
