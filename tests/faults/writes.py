# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The writes of all modules: one task for each operation that changes something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.emulator.resources import network_kind, pools
from tests.emulator.testing import Emulator
from tests.support import NOTEBOOK, done

BASE = {**NOTEBOOK, "description": "first", "tags": {"team": "vision"}, "lease": {"type": "TIMING", "duration": "1h"}}
STORAGE = {"notebook_id": "first", "mount_path": "/data/input/", "uri": "obs://bucket/input/"}
IMAGE = {"swr_path": "swr.example.com/organization/image:1"}
SAVED = {"notebook_id": "first", "name": "saved", "namespace": "organization", "tag": "1"}

SEEDED = {network_kind.SEEDED, pools.SEEDED}
NODE = "os-node-created-first"
LOST: dict[str, dict[str, Any]] = {  # the answer to a create
    "reset before": {"reset": True},
    "reset after": {"reset": True, "phase": "after"},
    "503 before": {"status": 503},
    "504 after": {"status": 504, "phase": "after"},
    "cut after": {"cut": True, "phase": "after"},
    "empty after": {"empty": True, "phase": "after"},
    "broken before": {"status": 200, "body": '{"metadata": ', "content_type": "application/json"},
}


class Write(NamedTuple):
    """A task (module, options) that comes down to one operation; before: tasks that come first; reached: it is done.

    later: other writes of the task come before that one. kind: of the object that it is about; by itself the module's.
    """

    operation: str
    before: list[tuple[str, dict[str, Any]]]
    module: str
    options: dict[str, Any]
    reached: Callable[[Emulator], bool]
    later: bool = False
    kind: str = ""

    @property
    def of(self) -> str:
        return self.kind or self.module

    def prepare(self, emulator: Emulator) -> None:
        for module, options in self.before:
            done(module, options)
        if self.kind == "pool_node":  # whose names the service makes up
            (first, *_more) = own(emulator, "pool_node")
            emulator.control("DELETE", f"objects/pool_node/{first['id']}")
            emulator.put("pool_node", NODE, **{name: value for name, value in first.items() if name != "id"})


def own(emulator: Emulator, kind: str) -> list[dict[str, Any]]:
    """The objects of this kind that are not there from the start."""
    rows = [row for row in emulator.objects(kind) if row.get("type") != "BUILD_IN"]
    return [row for row in rows if SEEDED.isdisjoint((row["id"], row.get("pool")))]


def one(emulator: Emulator, kind: str, **fields: Any) -> bool:
    """There is exactly one object of this kind (of one's own), and it has these fields."""
    rows = own(emulator, kind)
    return len(rows) == 1 and all(rows[0].get(name) == value for name, value in fields.items())


def none(emulator: Emulator, kind: str) -> bool:
    return not own(emulator, kind)


def a_notebook(operation: str, before: dict[str, Any] | None, options: dict[str, Any], **fields: Any) -> Write:
    first = [("notebook", {**BASE, **before})] if before is not None else []
    return Write(
        operation, first, "notebook", {**BASE, **options}, lambda emulator: one(emulator, "notebook", **fields)
    )


CODE: dict[str, Any] = {
    "code_dir": "obs://bucket/code/",
    "boot_file": "obs://bucket/code/train.py",
    "engine": {"engine_id": "pytorch-cp36-1.3.0"},
}
ALGORITHM = {"name": "first", "description": "first", **CODE}
RUN = {"name": "first", "description": "first", **CODE, "flavor_id": "modelarts.vm.cpu.8u"}  # it ends soon
LONG = {**RUN, "tags": {"team": "vision"}, "environments": {"EMULATOR_SECONDS": "3000000"}}  # longer than any test
TAGS = [{"key": "team", "value": "vision"}]


def an_algorithm(**metadata: Any) -> Callable[[Emulator], bool]:
    """There is exactly one, with this metadata."""

    def reached(emulator: Emulator) -> bool:
        rows = emulator.objects("algorithm")
        return len(rows) == 1 and metadata.items() <= rows[0]["metadata"].items()

    return reached


def a_job(*phases: str, description: str = "first", **fields: Any) -> Callable[[Emulator], bool]:
    """There is exactly one, in one of these phases."""

    def reached(emulator: Emulator) -> bool:
        told = [row["metadata"]["description"] for row in emulator.objects("training_job")]
        return told == [description] and any(one(emulator, "training_job", status=phase, **fields) for phase in phases)

    return reached


def no(kind: str) -> Callable[[Emulator], bool]:
    return lambda emulator: none(emulator, kind)


