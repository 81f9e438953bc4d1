# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # Modules about a part of a resource pool.
    DOCUMENTATION = r"""
options:
  pool_id:
    description:
      - The id or the name of the resource pool. A name costs one request more, and must be the name of one pool only.
    type: str
    required: true
    aliases: [resource_pool]
"""

    # Those that find the pool in the default workspace unless told.
    IN_WORKSPACE = r"""
options:
  workspace_id:
    description:
      - The workspace of the resource pool, when O(pool_id) is a name.
    type: str
    default: "0"
"""
