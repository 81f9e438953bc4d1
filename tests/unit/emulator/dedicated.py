# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks and resource pools as the tests of dedicated resources make them."""

from __future__ import annotations

from typing import Any

from tests.emulator.testing import Emulator
from tests.unit.emulator.conftest import Answer, Api

MERGE = {"Content-Type": "application/merge-patch+json"}
CPU, GPU, NPU = "modelarts.vm.cpu.8ud", "modelarts.vm.gpu.tnt004", "modelarts.bm.npu.8snt9"
NETWORK = "net-0123-86c13962597848eeb29c5861153a391f"
BAD, NO_POOL, NO_NETWORK = "ModelArts.50004000", "ModelArts.50015001", "ModelArts.50025001"
NAME, WORKSPACE = "os.modelarts/name", "os.modelarts/workspace.id"
DESCRIPTION, BILLING = "os.modelarts/description", "os.modelarts/billing.mode"
PREPAID = {BILLING: "1", "os.modelarts/period.num": "1", "os.modelarts/period.type": "2", "os.modelarts/auto.pay": "1"}


class Dedicated:
    """The requests of networks and pools. The tests move the clock: the emulator runs at speed 1."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.api = Api(emulator)
        emulator.settings(speed=1)

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> Answer:
        """path below the project: /networks, /pools; a PATCH is a merge patch."""
        version = "v2" if path.startswith(("/pools", "/metrics", "/statistics")) else "v1"
        headers = MERGE if method == "PATCH" else {}
        return self.api.call(method, f"/{version}/{self.emulator.project_id}{path}", body, headers, **query)

    def good(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        answer = self.call(method, path, body, **query)
        assert answer.status == 200, answer
        return answer.body

    def new_network(self, cidr: str = "192.168.0.0/24", name: str = "first", **labels: str) -> Answer:
        metadata = {"labels": {NAME: name, **labels}}
        body = {"apiVersion": "v1", "kind": "Network", "metadata": metadata, "spec": {"cidr": cidr}}
        return self.call("POST", "/networks", body)

    def network(self, cidr: str = "192.168.0.0/24", name: str = "first") -> str:
        """An active network."""
        answer = self.new_network(cidr, name)
        assert answer.status == 200, answer
        self.emulator.advance(11)
        return str(answer.body["metadata"]["name"])

    def new_pool(
        self,
        *resources: dict[str, Any],
        name: str = "main",
        annotations: dict[str, str] | None = None,
        labels: dict[str, str] | None = None,
        **spec: Any,
    ) -> Answer:
        wanted = {
            "type": "Dedicate",
            "scope": ["Train"],
            "network": {"name": NETWORK},
            "resources": list(resources or [{"flavor": CPU, "count": 1}]),
            **spec,
        }
        metadata = {"labels": {NAME: name, **(labels or {})}, "annotations": annotations or {}}
        return self.call("POST", "/pools", {"apiVersion": "v2", "kind": "Pool", "metadata": metadata, "spec": wanted})

    def pool(self, *resources: dict[str, Any], **given: Any) -> str:
        """A pool that is ready, with drivers and scopes."""
        answer = self.new_pool(*resources, **given)
        assert answer.status == 200, answer
        self.emulator.advance(80)
        return str(answer.body["metadata"]["name"])

    def show(self, pool: str) -> Any:
        return self.good("GET", f"/pools/{pool}")

    def patch(self, pool: str, **spec: Any) -> Answer:
        return self.call("PATCH", f"/pools/{pool}", {"spec": spec})

    def nodes(self, pool: str) -> list[Any]:
        return list(self.good("GET", f"/pools/{pool}/nodes")["items"])

    def names(self, pool: str) -> list[str]:
        return [node["metadata"]["name"] for node in self.nodes(pool)]

    def resize(self, pool: str, count: int, flavor: str = CPU, **more: Any) -> Answer:
        return self.patch(pool, resources=[{"flavor": flavor, "count": count, **more}])
