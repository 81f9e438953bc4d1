# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The search for training jobs."""

from typing import Any

from ..errors import modelarts
from ..kinds import contains
from ..registry import Call, operation
from ..store import Record
from .training_code import invalid
from .training_kind import JOBS, ended, host_ips, phase, started, view
from .workspaces import DEFAULT

LIMIT = 10
LONGEST = 31 * 24 * 3600 * 1000
OPERATORS = {
    "name": ("like", "in", "not"),
    "create_time": ("between",),
    "phase": ("in", "not"),
    "algorithm_name": ("like", "in", "not"),
    "kind": ("in", "not"),
    "user_id": ("in", "not"),
}
SORTABLE = ("create_time", "name", "phase", "algorithm_name", "start_time", "duration")


@operation("ListTrainingJobs")
def list_training_jobs(call: Call) -> dict[str, Any]:
    """`offset` counts pages."""
    body = call.body
    limit, offset = body.get("limit", LIMIT), body.get("offset", 0)
    sort_by, order = body.get("sort_by") or "create_time", (body.get("order") or "desc").lower()
    if sort_by not in SORTABLE:
        raise modelarts("2790", f"Unsupported sorting item ({sort_by}).")
    rows = _matching(call)
    newest_first = order == "desc"
    rows = sorted(rows[::-1] if newest_first else rows, key=lambda row: _rank(call, row, sort_by), reverse=newest_first)
    items = [view(call.world, row) for row in rows[offset * limit : (offset + 1) * limit]]
    answer = {
        "total": len(rows),
        "count": len(items),
        "limit": limit,
        "offset": offset,
        "sort_by": sort_by,
        "order": order,
        "group_by": body.get("group_by", ""),
        "workspace_id": body.get("workspace_id") or DEFAULT,
        "ai_project": "default-ai-project",
        "items": items,
    }
    return {**answer, "train_type": body["train_type"]} if "train_type" in body else answer


def has_tags(record: Record, wanted: list[dict[str, Any]]) -> bool:
    """All keys, each with one of its values; a key without values asks for any."""
    present = {tag["key"]: tag["value"] for tag in record["tags"]}
    return all(
        item.get("key") in present and (not item.get("values") or present[item["key"]] in item["values"])
        for item in wanted
    )


def _matching(call: Call) -> list[Record]:
    body = call.body
    workspace = body.get("workspace_id") or DEFAULT
    filters = [_checked(item) for item in body.get("filters", [])]
    hosts = set(body.get("host_ips", []))
    return [
        row
        for row in JOBS.listed(call.world, call.project)
        if row["metadata"]["workspace_id"] == workspace
        and all(_passes(row, *item) for item in filters)
        and body.get("train_type") in (None, "", row.get("train_type"))
        and has_tags(row, body.get("tags", []))
        and (not hosts or hosts & set(host_ips(row)))
    ]


def _checked(item: dict[str, Any]) -> tuple[str, str, list[str]]:
    """Key, operator and values of a filter; empty values do not count."""
    key, operator = item.get("key", ""), item.get("operator", "").lower()
    if key not in OPERATORS:
        raise modelarts("2807", f"Unsupported condition key ({key})")
    if operator not in OPERATORS[key]:
        raise modelarts("2808", f"Unsupported condition operator ({operator}) of {key}")
    values = [value for value in item.get("value", []) if value != ""]
    if operator == "between" and values:
        _check_span(values)
    return key, operator, values


def _check_span(values: list[str]) -> None:
    if len(values) != 2 or not all(value.isdecimal() for value in values):
        raise modelarts("2809", f"Unsupported condition value ({', '.join(values)}): two times in milliseconds")
    if not 0 <= int(values[1]) - int(values[0]) <= LONGEST:
        raise invalid("create_time", "a span of at most 31 days")


def _passes(record: Record, key: str, operator: str, values: list[str]) -> bool:
    if not values:
        return True
    if operator == "between":
        return int(values[0]) <= record["metadata"]["create_time"] <= int(values[1])
    value = _value(record, key)
    if operator == "like":
        return any(contains(value, part) for part in values)
    return (value in values) == (operator == "in")


def _value(record: Record, key: str) -> str:
    if key == "name":
        return str(record["metadata"]["name"])
    if key == "phase":
        return phase(record)
    if key == "algorithm_name":
        return str(record["algorithm"].get("name", ""))
    return str(record["kind"] if key == "kind" else record["_user_id"])


def _rank(call: Call, record: Record, key: str) -> Any:
    if key == "create_time":
        return record["metadata"]["create_time"]
    if key == "start_time":
        return started(record) or 0.0
    if key == "duration":
        return (ended(call.world, record) or call.world.clock.now()) - (started(record) or call.world.clock.now())
    return _value(record, key)
