# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The waiter, with a clock that the test moves."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.wait import Waiter, WaitFailed, WaitTimeout
from ansible_collections.huaweicloud.modelarts.tests.unit.plugins.module_utils.engine.toy import KETTLE


class Looks:
    """Answers look after look, the last one for ever; and a clock that moves only while somebody sleeps."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.clock = 0.0
        self.pauses: list[float] = []
        self.told: list[str] = []
        self.count = 0

    def read(self) -> dict[str, Any] | None:
        self.count += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return {"status": answer} if isinstance(answer, str) else answer

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock += seconds

    def waiter(self, limit: float = 60, interval: float = 10) -> Waiter:
        return Waiter(KETTLE, limit, interval, self.told.append, now=lambda: self.clock, sleep=self.sleep)

    def until(self, target: str, obj: dict[str, Any] | None = None, **options: float) -> dict[str, Any] | None:
        return self.waiter(**options).until(target, "kettle k", self.read, obj)


def fault(kind: str) -> ApiError:
    return ApiError("something passed by", kind=kind)


@pytest.mark.parametrize(
    ("target", "looks", "end"),
    [
        ("ready", ("FILLING", "HEATING", "HOT"), "HOT"),
        ("stopped", ("HOT", "COOLING", "COLD"), "COLD"),
        ("settled", ("COOLING", "COLD"), "COLD"),
        ("settled", ("BROKEN",), "BROKEN"),
    ],
)
def test_it_ends_at_the_target(target: str, looks: tuple[str, ...], end: str) -> None:
    seen = Looks(*looks)
    assert seen.until(target) == {"status": end}
    assert seen.count == len(looks)


@pytest.mark.parametrize("last", [None, "AWAY"])
def test_it_ends_when_the_object_is_gone(last: str | None) -> None:
    seen = Looks("HOT", "LEAVING", last)
    found = seen.until("gone")
    assert found is None or found == {"status": "AWAY"}
    assert seen.count == 3


def test_the_object_as_answered_spares_a_look() -> None:
    seen = Looks("BROKEN")
    assert seen.until("ready", {"status": "HOT"}) == {"status": "HOT"}
    assert (seen.count, seen.pauses) == (0, [])


def test_a_busy_part_keeps_the_object_busy() -> None:
    busy, free = {"status": "HOT", "lid": {"status": "MOVING"}}, {"status": "HOT", "lid": {}}
    for target in ("ready", "settled"):
        seen = Looks(busy, busy, free)
        assert seen.until(target) == free
        assert seen.count == 3


def test_a_failure_is_told_with_its_reason() -> None:
    with pytest.raises(WaitFailed, match="^kettle k is in status BROKEN: it leaks$"):
        Looks("FILLING", {"status": "BROKEN", "why": "it leaks"}).until("ready")
    with pytest.raises(WaitFailed, match="^kettle k is in status BROKEN, and the service gives no reason$"):
        Looks("FILLING", "BROKEN").until("stopped")


def test_a_failed_object_can_be_removed() -> None:
    seen = Looks("BROKEN", "LEAVING", None)
    waiter = seen.waiter()
    waiter.tolerated = "BROKEN"
    assert waiter.until("gone", "kettle k", seen.read) is None


def test_what_disappears_is_no_success() -> None:
    with pytest.raises(WaitFailed, match="^kettle k disappeared while waiting for it to be ready$"):
        Looks("FILLING", None).until("ready")


def test_a_time_out_tells_the_status_and_the_time() -> None:
    seen = Looks("HEATING")
    with pytest.raises(WaitTimeout, match=r"^kettle k is still HEATING after \d\d s, wanted: ready; a longer "):
        seen.until("ready", limit=60)
    assert 50 <= seen.clock <= 60


@pytest.mark.parametrize("kind", ["throttled", "unavailable", "unreachable", "internal"])
def test_passing_faults_are_survived(kind: str) -> None:
    seen = Looks(fault(kind), "FILLING", fault(kind), fault(kind), "HOT")
    assert seen.until("ready") == {"status": "HOT"}
    with pytest.raises(WaitTimeout, match=r"is still unknown after .* \(the last look failed: something passed by"):
        Looks(fault(kind)).until("ready")


@pytest.mark.parametrize("kind", ["unauthorized", "forbidden", "frozen", "invalid"])
def test_other_faults_are_not(kind: str) -> None:
    with pytest.raises(ApiError, match="something passed by"):
        Looks("FILLING", fault(kind), "HOT").until("ready")


def test_pauses_grow_to_the_interval() -> None:
    seen = Looks("FILLING")
    with pytest.raises(WaitTimeout):
        seen.until("ready", limit=100, interval=10)
    assert seen.pauses[0] == 0.5
    assert seen.pauses == sorted(seen.pauses) and max(seen.pauses) == 10
    seen = Looks("FILLING")
    with pytest.raises(WaitTimeout):
        seen.until("ready", limit=1, interval=0.1)
    assert set(seen.pauses) == {0.1}


def test_each_new_status_is_told_once() -> None:
    seen = Looks("FILLING", "FILLING", fault("internal"), "HEATING", "HEATING", "HOT")
    seen.until("ready")
    assert seen.told == ["kettle k FILLING", "kettle k HEATING"]
