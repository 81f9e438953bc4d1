# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What a running task leaves behind: its log, and how busy it was."""

import secrets
import time
import zlib
from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind
from ..registry import Answer, Call, operation
from ..store import Record
from .training_code import invalid
from .training_kind import (
    ENDED,
    JOBS,
    exit_code,
    find,
    phase,
    ran,
    run_seconds,
    started,
    tasks,
)

if TYPE_CHECKING:
    from ..world import World

PREVIEW = 5 * 1024 * 1024
LINES = 50
EPOCHS = 20
MOST_EPOCHS = 200_000
LINK_SECONDS = 300
POINT_SECONDS = 5
BUCKET = "modelarts-training-logs"
TEXT, DOWNLOAD = "text/plain", "application/octet-stream"
METRICS = {
    "cpuUsage": "",
    "memUsage": "",
    "gpuUtil": "GPU",
    "gpuMemUsage": "GPU",
    "npuUtil": "Ascend",
    "npuMemUsage": "Ascend",
}

LINKS = Kind("log_link")


@operation("ShowTrainingJobLogsPreview")
def show_logs_preview(call: Call) -> Any:
    record = _job(call)
    if not _has_log(record):
        return Answer(status=204)
    full = _log(call.world, record, call.path["task_id"]).encode()
    shown = full[-PREVIEW:]
    return {"content": shown.decode(errors="ignore"), "current_size": len(shown), "full_size": len(full)}


@operation("ShowTrainingJobLogsUrl")
def show_logs_url(call: Call) -> dict[str, Any]:
    """A link to the whole log, for anybody, for five minutes. Content-Type says whether to show or to save it."""
    record, task = _job(call), call.path["task_id"]
    if not _has_log(record):
        raise modelarts("2818", "the log file is not generated")
    kind = call.query.get("Content-Type") or call.headers.get("content-type", "").split(";")[0].strip()
    name = f"modelarts-job-{record['id']}-{task}.log"
    expires = int(call.world.clock.now() + LINK_SECONDS)
    link = {"id": secrets.token_hex(20), "name": name, "job": record["id"], "task": task, "expires": expires}
    link["download"] = kind.lower() == DOWNLOAD
    LINKS.add(call.world, call.project, link)
    query = f"AccessKeyId=EMULATOR&Expires={expires}&Signature={link['id']}"
    return {"obs_url": f"{call.scheme}://{call.host}/_obs/{BUCKET}/{name}?{query}"}


@operation("DownloadObject")
def download_object(call: Call) -> Answer:
    """The log as it is by now. As in OBS, a request with a signed link must not be signed itself."""
    if "authorization" in call.headers:
        return _obs_error(400, "InvalidArgument", "Only one auth mechanism allowed")
    link = call.world.store.get(LINKS.name, call.query.get("Signature", ""))
    if link is None or (call.path["bucket"], call.path["object"]) != (BUCKET, link["name"]):
        return _obs_error(403, "SignatureDoesNotMatch", "The signature does not fit the request")
    if call.query.get("Expires") != link["expires"] or link["expires"] <= call.world.clock.now():
        return _obs_error(403, "AccessDenied", "Request has expired")
    record = JOBS.get(call.world, link["_project"], link["job"])
    if record is None:
        return _obs_error(404, "NoSuchKey", "The specified key does not exist")
    headers = {"Content-Type": f"{TEXT}; charset=utf-8"}
    if link["download"]:
        headers = {"Content-Type": DOWNLOAD, "Content-Disposition": f'attachment; filename="{link["name"]}"'}
    return Answer(_log(call.world, record, link["task"]).encode(), 200, headers)


@operation("ShowTrainingJobLogsFromAom")
def show_logs_from_aom(call: Call) -> Any:
    """Lines after (asc) or before (desc, the default) `base_line`; to go on, send the `end_line` of the answer."""
    record = _job(call)
    if not _has_log(record):
        return Answer(status=204)
    lines = _lines(call.world, record, call.path["task_id"])
    first = int((started(record) or 0) * 1000) * 1_000_000
    rows = [(str(first + number), text) for number, text in enumerate(lines)]
    newest_first = call.query.get("order", "desc").lower() == "desc"
    base = call.query.get("base_line")
    if base is not None:
        if not base.isdecimal():
            raise invalid("base_line", "must be a line of an answer")
        at = max(0, int(base) - first)
        rows = rows[:at] if newest_first else rows[at + 1 :]
    rows = (rows[::-1] if newest_first else rows)[: call.query.get("lines", LINES)]
    return {
        "start_line": rows[0][0] if rows else base or "",
        "end_line": rows[-1][0] if rows else base or "",
        "lines": len(rows),
        "content": "".join(f"{text}\n" for _number, text in rows),
    }


