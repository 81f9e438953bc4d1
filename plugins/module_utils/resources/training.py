# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training jobs: one run of code on one or more nodes, from its creation to its end.

Sources: operations of the groups training_jobs, training_tags and training_extras of the API reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import PageNumber, Single
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import ANY, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import (
    Ref,
    TagMap,
    TextMap,
    at_most,
    between,
    pattern,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import (
    Include,
    Listing,
    Search,
    same_names,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    Operation,
    Resource,
    Status,
    TagUpdate,
    Update,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.algorithms import (
    NAME,
    Algorithm,
    auto_search,
    code_problems,
    engine,
    parameters,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import (
    UUID,
    fixed,
    obs_path,
    part,
    pool,
    rows,
    texts,
    wired,
    workspace,
)

PATH = "/v2/{project_id}/training-jobs"
ONE = PATH + "/{id}"
TAGS = "/v2/{project_id}/modelarts-training-job/{id}/tags"
PHASES = "Creating Pending Running Completed Failed Abnormal Terminating Terminated".split()
NO_LOG = ("ModelArts.2776", "ModelArts.2818")  # codes: not yet, or never
HOME = pattern(r"/home(/.*)?", "a directory in /home")
FROM_ALGORITHM = ("parameters", "inputs", "outputs")
WAYS = ("algorithm_id", "subscription_id", "boot_file", "command", "asset_id")
KEPT_BACK = ("inputs", "output_model", "asset_model")  # of jobs that fine-tune a model


def obs(name: str = "obs") -> Field:
    return part(name, Field("obs_url", required=True, spelled=obs_path))


def time_limit(name: str) -> Field:
    return part(
        name,
        Field("time_unit", choices=("HOURS",), default="HOURS"),
        Field("duration", "int", required=True, rules=(between(1, 87600, "hours"),)),
        wire=f"spec.{name}",
        returned=False,
    )


def expressions() -> list[Field]:
    """Expressions over the labels and fields of nodes; Kubernetes spells their names in its own way."""
    spellings = (("match_expressions", "matchExpressions"), ("match_fields", "matchFields"))
    requirement = (Field("key", required=True), Field("operator", required=True), texts("values"))
    return [rows(name, *requirement, wire=wire) for name, wire in spellings]


ALGORITHM = (
    Field(
        "algorithm_id",
        wire="algorithm.id",
        aliases=("algorithm",),
        ref=Ref(lambda: Algorithm, UUID, known_as=("{algorithm[name]}",)),
    ),
    Field("subscription_id", wire="algorithm.subscription_id"),
    Field("item_version_id", wire="algorithm.item_version_id"),
    Field("code_dir", wire="algorithm.code_dir", spelled=obs_path),
    Field("boot_file", wire="algorithm.boot_file", spelled=obs_path),
    Field("command", wire="algorithm.command"),
    Field("local_code_dir", wire="algorithm.local_code_dir", rules=(HOME,)),
    Field("working_dir", wire="algorithm.working_dir"),
    wired("algorithm", engine()),
    wired("algorithm", parameters()),
    rows(
        "inputs",
        Field("name", required=True),
        Field("description"),
        Field("local_dir"),
        Field("access_method"),
        part(
            "remote",
            part(
                "dataset",
                Field("id", required=True),
                Field("version_id"),
                Field("obs_url", spelled=obs_path),
                Field("service_type"),
                Field("name"),
                Field("dataset_proportion", "int", returned=False),
            ),
            obs(),
            required=True,
        ),
        rows("remote_constraint", Field("data_type"), Field("attributes", "json"), key="data_type"),
        wire="algorithm.inputs",
        key="name",
    ),
    rows(
        "outputs",
        Field("name", required=True),
        Field("description"),
        Field("local_dir"),
        Field("access_method"),
        part("remote", obs(), required=True),
        wire="algorithm.outputs",
        key="name",
    ),
    Field("environments", "dict", wire="algorithm.environments", form=TextMap()),
    wired("algorithm.policies", auto_search()),
    Field("autosearch_config_path", wire="algorithm.autosearch_config_path", spelled=obs_path),
    Field("autosearch_framework_path", wire="algorithm.autosearch_framework_path", spelled=obs_path),
    part(
        "summary",
        Field("log_type", choices=("tensorboard", "mindstudio-insight")),
        part("log_dir", part("pfs", Field("pfs_path", required=True))),
        rows("data_sources", part("job", Field("job_id", required=True)), part("nfs", Field("nfs_path"))),
        wire="algorithm.summary",
        returned=False,
    ),
)

RESOURCES = (
    Field(
        "flavor_id",
        wire="spec.resource.flavor_id",
        aliases=("flavor",),
        ref=Ref(lambda: TrainingFlavor, r"[A-Za-z0-9._-]+", known_as=("{spec[resource][flavor_name]}",)),
    ),
    Field("node_count", "int", wire="spec.resource.node_count", assumed=1, rules=(between(1, 100000),)),
    pool(known_as="{spec[resource][pool_name]}", wire="spec.resource.pool_id"),
    Field("pool_group_id", wire="spec.resource.pool_group_id"),
    part(
        "main_container_customized_flavor",
        *(Field(name, "float") for name in ("cpu_core_num", "mem_size", "accelerator_num")),
        wire="spec.resource.main_container_customized_flavor",
    ),
    rows(
        "volumes",
        part(
            "nfs",
            Field("nfs_server_path", required=True),
            Field("local_path", required=True),
            Field("read_only", "bool", missing=False),
        ),
        part("pfs", Field("pfs_path", required=True), Field("local_path", required=True), returned=False),
        part("obs", Field("obs_path", required=True), Field("local_path", required=True), returned=False),
        wire="spec.volumes",
        key="nfs.local_path",
        counts=lambda row: bool(row.get("nfs")),
    ),
    part(
        "log_export_path",
        Field("obs_url", spelled=obs_path),
        Field("host_path"),
        wire="spec.log_export_path",
    ),
    part(
        "log_export_config",
        Field("version"),
        Field("rotation_enabled", "bool"),
        wire="spec.log_export_config",
        returned=False,
    ),
    part(
        "schedule_policy",
        Field("priority", "int", rules=(between(0, 3),)),
        Field("preemptible", "bool"),
        part(
            "required_affinity",
            Field("affinity_type", choices=("cabinet", "hyperinstance", "networkTopology")),
            Field("job_level", choices=("cluster", "hyperinstanceGroup")),
            Field("affinity_group_size", "int"),
            Field("affinity_group_level", choices=("hyperinstanceGroup", "hyperinstance", "slice")),
            part(
                "node_affinity",
                rows("node_selector_terms", *expressions(), wire="nodeSelectorTerms"),
                returned=False,
            ),
        ),
        part(
            "preferred_affinity",
            rows(
                "node_affinity",
                Field("weight", "int", rules=(between(1, 100),)),
                part("preference", *expressions()),
            ),
            returned=False,
        ),
        wire="spec.schedule_policy",
    ),
    time_limit("auto_stop"),
    time_limit("reserved_time"),
    part(
        "notification",
        Field("topic_urn", required=True),
        texts("events"),
        wire="spec.notification",
        returned=False,
    ),
    part("retention", Field("policy"), wire="spec.retention", returned=False),
    rows(
        "custom_metrics",
        part("exec", texts("command", ordered=True)),
        part("http_get", Field("path"), Field("port", "int")),
        wire="spec.custom_metrics",
    ),
)

FINE_TUNING = (
    Field("train_type", returned=False),
    part(
        "ftjob_config",
        *map(Field, ("ft_job_uuid", "ft_train_type", "model_type", "train_output_path", "checkpoint_id")),
        Field("train_process", "float"),
        part(
            "checkpoint_config",
            Field("checkpoint_id"),
            *(Field(name, "int") for name in ("save_checkpoints_max", "skipped_steps", "restore_training")),
        ),
    ),
    part(
        "output_model",
        part("obs", Field("obs_path", required=True, spelled=obs_path), Field("local_path")),
        wire="spec.output_model",
    ),
    part(
        "asset_model",
        Field("name", required=True),
        Field("version", required=True),
        Field("type", required=True),
        *map(Field, ("code", "desc", "series")),
        Field("model_desc", returned=False),
        Field("parent_asset_id", returned=False),
        wire="spec.asset_model",
    ),
    Field("asset_id", wire="spec.asset_id", returned=False),
)


class TrainingFlavor(Resource):
    """A machine type that training jobs can have (ShowTrainingJobFlavors)."""

    name = "training_flavor"
    plural = "training_flavors"
    id = "flavor_id"
    listing = Listing(
        "/v2/{project_id}/training-job-flavors",
        Single(items="flavors", total="total_count"),
        filters=same_names("flavor_type"),
    )
    fields = (Field("name", read=("flavor_name",)),)


class TrainingEngine(Resource):
    """A preset framework that training jobs can have (ShowTrainingJobEngines)."""

    name = "training_engine"
    plural = "training_engines"
    id = "engine_id"
    listing = Listing("/v2/{project_id}/training-job-engines", Single(items="items", total="total"))


class TrainingJob(Resource):
    """A training job (CreateTrainingJob, ShowTrainingJobDetails, ListTrainingJobs, StopTrainingJob, ...)."""

    name = "training_job"
    plural = "training_jobs"
    path = ONE
    id = "metadata.id"
    id_is = UUID
    scope = ("workspace_id",)
    listing = Search(
        "/v2/{project_id}/training-job-searches",
        PageNumber(items="items", sizes=(50,), total="total", short_is_last=True),
        filters=same_names("workspace_id train_type tags host_ips sort_by order"),
        terms={
            "name": ("name", "like"),
            "phase": ("phase", "in"),
            "algorithm_name": ("algorithm_name", "like"),
            "kind": ("kind", "in"),
            "user_id": ("user_id", "in"),
            "create_time": ("create_time", "between"),
        },
    )
    missing = frozenset({"ModelArts.2775"})
    secrets = tuple(f"endpoints.{name}.token" for name in ("jupyter_lab", "tensorboard", "mindstudio_insight"))
    created = ("metadata.create_time",)
    wait_timeout = "24h"
    status = Status(
        field="status.phase",
        ready=("Running", "Pending"),
        stopped=("Terminated", "Completed", "Failed", "Abnormal"),
        completed=("Completed",),
        failed=("Failed", "Abnormal"),
        pending={"Creating": "Pending", "Terminating": "Terminated"},
    )
    create = Operation("POST", PATH, "create")
    delete = Operation("DELETE", ONE, "delete")
    stop = Operation("POST", ONE + "/actions", "terminate", constant={"action_type": "terminate"}, replay=True)
    stops_first = True
    updates = (Update(Operation("PUT", ONE, "update")), TagUpdate(TAGS))
    apart = (Include("tags", listing=Listing(TAGS, Single(items="tags"))),)
    reads = {"log": ONE + "/logs/{task}"}
    required_one_of = (("name", "id"),)
    required_together = (("subscription_id", "item_version_id"),)
    mutually_exclusive = tuple(
        (one, other)
        for one in ("algorithm_id", "subscription_id")
        for other in ("subscription_id", "code_dir", "boot_file", "command", "engine")
        if one != other
    )
    fields = (
        *fixed(Field("name", wire="metadata.name", create=True, rules=(NAME,))),
        workspace("metadata.workspace_id"),
        Field("description", wire="metadata.description", update="description", change=ANY, rules=(at_most(256),)),
        *fixed(
            Field("annotations", "dict", wire="metadata.annotations", form=TextMap(), partial=True),
            part(
                "training_experiment_reference",
                Field("id"),
                Field("name"),
                Field("description", returned=False),
                wire="metadata.training_experiment_reference",
            ),
            *ALGORITHM,
            *RESOURCES,
            *FINE_TUNING,
            part("endpoints", part("ssh", texts("key_pair_names", required=True))),
        ),
        Field("tags", "dict", on=("update",), part="tags", form=TagMap()),
    )

    def problems(self, options: dict) -> Iterator[str]:
        yield from code_problems(options)
        if (options.get("schedule_policy") or {}).get("preemptible") is not None and not on_pool(options):
            yield "schedule_policy.preemptible goes with pool_id: jobs of the public pool must not have it"

    def needed(self, options: dict) -> list[str]:
        missing = super().needed(options)
        if not any(options.get(name) for name in WAYS):
            missing.append("algorithm_id, or code_dir with boot_file, or command with engine.image_url")
        return missing if options.get("flavor_id") or on_pool(options) else [*missing, "flavor_id or pool_id"]

    def create_body(self, values: dict) -> dict:
        return {"kind": "job", **super().create_body(values)}

    def view(self, obj: dict, values: dict) -> dict:
        """The service adds rows from the algorithm of a job, and keeps back what it was given to fine-tune a model."""
        present = super().view(obj, values)
        if isinstance(present.get("environments"), list):  # as the documents have it, though not their examples
            present["environments"] = {name: text for part in present["environments"] for name, text in part.items()}
        if trees.dig(obj, "algorithm.id"):
            for name in FROM_ALGORITHM:
                asked = {row["name"] for row in values.get(name, ())}
                present[name] = [row for row in present.get(name, ()) if row["name"] in asked]
        if obj.get("ftjob_config"):
            present.update({name: values[name] for name in KEPT_BACK if name in values})
        return present

    def shortfalls(self, obj: dict) -> Iterator[str]:
        if self.status.of(obj) in self.status.failed:
            yield f"it has ended {self.status.of(obj)}: {self.why(obj) or 'the service gives no reason'}"

    def why(self, obj: dict) -> str:
        status = obj.get("status") or {}
        told = [
            f"{task.get('task')} ended with exit code {task.get('exit_code')}: {task.get('message') or 'no message'}"
            for task in status.get("task_statuses") or ()
            if task.get("exit_code")
        ]
        ends = [record["end_reason"] for record in status.get("running_records") or () if record.get("end_reason")]
        return "; ".join(told or ends[-1:] or filter(None, [status.get("secondary_phase")]))

    def tail(self, obj: dict, lines: int, read: Callable[..., Any]) -> list[str]:
        """ShowTrainingJobLogsFromAom of the first task; the service gives the newest line first."""
        tasks = trees.dig(obj, "status.tasks")
        if not tasks or self.status.of(obj) in ("Creating", "Pending"):
            return []
        try:
            answer = read(self.reads["log"], {"lines": lines, "order": "desc"}, task=tasks[0]) or {}
        except ApiError as error:
            if error.code in NO_LOG:
                return []
            raise
        written = str(answer.get("content") or "").split("\n")
        seen = [line.rstrip("\r").rpartition("\r")[2] for line in written]  # of a progress bar, how it ended
        return [line for line in seen if line][:lines][::-1]


def on_pool(options: dict) -> bool:
    return bool(options.get("pool_id") or options.get("pool_group_id"))


TRAINING_JOB_ID = Field(
    "training_job_id",
    wire=None,
    required=True,
    returned=False,
    aliases=("training_job",),
    ref=Ref(lambda: TrainingJob, UUID),
)