FOUND = [("algorithm", ALGORITHM)]
ALGORITHM_WRITES = {
    "create algorithm": Write("CreateAlgorithm", [], "algorithm", ALGORITHM, an_algorithm(description="first")),
    "update algorithm": Write(
        "ChangeAlgorithm",
        FOUND,
        "algorithm",
        {**ALGORITHM, "description": "second"},
        an_algorithm(description="second"),
    ),
    "delete algorithm": Write(
        "DeleteAlgorithm", FOUND, "algorithm", {"name": "first", "state": "absent"}, no("algorithm")
    ),
}
ACTIVE = ("Creating", "Pending", "Running")
RUNS = [("training_job", LONG)]
ENDED = [("training_job", {**RUN, "state": "completed"})]
TERMINATED = [*RUNS, ("training_job", {"name": "first", "state": "stopped"})]
GONE = {"name": "first", "state": "absent"}
AGAIN = {**RUN, "state": "completed", "rerun": "failed"}
JOB_WRITES = {
    "create job": Write("CreateTrainingJob", [], "training_job", LONG, a_job(*ACTIVE, tags=TAGS)),
    "complete job": Write("CreateTrainingJob", [], "training_job", {**RUN, "state": "completed"}, a_job("Completed")),
    "update job": Write(
        "ChangeTrainingJobDescription",
        RUNS,
        "training_job",
        {**LONG, "description": "second"},
        a_job(*ACTIVE, description="second"),
    ),
    "tag job": Write(
        "CreateTrainJobTags", [("training_job", {**LONG, "tags": {}})], "training_job", LONG, a_job(*ACTIVE, tags=TAGS)
    ),
    "untag job": Write("DeleteTrainJobTags", RUNS, "training_job", {**LONG, "tags": {}}, a_job(*ACTIVE, tags=[])),
    "terminate job": Write("StopTrainingJob", RUNS, "training_job", {**LONG, "state": "stopped"}, a_job("Terminated")),
    "delete ended job": Write("DeleteTrainingJob", ENDED, "training_job", GONE, no("training_job")),
    "terminate job to delete it": Write("StopTrainingJob", RUNS, "training_job", GONE, no("training_job")),
    "delete active job": Write("DeleteTrainingJob", RUNS, "training_job", GONE, no("training_job"), later=True),
    "delete job to run it again": Write("DeleteTrainingJob", TERMINATED, "training_job", AGAIN, a_job("Completed")),
    "run job again": Write("CreateTrainingJob", TERMINATED, "training_job", AGAIN, a_job("Completed"), later=True),
}

NETWORK = {"name": "first", "cidr": "192.168.0.0/24"}
PEER = {"vpc_id": "11111111-1111-4111-8111-111111111111", "subnet_id": "22222222-2222-4222-8222-222222222222"}
CONNECTED: dict[str, Any] = {**NETWORK, "peerings": [PEER]}


def a_network(*connections: str, **fields: Any) -> Callable[[Emulator], bool]:
    """There is exactly one that works, with connections in these phases."""

    def reached(emulator: Emulator) -> bool:
        peers = [peer["status"] for row in own(emulator, "network") for peer in row["peers"]]
        return peers == [*connections] and one(emulator, "network", status="Active", **fields)

    return reached


def change_of_network(before: dict[str, Any], after: dict[str, Any], reached: Callable[[Emulator], bool]) -> Write:
    return Write("PatchNetwork", [("network", before)], "network", after, reached)


NETWORK_WRITES = {
    "create network": Write("CreateNetwork", [], "network", CONNECTED, a_network("Active")),
    "connect network": change_of_network(NETWORK, CONNECTED, a_network("Active")),
    "disconnect network": change_of_network(CONNECTED, {**NETWORK, "peerings": []}, a_network()),
    "describe network": change_of_network(
        CONNECTED, {**NETWORK, "description": "second"}, a_network("Active", description="second")
    ),
    "delete network": Write("DeleteNetwork", [("network", CONNECTED)], "network", GONE, no("network")),
}

NODES = {"flavor": "modelarts.vm.cpu.4ud", "count": 2}
POOL: dict[str, Any] = {
    "name": "first",
    "description": "first",
    "scope": ["Train"],
    "resources": [NODES],
    "network_id": "net-0123",
}
TEAM = {"team": "vision"}


