# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The list of all requests seen."""

from collections import deque
from typing import Any

Entry = dict[str, Any]
SECRET = {"password", "admin_pass", "secret_key", "token"}


class RequestLog:
    """Numbered entries; the numbers go on when the log is emptied. No header with credentials is ever kept."""

    def __init__(self, size: int = 100_000) -> None:
        self._entries: deque[Entry] = deque(maxlen=size)
        self.last = 0

    def begin(self, entry: Entry) -> Entry:
        """Adds a request; whoever answers it completes the entry."""
        self.last += 1
        entry = {"seq": self.last, **entry}
        self._entries.append(entry)
        return entry

    def since(self, seq: int = 0) -> list[Entry]:
        return [entry for entry in self._entries if entry["seq"] > seq]

    def clear(self) -> None:
        self._entries.clear()


def masked(value: Any) -> Any:
    """A body without the secrets that IAM and a few others want in it."""
    if isinstance(value, dict):
        return {key: "***" if key in SECRET and isinstance(item, str) else masked(item) for key, item in value.items()}
    return [masked(item) for item in value] if isinstance(value, list) else value
