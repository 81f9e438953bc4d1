# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Notebooks: create, list, show, update, delete, start, stop."""

import uuid
from typing import Any

from ..errors import modelarts
from ..kinds import contains, page, sort
from ..registry import Call, operation
from ..store import Record
from . import notebook_spec as spec
from .images import image_of
from .notebook_flavors import FLAVORS, fits, flavor_of, switchable
from .notebook_kind import BUSY, NOTEBOOKS, VOLUME, conflict, find, touch, view
from .pools import pool_of
from .workspaces import DEFAULT, workspace_of

SORTABLE = ("create_at", "update_at", "name", "status", "flavor", "id")
LIVE = {"name", "description", "storage_new_size", "hooks"}
CUSTOM_FLAVOR = "custom.flavor.spec.code"
STORAGES = ["EVS", "EFS", "OBS", "OBSFS"]
KEPT = ("run_user", "affinity", "custom_spec", "user_vpc")


@operation("CreateNotebook")
def create_notebook(call: Call) -> dict[str, Any]:
    world, body, user = call.world, call.body, call.user
    feature = body.get("feature", "NOTEBOOK").upper()
    flavor, image = _flavor(call), image_of(call, body["image_id"])
    _check_combination(body, feature, flavor, image)
    _check_quota(call, feature)
    now = world.clock.ms()
    record = {
        "name": body["name"],
        "description": body.get("description", ""),
        "feature": feature,
        "flavor": flavor["id"],
        "image": image,
        "lease": spec.lease_of(call, body),
        "volume": spec.volume(body["volume"], flavor),
        "endpoints": spec.endpoints(body.get("endpoints", [])),
        "data_volumes": spec.data_volumes(body.get("data_volumes", [])),
        "workspace_id": workspace_of(call, body.get("workspace_id")),
        "pool": pool_of(call, body["pool_id"]) if body.get("pool_id") else None,
        "tags": [],
        "token": str(uuid.uuid4()),
        "user_id": user["id"],
        "create_at": now,
        "update_at": now,
        "_hooks": spec.hooks(body.get("hooks", {})),
        "_public_network_config": body.get("public_network_config"),
        **{key: body[key] for key in KEPT if key in body},
    }
    if record["volume"]["category"] == "EVS":
        VOLUME.enter(world, record["volume"], "INITIALIZING")
    NOTEBOOKS.add(world, call.project, record)
    NOTEBOOKS.enter(world, record, "CREATING")
    return view(world, record)


@operation("ListNotebooks")
def list_notebooks(call: Call) -> dict[str, Any]:
    return _list(call, own=True)


@operation("ListAllNotebooks")
def list_all_notebooks(call: Call) -> dict[str, Any]:
    if not call.user["admin"]:
        raise modelarts("0108", "Only an administrator may list the instances of all users.", 403)
    return _list(call, own=False)


@operation("ShowNotebook")
def show_notebook(call: Call) -> dict[str, Any]:
    return view(call.world, find(call))


@operation("UpdateNotebook")
def update_notebook(call: Call) -> dict[str, Any]:
    record, body = find(call, code="6309"), call.body
    _check_update_status(call, record, set(body))
    changes: Record = {key: body[key] for key in ("name", "description", "affinity", "custom_spec") if key in body}
    image = image_of(call, body["image_id"]) if "image_id" in body else record["image"]
    if "flavor" in body:
        if body["flavor"] not in [row["id"] for row in switchable(call, record["flavor"])]:
            flavor_of(call, body["flavor"])
            raise modelarts("6792", f"The flavor {record['flavor']} cannot be changed to {body['flavor']}.")
        changes["flavor"] = flavor_of(call, body["flavor"])["id"]
    flavor = FLAVORS.get(call.world, call.project, changes.get("flavor") or record["flavor"])
    if flavor and "image_id" in body:
        fits(flavor, image)
    changes["image"] = image
    if "endpoints" in body:
        changes["endpoints"] = spec.endpoints(body["endpoints"])
    if "data_volumes" in body:
        changes["data_volumes"] = spec.data_volumes(body["data_volumes"])
    if "hooks" in body:
        changes["_hooks"] = spec.hooks(body["hooks"])
    if "public_network_config" in body:
        changes["_public_network_config"] = body["public_network_config"]
    if "storage_new_size" in body:
        _grow(call, record, body["storage_new_size"])
    if "dew_secret_name" in body:
        record["volume"]["dew_secret_name"] = body["dew_secret_name"]
    record.update(changes)
    touch(call, record)
    return view(call.world, record)


@operation("DeleteNotebook")
def delete_notebook(call: Call) -> dict[str, Any]:
    record = find(call, code="6309")
    if record["status"] in BUSY:
        raise conflict(record)
    record["update_at"] = call.world.clock.ms()
    NOTEBOOKS.enter(call.world, record, "DELETING")
    return view(call.world, record)


@operation("StartNotebook")
def start_notebook(call: Call) -> dict[str, Any]:
    record = find(call, code="6309")
    _not_frozen(record)
    if record["status"] not in ("STOPPED", "START_FAILED"):
        raise conflict(record)
    flavor = FLAVORS.get(call.world, call.project, record["flavor"])
    if flavor and flavor["sold_out"]:
        raise modelarts("6360", "There are no resources left to start the instance.")
    now = call.world.clock.ms()
    record["lease"] = spec.lease(now, call.query.get("duration"), call.query.get("type"))
    record["update_at"] = now
    record.pop("fail_reason", None)
    NOTEBOOKS.enter(call.world, record, "STARTING")
    return view(call.world, record)


