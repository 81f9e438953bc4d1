# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What has happened to resource pools."""

from typing import Any

from ..errors import modelarts
from ..registry import Call, operation
from ..store import Record
from .kubernetes import page, timestamp
from .pool_kind import POOLS


@operation("ListEvents")
def list_events(call: Call) -> dict[str, Any]:
    """In the order of time; `since` and `until` are epoch milliseconds."""
    query = call.query
    pool = POOLS.get(call.world, call.project, query["name"])
    if pool is None:
        raise modelarts("50015001", f"Pool {query['name']} not found.", 404)
    rows = enumerate(sorted(pool["events"], key=lambda event: float(event["at"])), start=1)
    shown = [
        (number, _view(event))
        for number, event in rows
        if query.get("since", 0) <= event["at"] * 1000 <= query.get("until", event["at"] * 1000)
        if query.get("type", event["type"]).upper() == event["type"].upper()
    ]
    return page(call, "EventList", "v1", shown)


def _view(event: Record) -> dict[str, Any]:
    time = timestamp(event["at"])
    frame = {"kind": "Event", "apiVersion": "v1", "type": event["type"], "firstTimestamp": time, "lastTimestamp": time}
    return {**frame, "count": 1, "reason": event["reason"], "message": event["message"]}
