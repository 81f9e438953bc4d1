# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What a network is: its phases, its connections, and how the service shows it."""

import ipaddress
import uuid
from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind
from ..machine import GONE, TIMER, Machine
from ..registry import Call, seed
from ..store import Record
from .kubernetes import DESCRIPTION, NAME, WORKSPACE, timestamp
from .workspaces import DEFAULT

if TYPE_CHECKING:
    from ..world import World

SEEDED = "net-0123-86c13962597848eeb29c5861153a391f"
NETWORKS = Kind("network", Machine("network", {"": (1, "Creating"), "Creating": (9, "Active"), "Deleting": (10, GONE)}))
PEERS = Machine("network_connection", {"Connecting": (10, "Active")})
TURBOS = Machine("network_sfs_turbo", {"Creating": (10, "Active"), "Deleting": (5, GONE)})


@NETWORKS.also_settle
def settle_connections(world: World, record: Record) -> bool:
    changed = [PEERS.settle(world, peer) for peer in record["peers"]]
    changed += [TURBOS.settle(world, turbo) for turbo in record["turbos"]]
    record["turbos"] = [turbo for turbo in record["turbos"] if turbo["status"] != GONE]
    return any(changed)


@seed
def seed_networks(world: World) -> None:
    record = new("net-0123", "172.31.255.0/24", DEFAULT, world.clock.now())
    NETWORKS.seed(world, {**record, "id": SEEDED, "status": "Active"})


def new(name: str, cidr: str, workspace: str, at: float) -> Record:
    return {
        "name": name,
        "workspace": workspace,
        "created": at,
        "cidr": cidr,
        "connection": {},
        "peers": [],
        "turbos": [],
        "subnet": str(uuid.uuid4()),
    }


def find(call: Call) -> Record:
    """The network of a path."""
    record = NETWORKS.get(call.world, call.project, call.path["network_name"])
    if record is None:
        raise modelarts("50025001", "Network not exist.", 404)
    return record


def subnet_of(cidr: str) -> ipaddress.IPv4Network:
    return ipaddress.IPv4Network(cidr)


def labels(record: Record) -> dict[str, str]:
    return {NAME: record["name"], WORKSPACE: record["workspace"]}


def view(record: Record) -> dict[str, Any]:
    """A network that is being deleted keeps its phase and gets a deletionTimestamp."""
    metadata: dict[str, Any] = {"name": record["id"], "creationTimestamp": timestamp(record["created"])}
    if "deleted" in record:
        metadata["deletionTimestamp"] = timestamp(record["deleted"])
    metadata["labels"] = labels(record)
    metadata["annotations"] = {DESCRIPTION: record["description"]} if "description" in record else {}
    return {
        "kind": "Network",
        "apiVersion": "v1",
        "metadata": metadata,
        "spec": {"cidr": record["cidr"], "connection": record["connection"]},
        "status": _status(record),
    }


def _status(record: Record) -> dict[str, Any]:
    phase = record["phase"] if record["status"] == "Deleting" else record["status"]
    connections: dict[str, Any] = {}
    if record["peers"]:
        connections["peerConnectionStatus"] = [{**_plain(peer), "phase": peer["status"]} for peer in record["peers"]]
    if record["turbos"]:
        connections["sfsTurboStatus"] = [{**_plain(turbo), "status": turbo["status"]} for turbo in record["turbos"]]
    status: dict[str, Any] = {"phase": phase}
    if phase in ("Active", "Abnormal"):
        status["connectionStatus"] = connections
    if phase == "Active":
        status["subnets"] = [{"networkId": record["subnet"]}]
    return status


def _plain(item: Record) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in (TIMER, "status")}
