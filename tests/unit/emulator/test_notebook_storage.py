# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage mounted into a running notebook."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.testing import Emulator, eventually

EFS = "da669f6e-5591-4c10-b2a7-18d053a75677"
MOUNT = {"category": "OBS", "mount_path": "/data/here/", "uri": "obs://bucket/here/"}


def attach(api: Any, notebook: str, **changes: Any) -> Any:
    body = {key: value for key, value in {**MOUNT, **changes}.items() if value is not None}
    return api.call("POST", f"/notebooks/{notebook}/storage", body)


def mounts(api: Any, notebook: str) -> list[dict[str, Any]]:
    answer = api.call("GET", f"/notebooks/{notebook}/storage").body
    assert answer["total"] == len(answer["data"])
    return list(answer["data"])


def test_attach_and_detach(emulator: Emulator, api: Any) -> None:
    notebook = api.running()
    emulator.settings(speed=1)
    mount = attach(api, notebook).body
    assert (mount["category"], mount["status"]) == ("OBSFS", "MOUNTING")
    path = f"/notebooks/{notebook}/storage/{mount['id']}"
    assert api.call("DELETE", path).code == "ModelArts.6357"
    emulator.advance(6)
    assert mounts(api, notebook) == [api.call("GET", path).body]
    assert mounts(api, notebook)[0]["status"] == "MOUNTED"
    assert api.call("DELETE", path).body["status"] == "UNMOUNTING"
    emulator.advance(6)
    assert mounts(api, notebook) == []
    assert api.call("GET", path).code == "ModelArts.6404"
    assert api.call("DELETE", path).code == "ModelArts.6404"


def test_efs(api: Any) -> None:
    notebook = api.running()
    mount = attach(api, notebook, category="efs", uri="efs.example:/here", efs_id=EFS).body
    assert (mount["category"], mount["efs_id"]) == ("EFS", EFS)


def test_a_mount_path_is_used_once(api: Any) -> None:
    notebook = api.running()
    attach(api, notebook)
    assert attach(api, notebook).code == "ModelArts.6301"
    assert attach(api, notebook, mount_path="/data/there/").status == 200


def test_a_stop_drops_all_mounts(api: Any) -> None:
    notebook = api.running()
    attach(api, notebook)
    api.call("POST", f"/notebooks/{notebook}/stop")
    api.wait(notebook, "STOPPED")
    assert mounts(api, notebook) == []
    assert attach(api, notebook).code == "ModelArts.6327"


def test_a_mount_belongs_to_its_notebook(api: Any) -> None:
    notebook, other = api.running(), api.running()
    mount = attach(api, notebook).body["id"]
    assert mounts(api, other) == []
    assert api.call("GET", f"/notebooks/{other}/storage/{mount}").code == "ModelArts.6404"


def test_mounting_can_fail(emulator: Emulator, api: Any) -> None:
    emulator.settings(outcomes={"notebook_storage": {"MOUNTING": "MOUNT_FAILED"}})
    notebook = api.running()
    attach(api, notebook)
    failed = eventually(lambda: [row for row in mounts(api, notebook) if row["status"] == "MOUNT_FAILED"])
    assert failed[0]["failure_reason"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"category": "TAPE"}, "6336"),
        ({"category": None}, "6335"),
        ({"mount_path": None}, "6335"),
        ({"mount_path": "/home/here/"}, "6336"),
        ({"mount_path": "/data/here"}, "6318"),
        ({"uri": None}, "6317"),
        ({"uri": "https://bucket/here/"}, "6317"),
        ({"uri": "obs://bucket/here"}, "6318"),
        ({"uri": "obs://bucket/"}, "6358"),
        ({"category": "EFS"}, "6335"),
        ({"category": "EFS", "efs_id": EFS, "uri": None}, "6335"),
        ({"category": "EFS", "efs_id": "efs-1"}, "6336"),
        ({"read_only": True}, "6400"),
    ],
)
def test_mounts_that_are_refused(api: Any, changes: dict[str, Any], code: str) -> None:
    notebook = api.running()
    answer = attach(api, notebook, **changes)
    assert (answer.status, answer.code) == (400, f"ModelArts.{code}")
    assert mounts(api, notebook) == []
