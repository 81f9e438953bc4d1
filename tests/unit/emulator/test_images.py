# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images and image groups."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.testing import Emulator, eventually
from tests.unit.emulator.conftest import IMAGE, NOTEBOOK

PATH = "swr.example/mine/tool:1.0"


def register(api: Any, **changes: Any) -> Any:
    return api.call("POST", "/images", {"swr_path": PATH, **changes})


def names(api: Any, **query: Any) -> list[str]:
    return [row["name"] for row in api.call("GET", "/images", **query).body["data"]]


def test_built_in_images(api: Any) -> None:
    shown = api.call("GET", f"/images/{IMAGE}").body
    assert (shown["type"], shown["status"], shown["tag"]) == ("BUILD_IN", "ACTIVE", "3.3.2-release_v1")
    answer = api.call("DELETE", f"/images/{IMAGE}")
    assert (answer.status, answer.code) == (403, "ModelArts.0108")
    assert len(names(api)) == 6


def test_register(api: Any) -> None:
    answer = register(api, arch="x86_64", resource_category=["cpu"], tags=["team=vision"])
    assert answer.status == 200
    shown = answer.body
    assert (shown["namespace"], shown["name"], shown["tag"]) == ("mine", "tool", "1.0")
    assert (shown["arch"], shown["status"], shown["type"]) == ("x86_64", "ACTIVE", "DEDICATED")
    assert (shown["origin"], shown["visibility"], shown["service_type"]) == ("CUSTOMIZE", "PRIVATE", "UNKNOWN")
    assert (shown["resource_categories"], shown["dev_services"]) == (["CPU"], ["NOTEBOOK", "SSH"])
    assert shown["tags"] == [{"key": "team", "value": "vision"}]
    assert api.call("GET", f"/images/{shown['id']}").body == shown
    assert api.call("POST", f"/images/{shown['id']}/sync").body == shown
    assert api.create(image_id=shown["id"])["image"]["swr_path"] == PATH


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"swr_path": ""}, "6336"),
        ({"swr_path": "tool:1"}, "6336"),
        ({"swr_path": "swr.example/mine/tool"}, "6336"),
        ({"swr_path": "swr.example:8080/mine/tool"}, "6336"),
        ({"arch": "RISC"}, "6336"),
        ({"resource_category": "CPU"}, "6332"),
        ({"services": ["FTP"]}, "6336"),
        ({"visibility": "SECRET"}, "6336"),
        ({"size": 1}, "6400"),
    ],
)
def test_register_refuses(api: Any, changes: dict[str, Any], code: str) -> None:
    assert register(api, **changes).code == f"ModelArts.{code}"


def test_a_path_is_registered_once(api: Any) -> None:
    assert register(api).status == 200
    assert register(api).code == "ModelArts.6737"


def test_delete(api: Any) -> None:
    key = register(api).body["id"]
    answer = api.call("DELETE", f"/images/{key}", force="true")
    assert (answer.status, answer.body["status"]) == (200, "DELETED")
    assert api.call("GET", f"/images/{key}").code == "ModelArts.6404"
    assert api.call("DELETE", f"/images/{key}").code == "ModelArts.6404"
    key = register(api).body["id"]
    assert api.call("DELETE", f"/images/{key}", {"is_force": True}).status == 200
    assert api.call("DELETE", f"/images/{key}", force="yes").code == "ModelArts.6332"


def test_filters(emulator: Emulator, api: Any) -> None:
    register(api)
    register(api, swr_path="swr.example/theirs/tools:1", service_type="train")
    assert set(names(api, name="tool")) == {"tool", "tools"}
    assert names(api, name="tool", name_fuzzy_match="false") == ["tool"]
    assert names(api, namespace="theirs") == ["tools"]
    assert set(names(api, type="DEDICATED")) == {"tool", "tools"}
    assert names(api, type="dedicated", service_type="TRAIN") == ["tools"]
    assert names(api, limit=1, type="DEDICATED", sort_key="name", sort_dir="ASC", offset=1) == ["tools"]
    emulator.put("workspace", "lab")
    register(api, swr_path="swr.example/mine/lab:1", workspace_id="lab")
    assert names(api, type="DEDICATED", workspace_id="lab") == ["lab"]


