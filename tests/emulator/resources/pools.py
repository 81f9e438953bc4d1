# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Resource pools: create, list, show, update, delete; and what other families ask for."""

import uuid
from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..registry import Call, operation, seed
from ..store import Record
from . import network_kind, pool_kind
from . import pool_spec as spec
from .kubernetes import (
    DESCRIPTION,
    NAME,
    WORKSPACE,
    bad_request,
    generated_name,
    patched,
    selects,
    timestamp,
)
from .os_config import POOL_QUOTA
from .pool_kind import BILLING, DRIVER, NODES, ORDERS, POOLS, SCOPE, find, labels, staying, view
from .pool_spec import Group
from .resource_flavors import FLAVORS, accelerator, flavor_of
from .workspaces import DEFAULT, workspace_of

if TYPE_CHECKING:
    from ..world import World

SEEDED = "emulator-86c13962597848eeb29c5861153a391f"
SEEDED_FLAVOR = "modelarts.vm.cpu.4ud"
FILTER = {"created": ("Running", "Abnormal", "Deleting"), "failed": ("Error",), "creating": ("Creating",)}
VALID = ("created", "creating")
PAYMENT = ("os.modelarts/auto.pay", "os.modelarts/service.console.url")
ORDER_NAME = "os.modelarts/order.name"


@seed
def seed_pools(world: World) -> None:
    if world.store.get("pool", SEEDED):
        return
    now = world.clock.now()
    group: Group = {"flavor": SEEDED_FLAVOR, "count": 2, "maxCount": 2, "nodePool": f"{SEEDED_FLAVOR}-default"}
    group.update(extendParams=spec.EXTEND_PARAMS, os={"name": spec.OS})
    pool = {**pool_kind.new("emulator", DEFAULT, now), "id": SEEDED, "status": "Running", "phase": "Running"}
    pool.update(
        network=network_kind.SEEDED, groups=[group], counts="2/0/0/0", annotations={DESCRIPTION: "", BILLING: "0"}
    )
    pool["labels"] = {"os.modelarts/resource.id": "maos-emulator-00001"}
    pool["scope"] = list(pool_kind.SCOPES)
    pool["scopes"] = [{"scopeType": name, "status": "Enabled"} for name in pool_kind.SCOPES]
    POOLS.seed(world, pool)
    flavor = world.store.get(FLAVORS.name, SEEDED_FLAVOR)
    assert flavor is not None
    for _number in range(group["count"]):
        NODES.seed(world, {**pool_kind.new_node(pool, group, flavor, "cn-north-7c", now), "status": "Available"})


def pool_of(call: Call, key: str) -> dict[str, Any]:
    """Id and name of a dedicated pool that takes notebooks; refuses any other."""
    pool = POOLS.get(call.world, call.project, key)
    if pool is None:
        raise modelarts("6336", f"Invalid request: pool_id: the resource pool {key} does not exist")
    states = {scope["scopeType"]: scope["status"] for scope in pool["scopes"]}
    if pool["status"] == "Creating" or states.get("Notebook") == "Enabling":
        raise modelarts("6355", f"The resource pool {key} is being initialized.")
    if pool["status"] != "Running" or states.get("Notebook") != "Enabled":
        raise modelarts("6336", f"Invalid request: pool_id: the resource pool {key} does not take notebooks")
    return {"id": pool["id"], "name": pool["name"]}


