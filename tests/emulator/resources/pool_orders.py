# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Orders of resource pools: what was asked for, and what came of it."""

from typing import Any

from ..errors import modelarts
from ..registry import Call, operation
from ..store import Record
from .pool_kind import FAIL_REASON, NODES, ORDERS, POOLS

PAGE = 500
STATES = {"Ordered": "processing", "Creating": "processing", "Abnormal": "failed"}


@operation("ListOrders")
def list_orders(call: Call) -> dict[str, Any]:
    """Newest first."""
    query = call.query
    rows = [
        row
        for row in reversed(ORDERS.all(call.world, call.project))
        if query.get("involvedName", row["pool"]) == row["pool"] and row["created"] * 1000 >= query.get("since", 0)
    ]
    offset, limit = query.get("offset", 0), query.get("limit", PAGE)
    return {"items": [_view(call, row) for row in rows[offset : offset + limit]]}


@operation("ShowOrder")
def show_order(call: Call) -> dict[str, Any]:
    order = ORDERS.get(call.world, call.project, call.path["order_name"])
    if order is None:
        raise modelarts("50015001", f"Order {call.path['order_name']} not found.", 404)
    rows = [(name, "createNode", state) for name, state in _states(call, order).items()]
    if order["action"] == "createPool":
        rows.insert(0, (order["pool"], "createPool", _pool_state(call, order)))
    return {"count": len(rows), "items": [_item(order, *row) for row in rows]}


def _view(call: Call, order: Record) -> dict[str, Any]:
    states = set(_states(call, order).values())
    if "processing" in states:
        phase = "processing"
    elif states == {"failed"}:
        phase = "failed"
    else:
        phase = "partialSuccessed" if "failed" in states else "successed"
    reason = {"failReason": FAIL_REASON} if "failed" in states and phase != "processing" else {}
    return {"orderName": order["id"], "phase": phase, **reason}


def _states(call: Call, order: Record) -> dict[str, str]:
    """How it stands with each node; one that was deleted since did come up."""
    nodes = {name: NODES.get(call.world, call.project, name) for name in order["nodes"]}
    return {name: STATES.get(node["status"], "succeed") if node else "succeed" for name, node in nodes.items()}


def _pool_state(call: Call, order: Record) -> str:
    pool = POOLS.get(call.world, call.project, order["pool"])
    return {"Creating": "processing", "Error": "failed"}.get(pool["status"] if pool else "", "succeed")


def _item(order: Record, name: str, action: str, state: str) -> dict[str, Any]:
    begin = str(int(order["created"] * 1000))
    row = {"resourceName": name, "action": action, "status": state, "beginTimestamp": begin, "updateTimestamp": begin}
    return {**row, "message": FAIL_REASON} if state == "failed" else row