@operation("StopNotebook")
def stop_notebook(call: Call) -> dict[str, Any]:
    record = find(call, code="6309")
    _not_frozen(record)
    if record["status"] != "RUNNING":
        raise conflict(record)
    record["update_at"] = call.world.clock.ms()
    NOTEBOOKS.enter(call.world, record, "STOPPING")
    return view(call.world, record)


def _flavor(call: Call) -> Record:
    """The flavor that a create asks for: one of the list, or one made to measure, which has one name for all."""
    custom = call.body.get("custom_spec")
    if custom is None:
        if "flavor" not in call.body:
            raise modelarts("6335", "Invalid request: flavor: this property is required")
        return flavor_of(call, call.body["flavor"])
    if not call.body.get("pool_id"):
        raise modelarts("6336", "Invalid request: custom_spec: only for dedicated resource pools")
    size = {"arch": custom["arch"], "category": custom["category"].upper()}
    return {"id": CUSTOM_FLAVOR, "feature": "NOTEBOOK", "_type": "DEDICATED", "storages": STORAGES, **size}


def _check_combination(body: dict[str, Any], feature: str, flavor: Record, image: Record) -> None:
    if flavor["feature"] != feature:
        raise modelarts("6870", f"The flavor {flavor['id']} does not support the feature {feature}.")
    if (flavor["_type"] == "DEDICATED") != bool(body.get("pool_id")):
        raise modelarts("6323", f"The flavor {flavor['id']} is not supported by this kind of resource pool.")
    fits(flavor, image)
    services = {
        endpoint.get("service", endpoint.get("dev_service", "")).upper() for endpoint in body.get("endpoints", [])
    }
    if "NOTEBOOK" not in image["dev_services"] and "SSH" not in services:
        raise modelarts("6768", f"The image {image['name']} needs an SSH endpoint.")


def _check_quota(call: Call, feature: str) -> None:
    own = [row for row in NOTEBOOKS.all(call.world, call.project) if row["user_id"] == call.user["id"]]
    if feature == "DEFAULT" and any(row["feature"] == "DEFAULT" for row in own):
        raise modelarts("6302", "The quota of CodeLab instances is used up: each user can have one.")
    most = call.world.settings.quota.get("notebook")
    if most is not None and len(NOTEBOOKS.all(call.world, call.project)) >= most:
        raise modelarts("6302", f"The quota of {most} notebook instances is used up.")


def _check_update_status(call: Call, record: Record, names: set[str]) -> None:
    _not_frozen(record)
    status = record["status"]
    if status in BUSY:
        raise conflict(record)
    rule = call.world.settings.update_rule
    live = {"by_field": ("RUNNING", "STOPPED"), "stopped": ("STOPPED",), "running": ("RUNNING",)}[rule]
    fixed = sorted(name for name in names if status not in (live if name in LIVE else ("STOPPED",)))
    if fixed:
        raise modelarts("6347", f"The parameter {', '.join(fixed)} cannot be modified in status {status}.")


def _not_frozen(record: Record) -> None:
    if record["status"] == "FROZEN":
        raise modelarts("6326", "The instance is frozen because of the arrears of the account.")


def _grow(call: Call, record: Record, size: int) -> None:
    volume = record["volume"]
    if volume["category"] != "EVS":
        raise modelarts("6324", f"The storage type {volume['category']} cannot be expanded.")
    if size <= volume["capacity"]:
        raise modelarts("6331", f"The disk size {size} is not larger than the present {volume['capacity']} GB.")
    if volume.get("status"):
        raise modelarts("6357", f"The volume is in status {volume['status']}: another operation is in progress.")
    volume["capacity"] = size
    VOLUME.enter(call.world, volume, "RESIZING")


def _list(call: Call, *, own: bool) -> dict[str, Any]:
    query = call.query
    workspace = query.get("workspace_id", query.get("workspaceId", DEFAULT))
    feature = query.get("feature", "NOTEBOOK").upper()
    rows = [
        row
        for row in NOTEBOOKS.listed(call.world, call.project)
        if row["workspace_id"] == workspace
        and row["feature"] == feature
        and (row["user_id"] == call.user["id"] or not own)
        and _matches(call, row)
    ]
    answer = page(sort(rows, query, SORTABLE, "create_at"), query.get("offset", 0), query.get("limit", 10))
    return {**answer, "data": [view(call.world, row, listed=True) for row in answer["data"]]}


def _matches(call: Call, row: Record) -> bool:
    query = call.query
    exact = {
        "status": row["status"],
        "pool_id": (row["pool"] or {}).get("id"),
        "owner": row["user_id"],
        "image_id": row["image"]["id"],
        "id": row["id"],
    }
    fuzzy = {
        "name": row["name"],
        "flavor": row["flavor"],
        "description": row["description"],
        "swr_path": row["image"]["swr_path"],
        "pool_name": (row["pool"] or {}).get("name"),
    }
    if not {"ip", "billing", "username"}.isdisjoint(query):
        shown = view(call.world, row)
        exact.update(ip=shown.get("ip"), billing=shown["billing_items"][0])
        fuzzy["username"] = shown["user"]["name"]
    return (
        all(str(value).upper() == query[name].upper() for name, value in exact.items() if name in query)
        and all(contains(value, query[name]) for name, value in fuzzy.items() if name in query)
        and _has_tags(row, query.get("tags", ""))
    )


def _has_tags(row: Record, wanted: str) -> bool:
    """`key|value,key|value`; a key alone asks for any value."""
    present = {tag["key"]: tag["value"] for tag in row["tags"]}
    for pair in filter(None, wanted.split(",")):
        key, separator, value = pair.partition("|")
        if key not in present or (separator and present[key] != value):
            return False
    return True
