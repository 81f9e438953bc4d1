# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource pools: orders, drivers and scopes, growing and shrinking, what is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.unit.emulator.conftest import NOTEBOOK
from tests.unit.emulator.dedicated import (
    BAD,
    BILLING,
    CPU,
    DESCRIPTION,
    GPU,
    NETWORK,
    NO_POOL,
    NPU,
    PREPAID,
    WORKSPACE,
    Dedicated,
)

DEFAULT = f"{CPU}-default"
ORDER = "os.modelarts/order.name"


def counts(shown: Any) -> dict[str, int]:
    return {name: sum(row["count"] for row in rows) for name, rows in shown["status"]["resources"].items()}


def scopes(shown: Any) -> dict[str, str]:
    return {row["scopeType"]: row["state"] for row in shown["status"]["scope"]}


def order(made: Dedicated, shown: Any) -> Any:
    name = shown["metadata"]["labels"][ORDER]
    rows = made.good("GET", "/orders", involvedName=shown["metadata"]["name"])["items"]
    assert rows[0]["orderName"] == name
    return {**rows[0], "states": [item["status"] for item in made.good("GET", f"/orders/{name}")["items"]]}


def test_a_pool_comes_up_step_by_step(emulator: Emulator, made: Dedicated) -> None:
    given = {"flavor": GPU, "count": 2}
    shown = made.new_pool(given, scope=["notebook", "Train"], annotations={DESCRIPTION: "a"}).body
    name = shown["metadata"]["name"]
    assert name == f"main-{emulator.project_id}"
    assert shown["metadata"]["annotations"] == {DESCRIPTION: "a", BILLING: "0"}
    group = shown["spec"]["resources"][0]
    assert given.items() <= group.items()
    assert (group["nodePool"], group["maxCount"], group["extendParams"]["runtime"]) == (
        f"{GPU}-default",
        2,
        "containerd",
    )
    assert shown["spec"]["scope"] == ["Train", "Notebook"]
    assert shown["spec"]["driver"] == {"gpuVersion": "470.57.02"}
    assert (shown["status"]["phase"], counts(shown), made.nodes(name)) == ("Creating", {"creating": 2}, [])
    assert order(made, shown)["phase"] == "processing"
    emulator.advance(6)
    assert [node["status"]["phase"] for node in made.nodes(name)] == ["Creating", "Creating"]
    emulator.advance(30)
    shown = made.show(name)
    assert (shown["status"]["phase"], counts(shown)) == ("Running", {"available": 2})
    assert shown["status"]["driver"] == {"gpu": {"state": "Creating", "version": "470.57.02"}}
    assert scopes(shown) == {"Train": "Enabling", "Notebook": "Enabling"}
    found = order(made, shown)
    assert (found["phase"], found["states"]) == ("successed", ["succeed"] * 3)
    emulator.advance(20)
    shown = made.show(name)
    assert shown["status"]["driver"]["gpu"]["state"] == "Running"
    assert {node["status"]["driver"]["phase"] for node in made.nodes(name)} == {"Running"}
    assert scopes(shown) == {"Train": "Enabling", "Notebook": "Enabling"}
    emulator.advance(20)
    assert scopes(made.show(name)) == {"Train": "Enabled", "Notebook": "Enabled"}


def test_a_pool_without_accelerators_has_no_driver(made: Dedicated) -> None:
    shown = made.show(made.pool())
    assert "driver" not in shown["spec"]
    assert "driver" not in shown["status"]
    assert scopes(shown) == {"Train": "Enabled"}


def test_what_the_service_adds(emulator: Emulator, made: Dedicated) -> None:
    labels = made.show(made.pool(labels={"os.modelarts/node.prefix": "worker"}))["metadata"]["labels"]
    assert re.fullmatch(r"maos-main-[0-9a-f]{5}", labels["os.modelarts/resource.id"])
    assert labels["os.modelarts/tenant.project.id"] == emulator.project_id
    pool = made.good("GET", "/pools")["items"][-1]["metadata"]["name"]
    assert all(name.startswith("worker-") for name in made.names(pool))


