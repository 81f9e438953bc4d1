# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What ModelArts does: one file a family of resources."""

import importlib
import pkgutil

from ..check import Violation
from ..errors import Refusal, iam, modelarts

# how the groups word what does not fit their contract: kind of violation -> error code
DEVELOPMENT = {
    "body": "6400",
    "unknown": "6400",
    "missing": "6335",
    "type": "6332",
    "value": "6336",
    "characters": "6336",
    "text": "6334",
}
TRAINING = {
    "body": "2787",
    **dict.fromkeys(("unknown", "missing", "type", "value", "characters", "text"), "2788"),
}
DEDICATED = dict.fromkeys(DEVELOPMENT, "50004000")
GROUPS = {
    **dict.fromkeys(("notebooks", "notebook_storage", "notebook_tags", "images", "image_extras"), DEVELOPMENT),
    **dict.fromkeys(("algorithms", "training_jobs", "training_tags", "training_extras"), TRAINING),
    **dict.fromkeys(("networks", "pools", "nodes", "workloads", "resource_flavors", "plugin_templates"), DEDICATED),
    **dict.fromkeys(("events", "os_config", "network_extras", "pool_extras", "pool_tags", "orders"), DEDICATED),
    "node_actions": DEDICATED,
}
# fields with a code of their own
FIELDS = {
    ("training_jobs", "operator"): "2808",
    ("training_jobs", "action_type"): "2812",
    ("training_jobs", "local_code_dir"): "2857",
}


def load() -> None:
    """Imports every family, so that its operations are registered."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def refuse(group: str, violation: Violation) -> Refusal:
    """The answer to a request that does not fit the contract."""
    if group == "iam":
        return iam(400, "Bad Request", str(violation))
    kind, path = violation.kind, str(violation).split(":", maxsplit=1)[0]
    if kind == "characters" and path in ("name", "description"):
        kind = "text"
    code = FIELDS.get((group, path.rpartition(".")[2])) or GROUPS.get(group, {}).get(kind, "0104")
    return modelarts(code, f"Invalid request: {violation}")
