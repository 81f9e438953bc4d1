# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The body of a new training job: checked, and completed as the service does."""

from typing import Any

from ..contract import Fields
from ..errors import modelarts
from ..registry import Call
from ..store import Record
from . import training_code as code
from .algorithms import find as find_algorithm
from .pool_kind import POOLS
from .training_catalogue import engine_of, flavor_of
from .training_code import invalid
from .training_kind import OUTCOMES

KINDS = ("job", "edge_job", "hetero_job", "mrs_job", "autosearch_job", "diag_job", "visualization_job")
LOCAL = "/home/ma-user/modelarts"
NO_ENGINE = dict.fromkeys(("engine_id", "engine_name", "engine_version"), "")
AS_SENT = (
    "subscription_id",
    "item_version_id",
    "autosearch_config_path",
    "autosearch_framework_path",
    "local_code_dir",
    "working_dir",
)
NOT_IN_FINE_TUNING = ("output_model", "asset_model", "asset_id")
TYPES = {"integer": int, "float": float}


def check(call: Call) -> None:
    body = call.body
    if body["kind"] not in KINDS:
        raise invalid("kind", f"must be one of {', '.join(KINDS)}")
    if body.get("tasks"):
        raise modelarts("2858", "Current operation not supported, (tasks).")
    if not body.get("spec", {}).get("resource"):
        raise invalid("spec.resource", "is required")


def is_fine_tuning(body: dict[str, Any]) -> bool:
    return bool(body.get("train_type") or body.get("ftjob_config"))


def algorithm(call: Call) -> dict[str, Any]:
    """The algorithm of the answer, from an algorithm of the project, a subscribed one, code, or an image."""
    body = call.body
    given = body.get("algorithm", {})
    form = _form(given, is_fine_tuning(body))
    base = find_algorithm(call, given["id"]) if form == "id" else {}
    config = base.get("job_config", {})
    shown: dict[str, Any] = {key: given[key] for key in AS_SENT if given.get(key)}
    if base:
        shown.update(id=base["id"], name=base["metadata"]["name"])
    shown.update(
        code_dir=code.as_url(given.get("code_dir") or config.get("code_dir", "")),
        boot_file=code.as_url(given.get("boot_file") or config.get("boot_file", "")),
        command=given.get("command") or config.get("command", ""),
        parameters=_parameters(given.get("parameters", []), config),
        inputs=_channels("inputs", given.get("inputs", []), config),
        outputs=_channels("outputs", given.get("outputs", []), config),
        engine=config["engine"] if base else _engine(call, given.get("engine", {}), form),
        environments=_environments(given.get("environments", {})),
    )
    if "policies" in given:
        shown["policies"] = {key: value for key, value in given["policies"].items() if value is not None}
    if "summary" in given:
        shown["summary"] = known(given["summary"], call.operation.objects["SummaryResp"], call.operation.objects)
    if is_fine_tuning(body):
        del shown["inputs"]
    return shown


def spec(call: Call) -> dict[str, Any]:
    """The spec of the answer; what the contract of the answer does not know is never told."""
    body = call.body
    given = body["spec"]
    export = given.get("log_export_path", {})
    if export.get("obs_url"):
        code.check_obs(export["obs_url"])
    resource = _resource(call, given["resource"])
    if not resource.get("pool_id"):
        _check_public(given)
    shown = {
        **given,
        "resource": resource,
        "log_export_path": {key: value for key, value in export.items() if value != ""},
        "volumes": [volume for volume in given.get("volumes", []) if "nfs" in volume],
    }
    if not shown["volumes"]:
        del shown["volumes"]
    if is_fine_tuning(body):
        shown = {key: value for key, value in shown.items() if key not in NOT_IN_FINE_TUNING}
    return known(shown, call.operation.objects["spec"], call.operation.objects)


def known(value: dict[str, Any], fields: Fields, objects: dict[str, Fields]) -> Any:
    """An object without what the contract does not list."""
    shown = {}
    for key, item in value.items():
        if key in fields:
            below = objects.get(fields[key].get("ref", ""))
            if below and isinstance(item, list):
                item = [known(element, below, objects) for element in item]
            elif below and isinstance(item, dict):
                item = known(item, below, objects)
            shown[key] = item
    return shown


def _form(given: dict[str, Any], fine_tuning: bool) -> str:
    """Which of the ways to name an algorithm a body takes; refuses none and more than one."""
    own = [key for key in ("code_dir", "boot_file", "command") if given.get(key)]
    own += ["engine"] if any(given.get("engine", {}).values()) else []
    if given.get("name"):
        raise invalid("algorithm.name", "leave it empty")
    if given.get("id") or given.get("subscription_id"):
        if given.get("id") and given.get("subscription_id"):
            raise invalid("algorithm", "either id or subscription_id")
        if own:
            names = ", ".join(own)
            message = f"Job algorithm configuration({names}) does not match algorithm management configuration."
            raise modelarts("2814", message)
        return "id" if given.get("id") else "subscription"
    if given.get("engine", {}).get("image_url"):
        return _image_form(given)
    if given.get("code_dir"):
        return _code_form(given)
    if given.get("command"):
        raise modelarts("2806", "Custom image jobs command and engine.url cannot be empty.")
    if not fine_tuning:
        raise invalid("algorithm", "needs id, subscription_id, code_dir with boot_file, or command with an image")
    return "none"


def _image_form(given: dict[str, Any]) -> str:
    if not given.get("command"):
        raise modelarts("2806", "Custom image jobs command and engine.url cannot be empty.")
    if given.get("boot_file"):
        raise invalid("algorithm.boot_file", "not for a custom image")
    if given.get("code_dir"):
        code.check_code(given["code_dir"], "")
    return "image"


