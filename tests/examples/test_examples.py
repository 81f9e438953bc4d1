# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of each module run as they stand, in the order in which they are written.

Each task is planned first, then done, then done again. What an example expects is made by setup/<module>.yml.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.contract import Contract
from tests.emulator.testing import Emulator
from tests.playbooks import COLLECTION, Run
from tests.support import MODULES, names
from tests.tools.coverage import coverage

ROOT = Path(__file__).parents[2]
SETUP = Path(__file__).parent / "setup"
QUICK = {f"{COLLECTION}.{name}": {"wait_interval": "0.1s"} for name in MODULES if "wait_interval" in names(name)}


def examples(module: str) -> list[dict[str, Any]]:
    """The tasks in EXAMPLES of a module."""
    source = ast.parse((ROOT / "plugins" / "modules" / f"{module}.py").read_text(encoding="utf-8"))
    (text,) = [
        node.value
        for node in source.body
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["EXAMPLES"]
    ]
    return list(yaml.safe_load(ast.literal_eval(text)))


def used(task: dict[str, Any]) -> str:
    """The module of this collection that a task uses, or nothing."""
    return next((name for name in MODULES if f"{COLLECTION}.{name}" in task), "")


def thrice(task: dict[str, Any]) -> list[dict[str, Any]]:
    """A task as a plan, as it stands, and again; blocks are gone through, other tasks stay as they are."""
    if "block" in task:
        return [{**task, "block": [more for inner in task["block"] for more in thrice(inner)]}]
    if not used(task):
        return [task]
    other = {key: value for key, value in task.items() if key != "register"}
    plan = {**other, "name": f"{task['name']} (plan)", "check_mode": True}
    return [plan, task, {**other, "name": f"{task['name']} (again)"}]


def flat(tasks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for task in tasks:
        yield from flat(task["block"]) if "block" in task else (task,)


@functools.cache
def covered() -> set[str]:
    """The operations that the modules declare, as the API coverage page has them; links lead to objects of OBS."""
    return {name for name, modules in coverage(Contract()).items() if modules} | {"DownloadObject"}


@pytest.mark.parametrize("module", MODULES)
def test_examples_run_as_they_stand(module: str, emulator: Emulator) -> None:
    tasks = examples(module)
    assert any(used(task) == module for task in flat(tasks)), "no example uses the module"
    setup = SETUP / f"{module}.yml"
    before = [{"ansible.builtin.include_tasks": str(setup)}] if setup.exists() else []

    env = {**emulator.env, "HW_REGION_NAME": ""}  # regions in examples are not the emulator's
    run = Run([*before, *(step for task in tasks for step in thrice(task))], env, play={"module_defaults": QUICK})

    assert run.status == 0, run.text
    for task in filter(used, flat(tasks)):
        planned, done, again = (run.result(task["name"] + suffix) for suffix in (" (plan)", "", " (again)"))
        assert planned["changed"] is done["changed"], f"check mode does not foresee: {task['name']}"
        if used(task) != "api":
            assert again["changed"] is False, f"not idempotent: {task['name']}"
    assert {row["operation"] for row in emulator.requests()} <= covered()
