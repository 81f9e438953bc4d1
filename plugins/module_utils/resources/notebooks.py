# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notebooks of DevEnviron: the instances, their auto-stop lease, the storage mounted in them, their flavors.

Sources: operations of the groups notebooks, notebook_storage and notebook_tags of the API reference.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import RecordOffset
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import GROW, NEVER, STOPPED, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import (
    Duration,
    Ref,
    TagMap,
    at_most,
    between,
    pattern,
    without,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing, same_names
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    GONE,
    Operation,
    Resource,
    Status,
    TagUpdate,
    Update,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import UUID, pool, workspace

PATH = "/v1/{project_id}/notebooks"
ONE = PATH + "/{id}"
MISSING = frozenset({"ModelArts.6309", "ModelArts.6404"})
NAME = pattern(
    r"[A-Za-z0-9_\u4e00-\u9fff-]{1,128}", "1 to 128 letters, digits, hyphens, underscores or Chinese characters"
)
WORKSPACE = workspace()
LEASE = Duration(low="1h", high="72h")
HOUR = LEASE.encode("1h")
SAME = {"OBSFS": "OBS", "SFS": "EFS"}
PAGES = RecordOffset(items="data", sizes=(10, 20, 50))


def images() -> type[Resource]:
    from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.images import Image

    return Image


def not_dynamic(volume: dict) -> bool:
    """Storage mounted while the notebook runs is listed with its data volumes; it belongs to NotebookStorage."""
    return volume.get("mount_type") != "DYNAMIC"


def is_ssh(endpoint: dict) -> bool:
    """The service adds the HTTPS endpoint by itself."""
    return (endpoint.get("service") or endpoint.get("dev_service")) != "NOTEBOOK"


def hook(name: str) -> Field:
    return Field(
        name,
        "dict",
        group=(
            Field("script"),
            Field("type", choices=("COMMAND", "SCRIPT")),
            Field("mode", choices=("BLOCK", "ASYNC")),
        ),
    )


def affinity(name: str) -> Field:
    rule = (
        Field("key", required=True),
        Field("operator", required=True, choices=("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")),
        Field("values", "list", elements="str"),
        Field("weight", "int", rules=(between(0, 100),)),
    )
    return Field(name, "list", elements="dict", key="key", change=STOPPED, group=rule)


VOLUME = (
    Field("category", choices=("EVS", "EFS", "OBS", "OBSFS", "SFS"), change=NEVER, fold=True, same_as=SAME),
    Field("ownership", choices=("MANAGED", "DEDICATED"), change=NEVER, fold=True),
    Field("capacity", "int", change=GROW, update="storage_new_size", rules=(between(5, 4096, "GB"),)),
    Field("uri", change=NEVER, rules=(at_most(1024),)),
    Field("id", change=NEVER, returned=False, rules=(pattern(UUID, "the id of an SFS Turbo file system, a UUID"),)),
    Field("mount_path", change=NEVER, rules=(at_most(256),)),
    Field("read_only", "bool", change=NEVER, missing=False),
    Field(
        "dew_secret_name",
        change=STOPPED,
        update="dew_secret_name",
        rules=(pattern(r"[\w-]{1,64}", "1 to 64 letters, digits, hyphens or underscores"),),
    ),
)
DATA_VOLUME = tuple(
    Field(
        f.name,
        f.type,
        choices=f.choices,
        required=f.name in ("category", "mount_path"),
        fold=f.fold,
        same_as=f.same_as,
        missing=f.missing,
        rules=f.rules,
        read=("url", "uri") if f.name == "uri" else (),
        returned=f.name in ("category", "uri", "mount_path"),
    )
    for f in VOLUME
)


class DataVolumes(Field):
    """Extension storage; who owns it goes with every volume, and is told by none of the answers."""

    def encode(self, value: list) -> list:
        return [owned(volume) for volume in super().encode(value)]


def owned(volume: dict) -> dict:
    """The volume with the ownership that the service wants to be told: one's own storage is what has an address."""
    return {"ownership": "DEDICATED" if volume.get("uri") else "MANAGED", **volume}


class Lease(Field):
    """Automatic stop; a duration of -1 turns it off. The service counts durations in another way than it takes them."""

    def encode(self, value: dict) -> dict:
        lease = super().encode(value)
        return lease if lease["enable"] else {"enable": False, "duration": -1}

    def find(self, answer: dict) -> dict:
        """The duration is what a renewal has to ask for to leave the end of the lease as it is, in whole hours."""
        lease = answer.get("lease") or {}
        if not lease.get("enable"):
            return {"enable": False, "duration": -1}
        hours = min(max(math.ceil(time_left(lease) / HOUR), 1), 72)
        return {"enable": True, "duration": hours * HOUR, **({"type": lease["type"]} if lease.get("type") else {})}

    def merged(self, wanted: dict, present: dict) -> dict:
        if not wanted["enable"]:
            return wanted
        return {**(present if present.get("enable") else {"duration": HOUR}), **wanted}


def time_left(lease: dict) -> float:
    """Milliseconds until the lease is over."""
    return lease.get("create_at", 0) + lease.get("duration", 0) - time.time() * 1000


class LeaseUpdate(Update):
    """RenewLease with the wanted duration and kind."""

    def requests(self, resource: Resource, wanted: dict, present: dict, changes: list) -> list[tuple]:
        lease = resource.field("lease").merged(wanted["lease"], present.get("lease") or {})
        return [(self.operation, without_enable(lease))]


def without_enable(lease: dict) -> dict:
    return {name: value for name, value in lease.items() if name != "enable"}


class Notebook(Resource):
    """A notebook instance (CreateNotebook, ShowNotebook, ListNotebooks, UpdateNotebook, StartNotebook, ...)."""

    name = "notebook"
    plural = "notebooks"
    path = ONE
    id_is = UUID
    scope = ("workspace_id", "feature")
    listing = Listing(
        PATH,
        PAGES,
        filters=same_names(
            "name feature workspace_id pool_id pool_name owner status flavor image_id swr_path description billing ip "
            "tags sort_key sort_dir",
            user_name="username",
        ),
    )
    missing = MISSING
    wrong_state = frozenset({"ModelArts.6347"})
    secrets = ("token",)
    created = ("create_at", "lease.create_at")
    status = Status(
        ready=("RUNNING",),
        stopped=("STOPPED", "START_FAILED"),
        failed=("CREATE_FAILED", "START_FAILED", "DELETE_FAILED", "ERROR", "FROZEN"),
        pending={
            "INIT": "RUNNING",
            "CREATING": "RUNNING",
            "STARTING": "RUNNING",
            "STOPPING": "STOPPED",
            "SNAPSHOTTING": "RUNNING",
            "DELETING": GONE,
        },
        gone=("DELETED",),
        reason="fail_reason",
        busy={"volume.status": ("INITIALIZING", "RESIZING", "DELETING")},
    )
    create = Operation("POST", PATH, "create")
    delete = Operation("DELETE", ONE, "delete")
    start = Operation(
        "POST", ONE + "/start", "start", query={"duration": "lease.duration", "type": "lease.type"}, replay=True
    )
    stop = Operation("POST", ONE + "/stop", "stop", replay=True)
    updates = (
        Update(Operation("PUT", ONE, "update")),
        TagUpdate(ONE + "/tags", query={"workspace_id": "workspace_id"}),
        LeaseUpdate(Operation("PATCH", ONE + "/lease", "renew lease", replay=True), part="lease", needs="ready"),
    )
    required_one_of = (("name", "id"),)
    mutually_exclusive = (("flavor", "custom_spec"),)
    fields = (
        Field("name", create=True, rules=(NAME,)),
        WORKSPACE,
        Field("description", rules=(at_most(512), without('&<>"/'))),
        Field("feature", choices=("NOTEBOOK", "DEFAULT"), change=NEVER),
        Field("flavor", change=STOPPED, ref=Ref(lambda: NotebookFlavor, r"[A-Za-z0-9._-]+")),
        Field(
            "custom_spec",
            "dict",
            change=STOPPED,
            group=(
                Field("cpu", "float", change=STOPPED),
                Field("memory", "float", change=STOPPED),
                Field("gpu", "float", change=STOPPED),
                Field("gpu_type", change=STOPPED),
                Field("arch", choices=("X86_64", "AARCH64"), change=STOPPED, fold=True),
                Field("category", choices=("CPU", "GPU"), change=STOPPED, fold=True),
                Field("resource_flavor", change=STOPPED),
            ),
        ),
        Field(
            "image_id",
            aliases=("image",),
            create=True,
            read=("image.id",),
            change=STOPPED,
            ref=Ref(images, UUID, known_as=("{image[name]}", "{image[name]}:{image[tag]}")),
        ),
        pool(known_as="{pool[name]}", read=("pool.id",), change=NEVER),
        Field("volume", "dict", group=VOLUME),
        DataVolumes(
            "data_volumes",
            "list",
            elements="dict",
            key="mount_path",
            counts=not_dynamic,
            change=STOPPED,
            group=DATA_VOLUME,
        ),
        Field(
            "endpoints",
            "list",
            elements="dict",
            key="service",
            counts=is_ssh,
            change=STOPPED,
            group=(
                Field(
                    "service", choices=("SSH", "NOTEBOOK"), default="SSH", read=("service", "dev_service"), fold=True
                ),
                Field("key_pair_names", "list", elements="str", read=("key_pair_names", "ssh_keys")),
                Field("allowed_access_ips", "list", elements="str", rules=(at_most(5, "addresses"),)),
            ),
        ),
        Field(
            "hooks",
            "dict",
            returned=False,
            group=(Field("container_hooks", "dict", group=(hook("pre_start"), hook("post_start"))),),
        ),
        Lease(
            "lease",
            "dict",
            part="lease",
            group=(
                Field("enable", "bool", default=True, part="lease"),
                Field("type", choices=("TIMING", "IDLE"), fold=True, part="lease"),
                Field("duration", form=LEASE, part="lease", returned=False),
            ),
        ),
        Field(
            "affinity",
            "dict",
            change=STOPPED,
            group=(
                affinity("required_during_scheduling_ignored_during_execution"),
                affinity("preferred_during_scheduling_ignored_during_execution"),
            ),
        ),
        Field(
            "run_user",
            "dict",
            change=NEVER,
            group=(Field("uid", "int", change=NEVER), Field("gid", "int", change=NEVER)),
        ),
        Field(
            "user_vpc",
            "dict",
            change=NEVER,
            group=(
                Field("vpc_id", change=NEVER),
                Field("subnet_id", change=NEVER),
                Field("security_group_ids", "list", elements="str", change=NEVER),
                Field("connect_cidrs", "list", elements="str", change=NEVER),
                Field("nat_id", change=NEVER),
                Field("eip_id", change=NEVER),
            ),
        ),
        Field(
            "public_network_config",
            "dict",
            returned=False,
            change=STOPPED,
            group=(Field("public_network_type", required=True, choices=("SHARED", "EXCLUSIVE", "FORBIDDEN")),),
        ),
        Field("tags", "dict", on=("update",), part="tags", form=TagMap()),
    )

    def problems(self, options: dict) -> Iterator[str]:
        volume = options.get("volume") or {}
        dedicated = (volume.get("ownership") or "").upper() == "DEDICATED"
        if dedicated and volume.get("category") not in ("EFS", "OBS", "OBSFS"):
            yield "volume.ownership DEDICATED goes with volume.category EFS, OBS and OBSFS only"
        if volume.get("uri") and not volume.get("category"):
            yield "volume.category is required with volume.uri"
        if dedicated and not volume.get("uri"):
            yield "volume.uri is required with volume.ownership DEDICATED"
        if dedicated and volume.get("category") == "EFS" and not volume.get("id"):
            yield "volume.id is required with volume.category EFS and volume.ownership DEDICATED"
        for place, row in [("volume", volume), *(("data_volumes", row) for row in options.get("data_volumes") or ())]:
            if row.get("category") == "OBS" and not row.get("dew_secret_name") and options["state"] != "absent":
                yield f"{place}.dew_secret_name is required with {place}.category OBS"
        for endpoint in options.get("endpoints") or ():
            if endpoint.get("allowed_access_ips") and not endpoint.get("key_pair_names") and not options.get("id"):
                yield "endpoints.allowed_access_ips goes with endpoints.key_pair_names"

    def needed(self, options: dict) -> list[str]:
        return [*super().needed(options), *([] if options.get("custom_spec") else ["flavor"])]

    def create_body(self, values: dict) -> dict:
        body = super().create_body(values)
        lease = without_enable(body.pop("lease", {}))
        if lease.get("duration") == -1:
            body["duration"] = -1
        elif lease:
            body["lease"] = lease
        return {"feature": "NOTEBOOK", **body, "volume": {"category": "EVS", **owned(body.get("volume", {}))}}

    def progress(self, obj: dict) -> str:
        steps = [step for step in obj.get("action_progress") or () if step.get("status") == "PROCESSING"]
        return ", ".join(f"step {step.get('step')} of 4: {step_text(step)}" for step in steps)


def step_text(step: dict) -> str:
    return str(step.get("description") or step.get("step_description") or "")


NOTEBOOK_ID = Field(
    "notebook_id", wire=None, required=True, returned=False, aliases=("notebook",), ref=Ref(lambda: Notebook, UUID)
)


class NotebookFlavor(Resource):
    """A machine type that notebooks can have (ListFlavors, ShowSwitchableFlavors)."""

    name = "notebook_flavor"
    plural = "notebook_flavors"
    listing = Listing(
        PATH + "/flavors",
        RecordOffset(items="data", sizes=(100,)),
        filters=same_names("category type flavor_type feature sort_key sort_dir"),
    )
    fields = (Field("name"),)
