# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects in the manner of Kubernetes: labels, lists that are sent whole, parts that settle after the status does."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Refused
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Moment, TagMap, Words
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.plan import Plan, Planner
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import GONE, Resource, Status
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.wait import Waiter, WaitTimeout
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.networks import Network, private_range
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.pools import ResourcePool

NAME = "metadata.labels.[os.modelarts/name]"
FLAVOR = "modelarts.vm.cpu.4ud"


def test_a_name_with_dots_stands_in_brackets() -> None:
    tree: dict[str, Any] = {}
    trees.put(tree, NAME, "n")
    trees.put(tree, "metadata.labels.[os.modelarts/workspace.id]", "0")
    assert tree == {"metadata": {"labels": {"os.modelarts/name": "n", "os.modelarts/workspace.id": "0"}}}
    assert trees.dig(tree, NAME) == "n"
    assert trees.cut(tree, trees.names_in(NAME)) == {"metadata": {"labels": {"os.modelarts/workspace.id": "0"}}}
    trees.put(tree, "metadata", {"name": "x"})
    assert set(tree["metadata"]) == {"labels", "name"}


def pool(count: int = 2, **more: Any) -> dict[str, Any]:
    group = {"flavor": FLAVOR, "count": count, "nodePool": f"{FLAVOR}-default", "maxCount": count, "secretSauce": [1]}
    group.update(extendParams={"runtime": "containerd", "dockerBaseSize": "50"}, azs=[{"az": "a", "count": count}])
    status: dict[str, Any] = {"phase": "Running", "resources": {"available": [{**group}]}, "scope": []}
    return {
        "metadata": {"name": "p-1", "labels": {"os.modelarts/name": "p"}},
        "spec": {"resources": [group], "scope": ["Train"]},
        "status": {**status, **more},
    }


def plan(found: dict[str, Any] | None, **options: Any) -> Plan:
    resource = ResourcePool()
    given = {"name": "p", "state": "present", "recreate": False, **options}
    return Planner(resource, given, shapes.canonical(resource.fields, given), found).make()


def rows(*groups: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"flavor": FLAVOR, **group} for group in groups]


def test_an_unnamed_node_pool_is_the_default_one() -> None:
    assert not plan(pool(), resources=rows({"count": 2}))
    assert not plan(pool(), resources=rows({"count": 2, "node_pool": f"{FLAVOR}-default"}))
    assert plan(pool(), resources=rows({"count": 2, "node_pool": "other"}))
    assert not plan(pool(), resources=rows({"count": 2, "extend_params": {"runtime": "containerd"}}))


def test_a_changed_row_keeps_what_nobody_asked_to_change() -> None:
    (step,) = plan(pool(), resources=rows({"count": 2, "extend_params": {"runtime": "docker"}})).steps
    (row,) = step.body["spec"]["resources"]
    assert row == {
        **pool()["spec"]["resources"][0],
        "extendParams": {"runtime": "docker", "dockerBaseSize": "50"},
    }
    assert set(step.body) == {"spec"} and set(step.body["spec"]) == {"resources"}


def test_what_no_longer_fits_a_new_count_is_left_to_the_service() -> None:
    (step,) = plan(pool(), resources=rows({"count": 3})).steps
    (row,) = step.body["spec"]["resources"]
    assert (row["count"], row["secretSauce"]) == (3, [1])
    assert not {"maxCount", "azs"} & set(row)
    zones = [{"az": "a", "count": 1}, {"az": "b", "count": 2}]
    (step,) = plan(pool(), resources=rows({"count": 3, "max_count": 3, "azs": zones})).steps
    assert (step.body["spec"]["resources"][0]["azs"], step.body["spec"]["resources"][0]["maxCount"]) == (zones, 3)


def test_the_whole_list_is_sent() -> None:
    (step,) = plan(pool(), resources=rows({"count": 2}, {"count": 1, "node_pool": "more"})).steps
    assert [(row["nodePool"], row["count"]) for row in step.body["spec"]["resources"]] == [
        (f"{FLAVOR}-default", 2),
        ("more", 1),
    ]
    made = plan(pool(), resources=rows({"count": 1, "node_pool": "more"}))
    assert [row["nodePool"] for row in made.steps[0].body["spec"]["resources"]] == ["more"]
    assert "" not in made.before["resources"][0], "what the service gave is not shown twice"


