# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The parts of an algorithm below its metadata: checked, completed, and merged with what is there."""

from typing import Any

from ..errors import modelarts
from ..registry import Call
from ..store import Record
from . import training_code as code
from .training_catalogue import engine_of

CHANNELS = ("inputs", "outputs")
SEARCH = ("reward_attrs", "search_params", "algo_configs")


def parts(call: Call, body: dict[str, Any], record: Record) -> dict[str, Any]:
    """job_config, resource_requirements and advanced_config; `record` is the present algorithm, {} for a new one."""
    if "job_config" not in body:
        raise code.invalid("job_config", "is required")
    requirements = record.get("resource_requirements")
    if "resource_requirements" in body:
        requirements = [_requirement(item) for item in body["resource_requirements"]] or None
    return {
        "job_config": _job_config(call, body["job_config"], record.get("job_config", {})),
        "resource_requirements": requirements,
        "advanced_config": _advanced(body.get("advanced_config", {}), record.get("advanced_config", {})),
    }


def _job_config(call: Call, given: dict[str, Any], present: dict[str, Any]) -> dict[str, Any]:
    code_dir, boot_file, command = (given.get(key, "") for key in ("code_dir", "boot_file", "command"))
    engine = _engine(call, given.get("engine", {}), code_dir, boot_file, command)
    if code_dir:
        code.check_code(code_dir, boot_file)
    shown = {
        "code_dir": code_dir,
        "boot_file": boot_file,
        "command": command,
        "parameters": present.get("parameters", []),
        "parameters_customization": given.get("parameters_customization", False),
        "inputs": present.get("inputs", []),
        "outputs": present.get("outputs", []),
        "engine": engine,
    }
    if "parameters" in given:
        shown["parameters"] = code.parameters(given["parameters"])
    for channel in CHANNELS:
        if channel in given:
            message = "input and output channel information is not standardized."
            code.check_names((item["name"] for item in given[channel]), "2753", message)
            shown[channel] = given[channel]
    if code_dir:
        shown["code_tree"] = _code_tree(code_dir, boot_file)
    return shown


def _engine(call: Call, given: dict[str, Any], code_dir: str, boot_file: str, command: str) -> dict[str, Any]:
    """A preset engine that runs a boot file, or an image that runs a command."""
    if given.get("image_url"):
        if not command:
            raise modelarts("2806", "Custom image jobs command and engine.url cannot be empty.")
        if boot_file:
            raise code.invalid("boot_file", "not for a custom image")
        return {**dict.fromkeys(("engine_id", "engine_name", "engine_version"), ""), **given}
    engine = engine_of(call, given)
    if not code_dir:
        raise modelarts("2757", "code directory path error.")
    if not boot_file:
        raise modelarts("2758", "code startup file path error.")
    return engine


def _requirement(item: dict[str, Any]) -> dict[str, Any]:
    """`values` of the request comes back under that name and under the name that the documents give."""
    return {**item, "value": item.get("values", []), "values": item.get("values", [])}


def _advanced(given: dict[str, Any], present: dict[str, Any]) -> dict[str, Any]:
    if "auto_search" not in given:
        return present
    asked, before = given["auto_search"], present.get("auto_search", {})
    shown = {key: asked[key] for key in ("skip_search_params",) if key in asked}
    shown.update({key: rows for key in SEARCH if (rows := asked.get(key, before.get(key)))})
    return {"auto_search": shown}


def _code_tree(code_dir: str, boot_file: str) -> dict[str, Any]:
    folder = code.as_path(code_dir).rstrip("/") + "/"
    tree: dict[str, Any] = {"name": folder.rstrip("/").rpartition("/")[2] + "/", "children": []}
    node = tree
    parts = code.as_path(boot_file)[len(folder) :].split("/") if boot_file else []
    for part in parts[:-1]:
        node["children"].append({"name": part + "/", "children": []})
        node = node["children"][0]
    if parts:
        node["children"].append({"name": parts[-1]})
    return tree
