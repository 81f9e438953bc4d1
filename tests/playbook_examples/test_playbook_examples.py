# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks of playbooks/examples, run by their names on the emulator."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.playbooks import Run
from tests.support import CONDA, PYTORCH, SMALL, call, done
from tests.tools import tree

EXAMPLES = tree.ROOT / "playbooks" / "examples"
NOTEBOOK: dict[str, Any] = {
    "flavor": SMALL,
    "image_id": PYTORCH,
    "volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 5},
}
TRAINING: dict[str, Any] = {
    "training_run_code_dir": "obs://vision/code/",
    "training_run_boot_file": "obs://vision/code/train.py",
    "training_run_engine": "PyTorch:pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64",
    "training_run_flavor": "modelarts.p3.large.public",
}


class Example(Run):
    """A run of an example. writes: the operations that changed something; changed: whether a task was."""

    def __init__(self, emulator: Emulator, name: str, variables: dict[str, Any], *arguments: str) -> None:
        before = emulator.last_request()
        given = ("-e", json.dumps(variables), *arguments)
        super().__init__([], emulator.env, *given, playbook=f"huaweicloud.modelarts.examples.{name}")
        self.writes = [row["operation"] for row in emulator.writes(before)]
        self.changed = any(result.get("changed") for _task, result in self.results)


def ran(emulator: Emulator, name: str, variables: dict[str, Any], *arguments: str) -> Example:
    """A run that must not fail."""
    run = Example(emulator, name, variables, *arguments)
    assert run.status == 0, run.text
    return run


@pytest.fixture(scope="module")
def process() -> Iterator[Emulator]:
    with Emulator(speed=1000) as emulator:
        yield emulator
        assert emulator.errors() == ""


@pytest.fixture
def emulator(process: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """An empty account, whose credentials are in the environment."""
    process.reset()
    process.settings(check_answers=True)
    for name, value in process.env.items():
        monkeypatch.setenv(name, value)
    return process


def notebooks(emulator: Emulator) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in emulator.objects("notebook")}


def images(emulator: Emulator) -> dict[str, str]:
    """Which version of its image each notebook has."""
    return {name: row["image"]["tag"] for name, row in notebooks(emulator).items()}


def test_each_example_is_in_the_readme() -> None:
    names = {path.stem for path in EXAMPLES.glob("*.yml")}
    page = (tree.ROOT / "README.md").read_text(encoding="utf-8")
    assert names == {name for name in names if f"](playbooks/examples/{name}.yml)" in page}
    assert page.count("](playbooks/examples/") == len(names) == 5


def test_a_class_of_thirty(emulator: Emulator, tmp_path: Path) -> None:
    addresses = tmp_path / "class.csv"
    first = ran(emulator, "classroom", {"classroom_list": str(addresses)})
    assert sorted(notebooks(emulator)) == [f"class-{number:02}" for number in range(1, 31)]
    assert {row["status"] for row in emulator.objects("notebook")} == {"RUNNING"}
    assert first.writes == ["CreateNotebook", "CreateNotebookTags"] * 30
    asked = [row["operation"] for row in emulator.requests()]
    last = len(asked) - asked[::-1].index("CreateNotebookTags")
    assert asked[:last].count("ShowNotebook") == 29, "none is waited for before all are begun"
    rows = list(csv.DictReader(addresses.open(encoding="utf-8")))
    assert [row["name"] for row in rows] == sorted(notebooks(emulator))
    assert all(row["status"] == "RUNNING" and row["url"].startswith("https://") for row in rows)

    again = ran(emulator, "classroom", {"classroom_list": str(addresses)})
    assert (again.changed, again.writes) == (False, [])

    gone = ran(emulator, "classroom", {"classroom_state": "absent"})
    assert gone.writes == ["DeleteNotebook"] * 30 and notebooks(emulator) == {}


def test_a_class_by_names_as_a_survey_gives_them(emulator: Emulator) -> None:
    survey = {"classroom_name": "maths", "classroom_students": "amal\nbea", "classroom_mounts": "obs://m/x/=/data/x/"}
    ran(emulator, "classroom", survey)
    assert sorted(notebooks(emulator)) == ["maths-amal", "maths-bea"]
    assert len(emulator.objects("notebook_storage")) == 2
    assert ran(emulator, "classroom", {**survey, "classroom_state": "stopped"}).writes == ["StopNotebook"] * 2


