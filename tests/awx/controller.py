# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a controller does with extensions/awx: it checks answers, injects a credential, and runs a job."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import ansible_runner
import yaml
from awx_plugins.interfaces._temporary_private_api import ManagedCredentialType
from awx_plugins.interfaces._temporary_private_credential_api import Credential
from awx_plugins.interfaces._temporary_private_inject_api import inject_credential

from tests.tools import tree

BIN = Path(sys.executable).parent
FILES = tree.ROOT / "extensions" / "awx"
ROLES = {"notebook": "notebook", "training": "training_run", "resource_pool": "resource_pool"}
LOCALHOST = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
TEXT = ("text", "textarea", "password")


def load(*names: str) -> Any:
    """A file of extensions/awx."""
    return yaml.safe_load(FILES.joinpath(*names).read_text(encoding="utf-8"))


def questions(playbook: str) -> list[dict[str, Any]]:
    return list(load("job_templates", f"{playbook}.yml")["survey_spec"]["spec"])


def answers(playbook: str, **given: Any) -> dict[str, Any]:
    """The extra variables of a launch: defaults where nothing is answered, all held to the questions as AWX does."""
    asked = {question["variable"]: question for question in questions(playbook)}
    defaults = {name: question["default"] for name, question in asked.items() if "default" in question}
    assert given.keys() <= asked.keys(), given.keys() - asked.keys()
    result = {**defaults, **given}
    for name, question in asked.items():
        assert name in result or not question["required"], f"{name} is missing"
        if name in result:
            check_answer(question, result[name])
    return result


def check_answer(question: dict[str, Any], answer: Any) -> None:
    """The rules of AWX for one answer; min and max of a text are its length."""
    kind, name = question["type"], question["variable"]
    if kind in TEXT:
        assert isinstance(answer, str) and question["min"] <= len(answer) <= question["max"], name
    elif kind == "integer":
        assert isinstance(answer, int) and not isinstance(answer, bool)
        assert question["min"] <= answer <= question["max"], name
    elif kind == "multiplechoice":
        assert answer in question["choices"], name
    else:
        assert kind == "multiselect" and isinstance(answer, list) and set(answer) <= set(question["choices"]), name


def inject(inputs: dict[str, Any], folder: Path) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """By AWX's own code: the environment of the job, the one that AWX keeps and shows, and arguments."""
    kind = ManagedCredentialType(
        namespace="modelarts",
        name="Huawei Cloud ModelArts",
        kind="cloud",
        inputs=load("credential_type", "inputs.yml"),
        injectors=load("credential_type", "injectors.yml"),
        managed=False,
    )
    env: dict[str, Any] = {}
    shown: dict[str, Any] = {}
    arguments: list[str] = []
    (folder / "env").mkdir(exist_ok=True)
    inject_credential(kind, Credential(inputs), env, shown, arguments, str(folder), container_root=str(folder))
    return env, shown, arguments


class Job:
    """A job of a template: ansible-runner with the survey's answers and the environment of the credential alone.

    blank is what a text is that was left empty: AWX 24 sometimes gives null (its issue 16205).
    status, results (task -> result of its last run); kept: everything that AWX keeps or shows of it, as text.
    """

    def __init__(
        self, folder: Path, playbook: str, inputs: dict[str, Any], blank: str | None = "", **given: Any
    ) -> None:
        folder.mkdir()
        (folder / "project").symlink_to(tree.ROOT)
        env, shown, arguments = inject(inputs, folder)
        assert not arguments
        variables = {name: answer if answer != "" else blank for name, answer in answers(playbook, **given).items()}
        run = ansible_runner.run(
            private_data_dir=str(folder),
            playbook=load("job_templates", f"{playbook}.yml")["playbook"],
            inventory={"all": {"hosts": {"localhost": LOCALHOST}}},
            envvars={**env, "PATH": f"{BIN}:{os.environ['PATH']}"},
            extravars=variables,
            cmdline="--diff",
            verbosity=3,
            quiet=True,
            suppress_env_files=True,  # as AWX does
        )
        self.status = run.status
        self.text = run.stdout.read()
        rows = [event.get("event_data", {}) for event in run.events]
        self.results = {row["task"]: row["res"] for row in rows if "res" in row}
        files = [path for path in folder.rglob("*") if path.is_file() and "artifacts" in path.parts]
        assert any(path.parent.name == "job_events" for path in files)
        # The file `command` has the environment as it is: AWX removes it with the folder, and keeps `shown` instead.
        texts = [path.read_text(encoding="utf-8") for path in files if path.name != "command"]
        self.kept = "\n".join([json.dumps({**run.config.env, **shown}), *texts])

    def fact(self, name: str) -> Any:
        """A fact that the play has set."""
        return next(
            result["ansible_facts"][name]
            for result in reversed(self.results.values())
            if name in result.get("ansible_facts", {})
        )
