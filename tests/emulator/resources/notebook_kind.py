# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What a notebook is: its statuses and those of its mounts, and how the service shows it."""

from typing import TYPE_CHECKING, Any

from ..errors import Refusal, modelarts
from ..kinds import Kind, public
from ..machine import GONE, Machine, progress
from ..registry import Call
from ..store import Record

if TYPE_CHECKING:
    from ..world import World

STEPS = ("Prepare storage", "Prepare compute resources", "Configure the network", "Initialize the instance")
BUSY = ("INIT", "CREATING", "STARTING", "STOPPING", "DELETING", "SNAPSHOTTING")
SNAPSHOT_SECONDS = 60.0
FAIL_REASON = "The emulator was told to let this fail."


def _running(world: World, record: Record, at: float) -> None:
    lease = record["lease"]
    if lease["enable"]:
        ends = (lease["updated"] + lease["length"]) / 1000
        Machine.schedule(record, ends, "STOPPING", since=at)


def _stopped(world: World, record: Record, at: float) -> None:
    """A dynamic mount lives as long as the container runs."""
    for mount in mounts_of(world, record["id"]):
        MOUNTS.remove(world, mount)


def _failed(world: World, record: Record, at: float) -> None:
    record["fail_reason"] = FAIL_REASON


def _mount_failed(world: World, record: Record, at: float) -> None:
    record["failure_reason"] = FAIL_REASON


MACHINE = Machine(
    "notebook",
    {
        "CREATING": (30, "RUNNING"),
        "STARTING": (20, "RUNNING"),
        "STOPPING": (10, "STOPPED"),
        "DELETING": (10, GONE),
        "SNAPSHOTTING": (SNAPSHOT_SECONDS, "RUNNING"),
    },
    {
        "RUNNING": _running,
        "STOPPED": _stopped,
        GONE: _stopped,
        **dict.fromkeys(("CREATE_FAILED", "START_FAILED", "DELETE_FAILED", "ERROR"), _failed),
    },
)
VOLUME = Machine("notebook_volume", {"INITIALIZING": (35, ""), "RESIZING": (20, "")})
NOTEBOOKS = Kind("notebook", MACHINE)
MOUNTS = Kind(
    "notebook_storage",
    Machine(
        "notebook_storage",
        {"MOUNTING": (5, "MOUNTED"), "UNMOUNTING": (5, GONE)},
        dict.fromkeys(("MOUNT_FAILED", "UNMOUNT_FAILED"), _mount_failed),
    ),
)


@NOTEBOOKS.also_settle
def settle_volume(world: World, record: Record) -> bool:
    return VOLUME.settle(world, record["volume"])


def mounts_of(world: World, notebook: str) -> list[Record]:
    return [record for record in MOUNTS.all(world) if record["_notebook"] == notebook]


def find(call: Call, key: str = "id", code: str = "6404") -> Record:
    """The notebook of a path. The service uses two codes for one that is not there, 6404 and 6309."""
    record = NOTEBOOKS.get(call.world, call.project, call.path[key])
    if record is None:
        raise modelarts(code, f"The notebook instance {call.path[key]} does not exist.")
    return record


def conflict(record: Record) -> Refusal:
    message = f"The instance is in status {record['status']}: another operation is in progress or it is already done."
    return modelarts("6357", message)


def must_run(record: Record) -> None:
    if record["status"] in BUSY:
        raise conflict(record)
    if record["status"] != "RUNNING":
        raise modelarts("6327", f"The instance must be running, it is in status {record['status']}.")


def touch(call: Call, record: Record) -> None:
    record["update_at"] = call.world.clock.ms()
    NOTEBOOKS.save(call.world, record)


def view(world: World, record: Record, *, listed: bool = False) -> dict[str, Any]:
    """A notebook as answers show it: without hooks and network configuration; lists have no create_at and update_at."""
    shown = public(record)
    for name in ("lease", "user_id", "pool", *(("create_at", "update_at") if listed else ())):
        shown.pop(name, None)
    running = record["status"] == "RUNNING"
    return {
        **shown,
        "lease": lease_view(record),
        "volume": {key: value for key, value in public(record["volume"]).items() if value != ""},
        "action_progress": _progress(world, record),
        "endpoints": [_endpoint(record, endpoint, running) for endpoint in record["endpoints"]],
        "data_volumes": [{**volume, "status": "MOUNTED"} for volume in record["data_volumes"]],
        "url": f"https://authoring-modelarts.{_region(world)}.example/{record['id']}/lab",
        "billing_items": ["ALL"] if running else ["STORAGE"],
        "user_id": record["user_id"],
        "user": _user(world, record["user_id"]),
        "jupyter_version": "3.2.3",
        "is_need_credentials": True,
        **({"pool": record["pool"]} if record["pool"] else {}),
        **({"ip": "192.0.2.10"} if running else {}),
    }


def lease_view(record: Record) -> dict[str, Any]:
    """Durations of answers count from the creation of the notebook, those of requests from now."""
    lease, created = record["lease"], record["create_at"]
    duration = lease["updated"] - created + lease["length"] if lease["enable"] else -1
    return {
        "create_at": created,
        "duration": duration,
        "enable": lease["enable"],
        "type": lease["type"],
        "update_at": lease["updated"],
    }


def _progress(world: World, record: Record) -> list[dict[str, Any]]:
    status = record["status"]
    done = len(STEPS) if status == "RUNNING" else int(progress(world, record) * len(STEPS))
    if status in ("CREATE_FAILED", "START_FAILED"):
        states = ["COMPLETED", "FAILED", "WAITING", "WAITING"]
    elif status in ("CREATING", "STARTING", "RUNNING"):
        states = ["COMPLETED"] * done + ["PROCESSING", "WAITING", "WAITING", "WAITING"]
    else:
        return []
    return [
        {"notebook_id": record["id"], "step": number, "status": state, "step_description": text, "description": text}
        for number, (text, state) in enumerate(zip(STEPS, states, strict=False), start=1)
    ]


def _endpoint(record: Record, endpoint: dict[str, Any], running: bool) -> dict[str, Any]:
    if endpoint["service"] != "SSH" or not running:
        return endpoint
    port = 30000 + int(record["id"][:3], 16) % 2768
    return {**endpoint, "uri": f"ssh://ma-user@dev-modelarts.example:{port}"}


def _user(world: World, key: str) -> dict[str, Any]:
    user = world.store.get("user", key) or {}
    return {"id": key, "name": user.get("name"), "domain": {"id": user.get("domain_id"), "name": user.get("domain")}}


def _region(world: World) -> str:
    return str(world.store.all("project")[0]["name"])
