# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents' own examples come out of modules: every operation, every request body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.contract import Contract, examples
from tests.emulator.testing import Emulator
from tests.support import call, merged

GROUPS = (
    *("notebooks", "images", "notebook_storage", "notebook_tags"),
    *("algorithms", "training_jobs", "training_tags", "training_extras"),
    *("networks", "network_extras", "pools", "pool_tags", "pool_extras", "orders", "nodes", "node_actions"),
    *("workloads", "resource_flavors", "plugin_templates", "events", "os_config", "clusters"),
)
CALLS = yaml.safe_load((Path(__file__).parent / "calls.yml").read_text(encoding="utf-8"))


def known(body: Any) -> str:
    """A body as text in which neither the order of keys nor letter case counts."""
    return json.dumps(body, sort_keys=True).casefold()


EXAMPLES = [
    (name, example["request"]["body"])
    for group in GROUPS
    for name, rows in examples(group).items()
    for example in rows
    if "body" in example.get("request", {})
]


def without(body: dict[str, Any], place: str) -> dict[str, Any]:
    """The body without what is at a dotted place."""
    name, _dot, rest = place.partition(".")
    kept = {key: value for key, value in body.items() if key != name}
    return {**kept, name: without(body[name], rest)} if rest and name in body else kept


def leaves(tree: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted places and what is there; a list is one value."""
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{name}.")
        else:
            yield path + name, value


def with_ids(options: dict[str, Any], emulator: Emulator) -> dict[str, Any]:
    """The options with <kind> replaced by the id of the last object of that kind."""
    kinds = {value: value[1:-1] for value in options.values() if isinstance(value, str) and value.startswith("<")}
    ids = {mark: emulator.objects(kind)[-1]["id"] for mark, kind in kinds.items()}
    return {name: ids.get(value, value) if isinstance(value, str) else value for name, value in options.items()}


def as_sent(operation: str, example: dict[str, Any]) -> dict[str, Any]:
    """The example as modules send it."""
    rules = CALLS["different"].get(operation, {})
    body = merged(example, rules.get("add", {}))
    for place in rules.get("leave_out", ()):
        body = without(body, place)
    return dict(body)


@pytest.fixture
def sent(emulator: Emulator) -> dict[str, list[str]]:
    """The bodies that the tasks send, by operation."""
    emulator.settings(check_answers=True)
    for entry in CALLS["objects"]:
        fields = {name: value for name, value in entry.items() if name not in ("kind", "id")}
        emulator.put(entry["kind"], entry["id"], **fields)
    failed = []
    for entry in CALLS["tasks"]:
        ((module, options),) = ((name, value) for name, value in entry.items() if name != "fails")
        result = call(module, with_ids(options, emulator))
        as_expected = entry["fails"] in result.get("msg", "") if "fails" in entry else not result.get("failed")
        failed += [] if as_expected else [(module, options, result.get("msg"))]
    assert failed == []
    bodies: dict[str, list[str]] = {}
    for request in emulator.requests():
        bodies.setdefault(request["operation"], []).append(known(request["body"] or {}))
    return bodies


def test_every_example_request_comes_out_of_a_module(sent: dict[str, list[str]]) -> None:
    wanted = {one.id: one for one in Contract().operations.values() if one.group in GROUPS}
    missing = {name for name in wanted if name not in sent} ^ set(CALLS["not_sent"])
    different = [(name, body) for name, body in EXAMPLES if known(as_sent(name, body)) not in sent.get(name, [])]
    assert (missing, different) == (set(), [])


def test_every_difference_is_one_and_has_its_reason() -> None:
    """Each place that is added or left out counts for an example; the rest of the example is sent as it stands."""
    assert all(CALLS["not_sent"].values())
    for operation, rules in CALLS["different"].items():
        bodies = [body for name, body in EXAMPLES if name == operation]
        assert rules["reason"] and bodies and set(rules) <= {"add", "leave_out", "reason"}, operation
        for place in rules.get("leave_out", ()):
            assert any(without(body, place) != body for body in bodies), (operation, place)
        for place, value in leaves(rules.get("add", {})):
            assert any((place, value) not in leaves(body) for body in bodies), (operation, place)
