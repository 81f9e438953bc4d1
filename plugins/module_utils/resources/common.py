# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What objects of several families have in common."""

from __future__ import annotations

from typing import Any

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import NEVER, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Ref, pattern
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import Resource

UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"

GENERATED = r"[a-z0-9-]+-[0-9a-f]{32}"  # an id that the service makes from the user's name and the project
POOL_IDS = GENERATED + "|pool[0-9a-f]{8}"


def pools() -> type[Resource]:
    from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools import ResourcePool

    return ResourcePool


def pool(known_as: str = "", **more: Any) -> Field:
    """The dedicated resource pool that an object is in, by id or name."""
    ref = Ref(pools, POOL_IDS, known_as=(known_as,) if known_as else ())
    return Field("pool_id", aliases=("resource_pool",), ref=ref, **more)


def workspace(wire: str | None = "workspace_id", **more: Any) -> Field:
    """The workspace that an object is in; the default one, unless told."""
    rule = pattern(r"0|[0-9a-z]{32}", "0 or 32 letters and digits")
    return Field("workspace_id", assumed="0", change=NEVER, wire=wire, rules=(rule,), **more)


def rows(name: str, *group: Field, **more: Any) -> Field:
    """A list of objects; C(key) among the keywords says which of their fields tells them apart."""
    return Field(name, "list", elements="dict", group=group, **more)


def wired(place: str, field: Field) -> Field:
    """The field, below this place of requests and answers."""
    field.wire = f"{place}.{field.name}"
    field.read = (field.wire,)
    return field


def part(name: str, *group: Field, **more: Any) -> Field:
    """An object inside an object."""
    return Field(name, "dict", group=group, **more)


def texts(name: str, **more: Any) -> Field:
    """A list of texts."""
    return Field(name, "list", elements="str", **more)


def fixed(*fields: Field) -> tuple[Field, ...]:
    """The fields, with all that is in them, never to be changed after creation."""
    for field in fields:
        field.change = NEVER
        fixed(*field.group)
    return fields


def obs_path(value: str) -> str:
    """C(obs://bucket/folder/) and C(/bucket/folder) are one place."""
    return "/" + value.replace("obs://", "", 1).strip("/") if value else ""
