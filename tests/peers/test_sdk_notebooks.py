# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK lives the life of a notebook with the emulator: what it sends is taken, what it reads is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.testing import Emulator, eventually
from tests.peers.sdk import client, client_with, credentials, emulator, exceptions, refusal, region, sdk

__all__ = ["client", "emulator"]

HOUR = 3600 * 1000
CPU_IMAGE = "e1a07296-22a8-4f05-8bc8-e936c8e54090"
PYTORCH = "278e88d1-5b71-4766-8502-b3ba72e824d9"


def create(client: Any, **changes: Any) -> Any:
    fields = {
        "name": "sdk",
        "description": "made by the SDK",
        "feature": "NOTEBOOK",
        "workspace_id": "0",
        "flavor": "modelarts.vm.cpu.2u",
        "image_id": CPU_IMAGE,
        "volume": sdk.VolumeMountRequest(category="EVS", ownership="MANAGED", capacity=50),
        "endpoints": [sdk.EndpointsReq(service="SSH", key_pair_names=["key"])],
        "lease": sdk.LeaseReq(duration=HOUR, type="TIMING"),
        **changes,
    }
    return client.create_notebook(sdk.CreateNotebookRequest(body=sdk.NotebookCreateRequest(**fields)))


def until(status: str, show: Callable[[], Any]) -> Any:
    return eventually(lambda: (found := show()).status == status and found)


def test_the_life_of_a_notebook(emulator: Emulator, client: Any) -> None:
    def show() -> Any:
        return client.show_notebook(sdk.ShowNotebookRequest(id=key))

    def update(**fields: Any) -> Any:
        return client.update_notebook(sdk.UpdateNotebookRequest(id=key, body=sdk.NotebookUpdateRequest(**fields)))

    created = create(client)
    key = created.id
    assert (created.status, created.image.id, created.volume.capacity) == ("CREATING", CPU_IMAGE, 50)
    assert [step.step for step in created.action_progress] == [1, 2, 3, 4]
    running = until("RUNNING", show)
    assert running.endpoints[0].uri.startswith("ssh://")
    assert running.user.name == emulator.username
    eventually(lambda: show().volume.status is None)

    listed = client.list_notebooks(sdk.ListNotebooksRequest(name="sd", workspace_id="0", limit=50, status="RUNNING"))
    assert [(row.id, row.name) for row in listed.data] == [(key, "sdk")]
    assert client.list_all_notebooks(sdk.ListAllNotebooksRequest(owner=running.user_id)).total == 1

    assert update(name="renamed", description="", storage_new_size=60).volume.status == "RESIZING"
    assert eventually(lambda: (found := show()).volume.status is None and found).volume.capacity == 60

    lease = client.show_lease(sdk.ShowLeaseRequest(id=key))
    assert (lease.enable, lease.type) == (True, "TIMING")
    renewed = client.renew_lease(sdk.RenewLeaseRequest(id=key, body=sdk.LeaseReq(duration=2 * HOUR, type="IDLE")))
    assert renewed.duration >= 2 * HOUR
    assert client.renew_lease(sdk.RenewLeaseRequest(id=key, duration=-1)).enable is False

    mount = client.attach_dynamic_storage(
        sdk.AttachDynamicStorageRequest(
            instance_id=key, body=sdk.DataVolumesReq(category="OBS", mount_path="/data/sdk/", uri="obs://bucket/sdk/")
        )
    )
    assert mount.category == "OBSFS"
    which = {"instance_id": key, "storage_id": mount.id}
    until("MOUNTED", lambda: client.show_dynamic_storage(sdk.ShowDynamicStorageRequest(**which)))
    mounts = client.list_dynamic_storages(sdk.ListDynamicStoragesRequest(instance_id=key))
    assert [row.mount_path for row in mounts.data] == ["/data/sdk/"]
    assert client.detach_dynamic_storage(sdk.DetachDynamicStorageRequest(**which)).status == "UNMOUNTING"

    tags = [sdk.TmsTag(key="team", value="vision")]
    body = sdk.CreateTmsTagsRequest(tags=tags)
    client.create_notebook_tags(sdk.CreateNotebookTagsRequest(resource_id=key, workspace_id="0", body=body))
    assert [(tag.key, tag.value) for tag in show().tags] == [("team", "vision")]
    assert client.show_notebook_tags(sdk.ShowNotebookTagsRequest()).tags[0].values == ["vision"]
    gone = sdk.DeleteTmsTagsRequest(tags=tags)
    client.delete_notebook_tags(sdk.DeleteNotebookTagsRequest(resource_id=key, workspace_id="0", body=gone))
    assert not show().tags

    saved = client.create_image(
        sdk.CreateImageRequest(id=key, body=sdk.ImageCreateReq(name="saved", namespace="sdk", tag="1"))
    )
    assert show().status == "SNAPSHOTTING"
    until("ACTIVE", lambda: client.show_image(sdk.ShowImageRequest(id=saved.id)))
    until("RUNNING", show)

    with pytest.raises(exceptions.ClientRequestException) as refused:
        update(flavor="modelarts.vm.cpu.8u")
    assert (refused.value.status_code, refused.value.error_code) == (400, "ModelArts.6347")
    assert client.stop_notebook(sdk.StopNotebookRequest(id=key)).status == "STOPPING"
    until("STOPPED", show)
    switchable = client.show_switchable_flavors(sdk.ShowSwitchableFlavorsRequest(id=key))
    assert "modelarts.vm.cpu.8u" in [row.id for row in switchable.data]
    assert update(flavor="modelarts.vm.cpu.8u", image_id=PYTORCH).flavor == "modelarts.vm.cpu.8u"
    started = client.start_notebook(sdk.StartNotebookRequest(id=key, duration=HOUR, type="TIMING"))
    assert started.status == "STARTING"
    until("RUNNING", show)

    assert client.delete_notebook(sdk.DeleteNotebookRequest(id=key)).status == "DELETING"
    assert eventually(lambda: refusal(show)) == (400, "ModelArts.6404")