def test_names_can_stand_twice(emulator: Emulator, made: Dedicated) -> None:
    first, second = made.pool(), made.pool()
    assert first == f"main-{emulator.project_id}"
    assert re.fullmatch(rf"main-[0-9a-f]{{4}}-{emulator.project_id}", second)


def test_some_nodes_fail(emulator: Emulator, made: Dedicated) -> None:
    emulator.settings(pool_failed_nodes=1)
    shown = made.show(made.pool({"flavor": CPU, "count": 3}))
    assert (shown["status"]["phase"], counts(shown)) == ("Running", {"available": 2, "abnormal": 1})
    found = order(made, shown)
    assert (found["phase"], sorted(found["states"])) == (
        "partialSuccessed",
        ["failed", "succeed", "succeed", "succeed"],
    )
    assert found["failReason"]
    made.resize(shown["metadata"]["name"], 2)
    emulator.advance(11)
    assert counts(made.show(shown["metadata"]["name"])) == {"available": 2}


@pytest.mark.parametrize("settings", [{"pool_failed_nodes": 9}, {"outcomes": {"pool": {"Creating": "Error"}}}])
def test_a_pool_can_fail(emulator: Emulator, made: Dedicated, settings: dict[str, Any]) -> None:
    emulator.settings(**settings)
    name = made.pool()
    shown = made.show(name)
    assert (shown["status"]["phase"], scopes(shown)) == ("Error", {"Train": "Disabled"})
    assert shown["status"]["message"]
    found = order(made, shown)
    assert (found["phase"], set(found["states"])) == ("failed", {"failed"})
    assert [row["metadata"]["name"] for row in made.good("GET", "/pools", status="failed")["items"]] == [name]
    assert name not in [row["metadata"]["name"] for row in made.good("GET", "/pools")["items"]]
    emulator.advance(3 * 24 * 3600)
    assert made.call("GET", f"/pools/{name}").code == NO_POOL


def test_drivers_and_scopes_can_fail(emulator: Emulator, made: Dedicated) -> None:
    outcomes = {"pool_scope": {"Enabling": "Disabled"}, "pool_driver": {"Creating": "Abnormal"}}
    emulator.settings(outcomes=outcomes)
    shown = made.show(made.pool({"flavor": GPU, "count": 1}))
    assert scopes(shown) == {"Train": "Disabled"}
    assert shown["status"]["driver"]["gpu"]["state"] == "Abnormal"


def test_the_list(emulator: Emulator, made: Dedicated) -> None:
    emulator.put("workspace", "other")
    creating = made.new_pool(name="late").body["metadata"]["name"]
    other = made.new_pool(labels={WORKSPACE: "other"}).body["metadata"]["name"]

    def names(**query: Any) -> list[str]:
        return [row["metadata"]["name"] for row in made.good("GET", "/pools", **query)["items"]]

    assert names() == ["emulator-86c13962597848eeb29c5861153a391f", creating]
    assert names(status="creating") == [creating]
    assert names(status="created") == ["emulator-86c13962597848eeb29c5861153a391f"]
    assert names(workspaceId="other") == [other]
    assert names(labelSelector="os.modelarts/name=late") == [creating]
    assert made.call("GET", "/pools", limit=1).code == BAD
    statistics = made.good("GET", "/statistics/pools")
    assert statistics["statistics"]["status"] == {"created": 1, "creating": 1, "failed": 0, "pending": 0}


def test_growing_and_shrinking(emulator: Emulator, made: Dedicated) -> None:
    name = made.pool({"flavor": CPU, "count": 2})
    old = set(made.names(name))
    created = made.show(name)["metadata"]["labels"][ORDER]
    shown = made.resize(name, 3).body
    assert (shown["status"]["phase"], counts(shown)) == ("Running", {"creating": 1, "available": 2})
    assert shown["metadata"]["labels"][ORDER] != created
    assert made.resize(name, 4).code == BAD
    emulator.advance(40)
    assert order(made, made.show(name))["phase"] == "successed"
    new = set(made.names(name)) - old
    made.resize(name, 2)
    assert {node["metadata"]["name"] for node in made.nodes(name) if node["status"]["phase"] == "Deleting"} == new
    emulator.advance(11)
    assert set(made.names(name)) == old
    assert made.resize(name, 0).code == BAD


