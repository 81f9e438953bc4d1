# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""OBS and EFS storage mounted into a running notebook."""

from typing import Any

from ..errors import modelarts
from ..kinds import page, public
from ..registry import Call, operation
from ..store import Record
from .notebook_kind import MOUNTS, find, mounts_of, must_run
from .notebook_spec import obs_path


@operation("ListDynamicStorages")
def list_dynamic_storages(call: Call) -> dict[str, Any]:
    notebook = find(call, "instance_id")
    rows = [public(record) for record in mounts_of(call.world, notebook["id"])]
    return {**page(rows, 0, None), "current": 1}


@operation("AttachDynamicStorage")
def attach_dynamic_storage(call: Call) -> dict[str, Any]:
    notebook, body = find(call, "instance_id"), call.body
    must_run(notebook)
    category = body["category"].upper()
    if category != "EFS":
        obs_path(body.get("uri"), "uri")
    for name in ("efs_id", "uri"):
        if category == "EFS" and not body.get(name):
            raise modelarts("6335", f"Invalid request: {name}: this property is required")
    path = body["mount_path"]
    if not path.endswith("/"):
        raise modelarts("6318", "Invalid request: mount_path: the path must end with a slash")
    if path in [record["mount_path"] for record in mounts_of(call.world, notebook["id"])]:
        raise modelarts("6301", f"The mount path {path} already exists.")
    record: Record = {
        "category": "EFS" if category == "EFS" else "OBSFS",
        "mount_path": path,
        "uri": body.get("uri"),
        "mount_type": "DYNAMIC",
        "efs_id": body.get("efs_id"),
        "_notebook": notebook["id"],
    }
    MOUNTS.add(call.world, call.project, record)
    MOUNTS.enter(call.world, record, "MOUNTING")
    return public(record)


@operation("ShowDynamicStorage")
def show_dynamic_storage(call: Call) -> dict[str, Any]:
    return public(_mount(call))


@operation("DetachDynamicStorage")
def detach_dynamic_storage(call: Call) -> dict[str, Any]:
    record = _mount(call)
    if record["status"] in ("MOUNTING", "UNMOUNTING"):
        raise modelarts("6357", f"The storage is in status {record['status']}: another operation is in progress.")
    MOUNTS.enter(call.world, record, "UNMOUNTING")
    return public(record)


def _mount(call: Call) -> Record:
    notebook = find(call, "instance_id")
    record = MOUNTS.get(call.world, call.project, call.path["storage_id"])
    if record is None or record["_notebook"] != notebook["id"]:
        raise modelarts("6404", f"The storage {call.path['storage_id']} does not exist.")
    return record
