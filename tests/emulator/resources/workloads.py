# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What runs in a resource pool: its notebooks, and whatever a test puts there as `workload`."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from ..kinds import Kind
from ..registry import Call, operation
from ..store import Record
from .kubernetes import bad_request
from .notebook_kind import NOTEBOOKS
from .pool_kind import find

if TYPE_CHECKING:
    from ..world import World

WORKLOADS = Kind("workload")
PAGE = 500
TYPES = ("train", "infer", "notebook")
NOTEBOOK_STATUS = {
    "CREATING": "Creating",
    "STARTING": "Creating",
    "RUNNING": "Running",
    "SNAPSHOTTING": "Running",
    "STOPPING": "Terminating",
    "DELETING": "Terminating",
}


@operation("ListWorkloads")
def list_workloads(call: Call) -> dict[str, Any]:
    """Newest first unless `ascend` is asked for."""
    query = call.query
    rows = [
        row
        for row in _rows(call.world, call.project, find(call)["id"])
        if query.get("type", row["type"]).lower() == row["type"]
        if query.get("status", row["status"]).upper() == row["status"].upper()
        if not query.get("hostip") or set(query["hostip"]) & set(row.get("hostIps", "").split(","))
    ]
    rows.sort(key=lambda row: int(row["createTime"]), reverse=not query.get("ascend", False))
    first, limit = _offset(query.get("offset", "")), query.get("limit") or PAGE
    return {"kind": "WorkloadList", "apiVersion": "v1", "items": rows[first : first + limit]}


@operation("ShowWorkloadStatistics")
def show_workload_statistics(call: Call) -> dict[str, Any]:
    rows = _rows(call.world, call.project, find(call)["id"])
    items = []
    for kind in TYPES:
        found = Counter(row["status"] for row in rows if row["type"] == kind)
        if found:
            items.append({"type": kind, "total": found.total(), "status": dict(found)})
    return {"statistics": {"total": len(rows), "items": items}}


def _offset(text: str) -> int:
    if text and not text.isdecimal():
        raise bad_request(f"offset: {text} is no number")
    return int(text or 0)


def _rows(world: World, project: str, pool: str) -> list[dict[str, Any]]:
    rows = [_view(row) for row in WORKLOADS.all(world, project) if row.get("pool") == pool]
    for notebook in NOTEBOOKS.all(world, project):
        if (notebook.get("pool") or {}).get("id") == pool and notebook["status"] in NOTEBOOK_STATUS:
            rows.append(_notebook(notebook))
    return rows


def _view(record: Record) -> dict[str, Any]:
    """A workload needs `pool` and `type`; the rest has defaults."""
    row = {key: value for key, value in record.items() if key not in ("id", "pool") and not key.startswith("_")}
    defaults = {"name": record["id"], "jobName": record["id"], "uid": record["id"], "status": "Running"}
    frame = {"kind": "Workload", "apiVersion": "v1", "namespace": record["pool"], "createTime": 0}
    return {**frame, **defaults, **row}


def _notebook(record: Record) -> dict[str, Any]:
    return {
        "kind": "Workload",
        "apiVersion": "v1",
        "type": "notebook",
        "namespace": record["pool"]["id"],
        "name": record["name"],
        "jobName": record["name"],
        "uid": record["id"],
        "jobUUID": record["id"],
        "flavor": record["flavor"],
        "status": NOTEBOOK_STATUS[record["status"]],
        "createTime": record["create_at"],
    }