def test_save_a_notebook(emulator: Emulator, api: Any) -> None:
    key = api.running()
    emulator.settings(speed=1)
    body = {"name": "saved", "namespace": "mine", "tag": "1", "description": "from a notebook"}
    image = api.call("POST", f"/notebooks/{key}/create-image", body).body
    assert (image["status"], image["origin"]) == ("INIT", "IMAGE_SAVE")
    assert image["swr_path"].endswith("/mine/saved:1")
    assert api.show(key)["status"] == "SNAPSHOTTING"
    assert api.call("POST", f"/notebooks/{key}/create-image", body).code == "ModelArts.6357"
    assert api.call("DELETE", f"/images/{image['id']}").code == "ModelArts.6357"
    assert api.call("POST", "/notebooks", {**NOTEBOOK, "image_id": image["id"]}).code == "ModelArts.6797"
    emulator.advance(6)
    assert api.call("GET", f"/images/{image['id']}").body["status"] == "CREATING"
    emulator.advance(55)
    assert api.call("GET", f"/images/{image['id']}").body["status"] == "ACTIVE"
    assert api.show(key)["status"] == "RUNNING"
    assert api.call("POST", f"/notebooks/{key}/create-image", body).code == "ModelArts.6737"
    assert api.show(key)["status"] == "RUNNING"


def test_save_refuses(emulator: Emulator, api: Any) -> None:
    key = api.running()
    path = f"/notebooks/{key}/create-image"
    assert api.call("POST", path, {"name": "saved", "tag": "1"}).code == "ModelArts.6335"
    assert api.call("POST", path, {"name": "Saved"}).code == "ModelArts.6334"
    emulator.patch("notebook", key, status="STOPPED")
    assert api.call("POST", path, {"name": "a", "namespace": "b", "tag": "c"}).code == "ModelArts.6327"


def test_saving_can_fail(emulator: Emulator, api: Any) -> None:
    key = api.running()
    emulator.settings(outcomes={"image": {"CREATING": "CREATE_FAILED"}})
    body = {"name": "saved", "namespace": "mine", "tag": "1"}
    image = api.call("POST", f"/notebooks/{key}/create-image", body).body["id"]
    shown = eventually(
        lambda: (found := api.call("GET", f"/images/{image}").body)["status"].endswith("FAILED") and found
    )
    assert shown["status_message"]


def test_groups(api: Any) -> None:
    for tag in ("1", "2"):
        register(api, swr_path=f"swr.example/mine/tool:{tag}")
    register(api, swr_path="swr.example/mine/other:1")
    rows = api.call("GET", "/images/group").body
    assert [(row["name"], row["version_count"]) for row in rows["data"]] == [("other", 1), ("tool", 2)]
    assert (rows["total"], rows["current"], rows["size"]) == (2, 1, 2)
    (group,) = api.call("GET", "/images/group", name="tool").body["data"]
    path = f"/images/group/{group['id']}"
    assert api.call("PUT", path, {"read_me": "# Tool"}).status == 200
    assert api.call("GET", "/images/group", name="tool").body["data"][0]["read_me"] == "# Tool"
    image = api.call("GET", "/images", name="tool").body["data"][0]["id"]
    notebook = api.running(image_id=image)
    assert api.call("DELETE", path).code == "ModelArts.6357"
    api.call("DELETE", f"/notebooks/{notebook}")
    eventually(lambda: api.call("DELETE", path, {"is_force": True}).status == 200)
    assert [row["name"] for row in api.call("GET", "/images/group").body["data"]] == ["other"]
    assert api.call("DELETE", path).code == "ModelArts.6404"