def test_nightly_stop_leaves_what_is_to_be_kept(emulator: Emulator, tmp_path: Path) -> None:
    for name, tags in (("idle", {"team": "a"}), ("kept", {"keep": "true"}), ("unsure", {"keep": "false"}), ("off", {})):
        done("notebook", {**NOTEBOOK, "name": name, "tags": tags, "state": "stopped" if name == "off" else "present"})
    report = tmp_path / "stopped.md"
    variables = {"nightly_stop_report": str(report)}
    plan = ran(emulator, "nightly_stop", variables, "--check")
    assert plan.writes == [] and "| idle |" in report.read_text() and "stopped" not in report.read_text()

    night = ran(emulator, "nightly_stop", variables)
    assert night.writes == ["StopNotebook"] * 2
    states = {name: row["status"] for name, row in notebooks(emulator).items()}
    assert states == {"idle": "STOPPED", "kept": "RUNNING", "unsure": "STOPPED", "off": "STOPPED"}
    text = report.read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].strip("| "): line for line in text.splitlines() if line.endswith("| stopped |")}
    assert rows.keys() == {"idle", "unsure"} and SMALL in rows["idle"] and "keep=true: 1." in text

    again = ran(emulator, "nightly_stop", variables)
    assert (again.writes, again.changed) == ([], True), "but for the report"
    assert "Nothing had to be stopped." in report.read_text()


def test_nightly_stop_goes_on_and_reports_when_one_cannot_be_stopped(emulator: Emulator, tmp_path: Path) -> None:
    ids = {name: done("notebook", {**NOTEBOOK, "name": name})["notebook"]["id"] for name in ("first", "second")}
    emulator.fault("StopNotebook", path=f".*{ids['first']}.*", status=403, code="ModelArts.6403", message="Not yours")
    report = tmp_path / "stopped.md"
    night = Example(emulator, "nightly_stop", {"nightly_stop_report": str(report)})
    assert night.status == 2
    assert notebooks(emulator)["second"]["status"] != "RUNNING"
    lines = {line.split()[1]: line for line in report.read_text().splitlines() if line.startswith("| ")}
    assert "Not yours" in lines["first"] and lines["second"].endswith("| stopped |")