@pytest.mark.parametrize(
    ("mode", "grown", "sent"), [("1", True, True), ("1", False, False), ("0", True, False), (None, True, False)]
)
def test_new_nodes_of_a_pool_that_is_paid_ahead_need_its_billing_data(mode: Any, grown: bool, sent: bool) -> None:
    found = pool()
    kept = {"os.modelarts/billing.mode": mode, "os.modelarts/period.num": "1", "os.modelarts/period.type": "2"}
    found["metadata"]["annotations"] = kept if mode else {}
    (step,) = plan(found, resources=rows({"count": 3 if grown else 1})).steps
    annotations = step.body.get("metadata", {}).get("annotations")
    assert annotations == ({**kept, "os.modelarts/auto.pay": "1"} if sent else None)


class Looks:
    def __init__(self, resource: Resource, *objects: dict[str, Any], orders: Any = None) -> None:
        self.objects, self.asked = list(objects), []  # type: ignore[var-annotated]
        self.orders = list(orders or ())
        self.waiter = Waiter(
            resource,
            100,
            1,
            lambda text: None,
            look=self.look,
            now=lambda: 100 - len(self.objects),
            sleep=lambda s: None,
        )

    def look(self, path: str, query: dict[str, Any]) -> Any:
        self.asked.append(query)
        phase = self.orders.pop(0)
        if isinstance(phase, Exception):
            raise phase
        return {"items": [{"phase": phase}] if phase else []}

    def read(self) -> dict[str, Any]:
        return self.objects.pop(0)

    def until(self, target: str) -> Any:
        return self.waiter.until(target, "it", self.read)


def test_a_pool_is_ready_when_two_looks_in_a_row_say_so() -> None:
    good, driver = pool(), pool(driver={"gpu": {"state": "Creating"}})
    scope = pool(scope=[{"scopeType": "Train", "state": "Enabling"}])
    coming = pool(resources={"creating": [{"flavor": FLAVOR, "count": 2}]})
    looks = Looks(ResourcePool(), coming, good, driver, scope, good, good, good)
    assert looks.until("ready") == good
    assert len(looks.objects) == 1
    assert looks.asked == []


def test_missing_nodes_are_waited_for_until_their_order_is_done() -> None:
    short = pool(3, resources={"available": [{"flavor": FLAVOR, "count": 2}], "abnormal": [{"flavor": FLAVOR}]})
    orders = ["processing", ApiError("passing", kind="unavailable"), "partialSuccessed", "partialSuccessed"]
    looks = Looks(ResourcePool(), *[short] * 5, orders=orders)
    assert looks.until("ready") == short
    assert looks.asked == [{"involvedName": "p-1", "limit": 1}] * 4
    assert list(ResourcePool().shortfalls(short)) == [
        f"only 2 of 3 nodes of the node pool {FLAVOR}-default are available"
    ]
    assert list(ResourcePool().shortfalls(pool())) == []


def network(asked: int, listed: list[str], phase: str = "Active", **metadata: str) -> dict[str, Any]:
    peers = [{"peerSubnetId": f"s{number}"} for number in range(asked)]
    told = [{"peerSubnetId": f"s{number}", "phase": state} for number, state in enumerate(listed)]
    return {
        "metadata": {"name": "n-1", **metadata},
        "spec": {"connection": {"peerConnectionList": peers}},
        "status": {"phase": phase, "connectionStatus": {"peerConnectionStatus": told}},
    }


@pytest.mark.parametrize(
    ("obj", "busy"),
    [
        (network(0, []), False),
        (network(1, ["Active"]), False),
        (network(1, ["Abnormal"]), False),
        (network(1, ["Connecting"]), True),
        (network(1, []), True),
        (network(0, ["Active"]), True),
        (network(2, ["Active"]), True),
    ],
)
def test_a_network_is_busy_until_its_connections_are_those_that_are_asked(obj: dict[str, Any], busy: bool) -> None:
    assert Network().is_busy(obj) is busy


def test_an_object_that_goes_counts_as_gone_whatever_its_status() -> None:
    leaving = network(0, [], deletionTimestamp="2026-11-21T08:00:00Z")
    status = Network().status
    assert (status.outcome(leaving), status.settled(leaving)) == (GONE, False)
    assert (status.outcome(network(0, [])), status.settled(network(0, []))) == ("Active", True)
    with pytest.raises(WaitTimeout):
        Looks(Network(), *[leaving] * 101).until("ready")
    given = {"name": "n", "state": "absent"}
    assert not Planner(Network(), given, {"name": "n"}, leaving).make()


