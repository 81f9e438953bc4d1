# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Training jobs: create, show, describe, stop, delete."""

import uuid
from typing import Any

from ..errors import modelarts
from ..registry import Answer, Call, operation
from ..store import Record
from . import training_spec as spec
from .training_code import invalid
from .training_kind import ACTIVE, DELETING, JOBS, delete, find, find_kept, view
from .workspaces import DEFAULT, workspace_of

ANNOTATIONS = {"job_template": "Template DL", "key_task": "worker"}


@operation("CreateTrainingJob")
def create_training_job(call: Call) -> dict[str, Any]:
    body = call.body
    spec.check(call)
    given = body["metadata"]
    workspace = workspace_of(call, given.get("workspace_id"))
    _check_name(call, given["name"], workspace)
    _check_quota(call)
    key = str(uuid.uuid4())
    record: Record = {
        "id": key,
        "kind": body["kind"],
        "metadata": _metadata(call, key, given, workspace),
        "algorithm": spec.algorithm(call),
        "spec": spec.spec(call),
        "tags": [],
        "train_type": body.get("train_type"),
        "_user_id": call.user["id"],
        **{name: body[name] for name in ("endpoints", "ftjob_config") if name in body},
    }
    if "auto_stop" in body["spec"]:
        record["_auto_stop"] = body["spec"]["auto_stop"]["duration"]
    JOBS.add(call.world, call.project, record)
    JOBS.enter(call.world, record, "Creating")
    return view(call.world, record)


@operation("ShowTrainingJobDetails")
def show_training_job(call: Call) -> dict[str, Any]:
    return view(call.world, find(call))


@operation("ChangeTrainingJobDescription")
def change_training_job(call: Call) -> Answer:
    record, body = find_kept(call), call.body
    policy = body.get("spec", {}).get("schedule_policy", {})
    if "preemptible" in policy and not record["spec"]["resource"].get("pool_id"):
        raise invalid("spec.schedule_policy.preemptible", "only for dedicated resource pools")
    if policy:
        record["spec"]["schedule_policy"] = {**record["spec"].get("schedule_policy", {}), **policy}
    if "endpoints" in body:
        record["endpoints"] = body["endpoints"]
    metadata = record["metadata"]
    metadata["description"] = body.get("description", metadata["description"])
    if annotation := body.get("metadata", {}).get("annotation"):
        metadata["annotations"] = {**metadata.get("annotations", {}), **annotation}
    JOBS.save(call.world, record)
    return Answer()


@operation("StopTrainingJob")
def stop_training_job(call: Call) -> dict[str, Any]:
    record = find_kept(call)
    if record["status"] not in ACTIVE:
        raise modelarts("2796", f"The job cannot be terminated: it is in phase {record['status']}.", 409)
    JOBS.enter(call.world, record, "Terminating")
    return view(call.world, record)


@operation("DeleteTrainingJob")
def delete_training_job(call: Call) -> Answer:
    delete(call, find_kept(call))
    return Answer()


@operation("BatchDeleteTrainingJob")
def batch_delete_training_jobs(call: Call) -> dict[str, Any]:
    """All of them or none."""
    records = [find_kept(call, item["metadata"]["id"]) for item in call.body["jobs"]]
    if len({record["metadata"]["workspace_id"] for record in records}) > 1:
        raise invalid("jobs", "must be of one workspace")
    for record in records:
        if record["status"] != DELETING:  # the same job may stand in the list twice
            delete(call, record)
    return {}


@operation("ValidateTrainingJobName")
def validate_training_job_name(call: Call) -> dict[str, Any]:
    workspace = call.query.get("workspace_id", DEFAULT)
    return {"is_duplicate": _is_taken(call, call.query["job_name"], workspace)}


def _metadata(call: Call, key: str, given: dict[str, Any], workspace: str) -> dict[str, Any]:
    shown = {
        "id": key,
        "name": given["name"],
        "description": given.get("description", ""),
        "create_time": call.world.clock.ms(),
        "workspace_id": workspace,
        "user_name": call.user["name"],
        "annotations": {**ANNOTATIONS, **given.get("annotations", {})},
    }
    if experiment := given.get("training_experiment_reference"):
        known = {"id": experiment.get("id") or str(uuid.uuid4()), "name": experiment.get("name", "")}
        shown["training_experiment_reference"] = {**known, "serial_number": "1"}
    return shown


def _check_name(call: Call, name: str, workspace: str) -> None:
    if call.world.settings.unique_job_names and _is_taken(call, name, workspace):
        raise modelarts("2751", f"Duplicate training job (name {name}).")


def _is_taken(call: Call, name: str, workspace: str) -> bool:
    wanted = (name, workspace)
    return any(
        (row["metadata"]["name"], row["metadata"]["workspace_id"]) == wanted
        for row in JOBS.all(call.world, call.project)
    )


def _check_quota(call: Call) -> None:
    most = call.world.settings.quota.get("training_job")
    if most is not None and len(JOBS.all(call.world, call.project)) >= most:
        raise modelarts("2815", f"Exceed quota limit of resource(training_job): {most}.")
