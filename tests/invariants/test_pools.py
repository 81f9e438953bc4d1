# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks, resource pools and their nodes: what they keep, how they grow, how they fail, and what it costs to ask."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Context
from tests.emulator.testing import Emulator
from tests.support import call, declared, done, validator

SEEDED = "emulator-86c13962597848eeb29c5861153a391f"  # there from the start, with two nodes
SEEDED_NETWORK = "net-0123-86c13962597848eeb29c5861153a391f"
WORKSPACE = "0123456789abcdef0123456789abcdef"
SMALL, LARGE, GPU = "modelarts.vm.cpu.4ud", "modelarts.vm.cpu.8ud", "modelarts.vm.gpu.tnt004"
ME = {"name": "first"}
NETWORK = {**ME, "cidr": "192.168.128.0/17"}
POOL: dict[str, Any] = {
    **ME,
    "scope": ["Train"],
    "network_id": SEEDED_NETWORK,
    "resources": [{"flavor": SMALL, "count": 2}],
}
WITH_GPUS = {**POOL, "resources": [{"flavor": GPU, "count": 1}]}
PEERS: list[dict[str, Any]] = [
    {"vpc_id": "v1", "subnet_id": "s1", "default_gateway": True},
    {"vpc_id": "v1", "subnet_id": "s2"},
    {"vpc_id": "v2", "subnet_id": "s3"},
]
FAILS = {"pool": {"Creating": "Error"}}


def actions(result: dict[str, Any]) -> list[str]:
    return [step["action"] for step in result["plan"]]


def operations(emulator: Emulator, mark: int) -> list[str]:
    return [row["operation"] for row in emulator.requests(mark)]


def id_of(result: dict[str, Any]) -> str:
    obj = result.get("resource_pool") or result.get("network") or {}
    return str(obj["metadata"]["name"])


def record(emulator: Emulator, kind: str = "pool") -> dict[str, Any]:
    """The only one that was not there from the start."""
    (row,) = [row for row in emulator.objects(kind) if row["id"] not in (SEEDED, SEEDED_NETWORK)]
    return row


def settings_of(emulator: Emulator, kind: str = "pool") -> dict[str, Any]:
    """The same, without what happens to it by itself."""
    return {
        name: value for name, value in record(emulator, kind).items() if name not in ("events", "counts", "_visible")
    }


def nodes(emulator: Emulator, pool: str) -> list[dict[str, Any]]:
    return [row for row in emulator.objects("pool_node") if row["pool"] == pool]


def counts(emulator: Emulator, pool: str) -> dict[str, int]:
    """Node pool -> number of nodes that are there and stay."""
    return dict(Counter(row["node_pool"] for row in nodes(emulator, pool) if row["status"] != "Deleting"))


