# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role `resource_pool`, run by ansible-playbook; the emulator tells what it was asked and what there is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.testing import Emulator
from tests.playbooks import Run
from tests.tools import tree

ROLE = [{"ansible.builtin.include_role": {"name": "huaweicloud.modelarts.resource_pool"}}]
CPU, SMALL_CPU, GPU = "modelarts.vm.cpu.8ud", "modelarts.vm.cpu.4ud", "modelarts.vm.gpu.tnt004"
SEEDED_POOL, SEEDED_NETWORK = "emulator-86c13962597848eeb29c5861153a391f", "net-0123-86c13962597848eeb29c5861153a391f"
PEER = {"vpc_id": "4f3c1f2e-vpc", "subnet_id": "9c0e77aa-subnet"}
NETWORK = {"resource_pool_network": "vision-net", "resource_pool_network_cidr": "192.168.20.0/24"}
POOL: dict[str, Any] = {
    **NETWORK,
    "resource_pool_name": "vision",
    "resource_pool_network_peerings": [PEER],
    "resource_pool_scopes": ["Train", "Notebook"],
    "resource_pool_flavor": CPU,
    "resource_pool_size": 2,
    "resource_pool_tags": {"team": "vision"},
}
FEW: dict[str, Any] = {
    "resource_pool_name": "vision",
    "resource_pool_network": SEEDED_NETWORK,
    "resource_pool_scopes": "train",
    "resource_pool_flavor": CPU,
    "resource_pool_size": 2,
}
ABSENT = {"resource_pool_name": "vision", "resource_pool_state": "absent"}
CREATION = ["CreateNetwork", "PatchNetwork", "CreatePool", "BatchCreatePoolTags"]
UNCHANGED = ["ListNetworks", "ListPools", "ShowPoolTags"]
ABSENT_ALREADY = ["ListPools", "ListPools"]  # failed ones are listed apart


class RoleRun(Run):
    """A run of the role with these variables, and the operations that the emulator was asked for meanwhile.

    asked: all of them. writes: those that are no GET. facts: resource_pool_result.
    """

    def __init__(self, emulator: Emulator, variables: dict[str, Any], *arguments: str, **options: Any) -> None:
        before = emulator.last_request()
        given = {"resource_pool_wait_timeout": "60", **variables}
        super().__init__(ROLE, emulator.env, "-e", json.dumps(given), *arguments, **options)
        self.failed = self.status != 0
        requests = emulator.requests(before)
        self.asked = [row["operation"] for row in requests]
        self.writes = [row["operation"] for row in requests if row["method"] != "GET"]
        self.changed = any(result.get("changed") for _task, result in self.results)
        told = [
            result["ansible_facts"]["resource_pool_result"]
            for _task, result in self.results
            if "resource_pool_result" in result.get("ansible_facts", {})
        ]
        self.facts = told[-1] if told else None


@pytest.fixture(scope="module")
def process() -> Iterator[Emulator]:
    with Emulator(speed=1000) as emulator:
        yield emulator
        assert emulator.errors() == ""


@pytest.fixture
def emulator(process: Emulator) -> Emulator:
    """An account with nothing but the pool and the network that are there from the start."""
    process.reset()
    process.settings(check_answers=True)
    return process


@pytest.fixture
def pool(emulator: Emulator) -> Emulator:
    """An account with the pool in it, as the role makes it."""
    done(emulator, POOL)
    return emulator


def done(emulator: Emulator, variables: dict[str, Any], *arguments: str, **options: Any) -> RoleRun:
    """A run that must not fail."""
    run = RoleRun(emulator, variables, *arguments, **options)
    assert not run.failed, run.text
    return run


def refused(emulator: Emulator, **changes: Any) -> str:
    """What a run prints that must fail without a request."""
    run = RoleRun(emulator, {**POOL, **changes})
    assert run.failed and run.asked == [], run.text
    return " ".join(run.text.split())


def one(emulator: Emulator, kind: str, name: str = "vision") -> dict[str, Any]:
    (row,) = [row for row in emulator.objects(kind) if row["name"] == name]
    return row


def sizes(emulator: Emulator) -> dict[str, int]:
    return {row["flavor"]: row["count"] for row in one(emulator, "pool")["groups"]}


