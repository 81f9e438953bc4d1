# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK lives the life of networks and resource pools with the emulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.testing import Emulator, eventually
from tests.peers.sdk import client, emulator, refusal, sdk

__all__ = ["client", "emulator"]

http_utils: Any = pytest.importorskip("huaweicloudsdkcore.utils.http_utils")

FLAVOR, GPU = "modelarts.vm.cpu.4ud", "modelarts.vm.gpu.tnt004"
PEER = {"peer_vpc_id": "11111111-1111-4111-8111-111111111111", "peer_subnet_id": "22222222-2222-4222-8222-222222222222"}


def as_merge_patch(send: Callable[[], Any]) -> Any:
    """The documents ask for this type of a PATCH; the SDK says application/json, which the emulator does not take."""
    assert refusal(send) == (415, "APIGW.0106")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http_utils, "select_header_content_type", lambda _types: "application/merge-patch+json")
        return send()


def network_with(client: Any, name: str, cidr: str) -> Any:
    """A new network that is active."""
    labels = sdk.NetworkMetadataLabels(os_modelarts_name=name, os_modelarts_workspace_id="0")
    body = sdk.NetworkCreationRequest(
        api_version="v1",
        kind="Network",
        metadata=sdk.NetworkMetadataCreation(labels=labels),
        spec=sdk.NetworkSpec(cidr=cidr),
    )
    made = client.create_network(sdk.CreateNetworkRequest(body=body))
    assert made.metadata.labels.os_modelarts_name == name and made.spec.cidr == cidr
    key = made.metadata.name
    return eventually(lambda: (found := show_network(client, key)).status.phase == "Active" and found)


def show_network(client: Any, key: str) -> Any:
    return client.show_network(sdk.ShowNetworkRequest(network_name=key))


def connect(client: Any, key: str, *peers: dict[str, Any]) -> Any:
    connection = sdk.NetworkConnection(peer_connection_list=[sdk.PeerConnectionItem(**peer) for peer in peers])
    body = sdk.NetworkUpdateRequest(spec=sdk.NetworkSpecUpdate(connection=connection))
    return as_merge_patch(lambda: client.patch_network(sdk.PatchNetworkRequest(network_name=key, body=body)))


def delete_network(client: Any, key: str) -> None:
    client.delete_network(sdk.DeleteNetworkRequest(network_name=key))
    eventually(lambda: refusal(lambda: show_network(client, key)) == (404, "ModelArts.50025001"))


@pytest.fixture(scope="module")
def network(client: Any) -> Any:
    key = network_with(client, "of-pools", "192.168.64.0/20").metadata.name
    yield key
    delete_network(client, key)


def create_pool(client: Any, name: str, network: str, flavor: str, count: int, driver: Any = None) -> Any:
    body = sdk.CreatePoolRequestBody(
        api_version="v2",
        kind="Pool",
        metadata=sdk.PoolMetadataCreation(
            labels=sdk.PoolLabelsCreation(os_modelarts_name=name, os_modelarts_workspace_id="0"),
            annotations=sdk.PoolAnnotationsCreation(os_modelarts_description="made", os_modelarts_billing_mode="0"),
        ),
        spec=sdk.PoolSpecCreation(
            type="Dedicate",
            scope=["Train", "Notebook"],
            resources=[sdk.PoolResourceFlavor(flavor=flavor, count=count)],
            network=sdk.PoolSpecCreationNetwork(name=network),
            driver=driver,
        ),
    )
    return client.create_pool(sdk.CreatePoolRequest(body=body))


def show_pool(client: Any, key: str) -> Any:
    return client.show_pool(sdk.ShowPoolRequest(pool_name=key))


def patch_pool(client: Any, key: str, **spec: Any) -> Any:
    body = sdk.PoolUpdateRequest(spec=sdk.PoolSpecUpdate(**spec))
    return as_merge_patch(lambda: client.patch_pool(sdk.PatchPoolRequest(pool_name=key, body=body)))


def nodes(client: Any, key: str) -> list[Any]:
    return list(client.list_pool_nodes(sdk.ListPoolNodesRequest(pool_name=key)).items)


def quiet(client: Any, key: str, count: int) -> Any:
    """The pool once it has so many nodes, and nothing goes on in it.

    The service tells the nodes of a pool as lists; the SDK takes each list for one object, and reads nothing of it.
    """

    def settled() -> Any:
        found = show_pool(client, key)
        phases = [row.status.phase for row in nodes(client, key)] + [row.state for row in found.status.scope]
        there = phases.count("Available") == count
        return found.status.phase == "Running" and set(phases) == {"Available", "Enabled"} and there and found

    return eventually(settled)


@pytest.fixture(scope="module")
def pool(client: Any, network: str) -> Any:
    key = create_pool(client, "of-reads", network, FLAVOR, 2).metadata.name
    quiet(client, key, 2)
    yield key
    delete_pool(client, key)


def delete_pool(client: Any, key: str) -> None:
    assert client.delete_pool(sdk.DeletePoolRequest(pool_name=key)).metadata.name == key
    eventually(lambda: refusal(lambda: show_pool(client, key)) == (404, "ModelArts.50015001"))


