# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role `training_run`, run by ansible-playbook: what the emulator was asked, and what a browser shows."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.playbooks import Run

ROLE = [{"ansible.builtin.include_role": {"name": "huaweicloud.modelarts.training_run"}}]
ENGINE = "pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64"
GPU, CPU = "modelarts.p3.large.public", "modelarts.vm.cpu.8u"
CODE: dict[str, Any] = {
    "training_run_code_dir": "obs://vision/code/",
    "training_run_boot_file": "obs://vision/code/train.py",
    "training_run_engine": {"engine_name": "PyTorch", "engine_version": ENGINE},
}
JOB: dict[str, Any] = {
    **CODE,
    "training_run_name": "digits",
    "training_run_flavor": GPU,
    "training_run_parameters": {"epochs": 20, "learning_rate": 0.01},
    "training_run_environment": {"NCCL_DEBUG": "INFO"},
    "training_run_inputs": {"data_url": "obs://vision/digits/"},
    "training_run_outputs": {"train_url": "obs://vision/models/"},
}
SEARCH, LOG, METRICS = "ListTrainingJobs", "ShowTrainingJobLogsPreview", "ShowTrainingJobMetrics"
FILES = ["job.json", "metrics.json", "report.html", "worker-0.log"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class RoleRun(Run):
    """A run of the role with these variables, and the operations that the emulator was asked for meanwhile.

    asked: all of them. writes: those that change something. facts: training_run_result.
    """

    def __init__(self, emulator: Emulator, variables: dict[str, Any], *arguments: str, **options: Any) -> None:
        before = emulator.last_request()
        given = {"training_run_wait_timeout": "60", **variables}
        super().__init__(ROLE, emulator.env, "-e", json.dumps(given), *arguments, **options)
        self.failed = self.status != 0
        requests = emulator.requests(before)
        self.asked = [row["operation"] for row in requests]
        self.writes = [row["operation"] for row in requests if row["method"] != "GET" and row["operation"] != SEARCH]
        self.changed = any(result.get("changed") for _task, result in self.results)
        told = [
            result["ansible_facts"]["training_run_result"]
            for _task, result in self.results
            if "training_run_result" in result.get("ansible_facts", {})
        ]
        self.facts = told[-1] if told else None


@pytest.fixture(scope="module")
def process() -> Iterator[Emulator]:
    with Emulator(speed=1000) as emulator:
        yield emulator
        assert emulator.errors() == ""


@pytest.fixture
def emulator(process: Emulator) -> Emulator:
    """An empty account."""
    process.reset()
    process.settings(check_answers=True)
    return process


def done(emulator: Emulator, variables: dict[str, Any], *arguments: str, **options: Any) -> RoleRun:
    """A run that must not fail."""
    run = RoleRun(emulator, variables, *arguments, **options)
    assert not run.failed, run.text
    return run


def refused(emulator: Emulator, **changes: Any) -> str:
    """What a run prints that must fail without a request."""
    run = RoleRun(emulator, {**JOB, **changes})
    assert run.failed and run.asked == [], run.text
    return run.text


def one(emulator: Emulator) -> dict[str, Any]:
    (row,) = emulator.objects("training_job")
    return row


def values(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["name"]: row["value"] for row in rows}


def places(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["name"]: row["remote"]["obs"]["obs_url"] for row in rows}


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}


