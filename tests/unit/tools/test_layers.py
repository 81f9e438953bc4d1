# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The import contracts in pyproject.toml see the collection, and a planted violation is caught."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

from tests.tools import tree

PLUGINS = "ansible_collections.huaweicloud.modelarts.plugins"
UTILS = f"{PLUGINS}.module_utils"


@pytest.fixture
def plugins(tmp_path: pathlib.Path) -> pathlib.Path:
    """A copy of the plugins, importable from tmp_path."""
    copy = tmp_path / "ansible_collections" / "huaweicloud" / "modelarts" / "plugins"
    shutil.copytree(tree.ROOT / "plugins", copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def lint(path: pathlib.Path) -> subprocess.CompletedProcess[str]:
    """Runs import-linter with the project's contracts on the collection below path."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return subprocess.run(
        [*command, "--no-cache", "--config", str(tree.ROOT / "pyproject.toml")],
        cwd=path,
        env={**os.environ, "PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_collection_keeps_its_layers(plugins: pathlib.Path, tmp_path: pathlib.Path) -> None:
    result = lint(tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("module_utils/api/planted.py", f"{UTILS}.engine"),
        ("module_utils/api/planted.py", f"{UTILS}.resources"),
        ("module_utils/engine/planted.py", f"{UTILS}.resources"),
        ("modules/planted.py", f"{UTILS}.api.client"),
        ("modules/planted.py", f"{PLUGINS}.plugin_utils.in_process"),
        ("module_utils/api/planted.py", "ansible"),
    ],
)
def test_a_planted_violation_is_caught(
    plugins: pathlib.Path, tmp_path: pathlib.Path, importer: str, imported: str
) -> None:
    (plugins / importer).write_text(f"import {imported}\n", encoding="utf-8")
    result = lint(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "planted" in result.stdout
    assert imported in result.stdout
