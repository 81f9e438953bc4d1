# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Nodes of resource pools: list, show, delete, lock."""

from typing import Any

from ..errors import modelarts
from ..registry import Call, operation
from ..store import Record
from .kubernetes import bad_request, timestamp
from .pool_kind import NODES, POOLS, find, is_prepaid, nodes_of, staying

LOCK = "os.modelarts.node/lock.action"
SYSTEM_CPU, SYSTEM_MEMORY = 80, 1922


@operation("ListPoolNodes")
def list_pool_nodes(call: Call) -> dict[str, Any]:
    """`limit` and `continue` have no effect: the list is always whole, and in the order of the names."""
    rows = sorted(_shown(call, find(call)), key=lambda node: str(node["id"]))
    return {"kind": "NodeList", "apiVersion": "v2", "metadata": {}, "items": [view(call, row) for row in rows]}


@operation("ShowPoolNode")
def show_pool_node(call: Call) -> dict[str, Any]:
    name = call.path["node_name"]
    for node in _shown(call, find(call)):
        if node["id"] == name:
            return view(call, node)
    raise modelarts("50015001", f"Node {name} not found.", 404)


@operation("BatchDeletePoolNodes")
def batch_delete_pool_nodes(call: Call) -> dict[str, Any]:
    """Deletes all of the nodes or none; the counts of the node pools become smaller by themselves."""
    pool, names = find(call), list(dict.fromkeys(call.body["deleteNodeNames"]))
    nodes = {node["id"]: node for node in _shown(call, pool)}
    if not names:
        raise bad_request("deleteNodeNames: names no node")
    if pool["status"] not in ("Running", "Abnormal"):
        raise bad_request(f"the pool {pool['id']} is in phase {pool['status']}")
    for name in names:
        _check_deletable(pool, name, nodes.get(name))
    if len(names) >= len(staying(call.world, pool["id"])):
        raise bad_request("at least one node must be reserved in the resource pool")
    groups = {group["nodePool"]: _without(group, [nodes[name] for name in names]) for group in pool["groups"]}
    pool["groups"] = list(groups.values())
    POOLS.save(call.world, pool)
    for name in names:
        NODES.enter(call.world, nodes[name], "Deleting")
    return {}


@operation("BatchLockPoolNodes")
def batch_lock_pool_nodes(call: Call) -> dict[str, Any]:
    return _set_lock(call, locked=True)


@operation("BatchUnlockPoolNodes")
def batch_unlock_pool_nodes(call: Call) -> dict[str, Any]:
    return _set_lock(call, locked=False)


def view(call: Call, node: Record) -> dict[str, Any]:
    labels = {
        "os.modelarts.node/nodepool": node["node_pool"],
        "os.modelarts/resource.id": node["resource_id"],
        "os.modelarts/tenant.project.id": call.project,
        "os.modelarts/billing.status": "0",
    }
    resources = {"cpu": f"{int(node['cpu']) * 1000 - SYSTEM_CPU}m", "memory": _memory(node), **node.get("cards", {})}
    return {
        "kind": "Node",
        "apiVersion": "v2",
        "metadata": {
            "name": node["id"],
            "creationTimestamp": timestamp(node["created"]),
            "labels": labels,
            "annotations": {LOCK: "delete"} if node.get("locked") else {},
        },
        "spec": {"flavor": node["flavor"], **node["group"]},
        "status": _status(node, resources),
    }


def _status(node: Record, resources: dict[str, str]) -> dict[str, Any]:
    status: dict[str, Any] = {"phase": node["status"], "az": node["zone"]}
    if node["status"] != "Creating":
        number = int(node["resource_id"][:4], 16)
        status["privateIp"] = f"192.168.{number // 256}.{number % 256}"
        status.update(resources=resources, availableResources=resources)
    if node.get("driver", {}).get("status"):
        status["driver"] = {"phase": node["driver"]["status"], "version": node["driver"]["version"]}
    return status


def _memory(node: Record) -> str:
    return f"{int(node['memory'].removesuffix('Gi')) * 1024 - SYSTEM_MEMORY}Mi"


def _shown(call: Call, pool: Record) -> list[Record]:
    """A node is there when its order is through."""
    return [node for node in nodes_of(call.world, pool["id"]) if node["status"] != "Ordered"]


def _check_deletable(pool: Record, name: str, node: Record | None) -> None:
    if node is None:
        raise bad_request(f"deleteNodeNames: the pool {pool['id']} has no node {name}")
    if node["status"] in ("Creating", "Deleting"):
        raise bad_request(f"deleteNodeNames: the node {name} is in phase {node['status']}")
    if node.get("locked"):
        raise bad_request(f"deleteNodeNames: the node {name} is locked against deletion")
    if is_prepaid(pool):
        raise bad_request(f"deleteNodeNames: the node {name} is billed yearly/monthly and must be unsubscribed")


def _without(group: dict[str, Any], nodes: list[Record]) -> dict[str, Any]:
    """A node pool after some nodes have gone."""
    gone = [node["zone"] for node in nodes if node["node_pool"] == group["nodePool"]]
    count = group["count"] - len(gone)
    step = group.get("creatingStep", {}).get("step", 1)
    if count % step:
        raise bad_request(f"deleteNodeNames: the node pool {group['nodePool']} goes in steps of {step} nodes")
    result = {**group, "count": count, "maxCount": min(count, group["maxCount"])}
    if "azs" in group:
        result["azs"] = [{**row, "count": row["count"] - gone.count(row["az"])} for row in group["azs"]]
    return result


def _set_lock(call: Call, *, locked: bool) -> dict[str, Any]:
    """A good answer can tell of nodes that failed."""
    nodes = {node["id"]: node for node in _shown(call, find(call))}
    rows = []
    for name in call.body["nodeNames"]:
        node = nodes.get(name)
        if node:
            node["locked"] = locked
            NODES.save(call.world, node)
        rows.append({"name": name, "status": "success" if node else "failed"})
    return {"nodes": rows}