def test_images(client: Any) -> None:
    path = "swr.example/sdk/tool:1.0"
    body = sdk.ImageRegRequest(swr_path=path, arch="X86_64", resource_category=["CPU"], services=["NOTEBOOK"])
    image = client.register_image(sdk.RegisterImageRequest(body=body))
    assert (image.name, image.tag, image.status) == ("tool", "1.0", "ACTIVE")
    wanted = sdk.ListImageRequest(name="tool", name_fuzzy_match=False, type="DEDICATED", limit=200, workspace_id="0")
    assert [row.id for row in client.list_image(wanted).data] == [image.id]
    (group,) = client.list_image_group(sdk.ListImageGroupRequest(namespace="sdk", name="tool")).data
    assert group.version_count == 1
    assert client.sync_image(sdk.SyncImageRequest(image_id=image.id)).status == "ACTIVE"
    update = sdk.UpdateImageGroupRequestBody(read_me="# Tool")
    client.update_image_group(sdk.UpdateImageGroupRequest(id=group.id, body=update))
    force = sdk.DeleteImageRequestBody(is_force=True)
    assert client.delete_image(sdk.DeleteImageRequest(id=image.id, body=force)).status == "DELETED"
    assert client.list_image(wanted).total == 0
    client.register_image(sdk.RegisterImageRequest(body=body))
    all_of_it = sdk.DeleteImageGroupRequestBody(is_force=True)
    client.delete_image_group(sdk.DeleteImageGroupRequest(id=group.id, body=all_of_it))
    assert client.list_image(wanted).total == 0


def test_flavors(client: Any) -> None:
    rows = client.list_flavors(sdk.ListFlavorsRequest(category="CPU", type="MANAGED", limit=100)).data
    assert "modelarts.vm.cpu.2u" in [row.id for row in rows]


def test_the_project_is_found_by_its_region(emulator: Emulator) -> None:
    keys = credentials.BasicCredentials(emulator.access_key, emulator.secret_key).with_iam_endpoint(
        emulator.iam_endpoint
    )
    builder = sdk.ModelArtsClient.new_builder().with_credentials(keys)
    client = builder.with_region(region.Region(emulator.region, emulator.endpoint)).build()
    assert client.list_notebooks(sdk.ListNotebooksRequest()).total is not None
    assert keys.project_id == emulator.project_id


def test_temporary_keys(emulator: Emulator) -> None:
    key = emulator.control("POST", "keys", {"temporary": True, "lifetime": 3600})
    keys = credentials.BasicCredentials(key["access_key"], key["secret_key"], emulator.project_id)
    client = client_with(keys.with_security_token(key["security_token"]), emulator)
    assert client.list_notebooks(sdk.ListNotebooksRequest()).total is not None


def test_a_wrong_key(emulator: Emulator) -> None:
    client = client_with(credentials.BasicCredentials(emulator.access_key, "wrong", emulator.project_id), emulator)
    assert refusal(lambda: client.list_notebooks(sdk.ListNotebooksRequest())) == (401, "APIGW.0301")
