# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource pools cost money as long as they are there: there is never one too many, and what they lack is told."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Context
from tests.emulator.testing import Emulator
from tests.faults.meanwhile import Meanwhile
from tests.faults.writes import CONNECTED, GONE, LOST, NETWORK, NODE, NODES, POOL, SMALLER, WRITES, a_pool, none, own
from tests.support import call, declared, done, validator

KINDS = {"network": "network", "resource_pool": "pool"}
CREATES: dict[str, tuple[str, dict[str, Any]]] = {
    "network": ("CreateNetwork", NETWORK),
    "resource_pool": ("CreatePool", POOL),
}
OTHERWISE: dict[str, dict[str, Any]] = {
    "network": {"cidr": "192.168.1.0/24"},
    "resource_pool": {"node_prefix": "other"},
}
ELSEWHERE: dict[str, dict[str, Any]] = {"network": {"cidr": "172.16.0.0/24"}, "resource_pool": {}}
LARGER = {**POOL, "resources": [{**NODES, "count": 3}]}
YEAR = 365 * 86400


def twin(emulator: Emulator, module: str, key: str, **changes: Any) -> str:
    """Another object, made from the one that is there."""
    row = own(emulator, KINDS[module])[0]
    emulator.put(KINDS[module], key, **{**row, **ELSEWHERE[module], **changes, "id": key})
    return key


def ids(emulator: Emulator, module: str) -> set[str]:
    return {row["id"] for row in own(emulator, KINDS[module])}


def warnings(module: str, options: dict[str, Any]) -> list[str]:
    """What a task that must not fail warns of."""
    told: list[str] = []
    quick = {"wait_interval": "0.01", "wait_timeout": "20s"}
    checked = validator(module).validate({**quick, **options}).validated_parameters
    result, _secrets = declared(module).execute(checked, Context(warn=told.append))
    assert not result.get("failed"), result["msg"]
    return told


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("module", KINDS)
def test_neighbours_are_not_taken_for_the_new_one(emulator: Emulator, module: str, lost: str) -> None:
    operation, options = CREATES[module]
    done(module, {**options, "name": "first-2"})
    workspace = "a" * 32
    emulator.put("workspace", workspace)
    names = [{"name": "a-first"}, {"name": "first", "workspace": workspace}]
    neighbours = {twin(emulator, module, f"twin-{number}", **row) for number, row in enumerate(names)}
    known = ids(emulator, module)
    assert neighbours < known
    emulator.fault(operation, **LOST[lost])
    given = {**options, **({"cidr": "192.168.5.0/24"} if module == "network" else {})}
    made = done(module, given)[module]["metadata"]["name"]
    assert made not in known and ids(emulator, module) == {*known, made}
    assert done(module, given)["changed"] is False


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("module", KINDS)
def test_the_one_made_anew_is_told_from_the_one_before(emulator: Emulator, module: str, lost: str) -> None:
    """The service makes ids from names, so both have the same."""
    operation, options = CREATES[module]
    done(module, options)
    emulator.advance(2)  # creation times are in whole seconds
    emulator.fault(operation, **LOST[lost])
    result = done(module, {**options, **OTHERWISE[module], "recreate": True})
    assert ids(emulator, module) == {result[module]["metadata"]["name"]}
    assert done(module, {**options, **OTHERWISE[module]})["changed"] is False


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("module", KINDS)
def test_an_old_one_that_shows_up_again_is_not_taken_for_the_new_one(
    emulator: Emulator, module: str, lost: str
) -> None:
    operation, options = CREATES[module]
    done(module, {**options, "name": "warm-up"})
    created = own(emulator, KINDS[module])[0]["created"] - YEAR
    given = {**options, **({"cidr": "192.168.5.0/24"} if module == "network" else {})}

    def show_up() -> None:
        twin(emulator, module, "stranger", name="first", created=created)

    with Meanwhile(emulator, operation, show_up, **{"delay_ms": 300, **LOST[lost]}):
        made = done(module, given)[module]["metadata"]["name"]
    assert made != "stranger" and len(ids(emulator, module)) == 3


