# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""How long a running notebook goes on."""

from typing import Any

from ..errors import modelarts
from ..registry import Call, operation
from . import notebook_spec as spec
from .notebook_kind import NOTEBOOKS, find, lease_view, must_run


@operation("ShowLease")
def show_lease(call: Call) -> dict[str, Any]:
    record = find(call)
    must_run(record)
    return lease_view(record)


@operation("RenewLease")
def renew_lease(call: Call) -> dict[str, Any]:
    """A `duration` in the query makes the service ignore the body."""
    record = find(call, code="6309")
    must_run(record)
    given = {"duration": call.query["duration"]} if "duration" in call.query else call.body
    if "duration" not in given:
        raise modelarts("6348", "The duration is missing.")
    record["lease"] = spec.lease(call.world.clock.ms(), given["duration"], given.get("type"))
    # entering RUNNING again sets the new end
    NOTEBOOKS.enter(call.world, record, "RUNNING")
    return lease_view(record)
