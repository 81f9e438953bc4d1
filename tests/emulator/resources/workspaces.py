# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Workspaces, as far as other families ask for them; "0" is always there."""

from typing import TYPE_CHECKING

from ..errors import modelarts
from ..kinds import Kind

if TYPE_CHECKING:
    from ..registry import Call

WORKSPACES = Kind("workspace")
DEFAULT = "0"


def workspace_of(call: Call, given: str | None) -> str:
    """The workspace that a request means; refuses one that does not exist."""
    workspace = given or DEFAULT
    if workspace != DEFAULT and WORKSPACES.get(call.world, call.project, workspace) is None:
        raise modelarts("0102", f"The workspace {workspace} does not exist.")
    return workspace