@operation("ShowTrainingJobMetrics")
def show_metrics(call: Call) -> Any:
    """One value for every five simulated seconds; the first ones, and those of devices that are not there, are -1."""
    record = _job(call)
    if started(record) is None:
        return Answer(status=204)
    count = int(ran(call.world, record) // POINT_SECONDS) + 1
    device = record["spec"]["resource"].get("flavor_detail", {}).get("flavor_type", "CPU")
    seed = f"{record['metadata']['name']}/{call.path['task_id']}"
    return {
        "metrics": [
            {"metric": metric, "value": [_measured(seed, metric, wanted in ("", device), at) for at in range(count)]}
            for metric, wanted in METRICS.items()
        ]
    }


def _job(call: Call) -> Record:
    """The job of a path, which must have the task of the path."""
    record = find(call)
    if call.path["task_id"] not in tasks(record):
        raise invalid("task_id", f"the job has no task {call.path['task_id']}")
    return record


def _has_log(record: Record) -> bool:
    """False while the log may still come; refuses when it never will."""
    if started(record) is not None:
        return True
    if phase(record) in ENDED:
        raise modelarts("2818", "the log file is not generated")
    return False


def _log(world: World, record: Record, task: str) -> str:
    return "".join(f"{line}\n" for line in _lines(world, record, task))


def _lines(world: World, record: Record, task: str) -> list[str]:
    """The log by now: what the service says first, a line for each epoch, and how it ended."""
    now, total = phase(record), _epochs(record)
    done = min(total, int(ran(world, record) / run_seconds(record) * total))
    if now == "Failed":
        done = min(done, total - 1)
    return [*_prologue(record, task), *(_epoch(task, at, total) for at in range(1, done + 1)), *_epilogue(record, now)]


def _prologue(record: Record, task: str) -> list[str]:
    date = time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime(started(record) or 0))
    service = f"[ModelArts Service Log][INFO][{date},000]:"
    algorithm = record["algorithm"]
    return [
        f"{service} training job {record['metadata']['name']}, task {task}",
        f"{service} code directory {algorithm.get('code_dir') or '(none)'} downloaded",
        *(f"{service} input {item['name']} ready in {item['local_dir']}" for item in algorithm.get("inputs", [])),
        f"{service} running {algorithm.get('boot_file') or algorithm.get('command') or 'the algorithm'}",
    ]


def _epoch(task: str, at: int, total: int) -> str:
    noise = zlib.crc32(f"{task}/{at}".encode()) % 1000 / 100_000
    return f"epoch {at}/{total} loss={2 / (1 + 4 * at / total) - noise:.4f} accuracy={0.5 + 0.45 * at / total:.2f}"


def _epilogue(record: Record, now: str) -> list[str]:
    if now == "Completed":
        return ["[ModelArts Service Log]training finished", "[ModelArts Service Log]exit with 0"]
    if now == "Failed":
        file = record["algorithm"].get("boot_file") or "train.py"
        return [
            "Traceback (most recent call last):",
            f'  File "{file}", line 42, in <module>',
            "    main()",
            "RuntimeError: the emulator was told to let this fail",
            f"[ModelArts Service Log]exit with {exit_code(record)}",
        ]
    return ["[ModelArts Service Log]terminated by the user"] if now == "Terminated" else []


def _epochs(record: Record) -> int:
    """The parameter `epochs` of the job."""
    for item in record["algorithm"].get("parameters", []):
        if item["name"] == "epochs" and item["value"].isdecimal():
            return max(1, min(int(item["value"]), MOST_EPOCHS))
    return EPOCHS


def _measured(seed: str, metric: str, present: bool, at: int) -> float:
    if not present or at < 1:
        return -1
    return 20 + zlib.crc32(f"{seed}/{metric}/{at}".encode()) % 60_000 / 1000


def _obs_error(status: int, code: str, message: str) -> Answer:
    text = f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return Answer(text.encode(), status, {"Content-Type": "application/xml"})
