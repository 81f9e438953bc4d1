# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Algorithms: code, engine and declared parameters that training jobs are made of.

Sources: operations of the group algorithms of the API reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import PageOrRecord
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import NEVER, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import at_most, pattern
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Listing, same_names
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    Operation,
    Resource,
    WholeUpdate,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.common import (
    UUID,
    obs_path,
    part,
    rows,
    texts,
    wired,
    workspace,
)

PATH = "/v2/{project_id}/algorithms"
ONE = PATH + "/{id}"
NAME = pattern(r"[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, hyphens or underscores")


def parameters() -> Field:
    """Parameters of an algorithm or job, with what the console may offer for them."""
    constraint = part(
        "constraint",
        Field("type"),
        Field("editable", "bool"),
        Field("required", "bool"),
        Field("sensitive", "bool"),
        Field("valid_type"),
        texts("valid_range"),
    )
    words = part("i18n_description", Field("language", choices=("zh-cn", "en-us")), Field("description"))
    return rows(
        "parameters",
        Field("name", required=True),
        Field("value"),
        Field("description"),
        constraint,
        words,
        key="name",
    )


def engine() -> Field:
    """What runs the code: a preset framework by id, or by name and version, or an image of one's own."""
    names = ("engine_id", "engine_name", "engine_version", "image_url")
    return part("engine", *map(Field, names), whole=True)


def auto_search() -> Field:
    """Search for the best hyperparameters."""
    return part(
        "auto_search",
        Field("skip_search_params"),
        rows("reward_attrs", Field("name"), Field("mode", choices=("max", "min")), Field("regex"), key="name"),
        rows(
            "search_params",
            Field("name"),
            Field("param_type", choices=("continuous", "discrete")),
            Field("lower_bound"),
            Field("upper_bound"),
            Field("discrete_points_num"),
            texts("discrete_values"),
            key="name",
        ),
        rows(
            "algo_configs",
            Field("name"),
            rows("params", Field("key"), Field("value"), Field("type"), key="key"),
            key="name",
        ),
        clears=True,
    )


def code_problems(options: dict) -> Iterator[str]:
    """Rules for code and engine, of an algorithm as of a job."""
    code, boot = obs_path(options.get("code_dir") or ""), obs_path(options.get("boot_file") or "")
    if code and boot and not boot.startswith(code + "/"):
        yield "boot_file must lie in code_dir"
    framework = options.get("engine") or {}
    ways = [
        bool(framework.get("engine_id")),
        bool(framework.get("engine_name") or framework.get("engine_version")),
        bool(framework.get("image_url")),
    ]
    if options.get("engine") and sum(ways) != 1:
        yield "engine takes either engine_id, or engine_name with engine_version, or image_url"
    if bool(framework.get("engine_name")) != bool(framework.get("engine_version")):
        yield "engine.engine_name goes with engine.engine_version"


class Algorithm(Resource):
    """An algorithm (CreateAlgorithm, ShowAlgorithmByUuid, ListAlgorithms, ChangeAlgorithm, DeleteAlgorithm)."""

    name = "algorithm"
    plural = "algorithms"
    path = ONE
    id = "metadata.id"
    id_is = UUID
    scope = ("workspace_id",)
    listing = Listing(
        PATH,
        PageOrRecord(items="items", sizes=(50,), total=None),
        filters=same_names("workspace_id sort_by order", name="searches"),
        wording={"name": "name:{}"},
    )
    missing = frozenset({"ModelArts.2755"})
    created = ("metadata.create_time",)
    create = Operation("POST", PATH, "create")
    delete = Operation("DELETE", ONE, "delete")
    updates = (WholeUpdate(Operation("PUT", ONE, "update")),)
    required_one_of = (("name", "id"),)
    fields = (
        Field("name", wire="metadata.name", create=True, change=NEVER, rules=(NAME,)),
        workspace("metadata.workspace_id"),
        Field("description", wire="metadata.description", rules=(at_most(256),)),
        Field("code_dir", wire="job_config.code_dir", spelled=obs_path),
        Field("boot_file", wire="job_config.boot_file", spelled=obs_path),
        Field("command", wire="job_config.command"),
        wired("job_config", engine()),
        wired("job_config", parameters()),
        Field("parameters_customization", "bool", wire="job_config.parameters_customization"),
        rows(
            "inputs",
            Field("name", required=True),
            Field("description"),
            rows("remote_constraints", Field("data_type"), Field("attributes", "raw"), key="data_type"),
            wire="job_config.inputs",
            key="name",
        ),
        rows(
            "outputs",
            Field("name", required=True),
            Field("description"),
            wire="job_config.outputs",
            key="name",
        ),
        rows(
            "resource_requirements",
            Field("key", required=True, choices=("flavor_type", "device_distributed_mode", "host_distributed_mode")),
            texts("values", required=True, read=("values", "value")),
            Field("operator", choices=("in",), default="in"),
            key="key",
        ),
        wired("advanced_config", auto_search()),
    )

    def problems(self, options: dict) -> Iterator[str]:
        return code_problems(options)
