# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents' own examples come out of modules: every operation, every request body."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from tests.emulator.contract import Contract, examples
from tests.emulator.testing import Emulator
from tests.support import call

GROUPS = ("notebooks", "images", "notebook_storage", "notebook_tags")
CALLS = yaml.safe_load((Path(__file__).parent / "calls.yml").read_text(encoding="utf-8"))


def known(body: Any) -> str:
    """A body as text in which neither the order of keys nor letter case counts."""
    return json.dumps(body, sort_keys=True).casefold()


def with_ids(options: dict[str, Any], emulator: Emulator) -> dict[str, Any]:
    """The options with <kind> replaced by the id of the last object of that kind."""
    kinds = {value: value[1:-1] for value in options.values() if isinstance(value, str) and value.startswith("<")}
    ids = {mark: emulator.objects(kind)[-1]["id"] for mark, kind in kinds.items()}
    return {name: ids.get(value, value) if isinstance(value, str) else value for name, value in options.items()}


def test_every_example_request_comes_out_of_a_module(emulator: Emulator) -> None:
    emulator.settings(check_answers=True)
    failed = []
    for entry in CALLS["tasks"]:
        ((module, options),) = entry.items()
        result = call(module, with_ids(options, emulator))
        failed += [(module, options, result["msg"])] if result.get("failed") else []
    sent: dict[str, list[Any]] = {}
    for request in emulator.requests():
        sent.setdefault(request["operation"], []).append(known(request["body"] or {}))
    wanted = {one.id: one for one in Contract().operations.values() if one.group in GROUPS}
    missing = {name for name in wanted if name not in sent} ^ set(CALLS["not_sent"])
    bodies = [
        (name, example["request"]["body"])
        for group in GROUPS
        for name, rows in examples(group).items()
        for example in rows
        if "body" in example["request"]
    ]
    assert len(bodies) > 5
    different = [
        (name, body)
        for name, body in bodies
        if known({**body, **CALLS["more"].get(name, {}).get("body", {})}) not in sent.get(name, [])
    ]
    assert (failed, missing, different) == ([], set(), [])
    assert all(entry["reason"] for entry in CALLS["more"].values()) and all(CALLS["not_sent"].values())
