# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Flavors of notebooks."""

from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind, page, public, seed_data, sort
from ..registry import Call, operation, seed
from ..store import Record
from .notebook_kind import find

if TYPE_CHECKING:
    from ..world import World

FLAVORS = Kind("notebook_flavor")
SORTABLE = ("id", "name", "vcpus", "memory", "category", "arch")


@seed
def seed_flavors(world: World) -> None:
    for record in seed_data("flavors"):
        FLAVORS.seed(world, record)


def flavor_of(call: Call, key: str) -> Record:
    """A flavor that can be used now."""
    flavor = FLAVORS.get(call.world, call.project, key)
    if flavor is None:
        raise modelarts("6323", f"The flavor {key} is not supported.")
    if flavor["sold_out"]:
        raise modelarts("6329", f"The flavor {key} is sold out.")
    return flavor


def fits(flavor: Record, image: Record) -> None:
    """Refuses an image that does not run on a flavor."""
    same_arch = flavor["arch"].upper() == image["arch"].upper()
    if not same_arch or flavor["category"] not in image["resource_categories"]:
        wanted = f"{flavor['category']} and {flavor['arch']}"
        raise modelarts(
            "6330", f"The image {image['name']} does not fit the flavor {flavor['id']}, which has {wanted}."
        )


def switchable(call: Call, current: str) -> list[Record]:
    """What a notebook of this flavor may change to."""
    present = FLAVORS.get(call.world, call.project, current)
    if present is None:
        return []
    same = ("category", "arch", "feature", "_type")
    return [
        flavor for flavor in FLAVORS.all(call.world, call.project) if all(flavor[key] == present[key] for key in same)
    ]


@operation("ListFlavors")
def list_flavors(call: Call) -> dict[str, Any]:
    wanted = {"category": "category", "type": "_type", "feature": "feature"}
    rows = [
        flavor
        for flavor in FLAVORS.all(call.world, call.project)
        if all(flavor[key] == call.query[name].upper() for name, key in wanted.items() if name in call.query)
    ]
    return _answer(call, rows)


def _answer(call: Call, rows: list[Record]) -> dict[str, Any]:
    rows = sort(rows, {"sort_dir": "ASC", **call.query}, SORTABLE, "id")
    frame = page([public(row) for row in rows], call.query.get("offset", 0), call.query.get("limit"))
    return {**frame, "flavors": frame["data"]}


@operation("ShowSwitchableFlavors")
def show_switchable_flavors(call: Call) -> dict[str, Any]:
    return _answer(call, switchable(call, find(call)["flavor"]))
