# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Templates of the plug-ins of resource pools; those of the drivers tell which versions there are."""

from typing import TYPE_CHECKING, Any

from ..errors import modelarts
from ..kinds import Kind, seed_data
from ..registry import Call, operation, seed

if TYPE_CHECKING:
    from ..world import World

TEMPLATES = Kind("plugin_template")


@seed
def seed_templates(world: World) -> None:
    for record in seed_data("plugin_templates"):
        TEMPLATES.seed(world, record)


@operation("ShowPluginTemplate")
def show_plugin_template(call: Call) -> dict[str, Any]:
    name = call.path["plugintemplate_name"]
    record = TEMPLATES.get(call.world, call.project, name)
    if record is None:
        raise modelarts("50005101", f"PluginTemplate {name} not found.", 404)
    return {"apiVersion": "v1", "kind": "PluginTemplate", "metadata": {"name": name}, "spec": record["spec"]}


def driver_versions(call: Call, accelerator: str) -> list[str]:
    """The versions of the driver of an accelerator (gpu, npu), the oldest first."""
    record = TEMPLATES.get(call.world, call.project, f"{accelerator}-driver")
    return list(record["spec"]["versions"]) if record else []
