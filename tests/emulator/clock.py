# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The time of the emulator: the real time, moved ahead by whoever wants to see a lease or a token run out."""

import time
from email.utils import formatdate


class Clock:
    """advanced: moves the time of all objects and tokens; skew: how wrong the clock of the service is."""

    def __init__(self, advanced: float = 0.0, skew: float = 0.0) -> None:
        self.advanced = advanced
        self.skew = skew

    def now(self) -> float:
        """Epoch seconds."""
        return time.time() + self.advanced

    def ms(self) -> int:
        return int(self.now() * 1000)

    def gateway(self) -> float:
        """Epoch seconds by which signatures are judged; clients sign with their real time, so it is never advanced."""
        return time.time() + self.skew


def http_date(seconds: float) -> str:
    return formatdate(seconds, usegmt=True)
