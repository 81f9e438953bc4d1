# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Flavors of the public pool and preset engines: what training jobs and algorithms choose from."""

from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind, public, seed_data
from ..registry import Call, operation, seed
from ..store import Record

if TYPE_CHECKING:
    from ..world import World

FLAVORS = Kind("training_flavor")
ENGINES = Kind("training_engine")
NAMED = ("engine_id", "engine_name", "engine_version")


@seed
def seed_catalogue(world: World) -> None:
    for record in seed_data("training_flavors"):
        FLAVORS.seed(world, {"id": record["flavor_id"], **record})
    for record in seed_data("training_engines"):
        ENGINES.seed(world, {"id": record["engine_id"], **record})


@operation("ShowTrainingJobFlavors")
def show_training_job_flavors(call: Call) -> dict[str, Any]:
    rows = FLAVORS.all(call.world, call.project)
    if "flavor_type" in call.query:
        rows = [row for row in rows if row["flavor_type"].upper() == call.query["flavor_type"].upper()]
    return {"total_count": len(rows), "flavors": [_without_id(row) for row in rows]}


@operation("ShowTrainingJobEngines")
def show_training_job_engines(call: Call) -> dict[str, Any]:
    rows = ENGINES.all(call.world, call.project)
    return {"total": len(rows), "items": [_without_id(row) for row in rows]}


def flavor_of(call: Call, key: str) -> Record:
    flavor = FLAVORS.get(call.world, call.project, key)
    if flavor is None:
        raise modelarts("2781", f"Flavor ({key}) not found.")
    return flavor


def engine_of(call: Call, given: dict[str, Any]) -> dict[str, str]:
    """Id, name and version of the preset engine that an id, or a name with a version, means."""
    wanted = {key: given[key] for key in NAMED if given.get(key)}
    identified = "engine_id" in wanted or len(wanted) == 2
    for row in ENGINES.all(call.world, call.project) if identified else ():
        if all(row[key] == value for key, value in wanted.items()):
            return {key: row[key] for key in NAMED}
    raise modelarts("2780", f"AI engine(id:{given.get('engine_id', '')}) not found.")


def _without_id(record: Record) -> Record:
    return {key: value for key, value in public(record).items() if key != "id"}
