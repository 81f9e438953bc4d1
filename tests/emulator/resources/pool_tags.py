# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Tags of resource pools."""

from typing import Any

from ..registry import Call, operation
from .kubernetes import bad_request
from .pool_kind import POOLS, find

MOST = 20
PAGE = 200


@operation("ListPoolTags")
def list_pool_tags(call: Call) -> dict[str, Any]:
    """The tags in use; `offset` counts pages."""
    found: dict[str, list[str]] = {}
    for pool in POOLS.listed(call.world, call.project):
        for key, value in pool["tags"].items():
            values = found.setdefault(key, [])
            if value not in values:
                values.append(value)
    limit = call.query.get("limit", PAGE)
    first = call.query.get("offset", 0) * limit
    return {"tags": [{"key": key, "values": found[key]} for key in sorted(found)[first : first + limit]]}


@operation("ShowPoolTags")
def show_pool_tags(call: Call) -> dict[str, Any]:
    return {"tags": [{"key": key, "values": [value]} for key, value in sorted(find(call)["tags"].items())]}


@operation("BatchCreatePoolTags")
def batch_create_pool_tags(call: Call) -> dict[str, Any]:
    """A tag whose key is there gets the new value."""
    pool = find(call)
    tags = {**pool["tags"], **{tag["key"]: tag["value"] for tag in call.body["tags"]}}
    if len(tags) > MOST:
        raise bad_request(f"a resource pool has at most {MOST} tags")
    pool["tags"] = tags
    POOLS.save(call.world, pool)
    return show_pool_tags(call)


@operation("BatchDeletePoolTags")
def batch_delete_pool_tags(call: Call) -> dict[str, Any]:
    pool = find(call)
    for tag in call.body["tags"]:
        if tag.get("value", pool["tags"].get(tag["key"])) == pool["tags"].get(tag["key"]):
            pool["tags"].pop(tag["key"], None)
    POOLS.save(call.world, pool)
    return show_pool_tags(call)
