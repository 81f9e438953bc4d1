# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real ansible-playbook runs, in a process of their own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.tools import tree

COLLECTION = "huaweicloud.modelarts"
HERE = Path(__file__).parent


def task(module: str, options: dict[str, Any] | None = None, **keywords: Any) -> dict[str, Any]:
    """A task of a playbook; keywords are those of Ansible."""
    return {"name": keywords.pop("name", module), f"{COLLECTION}.{module}": options or {}, **keywords}


def kill_all(pid: int) -> None:
    """Kills a process and all below it: workers of Ansible have sessions of their own."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], stdout=subprocess.PIPE, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in map(str.split, listed.splitlines())}
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    for member in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)


class Run:
    """One run of tasks, or of a playbook by its name.

    kill_when: a condition; once it is true, all of it is killed.
    results: (task, result) in order; modules: how many module processes there were.
    """

    def __init__(
        self,
        tasks: list[dict[str, Any]],
        env: dict[str, str],
        *arguments: str,
        in_process: bool = True,
        play: dict[str, Any] | None = None,
        roles: dict[str, list[dict[str, Any]]] | None = None,
        kill_when: Callable[[], Any] | None = None,
        playbook: str = "play.yml",
    ) -> None:
        with tempfile.TemporaryDirectory(prefix="modelarts-play-") as folder:
            self.folder = Path(folder)
            for role, content in (roles or {}).items():
                main = self.folder / "roles" / role / "tasks" / "main.yml"
                main.parent.mkdir(parents=True)
                main.write_text(json.dumps(content), encoding="utf-8")
            variables: dict[str, Any] = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
            variables.update({} if in_process else {"modelarts_in_process": False})
            whole = {"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks, **(play or {})}
            play_text = yaml.safe_dump([whole], sort_keys=False, default_flow_style=True, width=sys.maxsize)
            (self.folder / "play.yml").write_text(play_text, encoding="utf-8")
            self._run(playbook, env, arguments, kill_when)
            record = self.folder / "record"
            lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
            self.results = [(row["task"], row["result"]) for row in map(json.loads, lines)]
            self.modules = len(list(self.folder.glob("remote/ansible-tmp-*")))

    def _run(
        self, playbook: str, env: dict[str, str], arguments: tuple[str, ...], kill_when: Callable[[], Any] | None
    ) -> None:
        settings = {
            "RECORD": str(self.folder / "record"),
            "ANSIBLE_ASYNC_DIR": str(self.folder / "async"),
            "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callbacks"),
            "ANSIBLE_CALLBACKS_ENABLED": "record",
            "ANSIBLE_COLLECTIONS_PATH": str(tree.TREE),
            "ANSIBLE_KEEP_REMOTE_FILES": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_PIPELINING": "0",
            "ANSIBLE_LOCAL_TEMP": str(self.folder / "local"),
            "ANSIBLE_REMOTE_TEMP": str(self.folder / "remote"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "ansible-playbook"), playbook, *arguments],
            cwd=self.folder,
            env={**os.environ, **settings, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            while kill_when and process.poll() is None:
                if kill_when():
                    kill_all(process.pid)
                    break
                time.sleep(0.02)
            self.out, self.err = process.communicate(timeout=240)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        self.status = process.returncode

    @property
    def text(self) -> str:
        """Everything that was printed."""
        return self.out + self.err

    def result(self, name: str) -> dict[str, Any]:
        """The result of the task of that name, which ran once."""
        (found,) = [result for task_name, result in self.results if task_name == name]
        return found
