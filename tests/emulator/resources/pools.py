# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Resource pools, as far as other families ask for them."""

from typing import TYPE_CHECKING, Any

from tests.emulator.errors import modelarts
from tests.emulator.kinds import Kind
from tests.emulator.registry import seed

if TYPE_CHECKING:
    from tests.emulator.registry import Call
    from tests.emulator.world import World

POOLS = Kind("pool")
SEEDED = "pool-emulator-0001"


@seed
def seed_pools(world: World) -> None:
    POOLS.seed(world, {"id": SEEDED, "name": "emulator"})


def pool_of(call: Call, key: str) -> dict[str, Any]:
    """Id and name of a dedicated pool; refuses one that does not exist."""
    pool = POOLS.get(call.world, call.project, key)
    if pool is None:
        raise modelarts("6336", f"Invalid request: pool_id: the resource pool {key} does not exist")
    return {"id": pool["id"], "name": pool["name"]}
