# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the same work costs in several ways, in one run on this machine: `make bench`, `make profile`.

Processor (user and system) and wall time are those of a whole program and its children, of a playbook less those of an
empty one; memory is that of its largest process. The emulator's own cost is not in them, its answers take 0 or 50 ms.
Machines differ and are noisy: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.benchmarks import profiling
from tests.benchmarks.cases import CASES, NOTEBOOK, Case, Tasks
from tests.emulator.store import Store
from tests.emulator.testing import Emulator
from tests.tools import tree

LATENCY = 50  # ms
QUICK = 10  # so many times less of everything
HEAD = (
    "what",
    "by",
    "processor",
    "of uri",
    "wall",
    "of uri",
    f"wall at {LATENCY} ms",
    "of uri",
    "requests",
    "memory",
)


class Cost(NamedTuple):
    processor: float  # seconds
    wall: float  # seconds
    memory: float  # MiB
    requests: int = 0


class Way(NamedTuple):
    """tasks of a playbook, or a program."""

    name: str
    tasks: Tasks
    program: tuple[str, ...] = ()
    in_process: bool = True


def ways(case: Case, count: int) -> list[Way]:
    ours, uri = case.tasks(count), case.uri(count)
    modules = [Way("modules, in process", ours), Way("modules, ordinary", ours, in_process=False)]
    theirs = [Way("`ansible.builtin.uri`", uri)]
    if case.debug:
        theirs.append(Way("`ansible.builtin.debug`", case.debug(count)))
    programs = [("a loop of `requests`", "requests"), ("the official SDK", "sdk")]
    return [*modules, *theirs, *(Way(name, [], (which, case.program, str(count))) for name, which in programs)]


class Bench:
    """An account with one notebook, and programs that use it."""

    def __init__(self, emulator: Emulator, folder: Path, quick: bool) -> None:
        self.emulator, self.folder, self.quick = emulator, folder, quick
        body = json.dumps(NOTEBOOK)
        isolated = {"HOME": str(folder), "ANSIBLE_COLLECTIONS_PATH": str(tree.make()), "PYTHONPATH": str(tree.ROOT)}
        self.env = {**os.environ, **emulator.env, **isolated, "BENCH_TOKEN": self._token(), "BENCH_BODY": body}
        self.empty = self._middle([self.run(Way("", [])) for _time in range(3)])

    def _token(self) -> str:
        e = self.emulator
        user = {"name": e.username, "password": e.password, "domain": {"name": e.domain_name}}
        identity = {"methods": ["password"], "password": {"user": user}}
        body = {"auth": {"identity": identity, "scope": {"project": {"name": e.region}}}}
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{e.iam_endpoint}/v3/auth/tokens", json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return str(answer.headers["X-Subject-Token"])

    @staticmethod
    def _middle(costs: list[Cost]) -> Cost:
        return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))

    def command(self, way: Way) -> list[str]:
        if way.program:
            return [sys.executable, "-m", "tests.benchmarks.clients", *way.program]
        variables = {"modelarts_in_process": way.in_process}
        play = {"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": way.tasks}
        book = self.folder / "play.yml"
        book.write_text(yaml.safe_dump([play], default_flow_style=None), encoding="utf-8")
        return [str(Path(sys.executable).with_name("ansible-playbook")), str(book)]

    def run(self, way: Way) -> Cost:
        since, started = self.emulator.last_request(), time.monotonic()
        with open(self.folder / "output", "w+b") as output:
            process = subprocess.Popen(self.command(way), cwd=self.folder, env=self.env, stdout=output, stderr=output)
            _pid, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.monotonic() - started
            output.seek(0)
            if process.returncode:
                raise SystemExit(f"{way.name}: {output.read().decode()[-3000:]}")
        sent = len(self.emulator.requests(since))
        return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, sent)

    def measure(self, case: Case, way: Way, latency: int) -> Cost:
        self.emulator.settings(latency_ms=0)
        if case.program == "create":
            for record in self.emulator.objects("notebook"):
                self.emulator.control("DELETE", f"objects/notebook/{record['id']}")
        self.emulator.settings(latency_ms=latency)
        cost = self.run(way)
        if way.program:
            return cost
        return cost._replace(processor=cost.processor - self.empty.processor, wall=cost.wall - self.empty.wall)

    def rows(self, case: Case) -> list[str]:
        count = max(case.size // QUICK, 1) if self.quick else case.size
        found = {way.name: (self.measure(case, way, 0), self.measure(case, way, LATENCY)) for way in ways(case, count)}
        fast, slow = found["`ansible.builtin.uri`"]
        return [
            f"| {case.name if count == case.size else f'{case.name} / {QUICK}'} | {name} "
            f"| {seconds(cost.processor)} | {ratio(cost.processor, fast.processor)} "
            f"| {seconds(cost.wall)} | {ratio(cost.wall, fast.wall)} "
            f"| {seconds(late.wall)} | {ratio(late.wall, slow.wall)} | {cost.requests} | {cost.memory:.0f} MiB |"
            for name, (cost, late) in found.items()
        ]


def seconds(value: float) -> str:
    """Less than nothing: less than the noise of the empty playbook."""
    if value <= 0:
        return "-"
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


def ratio(one: float, other: float) -> str:
    if one <= 0:
        return "-"
    return f"1/{other / one:.{0 if other / one >= 10 else 1}f}" if one < other else f"{one / other:.2f}"


def filled(state: Path, count: int) -> None:
    """An emulator's file with so many notebooks that run, the first one made in the usual way."""
    with Emulator("--state", str(state), speed=1000) as emulator, tempfile.TemporaryDirectory() as folder:
        Bench(emulator, Path(folder), True).run(Way("first", [{"huaweicloud.modelarts.notebook": NOTEBOOK}]))
    store = Store(str(state))
    (record,) = store.all("notebook")
    for number in range(1, count):
        key = str(uuid.UUID(int=number << 64))
        store.put("notebook", key, {**record, "id": key, "name": f"other-{number}"})
    store.close()


def table(quick: bool) -> None:
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", flush=True)
    for case in CASES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            objects = max(case.size // QUICK, 1) if quick else case.size
            filled(folder / "state", objects if case.program == "read" else 1)
            with Emulator("--state", str(folder / "state"), speed=100) as emulator:
                print("\n".join(Bench(emulator, folder, quick).rows(case)), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} times less of everything")
    parser.add_argument("--profile", action="store_true", help="where the time of one in-process task goes")
    given = parser.parse_args()
    if given.profile:
        profiling.show()
    else:
        table(given.quick)


if __name__ == "__main__":
    main()
