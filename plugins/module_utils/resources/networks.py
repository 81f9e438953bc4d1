# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks that dedicated resource pools are in, and their connections to networks (VPC) of the user's own.

Sources: operations of the group networks of the API reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import Continue
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import pattern, without
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    Operation,
    Resource,
    Status,
    Update,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import fixed, rows, workspace

PATH = "/v1/{project_id}/networks"
ONE = PATH + "/{id}"
MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}
CREATED = ("metadata.creationTimestamp",)
BAD_REQUEST = "ModelArts.50004000"  # also of an object that is being scaled, connected or deleted
LABELS = "metadata.labels.[os.modelarts/{}]"
ANNOTATIONS = "metadata.annotations.[os.modelarts/{}]"
NAME = pattern(
    r"[a-z][a-z0-9-]{2,30}[a-z0-9]", "4 to 32 lower-case letters, digits and hyphens, beginning with a letter"
)
DESCRIPTION = Field("description", wire=ANNOTATIONS.format("description"), rules=(without("!<>=&'\""),))
PRIVATE = ("172.16.0.0/12", "192.168.0.0/16")
SELECTED = {"name": "os.modelarts/name={}", "workspace_id": "os.modelarts/workspace.id={}"}


def private_range(value: str) -> str | None:
    """A rule: an address range that a network of the service can have."""
    try:
        wanted = ip_network(value)
    except ValueError:
        return "must be an address range such as 192.168.128.0/17"
    if wanted.prefixlen <= 24 and any(within(wanted, ip_network(outer)) for outer in PRIVATE):
        return None
    return f"must lie in {' or '.join(PRIVATE)}, and be no smaller than /24"


def within(wanted: Any, outer: Any) -> bool:
    return bool(wanted.version == outer.version and wanted.subnet_of(outer))


class Network(Resource):
    """A network of dedicated resource pools (CreateNetwork, ShowNetwork, ListNetworks, PatchNetwork, DeleteNetwork)."""

    name = "network"
    plural = "networks"
    path = ONE
    id = "metadata.name"
    id_is = r"[a-z0-9-]+"
    scope = ("workspace_id",)
    created = CREATED
    conflicts = frozenset({BAD_REQUEST})
    listing = Listing(PATH, Continue(), filters=dict.fromkeys(SELECTED, "labelSelector"), fuzzy=False, wording=SELECTED)
    status = Status(
        field="status.phase",
        ready=("Active",),
        failed=("Abnormal",),
        pending={"": "Active", "Creating": "Active"},
        leaving="metadata.deletionTimestamp",
    )
    create = Operation("POST", PATH, "create")
    delete = Operation("DELETE", ONE, "delete")
    updates = (Update(Operation("PATCH", ONE, "update", headers=MERGE_PATCH, replay=True)),)
    required_one_of = (("name", "id"),)
    fields = (
        *fixed(Field("name", wire=LABELS.format("name"), create=True, rules=(NAME,))),
        workspace(LABELS.format("workspace.id")),
        *fixed(Field("cidr", wire="spec.cidr", create=True, rules=(private_range,))),
        Field("description", wire=DESCRIPTION.wire, on=("update",), rules=DESCRIPTION.rules),
        rows(
            "peerings",
            Field("vpc_id", wire="peerVpcId", required=True),
            Field("subnet_id", wire="peerSubnetId", required=True),
            Field("default_gateway", "bool", wire="defaultGateWay", missing=False),
            wire="spec.connection.peerConnectionList",
            on=("update",),
            key="subnet_id",
        ),
    )

    def create_body(self, values: dict) -> dict:
        return {"apiVersion": "v1", "kind": "Network", **super().create_body(values)}

    def is_busy(self, obj: dict, look: Callable | None = None) -> bool:
        """A connection that is asked for may not be listed yet, one that is not asked for may be listed still."""
        asked = {peer.get("peerSubnetId") for peer in trees.dig(obj, "spec.connection.peerConnectionList") or ()}
        listed = self._connections(obj)
        return asked != set(listed) or "Connecting" in listed.values()

    def shortfalls(self, obj: dict) -> Iterator[str]:
        for subnet, phase in self._connections(obj).items():
            if phase == "Abnormal":
                yield f"the connection to the subnet {subnet} is in phase Abnormal"

    def progress(self, obj: dict) -> str:
        return ", ".join(f"{subnet}: {phase}" for subnet, phase in self._connections(obj).items() if phase != "Active")

    @staticmethod
    def _connections(obj: dict) -> dict[str, str]:
        found = trees.dig(obj, "status.connectionStatus.peerConnectionStatus") or ()
        return {str(peer.get("peerSubnetId")): str(peer.get("phase") or "Active") for peer in found}