def test_training_in_a_pipeline_ends_by_its_outcome(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI_PIPELINE_ID", "4711")
    variables = {**TRAINING, "ci_training_artifacts": str(tmp_path)}
    ran(emulator, "ci_training", variables)
    outcome = json.loads((tmp_path / "outcome.json").read_text(encoding="utf-8"))
    assert (outcome["job"], outcome["phase"]) == ("ci-4711", "Completed")
    assert Path(outcome["report"]) == tmp_path / "ci-4711" / "report.html" and Path(outcome["report"]).is_file()

    broken = {**variables, "training_run_environment": "EMULATOR_OUTCOME=Failed"}
    failed = Example(emulator, "ci_training", broken)
    assert failed.status == 2 and "ci-4711: " in failed.text
    assert json.loads((tmp_path / "outcome.json").read_text(encoding="utf-8"))["phase"] == "Failed"
    assert emulator.writes()[-2:][0]["operation"] == "DeleteTrainingJob", "the same pipeline trains again"


def test_training_that_takes_too_long_is_stopped(emulator: Emulator, tmp_path: Path) -> None:
    slow = {
        **TRAINING,
        "training_run_environment": "EMULATOR_SECONDS=100000",
        "ci_training_timeout": "2s",
        "ci_training_artifacts": str(tmp_path),
    }
    late = Example(emulator, "ci_training", slow)
    assert late.status == 2 and late.writes == ["CreateTrainingJob", "StopTrainingJob"], late.text
    (job,) = emulator.objects("training_job")
    assert job["status"] == "Terminated"
    assert json.loads((tmp_path / "outcome.json").read_text(encoding="utf-8"))["job"] == "ci-local"


@pytest.fixture
def versions(emulator: Emulator) -> Emulator:
    """Notebooks with version 1 of an image, and one with another image."""
    done("notebook", {**NOTEBOOK, "name": "builder"})
    done("image", {"notebook_id": "builder", "namespace": "team", "name": "torch", "tag": "1"})
    for name in ("amal", "bea"):
        done("notebook", {**NOTEBOOK, "name": name, "image_id": "torch:1"})
    done("notebook", {"name": "bea", "state": "stopped"})
    return emulator


def test_an_image_is_rotated_and_back(versions: Emulator) -> None:
    new = {"rotate_image": "team/torch:2", "rotate_image_from_notebook": "builder"}
    run = ran(versions, "rotate_image", new)
    assert run.writes == ["CreateImage", *["StopNotebook", "UpdateNotebook", "StartNotebook"], "UpdateNotebook"]
    assert (images(versions)["amal"], images(versions)["bea"]) == ("2", "2")
    assert {name: row["status"] for name, row in notebooks(versions).items()} == {
        "builder": "RUNNING",
        "amal": "RUNNING",
        "bea": "STOPPED",
    }
    assert ran(versions, "rotate_image", new).writes == []

    unknown = Example(versions, "rotate_image", {"rotate_image": "team/torch:3"})
    assert unknown.status == 2 and "There is no image team/torch:3" in unknown.text and unknown.writes == []

    back = ran(versions, "rotate_image", {"rotate_image": "team/torch:1", "rotate_image_notebooks": "amal"})
    assert back.writes == ["StopNotebook", "UpdateNotebook", "StartNotebook"]
    assert (images(versions)["amal"], images(versions)["bea"]) == ("1", "2")


def test_a_version_is_registered_and_only_planned_in_check_mode(versions: Emulator) -> None:
    new = {"rotate_image": "team/torch:2", "rotate_image_swr_path": "swr.example.com/team/torch:2"}
    assert ran(versions, "rotate_image", new, "--check", "--diff").writes == []
    ran(versions, "rotate_image", new)
    assert (images(versions)["amal"], images(versions)["bea"]) == ("2", "2")


def test_a_notebook_that_does_not_come_up_gets_its_old_image_again(versions: Emulator) -> None:
    versions.fault("StartNotebook", status=400, code="ModelArts.6351", message="No resources")
    new = {"rotate_image": "team/torch:2", "rotate_image_from_notebook": "builder"}
    run = Example(versions, "rotate_image", new)
    assert run.status == 2 and "amal has its old image again" in run.text, run.text
    assert (images(versions)["amal"], notebooks(versions)["amal"]["status"]) == ("1", "RUNNING")
    assert images(versions)["bea"] == "1", "the run has ended there"


def test_the_drift_report_tells_what_differs_and_changes_nothing(emulator: Emulator, tmp_path: Path) -> None:
    done("notebook", {**NOTEBOOK, "name": "right"})
    done("notebook", {**NOTEBOOK, "name": "larger"})
    image = {"swr_path": "swr.example.com/team/torch:1", "arch": "X86_64"}
    done("image", image)
    wanted = {
        "notebook": [
            {**NOTEBOOK, "name": "right"},
            {**NOTEBOOK, "name": "larger", "volume": {**NOTEBOOK["volume"], "capacity": 50}},
            {**NOTEBOOK, "name": "new", "image_id": CONDA},
            {**NOTEBOOK, "name": "right", "volume": {"category": "EFS"}},
        ],
        "image": [image],
        "network": [{"name": "vision-net", "cidr": "192.168.20.0/24"}],
    }
    folder = tmp_path / "reports"
    variables = {"drift_report_wanted": wanted, "drift_report_dir": str(folder)}
    report = ran(emulator, "drift_report", variables)
    assert report.writes == [] and "unsafe" not in report.text
    rows = json.loads((folder / "drift.json").read_text(encoding="utf-8"))
    assert [(row["kind"], row["name"], row["finding"]) for row in rows] == [
        ("network", "vision-net", "missing"),
        ("image", image["swr_path"], "as wanted"),
        ("notebook", "right", "as wanted"),
        ("notebook", "larger", "differs"),
        ("notebook", "new", "missing"),
        ("notebook", "right", "cannot be planned"),
    ]
    assert "volume.category" in rows[-1]["message"]
    page = (folder / "drift.md").read_text(encoding="utf-8")
    assert "6 looked at, 4 not as wanted." in page
    assert "| notebook larger | differs | update |" in page and '"capacity"' in page.replace("storage", "capacity")

    strict = {**variables, "drift_report_fail": True}
    assert Example(emulator, "drift_report", strict, "--check", "--diff").status == 2
    right = {**strict, "drift_report_wanted": {"image": [image], "notebook": wanted["notebook"][:1]}}
    assert ran(emulator, "drift_report", right).writes == []
    odd = Example(emulator, "drift_report", {**strict, "drift_report_wanted": {"dataset": []}})
    assert odd.status == 2 and "drift_report_wanted can have" in odd.text
    assert call("notebook", {**NOTEBOOK, "name": "new"}, check=True)["changed"], "nothing was made"
