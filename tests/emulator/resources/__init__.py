# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What ModelArts does: one file a family of resources."""

import importlib
import pkgutil

from tests.emulator.check import Violation
from tests.emulator.errors import Refusal, iam, modelarts

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
GROUPS = dict.fromkeys(("notebooks", "notebook_storage", "notebook_tags", "images", "image_extras"), DEVELOPMENT)


def load() -> None:
    """Imports every family, so that its operations are registered."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def refuse(group: str, violation: Violation) -> Refusal:
    """The answer to a request that does not fit the contract."""
    if group == "iam":
        return iam(400, "Bad Request", str(violation))
    kind = violation.kind
    if kind == "characters" and str(violation).split(":", maxsplit=1)[0] in ("name", "description"):
        kind = "text"
    return modelarts(GROUPS.get(group, {}).get(kind, "0104"), f"Invalid request: {violation}")
