# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client for algorithms and training jobs."""

from __future__ import annotations

from typing import Any

from tests.emulator.testing import Emulator, eventually
from tests.unit.emulator.conftest import Answer, Api

ENGINE = {"engine_name": "PyTorch", "engine_version": "PyTorch-1.3.0-python3.6"}
CODE = {"code_dir": "/bucket/code/", "boot_file": "/bucket/code/train.py", "engine": ENGINE}
RESOURCE = {"flavor_id": "modelarts.vm.cpu.8u", "node_count": 1}
POOL = "emulator-86c13962597848eeb29c5861153a391f"


class Training:
    """Requests below /v2/{project_id}."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.emulator: Emulator = api.emulator

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        return self.api.call(method, f"/v2/{self.emulator.project_id}{path}", body, **more)

    def create(self, body: dict[str, Any]) -> Answer:
        return self.call("POST", "/training-jobs", body)

    def job(
        self, name: str = "job", algorithm: Any = None, environments: Any = None, metadata: Any = None, **spec: Any
    ) -> dict[str, Any]:
        """A job as it is answered at once."""
        answer = self.create(body(name, algorithm, environments, metadata, **spec))
        assert answer.status == 201, answer
        return dict(answer.body)

    def key(self, name: str = "job", **more: Any) -> str:
        return str(self.job(name, **more)["metadata"]["id"])

    def show(self, key: str) -> dict[str, Any]:
        answer = self.call("GET", f"/training-jobs/{key}")
        assert answer.status == 200, answer
        return dict(answer.body)

    def phase(self, key: str) -> str:
        return str(self.show(key)["status"]["phase"])

    def wait(self, key: str, phase: str) -> dict[str, Any]:
        eventually(lambda: self.phase(key) == phase)
        return self.show(key)

    def running(self, **more: Any) -> str:
        """A job that has just begun to run, at real speed."""
        self.emulator.settings(speed=1)
        key = self.key(**more)
        self.emulator.advance(10.5)
        assert self.phase(key) == "Running"
        return key

    def search(self, **body: Any) -> dict[str, Any]:
        answer = self.call("POST", "/training-job-searches", body)
        assert answer.status == 200, answer
        return dict(answer.body)

    def names(self, **body: Any) -> list[str]:
        return [item["metadata"]["name"] for item in self.search(**body)["items"]]

    def algorithm(self, name: str = "algorithm", metadata: Any = None, **parts: Any) -> Answer:
        parts = {"job_config": CODE, **parts}
        return self.call("POST", "/algorithms", {"metadata": {"name": name, **(metadata or {})}, **parts})


def body(
    name: str = "job", algorithm: Any = None, environments: Any = None, metadata: Any = None, **spec: Any
) -> dict[str, Any]:
    """The body of a create; without an algorithm it runs CODE."""
    algorithm = CODE if algorithm is None else algorithm
    given = {**algorithm, "environments": environments} if environments else algorithm
    spec = {"resource": RESOURCE, **spec}
    return {"kind": "job", "metadata": {"name": name, **(metadata or {})}, "algorithm": given, "spec": spec}
