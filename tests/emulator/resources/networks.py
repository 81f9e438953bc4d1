# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Networks: create, list, show, update with their connections, delete."""

import ipaddress
from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..machine import Machine
from ..registry import Call, operation
from ..store import Record
from . import network_kind
from .kubernetes import (
    DESCRIPTION,
    NAME,
    WORKSPACE,
    bad_request,
    generated_name,
    page,
    patched,
    selects,
)
from .network_kind import NETWORKS, PEERS, TURBOS, find, labels, view
from .os_config import NETWORK_QUOTA
from .pool_kind import POOLS
from .workspaces import workspace_of

if TYPE_CHECKING:
    from ..world import World

RANGES = (ipaddress.IPv4Network("172.16.0.0/12"), ipaddress.IPv4Network("192.168.0.0/16"))
LONGEST_PREFIX = 24


@operation("CreateNetwork")
def create_network(call: Call) -> dict[str, Any]:
    given, spec = call.body["metadata"]["labels"], call.body["spec"]
    if any(spec.get("connection", {}).values()):
        raise bad_request("spec.connection: a network can be connected when it is active")
    _check_cidr(call, spec["cidr"])
    _check_quota(call)
    workspace = workspace_of(call, given.get(WORKSPACE))
    record = network_kind.new(given[NAME], spec["cidr"], workspace, call.world.clock.now())
    record["id"] = generated_name(record["name"], call.project, lambda key: NETWORKS.get(call.world, call.project, key))
    NETWORKS.add(call.world, call.project, record)
    NETWORKS.enter(call.world, record, "")
    return view(record)


@operation("ListNetworks")
def list_networks(call: Call) -> dict[str, Any]:
    selector = call.query.get("labelSelector", "")
    rows = [row for row in NETWORKS.listed(call.world, call.project) if selects(selector, labels(row))]
    rows.sort(key=lambda row: (row["created"], row["id"]))
    return page(call, "NetworkList", "v1", [(int(row["created"] * 1_000_000), view(row)) for row in rows])


@operation("ShowNetwork")
def show_network(call: Call) -> dict[str, Any]:
    return view(find(call))


@operation("PatchNetwork")
def patch_network(call: Call) -> dict[str, Any]:
    record = find(call)
    if record["status"] == "Deleting":
        raise bad_request(f"the network {record['id']} is being deleted")
    present = {
        "metadata": {"annotations": {DESCRIPTION: record["description"]} if "description" in record else {}},
        "spec": {"connection": record["connection"]},
    }
    wanted = patched(call, present)
    connection = wanted["spec"].get("connection", {})
    if connection != record["connection"]:
        _connect(call.world, record, connection)
    _describe(record, wanted["metadata"].get("annotations", {}))
    NETWORKS.save(call.world, record)
    return view(record)


@operation("DeleteNetwork")
def delete_network(call: Call) -> dict[str, Any]:
    record = find(call)
    users = [pool["id"] for pool in POOLS.all(call.world, call.project) if pool["network"] == record["id"]]
    if users:
        raise modelarts("50025002", f"The network is used by the resource pool {', '.join(users)}.")
    if record["status"] != "Deleting":
        record.update(phase=record["status"], deleted=call.world.clock.now())
        NETWORKS.enter(call.world, record, "Deleting")
    return view(record)


@operation("ShowNetworkAvailableIp")
def show_network_available_ip(call: Call) -> dict[str, Any]:
    record = find(call)
    if call.query["network_id"] != record["subnet"]:
        raise bad_request(f"network_id: the network {record['id']} has no subnet {call.query['network_id']}")
    total = network_kind.subnet_of(record["cidr"]).num_addresses
    addresses = {"cidr": record["cidr"], "ipVersion": 4, "usedIps": 2, "totalIps": total}
    return {"name": record["id"], "networkId": record["subnet"], "subnetIpAvailability": [addresses]}


def _describe(record: Record, annotations: dict[str, str]) -> None:
    record.pop("description", None)
    if DESCRIPTION in annotations:
        record["description"] = annotations[DESCRIPTION]


def _connect(world: World, record: Record, connection: dict[str, Any]) -> None:
    if record["status"] != "Active":
        raise bad_request(f"spec.connection: the network is in phase {record['status']}, it must be Active")
    peers, turbos = connection.get("peerConnectionList", []), connection.get("sfsTurboConnectionList", [])
    for turbo in turbos:
        if turbo.get("subnetId", record["subnet"]) != record["subnet"]:
            raise bad_request(f"sfsTurboConnectionList: {turbo['subnetId']} is no subnet of the network")
    wanted_peers = _keyed([{"defaultGateWay": False, **peer} for peer in peers], "peerVpcId", "peerSubnetId")
    wanted_turbos = _keyed([_turbo(turbo) for turbo in turbos], "sfsId")
    record["peers"] = [peer for peer in record["peers"] if (peer["peerVpcId"], peer["peerSubnetId"]) in wanted_peers]
    for turbo in record["turbos"]:
        if (turbo["sfsId"],) not in wanted_turbos and turbo["status"] != "Deleting":
            TURBOS.enter(world, turbo, "Deleting")
    _join(world, PEERS, "Connecting", record["peers"], wanted_peers, ("peerVpcId", "peerSubnetId"))
    _join(world, TURBOS, "Creating", record["turbos"], wanted_turbos, ("sfsId",))
    record["connection"] = connection


def _turbo(given: dict[str, Any]) -> dict[str, Any]:
    fields = {"name": given["name"], "sfsId": given["sfsId"]}
    return {**fields, "connectionType": "VpcPort", "ipAddr": f"{given['name']}.sfsturbo.internal"}


def _keyed(rows: list[dict[str, Any]], *names: str) -> dict[tuple[str, ...], dict[str, Any]]:
    keyed = {tuple(row[name] for name in names): row for row in rows}
    if len(keyed) < len(rows):
        raise bad_request(f"spec.connection: a connection stands twice ({' and '.join(names)})")
    return keyed


def _join(
    world: World, machine: Machine, first: str, items: list[Record], wanted: dict[Any, Any], names: tuple[str, ...]
) -> None:
    """Connects what is new, has changed, or was about to go."""
    present = {tuple(item[name] for name in names): item for item in items}
    for key, row in wanted.items():
        item = present.get(key)
        if item is None:
            item = {}
            items.append(item)
        elif item["status"] != "Deleting" and row.items() <= item.items():
            continue
        item.update(row)
        machine.enter(world, item, first)


def _check_cidr(call: Call, text: str) -> None:
    try:
        cidr = network_kind.subnet_of(text)
    except ValueError as error:
        raise bad_request(f"spec.cidr: {error}") from None
    if "/" not in text or cidr.prefixlen > LONGEST_PREFIX or not any(cidr.subnet_of(area) for area in RANGES):
        raise bad_request("spec.cidr: must be in 172.16.0.0/12 or 192.168.0.0/16 with a prefix of at most 24 bits")
    for other in NETWORKS.all(call.world, call.project):
        if cidr.overlaps(network_kind.subnet_of(other["cidr"])):
            raise bad_request(f"spec.cidr: {text} overlaps {other['cidr']} of the network {other['id']}")


def _check_quota(call: Call) -> None:
    most = call.world.settings.quota.get("network", NETWORK_QUOTA)
    if len([row for row in NETWORKS.all(call.world, call.project) if row["id"] != network_kind.SEEDED]) >= most:
        raise bad_request(f"Quota exceeded: the quota of {most} networks is used up")
