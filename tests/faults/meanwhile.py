# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody else does at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from tests.emulator.testing import Emulator, eventually


class Meanwhile:
    """Something that happens while the service works on an operation. rule: what else goes wrong with that."""

    def __init__(self, emulator: Emulator, operation: str, does: Callable[[], Any], **rule: Any) -> None:
        self.emulator, self.operation, self.does = emulator, operation, does
        self.mark = emulator.last_request()
        self.failure: Exception | None = None
        emulator.fault(operation, **(rule or {"delay_ms": 300}))

    def _work(self) -> None:
        try:
            eventually(lambda: self.emulator.requests(self.mark, self.operation))
            self.does()
        except Exception as error:  # of the other thread: told by this one
            self.failure = error

    def __enter__(self) -> None:
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def __exit__(self, *_error: object) -> None:
        self.thread.join()
        if self.failure:
            raise self.failure
