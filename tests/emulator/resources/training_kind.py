# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What a training job is: its phases, how they are steered, and how the service shows it.

Environment variables of a job steer it: EMULATOR_OUTCOME (Completed, Failed, Abnormal), EMULATOR_SECONDS (of running),
EMULATOR_QUEUE_SECONDS (of waiting), EMULATOR_EXIT_CODE (of a failure).
"""

from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind
from ..machine import GONE, TIMER, Machine
from ..registry import Call
from ..store import Record
from .workspaces import DEFAULT

if TYPE_CHECKING:
    from ..world import World

QUEUED = ("Creating", "Pending")
ACTIVE = (*QUEUED, "Running")
ENDED = ("Completed", "Failed", "Terminated", "Abnormal")
DELETING = "Deleting"
OUTCOMES = ("Completed", "Failed", "Abnormal")
SECONDS = {"Creating": 5.0, "Pending": 5.0, "Running": 60.0, "Terminating": 5.0, DELETING: 2.0}
RAN = ("Running", "Completed", "Failed")
HOUR = 3600


def _creating(world: World, record: Record, at: float) -> None:
    if steered(record, "OUTCOME") == "Abnormal":
        record[TIMER]["next"] = "Abnormal"


def _pending(world: World, record: Record, at: float) -> None:
    seconds = float(steered(record, "QUEUE_SECONDS") or SECONDS["Pending"])
    record[TIMER]["until"] = at + seconds / world.settings.speed


def _running(world: World, record: Record, at: float) -> None:
    record["_started"] = at
    timer = record[TIMER]
    timer["until"] = at + run_seconds(record) / world.settings.speed
    if stops_itself(record):
        timer["next"] = "Terminating"
    elif outcome := steered(record, "OUTCOME"):
        timer["next"] = outcome


def _terminating(world: World, record: Record, at: float) -> None:
    record["_ran"] = _ran(world, record, at)


def _ended(world: World, record: Record, at: float) -> None:
    record["_ended"] = at


MACHINE = Machine(
    "training_job",
    {
        "Creating": (SECONDS["Creating"], "Pending"),
        "Pending": (SECONDS["Pending"], "Running"),
        "Running": (SECONDS["Running"], "Completed"),
        "Terminating": (SECONDS["Terminating"], "Terminated"),
        DELETING: (SECONDS[DELETING], GONE),
    },
    {
        "Creating": _creating,
        "Pending": _pending,
        "Running": _running,
        "Terminating": _terminating,
        **dict.fromkeys(ENDED, _ended),
    },
)
JOBS = Kind("training_job", MACHINE)


@JOBS.also_settle
def complete(world: World, record: Record) -> bool:
    """Fills in what a job lacks that a test has put there by hand; without a status it has completed."""
    if "_user_id" in record:
        return False
    name = record.pop("name", record["id"])
    record.setdefault("status", "Completed")
    record.setdefault("kind", "job")
    record.setdefault("tags", [])
    user = world.store.all("user")[0]
    metadata = {"name": name, "description": "", "create_time": world.clock.ms(), "workspace_id": DEFAULT}
    record["metadata"] = {**metadata, "user_name": user["name"], **record.get("metadata", {}), "id": record["id"]}
    record["algorithm"] = {"environments": {}, **record.get("algorithm", {})}
    spec = {"resource": {"policy": "regular", "node_count": 1}, "log_export_path": {}}
    record["spec"] = {**spec, **record.get("spec", {})}
    record["_user_id"] = user["id"]
    return True


def find(call: Call, key: str | None = None) -> Record:
    key = key or call.path["training_job_id"]
    record = JOBS.get(call.world, call.project, key)
    if record is None:
        raise modelarts("2775", f"Training job (ID: {key}) not found.")
    return record


def find_kept(call: Call, key: str | None = None) -> Record:
    """A job that is not being deleted."""
    record = find(call, key)
    if record["status"] == DELETING:
        raise modelarts("2775", f"Training job (ID: {record['id']}) not found.")
    return record


def delete(call: Call, record: Record) -> None:
    """The job is shown for a short while in the phase that it had."""
    record["_phase"] = record["status"]
    record["_ran"] = ran(call.world, record)
    JOBS.enter(call.world, record, DELETING)


def phase(record: Record) -> str:
    return str(record["_phase"] if record["status"] == DELETING else record["status"])


def steered(record: Record, name: str) -> str | None:
    """What the environment variable EMULATOR_<name> of a job says."""
    value = record["algorithm"].get("environments", {}).get(f"EMULATOR_{name}")
    return str(value) if value else None


def stops_itself(record: Record) -> bool:
    return "_auto_stop" in record and record["_auto_stop"] * HOUR < _work_seconds(record)


def run_seconds(record: Record) -> float:
    """How long a job runs when nobody stops it, in simulated seconds."""
    return float(record["_auto_stop"] * HOUR) if stops_itself(record) else _work_seconds(record)


def _work_seconds(record: Record) -> float:
    return float(steered(record, "SECONDS") or SECONDS["Running"])


def exit_code(record: Record) -> int:
    return int(steered(record, "EXIT_CODE") or 1)


def started(record: Record) -> float | None:
    """When it began to run; None for a job that has not. One put into its phase by a test began when it was created."""
    if phase(record) in QUEUED:
        return None
    if "_started" in record:
        return float(record["_started"])
    return record["metadata"]["create_time"] / 1000 if phase(record) in RAN else None


def ended(world: World, record: Record) -> float | None:
    begun = started(record)
    if begun is None or phase(record) not in ENDED:
        return None
    return float(record.get("_ended", begun + run_seconds(record) / world.settings.speed))


def ran(world: World, record: Record) -> float:
    """How long it has run, in simulated seconds."""
    if "_ran" in record:
        return float(record["_ran"])
    if phase(record) in ENDED:
        return run_seconds(record) if started(record) is not None else 0.0
    return _ran(world, record, world.clock.now())


def _ran(world: World, record: Record, at: float) -> float:
    begun = started(record)
    return 0.0 if begun is None else max(0.0, min((at - begun) * world.settings.speed, run_seconds(record)))


def tasks(record: Record) -> list[str]:
    return [f"worker-{number}" for number in range(record["spec"]["resource"].get("node_count", 1))]


def host_ips(record: Record) -> list[str]:
    """The hosts of a job that has been scheduled, one for each task."""
    if started(record) is None:
        return []
    first = int.from_bytes(record["id"].encode()[:2], "big") % 200
    return [f"198.51.{100 + number // 50}.{first + number % 50 + 1}" for number in range(len(tasks(record)))]


def view(world: World, record: Record) -> dict[str, Any]:
    shown = {key: record[key] for key in ("kind", "metadata", "algorithm", "spec")}
    shown["status"] = _status(world, record)
    if "endpoints" in record:
        shown["endpoints"] = _endpoints(record)
    if "ftjob_config" in record:
        shown["ftjob_config"] = record["ftjob_config"]
    return shown


def _status(world: World, record: Record) -> dict[str, Any]:
    begun, over, now = started(record), ended(world, record), phase(record)
    names = tasks(record)
    shown: dict[str, Any] = {
        "phase": now,
        "secondary_phase": _secondary(record),
        "duration": 0,
        "start_time": 0,
        "node_count_metrics": None,
        "tasks": names,
    }
    if begun is not None:
        shown["start_time"] = int(begun * 1000)
        shown["duration"] = int(((over or max(world.clock.now(), begun)) - begun) * 1000)
        shown["node_count_metrics"] = [[int(begun * 1000), len(names)]]
        shown["running_records"] = [_running_record(record, begun, over)]
        shown["task_ips"] = [
            {"task": name, "ip": f"172.16.0.{number % 250 + 1}", "host_ip": host, "schedule_count": 1}
            for number, (name, host) in enumerate(zip(names, host_ips(record), strict=True))
        ]
    if over is not None:
        shown["node_count_metrics"].append([int(over * 1000), 0])
    if now == "Failed":
        number = exit_code(record)
        message = f"The task exited with code {number}."
        shown["task_statuses"] = [{"task": name, "exit_code": number, "message": message} for name in names]
    return shown


def _secondary(record: Record) -> str:
    now = phase(record)
    if now == "Abnormal":
        return "CreateFailed" if started(record) is None else "Lost"
    return "Queuing" if now == "Pending" else now


def _running_record(record: Record, begun: float, over: float | None) -> dict[str, Any]:
    """Times are in seconds here."""
    shown: dict[str, Any] = {"start_at": int(begun), "start_type": "init_or_rescheduled"}
    if over is not None:
        reasons = {
            "Completed": "job completed",
            "Failed": f"exit with {exit_code(record)}",
            "Terminated": "job terminated",
            "Abnormal": "node lost",
        }
        shown.update(end_at=int(over), end_reason=reasons[phase(record)])
    if phase(record) == "Failed":
        shown["end_related_task"] = "worker-0"
    return shown


def _endpoints(record: Record) -> dict[str, Any]:
    ssh = {"key_pair_names": record["endpoints"].get("ssh", {}).get("key_pair_names", [])}
    if phase(record) == "Running":
        ssh["task_urls"] = [
            {"task": task, "url": f"ssh://ma-user@training-modelarts.example:{31000 + number}"}
            for number, task in enumerate(tasks(record))
        ]
    return {**record["endpoints"], "ssh": ssh}
