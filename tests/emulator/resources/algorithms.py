# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Algorithms: code, engine and declared parameters from which training jobs are made."""

import uuid
from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind, contains
from ..registry import Answer, Call, operation
from ..store import Record
from . import algorithm_spec as spec
from .training_code import invalid
from .workspaces import DEFAULT, workspace_of

if TYPE_CHECKING:
    from ..world import World

ALGORITHMS = Kind("algorithm")
SORTABLE = ("create_time", "update_time", "name", "size", "id")
LIMIT = 10
PARTS = ("metadata", "job_config", "resource_requirements", "advanced_config")


@ALGORITHMS.also_settle
def complete(world: World, record: Record) -> bool:
    """Fills in what an algorithm lacks that a test has put there by hand."""
    if "advanced_config" in record:
        return False
    name = record.pop("name", record["id"])
    record["metadata"] = {**_metadata(world, record["id"], {"name": name}), **record.get("metadata", {})}
    record["job_config"] = {"parameters_customization": False, **record.get("job_config", {})}
    record["resource_requirements"] = record.get("resource_requirements")
    record["advanced_config"] = {}
    return True


@operation("CreateAlgorithm")
def create_algorithm(call: Call) -> dict[str, Any]:
    given = call.body.get("metadata")
    if given is None:
        raise invalid("metadata", "is required")
    workspace = workspace_of(call, given.get("workspace_id"))
    _check_name(call, given["name"], workspace)
    _check_quota(call)
    key = str(uuid.uuid4())
    metadata = {**_metadata(call.world, key, given), "workspace_id": workspace, "domain_id": call.user["domain_id"]}
    metadata["tags"] = given.get("tags") or None
    record = {"id": key, "metadata": metadata, **spec.parts(call, call.body, {})}
    ALGORITHMS.add(call.world, call.project, record)
    return view(record)


@operation("ListAlgorithms")
def list_algorithms(call: Call) -> dict[str, Any]:
    """The setting algorithm_offset says whether `offset` counts pages or records."""
    query = call.query
    limit, offset, sort_by = query.get("limit", LIMIT), query.get("offset", 0), query.get("sort_by", "create_time")
    if sort_by not in SORTABLE:
        raise modelarts("2790", f"Unsupported sorting item ({sort_by}).")
    order = query.get("order", "desc").lower()
    rows = _matching(call)
    rows = sorted(rows[::-1] if order == "desc" else rows, key=lambda row: _rank(row, sort_by), reverse=order == "desc")
    start = offset * limit if call.world.settings.algorithm_offset == "page" else offset
    items = [view(row) for row in rows[start : start + limit]]
    return {
        "total": len(rows),
        "count": len(items),
        "limit": limit,
        "offset": offset,
        "sort_by": sort_by,
        "order": order,
        "group_by": query.get("group_by", ""),
        "items": items,
    }


@operation("ShowAlgorithmByUuid")
def show_algorithm(call: Call) -> dict[str, Any]:
    return view(find(call, call.path["algorithm_id"]))


@operation("ChangeAlgorithm")
def change_algorithm(call: Call) -> dict[str, Any]:
    """The body is the whole object; only an array that it leaves out stays as it was."""
    record = find(call, call.path["algorithm_id"])
    given, present = call.body.get("metadata", {}), record["metadata"]
    for name in ("id", "name", "workspace_id"):
        if given.get(name, present[name]) != present[name]:
            raise invalid(f"metadata.{name}", "cannot be changed")
    parts = spec.parts(call, call.body, record)
    metadata = {**present, "description": given.get("description", ""), "update_time": call.world.clock.ms()}
    if "tags" in given:
        metadata["tags"] = given["tags"] or None
    record.update(parts, metadata=metadata)
    ALGORITHMS.save(call.world, record)
    return view(record)


@operation("DeleteAlgorithm")
def delete_algorithm(call: Call) -> Answer:
    ALGORITHMS.remove(call.world, find(call, call.path["algorithm_id"]))
    return Answer()


def find(call: Call, key: str) -> Record:
    record = ALGORITHMS.get(call.world, call.project, key)
    if record is None:
        raise modelarts("2755", "algorithm not found.")
    return record


def view(record: Record) -> dict[str, Any]:
    return {name: record[name] for name in PARTS}


def _metadata(world: World, key: str, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": key,
        "name": given["name"],
        "description": given.get("description", ""),
        "create_time": world.clock.ms(),
        "workspace_id": DEFAULT,
        "ai_project": given.get("ai_project", "default-ai-project"),
        "user_name": "",
        "domain_id": world.store.all("user")[0]["domain_id"],
        "source": "custom",
        "api_version": "",
        "is_valid": True,
        "state": "",
        "size": 4791,
        "tags": None,
        "attr_list": None,
        "version_num": 0,
        "update_time": 0,
    }


def _matching(call: Call) -> list[Record]:
    workspace = call.query.get("workspace_id", DEFAULT)
    key, colon, text = call.query.get("searches", "name:").partition(":")
    if key != "name" or not colon:
        raise modelarts("2789", f"Unsupported filtering item ({key}).")
    return [
        row
        for row in ALGORITHMS.listed(call.world, call.project)
        if row["metadata"]["workspace_id"] == workspace and contains(row["metadata"]["name"], text)
    ]


def _rank(record: Record, key: str) -> Any:
    return record["metadata"][key]


def _check_name(call: Call, name: str, workspace: str) -> None:
    for row in ALGORITHMS.all(call.world, call.project):
        if (row["metadata"]["name"], row["metadata"]["workspace_id"]) == (name, workspace):
            raise modelarts("2821", f"Duplicate algorithm (name {name}).")


def _check_quota(call: Call) -> None:
    most = call.world.settings.quota.get("algorithm")
    if most is not None and len(ALGORITHMS.all(call.world, call.project)) >= most:
        raise modelarts("2815", f"Exceed quota limit of resource(algorithm): {most}.")
