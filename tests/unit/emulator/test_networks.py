# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks: what they are made of, what connects them, what is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.unit.emulator.dedicated import BAD, DESCRIPTION, MERGE, NAME, NETWORK, NO_NETWORK, WORKSPACE, Dedicated

PEER = {"peerVpcId": "03e4f4d7-fc62-409b-9c52-df885525e30b", "peerSubnetId": "42aeebc3-f7c7-45aa-b884-e6e9ac2f841d"}
OTHER = {**PEER, "peerVpcId": "13e4f4d7-fc62-409b-9c52-df885525e30b", "defaultGateWay": True}
TURBO = {"name": "share", "sfsId": "23e4f4d7-fc62-409b-9c52-df885525e30b"}


def connect(made: Dedicated, network: str, **lists: Any) -> Any:
    return made.call("PATCH", f"/networks/{network}", {"spec": {"connection": lists}})


def connections(made: Dedicated, network: str) -> Any:
    return made.good("GET", f"/networks/{network}")["status"]["connectionStatus"]


def test_the_life_of_a_network(emulator: Emulator, made: Dedicated) -> None:
    answer = made.new_network("192.168.128.0/17", "network-7a03").body
    name = answer["metadata"]["name"]
    assert name == f"network-7a03-{emulator.project_id}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer["metadata"]["creationTimestamp"])
    assert answer["metadata"]["labels"] == {NAME: "network-7a03", WORKSPACE: "0"}
    assert (answer["spec"], answer["status"]) == ({"cidr": "192.168.128.0/17", "connection": {}}, {"phase": ""})
    path = f"/networks/{name}"
    emulator.advance(2)
    assert made.good("GET", path)["status"] == {"phase": "Creating"}
    emulator.advance(9)
    shown = made.good("GET", path)
    assert shown["status"]["phase"] == "Active"
    assert shown["status"]["connectionStatus"] == {}
    subnet = shown["status"]["subnets"][0]["networkId"]
    free = made.good("GET", f"{path}/network-ip-availabilities", network_id=subnet)
    assert free["subnetIpAvailability"][0]["totalIps"] == 32768
    assert made.call("GET", f"{path}/network-ip-availabilities", network_id="other").code == BAD
    deleted = made.good("DELETE", path)
    assert deleted["metadata"]["deletionTimestamp"]
    assert deleted["status"]["phase"] == "Active"
    assert made.call("PATCH", path, {"metadata": {"annotations": {DESCRIPTION: "a"}}}).code == BAD
    assert made.good("DELETE", path)["metadata"] == deleted["metadata"]
    emulator.advance(11)
    for method in ("GET", "DELETE", "PATCH"):
        answer = made.call(method, path, {} if method == "PATCH" else None)
        assert (answer.status, answer.code) == (404, NO_NETWORK)


def test_a_network_can_fail(emulator: Emulator, made: Dedicated) -> None:
    emulator.settings(outcomes={"network": {"Creating": "Abnormal"}})
    name = made.network()
    assert made.good("GET", f"/networks/{name}")["status"]["phase"] == "Abnormal"
    assert connect(made, name, peerConnectionList=[PEER]).code == BAD
    assert made.new_pool(network={"name": name}).code == BAD


@pytest.mark.parametrize(
    "cidr",
    ["10.0.0.0/16", "192.168.0.1/24", "192.168.0.0/25", "192.168.0.0", "172.0.0.0/8", "word", "172.16.0.0/33", ""],
)
def test_blocks_that_are_refused(made: Dedicated, cidr: str) -> None:
    answer = made.new_network(cidr)
    assert (answer.status, answer.code) == (400, BAD)


def test_blocks_that_overlap(made: Dedicated) -> None:
    made.network("192.168.0.0/20")
    answer = made.new_network("192.168.8.0/24")
    assert answer.code == BAD
    assert "overlaps" in answer.body["error_msg"]
    assert made.new_network("192.168.16.0/24", "other").status == 200


def test_names(emulator: Emulator, made: Dedicated) -> None:
    for name in ("abc", "Upper", "1first", "last-", "a" * 33):
        assert made.new_network(name=name).code == BAD
    first, second = made.network("192.168.0.0/24"), made.network("192.168.1.0/24")
    assert first == f"first-{emulator.project_id}"
    assert re.fullmatch(rf"first-[0-9a-f]{{4}}-{emulator.project_id}", second)