def peers(emulator: Emulator) -> list[tuple[str, str, bool]]:
    rows = one(emulator, "network", "vision-net")["peers"]
    return [(row["peerVpcId"], row["peerSubnetId"], row["defaultGateWay"]) for row in rows]


def test_network_and_pool_are_made_as_asked_and_the_second_run_sends_three_requests(emulator: Emulator) -> None:
    first = done(emulator, POOL, "--diff")
    assert first.writes == CREATION
    network, row = one(emulator, "network", "vision-net"), one(emulator, "pool")
    assert (network["cidr"], network["status"]) == ("192.168.20.0/24", "Active")
    assert peers(emulator) == [(PEER["vpc_id"], PEER["subnet_id"], False)]
    assert (row["network"], row["status"], sizes(emulator)) == (network["id"], "Running", {CPU: 2})
    assert {scope["scopeType"]: scope["status"] for scope in row["scopes"]} == {
        "Train": "Enabled",
        "Notebook": "Enabled",
    }
    assert row["tags"] == {"team": "vision"}

    assert first.facts and first.facts["id"] == row["id"] and first.facts["network_id"] == network["id"]
    assert (first.facts["nodes"], first.facts["shortfalls"]) == ({"wanted": 2, "available": 2}, [])

    again = done(emulator, POOL)
    assert (again.changed, again.asked) == (False, UNCHANGED)
    assert again.facts == first.facts


def test_the_ordinary_road_does_the_same(emulator: Emulator) -> None:
    first = done(emulator, POOL, in_process=False)
    assert first.writes == CREATION and first.modules == 2
    again = done(emulator, POOL, in_process=False)
    assert (again.changed, again.asked, again.facts) == (False, UNCHANGED, first.facts)


def test_a_pool_in_an_existing_network_costs_one_request_when_its_id_is_given_and_two_with_its_name(
    emulator: Emulator,
) -> None:
    first = done(emulator, FEW)
    assert first.writes == ["CreatePool"] and first.facts and first.facts["network_id"] == SEEDED_NETWORK
    assert done(emulator, FEW).asked == ["ListPools"]
    named = done(emulator, {**FEW, "resource_pool_network": "net-0123"})
    assert (named.changed, named.asked) == (False, ["ListPools", "ListNetworks"])
    assert done(emulator, {"resource_pool_name": "vision"}).asked == ["ListPools"]


def test_check_mode_plans_everything_on_an_empty_account(emulator: Emulator) -> None:
    plan = done(emulator, POOL, "--check", "--diff")
    assert plan.changed and plan.writes == []
    lines = [line.strip() for line in plan.out.splitlines() if line.strip()[:3] in ("1. ", "2. ")]
    assert [line.partition(" /")[0] for line in lines] == [
        "1. create: POST",
        "2. update: PATCH",
        "1. create: POST",
        "2. tag: POST",
    ]
    assert PEER["vpc_id"] in lines[1] and '"network": {"name": "<id of network vision-net>"}' in lines[2]
    assert plan.facts and plan.facts["id"] == "<id of resource pool vision>"
    assert plan.facts["network_id"] == "<id of network vision-net>"
    assert (plan.facts["nodes"], plan.facts["shortfalls"]) == ({"wanted": 2, "available": 0}, [])

    later = done(emulator, {**FEW, "resource_pool_network": "to-come"}, "--check")
    assert later.facts and later.facts["network_id"] == "<id of network to-come>"
    gone = done(emulator, {**ABSENT, **NETWORK, "resource_pool_remove_network": True}, "--check")
    assert not gone.changed and gone.writes == []


def test_a_pool_gets_larger_and_smaller_and_other_scopes(pool: Emulator) -> None:
    larger = {**POOL, "resource_pool_size": 3, "resource_pool_scopes": "train, infer"}
    plan = done(pool, larger, "--check", "--diff")
    assert plan.changed and plan.writes == [] and sizes(pool) == {CPU: 2}
    run = done(pool, larger)
    assert run.writes == ["PatchPool"] and sizes(pool) == {CPU: 3}
    assert run.facts and (run.facts["nodes"], run.facts["shortfalls"]) == ({"wanted": 3, "available": 3}, [])
    assert done(pool, larger).asked == UNCHANGED
    smaller = done(pool, {**larger, "resource_pool_size": 1})
    assert smaller.facts and smaller.facts["nodes"] == {"wanted": 1, "available": 1}


