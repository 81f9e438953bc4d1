# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Writes each result of a run as a line of JSON into the file that RECORD names."""

import json
import os
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: record
type: aggregate
short_description: Writes results into a file
description: For tests.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "record"

    def _record(self, result: Any, **_more: Any) -> None:
        task, values = (result.task, result.result) if hasattr(result, "task") else (result._task, result._result)
        values = {**values, "failed": result.is_failed()}
        with open(os.environ["RECORD"], "a", encoding="utf-8") as file:
            file.write(json.dumps({"task": task.get_name(), "result": values}, default=str) + "\n")

    v2_runner_on_ok = v2_runner_on_failed = v2_runner_item_on_ok = v2_runner_item_on_failed = _record
    v2_runner_on_skipped = v2_runner_on_unreachable = _record