def test_a_network_is_connected_when_it_is_active(emulator: Emulator, made: Dedicated) -> None:
    spec = {"cidr": "192.168.0.0/24", "connection": {"peerConnectionList": [PEER]}}
    body = {"apiVersion": "v1", "kind": "Network", "metadata": {"labels": {NAME: "first"}}, "spec": spec}
    assert made.call("POST", "/networks", body).code == BAD
    name = made.new_network().body["metadata"]["name"]
    assert connect(made, name, peerConnectionList=[PEER]).code == BAD
    emulator.advance(11)
    answer = connect(made, name, peerConnectionList=[PEER]).body
    assert answer["spec"]["connection"] == {"peerConnectionList": [PEER]}
    assert connections(made, name)["peerConnectionStatus"] == [{**PEER, "defaultGateWay": False, "phase": "Connecting"}]
    emulator.advance(11)
    assert [peer["phase"] for peer in connections(made, name)["peerConnectionStatus"]] == ["Active"]


def test_a_list_of_connections_is_replaced(emulator: Emulator, made: Dedicated) -> None:
    name = made.network()
    connect(made, name, peerConnectionList=[PEER])
    emulator.advance(11)
    connect(made, name, peerConnectionList=[OTHER, PEER])
    phases = {peer["peerVpcId"]: peer["phase"] for peer in connections(made, name)["peerConnectionStatus"]}
    assert phases == {PEER["peerVpcId"]: "Active", OTHER["peerVpcId"]: "Connecting"}
    connect(made, name, peerConnectionList=[{**PEER, "defaultGateWay": True}])
    assert connections(made, name)["peerConnectionStatus"] == [{**PEER, "defaultGateWay": True, "phase": "Connecting"}]
    shown = connect(made, name, peerConnectionList=None).body
    assert shown["spec"]["connection"] == {}
    assert connections(made, name) == {}
    assert connect(made, name, peerConnectionList=[PEER, PEER]).code == BAD


def test_sfs_turbo(emulator: Emulator, made: Dedicated) -> None:
    name = made.network()
    subnet = made.good("GET", f"/networks/{name}")["status"]["subnets"][0]["networkId"]
    assert connect(made, name, sfsTurboConnectionList=[{**TURBO, "subnetId": "other"}]).code == BAD
    connect(made, name, peerConnectionList=[PEER], sfsTurboConnectionList=[{**TURBO, "subnetId": subnet}])
    assert connections(made, name)["sfsTurboStatus"][0]["status"] == "Creating"
    emulator.advance(11)
    turbo = connections(made, name)["sfsTurboStatus"][0]
    assert {**TURBO, "status": "Active"}.items() <= turbo.items()
    shown = connect(made, name, sfsTurboConnectionList=[]).body
    assert shown["spec"]["connection"] == {"peerConnectionList": [PEER], "sfsTurboConnectionList": []}
    assert connections(made, name)["sfsTurboStatus"][0]["status"] == "Deleting"
    connect(made, name, sfsTurboConnectionList=[TURBO])
    assert [turbo["status"] for turbo in connections(made, name)["sfsTurboStatus"]] == ["Creating"]
    connect(made, name, sfsTurboConnectionList=None)
    emulator.advance(6)
    assert list(connections(made, name)) == ["peerConnectionStatus"]


def test_connecting_can_fail(emulator: Emulator, made: Dedicated) -> None:
    outcomes = {"network_connection": {"Connecting": "Abnormal"}, "network_sfs_turbo": {"Creating": "Abnormal"}}
    emulator.settings(outcomes=outcomes)
    name = made.network()
    connect(made, name, peerConnectionList=[PEER], sfsTurboConnectionList=[TURBO])
    emulator.advance(11)
    shown = connections(made, name)
    assert shown["peerConnectionStatus"][0]["phase"] == shown["sfsTurboStatus"][0]["status"] == "Abnormal"


def test_the_description_is_merged(made: Dedicated) -> None:
    path = f"/networks/{made.network()}"
    annotate = {"metadata": {"annotations": {DESCRIPTION: "for tests"}}}
    assert made.good("PATCH", path, annotate)["metadata"]["annotations"] == {DESCRIPTION: "for tests"}
    assert made.good("PATCH", path, {"spec": {}})["metadata"]["annotations"] == {DESCRIPTION: "for tests"}
    annotate["metadata"]["annotations"][DESCRIPTION] = ""
    assert made.good("PATCH", path, annotate)["metadata"]["annotations"] == {DESCRIPTION: ""}
    removed: dict[str, Any] = {"metadata": {"annotations": {DESCRIPTION: None}}}
    assert made.good("PATCH", path, removed)["metadata"]["annotations"] == {}


