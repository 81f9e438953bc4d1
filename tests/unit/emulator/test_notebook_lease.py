# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a running notebook stops by itself."""

from __future__ import annotations

from typing import Any

from tests.emulator.testing import Emulator
from tests.unit.emulator.conftest import code

HOUR = 3600 * 1000


def test_a_lease_of_one_hour_is_the_default(emulator: Emulator, api: Any) -> None:
    created = api.create(duration=None)
    lease = created["lease"]
    assert (lease["duration"], lease["enable"], lease["type"]) == (HOUR, True, "TIMING")
    assert lease["create_at"] == created["create_at"]
    assert api.create(duration=-1)["lease"]["enable"] is False
    assert api.create(duration=None, lease={"type": "idle", "duration": 2 * HOUR})["lease"]["type"] == "IDLE"


def test_a_lease_runs_out(emulator: Emulator, api: Any) -> None:
    key = api.running(duration=HOUR)
    emulator.advance(3600)
    api.wait(key, "STOPPED")


def test_a_lease_is_prolonged(emulator: Emulator, api: Any) -> None:
    key = api.running(duration=HOUR)
    emulator.advance(1800)
    path = f"/notebooks/{key}/lease"
    lease = api.call("PATCH", path, {"duration": 2 * HOUR, "type": "timing"}).body
    # durations of answers count from the creation
    assert 2.5 * HOUR <= lease["duration"] < 2.6 * HOUR
    assert lease["duration"] == lease["update_at"] - lease["create_at"] + 2 * HOUR
    assert api.call("GET", path).body == lease == api.show(key)["lease"]
    emulator.advance(7100)
    assert api.show(key)["status"] == "RUNNING"
    assert api.call("PATCH", path, {"duration": HOUR}, duration=-1).body["enable"] is False
    emulator.advance(10 * 86400)
    assert api.show(key)["status"] == "RUNNING"


def test_leases_that_are_refused(api: Any) -> None:
    key = api.running()
    path = f"/notebooks/{key}/lease"
    assert code(api.call("PATCH", path)) == "6348"
    assert code(api.call("PATCH", path, {"duration": 5})) == "6349"
    assert code(api.call("PATCH", path, duration="long")) == "6332"
    api.call("POST", f"/notebooks/{key}/stop")
    api.wait(key, "STOPPED")
    assert code(api.call("GET", path)) == "6327"
    assert code(api.call("PATCH", path, {"duration": HOUR})) == "6327"
    assert code(api.call("POST", f"/notebooks/{key}/start", duration=5)) == "6349"
    assert api.show(key)["status"] == "STOPPED"


def test_a_start_makes_a_new_lease(api: Any) -> None:
    key = api.stopped(duration=-1)
    assert api.call("POST", f"/notebooks/{key}/start").body["lease"]["enable"] is True
