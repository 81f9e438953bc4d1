# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quick start in an empty environment: the built tarball, what it says to install, and nothing of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.docs.test_guides import QUIET, script
from tests.emulator.testing import Emulator
from tests.tools.tree import ROOT

CORE = "ansible-core~=2.21.0" if sys.version_info >= (3, 12) else "ansible-core~=2.19.0"
FORGOTTEN = ("PYTHONPATH", "ANSIBLE_COLLECTIONS_PATH", "VIRTUAL_ENV")


def run(command: list[str], env: Mapping[str, str], folder: Path) -> str:
    done: Any = subprocess.run(
        command, env=env, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout + done.stderr)


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has ansible-core and requests, and the collection from its tarball."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    kept = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    env = {**kept, "HOME": str(tmp_path), "PATH": os.pathsep.join([str(tmp_path / "env" / "bin"), kept["PATH"]])}
    run(["pip", "install", "--quiet", "--disable-pip-version-check", CORE, "requests"], env, tmp_path)
    (tmp_path / "stage").mkdir()
    run(["bash", str(ROOT / "tests/tools/stage.sh"), str(tmp_path / "stage")], env, ROOT)
    run(["ansible-galaxy", "collection", "build", "--output-path", "dist", "stage"], env, tmp_path)
    (tarball,) = (tmp_path / "dist").glob("*.tar.gz")
    run(["ansible-galaxy", "collection", "install", str(tarball), "--offline"], env, tmp_path)
    return env


def test_the_quick_start_works(empty: dict[str, str], emulator: Emulator, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    quiet = {name: value for name, value in QUIET.items() if name != "ANSIBLE_PYTHON_INTERPRETER"}
    said = run(["bash", "-c", script("guide_quick_start", work)], {**empty, **emulator.env, **quiet}, work)
    assert "1. create: POST" in said and "failed=0" in said
    where = run(["ansible-doc", "-F", "-t", "module", "huaweicloud.modelarts"], empty, tmp_path)
    assert str(tmp_path / ".ansible/collections") in where
    assert [request["body"]["name"] for request in emulator.requests(operation="CreateNotebook")] == ["vision"]
