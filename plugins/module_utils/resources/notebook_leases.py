# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time until a notebook stops by itself. Source: ShowLease and RenewLease of the API reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    Operation,
    Resource,
    Update,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.notebooks import (
    HOUR,
    LEASE,
    MISSING,
    NOTEBOOK_ID,
    ONE,
    time_left,
)


class Remaining(Field):
    """Time left: satisfied by more than is asked, and by a lease that never ends."""

    def find(self, answer: dict) -> Any:
        if not answer:
            return None
        if not answer.get("enable", True):
            return float("inf")
        return time_left(answer)

    def same(self, wanted: Any, present: Any) -> bool:
        return present is not None and present >= wanted

    def shown(self, value: Any) -> Any:
        return "no end" if value == float("inf") else super().shown(None if value is None else int(value))


class LeaseRenewal(Update):
    """RenewLease for so much time as is asked, by default one hour more than must remain."""

    def requests(self, resource: Resource, wanted: dict, present: dict, changes: list) -> list[tuple]:
        duration = wanted.get("duration") or min(wanted["remaining"] + HOUR, 72 * HOUR)
        kind = wanted.get("type") or present.get("type")
        return [(self.operation, {"duration": duration, **({"type": kind} if kind else {})})]


class NotebookLease(Resource):
    """The time until a running notebook stops by itself (ShowLease, RenewLease); times are counted from create_at."""

    name = "notebook_lease"
    plural = "notebook_leases"
    parents = {"notebook_id": "id"}
    key = ("notebook_id",)
    path = ONE + "/lease"
    missing = MISSING
    updates = (LeaseRenewal(Operation("PATCH", ONE + "/lease", "renew lease", replay=True)),)
    fields = (
        NOTEBOOK_ID,
        Field("workspace_id", wire=None, default="0", returned=False),
        Remaining("remaining", required=True, wire=None, form=LEASE),
        Field("duration", form=LEASE, returned=False, on=()),
        Field("type", choices=("TIMING", "IDLE"), fold=True),
    )

    def problems(self, options: dict) -> Iterator[str]:
        if options.get("duration") and LEASE.seconds(options["duration"]) <= LEASE.seconds(options["remaining"]):
            yield "duration must be longer than remaining, otherwise every run renews the lease"

    def shown(self, obj: dict | None, keep: Any = ()) -> dict:
        left = self.field("remaining").find(obj or {})
        known = left is not None and left != float("inf")
        return {**super().shown(obj, keep), "remaining_seconds": int(left / 1000) if known else None}
