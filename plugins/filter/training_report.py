# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filter: the report of a training job, one page of HTML."""

from __future__ import annotations

DOCUMENTATION = r"""
name: training_report
short_description: The report of a training job as a page of HTML
version_added: 0.1.0
positional: template
description:
  - Renders a Jinja template as HTML, which the role P(huaweicloud.modelarts.training_run#role) does with its own one.
  - Other than in M(ansible.builtin.template), everything that is put into the template is escaped.
  - The template finds C(job), and C(tasks) with C(name), C(log), C(charts) and C(unmeasured), metrics without a value.
options:
  _input:
    description: The job, as M(huaweicloud.modelarts.training_job) returns it.
    type: dict
    required: true
  template:
    description: The text of the template.
    type: str
    required: true
  logs:
    description: The rows of M(huaweicloud.modelarts.training_log_info).
    type: list
    elements: dict
    default: []
  metrics:
    description: The rows of M(huaweicloud.modelarts.training_metric_info).
    type: list
    elements: dict
    default: []
  lines:
    description: How many lines of each log to show, the last ones.
    type: int
    default: 200
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
"""

EXAMPLES = r"""
- name: Write a page about a job
  ansible.builtin.copy:
    content: "{{ made.training_job | huaweicloud.modelarts.training_report(page) }}"
    dest: report.html
    mode: "0644"
  vars:
    page: "{{ lookup('ansible.builtin.file', 'page.html.j2') }}"
"""

RETURN = r"""
_value:
  description: The page.
  type: str
  sample: <h1>vision</h1>
"""

import re
from collections.abc import Mapping, Sequence
from time import gmtime, strftime
from typing import Any, Callable

from jinja2 import ChainableUndefined, Environment

from ansible_collections.huaweicloud.modelarts.plugins.plugin_utils.line_chart import LineChart

METRICS = {
    "cpuUsage": ("CPU usage", "cpu"),
    "memUsage": ("Memory usage", "memory"),
    "gpuUtil": ("GPU utilization", "accelerator"),
    "gpuMemUsage": ("GPU memory usage", "accelerator-memory"),
    "npuUtil": ("NPU utilization", "accelerator"),
    "npuMemUsage": ("NPU memory usage", "accelerator-memory"),
}
ESCAPE_SEQUENCES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_])")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def training_report(
    job: Mapping,
    template: str,
    logs: Sequence[Mapping] = (),
    metrics: Sequence[Mapping] = (),
    lines: int = 200,
) -> str:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=ChainableUndefined)
    environment.filters.update(moment=moment, duration=duration, size=size)
    measured = {row["task"]: row["metrics"] for row in metrics}
    written = {row["task"]: row for row in logs}
    names = dict.fromkeys([*(job["status"].get("tasks") or ()), *written, *measured])
    tasks = [{"name": name, **curves(measured.get(name, ())), "log": tail(written.get(name), lines)} for name in names]
    return str(environment.from_string(str(template)).render(job=job, tasks=tasks))


def curves(metrics: Sequence[Mapping]) -> dict:
    """Charts of the metrics that have a value, and the titles of the others."""
    charts, unmeasured = [], []
    for row in metrics:
        title, kind = METRICS.get(row["metric"], (row["metric"], "other"))
        chart = LineChart(title, kind, row.get("value") or (), percent=row["metric"] in METRICS)
        if chart.known:
            charts.append(chart)
        else:
            unmeasured.append(title)
    return {"charts": charts, "unmeasured": unmeasured}


def tail(row: Mapping | None, count: int) -> dict:
    """The end of a log as a terminal shows it: no colours, and of a line that was written over only the last text."""
    if not row:
        return {}
    text = ESCAPE_SEQUENCES.sub("", str(row["content"]).replace("\r\n", "\n"))
    every = [CONTROL_CHARACTERS.sub("", line.rstrip("\r").rpartition("\r")[2]) for line in text.split("\n")]
    every = every[:-1] if every[-1] == "" else every
    shown = every[-count:] if count else []
    whole = not row.get("offset")
    return {"text": "\n".join(shown), "shown": len(shown), "lines": len(every) if whole else None, "size": row["size"]}


def moment(milliseconds: Any) -> str:
    return strftime("%Y-%m-%d %H:%M:%S UTC", gmtime(float(milliseconds) / 1000)) if milliseconds else ""


def duration(milliseconds: Any) -> str:
    seconds = round(float(milliseconds or 0) / 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "less than a second"


def size(count: Any) -> str:
    number = float(count or 0)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            break
        number /= 1000
    return f"{number:.0f} {unit}" if unit == "bytes" or number >= 100 else f"{number:.1f} {unit}"


class FilterModule:
    def filters(self) -> dict[str, Callable]:
        return {"training_report": training_report}
