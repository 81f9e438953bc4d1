# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The in-process runner: a task on localhost runs in the controller, which saves it a Python process.

It uses public API only and gives the same results as the ordinary road. What is imported here is loaded once, in the
controller, before it forks its workers.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from importlib import import_module
from typing import Any

from ansible.module_utils.common.arg_spec import ModuleArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.common.warnings import get_deprecation_messages, get_warning_messages
from ansible.module_utils.errors import UnsupportedError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Context
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.module import Module

COLLECTION = "huaweicloud.modelarts"
display = Display()
_known: dict[str, tuple[Module, ModuleArgumentSpecValidator]] = {}


class ActionModule(ActionBase):
    """Runs the module that the task names: here where that is possible, else as any other module."""

    _supports_check_mode = True
    _supports_async = True

    def run(self, tmp: Any = None, task_vars: dict | None = None) -> dict:
        task_vars = task_vars or {}
        if not self._in_process(task_vars):
            return self._ordinary(task_vars)
        result = super().run(tmp, task_vars)
        result.update(self._run(self._task.action.rpartition(".")[2]))
        return result

    def _ordinary(self, task_vars: dict) -> dict:
        normal = self._shared_loader_obj.action_loader.get(
            "ansible.legacy.normal",
            task=self._task,
            connection=self._connection,
            play_context=self._play_context,
            loader=self._loader,
            templar=self._templar,
            shared_loader_obj=self._shared_loader_obj,
        )
        return normal.run(task_vars=task_vars)

    def _in_process(self, task_vars: dict) -> bool:
        """Only for a plain task on this machine, with this Python or none in particular, unless it is turned off."""
        task = self._task
        if task.async_val or self._play_context.become or any(task.environment or ()):
            return False
        if self._connection.transport != "local" or not self._is_on(task_vars):
            return False
        hosts = task_vars.get("ansible_delegated_vars") or {}
        own = hosts.get(task.delegate_to, {}) if task.delegate_to else task_vars
        python = str(self._templar.template(own.get("ansible_python_interpreter") or "auto"))
        return python.startswith("auto") or same_python(python, sys.executable)

    def _is_on(self, task_vars: dict) -> bool:
        wish = self._templar.template(task_vars.get("modelarts_in_process", True))
        return boolean(wish, strict=False) and boolean(os.environ.get("MODELARTS_IN_PROCESS") or True, strict=False)

    def _run(self, name: str) -> dict:
        module, validator = known(name)
        told = len(get_warning_messages()), len(get_deprecation_messages())
        args = plain(self._task.args)
        checked = validator.validate(args)
        if checked.error_messages:
            unknown = isinstance(checked.errors[0], UnsupportedError)
            start = f"Unsupported parameters for ({COLLECTION}.{name}) module: " if unknown else ""
            return masked({"failed": True, "msg": start + checked.errors.msg}, module.secrets(args))
        options = checked.validated_parameters
        result, secrets = module.execute(options, self._context())
        pass_on(*told)
        if display.verbosity > 2:
            result["invocation"] = {"module_args": options}
        return masked(result, secrets)

    def _context(self) -> Context:
        task = self._task
        says = None if task.no_log else tell
        return Context(bool(task.check_mode), bool(task.diff), says, display.warning, display.verbosity)


def same_python(one: str, other: str) -> bool:
    """Whether two names are of one interpreter in one environment, as python and python3.13 are."""
    return os.path.dirname(one) == os.path.dirname(other) and os.path.realpath(one) == os.path.realpath(other)


def known(name: str) -> tuple[Module, ModuleArgumentSpecValidator]:
    """The module of that name and its validator, made once a process."""
    if name not in _known:
        module = import_module(f"ansible_collections.{COLLECTION}.plugins.modules.{name}").MODULE
        _known[name] = module, ModuleArgumentSpecValidator(**module.arguments())
    return _known[name]


def masked(result: dict, secrets: set[str]) -> dict:
    """The result without secrets; the thorough search is spared where none of them stands in the text of the result."""
    text = json.dumps(result, default=str)
    found = [secret for secret in secrets if json.dumps(secret)[1:-1] in text]
    return remove_values(result, found) if found else result


def tell(text: str) -> None:
    """What a long task is doing, where it does not get into the output of the play."""
    display.display(f"modelarts: {text}", stderr=True)


def pass_on(warnings: int, deprecations: int) -> None:
    """Warnings and deprecations that came up since there were so many."""
    for text in get_warning_messages()[warnings:]:
        display.warning(text)
    for message in get_deprecation_messages()[deprecations:]:
        display.deprecated(
            message["msg"],
            version=message.get("version"),
            date=message.get("date"),
            collection_name=message.get("collection_name"),
        )


def plain(value: Any) -> Any:
    """The value as it would reach a module process, by JSON; without what newer releases of Ansible tag it with."""
    if isinstance(value, dict):
        return {word(key): plain(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def word(key: Any) -> str:
    """The key of a dictionary; YAML knows others than texts."""
    return str(key) if isinstance(key, str) else json.dumps(plain(key)).strip('"')
