# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags and flavors of notebooks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.emulator.conftest import FLAVOR, IMAGE, code

BIGGER = "modelarts.vm.cpu.8u"


def test_tags(api: Any) -> None:
    key = api.create()["id"]
    create, delete = f"/notebooks/{key}/tags/create", f"/notebooks/{key}/tags/delete"
    tags = [{"key": "team", "value": "vision"}, {"key": "empty"}]
    answer = api.call("POST", create, {"tags": tags}, workspace_id="0")
    assert (answer.status, answer.body) == (204, b"")
    assert api.call("POST", create, {"tags": [{"key": "team", "value": "sound"}]}).status == 204
    assert api.show(key)["tags"] == [{"key": "team", "value": "sound"}, {"key": "empty", "value": ""}]
    assert api.call("GET", "/notebooks/tags").body["tags"][1] == {"key": "team", "values": ["sound"]}
    assert api.call("DELETE", delete, {"tags": [{"key": "team"}, {"key": "never"}]}).status == 204
    assert api.show(key)["tags"] == [{"key": "empty", "value": ""}]
    assert code(api.call("POST", f"/notebooks/{IMAGE}/tags/create", {"tags": tags})) == "6404"


@pytest.mark.parametrize(
    "tag", [{"key": "_sys_a"}, {"key": " a"}, {"key": "a "}, {"key": "a#"}, {"key": "a", "value": "#"}, {"value": "a"}]
)
def test_tags_that_are_refused(api: Any, tag: dict[str, str]) -> None:
    key = api.create()["id"]
    assert code(api.call("POST", f"/notebooks/{key}/tags/create", {"tags": [tag]})) in ("6335", "6336")


def test_at_most_twenty_tags(api: Any) -> None:
    key = api.create()["id"]
    tags = [{"key": f"k{number}"} for number in range(20)]
    assert api.call("POST", f"/notebooks/{key}/tags/create", {"tags": tags}).status == 204
    assert code(api.call("POST", f"/notebooks/{key}/tags/create", {"tags": [{"key": "more"}]})) == "6336"


def test_flavors(api: Any) -> None:
    rows = api.call("GET", "/notebooks/flavors").body
    assert rows["total"] == len(rows["data"]) == len(rows["flavors"]) > 5
    gpu = api.call("GET", "/notebooks/flavors", category="gpu").body["data"]
    assert {row["category"] for row in gpu} == {"GPU"}
    dedicated = api.call("GET", "/notebooks/flavors", type="DEDICATED").body["data"]
    assert [row["id"] for row in dedicated] == ["modelarts.pool.cpu.4u"]
    page = api.call("GET", "/notebooks/flavors", limit=2, offset=2).body
    assert (len(page["data"]), page["total"]) == (2, rows["total"])
    key = api.create()["id"]
    switchable = api.call("GET", f"/notebooks/{key}/flavors").body["data"]
    assert {row["id"] for row in switchable} == {FLAVOR, BIGGER}
