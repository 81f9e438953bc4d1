# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Status machines as data: how long an object stays in a status, and what comes next.

Nothing runs in the background. A status with an end carries it as a point in time, and whoever looks at the object
first moves it on (`settle`). So a restart or a jump of the clock needs no care.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .store import Record

if TYPE_CHECKING:
    from .world import World

GONE = "GONE"
TIMER = "_timer"
Entered = Callable[["World", Record, float], None]


class Machine:
    """name: under which settings steer it; phases: status -> (seconds, next status); entered: status -> side effect."""

    def __init__(
        self, name: str, phases: Mapping[str, tuple[float, str]], entered: Mapping[str, Entered] | None = None
    ) -> None:
        self.name = name
        self.phases = phases
        self.entered = entered or {}

    def enter(self, world: World, record: Record, status: str, at: float | None = None) -> None:
        """Puts a record into a status, at a time that may be in the past."""
        at = world.clock.now() if at is None else at
        record["status"] = status
        record.pop(TIMER, None)
        if status in self.phases:
            seconds, following = self.phases[status]
            following = world.settings.outcomes.get(self.name, {}).get(status, following)
            self.schedule(record, at + seconds / world.settings.speed, following, since=at)
        if status in self.entered:
            self.entered[status](world, record, at)

    @staticmethod
    def schedule(record: Record, until: float, following: str, since: float = 0.0) -> None:
        record[TIMER] = {"since": since, "until": until, "next": following}

    def settle(self, world: World, record: Record) -> bool:
        """Moves a record on to where it is by now; True when something changed."""
        changed = False
        while TIMER in record and record[TIMER]["until"] <= world.clock.now():
            timer = record[TIMER]
            self.enter(world, record, timer["next"], at=timer["until"])
            changed = True
        return changed


def progress(world: World, record: Record) -> float:
    """How much of the present status has passed, 0 to 1; 1 for a status without an end."""
    timer = record.get(TIMER)
    if not timer:
        return 1.0
    length = timer["until"] - timer["since"]
    return max(0.0, min(1.0, (world.clock.now() - timer["since"]) / length)) if length > 0 else 1.0
