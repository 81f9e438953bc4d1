# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the time of an in-process task goes that finds nothing to change, and what it loads."""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import subprocess
import sys
import time
from importlib import import_module
from typing import Any

from tests.benchmarks.cases import NOTEBOOK
from tests.emulator.testing import Emulator
from tests.tools import tree

TASKS, ROWS = 200, 30
ANSIBLE = "import ansible.executor.task_executor, ansible.plugins.action, ansible.utils.display"
RUNNER = "ansible_collections.huaweicloud.modelarts.plugins.plugin_utils.in_process"
LOADS = "ansible_collections.huaweicloud.modelarts.plugins.action.notebook"


def repeat(run: Any, times: int) -> float:
    """Milliseconds of processor time that each call takes."""
    started = time.process_time()
    for _time in range(times):
        run()
    return (time.process_time() - started) / times * 1000


def one_task() -> Any:
    """What the action plugin does for a task, but for what Ansible does around it."""
    runner = import_module(RUNNER)
    module, validator = runner.known("notebook")

    def run() -> None:
        options = validator.validate(runner.plain(NOTEBOOK)).validated_parameters
        result, secrets = module.execute(options, runner.Context())
        result = runner.masked(result, secrets)
        assert not result.get("failed"), result["msg"]

    return run


def loaded(code: str) -> dict[str, int]:
    """Microseconds that each import takes by itself."""
    env = {**os.environ, "PYTHONPATH": str(tree.make())}
    told = subprocess.run([sys.executable, "-X", "importtime", "-c", code], env=env, capture_output=True, check=True)
    lines = [line.split("|") for line in told.stderr.decode().splitlines() if line.count("|") == 2]
    return {name.strip(): int(own.rpartition(":")[2]) for own, _whole, name in lines if "[us]" not in own}


def imports(rows: int = 12) -> None:
    """What a run loads on top of Ansible's own, once, the slowest first."""
    own = loaded(f"{ANSIBLE}; import {LOADS}")
    more = {name: own[name] for name in own.keys() - loaded(ANSIBLE).keys()}
    print(f"{sum(more.values()) / 1000:.0f} ms to import what Ansible has not imported, once a run, among that:")
    for name in sorted(more, key=more.__getitem__, reverse=True)[:rows]:
        print(f"{more[name] / 1000:8.2f}  {name}")


def show() -> None:
    sys.path.insert(0, str(tree.make()))
    with Emulator(speed=1000) as emulator:
        os.environ.update(emulator.env)
        run = one_task()
        run()
        bare = repeat(run, TASKS)
        profile = cProfile.Profile()
        profile.enable()
        repeat(run, TASKS)
        profile.disable()
    text = io.StringIO()
    stats = pstats.Stats(profile, stream=text)
    stats.strip_dirs().sort_stats("tottime").print_stats(ROWS)
    print(f"{bare:.2f} ms of processor time each, of {TASKS} tasks without the profiler; with it, of all of them:")
    print(text.getvalue())
    imports()