def test_a_job_runs_to_its_end_and_the_second_run_asks_for_three_things_and_changes_nothing(
    emulator: Emulator, tmp_path: Path
) -> None:
    job = {**JOB, "training_run_report_dir": str(tmp_path / "reports")}
    first = done(emulator, job)
    assert first.writes == ["CreateTrainingJob"]
    row = one(emulator)
    assert row["status"] == "Completed" and row["spec"]["resource"]["flavor_id"] == GPU
    assert values(row["algorithm"]["parameters"]) == {"epochs": "20", "learning_rate": "0.01"}
    assert row["algorithm"]["environments"] == {"NCCL_DEBUG": "INFO"}
    assert places(row["algorithm"]["inputs"]) == {"data_url": "/vision/digits/"}
    assert places(row["algorithm"]["outputs"]) == {"train_url": "/vision/models/"}

    folder = tmp_path / "reports" / "digits"
    files = contents(folder)
    assert list(files) == FILES
    assert first.facts and first.facts["report"] == str(folder / "report.html")
    assert first.facts["training_job"]["status"]["phase"] == "Completed"
    assert "epoch 20/20" in files["worker-0.log"]
    assert json.loads(files["metrics.json"])[0]["metrics"][0]["metric"] == "cpuUsage"
    told = json.loads(files["job.json"])
    assert told["metadata"]["id"] == row["id"]
    assert "INFO" not in files["job.json"].replace("[INFO]", "") + files["report.html"].replace("[INFO]", "")

    again = done(emulator, job)
    assert (again.changed, again.asked) == (False, [SEARCH, LOG, METRICS])
    assert contents(folder) == files
    (folder / "worker-0.log").write_text("lost", encoding="utf-8")
    (folder / "worker-7.log").write_text("of another run", encoding="utf-8")
    assert done(emulator, job).changed
    assert contents(folder) == files


def test_without_a_folder_nothing_is_collected(emulator: Emulator) -> None:
    first = done(emulator, JOB)
    assert first.facts and first.facts["report"] == ""
    again = done(emulator, JOB)
    assert (again.changed, again.asked) == (False, [SEARCH])


def test_the_ordinary_road_does_the_same(emulator: Emulator, tmp_path: Path) -> None:
    job = {**JOB, "training_run_report_dir": str(tmp_path)}
    assert done(emulator, job, in_process=False).writes == ["CreateTrainingJob"]
    again = done(emulator, job, in_process=False)
    assert (again.changed, again.asked) == (False, [SEARCH, LOG, METRICS])


def test_a_relative_folder_counts_from_where_ansible_was_started(emulator: Emulator) -> None:
    run = done(emulator, {**JOB, "training_run_report_dir": "reports/new"})
    assert run.facts and run.facts["report"] == str(run.folder.resolve() / "reports/new/digits/report.html")


def test_check_mode_plans_the_job_and_writes_no_report(emulator: Emulator, tmp_path: Path) -> None:
    defined = {**JOB, "training_run_algorithm": "digits", "training_run_algorithm_define": True}
    for job in (JOB, defined):
        plan = done(emulator, {**job, "training_run_report_dir": str(tmp_path / "reports")}, "--check", "--diff")
        assert plan.changed and plan.writes == []
        assert re.search(r"1\. create: POST \S*/training-jobs", plan.text), plan.text
        assert not (tmp_path / "reports").exists()
        assert plan.facts and plan.facts["report"] == ""
    done(emulator, JOB)
    assert not done(emulator, JOB, "--check").changed


def test_a_job_that_fails_leaves_a_report_and_fails_with_the_reason_each_time(
    emulator: Emulator, tmp_path: Path
) -> None:
    environment = {"EMULATOR_OUTCOME": "Failed", "EMULATOR_EXIT_CODE": "137"}
    job = {**JOB, "training_run_environment": environment, "training_run_report_dir": str(tmp_path)}
    job["training_run_tags"] = "team=vision"
    first = RoleRun(emulator, job)
    assert first.failed and "digits is in status Failed: worker-0 ended with exit code 137" in first.text
    assert first.facts and first.facts["training_job"]["status"]["phase"] == "Failed"
    files = contents(tmp_path / "digits")
    assert list(files) == FILES
    assert "RuntimeError" in files["worker-0.log"]
    assert "Why it has failed" in files["report.html"] and "exit code 137" in files["report.html"]

    again = RoleRun(emulator, job)
    assert again.failed and "exit code 137" in again.text
    assert (again.writes, again.changed) == ([], False)
    assert contents(tmp_path / "digits") == files

    repaired = {**job, "training_run_environment": {}, "training_run_rerun": "failed"}
    assert done(emulator, repaired).writes == ["DeleteTrainingJob", "CreateTrainingJob", "CreateTrainJobTags"]
    assert one(emulator)["status"] == "Completed"
    assert "Why it has failed" not in contents(tmp_path / "digits")["report.html"]
    assert not done(emulator, repaired).changed