def warned(module: str, options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The result of a task, and its warnings."""
    warnings: list[str] = []
    checked = validator(module).validate({"wait_interval": "0.01", "wait_timeout": "20s", **options})
    result, _secrets = declared(module).execute(checked.validated_parameters, Context(warn=warnings.append))
    assert not result.get("failed"), result["msg"]
    return result, warnings


def now(emulator: Emulator) -> float:
    return float(emulator.control("GET", "state")["now"])


def soon(emulator: Emulator, following: str) -> dict[str, Any]:
    """The timer of a status that ends after a moment."""
    return {"since": now(emulator), "until": now(emulator) + 0.3, "next": following}


def instead(emulator: Emulator, operation: str, answer: Any, **rule: Any) -> None:
    """An answer that the emulator would not give."""
    body = json.dumps(answer)
    emulator.fault(operation, **{"count": 1, "status": 200, "content_type": "application/json", "body": body, **rule})


# Networks.


def test_a_connection_that_is_not_asked_for_any_more_is_cut(emulator: Emulator) -> None:
    done("network", {**NETWORK, "description": "first", "peerings": PEERS})
    before = settings_of(emulator, "network")
    for kept in (PEERS[:2], PEERS[1:2], []):
        changed = done("network", {**ME, "peerings": kept})
        assert actions(changed) == ["update"]
        after = settings_of(emulator, "network")
        assert [peer["peerSubnetId"] for peer in after["peers"]] == [peer["subnet_id"] for peer in kept]
        assert {**after, "peers": None, "connection": None} == {**before, "peers": None, "connection": None}
        assert not done("network", {**ME, "peerings": kept})["changed"]


def test_what_a_network_is_connected_to_besides_stays(emulator: Emulator) -> None:
    """File systems (SFS Turbo) are in the same part of the object, and no option is for them."""
    id = id_of(done("network", NETWORK))
    turbo = {"name": "files", "sfsId": "0a4e60b9-6a1f-4d4b-9f0e-000000000001"}
    body = {"spec": {"connection": {"sfsTurboConnectionList": [turbo]}}}
    headers = {"Content-Type": "application/merge-patch+json"}
    path = "/v1/{project_id}/networks/" + id
    done("api", {"method": "PATCH", "path": path, "body": body, "headers": headers})
    for peerings in (PEERS, []):
        done("network", {**ME, "peerings": peerings})
        assert record(emulator, "network")["connection"]["sfsTurboConnectionList"] == [turbo]
        assert [row["sfsId"] for row in record(emulator, "network")["turbos"]] == [turbo["sfsId"]]


def test_another_description_of_a_network_leaves_the_rest(emulator: Emulator) -> None:
    done("network", {**NETWORK, "description": "first", "peerings": PEERS})
    before = settings_of(emulator, "network")
    done("network", {**ME, "description": "second"})
    assert settings_of(emulator, "network") == {**before, "description": "second"}


def test_a_connection_that_fails_is_a_warning(emulator: Emulator) -> None:
    emulator.settings(outcomes={"network_connection": {"Connecting": "Abnormal"}})
    for changed in (True, False):
        result, warnings = warned("network", {**NETWORK, "peerings": PEERS[:1]})
        assert result["changed"] is changed
        assert warnings == ["network first: the connection to the subnet s1 is in phase Abnormal"]


def test_a_network_that_fails(emulator: Emulator) -> None:
    emulator.settings(outcomes={"network": {"Creating": "Abnormal"}})
    failed = call("network", NETWORK)
    assert failed["failed"] and failed["changed"] and "is in status Abnormal" in failed["msg"]
    emulator.settings(outcomes={})
    again = call("network", NETWORK)
    assert again["failed"] and not again["changed"] and "recreate=true" in again["msg"]
    assert actions(done("network", {**NETWORK, "recreate": True})) == ["delete", "create"]
    assert actions(done("network", {**ME, "state": "absent"})) == ["delete"]


def test_a_network_that_a_pool_is_in_is_not_removed(emulator: Emulator) -> None:
    refused = call("network", {"name": "net-0123", "state": "absent"})
    assert refused["failed"] and not refused["changed"]
    assert "The network is used by the resource pool emulator-" in refused["msg"]
    assert [row["id"] for row in emulator.objects("network")] == [SEEDED_NETWORK]


# What a pool keeps.


@pytest.fixture
def full(emulator: Emulator) -> dict[str, Any]:
    """A pool with everything that the service takes, also what no option is for, made by somebody else."""
    row = {
        "flavor": LARGE,
        "count": 2,
        "maxCount": 2,
        "nodePool": "large",
        "azs": [{"az": "cn-north-7a", "count": 1}, {"az": "cn-north-7c", "count": 1}],
        "labels": {"team": "vision"},
        "taints": [{"key": "team", "value": "vision", "effect": "NoSchedule"}],
        "tags": [{"key": "cost", "value": "1"}],
        "network": {"vpc": "v", "subnet": "s", "securityGroups": ["g"]},
        "extendParams": {"dockerBaseSize": "100", "runtime": "docker", "labelPolicyOnExistingNodes": "ignore"},
        "os": {"name": "Ubuntu 22.04", "imageId": "i", "imageType": "private"},
        "driver": {"version": "1"},
        "rootVolume": {"volumeType": "SSD", "size": "100Gi"},
        "dataVolumes": [{"volumeType": "SSD", "size": "500Gi", "count": 2, "extendParams": {"volumeGroup": "vgpaas"}}],
        "volumeGroupConfigs": [{"volumeGroup": "vgpaas", "dockerThinPool": 60, "types": ["volume"]}],
    }
    body = {
        "apiVersion": "v2",
        "kind": "Pool",
        "metadata": {
            "labels": {"os.modelarts/name": "first", "os.modelarts/node.prefix": "vision"},
            "annotations": {"os.modelarts/description": "first", "os.modelarts/billing.mode": "0"},
        },
        "spec": {
            "type": "Dedicate",
            "scope": ["Train", "Notebook"],
            "resources": [row, {"flavor": GPU, "count": 1}],
            "network": {"name": SEEDED_NETWORK},
            "jobFlavors": ["modelarts.pool.cpu.8u"],
            "driver": {"gpuVersion": "440.31", "updateStrategy": "idle"},
        },
    }
    id = id_of({"network": done("api", {"method": "POST", "path": "/v2/{project_id}/pools", "body": body})["response"]})
    done("resource_pool", {"id": id, "tags": {"team": "vision"}})
    emulator.settings(check_answers=True)
    return settings_of(emulator)


def groups_of(pool: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {group["nodePool"]: group for group in pool["groups"]}


@pytest.mark.parametrize(
    ("options", "places"),
    [
        ({"description": "second"}, {"annotations"}),
        ({"description": ""}, {"annotations"}),
        ({"scope": ["Train"]}, {"scope", "scopes"}),
        ({"job_flavors": []}, {"jobFlavors"}),
        ({"driver": {"update_strategy": "force"}}, {"driver"}),
        ({"driver": {"gpu_version": "440.33"}}, {"driver"}),
        ({"tags": {}}, {"tags"}),
    ],
)
def test_what_was_not_asked_stays_in_a_pool(
    emulator: Emulator, full: dict[str, Any], options: dict[str, Any], places: set[str]
) -> None:
    asked = {**ME, **options}
    assert done("resource_pool", asked)["changed"]
    after = settings_of(emulator)
    assert {name for name in after if after[name] != full[name]} == places
    if "description" in options:
        description = {"os.modelarts/description": options["description"]}
        assert after["annotations"] == {**full["annotations"], **description}
    if "driver" in options:
        assert len(after["driver"].items() & full["driver"].items()) == 1
    assert not done("resource_pool", asked)["changed"]


def test_what_was_not_asked_stays_in_a_node_pool(emulator: Emulator, full: dict[str, Any]) -> None:
    """One of two node pools grows; then settings of the other one change, and the first one stays as it is."""
    large, gpus = groups_of(full).values()
    rows = [{"flavor": GPU, "count": 1}, {"node_pool": "large", "flavor": LARGE, "count": 3}]
    assert done("resource_pool", {**ME, "resources": rows})["changed"]
    grown = groups_of(settings_of(emulator))
    assert grown[gpus["nodePool"]] == gpus
    fitting = {name: value for name, value in large.items() if name != "azs"}  # they do not add up any more
    assert grown["large"] == {**fitting, "count": 3, "maxCount": 3}
    rows[1].update(labels={"stage": "test"}, taints=[], os={"image_type": ""}, extend_params={"runtime": "containerd"})
    assert done("resource_pool", {**ME, "resources": rows})["changed"]
    after = groups_of(settings_of(emulator))
    assert after[gpus["nodePool"]] == gpus
    assert after["large"] == {
        **grown["large"],
        "labels": {"stage": "test"},
        "taints": [],
        "os": {**large["os"], "imageType": ""},
        "extendParams": {**large["extendParams"], "runtime": "containerd"},
    }
    assert not done("resource_pool", {**ME, "resources": rows})["changed"]
    assert {**settings_of(emulator), "groups": [], "labels": {}} == {**full, "groups": [], "labels": {}}


def test_a_data_volume_is_one_unless_told(emulator: Emulator) -> None:
    volume = {"type": "SSD", "size": "500Gi", "extend_params": {"volume_group": "vgpaas"}}
    row = {"flavor": SMALL, "count": 1, "data_volumes": [volume]}
    id = id_of(done("resource_pool", {**POOL, "resources": [row]}))
    (group,) = record(emulator)["groups"]
    for told in ({}, {"count": 1}):
        stored = {"volumeType": "SSD", "size": "500Gi", "extendParams": {"volumeGroup": "vgpaas"}, **told}
        emulator.patch("pool", id, groups=[{**group, "dataVolumes": [stored]}])
        assert not done("resource_pool", {**ME, "resources": [row]})["changed"]


# Node pools.


def test_a_node_pool_without_a_name_is_called_by_its_flavor(emulator: Emulator) -> None:
    id = id_of(done("resource_pool", POOL))
    assert counts(emulator, id) == {f"{SMALL}-default": 2}
    named = {"node_pool": f"{SMALL}-default", "flavor": SMALL, "count": 2}
    assert not done("resource_pool", {**ME, "resources": [named]})["changed"]
    both = [{"node_pool": "other", "flavor": SMALL, "count": 1}, {"flavor": SMALL, "count": 2}]
    assert done("resource_pool", {**ME, "resources": both})["changed"]
    assert counts(emulator, id) == {f"{SMALL}-default": 2, "other": 1}
    for rows in (both, both[::-1]):
        assert not done("resource_pool", {**ME, "resources": rows})["changed"]


def test_a_pool_grows_and_shrinks(emulator: Emulator) -> None:
    id = id_of(done("resource_pool", POOL))
    first = {row["id"] for row in nodes(emulator, id)}
    for count in (5, 1):
        mark = emulator.last_request()
        changed = done("resource_pool", {**ME, "resources": [{"flavor": SMALL, "count": count}]})
        assert actions(changed) == ["update"]
        assert [row["operation"] for row in emulator.writes(mark)] == ["PatchPool"]
        there = nodes(emulator, id)
        assert {row["status"] for row in there} == {"Available"} and len(there) == count
        assert changed["resource_pool"]["status"]["resources"].keys() == {"available"}
        assert first & {row["id"] for row in there}
    empty = call("resource_pool", {**ME, "resources": [{"flavor": SMALL, "count": 0}]})
    assert empty["failed"] and "at least one node must be reserved" in empty["msg"]


def test_a_node_pool_that_is_left_out_goes_with_its_nodes(emulator: Emulator) -> None:
    two = [{"flavor": SMALL, "count": 1}, {"node_pool": "extra", "flavor": LARGE, "count": 2}]
    id = id_of(done("resource_pool", {**POOL, "resources": two}))
    assert done("resource_pool", {**ME, "resources": two[1:]})["changed"]
    assert counts(emulator, id) == {"extra": 2}
    assert len(nodes(emulator, id)) == 2


def test_nodes_of_chosen_zones(emulator: Emulator) -> None:
    def row(**zones: int) -> dict[str, Any]:
        azs = [{"az": f"cn-north-7{zone}", "count": count} for zone, count in zones.items()]
        return {"flavor": LARGE, "count": sum(zones.values()), "azs": azs}

    id = id_of(done("resource_pool", {**POOL, "resources": [row(a=1, c=1)]}))
    assert not done("resource_pool", {**ME, "resources": [row(c=1, a=1)]})["changed"]
    assert done("resource_pool", {**ME, "resources": [row(a=1, b=1, c=2)]})["changed"]
    assert Counter(node["zone"][-1] for node in nodes(emulator, id)) == {"a": 1, "b": 1, "c": 2}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"resources": [{"flavor": SMALL, "count": 3, "creating_step": {"step": 2}}]},
            "must be multiples of creating_step.step, 2",
        ),
        (
            {"resources": [{"flavor": SMALL, "count": 4, "max_count": 3, "creating_step": {"step": 2}}]},
            "must be multiples of creating_step.step, 2",
        ),
        ({"resources": [{"flavor": SMALL, "count": 2, "azs": [{"az": "a", "count": 1}]}]}, "must add up to its count"),
        ({"resources": [{"flavor": SMALL, "count": 1}] * 2}, f"has the node pool {SMALL}-default twice"),
        ({"resources": [{"flavor": SMALL, "count": -1}]}, "resources[0].count must be from 0 to 2000"),
        ({"scope": []}, "scope must have at least one of Train, Infer and Notebook"),
        ({"scope": ["Dance"]}, "scope"),
        ({"billing": {"mode": "yearly_monthly", "period_type": "month"}}, "goes with billing.period_type"),
        ({"name": "Pool"}, "name must be 4 to 32"),
        ({"description": "a<b"}, "description must not contain"),
        ({"resources": [{"flavor": SMALL, "count": 1, "root_volume": {"type": "SSD", "size": "big"}}]}, "size must be"),
    ],
)
def test_pools_that_make_no_sense(emulator: Emulator, options: dict[str, Any], sentence: str) -> None:
    for check in (True, False):
        refused = call("resource_pool", {**POOL, **options}, check=check)
        assert refused["failed"] and sentence in refused["msg"], refused["msg"]
    assert emulator.requests() == []


def test_a_change_of_counts_waits_until_no_nodes_come_or_go(emulator: Emulator) -> None:
    id = id_of(done("resource_pool", POOL))
    node = nodes(emulator, id)[0]["id"]
    emulator.patch("pool_node", node, status="Deleting", _timer=soon(emulator, "GONE"))
    changed = done("resource_pool", {**ME, "resources": [{"flavor": SMALL, "count": 4}]})
    assert actions(changed) == ["update"]
    assert counts(emulator, id) == {f"{SMALL}-default": 4}


# Pools that fail, wholly or in part.


def test_nodes_that_fail_are_a_warning(emulator: Emulator) -> None:
    """No others are ordered for them, whoever asks again."""
    emulator.settings(pool_failed_nodes=1)
    short = f"resource pool first: only 2 of 3 nodes of the node pool {SMALL}-default are available"
    rows = [{"flavor": SMALL, "count": 3}]
    for changed in (True, False):
        result, warnings = warned("resource_pool", {**POOL, "resources": rows})
        assert (result["changed"], warnings) == (changed, [short])
    id = id_of(result)
    (broken,) = [row["id"] for row in nodes(emulator, id) if row["status"] == "Abnormal"]
    assert len(emulator.objects("pool_order")) == 1
    emulator.settings(pool_failed_nodes=0)
    assert done("resource_pool_node", {"pool_id": "first", "names": [broken]})["changed"]
    result, warnings = warned("resource_pool", {**POOL, "resources": rows})
    assert (actions(result), warnings) == (["update"], [])
    assert counts(emulator, id) == {f"{SMALL}-default": 3}


@pytest.mark.parametrize("options", [POOL, WITH_GPUS])
@pytest.mark.parametrize("settings", [{"outcomes": FAILS}, {"pool_failed_nodes": 99}])
def test_a_pool_that_fails(emulator: Emulator, options: dict[str, Any], settings: dict[str, Any]) -> None:
    """The service lists it only when it is asked for failed ones."""
    emulator.settings(**settings)
    failed = call("resource_pool", options)
    assert failed["failed"] and failed["changed"]
    reason = "resource pool first is in status Error: The emulator was told to let this fail."
    assert reason in failed["msg"]
    emulator.settings(outcomes={}, pool_failed_nodes=0)
    for check in (True, False):
        mark = emulator.last_request()
        again = call("resource_pool", options, check=check)
        assert again["failed"] and again["changed"] is False and reason in again["msg"]
        assert "recreate=true" in again["msg"]
        first, second = emulator.requests(mark, "ListPools")
        assert "status" not in first["query"] and second["query"]["status"] == "failed"
        assert emulator.writes(mark) == []
    recreated = done("resource_pool", {**options, "recreate": True})
    assert actions(recreated) == ["delete", "create"]
    assert record(emulator)["status"] == "Running"


def test_a_pool_that_failed_is_removed(emulator: Emulator) -> None:
    emulator.settings(outcomes=FAILS)
    assert call("resource_pool", POOL)["failed"]
    assert actions(done("resource_pool", {**ME, "state": "absent"}, check=True)) == ["delete"]
    gone = done("resource_pool", {**ME, "state": "absent"})
    assert actions(gone) == ["delete"] and gone["resource_pool"] == {}
    assert [row["id"] for row in emulator.objects("pool")] == [SEEDED]
    assert not done("resource_pool", {**ME, "state": "absent"})["changed"]


@pytest.mark.parametrize(
    ("outcomes", "warning"),
    [
        ({"pool_driver": {"Creating": "Abnormal"}}, "the gpu driver is Abnormal"),
        ({"pool_scope": {"Enabling": "Disabled"}}, "the scope Train is Disabled"),
    ],
)
def test_parts_that_fail_are_warnings(emulator: Emulator, outcomes: dict[str, Any], warning: str) -> None:
    emulator.settings(outcomes=outcomes)
    for changed in (True, False):
        result, warnings = warned("resource_pool", {**WITH_GPUS, "scope": None if not changed else ["Train"]})
        assert (result["changed"], warnings) == (changed, [f"resource pool first: {warning}"])


# What is waited for.


def test_two_good_looks_in_a_row(emulator: Emulator) -> None:
    """The state of a driver flaps."""
    pool = done("resource_pool", WITH_GPUS)["resource_pool"]
    for after, looks in ((None, 2), (0, 3), (1, 4)):
        if after is not None:
            instead(emulator, "ShowPool", flapping(pool), after=after)
        mark = emulator.last_request()
        done("resource_pool", {**ME, "description": f"look {looks}"})
        assert operations(emulator, mark) == ["ListPools", "PatchPool", *["ShowPool"] * looks]
        emulator.clear_faults()


def flapping(pool: dict[str, Any]) -> dict[str, Any]:
    return {**pool, "status": {**pool["status"], "driver": {"gpu": {"state": "Creating"}}}}


def enabling(emulator: Emulator, **more: Any) -> str:
    id = id_of(done("resource_pool", POOL))
    emulator.patch("pool", id, scopes=[{"scopeType": "Train", "status": "Enabling", **more}])
    return id


def test_a_running_pool_whose_scopes_are_to_be_enabled_is_waited_for(emulator: Emulator) -> None:
    enabling(emulator, _timer=soon(emulator, "Enabled"))
    result = done("resource_pool", POOL)
    assert not result["changed"]
    assert result["resource_pool"]["status"]["scope"] == [{"scopeType": "Train", "state": "Enabled"}]


def test_how_far_it_is_when_the_time_is_over(emulator: Emulator) -> None:
    enabling(emulator)
    late = call("resource_pool", POOL, wait_timeout="1s")
    assert late["failed"] and not late["changed"]
    assert "resource pool first is still Running (2 of 2 nodes, scope Train Enabling) after 1 s" in late["msg"]
    assert not done("resource_pool", {**POOL, "wait": False})["changed"]
    assert not done("resource_pool", POOL, check=True)["changed"]


def test_a_busy_pool_that_is_removed_is_not_waited_for(emulator: Emulator) -> None:
    enabling(emulator)
    mark = emulator.last_request()
    assert actions(done("resource_pool", {**ME, "state": "absent"}, wait_timeout="5s")) == ["delete"]
    assert operations(emulator, mark)[:2] == ["ListPools", "DeletePool"]


@pytest.mark.parametrize("by_id", [True, False])
def test_a_pool_that_went_away_by_itself_is_absent(emulator: Emulator, by_id: bool) -> None:
    paid = {"mode": "yearly_monthly", "period_type": "month", "period_num": "1", "auto_pay": True}
    id = id_of(done("resource_pool", {**POOL, "billing": paid}))
    refused = call("resource_pool", {**ME, "state": "absent"})
    assert refused["failed"] and not refused["changed"] and refused["steps_taken"] == 0
    assert "unsubscribe its resources instead" in refused["msg"]
    emulator.control("DELETE", f"objects/pool/{id}")  # as when its nodes are unsubscribed
    gone = done("resource_pool", {"id": id, "state": "absent"} if by_id else {**ME, "state": "absent"})
    assert (gone["changed"], gone["resource_pool"]) == (False, {})
    assert done("resource_pool_info", {"id": id} if by_id else ME)["resource_pools"] == []


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_pool_that_is_going_away(emulator: Emulator, state: str) -> None:
    id = id_of(done("resource_pool", POOL))
    emulator.patch("pool", id, status="Deleting", _timer=soon(emulator, "GONE"))
    result = done("resource_pool", {**POOL, "state": state})
    assert actions(result) == (["create"] if state == "present" else [])
    assert len(emulator.objects("pool")) == (2 if state == "present" else 1)


# Which one is meant.


@pytest.mark.parametrize(
    ("module", "kind", "options"), [("network", "network", NETWORK), ("resource_pool", "pool", POOL)]
)
def test_a_name_that_two_have_is_an_error(emulator: Emulator, module: str, kind: str, options: dict[str, Any]) -> None:
    done(module, options)
    first = record(emulator, kind)
    twin = f"first-ab12-{first['id'][-32:]}"
    emulator.put(kind, twin, **{name: value for name, value in first.items() if name != "id"})
    mark = emulator.last_request()
    for state in ("present", "absent"):
        for check in (True, False):
            refused = call(module, {**options, "state": state}, check=check)
            assert refused["failed"] and refused["changed"] is False
            assert "2 objects match" in refused["msg"] and first["id"] in refused["msg"] and twin in refused["msg"]
    assert emulator.writes(mark) == []
    assert id_of(done(module, {"id": twin})) == twin
    assert len(done(f"{module}_info", ME)[f"{module}s"]) == 2


def test_a_network_that_is_called_by_a_name_that_two_have(emulator: Emulator) -> None:
    done("network", NETWORK)
    first = record(emulator, "network")
    emulator.put("network", f"first-ab12-{first['id'][-32:]}", **{**first, "id": ""})
    refused = call("resource_pool", {**POOL, "network_id": "first"})
    assert refused["failed"] and emulator.objects("pool_order") == []
    assert refused["msg"].startswith("network_id: 2 objects match network first: ")
    assert refused["msg"].endswith("give its id in place of its name")


def test_in_another_workspace(emulator: Emulator) -> None:
    emulator.put("workspace", WORKSPACE, name="other")
    ids = []
    for more in ({}, {"workspace_id": WORKSPACE}):
        cidr = "192.168.0.0/24" if more else "192.168.1.0/24"
        done("network", {**ME, "cidr": cidr, **more})
        ids.append(id_of(done("resource_pool", {**POOL, "network_id": "first", **more})))
        for module in ("network", "resource_pool"):
            assert not done(module, {**ME, **more})["changed"]
            assert len(done(f"{module}_info", {**ME, **more})[f"{module}s"]) == 1
        rows = done("resource_pool_node_info", {"pool_id": "first", **more})["resource_pool_nodes"]
        assert {row["metadata"]["name"] for row in rows} == {row["id"] for row in nodes(emulator, ids[-1])}
    assert len(set(ids)) == 2
    assert done("resource_pool", {**ME, "workspace_id": WORKSPACE, "state": "absent"})["changed"]
    assert {row["id"] for row in emulator.objects("pool")} == {SEEDED, ids[0]}


# What it costs.


def test_an_unchanged_network_is_one_request(emulator: Emulator) -> None:
    options = {**NETWORK, "peerings": PEERS}
    id = id_of(done("network", options))
    for given, expected in ((options, "ListNetworks"), (ME, "ListNetworks"), ({**options, "id": id}, "ShowNetwork")):
        for check in (True, False):
            mark = emulator.last_request()
            assert not done("network", given, check=check)["changed"]
            assert operations(emulator, mark) == [expected]


@pytest.mark.parametrize("options", [POOL, WITH_GPUS])
def test_an_unchanged_pool_is_one_request(emulator: Emulator, options: dict[str, Any]) -> None:
    tagged = {**options, "tags": {"team": "vision"}}
    by_name = {**options, "network_id": "net-0123"}
    id = id_of(done("resource_pool", tagged))
    for given, expected in (
        (options, ["ListPools"]),
        (ME, ["ListPools"]),
        ({**options, "id": id}, ["ShowPool"]),
        (tagged, ["ListPools", "ShowPoolTags"]),
        ({**tagged, "id": id}, ["ShowPool", "ShowPoolTags"]),
        (by_name, ["ListPools", "ListNetworks"]),
        ({**by_name, "id": id}, ["ShowPool", "ListNetworks"]),
    ):
        for check in (True, False):
            mark = emulator.last_request()
            assert not done("resource_pool", given, check=check)["changed"]
            assert operations(emulator, mark) == expected
    mark = emulator.last_request()
    assert done("resource_pool", {**by_name, "state": "absent"}, check=True)["changed"]
    assert operations(emulator, mark) == ["ListPools"]


# Chosen nodes.


@pytest.fixture
def three(emulator: Emulator) -> list[str]:
    """The names of the nodes of a pool."""
    done("resource_pool", {**POOL, "resources": [{"flavor": SMALL, "count": 3}]})
    return sorted(row["id"] for row in nodes(emulator, record(emulator)["id"]))


def of_mine(names: list[str], **more: Any) -> dict[str, Any]:
    return {"pool_id": "first", "names": names, **more}


def test_chosen_nodes_go_in_one_request(emulator: Emulator, three: list[str]) -> None:
    pool = record(emulator)["id"]
    options = of_mine([three[2], "nobody", three[0]])
    planned = done("resource_pool_node", options, check=True)
    assert planned["changed"] and planned["resource_pool_node"] == {}
    mark = emulator.last_request()
    gone = done("resource_pool_node", options)
    assert gone["plan"] == planned["plan"] and gone["resource_pool_node"] == {}
    (sent,) = emulator.writes(mark)
    assert sent["operation"] == "BatchDeletePoolNodes"
    assert sent["body"] == {"deleteNodeNames": [three[2], three[0]]}
    assert [row["id"] for row in nodes(emulator, pool)] == [three[1]]
    for where, expected in (("first", ["ListPools", "ListPoolNodes"]), (pool, ["ListPoolNodes"])):
        mark = emulator.last_request()
        again = done("resource_pool_node", {**options, "pool_id": where})
        assert (again["changed"], again["plan"], again["resource_pool_node"]) == (False, [], {})
        assert operations(emulator, mark) == expected
    assert not done("resource_pool", {**ME, "resources": [{"flavor": SMALL, "count": 1}]})["changed"]


def test_nodes_that_are_leaving_already_are_waited_for(emulator: Emulator, three: list[str]) -> None:
    emulator.patch("pool_node", three[0], status="Deleting", _timer=soon(emulator, "GONE"))
    mark = emulator.last_request()
    waited = done("resource_pool_node", of_mine(three[:1]))
    assert (waited["changed"], emulator.writes(mark)) == (False, [])
    assert three[0] not in {row["id"] for row in emulator.objects("pool_node")}


def test_some_nodes_are_leaving_and_some_are_not(emulator: Emulator, three: list[str]) -> None:
    emulator.patch("pool_node", three[0], status="Deleting", _timer=soon(emulator, "GONE"))
    gone = done("resource_pool_node", of_mine(three[:2]))
    (step,) = gone["plan"]
    assert step["body"] == {"deleteNodeNames": [three[1]]}
    assert not set(three[:2]) & {row["id"] for row in emulator.objects("pool_node")}


def test_chosen_nodes_without_waiting(emulator: Emulator, three: list[str]) -> None:
    emulator.settings(speed=0.01)
    began = done("resource_pool_node", of_mine(three[:2], wait=False))
    assert began["changed"]
    again = done("resource_pool_node", of_mine(three[:2], wait=False))
    assert not again["changed"]
    assert again["resource_pool_node"] == {"pool_id": record(emulator)["id"], "names": three[:2]}
    late = call("resource_pool_node", of_mine(three[:2], wait_timeout="1s"))
    assert late["failed"] and not late["changed"] and "2 left" in late["msg"]


def test_nodes_that_the_service_keeps(emulator: Emulator, three: list[str]) -> None:
    """It removes all or none; the last one, and locked ones, it keeps."""
    pool = record(emulator)["id"]
    path = "/v2/{project_id}/pools/" + pool + "/nodes/batch-lock"
    lock = {"nodeNames": three[:1], "actions": ["delete"]}
    for names, words in ((three, "at least one node must be reserved"), (three[:2], "is locked against deletion")):
        refused = call("resource_pool_node", of_mine(names))
        assert refused["failed"] and not refused["changed"] and refused["steps_taken"] == 0
        assert words in refused["msg"] and refused["error_code"] == "ModelArts.50004000"
        assert refused["resource_pool_node"]["names"] == names
        assert counts(emulator, pool) == {f"{SMALL}-default": 3}
        done("api", {"method": "POST", "path": path, "body": lock})


@pytest.mark.parametrize(("names", "sentence"), [([], "names must have at least one node"), (None, "names")])
def test_no_nodes_are_named(emulator: Emulator, names: Any, sentence: str) -> None:
    refused = call("resource_pool_node", {"pool_id": SEEDED, "names": names})
    assert refused["failed"] and sentence in refused["msg"]
    assert emulator.requests() == []


# Reading.


def event(number: int) -> dict[str, Any]:
    return {"at": number, "type": "Normal", "reason": "PoolStatusChange", "message": f"Event {number}."}


def reads(emulator: Emulator, module: str) -> tuple[str, str]:
    """A listing of 1100 rows: its operation, and the key of the result."""
    if module == "event_info":
        emulator.patch("pool", SEEDED, events=[event(number) for number in range(1100)])
        return "ListEvents", "events"
    have = len(emulator.objects("resource_flavor"))
    spec = {"cpuArch": "x86", "cpu": "1", "memory": "1Gi"}
    for number in range(have, 1100):
        emulator.put("resource_flavor", f"flavor.{number}", spec=spec, phase={})
    return "ListResourceFlavors", "resource_flavors"


@pytest.mark.parametrize(
    ("module", "options"),
    [("event_info", {"pool_id": SEEDED}), ("resource_flavor_info", {})],
    ids=["events", "flavors"],
)
def test_a_list_is_read_to_its_end(emulator: Emulator, module: str, options: dict[str, Any]) -> None:
    operation, plural = reads(emulator, module)
    for limit, rows, requests in ((None, 1100, 3), (1000, 1000, 2), (5, 5, 1)):
        mark = emulator.last_request()
        found = done(module, {**options, "limit": limit})[plural]
        assert len({json.dumps(row) for row in found}) == len(found) == rows
        assert operations(emulator, mark) == [operation] * requests


@pytest.mark.parametrize(
    ("module", "options"),
    [("event_info", {"pool_id": SEEDED}), ("resource_flavor_info", {})],
    ids=["events", "flavors"],
)
def test_a_cursor_that_comes_again_ends_the_list(emulator: Emulator, module: str, options: dict[str, Any]) -> None:
    """The service says of its second page what it said of the first; no row is lost or doubled, and there is an end."""
    operation, plural = reads(emulator, module)
    group = "events" if module == "event_info" else "resourceflavors"
    query = {"resource": "pools", "name": SEEDED} if module == "event_info" else {}
    page = done("api", {"path": "/v1/{project_id}/" + group, "query": query})["response"]
    assert page["metadata"]["continue"]
    for answer, rows in (
        (page, 500),
        ({**page, "items": []}, 500),
        ({**page, "items": page["items"][:100]}, 500),
    ):
        emulator.clear_faults()
        instead(emulator, operation, answer, after=1, count=None)
        mark = emulator.last_request()
        found = done(module, options)[plural]
        assert len({json.dumps(row) for row in found}) == len(found) == rows
        assert len(emulator.requests(mark)) == 2


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ({}, [0, 1, 2, 3]),
        ({"since": "1970-01-01T00:00:01Z", "until": "1970-01-01T00:00:02Z"}, [1, 2]),
        ({"type": "Warning"}, [3]),
        ({"since": "1970-01-02"}, []),
    ],
)
def test_the_filters_of_events(emulator: Emulator, options: dict[str, Any], numbers: list[int]) -> None:
    rows = [event(number) for number in range(3)] + [{**event(3), "type": "Warning"}]
    emulator.patch("pool", SEEDED, events=rows)
    for pool in ("emulator", SEEDED):
        found = done("event_info", {"pool_id": pool, **options})["events"]
        assert [row["message"] for row in found] == [f"Event {number}." for number in numbers]


@pytest.mark.parametrize(
    ("module", "options", "plural"),
    [
        ("network_info", {"name": "nobody"}, "networks"),
        ("network_info", {"id": "nobody"}, "networks"),
        ("resource_pool_info", {"name": "nobody"}, "resource_pools"),
        ("resource_pool_info", {"status": "failed"}, "resource_pools"),
        ("resource_pool_node_info", {"pool_id": "nobody"}, "resource_pool_nodes"),
        ("resource_pool_node_info", {"pool_id": "emulator", "name": "nobody"}, "resource_pool_nodes"),
        ("resource_pool_monitor_info", {"pool_id": "nobody"}, "resource_pool_monitors"),
        ("resource_pool_usage_info", {"pool_id": "nobody"}, "resource_pool_usages"),
        ("resource_pool_statistics_info", {"pool_id": "nobody"}, "resource_pool_statistics"),
        ("workload_info", {"pool_id": "nobody"}, "workloads"),
        ("workload_info", {"pool_id": "emulator"}, "workloads"),
        ("resource_flavor_info", {"name": "nobody"}, "resource_flavors"),
        ("plugin_template_info", {"name": "nobody"}, "plugin_templates"),
        ("event_info", {"pool_id": "nobody"}, "events"),
        ("event_info", {"pool_id": "nobody-86c13962597848eeb29c5861153a391f"}, "events"),
        ("cluster_info", {"name": "nobody"}, "clusters"),
    ],
)
def test_nothing_is_found(emulator: Emulator, module: str, options: dict[str, Any], plural: str) -> None:
    for check in (True, False):
        assert done(module, options, check=check) == {"changed": False, plural: []}


def test_the_filters_of_workloads(emulator: Emulator) -> None:
    for number, (kind, status) in enumerate([("train", "Running"), ("train", "Failed"), ("infer", "Running")]):
        emulator.put("workload", f"w{number}", pool=SEEDED, type=kind, status=status, createTime=number)
    for options, expected in (
        ({}, ["w2", "w1", "w0"]),
        ({"sort": "create_time", "ascend": True}, ["w0", "w1", "w2"]),
        ({"type": "train"}, ["w1", "w0"]),
        ({"status": "Running"}, ["w2", "w0"]),
        ({"type": "infer", "status": "Failed"}, []),
        ({"limit": 1}, ["w2"]),
    ):
        found = done("workload_info", {"pool_id": "emulator", **options})["workloads"]
        assert [row["name"] for row in found] == expected, options


def test_what_there_is_from_the_start(emulator: Emulator) -> None:
    (flavor,) = done("resource_flavor_info", {"name": SMALL})["resource_flavors"]
    assert flavor["metadata"]["name"] == SMALL
    infer = done("resource_flavor_info", {"label_selector": "os.modelarts/scope=Infer"})["resource_flavors"]
    assert [row["metadata"]["name"] for row in infer] == ["modelarts.vm.arm.8u32g"]
    (template,) = done("plugin_template_info", {"name": "gpu-driver"})["plugin_templates"]
    assert "440.31" in template["spec"]["versions"]
    (quota,) = done("os_config_info", {})["os_configs"]
    assert quota
    clusters = done("cluster_info", {})["clusters"]
    assert done("cluster_info", {"name": clusters[0]["cluster_name"]})["clusters"] == clusters[:1]
    metrics = done("resource_pool_monitor_info", {"pool_id": "emulator", "statistics": "average", "period": "300"})
    assert metrics["resource_pool_monitors"]
    tagged = done("resource_pool_info", {"include": ["tags"], "fields": ["metadata.name", "tags"]})["resource_pools"]
    assert tagged == [{"metadata": {"name": SEEDED}, "tags": []}]
