# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks in the test's own process: a module's options go in, the result of the task comes out, an emulator answers."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.testing import Emulator

PLUGINS = "ansible_collections.huaweicloud.modelarts.plugins"
MODULES = sorted(file.stem for file in (Path(__file__).parents[1] / "plugins" / "modules").glob("[a-z]*.py"))
PYTORCH = "278e88d1-5b71-4766-8502-b3ba72e824d9"
CONDA = "2d3e9b4f-8b66-4c72-9b4e-6caf40708f33"
SMALL, LARGE = "modelarts.vm.cpu.2u", "modelarts.vm.cpu.8u"
NOTEBOOK: dict[str, Any] = {
    "name": "first",
    "flavor": SMALL,
    "image_id": PYTORCH,
    "volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 5},
}


@functools.cache
def declared(name: str) -> Any:
    """The MODULE of a module: its fields, resource and execute()."""
    return import_module(f"{PLUGINS}.modules.{name}").MODULE


@functools.cache
def validator(name: str) -> Any:
    from ansible.module_utils.common.arg_spec import ModuleArgumentSpecValidator

    return ModuleArgumentSpecValidator(**declared(name).arguments())


def names(name: str) -> set[str]:
    """The options of a module."""
    return set(declared(name).arguments()["argument_spec"])


def call(
    name: str, options: dict[str, Any], check: bool = False, diff: bool = False, verbosity: int = 0, **more: Any
) -> dict[str, Any]:
    """The result of one task, as the runner gives it. Waits are quick unless the options say otherwise."""
    from ansible.module_utils.common.parameters import remove_values

    find = import_module(f"{PLUGINS}.module_utils.engine.find")
    in_process = import_module(f"{PLUGINS}.plugin_utils.in_process")
    quick = {"wait_interval": "0.01", "wait_timeout": "20s"}
    given = {key: value for key, value in quick.items() if key in names(name)}
    checked = validator(name).validate(in_process.plain({**given, **options, **more}))
    if checked.error_messages:
        return {"failed": True, "changed": False, "msg": checked.errors.msg, "refused": True}
    result, secrets = declared(name).execute(
        checked.validated_parameters, find.Context(check=check, diff=diff, verbosity=verbosity)
    )
    json.dumps(result)  # Ansible can only pass on what is JSON
    return dict(remove_values(result, secrets))


def done(name: str, options: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The same, of a task that must not fail."""
    result = call(name, options, **more)
    assert not result.get("failed"), result["msg"]
    return result


def merged(base: Any, changes: Any) -> Any:
    """Dictionaries in dictionaries are merged, everything else is replaced."""
    if not isinstance(base, dict) or not isinstance(changes, dict):
        return changes
    both = {key: merged(base[key], changes[key]) for key in base.keys() & changes.keys()}
    return {**base, **changes, **both}


@pytest.fixture(scope="session")
def emulator_process() -> Iterator[Emulator]:
    with Emulator(speed=3000) as emulator:
        yield emulator
        assert emulator.errors() == ""


@pytest.fixture
def emulator(emulator_process: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """An empty account, whose credentials are in the environment. Retries follow quickly."""
    client = import_module(f"{PLUGINS}.module_utils.api.client")
    emulator_process.reset()
    for name, value in emulator_process.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", os.environ["XDG_CACHE_HOME"] + "-none")
    monkeypatch.setattr(client.random, "uniform", lambda low, high: 0.01)
    return emulator_process
