# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Flavors of the nodes of dedicated resource pools."""

from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind, seed_data
from ..registry import Call, operation, seed
from ..store import Record
from .kubernetes import page, selects

if TYPE_CHECKING:
    from ..world import World

FLAVORS = Kind("resource_flavor")
NORMAL = "normal"


@seed
def seed_resource_flavors(world: World) -> None:
    for record in seed_data("resource_flavors"):
        FLAVORS.seed(world, record)


def flavor_of(call: Call, key: str) -> Record:
    flavor = FLAVORS.get(call.world, call.project, key)
    if flavor is None:
        raise modelarts("50005101", f"Resourceflavor {key} not found.")
    return flavor


def open_zones(flavor: Record) -> list[str]:
    """The availability zones in which a flavor can be had."""
    return [zone for zone, phase in flavor["phase"].items() if phase == NORMAL]


def accelerator(flavor: Record) -> str | None:
    """gpu, npu, or None."""
    return next((name for name in ("gpu", "npu") if name in flavor["spec"]), None)


@operation("ListResourceFlavors")
def list_resource_flavors(call: Call) -> dict[str, Any]:
    selector = call.query.get("labelSelector", "")
    flavors = FLAVORS.all(call.world, call.project)
    rows = [(number, _view(row)) for number, row in enumerate(flavors) if selects(selector, row.get("labels", {}))]
    return page(call, "ResourceFlavorList", "v1", rows)


def _view(record: Record) -> dict[str, Any]:
    return {
        "kind": "ResourceFlavor",
        "apiVersion": "v1",
        "metadata": {"name": record["id"], "labels": record.get("labels", {})},
        "spec": {"type": "Dedicate", **record["spec"]},
        "status": {"phase": record["phase"]},
    }