@pytest.mark.parametrize("lost", LOST)
def test_a_pool_that_fails_at_once_is_found_after_a_lost_answer(emulator: Emulator, lost: str) -> None:
    """The service lists failed pools only when it is asked for them."""
    emulator.settings(outcomes={"pool": {"Creating": "Error"}})
    emulator.fault("CreatePool", **LOST[lost])
    result = call("resource_pool", {**POOL, "wait_interval": "0.1"})
    assert result["failed"] and result["changed"] is True
    assert "resource pool first is in status Error: The emulator was told to let this fail." in result["msg"]
    assert len(own(emulator, "pool")) == 1
    again = call("resource_pool", POOL)
    assert again["failed"] and again["changed"] is False and len(own(emulator, "pool")) == 1


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("scale", ["scale pool out", "scale pool in"])
def test_a_pool_is_never_scaled_twice(emulator: Emulator, scale: str, lost: str) -> None:
    wanted = WRITES[scale]
    wanted.prepare(emulator)
    orders = len(emulator.objects("pool_order"))
    emulator.fault(wanted.operation, **LOST[lost])
    call(wanted.module, wanted.options)
    done(wanted.module, wanted.options)
    assert wanted.reached(emulator)
    assert len(emulator.objects("pool_order")) == orders + (scale == "scale pool out")


@pytest.mark.parametrize("module", ["resource_pool", "resource_pool_node"])
def test_a_pool_that_is_being_scaled_is_waited_for(emulator: Emulator, module: str) -> None:
    """The service refuses (50004000, as for many other reasons); the pool tells that nodes are coming."""
    WRITES["delete nodes"].prepare(emulator)
    options = {"resource_pool": LARGER, "resource_pool_node": {**SMALLER, "wait_timeout": "5s"}}[module]
    busy = {"resource_pool": "Creating", "resource_pool_node": "Deleting"}[module]
    operation = {"resource_pool": "PatchPool", "resource_pool_node": "BatchDeletePoolNodes"}[module]

    def scale() -> None:
        emulator.patch("pool_node", NODE, status=busy)
        if busy == "Creating":
            threading.Timer(0.3, lambda: emulator.patch("pool_node", NODE, status="Available")).start()
        else:
            threading.Timer(0.3, lambda: emulator.control("DELETE", f"objects/pool_node/{NODE}")).start()

    emulator.clear_requests()
    with Meanwhile(emulator, operation, scale):
        result = done(module, options)
    answers = [(row["status"], row["error_code"]) for row in emulator.requests(operation=operation)]
    assert answers[0] == (400, "ModelArts.50004000")
    if module == "resource_pool":
        assert result["changed"] is True and a_pool(3)(emulator) and len(answers) == 2
    else:
        assert result["changed"] is False and a_pool(1)(emulator) and len(answers) == 1, "somebody else did it"


def test_what_is_refused_for_good_is_not_tried_again(emulator: Emulator) -> None:
    done("resource_pool", POOL)
    result = call("resource_pool", {**POOL, "job_flavors": ["none"]})
    assert result["failed"] and result["changed"] is False
    assert "spec.jobFlavors: none is no job flavor of the node flavors (HTTP 400, ModelArts.50004000," in result["msg"]
    assert len(emulator.requests(operation="PatchPool")) == 1


def test_one_of_the_nodes_goes_before_it_is_removed(emulator: Emulator) -> None:
    """The service takes all nodes or none: one error, and the next run removes the rest."""

    done("resource_pool", LARGER)
    first, second, _third = (row["id"] for row in own(emulator, "pool_node"))
    options = {"pool_id": "first", "names": [first, second]}
    with Meanwhile(emulator, "BatchDeletePoolNodes", lambda: emulator.control("DELETE", f"objects/pool_node/{first}")):
        result = call("resource_pool_node", options)
    assert result["failed"] and result["changed"] is False and f"has no node {first}" in result["msg"]
    assert done("resource_pool_node", options)["changed"] is True
    assert done("resource_pool_node", options)["changed"] is False


