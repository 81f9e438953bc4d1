# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task costs, beside `ansible.builtin.uri`, in one run on this machine: `make bench`.

Every figure is the processor time (user and system) of `ansible-playbook` and its children, less that of an empty
play; the emulator's own time is not in it. Machines differ and are noisy: read the ratios.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.emulator.testing import Emulator
from tests.tools import tree

NOTEBOOK = {
    "name": "bench",
    "flavor": "modelarts.vm.cpu.2u",
    "image_id": "e1a07296-22a8-4f05-8bc8-e936c8e54090",
    "volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 10},
    "tags": {"team": "vision"},
}


class Cost(NamedTuple):
    processor: float  # seconds
    wall: float  # seconds
    requests: int


class Case(NamedTuple):
    name: str
    module: str
    loop: int
    tasks: int
    in_process: bool = True


CASES = (
    Case("loop of 200", "notebook", 200, 1),
    Case("loop of 200", "uri", 200, 1),
    Case("20 separate tasks", "notebook", 1, 20),
    Case("20 separate tasks", "uri", 1, 20),
    Case("20 separate tasks, in-process off", "notebook", 1, 20, in_process=False),
)


def tasks(case: Case, emulator: Emulator) -> list[dict]:
    """An unchanged notebook by name, or a bare GET of the same answer's size class."""
    if case.module == "uri":
        task: dict = {"ansible.builtin.uri": {"url": f"{emulator.endpoint}/_emulator/faults"}}
    else:
        task = {"huaweicloud.modelarts.notebook": NOTEBOOK}
    if case.loop > 1:
        task["loop"] = list(range(case.loop))
    return [task] * case.tasks


def play(steps: list[dict], folder: Path, env: dict, in_process: bool = True) -> Cost:
    """Runs the tasks in a play of their own."""
    book = folder / "play.yml"
    hosts = {"hosts": "localhost", "gather_facts": False, "vars": {"modelarts_in_process": in_process}, "tasks": steps}
    book.write_text(yaml.safe_dump([hosts], default_flow_style=None), encoding="utf-8")
    command = [Path(sys.executable).with_name("ansible-playbook"), book]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, 0)


def measure(case: Case, emulator: Emulator, folder: Path, env: dict, empty: Cost) -> Cost:
    since = emulator.last_request()
    cost = play(tasks(case, emulator), folder, env, case.in_process)
    sent = len(emulator.requests(since)) or case.loop * case.tasks  # what is asked of /_emulator/ is not in its log
    return Cost(cost.processor - empty.processor, cost.wall - empty.wall, sent)


def line(case: Case, cost: Cost, base: Cost) -> str:
    count = case.loop * case.tasks
    each = f"{cost.processor / count * 1000:.1f} ms | {cost.wall / count * 1000:.1f} ms"
    ratio = (
        f"1/{base.processor / cost.processor:.0f}"
        if cost.processor < base.processor
        else f"{cost.processor / base.processor:.2f}"
    )
    return f"| {case.name} | {case.module} | {each} | {cost.requests} | {ratio} |"


def main() -> None:
    print("| what | module | processor time each | wall time each | requests | of uri |")
    print("|---|---|---|---|---|---|")
    with Emulator(speed=1000) as emulator, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {**os.environ, **emulator.env, "HOME": name, "ANSIBLE_COLLECTIONS_PATH": str(tree.make())}
        create = {"huaweicloud.modelarts.notebook": {**NOTEBOOK, "wait_interval": "1s"}}
        play([create], folder, env)
        empty = play([], folder, env)
        costs = {case: measure(case, emulator, folder, env, empty) for case in CASES}
    for case, cost in costs.items():
        base = next(costs[other] for other in CASES if other.module == "uri" and other.name in case.name)
        print(line(case, cost, base))


if __name__ == "__main__":
    main()
