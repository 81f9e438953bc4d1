# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Settings of the nodes of resource pools, as far as they can be read."""

from typing import Any

from ..registry import Call, operation
from .kubernetes import bad_request
from .pool_kind import find
from .pool_spec import OS
from .resource_flavors import flavor_of

CONFIGS = {"cpu_manager.mode": "none", "drop_cache.mode": "disable", "transparent_hugepage.mode": "madvise"}


@operation("ShowPoolNodeConfig")
def show_pool_node_config(call: Call) -> dict[str, Any]:
    find(call)
    frame = {"apiVersion": "v2", "kind": "NodeConfig", "metadata": {"name": "node-config"}}
    return {**frame, "spec": {"configs": CONFIGS}, "status": {"phase": "Running"}}


@operation("ShowPoolNodeConfigTemplate")
def show_pool_node_config_template(call: Call) -> dict[str, Any]:
    find(call)
    frame = {"apiVersion": "v2", "kind": "NodeConfigTemplate", "metadata": {"name": "node-config-template"}}
    return {**frame, "spec": {"templates": [{"configs": CONFIGS}]}}


@operation("ShowNodeConfigTemplate")
def show_node_config_template(call: Call) -> dict[str, Any]:
    """The template of a flavor has the flavor's name."""
    name = call.path["nodeconfigtemplate_name"]
    if "." not in name:
        raise bad_request(f"nodeconfigtemplate_name: {name} is no flavor")
    flavor_of(call, name)
    disk = {"dockerThinPool": 90, "kubernetesLV": 10, "dockerDiskType": "evs", "lvType": "linear"}
    systems = [{"name": OS, "preferred": True, "eos": False, "offline": False}]
    spec = {"dockerBaseSize": 50, "dockerLvmConfig": disk, "osList": systems}
    return {"apiVersion": "v1", "kind": "NodeConfigTemplate", "metadata": {"name": name}, "spec": spec}