def test_the_failure_of_a_job_that_never_ran_is_told_without_a_log(emulator: Emulator, tmp_path: Path) -> None:
    job = {
        **JOB,
        "training_run_environment": {"EMULATOR_OUTCOME": "Abnormal"},
        "training_run_report_dir": str(tmp_path),
    }
    run = RoleRun(emulator, job)
    assert run.failed and "digits is in status Abnormal" in run.text
    report = contents(tmp_path / "digits")["report.html"]
    assert "CreateFailed" in report and "did not run" in report and "has no log of this task" in report


def test_a_job_that_is_refused_fails_with_the_words_of_the_service_alone(emulator: Emulator, tmp_path: Path) -> None:
    run = RoleRun(emulator, {**JOB, "training_run_node_count": 99, "training_run_report_dir": str(tmp_path)})
    assert run.failed and "exceeds the maximum" in run.text
    assert run.text.count("fatal:") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_job_can_be_begun_and_collected_later(emulator: Emulator, tmp_path: Path) -> None:
    job = {**JOB, "training_run_state": "present", "training_run_report_dir": str(tmp_path)}
    job["training_run_environment"] = {"EMULATOR_QUEUE_SECONDS": "100000"}
    begun = done(emulator, job)
    assert begun.facts and begun.facts["training_job"]["status"]["phase"] == "Pending"
    assert begun.facts["report"] == "" and list(tmp_path.iterdir()) == []
    emulator.advance(100)
    assert done(emulator, job).facts["report"] == str(tmp_path / "digits" / "report.html")  # type: ignore[index]
    again = done(emulator, job)
    assert (again.changed, again.asked) == (False, [SEARCH, LOG, METRICS])


def test_a_job_is_stopped_and_removed_by_its_name_alone(emulator: Emulator, tmp_path: Path) -> None:
    done(emulator, {**JOB, "training_run_state": "present", "training_run_environment": "EMULATOR_SECONDS=9000000"})
    name = {"training_run_name": "digits", "training_run_report_dir": str(tmp_path)}
    stopped = {**name, "training_run_state": "stopped"}
    assert done(emulator, stopped).writes == ["StopTrainingJob"]
    assert done(emulator, stopped).writes == []
    removed = done(emulator, {**name, "training_run_state": "absent"})
    assert removed.writes == ["DeleteTrainingJob"]
    assert removed.facts and removed.facts["training_job"] == {}
    assert emulator.objects("training_job") == []


def test_every_variable_can_be_text_as_surveys_give_it(emulator: Emulator, tmp_path: Path) -> None:
    unused = ("id", "command", "algorithm", "pool_id", "priority", "volumes")
    survey = {
        **{f"training_run_{name}": "" for name in unused},
        **JOB,
        "training_run_description": "From a survey",
        "training_run_engine": f"PyTorch:{ENGINE}",
        "training_run_flavor": CPU,
        "training_run_node_count": "2",
        "training_run_parameters": "epochs=20\r\n\r\n# the rate\r\nlearning_rate = 0.01\r\nnote=a=b, c",
        "training_run_environment": "NCCL_DEBUG=INFO\nDEVICES=0,1",
        "training_run_inputs": "data_url = obs://vision/digits/\nmore=/vision/more/",
        "training_run_outputs": "train_url=obs://vision/models/",
        "training_run_tags": "team=vision, stage = test",
        "training_run_log_path": "obs://vision/logs/",
        "training_run_auto_stop_hours": "8",
        "training_run_algorithm_define": "false",
        "training_run_recreate": "false",
        "training_run_report_dir": str(tmp_path),
        "training_run_report_lines": "5",
    }
    done(emulator, survey)
    row = one(emulator)
    assert row["algorithm"]["engine"]["engine_version"] == ENGINE
    assert values(row["algorithm"]["parameters"]) == {"epochs": "20", "learning_rate": "0.01", "note": "a=b, c"}
    assert row["algorithm"]["environments"] == {"NCCL_DEBUG": "INFO", "DEVICES": "0,1"}
    assert places(row["algorithm"]["inputs"]) == {"data_url": "/vision/digits/", "more": "/vision/more/"}
    assert {tag["key"]: tag["value"] for tag in row["tags"]} == {"team": "vision", "stage": "test"}
    assert row["spec"]["resource"]["node_count"] == 2
    assert "the last 5 of 27 lines" in contents(tmp_path / "digits")["report.html"]
    assert {"worker-0.log", "worker-1.log"} < set(contents(tmp_path / "digits"))
    again = done(emulator, survey)
    assert not again.changed and again.asked.count(LOG) == 2
    typed = {**survey, **JOB, "training_run_flavor": CPU, "training_run_node_count": 2}
    typed["training_run_parameters"] = {"epochs": 20, "learning_rate": 0.01, "note": "a=b, c"}
    typed["training_run_environment"] = {"NCCL_DEBUG": "INFO", "DEVICES": "0,1"}
    typed["training_run_inputs"] = {"data_url": "obs://vision/digits/", "more": "/vision/more/"}
    typed["training_run_tags"] = {"team": "vision", "stage": "test"}
    assert not done(emulator, typed).changed


