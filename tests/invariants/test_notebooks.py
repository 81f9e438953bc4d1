# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where notebooks, leases and mounts are found, and what a change leaves as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.support import LARGE, NOTEBOOK, call, done

WORKSPACE = "0123456789abcdef0123456789abcdef"
EFS = "0a4e60b9-6a1f-4d4b-9f0e-000000000001"
CODELAB: dict[str, Any] = {**NOTEBOOK, "feature": "DEFAULT", "flavor": "modelarts.vm.cpu.free"}


def test_in_another_workspace(emulator: Emulator) -> None:
    emulator.put("workspace", WORKSPACE, name="other")
    here = done("notebook", NOTEBOOK)["notebook"]["id"]
    there = done("notebook", {**NOTEBOOK, "workspace_id": WORKSPACE})["notebook"]["id"]
    assert here != there
    assert not done("notebook", {**NOTEBOOK, "workspace_id": WORKSPACE})["changed"]
    assert not done("notebook", {"id": there})["changed"]  # the id says it all
    assert done("notebook", {"id": there, "description": "second"})["changed"]
    assert [row["id"] for row in done("notebook_info", {"workspace_id": WORKSPACE})["notebooks"]] == [there]
    assert done("notebook", {"name": "first", "workspace_id": WORKSPACE, "state": "absent"})["changed"]
    assert [row["id"] for row in emulator.objects("notebook")] == [here]


def test_a_codelab_instance_is_found_as_any_other(emulator: Emulator) -> None:
    id = done("notebook", CODELAB)["notebook"]["id"]
    again = done("notebook", CODELAB)
    assert not again["changed"] and again["notebook"]["id"] == id
    assert done("notebook", {"name": "first", "feature": "DEFAULT", "state": "absent"})["changed"]
    assert emulator.objects("notebook") == []


def test_one_among_many_with_names_like_it(emulator: Emulator) -> None:
    """The service's filter is fuzzy, its pages are short; a name means one object all the same."""
    id = done("notebook", NOTEBOOK)["notebook"]["id"]
    (row,) = emulator.objects("notebook")
    for number in range(120):
        other = {name: value for name, value in row.items() if name != "id"}
        emulator.put("notebook", f"00000000-0000-4000-8000-{number:012d}", **{**other, "name": f"first-{number}"})
    unchanged = done("notebook", NOTEBOOK)
    assert not unchanged["changed"] and unchanged["notebook"]["id"] == id
    assert [row["id"] for row in done("notebook_info", {"name": "first"})["notebooks"]] == [id]
    assert len(done("notebook_info", {})["notebooks"]) == 121
    assert len(done("notebook_info", {"name": "first-1", "name_fuzzy": True, "limit": 7})["notebooks"]) == 7


@pytest.mark.parametrize("lease", [{"type": "IDLE", "duration": "4h"}, {"enable": False}])
def test_a_restart_in_between_leaves_the_lease_as_it_was(emulator: Emulator, lease: dict[str, Any]) -> None:
    done("notebook", {**NOTEBOOK, "lease": lease})
    (before,) = emulator.objects("notebook")
    changed = done("notebook", {**NOTEBOOK, "flavor": LARGE})
    assert [step["action"] for step in changed["plan"]] == ["stop", "update", "start"]
    (after,) = emulator.objects("notebook")
    for name in ("enable", "type", "length"):
        assert after["lease"][name] == pytest.approx(before["lease"][name], abs=60000), name


@pytest.mark.parametrize("state", ["present", "absent"])
def test_mounts_do_not_survive_a_stop(emulator: Emulator, state: str) -> None:
    mount = {"notebook_id": "first", "mount_path": "/data/input/", "uri": "obs://bucket/input/", "state": state}
    done("notebook", NOTEBOOK)
    done("notebook_storage", {**mount, "state": "present"})
    done("notebook", {"name": "first", "state": "stopped"})
    stopped = call("notebook_storage", mount)
    if state == "absent":
        assert not stopped["changed"] and not stopped.get("failed")
    else:
        assert stopped["failed"] and "must be running" in stopped["msg"] and stopped["changed"] is False
        done("notebook", {"name": "first", "state": "started"})
        assert done("notebook_storage", mount)["changed"]


