# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Images: built-in ones, registered ones, and those saved from a notebook."""

import uuid
from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind, contains, page, public, seed_data, sort
from ..machine import Machine
from ..registry import Call, operation, seed
from ..store import Record
from .notebook_kind import FAIL_REASON, NOTEBOOKS, SNAPSHOT_SECONDS, find, must_run
from .workspaces import DEFAULT, workspace_of

if TYPE_CHECKING:
    from ..world import World

SORTABLE = ("create_at", "update_at", "name", "namespace", "status", "size", "id")
INIT_SECONDS = 5.0
BUILT_AT = 1638234504492
IN_NOTEBOOK = ("id", "name", "swr_path", "tag", "type", "description", "arch", "dev_services", "resource_categories")


def _failed(world: World, record: Record, at: float) -> None:
    record["status_message"] = FAIL_REASON


IMAGES = Kind(
    "image",
    Machine(
        "image",
        {"INIT": (INIT_SECONDS, "CREATING"), "CREATING": (SNAPSHOT_SECONDS - INIT_SECONDS, "ACTIVE")},
        dict.fromkeys(("CREATE_FAILED", "ERROR"), _failed),
    ),
)


@seed
def seed_images(world: World) -> None:
    registry = f"swr.{world.store.all('project')[0]['name']}.example"
    for record in seed_data("images"):
        path = f"{registry}/{record['swr_path']}"
        name, tag = record["name"], path.rpartition(":")[2]
        times = {"create_at": BUILT_AT, "update_at": BUILT_AT}
        state = {"status": "ACTIVE", "type": "BUILD_IN", "workspace_id": DEFAULT, "show_name": name, "show_tag": tag}
        IMAGES.seed(world, {**record, "swr_path": path, "namespace": "atelier", "tag": tag, **state, **times})


def image_of(call: Call, key: str) -> Record:
    """The part of an image that a notebook shows; refuses one that cannot be used."""
    image = IMAGES.get(call.world, call.project, key)
    if image is None or image["status"] != "ACTIVE":
        raise modelarts("6797", f"The image {key} does not exist, or you have no right to use it.")
    return {key: image[key] for key in IN_NOTEBOOK}


@operation("ListImage")
def list_images(call: Call) -> dict[str, Any]:
    query = call.query
    rows = [row for row in matching(call) if contains(row.get("show_name"), query.get("show_name", ""))]
    rows = [row for row in rows if contains(row.get("show_tag"), query.get("show_tag", ""))]
    shown = [public(row) for row in sort(rows, query, SORTABLE, "create_at")]
    return page(shown, query.get("offset", 0), query.get("limit", 200))


@operation("ShowImage")
def show_image(call: Call) -> dict[str, Any]:
    return public(_find(call))


@operation("RegisterImage")
def register_image(call: Call) -> dict[str, Any]:
    body = call.body
    namespace, name, tag = parse_swr_path(body["swr_path"])
    record = {
        "name": name,
        "namespace": namespace,
        "tag": tag,
        "swr_path": body["swr_path"],
        "arch": body.get("arch", "X86_64").lower(),
        "description": body.get("description", ""),
        "dev_services": [service.upper() for service in body.get("services", ["NOTEBOOK", "SSH"])],
        "resource_categories": [category.upper() for category in body.get("resource_category", ["CPU", "GPU"])],
        "service_type": body.get("service_type", "UNKNOWN").upper(),
        "origin": body.get("origin", "CUSTOMIZE").upper(),
        "visibility": body.get("visibility", "PRIVATE").upper(),
        "size": 3376133,
        "flavor_type": body.get("flavor_type"),
        "swr_instance_id": body.get("swr_instance_id"),
        "tags": [_tag(text) for text in body.get("tags", [])],
        "_read_me": body.get("read_me"),
    }
    return _add(call, record, "ACTIVE")


