# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Image groups: the versions of one name in one SWR organization."""

import uuid
from typing import Any

from ..errors import modelarts
from ..kinds import Kind, page
from ..registry import Call, operation
from ..store import Record
from .images import IMAGES, matching, remove
from .notebook_kind import NOTEBOOKS

NOTES = Kind("image_group")


@operation("ListImageGroup")
def list_image_groups(call: Call) -> dict[str, Any]:
    groups: dict[tuple[str, str], list[Record]] = {}
    for row in matching(call):
        if row["type"] == call.query.get("type", "DEDICATED").upper():
            groups.setdefault((row["namespace"], row["name"]), []).append(row)
    shown = [
        {
            "id": group_id(call.project, namespace, name),
            "namespace": namespace,
            "name": name,
            "create_at": min(row["create_at"] for row in rows),
            "update_at": max(row["update_at"] for row in rows),
            "version_count": len(rows),
            "read_me": _note(call, namespace, name).get("read_me"),
        }
        for (namespace, name), rows in sorted(groups.items())
    ]
    frame = page(shown, call.query.get("offset", 0), call.query.get("limit"))
    return {**frame, "current": frame["current"] + 1, "is_swr_enterprise": False}


@operation("UpdateImageGroup")
def update_image_group(call: Call) -> dict[str, Any]:
    _versions(call)
    note = NOTES.get(call.world, call.project, call.path["id"]) or {"id": call.path["id"]}
    NOTES.add(call.world, call.project, {**note, **call.body})
    return {}


@operation("DeleteImageGroup")
def delete_image_group(call: Call) -> dict[str, Any]:
    """Every version goes; refused while a notebook uses one."""
    rows = _versions(call)
    used = {record["image"]["id"] for record in NOTEBOOKS.all(call.world, call.project)}
    if any(row["id"] in used for row in rows):
        raise modelarts("6357", "An image of the group is used by a notebook instance.")
    for row in rows:
        remove(call, row)
    return {}


def group_id(project: str, namespace: str, name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{project}/{namespace}/{name}"))


def _note(call: Call, namespace: str, name: str) -> Record:
    return NOTES.get(call.world, call.project, group_id(call.project, namespace, name)) or {}


def _versions(call: Call) -> list[Record]:
    key = call.path["id"]
    rows = IMAGES.all(call.world, call.project)
    rows = [row for row in rows if group_id(call.project, row["namespace"], row["name"]) == key]
    if not rows:
        raise modelarts("6404", f"The image group {key} does not exist.")
    return rows