@operation("CreatePool")
def create_pool(call: Call) -> dict[str, Any]:
    metadata, given = call.body["metadata"], call.body.get("spec")
    if given is None:
        raise bad_request("spec is required")
    annotations = {BILLING: "0", **metadata.get("annotations", {})}
    spec.check_payment(annotations)
    world, workspace = call.world, workspace_of(call, metadata["labels"].get(WORKSPACE))
    groups = spec.groups(call, given["resources"], annotations[BILLING])
    record = {**pool_kind.new(metadata["labels"][NAME], workspace, world.clock.now()), "groups": groups}
    record["network"] = _network(call, given["network"]["name"])
    record.update(_driver(call, groups, {}, given.get("driver", {})))
    if "jobFlavors" in given:
        record["jobFlavors"] = spec.job_flavors(call, given["jobFlavors"], groups)
    record["scope"] = spec.scopes(given["scope"])
    record["scopes"] = [{"scopeType": name, "status": "Enabling"} for name in record["scope"]]
    zones = [(group, spec.zones(call, group, [], group["count"])) for group in groups]
    _check_quota(call)
    record["id"] = generated_name(record["name"], call.project, lambda key: POOLS.get(world, call.project, key))
    record["labels"] = _labels(call, record, metadata["labels"])
    record["annotations"] = {key: text for key, text in annotations.items() if key not in PAYMENT}
    POOLS.add(world, call.project, record)
    _order(call, record, zones, "createPool")
    POOLS.enter(world, record, "Creating")
    return view(world, record)


@operation("ListPools")
def list_pools(call: Call) -> dict[str, Any]:
    """Without a status only the pools that did not fail."""
    selector, wanted = call.query.get("labelSelector", ""), call.query.get("status")
    phases = [phase for name in ([wanted.lower()] if wanted else VALID) for phase in FILTER[name]]
    rows = [row for row in _in_workspace(call) if row["status"] in phases and selects(selector, labels(row))]
    return {"kind": "PoolList", "apiVersion": "v2", "items": [view(call.world, row) for row in rows]}


@operation("ShowPoolStatistics")
def show_pool_statistics(call: Call) -> dict[str, Any]:
    rows = _in_workspace(call)
    counts = {name: sum(row["status"] in phases for row in rows) for name, phases in FILTER.items()}
    time = timestamp(call.world.clock.now()).replace("T", " ").replace("Z", "")
    return {"statistics": {"status": {**counts, "pending": 0}}, "operationTime": f"{time}.000000000 +0000 UTC"}


@operation("ShowPool")
def show_pool(call: Call) -> dict[str, Any]:
    return view(call.world, find(call))


@operation("PatchPool")
def patch_pool(call: Call) -> dict[str, Any]:
    """Everything is checked before anything is changed."""
    record = find(call)
    if record["status"] == "Deleting":
        raise bad_request(f"the pool {record['id']} is being deleted")
    present = view(call.world, record)
    document = {"metadata": {"annotations": record["annotations"]}, "spec": present["spec"]}
    wanted = patched(call, document)
    changes = call.body.get("spec", {})
    for name in ("scope", "resources"):
        if name in changes and changes[name] is None:
            raise bad_request(f"spec.{name} cannot be removed")
    if changes and record["status"] not in ("Running", "Abnormal"):
        raise bad_request(f"the pool {record['id']} is in phase {record['status']}, its spec cannot be changed")
    _change(call, record, wanted, changes)
    return view(call.world, record)


@operation("DeletePool")
def delete_pool(call: Call) -> dict[str, Any]:
    record = find(call)
    if pool_kind.is_prepaid(record):
        raise bad_request(f"the pool {record['id']} is billed yearly/monthly: unsubscribe its resources instead")
    if record["status"] != "Deleting":
        record["deleted"] = call.world.clock.now()
        POOLS.enter(call.world, record, "Deleting")
        for node in staying(call.world, record["id"]):
            NODES.enter(call.world, node, "Deleting")
    answer = view(call.world, record)
    answer["metadata"]["deletionTimestamp"] = timestamp(record["deleted"])
    return answer