@pytest.mark.parametrize(
    "body",
    [
        {"metadata": {"annotations": {DESCRIPTION: "a&b"}}},
        {"metadata": {"annotations": {"colour": None}}},
        {"metadata": {"labels": {NAME: "other"}}},
        {"spec": {"cidr": "192.168.1.0/24"}},
        {"spec": None},
        {"metadata": None},
        {"spec": {"connection": {"peerConnectionList": [None]}}},
        {"spec": {"connection": {"peerConnectionList": [{**PEER, "peerVpcId": None}]}}},
        {"spec": {"connection": {"peerConnectionList": [{"peerVpcId": "a"}]}}},
    ],
)
def test_patches_that_are_refused(made: Dedicated, body: dict[str, Any]) -> None:
    answer = made.call("PATCH", f"/networks/{made.network()}", body)
    assert (answer.status, answer.code) == (400, BAD)


def test_a_patch_is_a_merge_patch(made: Dedicated) -> None:
    path = f"/v1/{made.emulator.project_id}/networks/{made.network()}"
    for kind in ("application/json", "application/json-patch+json", "text/plain"):
        assert made.api.call("PATCH", path, {}, {"Content-Type": kind}).status == 415
    assert made.api.call("PATCH", path, {}, MERGE).status == 200


def test_a_network_in_use_is_not_deleted(emulator: Emulator, made: Dedicated) -> None:
    name = made.network()
    pool = made.pool(network={"name": name})
    answer = made.call("DELETE", f"/networks/{name}")
    assert (answer.status, answer.code) == (400, "ModelArts.50025002")
    assert pool in answer.body["error_msg"]
    made.good("DELETE", f"/pools/{pool}")
    emulator.advance(31)
    made.good("DELETE", f"/networks/{name}")


def test_the_list_and_its_cursors(emulator: Emulator, made: Dedicated) -> None:
    names = [made.network(f"192.168.{number}.0/24", f"net-{number}") for number in range(4)]
    first = made.good("GET", "/networks", limit=3)
    assert [row["metadata"]["name"] for row in first["items"]] == [NETWORK, *names[:2]]
    assert first["metadata"]["remainingItemCount"] == 2
    cursor = first["metadata"]["continue"]
    made.good("DELETE", f"/networks/{names[1]}")
    emulator.advance(11)
    for _again in range(2):
        rest = made.good("GET", "/networks", **{"limit": 3, "continue": cursor})
        assert [row["metadata"]["name"] for row in rest["items"]] == names[2:]
        assert rest["metadata"] == {}
    assert len(made.good("GET", "/networks")["items"]) == 4
    for query in ({"continue": "word"}, {"continue": "cde36780-1120-4753-bf75-0edb9ebd5a9e"}, {"limit": -1}):
        assert made.call("GET", "/networks", **query).code == BAD


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (f"{NAME}=net-1", ["net-1"]),
        (f"{NAME}==net-1,{WORKSPACE}=0", ["net-1"]),
        (f"{NAME} in (net-1, net-0),{WORKSPACE}", ["net-0", "net-1"]),
        (f"{NAME} notin (net-1,net-0123)", ["net-0"]),
        (f"{NAME}!=net-0123 , !colour", ["net-0", "net-1"]),
        ("colour", []),
        (f"{WORKSPACE}=1", []),
    ],
)
def test_the_label_selector(made: Dedicated, selector: str, found: list[str]) -> None:
    for number in range(2):
        made.network(f"192.168.{number}.0/24", f"net-{number}")
    rows = made.good("GET", "/networks", labelSelector=selector)["items"]
    assert [row["metadata"]["labels"][NAME] for row in rows] == found


@pytest.mark.parametrize("selector", ["a=b=c", "a in", "=b", "a,,b", "a (b)"])
def test_selectors_that_are_refused(made: Dedicated, selector: str) -> None:
    assert made.call("GET", "/networks", labelSelector=selector).code == BAD


def test_workspaces_and_quotas(emulator: Emulator, made: Dedicated) -> None:
    assert made.new_network(**{WORKSPACE: "other"}).code == "ModelArts.0102"
    emulator.put("workspace", "other")
    assert made.new_network(**{WORKSPACE: "other"}).body["metadata"]["labels"][WORKSPACE] == "other"
    emulator.settings(quota={"network": 1})
    answer = made.new_network("192.168.1.0/24", "second")
    assert answer.code == BAD
    assert "quota" in answer.body["error_msg"]
    assert made.good("GET", "/os-user-config")["networkQuota"] == 1
