# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Tags of notebooks."""

from typing import Any

from ..errors import modelarts
from ..registry import Answer, Call, operation
from .notebook_kind import NOTEBOOKS, find, touch
from .workspaces import DEFAULT

MOST = 20


@operation("ShowNotebookTags")
def show_notebook_tags(call: Call) -> dict[str, Any]:
    workspace = call.query.get("workspace_id", DEFAULT)
    found: dict[str, set[str]] = {}
    for record in NOTEBOOKS.listed(call.world, call.project):
        if record["workspace_id"] == workspace:
            for tag in record["tags"]:
                found.setdefault(tag["key"], set()).add(tag["value"])
    return {"tags": [{"key": key, "values": sorted(values)} for key, values in sorted(found.items())]}


@operation("CreateNotebookTags")
def create_notebook_tags(call: Call) -> Answer:
    """The value of a key that is there already is replaced."""
    record = find(call, "resource_id")
    tags = {tag["key"]: tag["value"] for tag in record["tags"]}
    tags.update({tag["key"]: tag.get("value", "") for tag in call.body["tags"]})
    if len(tags) > MOST:
        raise modelarts("6336", f"Invalid request: tags: at most {MOST} tags are possible")
    record["tags"] = [{"key": key, "value": value} for key, value in tags.items()]
    touch(call, record)
    return Answer()


@operation("DeleteNotebookTags")
def delete_notebook_tags(call: Call) -> Answer:
    """A tag that is not there is passed over."""
    record = find(call, "resource_id")
    gone = {tag["key"] for tag in call.body["tags"]}
    record["tags"] = [tag for tag in record["tags"] if tag["key"] not in gone]
    touch(call, record)
    return Answer()
