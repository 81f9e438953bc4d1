# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""IAM: tokens and projects."""

from datetime import UTC, datetime
from typing import Any

from .. import directory
from ..errors import iam
from ..registry import Answer, Call, operation


@operation("CreateToken")
def create_token(call: Call) -> Answer:
    wanted = call.body["auth"]
    given = wanted["identity"]["password"]["user"]
    for user in call.world.store.all("user"):
        if (user["name"], user["domain"]) == (given["name"], given["domain"]["name"]):
            break
    else:
        raise _wrong()
    if user["password"] != given["password"]:
        raise _wrong()
    token = directory.add_token(call.world, user, _scope(call, user, wanted["scope"]["project"]))
    expires = datetime.fromtimestamp(token["expires_at"], UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    body = {"token": {"expires_at": expires, "methods": ["password"], "catalog": []}}
    return Answer(body, headers={"X-Subject-Token": token["token"]})


@operation("ListProjects")
def list_projects(call: Call) -> dict[str, Any]:
    rows = [call.world.store.get("project", key) for key in call.user["projects"]]
    base = f"http://{call.host}/v3/projects"
    projects = [
        {
            "domain_id": row["domain_id"],
            "is_domain": False,
            "parent_id": row["domain_id"],
            "name": row["name"],
            "description": "",
            "links": {"next": None, "previous": None, "self": f"{base}/{row['id']}"},
            "id": row["id"],
            "enabled": True,
        }
        for row in rows
        if row and call.query.get("name", row["name"]) == row["name"]
    ]
    return {"projects": projects, "links": {"next": None, "previous": None, "self": base}}


def _scope(call: Call, user: dict[str, Any], project: dict[str, str]) -> str:
    for key in user["projects"]:
        row = call.world.store.get("project", key) or {}
        if row.get("id") == project.get("id") or row.get("name") == project.get("name"):
            return str(key)
    raise iam(401, "Unauthorized", "The project is not one of the user.")


def _wrong() -> Exception:
    return iam(401, "Unauthorized", "The username or password is wrong.")
