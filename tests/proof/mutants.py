# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A collection broken on purpose, in one place at a time: each must turn tests red, or those tests prove nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.tools.tree import ROOT

COPIED = ("plugins", "tests", "roles", "playbooks", "meta", "galaxy.yml", "pyproject.toml")
ENGINE, API = "plugins/module_utils/engine/", "plugins/module_utils/api/"
CLIENT = "tests/unit/plugins/module_utils/api/test_client.py"
INVARIANTS, WRITES = "tests/invariants/test_invariants.py", "tests/faults/test_writes.py"


class Mutant(NamedTuple):
    """promise: what is given up; file, text, broken: where and how; tests: arguments of pytest that must fail."""

    promise: str
    file: str
    text: str
    broken: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant(
        "check mode sends no write: the gate in the client",
        API + "client.py",
        "if self.read_only and not reads:",
        "if False:",
        (CLIENT, "-kread_only"),
    ),
    Mutant(
        "check mode sends no write: the engine stops at the plan",
        ENGINE + "run.py",
        "        if self.context.check:\n            self.obj = self._predicted()",
        "        if False:\n            self.obj = self._predicted()",
        (INVARIANTS, "-ktest_set_and_set_again and notebook_lease"),
    ),
    Mutant(
        "both roads, one result",
        ENGINE + "run.py",
        '"changed": bool(self.plan if self.context.check else self.sent),',
        '"changed": bool(self.sent) and self.context.listens,',
        ("tests/invariants/test_roads.py", "-ktest_equal_results"),
    ),
    Mutant(
        "a create happens once: the client repeats no POST",
        API + "client.py",
        'replay = reads or method in ("PUT", "DELETE") if replay is None else replay',
        "replay = True",
        (CLIENT,),
    ),
    Mutant(
        "said twice, changed once: letter case that does not matter",
        ENGINE + "fields.py",
        "return value.casefold() if self.fold else value",
        "return value",
        ("tests/unit/plugins/module_utils/engine/test_fields.py",),
    ),
    Mutant(
        "said twice, changed once: the order of lists",
        ENGINE + "fields.py",
        "return sorted({self._folded(item) for item in value}, key=str)",
        "return value",
        (INVARIANTS, "-ktest_lists_in_another_order and (image or notebook)"),
    ),
    Mutant(
        "what cannot be changed is an error",
        ENGINE + "plan.py",
        'return change.field.change == NEVER or "update" not in change.field.on',
        "return False",
        (INVARIANTS, "-ktest_what_is_fixed and image"),
    ),
    Mutant(
        "more than one match is an error",
        ENGINE + "find.py",
        "if len(found) > 1:",
        "if False:",
        (WRITES, "-ktest_two_objects_of_the_name"),
    ),
    Mutant(
        "secrets never show: masking in results",
        "plugins/plugin_utils/in_process.py",
        "return masked(result, secrets)",
        "return result",
        ("tests/invariants/test_roads.py", "-ktest_secrets_never_show"),
    ),
    Mutant(
        "secrets never show: masking in error texts",
        API + "client.py",
        'message = message.replace(secret, "********") if secret else message',
        "message = message",
        (CLIENT, "-ksecrets"),
    ),
    Mutant(
        "a delete that was refused is not reported as done",
        ENGINE + "find.py",
        "return own and (error.status == 404 or (error.status == 400 and error.code in resource.missing))",
        "return True",
        (WRITES, "-ktest_a_write_that_fails and delete and conflict"),
    ),
    Mutant(
        "a proxy's 404 is no absence",
        ENGINE + "find.py",
        "return own and (",
        "return (",
        ("tests/faults/test_sentences.py", "-ktest_sentences and notebook and 404"),
    ),
    Mutant(
        "a create happens once: the look-up after a lost answer",
        ENGINE + "run.py",
        "            obj = self._look_again(since)\n            self.sent += [step] if obj else []",
        "            obj = None",
        (WRITES, "-ktest_a_write_that_fails and create"),
    ),
    Mutant(
        "a job is not begun twice: its end is known",
        ENGINE + "plan.py",
        "ended = status.completed and not self._is_over() and self._outcome(obj) in status.stopped",
        "ended = status.completed and not self._is_over()",
        ("tests/unit/plugins/module_utils/engine/test_jobs.py",),
    ),
    Mutant(
        "nothing is lost in a list that is sent whole",
        ENGINE + "fields.py",
        "tree: dict = deepcopy(values.get(RAW, {}))",
        "tree: dict = {}",
        ("tests/unit/plugins/module_utils/engine/test_dedicated.py",),
    ),
)


SELECTIONS = sorted({mutant.tests for mutant in MUTANTS})


def broken(mutant: Mutant) -> str:
    """The file with this mutant in it."""
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.text) != 1:
        raise LookupError(f"{mutant.promise}: {mutant.file} holds the text {text.count(mutant.text)} times, not once")
    return text.replace(mutant.text, mutant.broken)


def copied(folder: Path) -> Path:
    """A copy of the checkout."""
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, folder / name)
    return folder


def tried(tests: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs tests in a copy, to the first that fails."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "--thorough",
        "--no-header",
        "-p",
        "no:cacheprovider",
        *tests,
    ]
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    env.pop("PYTHONPATH", None)
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
