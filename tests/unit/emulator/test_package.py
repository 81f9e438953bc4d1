# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator as the package modelarts_emulator: installed by pip, used by somebody who has no checkout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.tools import tree

EMULATOR = tree.ROOT / "tests" / "emulator"
README = (EMULATOR / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the package and pytest."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", str(EMULATOR), "pytest"]
    done = subprocess.run(pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return folder / "bin"


def test_the_command_serves_every_operation_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    from tests.emulator import resources
    from tests.emulator.registry import HANDLERS

    resources.load()
    code = (
        "import json, modelarts_emulator.resources as r, modelarts_emulator.registry as h\n"
        "from modelarts_emulator.contract import Contract\n"
        "r.load(); print(json.dumps([r.__file__, sorted(h.HANDLERS), len(Contract().operations)]))"
    )
    found = subprocess.run([installed / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    place, handlers, operations = json.loads(found.stdout)
    assert Path(place).is_relative_to(installed.parent)
    assert handlers == sorted(HANDLERS) and operations >= len(handlers)

    command = [str(installed / "modelarts-emulator"), "--speed", "100", "--stop-at-eof", "--access-key", "KEY"]
    process = subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    out, _error = process.communicate("", timeout=20)
    ready = json.loads(out)
    assert (process.returncode, ready["access_key"]) == (0, "KEY")
    assert ready["endpoint"].startswith("http://127.0.0.1:")


def test_what_its_page_shows_for_users_works(installed: Path, tmp_path: Path) -> None:
    """The files of the page, put into a folder, and pytest run there: a playbook, with a fault as well."""
    files = dict(re.findall(r"```\w+\n# (\S+\.(?:yml|py|ini))\n(.*?)```", README, re.DOTALL))
    assert files.keys() == {"site.yml", "test_site.py", "test_process.py"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HW_SECURITY_TOKEN": "my own"}
    command = [str(installed / "python"), "-m", "pytest", "-v", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 4 passed" in done.stdout
    fixtures = subprocess.run(
        [*command, "--fixtures"], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert "modelarts -- " in fixtures.stdout


def test_its_version_is_that_of_the_collection() -> None:
    project: dict[str, Any] = tomllib.loads((EMULATOR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    galaxy = yaml.safe_load((tree.ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    assert project["version"] == galaxy["version"]
    pinned = set(re.findall(r"^(aiohttp|PyYAML)==", (tree.ROOT / "requirements-demo.txt").read_text(), re.MULTILINE))
    assert {re.split(r"[>=]", need)[0] for need in project["dependencies"]} == pinned
