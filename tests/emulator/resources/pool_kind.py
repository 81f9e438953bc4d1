# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What a resource pool is: its phases, nodes, drivers and scopes, and how the service shows it.

An order comes first, then its nodes come up, then their drivers, then the scopes of the pool.
"""

import secrets
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind
from ..machine import GONE, Machine
from ..registry import Call
from ..store import Record
from .kubernetes import NAME, WORKSPACE, timestamp
from .resource_flavors import accelerator

if TYPE_CHECKING:
    from ..world import World

ORDER_SECONDS, NODE_SECONDS, DRIVER_SECONDS, SCOPE_SECONDS = 5, 30, 20, 20
FAILED_FOR = 3 * 24 * 3600.0
FAIL_REASON = "The emulator was told to let this fail."
BUCKETS = {
    "Ordered": "creating",
    "Creating": "creating",
    "Checking": "creating",
    "Available": "available",
    "Abnormal": "abnormal",
    "Deleting": "deleting",
}
SHOWN_BUCKETS = ("available", "abnormal", "creating", "deleting")
SCOPES = ("Train", "Infer", "Notebook")
BILLING = "os.modelarts/billing.mode"
PREPAID = "1"


def _node_entered(world: World, node: Record, at: float) -> None:
    if node["status"] == "Available" and node.get("fails"):
        NODES_MACHINE.enter(world, node, "Abnormal", at)
        return
    if node["status"] == "Available" and "driver" in node:
        DRIVER.enter(world, node["driver"], "Creating", at)
    pool = world.store.get("pool", node["pool"])
    if pool:
        _count(world, pool, at)


def _count(world: World, pool: Record, at: float) -> None:
    """Writes down how many nodes are available, abnormal, being created and being deleted, when that has changed."""
    nodes = [node for node in world.store.all("pool_node") if node["pool"] == pool["id"] and node["status"] in BUCKETS]
    found = Counter(BUCKETS[node["status"]] for node in nodes)
    before, counts = pool["counts"], "/".join(str(found[name]) for name in SHOWN_BUCKETS)
    if counts != before:
        pool["counts"] = counts
        bad = counts.split("/")[1] > before.split("/")[1]
        words = "available/abnormal/creating/deleting count"
        message = f"Pool resources status changed, {words} from {before} to {counts}, timestamp: {int(at)}."
        note(world, pool, at, "PoolResourcesStatusChange", message, warning=bad)


def note(world: World, pool: Record, at: float, reason: str, message: str, *, warning: bool = False) -> None:
    """An event of a pool."""
    kind = "Warning" if warning else "Normal"
    pool["events"].append({"at": at, "type": kind, "reason": reason, "message": message})
    POOLS.save(world, pool)


def _pool_entered(world: World, pool: Record, at: float) -> None:
    before, after = pool["phase"], pool["status"]
    pool["phase"] = after
    message = f"Pool status changed, from {before} to {after}."
    note(world, pool, at, "PoolStatusChange", message, warning=after in ("Abnormal", "Error"))


def _running(world: World, pool: Record, at: float) -> None:
    nodes = nodes_of(world, pool["id"])
    if nodes and all(node["status"] == "Abnormal" for node in nodes):
        POOLS_MACHINE.enter(world, pool, "Error", at)
        return
    _pool_entered(world, pool, at)
    drivers = DRIVER_SECONDS if any("driver" in node for node in nodes) else 0
    for scope in pool["scopes"]:
        if scope["status"] == "Enabling":
            SCOPE.enter(world, scope, "Enabling", at + drivers / world.settings.speed)


def _error(world: World, pool: Record, at: float) -> None:
    """The failed pool stays to be looked at for three days, whatever the speed."""
    for node in nodes_of(world, pool["id"]):
        if node["status"] not in ("Abnormal", "Deleting"):
            NODES.enter(world, node, "Abnormal")
    for scope in pool["scopes"]:
        SCOPE.enter(world, scope, "Disabled", at)
    pool["message"] = FAIL_REASON
    _pool_entered(world, pool, at)
    Machine.schedule(pool, at + FAILED_FOR, GONE, since=at)


def _gone(world: World, pool: Record, at: float) -> None:
    for kind in (NODES, ORDERS):
        for record in kind.all(world):
            if record["pool"] == pool["id"]:
                kind.remove(world, record)


POOLS_MACHINE = Machine(
    "pool",
    {"Creating": (ORDER_SECONDS + NODE_SECONDS, "Running"), "Deleting": (30, GONE)},
    {"Running": _running, "Error": _error, GONE: _gone, **dict.fromkeys(("Abnormal", "Deleting"), _pool_entered)},
)
NODES_MACHINE = Machine(
    "pool_node",
    {"Ordered": (ORDER_SECONDS, "Creating"), "Creating": (NODE_SECONDS, "Available"), "Deleting": (10, GONE)},
    dict.fromkeys((*BUCKETS, GONE), _node_entered),
)
DRIVER = Machine("pool_driver", {"Creating": (DRIVER_SECONDS, "Running"), "Upgrading": (DRIVER_SECONDS, "Running")})
SCOPE = Machine("pool_scope", {"Enabling": (SCOPE_SECONDS, "Enabled"), "Disabling": (SCOPE_SECONDS, "Disabled")})
POOLS = Kind("pool", POOLS_MACHINE)
NODES = Kind("pool_node", NODES_MACHINE)
ORDERS = Kind("pool_order")


@NODES.also_settle
def settle_driver(world: World, node: Record) -> bool:
    return "driver" in node and DRIVER.settle(world, node["driver"])


@POOLS.also_settle
def settle_parts(world: World, pool: Record) -> bool:
    nodes_of(world, pool["id"])
    settled = [SCOPE.settle(world, scope) for scope in pool["scopes"]]
    return any(settled)


def find(call: Call) -> Record:
    """The pool of a path."""
    record = POOLS.get(call.world, call.project, call.path["pool_name"])
    if record is None:
        raise modelarts("50015001", f"Pool {call.path['pool_name']} not found.", 404)
    return record


def nodes_of(world: World, pool: str) -> list[Record]:
    return [node for node in NODES.all(world) if node["pool"] == pool]


def staying(world: World, pool: str, node_pool: str | None = None) -> list[Record]:
    """The nodes that are not being deleted, of a pool or of one of its node pools."""
    return [
        node
        for node in nodes_of(world, pool)
        if node["status"] != "Deleting" and node_pool in (None, node["node_pool"])
    ]


def new(name: str, workspace: str, at: float) -> Record:
    return {
        "name": name,
        "workspace": workspace,
        "created": at,
        "labels": {},
        "annotations": {},
        "groups": [],
        "scope": [],
        "scopes": [],
        "network": "",
        "phase": "Creating",
        "counts": "0/0/0/0",
        "events": [],
        "tags": {},
    }


def new_node(pool: Record, group: dict[str, Any], flavor: Record, zone: str, at: float) -> Record:
    prefix = pool["labels"].get("os.modelarts/node.prefix", "os-node-created")
    node: Record = {
        "id": f"{prefix}-{secrets.token_hex(3)[:5]}",
        "pool": pool["id"],
        "node_pool": group["nodePool"],
        "flavor": group["flavor"],
        "zone": zone,
        "created": at,
        "resource_id": str(uuid.uuid4()),
        "group": {key: group[key] for key in ("os", "extendParams", "rootVolume", "dataVolumes") if key in group},
        "cpu": flavor["spec"]["cpu"],
        "memory": flavor["spec"]["memory"],
    }
    kind = accelerator(flavor)
    if kind:
        node.update(accelerator=kind, cards={flavor["resource"]: flavor["spec"][kind]["size"]}, driver={"status": ""})
    return node


def is_prepaid(pool: Record) -> bool:
    return bool(pool["annotations"].get(BILLING) == PREPAID)


def labels(record: Record) -> dict[str, str]:
    return {NAME: record["name"], WORKSPACE: record["workspace"], **record["labels"]}


def view(world: World, record: Record) -> dict[str, Any]:
    metadata: dict[str, Any] = {"name": record["id"], "creationTimestamp": timestamp(record["created"])}
    spec: dict[str, Any] = {
        "type": "Dedicate",
        "scope": record["scope"],
        "resources": sorted(record["groups"], key=lambda group: str(group["nodePool"])),
        "network": {"name": record["network"]},
        "controlMode": 0,
    }
    for name in ("jobFlavors", "driver"):
        if name in record:
            spec[name] = record[name]
    return {
        "kind": "Pool",
        "apiVersion": "v2",
        "metadata": {**metadata, "labels": labels(record), "annotations": record["annotations"]},
        "spec": spec,
        "status": _status(world, record),
    }


def _status(world: World, record: Record) -> dict[str, Any]:
    nodes = nodes_of(world, record["id"])
    status: dict[str, Any] = {
        "phase": record["status"],
        "root": record["id"],
        "scope": [{"scopeType": scope["scopeType"], "state": scope["status"]} for scope in record["scopes"]],
        "resources": _resources(nodes),
    }
    drivers = {kind: _driver(nodes, kind) for kind in ("gpu", "npu") if f"{kind}Version" in record.get("driver", {})}
    if drivers:
        status["driver"] = drivers
    if "message" in record:
        status["message"] = record["message"]
    return status


def _resources(nodes: list[Record]) -> dict[str, Any]:
    """Only what there is: bucket -> a row for each node pool."""
    rows: dict[str, dict[str, Counter[str]]] = {}
    flavors = {node["node_pool"]: node["flavor"] for node in nodes}
    for node in nodes:
        bucket = rows.setdefault(BUCKETS[node["status"]], {})
        bucket.setdefault(node["node_pool"], Counter())[node["zone"]] += 1
    return {
        bucket: [
            {
                "flavor": flavors[name],
                "nodePool": name,
                "count": zones.total(),
                "maxCount": zones.total(),
                "azs": [{"az": zone, "count": count} for zone, count in sorted(zones.items())],
            }
            for name, zones in sorted(groups.items())
        ]
        for bucket, groups in rows.items()
    }


def _driver(nodes: list[Record], kind: str) -> dict[str, Any]:
    """The driver of a pool is as its nodes' drivers are; the worst one counts."""
    drivers = [node["driver"] for node in nodes if node.get("accelerator") == kind and node["driver"]["status"]]
    states = {driver["status"] for driver in drivers} or {"Creating"}
    state = next(name for name in ("Upgrading", "Creating", "Abnormal", "Running") if name in states)
    versions = {driver["version"] for driver in drivers}
    return {"state": state, **({"version": versions.pop()} if versions else {})}
