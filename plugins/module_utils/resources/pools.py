# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dedicated resource pools: node pools of machines for notebooks, training jobs and services.

Sources: operations of the groups pools and orders of the API reference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import Continue, Single
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import RAW, Difference, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import (
    Ref,
    TagMap,
    TextMap,
    Words,
    between,
    pattern,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Include, Listing, same_names
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    GONE,
    Operation,
    Resource,
    Status,
    TagUpdate,
    Update,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import (
    GENERATED,
    fixed,
    part,
    pool,
    rows,
    texts,
    workspace,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.networks import (
    BAD_REQUEST,
    CREATED,
    DESCRIPTION,
    LABELS,
    MERGE_PATCH,
    NAME,
    SELECTED,
    Network,
)

PATH = "/v2/{project_id}/pools"
ONE = PATH + "/{id}"
SIZE = pattern(r"[0-9]+(Gi)?", "a number of GiB such as 100Gi")
SCOPES = ("Train", "Infer", "Notebook")
COMING = ("Enabling", "Disabling")  # of a scope
CHANGING = ("Creating", "Upgrading")  # of a driver
BILLING = {"mode": {"pay_per_use": "0", "yearly_monthly": "1"}, "period_type": {"month": "2", "year": "3"}}
SWITCH = {False: "0", True: "1"}
DONE = ("successed", "partialSuccessed", "failed")  # of an order; the service spells them so
TAGS = "/v1/{project_id}/pools/{id}/tags"


class NodePools(Field):
    """The node pools, told apart by their names; one without a name is C(<flavor>-default)."""

    def key_of(self, row: dict) -> str:
        return str(row.get("node_pool") or f"{row.get('flavor')}-default")

    def merged(self, wanted: list, present: list) -> list:
        """The service takes the whole list: each row keeps what was not asked, as far as it fits the new count."""
        have = {self.key_of(row): row for row in present or ()}
        return [self._fitting(row, have.get(self.key_of(row), {})) for row in wanted]

    def _fitting(self, row: dict, present: dict) -> dict:
        kept = dict(present)
        if row["count"] != present.get("count"):
            kept[RAW] = {name: value for name, value in present.get(RAW, {}).items() if name not in ("azs", "maxCount")}
            kept = {name: value for name, value in kept.items() if name not in ("azs", "max_count")}
        return shapes.overlay(self.group, row, kept) if present else row


RESOURCES = NodePools(
    "resources",
    "list",
    elements="dict",
    wire="spec.resources",
    create=True,
    key="node_pool",
    verbatim=True,
    group=(
        Field("node_pool", wire="nodePool"),
        *fixed(Field("flavor", required=True)),
        Field("count", "int", required=True, rules=(between(0, 2000, "nodes"),)),
        Field("max_count", "int", wire="maxCount"),
        *fixed(
            part(
                "creating_step",
                Field("type", choices=("hyperinstance",), default="hyperinstance"),
                Field("step", "int", required=True),
                wire="creatingStep",
            ),
        ),
        rows("azs", Field("az", required=True), Field("count", "int", required=True), key="az"),
        Field("labels", "dict", form=TextMap()),
        rows(
            "taints",
            Field("key", required=True),
            Field("value"),
            Field("effect", required=True, choices=("NoSchedule", "PreferNoSchedule", "NoExecute")),
            key="key",
        ),
        rows("tags", Field("key", required=True), Field("value", required=True), key="key"),
        part(
            "network",
            Field("vpc"),
            Field("subnet"),
            texts("security_groups", wire="securityGroups"),
        ),
        Field("extend_params", "dict", wire="extendParams", form=TextMap(), partial=True),
        part(
            "os",
            Field("name"),
            Field("image_id", wire="imageId", follows="name"),
            Field("image_type", wire="imageType", follows="name"),
            verbatim=True,
        ),
        part("driver", Field("version")),
        part(
            "root_volume",
            Field("type", wire="volumeType", required=True, choices=("SSD", "GPSSD", "SAS")),
            Field("size", required=True, rules=(SIZE,)),
            wire="rootVolume",
        ),
        rows(
            "data_volumes",
            Field("type", wire="volumeType", required=True, choices=("SSD", "GPSSD", "SAS")),
            Field("size", required=True, rules=(SIZE,)),
            Field("count", "int", default=1, missing=1),
            part("extend_params", Field("volume_group", wire="volumeGroup", required=True), wire="extendParams"),
            wire="dataVolumes",
        ),
        rows(
            "volume_group_configs",
            Field("volume_group", wire="volumeGroup", required=True),
            Field("docker_thin_pool", "int", wire="dockerThinPool", rules=(between(0, 100, "percent"),)),
            part(
                "lvm_config",
                Field("lv_type", wire="lvType", required=True, choices=("linear", "striped")),
                Field("path"),
                wire="lvmConfig",
            ),
            texts("types"),
            wire="volumeGroupConfigs",
            key="volume_group",
        ),
    ),
)


def annotation(name: str, key: str, kind: str = "str", words: dict | None = None, **more: Any) -> Field:
    form = Words(words) if words else None
    return Field(name, kind, wire=f"[os.modelarts/{key}]", choices=words if kind == "str" else None, form=form, **more)


PAYMENT = part(
    "billing",
    annotation("mode", "billing.mode", words=BILLING["mode"]),
    annotation("period_type", "period.type", words=BILLING["period_type"]),
    annotation("period_num", "period.num", rules=(pattern("[1-9][0-9]?", "a number of months or years, 1 to 99"),)),
    annotation("auto_renew", "auto.renew", "bool", SWITCH),
    annotation("auto_pay", "auto.pay", "bool", SWITCH, returned=False),
    wire="metadata.annotations",
)


class PoolUpdate(Update):
    """PatchPool. New nodes of a pool that is paid by month or year need its billing data again."""

    def requests(self, resource: Resource, wanted: dict, present: dict, changes: list[Difference]) -> list[tuple]:
        ((operation, tree),) = super().requests(resource, wanted, present, changes)
        billing = {**present.get("billing", {}), **wanted.get("billing", {})}
        grown = [change for change in changes if change.path == "resources" and grows(change)]
        if grown and billing.get("mode") == BILLING["mode"]["yearly_monthly"]:
            trees.put(tree, PAYMENT.wire or "", shapes.body(PAYMENT.group, {"auto_pay": "1", **billing}))
        return [(operation, tree)]


def grows(change: Difference) -> bool:
    return sum(row["count"] for row in change.wanted) > sum(row.get("count", 0) for row in change.present or ())


class ResourcePool(Resource):
    """A dedicated resource pool (CreatePool, ShowPool, ListPools, PatchPool, DeletePool, ShowOrder)."""

    name = "resource_pool"
    plural = "resource_pools"
    path = ONE
    id = "metadata.name"
    id_is = r"[a-z0-9-]+"
    scope = ("workspace_id",)
    listing = Listing(
        PATH,
        Single(items="items"),
        filters=same_names("status", name="labelSelector", workspace_id="workspaceId"),
        fuzzy=False,
        otherwise={"status": "failed"},  # which the service lists only when it is asked for them
        wording={"name": SELECTED["name"]},
    )
    created = CREATED
    conflicts = frozenset({BAD_REQUEST})
    wait_timeout = "90m"
    steady = 2
    status = Status(
        field="status.phase",
        ready=("Running", "Abnormal"),
        failed=("Error",),
        pending={"Creating": "Running", "Deleting": GONE},
        reason="status.message",
    )
    create = Operation("POST", PATH, "create")
    delete = Operation("DELETE", ONE, "delete")
    updates = (
        PoolUpdate(Operation("PATCH", ONE, "update", headers=MERGE_PATCH, replay=True)),
        TagUpdate(TAGS),
    )
    apart = (Include("tags", listing=Listing(TAGS, Single(items="tags"))),)
    reads = {"orders": "/v1/{project_id}/orders"}
    required_one_of = (("name", "id"),)
    fields = (
        *fixed(Field("name", wire=LABELS.format("name"), create=True, rules=(NAME,))),
        workspace(LABELS.format("workspace.id")),
        DESCRIPTION,
        texts("scope", wire="spec.scope", choices=SCOPES, create=True),
        RESOURCES,
        *fixed(
            Field(
                "network_id",
                wire="spec.network.name",
                create=True,
                aliases=("network",),
                ref=Ref(lambda: Network, GENERATED),
            ),
            Field("node_prefix", wire=LABELS.format("node.prefix")),
        ),
        texts("job_flavors", wire="spec.jobFlavors"),
        part(
            "driver",
            Field("gpu_version", wire="gpuVersion"),
            Field("npu_version", wire="npuVersion"),
            Field("update_strategy", wire="updateStrategy", choices=("force", "idle")),
            wire="spec.driver",
        ),
        *fixed(PAYMENT),
        Field("tags", "dict", on=("update",), part="tags", form=TagMap(lists=True)),
    )

    def problems(self, options: dict) -> Iterator[str]:
        if options.get("scope") == []:
            yield "scope must have at least one of Train, Infer and Notebook"
        names = [RESOURCES.key_of(row) for row in options.get("resources") or ()]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"resources has the node pool {name} twice: give each its own node_pool"
        for row in options.get("resources") or ():
            step = (row.get("creating_step") or {}).get("step") or 1
            if row["count"] % step or (row.get("max_count") or 0) % step:
                yield f"resources: the counts of {row['flavor']} must be multiples of creating_step.step, {step}"
            if row.get("azs") and sum(zone["count"] for zone in row["azs"]) != row["count"]:
                yield f"resources: the counts of azs of {row['flavor']} must add up to its count, {row['count']}"
        billing = options.get("billing") or {}
        if billing.get("mode") == "yearly_monthly" and not (billing.get("period_type") and billing.get("period_num")):
            yield "billing.mode yearly_monthly goes with billing.period_type and billing.period_num"

    def create_body(self, values: dict) -> dict:
        body = {"apiVersion": "v2", "kind": "Pool", **super().create_body(values)}
        body["spec"] = {"type": "Dedicate", **body.get("spec", {})}
        return body

    def is_busy(self, obj: dict, look: Callable | None = None) -> bool:
        """Nodes come (their order is done when it is known that no more will), then drivers, then scopes."""
        status = obj.get("status") or {}
        buckets = status.get("resources") or {}
        if any(buckets.get(name) for name in ("creating", "deleting")) or self._going_on(obj):
            return True
        return bool(missing(obj)) and look is not None and not self._is_ordered(obj, look)

    def _is_ordered(self, obj: dict, look: Callable) -> bool:
        """Whether the newest order of the pool has come to its end (ListOrders)."""
        found = look(self.reads["orders"], {"involvedName": self.id_of(obj), "limit": 1}) or {}
        return all(order.get("phase") in DONE for order in (found.get("items") or ())[:1])

    @staticmethod
    def _going_on(obj: dict) -> list[str]:
        status = obj.get("status") or {}
        drivers = [f"driver {kind} {row.get('state')}" for kind, row in sorted((status.get("driver") or {}).items())]
        scopes = [f"scope {row.get('scopeType')} {row.get('state')}" for row in status.get("scope") or ()]
        return [text for text in drivers + scopes if text.rpartition(" ")[2] in CHANGING + COMING]

    @staticmethod
    def _down(obj: dict) -> Iterator[str]:
        """Drivers and scopes that ended otherwise than they should."""
        for kind, row in sorted((obj["status"].get("driver") or {}).items()):
            if row.get("state") == "Abnormal":
                yield f"the {kind} driver is Abnormal"
        for row in obj["status"].get("scope") or ():
            if row.get("state") == "Disabled" and row.get("scopeType") in (trees.dig(obj, "spec.scope") or ()):
                yield f"the scope {row['scopeType']} is Disabled"

    def progress(self, obj: dict) -> str:
        wanted = asked(obj).total()
        return ", ".join([f"{wanted - missing(obj).total()} of {wanted} nodes", *self._going_on(obj)])

    def shortfalls(self, obj: dict) -> Iterator[str]:
        if obj.get("status") and not self.is_busy(obj):
            yield from self._down(obj)
            for name, count in sorted(missing(obj).items()):
                wanted = asked(obj)[name]
                yield f"only {wanted - count} of {wanted} nodes of the node pool {name} are available"


def asked(obj: dict) -> Counter:
    """Node pool -> number of nodes that it should have."""
    return counted(trees.dig(obj, "spec.resources"))


def missing(obj: dict) -> Counter:
    """Node pool -> number of nodes that it should have and that are not available."""
    return asked(obj) - counted(trees.dig(obj, "status.resources.available"))


def counted(groups: Any) -> Counter:
    found: Counter = Counter()
    for row in groups or ():
        found[RESOURCES.key_of({"node_pool": row.get("nodePool"), "flavor": row.get("flavor")})] += row.get("count", 0)
    return found


POOL_ID = pool(wire=None, required=True, returned=False)


class NodeNames(Field):
    """Of the nodes that are named, those that are there and stay are the ones to remove."""

    def merged(self, wanted: list, present: list) -> list:
        return [name for name in wanted if name in present]


class ResourcePoolNode(Resource):
    """Chosen nodes of a pool, to be removed (ListPoolNodes, BatchDeletePoolNodes)."""

    name = "resource_pool_node"
    plural = "resource_pool_nodes"
    path = "/v2/{project_id}/pools/{pool}/nodes"
    paging = Continue()
    key = ("names",)
    parents = {"pool_id": "pool"}
    status = Status(ready=("STAYING",), pending={"LEAVING": GONE})
    delete = Operation("POST", path + "/batch-delete", "delete", body={"deleteNodeNames": "names"}, replay=True)
    conflicts = ResourcePool.conflicts
    wait_timeout = "45m"
    missing = ResourcePool.missing
    fields = (
        POOL_ID,
        workspace(wire=None, returned=False),
        NodeNames("names", "list", elements="str", required=True, wire=None, read=("staying",)),
    )

    def states(self) -> list[str]:
        return ["absent"]

    def problems(self, options: dict) -> Iterator[str]:
        if not options["names"]:
            yield "names must have at least one node"

    def chosen(self, obj: dict | None, options: dict) -> dict | None:
        """The nodes that are named and still listed."""
        rows = [row for row in (obj or {}).get("items") or () if trees.dig(row, "metadata.name") in options["names"]]
        staying = [trees.dig(row, "metadata.name") for row in rows if trees.dig(row, "status.phase") != "Deleting"]
        return {"status": "STAYING" if staying else "LEAVING", "staying": staying, "items": rows} if rows else None

    def label(self, options: dict, obj: dict | None = None) -> str:
        return f"nodes {', '.join(options['names'])} of resource pool {options['pool_id']}"

    def progress(self, obj: dict) -> str:
        return f"{len(obj['items'])} left"

    def shown(self, obj: dict | None, keep: Iterable[str] = ()) -> dict:
        return {"names": [trees.dig(row, "metadata.name") for row in obj["items"]]} if obj else {}