def test_connections_of_the_network_are_those_that_are_listed(pool: Emulator) -> None:
    other = {**POOL, "resource_pool_network_peerings": "other-vpc/other-subnet/default_gateway"}
    assert done(pool, other).writes == ["PatchNetwork"]
    assert peers(pool) == [("other-vpc", "other-subnet", True)]
    assert done(pool, other).asked == UNCHANGED
    silent = {**POOL, "resource_pool_network_peerings": ""}
    assert not done(pool, silent).changed and len(peers(pool)) == 1
    assert done(pool, {**POOL, "resource_pool_network_peerings": []}).writes == ["PatchNetwork"]
    assert peers(pool) == []


def test_several_node_pools_with_a_driver(emulator: Emulator) -> None:
    node_pools = [{"node_pool": "cheap", "flavor": SMALL_CPU, "count": 1}, {"flavor": GPU, "count": 1}]
    mixed: dict[str, Any] = {
        "resource_pool_name": "vision",
        "resource_pool_network": SEEDED_NETWORK,
        "resource_pool_scopes": "Train",
        "resource_pool_resources": node_pools,
        "resource_pool_description": "two kinds",
        "resource_pool_job_flavors": "modelarts.pool.cpu.2u, modelarts.pool.gpu.tnt004",
    }
    run = done(emulator, mixed)
    assert sizes(emulator) == {SMALL_CPU: 1, GPU: 1}
    assert run.facts and run.facts["resource_pool"]["status"]["driver"]["gpu"]["state"] == "Running"
    assert one(emulator, "pool")["jobFlavors"] == ["modelarts.pool.cpu.2u", "modelarts.pool.gpu.tnt004"]
    version = run.facts["resource_pool"]["spec"]["driver"]["gpuVersion"]
    again = done(emulator, {**mixed, "resource_pool_gpu_driver_version": version})
    assert (again.changed, again.asked) == (False, ["ListPools"])


def test_a_pool_moves_to_another_network_only_when_it_may_be_made_anew(emulator: Emulator) -> None:
    done(emulator, FEW)
    moved = {**FEW, **NETWORK}
    run = RoleRun(emulator, moved)
    assert run.failed and run.writes == ["CreateNetwork"] and "network_id of resource pool vision cannot be" in run.text
    again = done(emulator, {**moved, "resource_pool_recreate": True})
    assert again.writes == ["DeletePool", "CreatePool"]
    assert again.facts and again.facts["network_id"] == one(emulator, "network", "vision-net")["id"]


def test_fewer_nodes_than_asked_are_told_and_are_a_failure_only_when_that_is_asked(emulator: Emulator) -> None:
    emulator.settings(pool_failed_nodes=1)
    first = done(emulator, FEW)
    assert first.facts and first.facts["nodes"] == {"wanted": 2, "available": 1}
    assert first.facts["shortfalls"] == ["only 1 of 2 nodes are available"]
    assert "[WARNING]" in first.text and "vision is there, but only 1 of 2 nodes are available" in first.text

    strict = RoleRun(emulator, {**FEW, "resource_pool_partial": "fail"})
    assert strict.failed and strict.asked == ["ListPools", "ListOrders"]
    assert "only 1 of 2 nodes are available" in strict.text and "resource_pool_partial=fail" in strict.text
    assert strict.facts == first.facts


def test_drivers_scopes_and_connections_that_fail_are_told(emulator: Emulator) -> None:
    emulator.settings(
        outcomes={
            "pool_driver": {"Creating": "Abnormal"},
            "pool_scope": {"Enabling": "Disabled"},
            "network_connection": {"Connecting": "Abnormal"},
        }
    )
    run = done(emulator, {**POOL, "resource_pool_flavor": GPU, "resource_pool_size": 1})
    assert run.facts and run.facts["nodes"] == {"wanted": 1, "available": 1}
    assert run.facts["shortfalls"] == [
        "the gpu driver does not run",
        "the scope Train is not enabled",
        "the scope Notebook is not enabled",
        f"the network is not connected to the subnet {PEER['subnet_id']}",
    ]


def test_a_pool_that_fails_is_a_failure_with_its_reason(emulator: Emulator) -> None:
    emulator.settings(outcomes={"pool": {"Creating": "Error"}})
    run = RoleRun(emulator, FEW)
    assert run.failed and "resource pool vision is in status Error" in run.text