def test_the_life_of_a_network(client: Any) -> None:
    made = network_with(client, "networks", "192.168.32.0/20")
    key = made.metadata.name
    selected = sdk.ListNetworksRequest(label_selector="os.modelarts/name=networks", limit=10)
    assert [row.metadata.name for row in client.list_networks(selected).items] == [key]

    connect(client, key, {**PEER, "default_gate_way": True})

    def connected() -> Any:
        status = show_network(client, key).status.connection_status
        return [row.phase for row in status.peer_connection_status or ()] == ["Active"]

    eventually(connected)
    (peer,) = show_network(client, key).spec.connection.peer_connection_list
    assert (peer.peer_vpc_id, peer.default_gate_way) == (PEER["peer_vpc_id"], True)
    annotations = sdk.NetworkMetadataAnnotations(os_modelarts_description="changed")
    body = sdk.NetworkUpdateRequest(metadata=sdk.NetworkMetadataUpdate(annotations=annotations))
    as_merge_patch(lambda: client.patch_network(sdk.PatchNetworkRequest(network_name=key, body=body)))
    assert show_network(client, key).spec.connection.peer_connection_list, "a merge patch leaves the rest"
    connect(client, key)
    assert not show_network(client, key).spec.connection.peer_connection_list
    delete_network(client, key)


def test_the_addresses_of_a_network(emulator: Emulator, client: Any, network: str) -> None:
    (record,) = [row for row in emulator.objects("network") if row["id"] == network]
    asked = sdk.ShowNetworkAvailableIpRequest(network_name=network, network_id=record["subnet"])
    (free,) = client.show_network_available_ip(asked).subnet_ip_availability
    assert (free.cidr, free.total_ips) == ("192.168.64.0/20", 4096)


def test_the_life_of_a_pool(emulator: Emulator, client: Any, network: str) -> None:
    made = create_pool(client, "pools", network, GPU, 2, sdk.PoolDriver(gpu_version="440.31"))
    key = made.metadata.name
    assert (made.status.phase, made.spec.network.name) == ("Creating", network)
    running = quiet(client, key, 2)
    assert running.metadata.annotations.os_modelarts_description == "made"
    assert eventually(lambda: show_pool(client, key).status.driver.gpu.state == "Running")
    selected = sdk.ListPoolsRequest(label_selector="os.modelarts/name=pools", workspace_id="0", status="created")
    assert [row.metadata.name for row in client.list_pools(selected).items] == [key]

    emulator.settings(speed=50)
    patch_pool(client, key, resources=[sdk.PoolSpecUpdateResources(flavor=GPU, count=3)])
    again = refusal(lambda: patch_pool(client, key, resources=[sdk.PoolSpecUpdateResources(flavor=GPU, count=4)]))
    assert again == (400, "ModelArts.50004000"), "it is being scaled"
    emulator.settings(speed=500)
    quiet(client, key, 3)
    patch_pool(client, key, scope=["Train", "Infer", "Notebook"])
    assert len(quiet(client, key, 3).status.scope) == 3
    annotations = sdk.PoolMetadataUpdateAnnotations(os_modelarts_description="changed")
    body = sdk.PoolUpdateRequest(metadata=sdk.PoolMetadataUpdate(annotations=annotations))
    as_merge_patch(lambda: client.patch_pool(sdk.PatchPoolRequest(pool_name=key, body=body)))
    assert show_pool(client, key).metadata.annotations.os_modelarts_description == "changed"

    assert refusal(lambda: client.delete_network(sdk.DeleteNetworkRequest(network_name=network))) == (
        400,
        "ModelArts.50025002",
    )
    delete_pool(client, key)


def test_the_order_of_a_pool(client: Any, network: str) -> None:
    key = create_pool(client, "ordered", network, FLAVOR, 1).metadata.name
    order = quiet(client, key, 1).metadata.labels.os_modelarts_order_name
    found = client.show_order(sdk.ShowOrderRequest(order_name=order))
    assert [(row.action, row.status) for row in found.items] == [("createPool", "succeed"), ("createNode", "succeed")]
    delete_pool(client, key)


def test_nodes(client: Any, network: str) -> None:
    key = create_pool(client, "nodes", network, FLAVOR, 3).metadata.name
    quiet(client, key, 3)
    first, second, _third = (row.metadata.name for row in nodes(client, key))
    node = client.show_pool_node(sdk.ShowPoolNodeRequest(pool_name=key, node_name=first))
    assert (node.metadata.name, node.status.phase, node.spec.flavor) == (first, "Available", FLAVOR)

    body = sdk.BatchLockPoolNodesRequestBody(node_names=[first], actions=["delete"])
    locked = client.batch_lock_pool_nodes(sdk.BatchLockPoolNodesRequest(pool_name=key, body=body))
    assert [(row.name, row.status) for row in locked.nodes] == [(first, "success")]
    gone = sdk.BatchDeletePoolNodesRequest(pool_name=key, body=sdk.NodesDeletionRequest(delete_node_names=[first]))
    assert refusal(lambda: client.batch_delete_pool_nodes(gone)) == (400, "ModelArts.50004000")
    client.batch_unlock_pool_nodes(sdk.BatchUnlockPoolNodesRequest(pool_name=key, body=body))
    client.batch_delete_pool_nodes(gone)
    eventually(lambda: first not in [row.metadata.name for row in nodes(client, key)])
    assert second in [row.metadata.name for row in nodes(client, key)]
    assert quiet(client, key, 2).spec.resources[0].count == 2
    delete_pool(client, key)


