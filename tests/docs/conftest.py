# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site, built once for all workers; an emulator for what the guides run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import emulator, emulator_process
from tests.tools import tree

__all__ = ["emulator", "emulator_process"]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build: html, and the files output and status of the command."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "docs"
    folder.mkdir(exist_ok=True)
    with (shared / "docs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "status").exists():
            command = [sys.executable, "-m", "tests.tools.site", str(folder)]
            done = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False)
            (folder / "output").write_text(done.stdout + done.stderr, encoding="utf-8")
            (folder / "status").write_text(str(done.returncode), encoding="utf-8")
    return folder
