# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Tags of training jobs."""

from typing import Any

from ..kinds import contains
from ..registry import Answer, Call, operation
from ..store import Record
from .training_code import check_names, invalid
from .training_kind import JOBS, find, find_kept
from .training_search import has_tags
from .workspaces import DEFAULT

MOST = 20
PAGE = 1000


@operation("ListTrainingJobTags")
def list_training_job_tags(call: Call) -> dict[str, Any]:
    found: dict[str, set[str]] = {}
    for record in JOBS.listed(call.world, call.project):
        for tag in record["tags"]:
            found.setdefault(tag["key"], set()).add(tag["value"])
    rows = [{"key": key, "values": sorted(values)} for key, values in sorted(found.items())]
    return {"tags": _page(call, rows)}


@operation("ShowTrainJobTags")
def show_train_job_tags(call: Call) -> dict[str, Any]:
    return {"tags": find(call)["tags"]}


@operation("CreateTrainJobTags")
def create_train_job_tags(call: Call) -> Answer:
    """The value of a key that is there already is replaced."""
    record = find_kept(call)
    tags = {tag["key"]: tag["value"] for tag in record["tags"]}
    tags.update({tag["key"]: tag.get("value", "") for tag in call.body["tags"]})
    if len(tags) > MOST:
        raise invalid("tags", f"at most {MOST} tags are possible")
    record["tags"] = [{"key": key, "value": value} for key, value in tags.items()]
    JOBS.save(call.world, record)
    return Answer()


@operation("DeleteTrainJobTags")
def delete_train_job_tags(call: Call) -> Answer:
    """A tag that is not there is passed over."""
    record = find_kept(call)
    gone = {tag["key"] for tag in call.body["tags"]}
    record["tags"] = [tag for tag in record["tags"] if tag["key"] not in gone]
    JOBS.save(call.world, record)
    return Answer()


@operation("ListTrainingJobsByTags")
def list_training_jobs_by_tags(call: Call) -> dict[str, Any]:
    rows = _matching(call)
    resources = [
        {
            "resource_detail": {},
            "workspace_id": row["metadata"]["workspace_id"],
            "resource_id": row["id"],
            "resource_name": row["metadata"]["name"],
            "tags": row["tags"],
        }
        for row in _page(call, rows)
    ]
    return {"resources": resources, "total_count": len(rows)}


@operation("CountTrainingJobsByTags")
def count_training_jobs_by_tags(call: Call) -> dict[str, Any]:
    return {"total_count": len(_matching(call))}


def _matching(call: Call) -> list[Record]:
    body = call.body
    wanted = body.get("tags", [])
    check_names((item["key"] for item in wanted), "2788", "Invalid parameter(tags): a key stands twice.")
    part = "".join(item["value"] for item in body.get("matches", []))
    untagged = body.get("without_any_tag", False)
    return [
        row
        for row in JOBS.listed(call.world, call.project)
        if row["metadata"]["workspace_id"] == body.get("workspace_id", DEFAULT)
        and contains(row["metadata"]["name"], part)
        and (not row["tags"] if untagged else has_tags(row, wanted))
    ]


def _page(call: Call, rows: list[Any]) -> list[Any]:
    offset = call.query.get("offset", 0)
    return rows[offset : offset + call.query.get("limit", PAGE)]