def _code_form(given: dict[str, Any]) -> str:
    if given.get("command"):
        raise invalid("algorithm.command", "not together with boot_file")
    if not given.get("boot_file"):
        raise modelarts("2758", "code startup file path error.")
    code.check_code(given["code_dir"], given["boot_file"])
    return "code"


def _engine(call: Call, given: dict[str, Any], form: str) -> dict[str, Any]:
    shown: dict[str, Any] = {key: given[key] for key in ("install_sys_packages", "image_repo_id") if key in given}
    if form == "code":
        return {**shown, **engine_of(call, given)}
    return {**shown, **NO_ENGINE, **{key: given[key] for key in ("image_url", *NO_ENGINE) if given.get(key)}}


def _parameters(given: list[dict[str, Any]], config: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of the algorithm with the values of the request, then those of the request alone."""
    asked = {item["name"]: item for item in code.parameters(given)}
    declared = config.get("parameters", [])
    shown = []
    for item in declared:
        value = asked.pop(item["name"], item)["value"]
        if value != item["value"]:
            _check_value(item, value)
        shown.append({**item, "value": value})
    if asked and config and not config["parameters_customization"]:
        raise invalid("algorithm.parameters", f"the algorithm declares no {', '.join(asked)}")
    return [*shown, *asked.values()]


def _check_value(declared: dict[str, Any], value: str) -> None:
    constraint = declared["constraint"]
    if not constraint["editable"]:
        raise invalid(declared["name"], "the algorithm does not let it be changed")
    try:
        TYPES.get(constraint["type"].lower(), str)(value)
    except ValueError:
        message = f"The parameter ({declared['name']}) value type error."
        raise modelarts("2825", message) from None


def _channels(kind: str, given: list[dict[str, Any]], config: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of the request; those that the algorithm declares and the request leaves out have no place yet."""
    code.check_names(
        (item["name"] for item in given), "2753", "input and output channel information is not standardized."
    )
    declared = {item["name"]: item for item in config.get(kind, [])}
    asked = {item["name"]: _channel(item) for item in given}
    shown = []
    for name in dict.fromkeys([*declared, *asked]):
        described = {"description": declared[name]["description"]} if "description" in declared.get(name, {}) else {}
        local = {"local_dir": f"{LOCAL}/{kind}/{name}_0"}
        shown.append({"name": name, **described, **local, **asked.get(name, {})})
    return shown


def _channel(item: dict[str, Any]) -> dict[str, Any]:
    remote = item["remote"]
    if len(remote) != 1:
        raise modelarts("2854", "Unsupported input/output channel remote type.")
    shown = {key: value for key, value in item.items() if value != ""}
    if "obs" in remote:
        code.check_obs(remote["obs"]["obs_url"])
        shown["remote"] = {"obs": {"obs_url": code.as_path(remote["obs"]["obs_url"])}}
    else:
        dataset = {key: value for key, value in remote["dataset"].items() if key != "dataset_proportion"}
        shown["remote"] = {"dataset": {"obs_url": f"/modelarts-datasets/{dataset['id']}/", **dataset}}
    return shown


def _environments(given: dict[str, str]) -> dict[str, str]:
    """Those that steer the emulator must make sense."""
    if given.get("EMULATOR_OUTCOME", OUTCOMES[0]) not in OUTCOMES:
        raise invalid("EMULATOR_OUTCOME", f"must be one of {', '.join(OUTCOMES)}")
    for name in ("SECONDS", "QUEUE_SECONDS", "EXIT_CODE"):
        text = given.get(f"EMULATOR_{name}", "1")
        if not text.isdecimal() or int(text) == 0:
            raise invalid(f"EMULATOR_{name}", "must be a whole number above 0")
    return given


def _resource(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    count = given.get("node_count", 1)
    if count < 1:
        raise invalid("spec.resource.node_count", "must be at least 1")
    shown: dict[str, Any] = {"policy": "regular", **given, "node_count": count}
    if given.get("pool_id"):
        return {**shown, "pool_name": _pool_name(call, given["pool_id"])}
    if not given.get("flavor_id"):
        raise invalid("spec.resource", "needs flavor_id or pool_id")
    if "main_container_customized_flavor" in given:
        raise invalid("spec.resource.main_container_customized_flavor", "only for dedicated resource pools")
    flavor = flavor_of(call, given["flavor_id"])
    most = flavor["flavor_info"]["max_num"]
    if count > most:
        raise modelarts("2793", f"The number of flavor instances ({count}) exceeds the maximum ({most}).")
    return {**shown, "flavor_name": flavor["flavor_name"], "flavor_detail": _flavor_detail(flavor)}


def _pool_name(call: Call, key: str) -> str:
    """The name of a dedicated pool that takes training jobs; refuses any other."""
    pool = POOLS.get(call.world, call.project, key)
    if pool is None:
        raise modelarts("2890", f"Pool ({key}) does not exist", 404)
    if pool["status"] != "Running":
        raise modelarts("2887", f"Pool ({key}) is not running")
    states = {scope["scopeType"]: scope["status"] for scope in pool["scopes"]}
    if states.get("Train") != "Enabled":
        raise modelarts("2886", f"Pool ({key}) is not a training pool")
    return str(pool["name"])


def _flavor_detail(flavor: Record) -> dict[str, Any]:
    info = {key: value for key, value in flavor["flavor_info"].items() if key != "max_num"}
    info["disk"] = {**info["disk"], "size": str(info["disk"]["size"])}
    return {"flavor_type": flavor["flavor_type"], "billing": flavor["billing"], "flavor_info": info}


def _check_public(given: dict[str, Any]) -> None:
    if "preemptible" in given.get("schedule_policy", {}):
        raise invalid("spec.schedule_policy.preemptible", "only for dedicated resource pools")