def test_the_token_of_a_notebook_is_shown_on_demand_only(emulator: Emulator) -> None:
    results = [
        done("notebook", NOTEBOOK),
        done("notebook", {**NOTEBOOK, "description": "second"}),
        done("notebook_info", {}),
        done("notebook", {"name": "first", "state": "absent"}, check=True, diff=True),
    ]
    token = emulator.objects("notebook")[0]["token"]
    assert token not in str(results)
    assert done("notebook_info", {"include": ["token"]})["notebooks"][0]["token"] == token


@pytest.mark.parametrize("options", [{"id": None}, {"name": None}, {"id": None, "name": None}])
def test_null_in_place_of_a_name_means_no_notebook(emulator: Emulator, options: dict[str, Any]) -> None:
    """Above all not the only one that there is."""
    done("notebook", NOTEBOOK)
    mark = emulator.last_request()
    for state in ("present", "stopped", "absent"):
        assert call("notebook", {**options, "state": state})["failed"]
    assert emulator.writes(mark) == [] and len(emulator.objects("notebook")) == 1


def test_a_pool_by_name_costs_one_request_when_it_must_be_looked_up(emulator: Emulator) -> None:
    volume = {"category": "EFS", "ownership": "DEDICATED", "uri": "192.0.2.9:/", "id": EFS, "capacity": 500}
    task = {**NOTEBOOK, "flavor": "modelarts.pool.cpu.4u", "volume": volume, "resource_pool": "emulator"}
    mark = emulator.last_request()
    made = done("notebook", task)["notebook"]
    assert made["pool"]["name"] == "emulator" != made["pool"]["id"]
    assert [request["operation"] for request in emulator.requests(mark)][:3] == [
        "ListNotebooks",
        "ListPools",
        "CreateNotebook",
    ]
    mark = emulator.last_request()
    assert not done("notebook", task)["changed"]
    assert len(emulator.requests(mark)) == 1
    assert [row["id"] for row in done("notebook_info", {"resource_pool": "emulator"})["notebooks"]] == [made["id"]]
    assert done("notebook_info", {"resource_pool": "none"})["notebooks"] == []
    refused = call("notebook", {**task, "resource_pool": "none", "name": "other"})
    assert refused["msg"] == "pool_id: there is no resource pool none"


def test_a_notebook_without_a_volume_gets_a_cloud_disk(emulator: Emulator) -> None:
    task = {name: value for name, value in NOTEBOOK.items() if name != "volume"}
    made = done("notebook", task)
    assert made["plan"][0]["body"]["volume"] == {"category": "EVS", "ownership": "MANAGED"}
    assert made["notebook"]["volume"]["capacity"] == 5
    grown = {**task, "volume": {"capacity": 10}}
    assert done("notebook", grown)["notebook"]["volume"]["capacity"] == 10
    assert not done("notebook", grown)["changed"] and not done("notebook", task)["changed"]
    result = call("notebook", {**task, "volume": {"uri": "obs://bucket/folder/"}})
    assert result["failed"] and result["msg"] == "volume.category is required with volume.uri"


def test_tags_are_texts_whatever_yaml_reads(emulator: Emulator) -> None:
    """keep: true is what users write; the service knows texts alone."""
    task = {**NOTEBOOK, "tags": {"keep": True, "year": 2026}}
    assert done("notebook", task)["notebook"]["tags"] == [
        {"key": "keep", "value": "true"},
        {"key": "year", "value": "2026"},
    ]
    assert not done("notebook", task)["changed"]
    assert len(done("notebook_info", {"tags": {"keep": True}})["notebooks"]) == 1