def test_removal_takes_the_pool_and_leaves_the_network_unless_asked(pool: Emulator) -> None:
    plan = done(pool, ABSENT, "--check", "--diff")
    assert plan.changed and plan.writes == []
    alone = done(pool, ABSENT)
    assert alone.writes == ["DeletePool"] and one(pool, "network", "vision-net")
    assert alone.facts and (alone.facts["id"], alone.facts["resource_pool"]) == ("", {})
    again = done(pool, ABSENT)
    assert (again.changed, again.asked) == (False, ABSENT_ALREADY)


def test_pool_and_network_are_removed_in_order(pool: Emulator) -> None:
    both = {**ABSENT, "resource_pool_network": "vision-net", "resource_pool_remove_network": True}
    plan = done(pool, both, "--check", "--diff")
    assert plan.writes == [] and plan.out.count("1. delete: DELETE") == 2
    assert done(pool, both).writes == ["DeletePool", "DeleteNetwork"]
    assert {row["id"] for kind in ("pool", "network") for row in pool.objects(kind)} == {SEEDED_POOL, SEEDED_NETWORK}
    again = done(pool, both)
    assert (again.changed, again.asked) == (False, [*ABSENT_ALREADY, "ListNetworks"])


def test_a_network_that_another_pool_is_in_stays_and_the_message_says_so(emulator: Emulator) -> None:
    done(emulator, FEW)
    removal = {**ABSENT, "resource_pool_network": SEEDED_NETWORK, "resource_pool_remove_network": "true"}
    run = RoleRun(emulator, removal)
    assert run.failed and run.writes == ["DeletePool", "DeleteNetwork"]
    text = " ".join(run.text.split())
    assert f"the resource pool vision is gone, the network {SEEDED_NETWORK} is not" in text
    assert "only when no resource pool is in it" in text and SEEDED_POOL in text
    assert one(emulator, "network", "net-0123")["status"] == "Active"


def test_a_pool_is_paid_ahead_only_when_that_is_confirmed(emulator: Emulator) -> None:
    text = refused(emulator, resource_pool_billing_period="1 year")
    assert "costs the price of 1 year at once" in text and "resource_pool_billing_auto_pay" in text
    text = refused(emulator, resource_pool_billing_period="forever", resource_pool_billing_auto_pay=True)
    assert "resource_pool_billing_period must be a time" in text and "forever" in text
    ahead = {**FEW, "resource_pool_billing_period": "3 months", "resource_pool_billing_auto_pay": "true"}
    done(emulator, ahead)
    notes = one(emulator, "pool")["annotations"]
    assert {name.removeprefix("os.modelarts/"): value for name, value in notes.items()} == {
        "billing.mode": "1",
        "period.type": "2",
        "period.num": "3",
        "auto.renew": "0",
    }
    assert done(emulator, ahead).asked == ["ListPools"]


def test_mistakes_name_the_variable_and_the_wrong_part_before_anything_is_asked(emulator: Emulator) -> None:
    text = refused(emulator, resource_pool_network_peerings="vpc/subnet\nonly-a-vpc")
    assert "resource_pool_network_peerings must be vpc_id/subnet_id" in text and "wrong is: only-a-vpc" in text
    text = refused(emulator, resource_pool_network_peerings=[PEER, {"vpc_id": "lonely"}])
    assert "resource_pool_network_peerings" in text and 'wrong is: {\\"vpc_id\\": \\"lonely\\"}' in text
    text = refused(emulator, resource_pool_scopes="Train, Fly")
    assert "resource_pool_scopes must be Train, Infer or Notebook; wrong is: Fly" in text
    text = refused(emulator, resource_pool_size="two")
    assert "resource_pool_size must have a number of nodes" in text and f"wrong is: {CPU}=two" in text
    no_flavor = {"resource_pool_flavor": "", "resource_pool_size": ""}
    text = refused(emulator, **no_flavor, resource_pool_resources=f"{CPU}=1\n{GPU}=few")
    assert "resource_pool_resources must have a number" in text and f"wrong is: {GPU}=few" in text
    text = refused(emulator, **no_flavor, resource_pool_resources=CPU)
    assert f"resource_pool_resources: '{CPU}' is not name=value" in text
    text = refused(emulator, resource_pool_resources=f"{GPU}=1")
    assert "resource_pool_flavor and resource_pool_resources cannot both be given" in text
    assert "resource_pool_flavor needs resource_pool_size" in refused(emulator, resource_pool_size="")
    assert "resource_pool_size needs resource_pool_flavor" in refused(emulator, resource_pool_flavor="")
    text = refused(emulator, resource_pool_network="")
    assert "resource_pool_network_cidr, resource_pool_network_peerings needs resource_pool_network" in text
    text = refused(emulator, **ABSENT, resource_pool_network="", resource_pool_remove_network=True)
    assert "resource_pool_remove_network needs resource_pool_network" in text
    assert "resource_pool_tags: 'vision' is not name=value" in refused(emulator, resource_pool_tags="vision")
    assert "value of resource_pool_partial must be one of" in refused(emulator, resource_pool_partial="ignore")