def _change(call: Call, record: Record, wanted: dict[str, Any], changes: dict[str, Any]) -> None:
    annotations = wanted["metadata"].get("annotations", {})
    groups = record["groups"]
    steps: list[tuple[Group, list[str], list[Record]]] = []
    if "resources" in changes:
        groups = spec.groups(call, wanted["spec"]["resources"], annotations.get(BILLING, "0"))
        steps = _resize(call, record, groups)
    grows = any(zones for _group, zones, _gone in steps)
    _check_billing(call, annotations, grows)
    if "jobFlavors" in changes:
        spec.job_flavors(call, wanted["spec"].get("jobFlavors", []), groups)
    driver = _driver(call, groups, wanted["spec"].get("driver", {}), changes.get("driver") or {})
    # from here on nothing is refused
    record["groups"] = groups
    _describe(record, annotations)
    record.pop("driver", None)
    record.update(driver)
    _upgrade(call.world, record)
    if "jobFlavors" in changes:
        record.pop("jobFlavors", None)
        if "jobFlavors" in wanted["spec"]:
            record["jobFlavors"] = wanted["spec"]["jobFlavors"]
    if "scope" in changes:
        _rescope(call.world, record, spec.scopes(wanted["spec"]["scope"]))
    POOLS.save(call.world, record)
    for _group, _zones, gone in steps:
        for node in gone:
            NODES.enter(call.world, node, "Deleting")
    if grows:
        _order(call, record, [(group, zones) for group, zones, _gone in steps if zones], "createNode")


def _resize(call: Call, record: Record, groups: list[Group]) -> list[tuple[Group, list[str], list[Record]]]:
    """What each node pool gets and loses: zones of new nodes, and nodes to delete."""
    before = {group["nodePool"]: group for group in record["groups"]}
    steps: list[tuple[Group, list[str], list[Record]]] = []
    for group in groups:
        old = before.pop(group["nodePool"], None)
        for name in ("flavor", "creatingStep"):
            if old is not None and old.get(name) != group.get(name):
                raise bad_request(f"spec.resources: the {name} of the node pool {group['nodePool']} cannot be changed")
        if old is None and not group["count"]:
            raise bad_request("spec.resources: count must be greater than 0 in a new node pool")
        nodes = staying(call.world, record["id"], group["nodePool"])
        more = group["count"] - len(nodes)
        zones = spec.zones(call, group, [node["zone"] for node in nodes], more) if more > 0 else []
        steps.append((group, zones, _surplus(group, nodes)))
    steps += [(group, [], staying(call.world, record["id"], name)) for name, group in before.items()]
    gone = [node for _group, _zones, nodes in steps for node in nodes]
    if gone and pool_kind.is_prepaid(record):
        raise bad_request("nodes that are billed yearly/monthly are unsubscribed, the pool cannot be scaled in")
    if any(node.get("locked") for node in gone):
        raise bad_request("too many nodes are locked against deletion")
    if gone or any(zones for _group, zones, _gone in steps):
        _check_quiet(call, record)
    return steps


def _surplus(group: Group, nodes: list[Record]) -> list[Record]:
    """The nodes that go: abnormal ones first, then the youngest; a locked one only if there is no other."""
    less = len(nodes) - group["count"]
    if less <= 0:
        return []
    quota = {row["az"]: row["count"] for row in group.get("azs", [])}
    zones = [node["zone"] for node in nodes]
    candidates = sorted(nodes, key=lambda node: float(node["created"]), reverse=True)
    candidates.sort(key=lambda node: (bool(node.get("locked")), node["status"] != "Abnormal"))
    if quota:
        candidates.sort(key=lambda node: zones.count(node["zone"]) <= quota.get(node["zone"], 0))
    return candidates[:less]


def _check_quiet(call: Call, record: Record) -> None:
    """Nodes are not added or removed while others come or go."""
    for node in pool_kind.nodes_of(call.world, record["id"]):
        if node["status"] in ("Ordered", "Creating", "Deleting"):
            raise bad_request(f"the pool {record['id']} is being scaled, try again later")


def _check_billing(call: Call, annotations: dict[str, str], grows: bool) -> None:
    given = (call.body.get("metadata", {}).get("annotations") or {}).items()
    if any(key != DESCRIPTION and text is not None for key, text in given) and not grows:
        raise bad_request("billing annotation must be empty while there is no resources addition")
    if grows:
        spec.check_payment(annotations)


