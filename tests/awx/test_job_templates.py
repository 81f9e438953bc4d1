# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The job templates: surveys that fit the roles, and jobs of them on the emulator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.awx.controller import FILES, ROLES, TEXT, Job, answers, check_answer, load, questions
from tests.emulator.testing import Emulator
from tests.tools import tree

QUESTIONS = [(playbook, question) for playbook in ROLES for question in questions(playbook)]
IDS = [question["variable"] for _playbook, question in QUESTIONS]
# Values of these may be secret, and what a survey asks is kept with the job.
NEVER_ASKED = {"training_run_environment"}
NOTEBOOK: dict[str, Any] = {
    "notebook_name": "vision",
    "notebook_flavor": "modelarts.vm.cpu.2u",
    "notebook_image": "pytorch1.8-cuda10.2-cudnn7-ubuntu18.04",
    "notebook_volume_capacity": "10",
    "notebook_auto_stop": "8h",
    "notebook_mounts": "obs://vision/datasets/=/data/datasets/\nobs://vision/results/=/data/results/",
    "notebook_ssh_key": "vision-key",
    "notebook_ssh_allowed_addresses": "203.0.113.7\n198.51.100.0/24",
    "notebook_tags": "team=vision, stage=test",
}
TRAINING: dict[str, Any] = {
    "training_run_name": "digits",
    "training_run_code_dir": "obs://vision/code/",
    "training_run_boot_file": "obs://vision/code/train.py",
    "training_run_engine": "PyTorch:pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64",
    "training_run_flavor": "modelarts.p3.large.public",
    "training_run_node_count": "1",
    "training_run_auto_stop_hours": "8",
    "training_run_parameters": "epochs=20\nlearning_rate=0.01",
    "training_run_inputs": "data_url=obs://vision/digits/",
    "training_run_outputs": "train_url=obs://vision/models/",
    "training_run_report_lines": 20,
}
POOL: dict[str, Any] = {
    "resource_pool_name": "vision",
    "resource_pool_network": "vision-net",
    "resource_pool_network_cidr": "192.168.20.0/24",
    "resource_pool_network_peerings": "4f3c1f2e-vpc/9c0e77aa-subnet",
    "resource_pool_scopes": ["Train", "Notebook"],
    "resource_pool_flavor": "modelarts.vm.cpu.8ud",
    "resource_pool_size": "2",
    "resource_pool_tags": "team=vision",
}


def specification(playbook: str) -> dict[str, Any]:
    path = tree.ROOT / "roles" / ROLES[playbook] / "meta" / "argument_specs.yml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]["main"]["options"])


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(speed=1000) as process:
        process.settings(check_answers=True)
        yield process
        assert process.errors() == ""


@pytest.fixture(scope="module")
def key(emulator: Emulator) -> dict[str, str]:
    """What a person fills into the credential."""
    names = ("access_key", "secret_key", "region", "project_id", "endpoint", "iam_endpoint")
    return {name: emulator.ready[name] for name in names}


@pytest.fixture(scope="module")
def user(emulator: Emulator) -> dict[str, str]:
    names = ("username", "password", "domain_name", "region", "endpoint", "iam_endpoint")
    return {name: emulator.ready[name] for name in names}


def test_each_playbook_of_a_role_has_a_job_template() -> None:
    imports = {path.stem for path in (tree.ROOT / "playbooks").glob("*.yml") if "import_role" in path.read_text()}
    assert {path.stem for path in (FILES / "job_templates").iterdir()} == imports == ROLES.keys()


@pytest.mark.parametrize("playbook", ROLES)
def test_awx_accepts_the_survey(playbook: str) -> None:
    template = load("job_templates", f"{playbook}.yml")
    assert template.keys() == {"name", "description", "playbook", "survey_spec"}
    assert template["playbook"] == f"playbooks/{playbook}.yml"
    assert template["survey_spec"].keys() == {"name", "description", "spec"}
    names = [question["variable"] for question in questions(playbook)]
    assert len(names) == len(set(names)) and not NEVER_ASKED & set(names)
    assert names[0] == f"{ROLES[playbook]}_name"
    required = {name for name, option in specification(playbook).items() if option.get("required")}
    assert required <= set(names)