@pytest.mark.parametrize(
    ("engine", "more", "wanted"),
    [
        (ENGINE, {}, {"engine_id": ENGINE, "engine_name": "PyTorch"}),
        ({"engine_id": ENGINE}, {}, {"engine_id": ENGINE, "engine_name": "PyTorch"}),
        (
            "team/trainer:2",
            {"training_run_boot_file": "", "training_run_command": "python train.py"},
            {"image_url": "team/trainer:2"},
        ),
    ],
)
def test_an_engine_is_told_by_its_form(
    emulator: Emulator, engine: Any, more: dict[str, str], wanted: dict[str, str]
) -> None:
    job = {**JOB, "training_run_engine": engine, **more}
    done(emulator, job)
    assert wanted.items() <= one(emulator)["algorithm"]["engine"].items()
    assert not done(emulator, job).changed


def test_an_algorithm_is_defined_once_for_jobs_with_different_values(emulator: Emulator) -> None:
    job = {**JOB, "training_run_algorithm": "digits", "training_run_algorithm_define": True}
    assert done(emulator, job).writes == ["CreateAlgorithm", "CreateTrainingJob"]
    (algorithm,) = emulator.objects("algorithm")
    assert [row["name"] for row in algorithm["job_config"]["parameters"]] == ["epochs", "learning_rate"]
    assert one(emulator)["algorithm"]["id"] == algorithm["id"]
    assert not done(emulator, job).changed
    other = {**job, "training_run_name": "longer", "training_run_parameters": {"epochs": 40, "learning_rate": 0.02}}
    assert done(emulator, other).writes == ["CreateTrainingJob"]

    existing = {name: value for name, value in other.items() if name not in CODE}
    existing.update(training_run_name="again", training_run_algorithm_define=False)
    assert done(emulator, existing).writes == ["CreateTrainingJob"]
    assert not done(emulator, existing).changed
    assert len(emulator.objects("algorithm")) == 1


def test_mistakes_are_told_before_anything_is_asked(emulator: Emulator) -> None:
    text = refused(emulator, training_run_parameters="epochs=20\nlearning_rate 0.01")
    assert "training_run_parameters: 'learning_rate 0.01' is not name=value" in text
    assert "training_run_environment: 'A' is given twice" in refused(emulator, training_run_environment="A=1\nA=2")
    assert "training_run_tags: 'vision' is not name=value" in refused(emulator, training_run_tags="team=a,vision")
    text = refused(emulator, training_run_inputs="data_url=obs://vision/digits/\nmore=vision/more")
    assert "training_run_inputs and training_run_outputs must be a place in OBS" in text and "more is not" in text
    text = refused(emulator, training_run_algorithm="digits")
    assert "Leave training_run_code_dir, training_run_boot_file, training_run_engine empty" in text
    assert "needs training_run_algorithm" in refused(emulator, training_run_algorithm_define=True)
    assert "value of training_run_state must be one of" in refused(emulator, training_run_state="running")