def a_pool(nodes: int = 2, *scopes: str, description: str = "first", tags: dict[str, str] | None = None) -> Any:
    """There is exactly one, with so many nodes that work, of these scopes."""

    def reached(emulator: Emulator) -> bool:
        if not one(emulator, "pool", status="Running", tags=tags or {}):
            return False
        (row,) = own(emulator, "pool")
        enabled = tuple(scope["scopeType"] for scope in row["scopes"] if scope["status"] == "Enabled")
        return (
            [node["status"] for node in own(emulator, "pool_node")] == ["Available"] * nodes
            and enabled == (scopes or ("Train",))
            and row["annotations"]["os.modelarts/description"] == description
        )

    return reached


def change_of_pool(operation: str, before: dict[str, Any], after: dict[str, Any], reached: Any) -> Write:
    first = [("resource_pool", {**POOL, **before})]
    return Write(operation, first, "resource_pool", {**POOL, **after}, reached, kind="pool")


SMALLER = {"pool_id": "first", "names": [NODE]}
POOL_WRITES = {
    "create pool": Write("CreatePool", [], "resource_pool", {**POOL, "tags": TEAM}, a_pool(tags=TEAM), kind="pool"),
    "scale pool out": change_of_pool("PatchPool", {}, {"resources": [{**NODES, "count": 3}]}, a_pool(3)),
    "scale pool in": change_of_pool("PatchPool", {}, {"resources": [{**NODES, "count": 1}]}, a_pool(1)),
    "enlarge scope": change_of_pool("PatchPool", {}, {"scope": ["Train", "Infer"]}, a_pool(2, "Train", "Infer")),
    "describe pool": change_of_pool("PatchPool", {}, {"description": "second"}, a_pool(description="second")),
    "tag pool": change_of_pool("BatchCreatePoolTags", {}, {"tags": TEAM}, a_pool(tags=TEAM)),
    "untag pool": change_of_pool("BatchDeletePoolTags", {"tags": TEAM}, {"tags": {}}, a_pool()),
    "delete pool": Write("DeletePool", [("resource_pool", POOL)], "resource_pool", GONE, no("pool"), kind="pool"),
    "delete nodes": Write(
        *("BatchDeletePoolNodes", [("resource_pool", POOL)], "resource_pool_node", SMALLER, a_pool(1)),
        kind="pool_node",
    ),
}

HOST = ("notebook", NOTEBOOK)
RUNNING, STOPPED = {"status": "RUNNING"}, {"status": "STOPPED"}
WRITES = {
    "create": a_notebook("CreateNotebook", None, {}, tags=[{"key": "team", "value": "vision"}], **RUNNING),
    "update": a_notebook("UpdateNotebook", {}, {"description": "second"}, description="second", **RUNNING),
    "start": a_notebook("StartNotebook", {"state": "stopped"}, {"state": "started"}, **RUNNING),
    "stop": a_notebook("StopNotebook", {}, {"state": "stopped"}, **STOPPED),
    "tag": a_notebook("CreateNotebookTags", {"tags": {}}, {}, tags=[{"key": "team", "value": "vision"}], **RUNNING),
    "untag": a_notebook("DeleteNotebookTags", {}, {"tags": {}}, tags=[], **RUNNING),
    "lease": Write(
        "RenewLease",
        [("notebook", BASE)],
        "notebook",
        {**BASE, "lease": {"type": "IDLE", "duration": "2h"}},
        lambda emulator: emulator.objects("notebook")[0]["lease"]["type"] == "IDLE",
    ),
    "delete": Write(
        "DeleteNotebook",
        [("notebook", BASE)],
        "notebook",
        {"name": "first", "state": "absent"},
        lambda emulator: none(emulator, "notebook"),
    ),
    "attach": Write(
        "AttachDynamicStorage",
        [HOST],
        "notebook_storage",
        STORAGE,
        lambda emulator: one(emulator, "notebook_storage", status="MOUNTED"),
    ),
    "detach": Write(
        "DetachDynamicStorage",
        [HOST, ("notebook_storage", STORAGE)],
        "notebook_storage",
        {**STORAGE, "state": "absent"},
        lambda emulator: none(emulator, "notebook_storage"),
    ),
    "register": Write("RegisterImage", [], "image", IMAGE, lambda emulator: one(emulator, "image", status="ACTIVE")),
    "save": Write("CreateImage", [HOST], "image", SAVED, lambda emulator: one(emulator, "image", status="ACTIVE")),
    "delete image": Write(
        "DeleteImage",
        [("image", IMAGE)],
        "image",
        {**IMAGE, "state": "absent"},
        lambda emulator: none(emulator, "image"),
    ),
    **ALGORITHM_WRITES,
    **JOB_WRITES,
    **NETWORK_WRITES,
    **POOL_WRITES,
}