def test_every_variable_can_be_text_as_surveys_give_it(emulator: Emulator) -> None:
    unused = (
        "id description flavor size job_flavors node_prefix"
        " gpu_driver_version npu_driver_version driver_update_strategy billing_period"
    )
    connections = "first-vpc/first-subnet\r\n# the way out\r\n\r\nvpc-2/subnet-2/default_gateway"
    survey = {
        **{f"resource_pool_{name}": "" for name in unused.split()},
        **NETWORK,
        "resource_pool_name": "vision",
        "resource_pool_state": "present",
        "resource_pool_workspace_id": "0",
        "resource_pool_network_peerings": connections,
        "resource_pool_scopes": "train, Infer,NOTEBOOK",
        "resource_pool_resources": f"{CPU} = 2\r\n{SMALL_CPU}=1\r\n",
        "resource_pool_billing_auto_renew": "false",
        "resource_pool_billing_auto_pay": "false",
        "resource_pool_tags": "team=vision, stage = test",
        "resource_pool_partial": "fail",
        "resource_pool_recreate": "false",
        "resource_pool_remove_network": "false",
        "resource_pool_wait_timeout": "1m",
    }
    done(emulator, survey)
    assert peers(emulator) == [("first-vpc", "first-subnet", False), ("vpc-2", "subnet-2", True)]
    assert sizes(emulator) == {CPU: 2, SMALL_CPU: 1}
    row = one(emulator, "pool")
    assert [scope["scopeType"] for scope in row["scopes"]] == ["Train", "Infer", "Notebook"]
    assert row["tags"] == {"team": "vision", "stage": "test"}
    assert done(emulator, survey).asked == UNCHANGED
    assert not done(emulator, {**survey, "resource_pool_tags": ""}).changed
    assert done(emulator, {**survey, "resource_pool_tags": {}}).writes == ["BatchDeletePoolTags"]


def test_of_two_pools_with_one_name_the_id_says_which(emulator: Emulator) -> None:
    done(emulator, FEW)
    first = one(emulator, "pool")
    second = first["id"].replace("vision-", "vision-0", 1)[: len(first["id"])]
    emulator.put("pool", second, **{name: value for name, value in first.items() if name != "id"})
    both = RoleRun(emulator, ABSENT)
    assert both.failed and both.writes == [] and first["id"] in both.text and second in both.text
    assert done(emulator, {**ABSENT, "resource_pool_id": second}).writes == ["DeletePool"]
    assert one(emulator, "pool")["id"] == first["id"]


def test_the_playbook_has_the_pool_and_tells_its_nodes(emulator: Emulator, tmp_path: Path) -> None:
    names = ("access_key", "secret_key", "region", "project_id", "endpoint", "iam_endpoint")
    variables = {**FEW, "modelarts_auth": {name: emulator.ready[name] for name in names}}
    playbook = subprocess.run(
        [
            str(Path(sys.executable).parent / "ansible-playbook"),
            "huaweicloud.modelarts.resource_pool",
            *("-e", json.dumps(variables), "-vvv", "--diff"),
        ],
        cwd=tmp_path,
        env={**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(tree.TREE), "ANSIBLE_LOCAL_TEMP": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    text = playbook.stdout + playbook.stderr
    assert playbook.returncode == 0, text
    assert "vision is Running, 2 of 2 nodes are available" in text
    assert one(emulator, "pool")["status"] == "Running" and emulator.secret_key not in text
