# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The waiter: looks at an object again and again until it is what it should be, or cannot become it any more."""

from __future__ import annotations

import time
from typing import Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError, ModelArtsError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import COMPLETED, GONE, Resource

SETTLING_IN = 10  # seconds in which the service may not know a new object yet
FIRST_PAUSE = 0.5  # seconds; pauses grow to wait_interval
LAST_LINES = 20  # of its log, that tell why an object has failed
PASSING = {"throttled", "unavailable", "unreachable", "internal"}  # faults that a poll survives


class WaitFailed(ModelArtsError):
    """The object ended in a status from which the wanted one does not come by itself.

    log: the newest lines of what it has written, if it writes a log.
    """

    log: list[str] = []

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(["The end of its log:"] if self.log else []), *self.log])

    def details(self) -> dict:
        return {"log": self.log} if self.log else {}


class WaitTimeout(ModelArtsError):
    """The time limit passed first; what was sent goes on in the service."""


class Waiter:
    """Waits for one resource inside the time limit of a task.

    limit, interval: seconds. tell: takes one line for each new status; describe: what else that line says.
    tail: the newest lines that the object has written. look: reads more about it, as C(Resource.is_busy) wants it.
    """

    def __init__(
        self,
        resource: Resource,
        limit: float,
        interval: float,
        tell: Callable[[str], None],
        describe: Callable[[dict], str] | None = None,
        tail: Callable[[dict, int], list[str]] = lambda obj, lines: [],
        look: Callable | None = None,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.resource, self.limit, self.interval = resource, limit, interval
        self.tell, self.describe, self.tail = tell, describe or resource.progress, tail
        self.look, self.now, self.sleep = look, now, sleep
        self.began = now()
        self.deadline = self.began + limit
        self.tolerated = ""  # the failed status of an object that is being removed
        self.seen: dict | None = None  # the object as it was at the last look
        self.leaving = False  # the object is to be removed, and may be gone at any time
        self.created = float("-inf")  # when the object was created, if this task did it

    def until(self, target: str, label: str, read: Callable[[], dict | None], obj: dict | None = None) -> dict | None:
        """The object once it has reached the target (C(ready), C(stopped), C(settled), C(gone)); None when it is gone.

        obj: the object as just answered, to spare the first look.
        """
        pause, last, trouble, good = min(FIRST_PAUSE, self.interval), "", None, 0
        looked = obj is not None
        while True:
            good = good + 1 if looked and not trouble and self.reached(target, label, obj) else 0
            if good and (good >= self.resource.steady or target == GONE):
                return obj
            line = self._line(label, obj) if looked else ""
            if line != last:
                self.tell(line)
                last = line
            late = self.now() + pause > self.deadline
            if late and (looked or trouble):
                raise self._timeout(target, label, obj, trouble)
            if not late:
                self.sleep(pause)
            pause = min(pause * 1.5, self.interval)
            try:
                obj = self.seen = read()
                looked, trouble = True, None
            except ApiError as error:
                if error.kind not in PASSING:
                    raise
                trouble = error

    def reached(self, target: str, label: str, obj: dict | None) -> bool:
        """Whether the object is there; WaitFailed when it never will be."""
        status = self.resource.status
        if obj is None or status.of(obj) in status.gone:
            if target == GONE or self.leaving:
                return True
            if obj is None and self.is_new:
                return False
            raise WaitFailed(f"{label} disappeared while waiting for it to be {target}")
        now = status.of(obj)
        if target == "settled":
            return self.settled(obj)
        if now in getattr(status, target, ()) and status.outcome(obj) != GONE:
            return not self._is_busy(obj)
        if now in status.failed + (status.stopped if target == COMPLETED else ()) and now != self.tolerated:
            why = self.resource.why(obj)
            error = WaitFailed(
                f"{label} is in status {now}" + (f": {why}" if why else ", and the service gives no reason")
            )
            error.log = self.tail(obj, LAST_LINES)
            raise error
        return False

    @property
    def is_new(self) -> bool:
        """Whether the object was created so short a time ago that the service may not know it yet."""
        return self.now() < self.created + SETTLING_IN

    def of(self, resource: Resource) -> Waiter:
        """One for another object, inside the time limit of this one."""
        rest = max(self.deadline - self.now(), 0)
        return Waiter(resource, rest, self.interval, self.tell, look=self.look, now=self.now, sleep=self.sleep)

    def settled(self, obj: dict) -> bool:
        """Whether the object stays as it is; what has failed is done, whatever its parts say."""
        status = self.resource.status
        return status.settled(obj) and (status.of(obj) in status.failed or not self._is_busy(obj))

    def _is_busy(self, obj: dict) -> bool:
        try:
            return self.resource.is_busy(obj, self.look)
        except ApiError as error:
            if error.kind not in PASSING:
                raise
            return True

    def _line(self, label: str, obj: dict | None) -> str:
        if obj is None:
            return ""
        return " ".join(filter(None, (label, self.resource.status.of(obj), self.describe(obj))))

    def _timeout(self, target: str, label: str, obj: dict | None, trouble: ApiError | None) -> WaitTimeout:
        status = self.resource.status.of(obj) if obj else "unknown"
        progress = self.resource.progress(obj) if obj else ""
        still = f"{label} is still {status}" + (f" ({progress})" if progress else "")
        text = f"{still} after {self.now() - self.began:.0f} s, wanted: {target}; a longer wait_timeout sees it through"
        return WaitTimeout(f"{text} (the last look failed: {trouble})" if trouble else text)
