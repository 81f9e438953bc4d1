# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be read of dedicated resources: the info modules of networks, pools, nodes, workloads and their like.

Sources: operations of the groups networks, pools, nodes, workloads, resource_flavors, plugin_templates, events,
os_config and clusters of the API reference.
"""

from __future__ import annotations

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import (
    Continue,
    One,
    PageNumber,
    RecordOffset,
    Single,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Moment, pattern
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.info import Listed, View
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing, same_names
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import Resource
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import pool
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.networks import Network
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools import POOL_ID, ResourcePool

WORKSPACE = Field("workspace_id", default="0")
POOL = pool(wire=None, required=True)
OF_POOL = Field("workspace_id", default="0", wire=None)
IN_POOL = {"pool_id": "pool"}
PART_OF_POOL = "/v2/{project_id}/pools/{pool}"
WORKLOAD_STATUSES = "Queue Pending Abnormal Terminating Creating Running Completed Terminated Failed".split()


class PoolNode(Resource):
    """A machine of a resource pool (ListPoolNodes)."""

    name = "resource_pool_node"
    plural = "resource_pool_nodes"
    id = "metadata.name"
    parents = IN_POOL
    listing = Listing(PART_OF_POOL + "/nodes", Continue())
    fields = (Field("name", wire="metadata.name"), POOL_ID)
    missing = ResourcePool.missing


class Workload(Resource):
    """A job, service or notebook that runs in a resource pool (ListWorkloads)."""

    name = "workload"
    plural = "workloads"
    id = "metadata.uid"
    parents = IN_POOL
    listing = Listing(
        PART_OF_POOL + "/workloads",
        RecordOffset(items="items", sizes=(500,), total=None),
        filters=same_names("type status sort ascend"),
    )
    fields = (POOL_ID,)


class PoolMonitor(Resource):
    """What the monitoring knows of a resource pool (ShowPoolMonitor)."""

    name = "resource_pool_monitor"
    plural = "resource_pool_monitors"
    parents = IN_POOL
    listing = Listing(
        PART_OF_POOL + "/monitor", Single(items="metrics"), filters=same_names("time_range statistics period")
    )
    fields = (POOL_ID,)


class PoolUsage(Resource):
    """What is allocated of the resource pools at this moment (ShowPoolRuntimeMetrics)."""

    name = "resource_pool_usage"
    plural = "resource_pool_usages"
    id = "metadata.name"
    listing = Listing("/v2/{project_id}/metrics/runtime/pools", Single(items="items"))
    fields = (Field("pool_id", read=("metadata.name",)),)


class PoolStatistics(Resource):
    """How many resource pools are in which status (ShowPoolStatistics)."""

    name = "resource_pool_statistic"
    plural = "resource_pool_statistics"
    listing = Listing("/v2/{project_id}/statistics/pools", One(), filters={"workspace_id": "workspaceId"})


class ResourceFlavor(Resource):
    """A machine type that resource pools can have, with its availability (ListResourceFlavors)."""

    name = "resource_flavor"
    plural = "resource_flavors"
    id = "metadata.name"
    listing = Listing("/v1/{project_id}/resourceflavors", Continue(), filters={"label_selector": "labelSelector"})
    fields = (Field("name", read=("metadata.name",)), Field("type", read=("spec.type",)))


class PluginTemplate(Resource):
    """A plug-in that resource pools can have, such as the driver of their accelerators (ShowPluginTemplate)."""

    name = "plugin_template"
    plural = "plugin_templates"
    parents = {"name": "plugin"}
    listing = Listing("/v1/{project_id}/plugintemplates/{plugin}", One())
    fields = (Field("name", read=("metadata.name",)),)


class Event(Resource):
    """Something that happened to a resource pool (ListEvents)."""

    name = "event"
    plural = "events"
    listing = Listing(
        "/v1/{project_id}/events",
        Continue(),
        filters=same_names("since until type", pool_id="name"),
        variants=({"resource": "pools"},),
    )
    missing = ResourcePool.missing


class OsConfig(Resource):
    """Quotas and address ranges of the account (ShowOsConfig)."""

    name = "os_config"
    plural = "os_configs"
    listing = Listing("/v1/{project_id}/os-user-config", One())


class Cluster(Resource):
    """A dedicated resource pool of the old kind (ListClusters)."""

    name = "cluster"
    plural = "clusters"
    id = "cluster_id"
    listing = Listing(
        "/v1/{project_id}/clusters",
        PageNumber(items="clusters", sizes=(1000,), total="total_count"),
        filters=same_names("status sort_by order", name="cluster_name"),
    )
    fields = (Field("name", read=("cluster_name",)),)


NETWORKS = Listed(Network, filters=(Field("name"), WORKSPACE))

POOLS = Listed(
    ResourcePool,
    filters=(Field("name"), WORKSPACE, Field("status", choices=("created", "failed", "creating"))),
    includes=ResourcePool.apart,
)

NODES = Listed(PoolNode, filters=(POOL, OF_POOL, Field("name")))

WORKLOADS = Listed(
    Workload,
    filters=(
        POOL,
        OF_POOL,
        Field("type", choices=("train", "infer", "notebook")),
        Field("status", choices=WORKLOAD_STATUSES),
        Field("sort", choices=("create_time",)),
        Field("ascend", "bool"),
    ),
)

MONITOR = Listed(
    PoolMonitor,
    filters=(
        POOL,
        OF_POOL,
        Field("time_range", rules=(pattern(r"-?\d+\.-?\d+\.\d+", "start.end.minutes, such as -1.-1.60"),)),
        Field("statistics", choices=("maximum", "minimum", "sum", "average", "sampleCount")),
        Field("period", choices=("60", "300", "900", "3600")),
    ),
)

USAGE = Listed(PoolUsage, filters=(pool(), OF_POOL))

STATISTICS = Listed(
    PoolStatistics,
    filters=(pool(wire=None), OF_POOL),
    views=(
        View(
            "pool_id",
            Listing("/v2/{project_id}/statistics/pools/{pool}/workloads", Single(items="statistics.items")),
            parent="pool",
        ),
    ),
)

FLAVORS = Listed(ResourceFlavor, filters=(Field("name"), Field("type"), Field("label_selector")))

PLUGIN_TEMPLATES = Listed(PluginTemplate, filters=(Field("name", required=True),))

EVENTS = Listed(
    Event,
    filters=(
        pool(required=True),
        OF_POOL,
        Field("since", form=Moment()),
        Field("until", form=Moment()),
        Field("type", choices=("Normal", "Warning")),
    ),
)

OS_CONFIG = Listed(OsConfig)

CLUSTERS = Listed(
    Cluster,
    filters=(
        Field("name"),
        Field("status"),
        Field("sort_by", choices=("created_at", "cluster_name")),
        Field("order", choices=("asc", "desc")),
    ),
)