def _describe(record: Record, annotations: dict[str, str]) -> None:
    kept = {key: text for key, text in record["annotations"].items() if key != DESCRIPTION}
    described = {DESCRIPTION: annotations[DESCRIPTION]} if DESCRIPTION in annotations else {}
    record["annotations"] = {**kept, **described}


def _driver(call: Call, groups: list[Group], kept: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What a pool has as `driver`: nothing without accelerators and settings."""
    wanted = spec.driver(call, kept, {key: value for key, value in given.items() if value is not None}, groups)
    return {"driver": wanted} if wanted else {}


def _upgrade(world: World, record: Record) -> None:
    wanted = record.get("driver", {})
    for node in staying(world, record["id"]):
        version = wanted.get(f"{node.get('accelerator')}Version")
        if version and node["driver"]["version"] != version:
            node["driver"]["version"] = version
            if node["status"] == "Available":
                DRIVER.enter(world, node["driver"], "Upgrading")
            NODES.save(world, node)


def _rescope(world: World, record: Record, wanted: list[str]) -> None:
    """A scope that is taken away stays in the status, disabled."""
    record["scope"] = wanted
    present = {scope["scopeType"]: scope for scope in record["scopes"]}
    for name in pool_kind.SCOPES:
        scope = present.get(name)
        if name in wanted and (scope is None or scope["status"] in ("Disabling", "Disabled")):
            SCOPE.enter(world, present.setdefault(name, {"scopeType": name}), "Enabling")
        elif name not in wanted and scope and scope["status"] in ("Enabling", "Enabled"):
            SCOPE.enter(world, scope, "Disabling")
    record["scopes"] = [present[name] for name in pool_kind.SCOPES if name in present]


def _order(call: Call, record: Record, zones: list[tuple[Group, list[str]]], action: str) -> None:
    """Orders the nodes of a new pool or of a larger one; setting pool_failed_nodes lets the first of them fail."""
    world, project = call.world, call.project
    order = {"id": f"order-{uuid.uuid4().hex}", "pool": record["id"], "action": action, "created": world.clock.now()}
    record["labels"][ORDER_NAME] = order["id"]
    POOLS.save(world, record)
    nodes: list[str] = []
    for group, places in zones:
        flavor = flavor_of(call, group["flavor"])
        for zone in places:
            node = pool_kind.new_node(record, group, flavor, zone, world.clock.now())
            node["fails"] = len(nodes) < world.settings.pool_failed_nodes
            if "driver" in node:
                node["driver"]["version"] = record["driver"][f"{accelerator(flavor)}Version"]
            nodes.append(NODES.add(world, project, node)["id"])
            NODES.enter(world, node, "Ordered")
    ORDERS.add(world, project, {**order, "nodes": nodes})


def _labels(call: Call, record: Record, given: dict[str, str]) -> dict[str, str]:
    own = {
        "os.modelarts/resource.id": f"maos-{record['name']}-{uuid.uuid4().hex[:5]}",
        "os.modelarts/tenant.domain.id": call.user["domain_id"],
        "os.modelarts/tenant.project.id": call.project,
    }
    prefix = "os.modelarts/node.prefix"
    return {**own, prefix: given[prefix]} if prefix in given else own


def _network(call: Call, name: str) -> str:
    network = network_kind.NETWORKS.get(call.world, call.project, name)
    if network is None:
        raise modelarts("50025001", f"Network {name} not exist.")
    if network["status"] != "Active":
        raise bad_request(f"spec.network: the network {name} is not active")
    return name


def _check_quota(call: Call) -> None:
    most = call.world.settings.quota.get("pool", POOL_QUOTA)
    if len([row for row in POOLS.all(call.world, call.project) if row["id"] != SEEDED]) >= most:
        raise bad_request(f"Quota exceeded: the quota of {most} resource pools is used up")


def _in_workspace(call: Call) -> list[Record]:
    workspace = call.query.get("workspaceId", DEFAULT)
    return [row for row in POOLS.listed(call.world, call.project) if row["workspace"] == workspace]