def test_the_pool_goes_before_its_node_is_removed(emulator: Emulator) -> None:
    WRITES["delete nodes"].prepare(emulator)
    with Meanwhile(emulator, "BatchDeletePoolNodes", lambda: done("resource_pool", GONE)):
        assert done("resource_pool_node", SMALLER)["changed"] is False
    assert none(emulator, "pool") and none(emulator, "pool_node")


def test_somebody_else_deletes_the_pool_while_it_grows(emulator: Emulator) -> None:
    done("resource_pool", POOL)
    emulator.settings(speed=100)
    emulator.clear_requests()
    with Meanwhile(
        emulator, "ShowPool", lambda: emulator.control("DELETE", f"objects/pool/{own(emulator, 'pool')[0]['id']}")
    ):
        result = call("resource_pool", LARGER)
    assert result["failed"] and "resource pool first disappeared while waiting for it to be" in result["msg"]
    assert result["changed"] is True


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_pool_that_is_going_is_waited_for(emulator: Emulator, state: str) -> None:
    done("resource_pool", POOL)
    (row,) = own(emulator, "pool")
    emulator.patch("pool", row["id"], status="Deleting")
    threading.Timer(0.3, lambda: emulator.control("DELETE", f"objects/pool/{row['id']}")).start()
    result = done("resource_pool", {**POOL, "state": state})
    assert result["changed"] is (state == "present")
    assert none(emulator, "pool") if state == "absent" else len(own(emulator, "pool")) == 1


def test_a_network_in_use_stays(emulator: Emulator) -> None:
    done("network", CONNECTED)
    done("resource_pool", {**POOL, "network_id": "first"})
    network, pool = (own(emulator, kind)[0]["id"] for kind in ("network", "pool"))
    result = call("network", GONE)
    text = result["msg"]
    assert result["failed"] and result["changed"] is False and result["steps_taken"] == 0
    assert (result["http_status"], result["error_code"]) == (400, "ModelArts.50025002")
    assert text.startswith(f"could not delete network first: DELETE /v1/{emulator.project_id}/networks/{network} ")
    assert f"by the resource pool {pool} (HTTP 400, ModelArts.50025002, request id {result['request_id']})." in text
    assert ids(emulator, "network") == {network}
    done("resource_pool", GONE)
    assert done("network", GONE)["changed"] is True


def test_connections_that_fail_are_told(emulator: Emulator) -> None:
    emulator.settings(outcomes={"network_connection": {"Connecting": "Abnormal"}})
    told = f"network first: the connection to the subnet {CONNECTED['peerings'][0]['subnet_id']} is in phase Abnormal"
    assert warnings("network", CONNECTED) == [told]
    assert warnings("network", CONNECTED) == [told], "as long as it is so"


def test_nodes_that_fail_are_told(emulator: Emulator) -> None:
    emulator.settings(pool_failed_nodes=1)
    told = "resource pool first: only 1 of 2 nodes of the node pool modelarts.vm.cpu.4ud-default are available"
    assert warnings("resource_pool", POOL) == [told]
    assert warnings("resource_pool", POOL) == [told], "as long as it is so"


@pytest.mark.parametrize("module", KINDS)
def test_two_of_the_name(emulator: Emulator, module: str) -> None:
    _operation, options = CREATES[module]
    done(module, options)
    twin(emulator, module, "twin")
    mark = emulator.last_request()
    for given in (options, GONE):
        result = call(module, given)
        assert result["failed"] and all(key in result["msg"] for key in ids(emulator, module)) and "id" in result["msg"]
    assert emulator.writes(mark) == []
    assert done(module, {"id": "twin", "state": "absent"})["changed"]
    assert len(ids(emulator, module)) == 1


def test_the_time_limit_of_a_pool_tells_how_far_it_is(emulator: Emulator) -> None:
    emulator.settings(speed=1)
    result = call("resource_pool", {**POOL, "wait_timeout": "1s"})
    assert result["failed"] and result["msg"].startswith("resource pool first is still Creating (0 of 2 nodes, ")
    assert "wanted: ready; a longer wait_timeout sees it through" in result["msg"]
    assert result["changed"] is True and len(own(emulator, "pool")) == 1
