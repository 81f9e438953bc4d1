# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the documents for dedicated resources are taken, and answered as they show it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.emulator import contract
from tests.emulator.testing import Emulator
from tests.unit.emulator.dedicated import DESCRIPTION, MERGE, NETWORK, Dedicated

CONTRACT = contract.Contract()
GROUPS = ("networks", "pools", "nodes", "workloads", "resource_flavors", "plugin_templates", "events", "os_config")
GOOD = [
    pytest.param(name, example, id=f"{name}-{number}")
    for group in GROUPS
    for name, rows in contract.examples(group).items()
    for number, example in enumerate(rows)
    if example.get("status") == 200 or "body" in example.get("request", {})
]
ABSENT = [
    pytest.param(name, example["response"]["error_code"], id=name)
    for group in GROUPS
    for name, rows in contract.examples(group).items()
    for example in rows
    if example.get("status") == 404 and name != "ListResourceFlavors"
]
QUERIES = {"ListEvents": {"resource": "pools", "limit": 5}}
# the answer shows them when there is something to show
RARE = {"metadata.continue", "spec.connection.peerConnectionList", "status.connectionStatus.peerConnectionStatus"}
RARE |= {f"items[].table.{table}.tnt004" for table in ("allocated.value", "capacity.value", "capacity.maxValue")}
DELETED = {"status.resources.available"}


def request(made: Dedicated, name: str, known: dict[str, str], body: Any = None) -> Any:
    operation = CONTRACT.operations[name]
    known = {"project_id": made.emulator.project_id, **known}
    path = re.sub(r"{(\w+)}", lambda match: known[match[1]], operation.path)
    query: dict[str, Any] = {**QUERIES[name], "name": known["pool_name"]} if name in QUERIES else {}
    headers = MERGE if operation.method == "PATCH" else {}
    return made.api.call(operation.method, path, body, headers, **query)


def missing(shown: Any, wanted: Any, way: str = "") -> set[str]:
    """What the example has and the answer has not."""
    if isinstance(wanted, dict):
        parts = [(f"{way}.{key}".lstrip("."), key in shown, shown.get(key), item) for key, item in wanted.items()]
        lost = {here for here, there, _mine, _item in parts if not there}
        return lost.union(*(missing(mine, item, here) for here, there, mine, item in parts if there))
    return missing(shown[0], wanted[0], f"{way}[]") if isinstance(wanted, list) and wanted and shown else set()


@pytest.mark.parametrize(("name", "example"), GOOD)
def test_an_example_is_taken(emulator: Emulator, made: Dedicated, name: str, example: dict[str, Any]) -> None:
    pool = made.pool({"flavor": "modelarts.vm.cpu.4ud", "count": 2}, name="auto-pool-os", annotations={DESCRIPTION: ""})
    known = {"pool_name": pool, "plugintemplate_name": "npu-driver", "network_name": NETWORK}
    if name != "CreateNetwork":
        known["network_name"] = made.network("192.168.128.0/17", "network-7a03")
    body = example.get("request", {}).get("body")
    for node in (body or {}).get("deleteNodeNames", []):
        emulator.put("pool_node", node, **{**emulator.objects("pool_node")[-1], "id": node})
    answer = request(made, name, known, body)
    assert answer.status == 200, answer
    if "response" in example:
        lost = missing(answer.body, example["response"])
        assert lost <= RARE | (DELETED if name == "DeletePool" else set()), lost


@pytest.mark.parametrize(("name", "code"), ABSENT)
def test_what_is_not_there(made: Dedicated, name: str, code: str) -> None:
    body = {"BatchDeletePoolNodes": {"deleteNodeNames": ["a"]}}.get(name)
    known = dict.fromkeys(("pool_name", "network_name", "plugintemplate_name"), "nothing")
    answer = request(made, name, known, body)
    assert (answer.status, answer.code) == (404, code)
