# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What algorithms and training jobs have in common: code in OBS, parameters, refusals."""

from collections.abc import Iterable
from typing import Any

from ..errors import Refusal, modelarts

OBS = "obs://"
CONSTRAINT = {
    "type": "String",
    "editable": True,
    "required": False,
    "sensitive": False,
    "valid_type": "None",
    "valid_range": [],
}


def invalid(name: str, why: str) -> Refusal:
    return modelarts("2788", f"Invalid parameter({name}): {why}.")


def as_path(text: str) -> str:
    """`/bucket/folder/`, however it is written."""
    return "/" + text[len(OBS) :] if text.startswith(OBS) else text


def as_url(text: str) -> str:
    """`obs://bucket/folder/`, however it is written; what lies in the container stays."""
    return OBS + text[1:] if text.startswith("/") else text


def check_obs(text: str, code: str = "2791") -> None:
    """Refuses what is no place in OBS."""
    path = as_path(text)
    if not path.startswith("/") or not path.strip("/") or "//" in path:
        raise modelarts(code, f"Invalid obs path: {text}, reason: must be /bucket/folder/ or obs://bucket/folder/.")


def check_code(code_dir: str, boot_file: str) -> None:
    """A code directory, and the boot file that lies below it where there is one."""
    if not code_dir.startswith("file://"):
        check_obs(code_dir, "2757")
    if boot_file:
        if not boot_file.startswith("file://"):
            check_obs(boot_file, "2758")
        folder = as_path(code_dir).rstrip("/") + "/"
        if not as_path(boot_file).startswith(folder) or as_path(boot_file) == folder:
            raise modelarts("2792", "The boot_file does not belong to the code_dir directory.")


def parameters(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parameters as answers show them; each name stands once."""
    names = [item.get("name") for item in given]
    if not all(names):
        raise invalid("parameters", "every parameter needs a name")
    check_names(names, "2767", "parameter key repeat.")
    return [
        {
            "name": item["name"],
            "description": item.get("description", ""),
            "i18n_description": item.get("i18n_description"),
            "value": item.get("value", ""),
            "constraint": {**CONSTRAINT, **item.get("constraint", {})},
        }
        for item in given
    ]


def check_names(names: Iterable[Any], code: str, message: str) -> None:
    """Refuses a name that stands twice."""
    names = list(names)
    if len(names) != len(set(names)):
        raise modelarts(code, message)
