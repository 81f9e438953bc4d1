# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: the same work, done in several ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.benchmarks.clients import PAGE, PAUSE

NOTEBOOK: dict[str, Any] = {
    "name": "bench",
    "flavor": "modelarts.vm.cpu.2u",
    "image_id": "e1a07296-22a8-4f05-8bc8-e936c8e54090",
    "volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 10},
}
URL = "{{ lookup('env', 'MODELARTS_ENDPOINT') }}/v1/{{ lookup('env', 'HW_PROJECT_ID') }}/notebooks"
TOKEN = {"X-Auth-Token": "{{ lookup('env', 'BENCH_TOKEN') }}"}
SOON = f"{PAUSE:g}s"
Tasks = list[dict[str, Any]]


class Case(NamedTuple):
    """tasks: our modules; uri, debug: the same with ansible.builtin, where it can be done; program: see clients."""

    name: str
    size: int
    program: str
    tasks: Callable[[int], Tasks]
    uri: Callable[[int], Tasks]
    debug: Callable[[int], Tasks] | None = None


def ours(module: str, **options: Any) -> dict[str, Any]:
    return {f"huaweicloud.modelarts.{module}": options}


def uri(query: str, **options: Any) -> dict[str, Any]:
    return {"ansible.builtin.uri": {"url": URL + query, "headers": TOKEN, **options}}


def debug(_count: int) -> dict[str, Any]:
    return {"ansible.builtin.debug": {"msg": "Hello"}}


LOOK = ours("notebook", **NOTEBOOK), uri(f"?name=bench&offset=0&limit={PAGE}"), debug(1)


def separate(task: dict[str, Any]) -> Callable[[int], Tasks]:
    return lambda count: [task] * count


def looped(task: dict[str, Any]) -> Callable[[int], Tasks]:
    return lambda count: [{**task, "loop": list(range(count))}]


def read_ours(_count: int) -> Tasks:
    return [ours("notebook_info")]


def read_uri(count: int) -> Tasks:
    """The pages as a loop; how many there are must be known."""
    offsets = list(range(0, count, PAGE))
    return [{**uri(f"?offset={{{{ item }}}}&limit={PAGE}"), "loop": offsets, "loop_control": {"label": "page"}}]


def create_ours(count: int) -> Tasks:
    names = [f"bench-{number}" for number in range(count)]
    waits = ours("notebook_info", names=names, wait_for_status=["RUNNING"], wait_interval=SOON)
    return [{**ours("notebook", **{**NOTEBOOK, "name": "{{ item }}", "wait": False}), "loop": names}, waits]


def create_uri(count: int) -> Tasks:
    body = {**NOTEBOOK, "name": "bench-{{ item }}"}
    new = uri("", method="POST", body=body, body_format="json")
    running = {
        **uri(f"?status=RUNNING&limit={PAGE}"),
        **{"register": "running", "retries": 60, "delay": PAUSE, "until": f"running.json.total == {count}"},
    }
    return [{**new, "loop": list(range(count))}, running]


CASES = (
    Case("1 task", 1, "look", *map(separate, LOOK)),
    Case("20 tasks", 20, "look", *map(separate, LOOK)),
    Case("loop of 200", 200, "look", *map(looped, LOOK)),
    Case("10,000 objects read", 10_000, "read", read_ours, read_uri),
    Case("100 notebooks created and awaited", 100, "create", create_ours, create_uri),
)
