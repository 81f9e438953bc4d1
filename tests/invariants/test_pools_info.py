# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read of dedicated resource pools, and the removal of nodes, on the emulator and its pool "emulator"."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from tests.emulator.testing import Emulator
from tests.support import call, done, names

POOL = "emulator-86c13962597848eeb29c5861153a391f"


@pytest.mark.parametrize("pool", ["emulator", POOL])
def test_the_usage_of_one_pool_is_found_by_name_and_id(emulator: Emulator, pool: str) -> None:
    (usage,) = done("resource_pool_usage_info", {"pool_id": pool})["resource_pool_usages"]
    assert usage["metadata"]["name"] == POOL


@pytest.mark.parametrize("pool", ["emulator", POOL])
def test_what_runs_in_a_pool_is_counted(emulator: Emulator, pool: str) -> None:
    emulator.put("workload", "first", pool=POOL, type="train")
    counted = done("resource_pool_statistics_info", {"pool_id": pool})["resource_pool_statistics"]
    assert counted == [{"type": "train", "total": 1, "status": {"Running": 1}}]


def test_pools_of_a_workspace_are_counted(emulator: Emulator) -> None:
    done("resource_pool_statistics_info", {"workspace_id": "a" * 32})
    assert emulator.requests(operation="ShowPoolStatistics")[0]["query"] == {"workspaceId": "a" * 32}


@pytest.mark.parametrize("module", ["network_info", "resource_pool_info"])
def test_what_a_label_selector_finds_has_no_fuzzy_names(module: str) -> None:
    assert "names" in names(module)
    assert "name_fuzzy" not in names(module)


@pytest.mark.parametrize("check", [False, True])
def test_nodes_of_a_pool_that_is_not_there_are_gone(emulator: Emulator, check: bool) -> None:
    result = done("resource_pool_node", {"pool_id": "none", "names": ["first"]}, check=check)
    assert result["changed"] is False
    assert emulator.writes() == []


@pytest.mark.parametrize("place", ["", ".", ".."])
def test_a_part_without_a_name_is_refused(emulator: Emulator, place: str) -> None:
    result = call("os_config_info", {"fields": ["poolQuota", place]})
    assert result["msg"] == "fields must be dotted names such as metadata.name"


@pytest.mark.parametrize("places", [["a", "a.b"], ["a.b", "a"], ["a.", "a.b"], ["[a]", "a.b", "a"]])
@pytest.mark.parametrize("value", ["text", None, {"b": 1}])
def test_a_part_of_what_is_picked_is_in_it_however_it_is_written(places: list[str], value: Any) -> None:
    assert trees.picked({"a": value, "c": 1}, places) == {"a": value}