def test_a_long_log_is_fetched_whole_and_its_end_has_to_do_where_that_fails(emulator: Emulator, tmp_path: Path) -> None:
    job = {**JOB, "training_run_parameters": {"epochs": 150_000}, "training_run_report_dir": str(tmp_path)}
    done(emulator, job)
    log = tmp_path / "digits" / "worker-0.log"
    lines = log.read_text(encoding="utf-8").splitlines()
    assert log.stat().st_size > 5 * 1024 * 1024
    assert "training job digits" in lines[0] and lines[-1].endswith("exit with 0") and len(lines) > 150_000
    again = done(emulator, job)
    assert not again.changed and "Signature=" not in again.text
    emulator.fault("DownloadObject", status=503, count=None)
    assert done(emulator, job).changed
    assert log.stat().st_size <= 5 * 1024 * 1024
    assert log.read_text(encoding="utf-8").splitlines()[-1].endswith("exit with 0")
    emulator.clear_faults()


class Page(HTMLParser):
    """What stands in a page. tags: (name, attributes); text: everything between them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def chromium(report: Path, *arguments: str) -> str:
    """What headless Chromium prints that has no network, and wants no sandbox for a page of our own."""
    assert CHROMIUM
    offline = "--host-resolver-rules=MAP * ~NOTFOUND"
    profile = f"--user-data-dir={report.parent / 'profile'}"
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", offline, profile, *arguments, report.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.skipif(not CHROMIUM, reason="NO BROWSER: chromium is not installed (Debian: apt install chromium)")
def test_a_browser_without_a_network_shows_the_report(emulator: Emulator, tmp_path: Path) -> None:
    evil = "<script>document.title='hacked'</script>"
    job = {
        **JOB,
        "training_run_flavor": CPU,
        "training_run_node_count": 2,
        "training_run_description": evil,
        "training_run_parameters": {"note": f"\"quoted\" 'and' {evil}", "epochs": "3"},
        "training_run_report_dir": str(tmp_path),
    }
    content = {"content": f"{evil}\n\u001b[32mgreen\u001b[0m\n10%\r100%\n", "current_size": 99, "full_size": 99}
    emulator.fault(
        LOG, count=None, phase="after", status=200, body=json.dumps(content), content_type="application/json"
    )
    done(emulator, job)
    emulator.clear_faults()
    report = tmp_path / "digits" / "report.html"
    page = Page(chromium(report, "--dump-dom"))

    lines = page.all("polyline")
    assert len(lines) == 4, "two tasks with two curves each"
    assert all(re.fullmatch(r"[\d.]+,[\d.]+( [\d.]+,[\d.]+)+", line["points"] or "") for line in lines)
    assert all(drawing["role"] == "img" and drawing["aria-labelledby"] for drawing in page.all("svg"))
    for words in (
        "CPU usage of worker-0",
        "Memory usage of worker-1",
        "minutes",
        "100%",
        "and so without a curve: GPU",
    ):
        assert words in page.text, words
    assert "script" not in {tag for tag, _attributes in page.tags} and "digits · Completed" in page.text
    assert page.text.count(evil) == 4, "as words: the description, the parameter and both logs"
    assert "green\n100%" in page.text
    links = [link["href"] for link in page.all("a")]
    assert links == ["worker-0.log", "worker-1.log", "job.json", "metrics.json"]
    assert all((report.parent / str(link)).is_file() for link in links)
    assert not re.search(r"(src|href|url|@import)\W{1,3}(https?:)?//", report.read_text(encoding="utf-8"))


@pytest.mark.skipif(not CHROMIUM, reason="NO BROWSER: chromium is not installed (Debian: apt install chromium)")
@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_does_not_scroll_sideways(emulator: Emulator, tmp_path: Path, width: int) -> None:
    long = "x" * 300
    job = {**JOB, "training_run_parameters": {"p" * 60: long, "epochs": "3"}, "training_run_report_dir": str(tmp_path)}
    done(emulator, job)
    report = tmp_path / "digits" / "report.html"
    page = html.escape(report.read_text(encoding="utf-8"))
    frame = f"<iframe style='width: {width}px; border: 0' srcdoc='{page}'></iframe>"
    inside = "document.querySelector('iframe').contentDocument.documentElement"
    measure = f"onload = () => document.title = {inside}.scrollWidth"
    outside = report.with_name("outside.html")
    outside.write_text(f"<!DOCTYPE html><meta charset='utf-8'>{frame}<script>{measure}</script>", encoding="utf-8")
    shown = chromium(outside, "--dump-dom", "--window-size=1400,900", "--hide-scrollbars")
    assert re.findall("<title>(.*?)</title>", shown) == [str(width)]