@pytest.mark.parametrize(("playbook", "question"), QUESTIONS, ids=IDS)
def test_a_question_fits_the_variable_of_the_role(playbook: str, question: dict[str, Any]) -> None:
    option = specification(playbook)[question["variable"]]
    kind = question["type"]
    parts = {
        "variable",
        "question_name",
        "question_description",
        "type",
        "required",
        "min",
        "max",
        "choices",
        "default",
    }
    assert question.keys() <= parts and question["question_name"] and question["question_description"]
    kinds = {"str": (*TEXT, "multiplechoice"), "raw": (*TEXT, "multiselect"), "bool": ("multiplechoice",)}
    assert kind in kinds.get(option["type"], ("integer",))
    # What AWX must not leave empty: the name, what the role requires, and a choice, which has no empty one.
    needed = option.get("required", False) or question["variable"] == f"{ROLES[playbook]}_name"
    assert question["required"] is (needed or kind == "multiplechoice")
    if kind == "multiplechoice":
        assert question["choices"] == (["false", "true"] if option["type"] == "bool" else option["choices"])
        assert all(isinstance(choice, str) and choice for choice in question["choices"])
    else:
        assert "choices" not in option
    if kind == "multiselect":
        assert option["default"] == "" and "default" not in question
    elif needed:
        assert "default" not in question and question["min"] == 1
    else:
        default = option["default"]
        assert question["default"] == (str(default).lower() if isinstance(default, bool) else default)
        check_answer(question, question["default"])


def unseen(job: Job, *secrets: str) -> None:
    assert job.results, job.text
    assert not [secret for secret in secrets if secret in job.kept]


def test_a_notebook(emulator: Emulator, key: dict[str, str], tmp_path: Path) -> None:
    job = Job(tmp_path / "first", "notebook", key, **NOTEBOOK)
    assert job.status == "successful", job.text
    unseen(job, emulator.secret_key)
    assert "203.0.113.7" in job.kept, "what is kept is looked at"
    (row,) = emulator.objects("notebook")
    assert (row["name"], row["status"], row["volume"]["capacity"]) == ("vision", "RUNNING", 10)
    assert {tag["key"]: tag["value"] for tag in row["tags"]} == {"team": "vision", "stage": "test"}
    mounts = {mount["mount_path"]: mount["uri"] for mount in emulator.objects("notebook_storage")}
    assert mounts == {"/data/datasets/": "obs://vision/datasets/", "/data/results/": "obs://vision/results/"}

    before = emulator.last_request()
    again = Job(tmp_path / "again", "notebook", key, blank=None, notebook_name="vision")
    assert again.status == "successful", again.text
    assert not any(result.get("changed") for result in again.results.values())
    assert emulator.writes(before) == [], "what is left empty is left alone"

    absent = Job(tmp_path / "absent", "notebook", key, notebook_name="vision", notebook_state="absent")
    assert absent.status == "successful", absent.text
    assert emulator.objects("notebook") == []


def test_a_training_job_by_a_user(emulator: Emulator, user: dict[str, str], tmp_path: Path) -> None:
    job = Job(tmp_path / "job", "training", user, **TRAINING, training_run_report_dir=str(tmp_path / "reports"))
    assert job.status == "successful", job.text
    tokens = [row for row in emulator.requests(operation="CreateToken") if row["status"] == 201]
    assert tokens, "the user has logged in"
    unseen(job, emulator.password)
    made = job.fact("training_run_result")
    assert made["training_job"]["status"]["phase"] == "Completed"
    before = emulator.last_request()
    again = Job(tmp_path / "again", "training", user, blank=None, training_run_name="digits")
    assert again.status == "successful", again.text
    assert emulator.writes(before) == [], "what is left empty is left alone"
    assert Path(made["report"]) == tmp_path / "reports" / "digits" / "report.html" and Path(made["report"]).is_file()


def test_a_resource_pool(emulator: Emulator, key: dict[str, str], tmp_path: Path) -> None:
    job = Job(tmp_path / "job", "resource_pool", key, **POOL)
    assert job.status == "successful", job.text
    unseen(job, emulator.secret_key)
    made = job.fact("resource_pool_result")
    assert made["nodes"] == {"wanted": 2, "available": 2} and made["shortfalls"] == []
    before = emulator.last_request()
    again = Job(tmp_path / "again", "resource_pool", key, blank=None, resource_pool_name="vision")
    assert again.status == "successful", again.text
    assert emulator.writes(before) == [], "what is left empty is left alone"


def test_wrong_keys_are_told_and_stay_secret(emulator: Emulator, key: dict[str, str], tmp_path: Path) -> None:
    job = Job(tmp_path / "job", "notebook", {**key, "secret_key": "not-the-secret-key"}, **NOTEBOOK)
    assert job.status == "failed"
    assert "401" in job.text or "signature" in job.text.lower()
    unseen(job, "not-the-secret-key")


def test_a_question_that_is_not_answered_is_refused() -> None:
    with pytest.raises(AssertionError, match="notebook_name is missing"):
        answers("notebook")