def test_a_list_of_node_pools_is_replaced(emulator: Emulator, made: Dedicated) -> None:
    extra = {
        "flavor": CPU,
        "count": 2,
        "nodePool": "extra",
        "labels": {"team": "a"},
        "extendParams": {"runtime": "docker"},
    }
    name = made.pool({"flavor": CPU, "count": 1}, extra)
    groups = made.show(name)["spec"]["resources"]
    assert [group["nodePool"] for group in groups] == ["extra", DEFAULT]
    assert groups[0]["extendParams"] == {"runtime": "docker", "dockerBaseSize": "50"}
    shown = made.patch(name, resources=[{"flavor": CPU, "count": 2, "nodePool": "extra"}]).body
    assert counts(shown) == {"available": 2, "deleting": 1}
    kept = shown["spec"]["resources"]
    assert [group["nodePool"] for group in kept] == ["extra"]
    assert "labels" not in kept[0]
    assert kept[0]["extendParams"]["runtime"] == "containerd"
    emulator.advance(11)
    rows = made.show(name)["status"]["resources"]["available"]
    assert [(row["nodePool"], row["count"], row["maxCount"]) for row in rows] == [("extra", 2, 2)]


def test_zones(emulator: Emulator, made: Dedicated) -> None:
    azs = [{"az": "cn-north-7a", "count": 1}, {"az": "cn-north-7b", "count": 1}]
    name = made.pool({"flavor": CPU, "count": 2, "azs": azs})
    assert made.show(name)["status"]["resources"]["available"][0]["azs"] == azs
    azs[1]["count"] = 2
    made.resize(name, 3, azs=azs)
    emulator.advance(40)
    assert made.show(name)["status"]["resources"]["available"][0]["azs"] == azs
    azs[1]["count"] = 1
    made.resize(name, 2, azs=azs)
    emulator.advance(11)
    assert made.show(name)["status"]["resources"]["available"][0]["azs"] == azs


def test_scopes_come_and_go(emulator: Emulator, made: Dedicated) -> None:
    name = made.pool()
    shown = made.patch(name, scope=["Infer"]).body
    assert shown["spec"]["scope"] == ["Infer"]
    assert scopes(shown) == {"Train": "Disabling", "Infer": "Enabling"}
    emulator.advance(21)
    assert scopes(made.show(name)) == {"Train": "Disabled", "Infer": "Enabled"}


def test_drivers_change(emulator: Emulator, made: Dedicated) -> None:
    name = made.pool({"flavor": GPU, "count": 1}, driver={"gpuVersion": "440.31", "updateStrategy": "idle"})
    shown = made.patch(name, driver={"gpuVersion": "440.33"}).body
    assert shown["spec"]["driver"] == {"gpuVersion": "440.33", "updateStrategy": "idle"}
    assert shown["status"]["driver"]["gpu"] == {"state": "Upgrading", "version": "440.33"}
    emulator.advance(21)
    assert made.show(name)["status"]["driver"]["gpu"]["state"] == "Running"
    assert made.patch(name, driver={"updateStrategy": None}).body["spec"]["driver"] == {"gpuVersion": "440.33"}
    made.patch(name, resources=[{"flavor": CPU, "count": 1}])
    emulator.advance(40)
    assert "driver" not in made.show(name)["spec"]


def test_the_description_is_merged(made: Dedicated) -> None:
    name = made.pool(annotations={DESCRIPTION: "old"})

    def describe(text: str | None) -> Any:
        body = {"metadata": {"annotations": {DESCRIPTION: text}}}
        return made.good("PATCH", f"/pools/{name}", body)["metadata"]["annotations"]

    assert describe("new") == {DESCRIPTION: "new", BILLING: "0"}
    assert made.patch(name, scope=["Infer"]).body["metadata"]["annotations"][DESCRIPTION] == "new"
    assert describe("") == {DESCRIPTION: "", BILLING: "0"}
    assert describe(None) == {BILLING: "0"}
    assert made.patch(name).body["metadata"]["annotations"] == {BILLING: "0"}


def test_job_flavors(made: Dedicated) -> None:
    name = made.pool(jobFlavors=["modelarts.pool.cpu.8u"])
    assert made.show(name)["spec"]["jobFlavors"] == ["modelarts.pool.cpu.8u"]
    assert made.patch(name, jobFlavors=["other"]).code == BAD
    assert "jobFlavors" not in made.patch(name, jobFlavors=None).body["spec"]


