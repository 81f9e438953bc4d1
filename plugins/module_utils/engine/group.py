# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for many objects at once: each look is one listing, however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Duration
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import Resource, Status
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.wait import Waiter

SHOWN = 5  # names in a text


class Group(Resource):
    """The objects of a listing, taken as one that is ready when all of them are."""

    status = Status(field="state", ready=("complete",), failed=("failed",), reason="why")

    def __init__(self, resource: Resource, wanted: Iterable[str], names: Iterable[str]) -> None:
        self.resource, self.wanted, self.names = resource, frozenset(wanted), frozenset(names)

    def of(self, rows: list[dict]) -> dict:
        """The rows as one object."""
        there = [row for row in rows if self._is_there(row)]
        broken = [self._told(row) for row in rows if self._is_broken(row)]
        unknown = sorted(self.names - {self.resource.name_of(row) for row in rows})
        complete = len(there) == len(rows) and not unknown
        state = "failed" if broken else "complete" if complete else "incomplete"
        others = [self.resource.name_of(row) for row in rows if row not in there] + unknown
        progress = f"{len(there)} of {len(rows) + len(unknown)}, not yet: {shortened(others)}"
        return {"state": state, "rows": rows, "why": shortened(broken), "progress": progress}

    def _told(self, row: dict) -> str:
        why = self.resource.why(row)
        return f"{self.resource.name_of(row)} is {self.resource.status.of(row)}" + (f" ({why})" if why else "")

    def _is_there(self, row: dict) -> bool:
        status = self.resource.status.of(row)
        settles = status in self.resource.status.ready and self.resource.is_busy(row)
        return status in self.wanted and not settles

    def _is_broken(self, row: dict) -> bool:
        status, now = self.resource.status, self.resource.status.of(row)
        return now not in self.wanted and now in (*status.failed, *(status.stopped if status.completed else ()))

    def progress(self, obj: dict) -> str:
        return str(obj["progress"])


def await_all(
    resource: Resource, options: dict, read: Callable[[], list[dict]], tell: Callable[[str], None]
) -> list[dict]:
    """The rows once all of them are in one of the wanted statuses; WaitFailed when one of them never will be."""
    group = Group(resource, options["wait_for_status"], options.get("names") or ())
    seconds = Duration().seconds
    waiter = Waiter(group, seconds(options["wait_timeout"]), seconds(options["wait_interval"]), tell)
    label = f"the group of {resource.plural.replace('_', ' ')}"
    found: Any = waiter.until("ready", label, lambda: group.of(read()))
    return list(found["rows"])


def shortened(texts: list[str]) -> str:
    more = f" and {len(texts) - SHOWN} more" if len(texts) > SHOWN else ""
    return ", ".join(texts[:SHOWN]) + more