@operation("CreateImage")
def create_image(call: Call) -> dict[str, Any]:
    """Saves a running notebook, which cannot be used meanwhile."""
    notebook, body = find(call, code="6309"), call.body
    must_run(notebook)
    if not body.get("tag"):
        raise modelarts("6335", "Invalid request: tag: this property is required")
    host = body.get("swr_instance_domain") or notebook["image"]["swr_path"].partition("/")[0]
    base = notebook["image"]
    record = {
        "name": body["name"],
        "namespace": body["namespace"],
        "tag": body["tag"],
        "swr_path": f"{host}/{body['namespace']}/{body['name']}:{body['tag']}",
        "arch": base["arch"],
        "description": body.get("description", ""),
        "dev_services": base["dev_services"],
        "resource_categories": base["resource_categories"],
        "service_type": "UNKNOWN",
        "origin": "IMAGE_SAVE",
        "visibility": "PRIVATE",
        "swr_instance_id": body.get("swr_instance_id"),
        "tags": [],
    }
    answer = _add(call, record, "INIT")
    NOTEBOOKS.enter(call.world, notebook, "SNAPSHOTTING")
    return answer


@operation("DeleteImage")
def delete_image(call: Call) -> dict[str, Any]:
    """`force` (query) or `is_force` (body) also deletes what is in SWR, which the emulator does not have."""
    record = _find(call)
    remove(call, record)
    return {**public(record), "status": "DELETED"}


@operation("SyncImage")
def sync_image(call: Call) -> dict[str, Any]:
    return public(_find(call, "image_id"))


def matching(call: Call) -> list[Record]:
    """The images that the filters common to both lists mean."""
    query = call.query
    exact = {"namespace": "namespace", "type": "type", "service_type": "service_type"}
    rows = [
        row
        for row in IMAGES.listed(call.world, call.project)
        if row["type"] == "BUILD_IN" or row["workspace_id"] == query.get("workspace_id", DEFAULT)
        if all(row[key].upper() == query[name].upper() for name, key in exact.items() if name in query)
    ]
    if not query.get("name_fuzzy_match", True):
        return [row for row in rows if row["name"] == query.get("name", row["name"])]
    return [row for row in rows if contains(row["name"], query.get("name", ""))]


def remove(call: Call, record: Record) -> None:
    if record["type"] == "BUILD_IN":
        raise modelarts("0108", f"The built-in image {record['name']} cannot be deleted.", 403)
    if record["status"] in ("INIT", "CREATING"):
        raise modelarts("6357", f"The image is in status {record['status']}: another operation is in progress.")
    IMAGES.remove(call.world, record)


def parse_swr_path(path: str) -> tuple[str, str, str]:
    """Namespace, name and tag of `host[:port]/namespace/name:tag`."""
    location, _colon, tag = path.rpartition(":")
    parts = location.split("/")
    if len(parts) != 3 or not all(parts) or not tag or "/" in tag:
        raise modelarts("6336", "Invalid request: swr_path: must be host/namespace/name:tag")
    return parts[1], parts[2], tag


def _add(call: Call, record: Record, status: str) -> dict[str, Any]:
    for row in IMAGES.all(call.world, call.project):
        if row["swr_path"] == record["swr_path"]:
            raise modelarts("6737", f"The tag {record['tag']} of the image {record['name']} already exists.")
    now = call.world.clock.ms()
    record["workspace_id"] = workspace_of(call, call.body.get("workspace_id"))
    record.update(type="DEDICATED", create_at=now, update_at=now, id=str(uuid.uuid4()))
    IMAGES.add(call.world, call.project, record)
    IMAGES.enter(call.world, record, status)
    return public(record)


def _find(call: Call, key: str = "id") -> Record:
    record = IMAGES.get(call.world, call.project, call.path[key])
    if record is None:
        raise modelarts("6404", f"The image {call.path[key]} does not exist.")
    return record


def _tag(text: str) -> dict[str, str]:
    key, _sign, value = text.partition("=")
    return {"key": key, "value": value}
