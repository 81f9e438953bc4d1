# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notebooks to list, and two ways to read an inventory file: in this process, or with Ansible's own commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.support import NOTEBOOK, done

NAME = "huaweicloud.modelarts.modelarts"
SSH = {"service": "SSH", "key_pair_names": ["vision"]}


def notebook(
    emulator: Emulator, name: str, ssh: bool = True, record: dict[str, Any] | None = None, **options: Any
) -> str:
    """The id of a new notebook, which runs. record: what the emulator is told of it, though no user could set it."""
    options = {**NOTEBOOK, "name": name, "endpoints": [SSH] if ssh else [], **options}
    key = str(done("notebook", options)["notebook"]["id"])
    if record:
        emulator.patch("notebook", key, **record)
    return key


def write(folder: Path, text: str = "", name: str = "modelarts.yml", **options: Any) -> Path:
    """An inventory file: with a text, else with options."""
    file = folder / name
    file.write_text(text or json.dumps({"plugin": NAME, **options}), encoding="utf-8")
    return file


class Parsed:
    """What the plugin makes of a file, in this process. hosts: name -> variables; groups: name -> names of hosts."""

    def __init__(self, file: Path, cache: bool = True) -> None:
        from ansible.inventory.data import InventoryData
        from ansible.parsing.dataloader import DataLoader
        from ansible.plugins.loader import inventory_loader
        from ansible.utils.display import Display

        self.warnings: list[str] = []
        inventory = InventoryData()
        plugin = inventory_loader.get(NAME)
        assert plugin.verify_file(str(file))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Display, "warning", lambda display, text, *more, **others: self.warnings.append(text))
            plugin.parse(inventory, DataLoader(), str(file), cache=cache)
            if plugin.get_option("cache"):
                plugin.update_cache_if_changed()
        self.hosts = {name: host.vars for name, host in inventory.hosts.items()}
        groups = {name: {host.name for host in group.hosts} for name, group in inventory.groups.items()}
        self.groups = {name: hosts for name, hosts in groups.items() if name not in ("all", "ungrouped")}


def command(name: str, *arguments: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """One of Ansible's commands, in a process of its own."""
    settings = {"ANSIBLE_NOCOLOR": "1", "ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_LOCAL_TEMP": str(cwd / "local")}
    return subprocess.run(
        [str(Path(sys.executable).parent / name), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **settings, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def listed(file: Path, *arguments: str, **env: str) -> dict[str, Any]:
    """`ansible-inventory --list`, which must work without a warning."""
    run = command("ansible-inventory", "-i", file, "--list", *arguments, cwd=file.parent, **env)
    assert (run.returncode, run.stderr) == (0, ""), run.stderr
    return dict(json.loads(run.stdout, object_hook=unwrapped))


def unwrapped(value: dict[str, Any]) -> Any:
    """What an inventory shows of a text that is not to be trusted, depending on the release of ansible-core."""
    return value.get("__ansible_unsafe", value)