def test_a_deleted_pool(emulator: Emulator, made: Dedicated) -> None:
    name = made.pool()
    deleted = made.good("DELETE", f"/pools/{name}")
    assert deleted["metadata"]["deletionTimestamp"]
    assert made.show(name)["status"]["phase"] == "Deleting"
    assert "deletionTimestamp" not in made.show(name)["metadata"]
    assert made.patch(name, scope=["Train"]).code == BAD
    assert made.good("DELETE", f"/pools/{name}")["metadata"] == deleted["metadata"]
    emulator.advance(31)
    for method, tail in (("GET", ""), ("DELETE", ""), ("GET", "/nodes"), ("GET", "/monitor"), ("GET", "/workloads")):
        answer = made.call(method, f"/pools/{name}{tail}")
        assert (answer.status, answer.code) == (404, NO_POOL)
    assert made.call("PATCH", f"/pools/{name}", {}).status == 404
    assert [row for row in emulator.objects("pool_node") if row["pool"] == name] == []
    assert made.good("GET", "/orders", involvedName=name)["items"] == []


def test_a_pool_that_is_paid_by_the_month(emulator: Emulator, made: Dedicated) -> None:
    without = {key: text for key, text in PREPAID.items() if key != "os.modelarts/auto.pay"}
    assert made.new_pool(annotations=without).code == BAD
    assert made.new_pool({"flavor": "modelarts.vm.cpu8u32g", "count": 1}, annotations=PREPAID).code == BAD
    name = made.pool({"flavor": CPU, "count": 2}, annotations=PREPAID)
    assert made.show(name)["metadata"]["annotations"] == without
    assert made.resize(name, 1).code == BAD
    assert made.resize(name, 3).code == BAD
    assert made.call("DELETE", f"/pools/{name}").code == BAD
    assert made.call("POST", f"/pools/{name}/nodes/batch-delete", {"deleteNodeNames": made.names(name)[:1]}).code == BAD
    grown = {"metadata": {"annotations": PREPAID}, "spec": {"resources": [{"flavor": CPU, "count": 3}]}}
    assert counts(made.good("PATCH", f"/pools/{name}", grown)) == {"creating": 1, "available": 2}


def test_notebooks_wait_for_the_scope(emulator: Emulator, made: Dedicated) -> None:
    training = made.pool()
    name = made.new_pool(name="late", scope=["Notebook"]).body["metadata"]["name"]

    def create(pool: str) -> str:
        answer = made.api.call("POST", "/notebooks", {**NOTEBOOK, "flavor": "modelarts.pool.cpu.4u", "pool_id": pool})
        return str(answer.status) if answer.status == 200 else answer.code

    assert create(training) == "ModelArts.6336"
    assert create(name) == "ModelArts.6355"
    emulator.advance(36)
    assert create(name) == "ModelArts.6355"
    emulator.advance(20)
    assert create(name) == "200"


STEP = {"type": "hyperinstance", "step": 4}