def test_tags(client: Any, pool: str) -> None:
    tags = [sdk.Tag(key="team", value="vision"), sdk.Tag(key="stage", value="test")]
    client.batch_create_pool_tags(sdk.BatchCreatePoolTagsRequest(pool_name=pool, body=sdk.CreateTagRequest(tags=tags)))

    def shown() -> dict[str, list[str]]:
        return {tag.key: tag.values for tag in client.show_pool_tags(sdk.ShowPoolTagsRequest(pool_name=pool)).tags}

    assert shown() == {"team": ["vision"], "stage": ["test"]}
    assert {tag.key for tag in client.list_pool_tags(sdk.ListPoolTagsRequest()).tags} == {"team", "stage"}
    gone = sdk.DeleteTagRequest(tags=[sdk.DeleteTagItem(key="team", value="vision")])
    client.batch_delete_pool_tags(sdk.BatchDeletePoolTagsRequest(pool_name=pool, body=gone))
    assert shown() == {"stage": ["test"]}


def test_what_a_pool_does(emulator: Emulator, client: Any, pool: str) -> None:
    asked = sdk.ShowPoolMonitorRequest(pool_name=pool, time_range="-1.-1.60", statistics="average", period="300")
    metrics = client.show_pool_monitor(asked).metrics
    assert {row.metric.metric_name: len(row.data_points) for row in metrics}["cpuUsage"] >= 12
    usage = client.show_pool_runtime_metrics(sdk.ShowPoolRuntimeMetricsRequest()).items
    (mine,) = [row for row in usage if row.metadata.name == pool]
    assert mine.table.capacity.value.cpu == "8"
    counted = client.show_pool_statistics(sdk.ShowPoolStatisticsRequest(workspace_id="0")).statistics.status
    assert counted.created >= 2 and counted.failed == 0

    emulator.put("workload", "sdk", pool=pool, type="train", status="Running")
    (running,) = client.list_workloads(sdk.ListWorkloadsRequest(pool_name=pool, type="train", status="Running")).items
    assert (running.name, running.type) == ("sdk", "train")
    statistics = client.show_workload_statistics(sdk.ShowWorkloadStatisticsRequest(pool_name=pool)).statistics
    assert (statistics.total, [row.type for row in statistics.items]) == (1, ["train"])

    first = client.list_events(sdk.ListEventsRequest(resource="pools", name=pool, limit=1))
    assert len(first.items) == 1 and first.metadata._continue
    more = sdk.ListEventsRequest(resource="pools", name=pool, limit=500, _continue=first.metadata._continue)
    reasons = [row.reason for row in client.list_events(more).items]
    assert "PoolStatusChange" in reasons and "PoolResourcesStatusChange" in reasons


def test_what_there_is(client: Any, pool: str) -> None:
    wanted = sdk.ListResourceFlavorsRequest(label_selector="os.modelarts/scope=Train", limit=2)
    page = client.list_resource_flavors(wanted)
    more = sdk.ListResourceFlavorsRequest(label_selector="os.modelarts/scope=Train", _continue=page.metadata._continue)
    names = [row.metadata.name for row in [*page.items, *client.list_resource_flavors(more).items]]
    assert {FLAVOR, GPU} < set(names) and len(names) == len(set(names))
    template = client.show_plugin_template(sdk.ShowPluginTemplateRequest(plugintemplate_name="npu-driver"))
    assert template.spec.type == "npuDriver"
    config = client.show_os_config(sdk.ShowOsConfigRequest())
    assert (config.network_quota, config.pool_quota) == (15, 15)
    assert client.show_pool_node_config(sdk.ShowPoolNodeConfigRequest(pool_name=pool)).status.phase == "Running"
    shown = client.show_pool_node_config_template(sdk.ShowPoolNodeConfigTemplateRequest(pool_name=pool))
    assert shown.kind == "NodeConfigTemplate"
    of_flavor = sdk.ShowNodeConfigTemplateRequest(nodeconfigtemplate_name=FLAVOR)
    assert client.show_node_config_template(of_flavor).metadata.name == FLAVOR


def test_what_is_refused(client: Any, network: str) -> None:
    assert refusal(lambda: show_pool(client, "none")) == (404, "ModelArts.50015001")
    assert refusal(lambda: show_network(client, "none")) == (404, "ModelArts.50025001")
    assert refusal(lambda: create_pool(client, "refused", network, "none", 1)) == (400, "ModelArts.50005101")
    assert refusal(lambda: create_pool(client, "refused", "none", FLAVOR, 1)) == (400, "ModelArts.50025001")
