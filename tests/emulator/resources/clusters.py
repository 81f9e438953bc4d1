# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Resource pools of the first generation, which can only be listed."""

from typing import TYPE_CHECKING, Any

from ..kinds import Kind, contains, public, seed_data
from ..registry import Call, operation, seed

if TYPE_CHECKING:
    from ..world import World

CLUSTERS = Kind("cluster")
PAGE = 1000


@seed
def seed_clusters(world: World) -> None:
    for record in seed_data("clusters"):
        CLUSTERS.seed(world, record)


@operation("ListClusters")
def list_clusters(call: Call) -> dict[str, Any]:
    """`offset` counts pages."""
    query = call.query
    rows = [
        row
        for row in CLUSTERS.all(call.world, call.project)
        if contains(row["cluster_name"], query.get("cluster_name", ""))
        if str(query.get("status", row["status"])).lower() == row["status"]
    ]
    key, newest_first = str(query.get("sort_by", "created_at")).lower(), query.get("order", "desc") != "asc"
    rows.sort(key=lambda row: row[key], reverse=newest_first)
    limit = query.get("limit", PAGE) or PAGE
    first = query.get("offset", 0) * limit
    shown = [_view(call, row) for row in rows[first : first + limit]]
    return {"total_count": len(rows), "count": len(shown), "clusters": shown}


def _view(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    row = public(record)
    return {"cluster_id": row.pop("id"), "project": call.project, "owner": call.user["id"], **row}
