# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What the service makes of the body of a pool: defaults, and checks beyond the contract."""

import re
from typing import Any

from ..registry import Call
from .kubernetes import bad_request
from .plugin_templates import driver_versions
from .pool_kind import PREPAID, SCOPES
from .resource_flavors import accelerator, flavor_of, open_zones

Group = dict[str, Any]

NODE_POOL = re.compile(r"[a-z][a-z0-9-]{0,48}[a-z0-9]")
EXTEND_PARAMS = {"dockerBaseSize": "50", "runtime": "containerd"}
OS = "Huawei Cloud EulerOS 2.0"


def scopes(given: list[str]) -> list[str]:
    """In the service's own order and spelling; a type that stands twice is taken once."""
    wanted = {name.upper() for name in given}
    return [name for name in SCOPES if name.upper() in wanted]


def groups(call: Call, given: list[Group], billing: str) -> list[Group]:
    """The whole list of node pools with everything that was left out."""
    rows = [_group(call, row, billing) for row in given]
    names = [row["nodePool"] for row in rows]
    for name in names:
        if names.count(name) > 1:
            raise bad_request(f"spec.resources: the node pool {name} stands twice")
    if not sum(row["count"] for row in rows):
        raise bad_request("spec.resources: at least one node must be reserved in the pool")
    return rows


def _group(call: Call, given: Group, billing: str) -> Group:
    flavor = flavor_of(call, given["flavor"])
    if int(billing) not in flavor["spec"]["billingModes"]:
        raise bad_request(f"the flavor {flavor['id']} does not support the billing mode {billing}")
    group = {**given, "nodePool": _node_pool(given), "maxCount": given.get("maxCount", given["count"])}
    group["extendParams"] = {**EXTEND_PARAMS, **given.get("extendParams", {})}
    group["os"] = _os(given.get("os", {}))
    _check_counts(group)
    for row in group.get("azs", []):
        if row["az"] not in flavor["phase"]:
            raise bad_request(f"spec.resources.azs: there is no {flavor['id']} in {row['az']}")
    return group


def _node_pool(given: Group) -> str:
    default = f"{given['flavor']}-default"
    name = str(given.get("nodePool") or given.get("extendParams", {}).get("nodePoolName") or default)
    if name != default and (not NODE_POOL.fullmatch(name) or name.endswith("-default")):
        raise bad_request(f"spec.resources.nodePool: {name} is no name of a node pool")
    return name


def _os(given: dict[str, str]) -> dict[str, str]:
    """`autoMatch` asks for the best image of a system."""
    if given.get("autoMatch"):
        return {**given, "name": given["autoMatch"], "autoMatch": ""}
    return {"name": OS, **given} if "imageId" not in given else given


def _check_counts(group: Group) -> None:
    count, most = group["count"], group["maxCount"]
    if most > count:
        raise bad_request("pool does not support maxCount more than count now")
    step = group.get("creatingStep", {}).get("step", 1)
    if count % step or most % step:
        raise bad_request(f"spec.resources: count and maxCount must be multiples of the creating step {step}")
    if "azs" in group and sum(row["count"] for row in group["azs"]) != count:
        raise bad_request("spec.resources.azs: the counts must add up to the count of the node pool")


def zones(call: Call, group: Group, present: list[str], more: int) -> list[str]:
    """Where the new nodes of a node pool come up; refuses a flavor that is sold out there."""
    flavor = flavor_of(call, group["flavor"])
    offered = open_zones(flavor)
    if "azs" not in group:
        wanted = offered[:1] * more
    else:
        wanted = [row["az"] for row in group["azs"] for _number in range(row["count"] - present.count(row["az"]))]
    if len(wanted) < more or not set(wanted) <= set(offered):
        raise bad_request(f"the flavor {flavor['id']} is sold out")
    return wanted[:more]


def driver(call: Call, kept: dict[str, str], given: dict[str, str], wanted: list[Group]) -> dict[str, str]:
    """The drivers that the node pools need; a version that was left out is the newest one.

    `kept` is what the pool has already: a version in it goes with the last node that needed it.
    """
    kinds = {accelerator(flavor_of(call, group["flavor"])) for group in wanted}
    result = {**kept, **given}
    for kind in ("gpu", "npu"):
        name = f"{kind}Version"
        if kind not in kinds:
            result.pop(name, None)
            if name in given:
                raise bad_request(f"spec.driver.{name}: no flavor of the pool has such an accelerator")
            continue
        if kind == "npu" and name not in result:
            raise bad_request(f"spec.driver.{name}: an Ascend flavor needs the version of its driver")
        versions = driver_versions(call, kind)
        result.setdefault(name, versions[-1])
        if result[name] not in versions:
            raise bad_request(f"spec.driver.{name}: must be one of {', '.join(versions)}")
    return result


def job_flavors(call: Call, given: list[str], wanted: list[Group]) -> list[str]:
    known = [name for group in wanted for name in flavor_of(call, group["flavor"])["spec"].get("jobFlavors", [])]
    for name in given:
        if name not in known:
            raise bad_request(f"spec.jobFlavors: {name} is no job flavor of the node flavors")
    return given


def check_payment(annotations: dict[str, str]) -> None:
    """A yearly/monthly pool is paid by an order, or pays by itself."""
    prepaid = annotations.get("os.modelarts/billing.mode") == PREPAID
    if prepaid and "os.modelarts/order.id" not in annotations and annotations.get("os.modelarts/auto.pay") != "1":
        raise bad_request("a yearly/monthly pool needs os.modelarts/auto.pay 1 or an os.modelarts/order.id")