def test_several_filters_in_one_part_of_the_query() -> None:
    listing = Network().listing
    assert listing.queries({"name": "n", "workspace_id": "0"}, True) == [
        {"labelSelector": "os.modelarts/name=n,os.modelarts/workspace.id=0"}
    ]
    assert listing.queries({"workspace_id": "0"}, True) == [{"labelSelector": "os.modelarts/workspace.id=0"}]
    assert Listing("/x", None, filters={"a": "b"}).queries({"a": 1}, True) == [{"b": 1}]


def test_a_row_of_another_scope_is_not_the_object() -> None:
    row = {"metadata": {"labels": {"os.modelarts/name": "n", "os.modelarts/workspace.id": "w"}}}
    assert Network().lies_in(row, {"workspace_id": "w"})
    assert not Network().lies_in(row, {"workspace_id": "0"})
    assert Network().lies_in({}, {"workspace_id": "0"}), "a row that does not tell"
    assert Network().lies_in(row, {"workspace_id": None})


@pytest.mark.parametrize("value", ["192.168.128.0/17", "172.16.0.0/12", "192.168.1.0/24"])
def test_address_ranges(value: str) -> None:
    assert private_range(value) is None


@pytest.mark.parametrize("value", ["10.0.0.0/16", "192.168.1.0/25", "192.168.1.1/24", "fd00::/64", "all", ""])
def test_no_address_ranges(value: str) -> None:
    assert (private_range(value) or "").startswith("must ")


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [("1970-01-01", 0), ("1970-01-02T00:00:01Z", 86401000), ("2026-11-21 08:30:00", 1795249800000)],
)
def test_moments(text: str, milliseconds: int) -> None:
    assert Moment().encode(text) == milliseconds


@pytest.mark.parametrize(
    "text", ["", "today", "2026-13-01", "2026-11-21T25:00:00Z", "2026-11-21T08:30:00+02:00", None, 5]
)
def test_no_moments(text: Any) -> None:
    with pytest.raises(ValueError, match="must be a moment such as"):
        Moment().encode(text)


def test_words_there_and_back() -> None:
    form = Words({"month": "2", False: "0"})
    assert (form.encode("month"), form.encode(False)) == ("2", "0")
    assert (form.decode("2"), form.decode("0"), form.decode("9")) == ("month", False, "9")


def test_tags_whose_values_come_as_a_list() -> None:
    assert TagMap().decode([{"key": "a", "values": ["b"]}, {"key": "c", "values": []}, {"key": "d"}]) == {
        "a": "b",
        "c": "",
        "d": "",
    }


def test_every_known_status() -> None:
    status = Status(ready=("UP",), failed=("BAD",), pending={"": "UP", "GOING": GONE})
    assert status.known == ["BAD", "GOING", "UP"]


def test_what_is_fixed_in_a_row_is_known_before_anything_is_sent() -> None:
    found = pool()
    found["spec"]["resources"][0]["nodePool"] = "big"
    with pytest.raises(
        Refused, match=r"resources\[big\].flavor of resource pool p cannot be changed: it is 'modelarts"
    ):
        plan(found, resources=[{"flavor": "another", "count": 3, "node_pool": "big"}])
    assert plan(found, resources=[{"flavor": "another", "count": 3, "node_pool": "new"}])


def test_another_system_is_asked_without_the_image_of_the_old_one() -> None:
    found = pool()
    found["spec"]["resources"][0]["os"] = {"name": "EulerOS", "imageId": "i"}
    (step,) = plan(found, resources=rows({"count": 2, "os": {"name": "Ubuntu"}})).steps
    assert step.body["spec"]["resources"][0]["os"] == {"name": "Ubuntu"}
    (step,) = plan(found, resources=rows({"count": 3, "os": {"name": "EulerOS"}})).steps
    assert step.body["spec"]["resources"][0]["os"] == {"name": "EulerOS", "imageId": "i"}


def test_rows_that_nothing_tells_apart_are_compared_as_a_bag() -> None:
    found = pool()
    volumes = [
        {"volumeType": "SSD", "size": "100Gi", "count": 1, "x": 1},
        {"volumeType": "SAS", "size": "5Gi", "count": 1},
    ]
    found["spec"]["resources"][0]["dataVolumes"] = volumes
    one, other = {"type": "SAS", "size": "5Gi"}, {"type": "SSD", "size": "100Gi"}
    assert not plan(found, resources=rows({"count": 2, "data_volumes": [one, other]}))
    assert plan(found, resources=rows({"count": 2, "data_volumes": [one, one]}))
    assert plan(found, resources=rows({"count": 2, "data_volumes": [one]}))
    assert plan(found, resources=rows({"count": 2, "data_volumes": [one, other, other]}))
