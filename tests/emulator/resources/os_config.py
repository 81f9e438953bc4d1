# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What an account may have: the configuration of networks and pools."""

from typing import Any

from ..registry import Call, operation

NETWORK_QUOTA = 15
POOL_QUOTA = 15
CIDRS = ("192.168.0.0/16", "172.16.0.0/12")


@operation("ShowOsConfig")
def show_os_config(call: Call) -> dict[str, Any]:
    quota = call.world.settings.quota
    return {
        "networkCidrs": list(CIDRS),
        "networkQuota": quota.get("network", NETWORK_QUOTA),
        "poolQuota": quota.get("pool", POOL_QUOTA),
        "poolHighAvailable": True,
    }