@pytest.mark.parametrize(
    "group",
    [
        {"count": 0},
        {"count": 1, "maxCount": 2},
        {"count": 6, "creatingStep": STEP},
        {"count": 4, "maxCount": 2, "creatingStep": STEP},
        {"count": 1, "nodePool": "mine-default"},
        {"count": 1, "nodePool": "Mine"},
        {"count": 2, "azs": [{"az": "cn-north-7a", "count": 1}]},
        {"count": 1, "azs": [{"az": "cn-south-1", "count": 1}]},
        {"count": 1, "colour": "red"},
        {"count": 1, "rootVolume": {"volumeType": "SSD", "size": "big"}},
        {"count": 1, "taints": [{"key": "a", "effect": "Never"}]},
        {"count": 1, "flavor": "modelarts.vm.gpu.8v100"},
        {"count": 1, "flavor": "modelarts.vm.cpu.4ud", "azs": [{"az": "cn-north-7a", "count": 1}]},
        {"count": 1, "flavor": NPU},
        {"count": None},
    ],
)
def test_node_pools_that_are_refused(made: Dedicated, group: dict[str, Any]) -> None:
    answer = made.new_pool({"flavor": CPU, **group})
    assert (answer.status, answer.code) == (400, BAD), answer
    assert len(made.emulator.objects("pool")) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scope": []}, BAD),
        ({"scope": ["Sleep"]}, BAD),
        ({"type": "Dedicated"}, BAD),
        ({"network": {"name": "net-0123"}}, "ModelArts.50025001"),
        ({"network": {}}, BAD),
        ({"resources": []}, BAD),
        ({"resources": [{"flavor": "other", "count": 1}]}, "ModelArts.50005101"),
        ({"resources": [{"flavor": CPU, "count": 1}, {"flavor": CPU, "count": 2}]}, BAD),
        ({"driver": {"gpuVersion": "440.31"}}, BAD),
        ({"resources": [{"flavor": GPU, "count": 1}], "driver": {"gpuVersion": "1.0"}}, BAD),
        ({"jobFlavors": ["other"]}, BAD),
        ({"name": "Upper"}, BAD),
        ({"annotations": {BILLING: "1"}}, BAD),
        ({"labels": {WORKSPACE: "other"}}, "ModelArts.0102"),
    ],
)
def test_pools_that_are_refused(made: Dedicated, changes: dict[str, Any], code: str) -> None:
    answer = made.new_pool(**changes)
    assert (answer.status, answer.code) == (400, code), answer
    assert len(made.emulator.objects("pool")) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"spec": None},
        {"spec": {"resources": None}},
        {"spec": {"scope": None}},
        {"spec": {"scope": []}},
        {"spec": {"network": {"name": NETWORK}}},
        {"spec": {"resources": [{"flavor": CPU, "count": None}]}},
        {"spec": {"resources": [{"flavor": CPU, "count": 2, "creatingStep": {"type": "hyperinstance", "step": 2}}]}},
        {"spec": {"resources": [{"flavor": GPU, "count": 1, "nodePool": DEFAULT}]}},
        {"spec": {"resources": [{"flavor": CPU, "count": 1}, {"flavor": CPU, "count": 0, "nodePool": "more"}]}},
        {"metadata": {"annotations": {BILLING: "0"}}},
        {"metadata": {"annotations": {DESCRIPTION: "a'b"}}},
        {"metadata": {"labels": {}}},
    ],
)
def test_patches_that_are_refused(made: Dedicated, body: dict[str, Any]) -> None:
    name = made.pool()
    before = made.show(name)
    answer = made.call("PATCH", f"/pools/{name}", body)
    assert (answer.status, answer.code) == (400, BAD), answer
    assert made.show(name) == before


def test_a_pool_that_is_not_ready_is_not_changed(made: Dedicated) -> None:
    name = made.new_pool().body["metadata"]["name"]
    assert made.patch(name, scope=["Infer"]).code == BAD
    body = {"metadata": {"annotations": {DESCRIPTION: "early"}}}
    assert made.good("PATCH", f"/pools/{name}", body)["metadata"]["annotations"][DESCRIPTION] == "early"


def test_hyper_nodes_and_images(made: Dedicated) -> None:
    system = {"autoMatch": "Ubuntu 22.04"}
    name = made.pool({"flavor": NPU, "count": 8, "creatingStep": STEP, "os": system}, driver={"npuVersion": "C78"})
    group = made.show(name)["spec"]["resources"][0]
    assert group["os"] == {"name": "Ubuntu 22.04", "autoMatch": ""}
    assert made.resize(name, 4, NPU, creatingStep=STEP).status == 200


def test_quotas(emulator: Emulator, made: Dedicated) -> None:
    emulator.settings(quota={"pool": 1})
    made.pool()
    assert "quota" in made.new_pool().body["error_msg"]


def test_the_seeded_pool_is_a_real_one(made: Dedicated) -> None:
    shown = made.show("emulator-86c13962597848eeb29c5861153a391f")
    assert (counts(shown), set(scopes(shown).values())) == ({"available": 2}, {"Enabled"})
    assert shown["spec"]["network"]["name"] == NETWORK
    assert len(made.nodes("emulator-86c13962597848eeb29c5861153a391f")) == 2
