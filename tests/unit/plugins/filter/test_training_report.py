# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page about a training job, and the charts in it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.filter import training_report as report
from ansible_collections.huaweicloud.modelarts.plugins.plugin_utils.line_chart import COLUMNS, LineChart

JOB: dict[str, Any] = {"metadata": {"name": "<b>"}, "status": {"tasks": ["worker-0"]}}


def chart(*values: Any, percent: bool = True) -> LineChart:
    return LineChart("CPU usage", "cpu", values, percent)


def spots(line: str) -> list[tuple[float, float]]:
    pairs = [point.split(",") for point in line.split()]
    return [(float(x), float(y)) for x, y in pairs]


def test_percent_fill_the_chart_from_the_bottom_to_the_top() -> None:
    drawn = chart(0, 50, 100)
    middle = (drawn.top + drawn.bottom) / 2
    assert spots(drawn.lines[0]) == [(drawn.left, drawn.bottom), ((40 + 352) / 2, middle), (drawn.right, drawn.top)]
    assert [text for _y, text in drawn.levels] == ["0", "25", "50", "75", "100"]
    assert (drawn.mean, drawn.lowest, drawn.highest, drawn.unit) == (50, 0, 100, "%")


def test_what_is_no_value_is_a_gap_and_a_value_alone_is_a_dot() -> None:
    drawn = chart(-1, 10, 20, -1, None, 30, "", 40, float("nan"))
    assert [len(spots(line)) for line in drawn.lines] == [2]
    assert (len(drawn.areas), len(drawn.dots)) == (1, 2)
    assert drawn.known == [10, 20, 30, 40]


def test_without_any_value_there_is_nothing_to_draw() -> None:
    assert chart().known == chart(-1, -1).known == []


@pytest.mark.parametrize(
    ("count", "unit", "texts"),
    [
        (1, "minutes", ["0"]),
        (5, "minutes", ["0", "1", "2", "3", "4"]),
        (61, "minutes", ["0", "10", "20", "30", "40", "50", "60"]),
        (1441, "hours", ["0", "6", "12", "18", "24"]),
    ],
)
def test_the_time_has_few_marks_at_round_places(count: int, unit: str, texts: list[str]) -> None:
    drawn = chart(*[1] * count)
    assert (drawn.time_unit, [text for _x, text in drawn.times]) == (unit, texts)


def test_other_units_have_a_limit_of_their_own() -> None:
    drawn = chart(3, 170, percent=False)
    assert (drawn.unit, [text for _y, text in drawn.levels]) == ("", ["0", "50", "100", "150", "200"])
    assert [text for _y, text in chart(0, 0, percent=False).levels][-1] == "1"


def test_of_a_long_job_every_peak_is_kept_but_not_every_value() -> None:
    values = [10.0] * 20_000
    values[7_777], values[12_345] = 100.0, 0.0
    drawn = chart(*values)
    heights = [y for _x, y in spots(drawn.lines[0])]
    assert len(heights) <= 2 * COLUMNS
    assert (min(heights), max(heights)) == (drawn.top, drawn.bottom)


def test_everything_in_the_page_is_escaped_but_the_template() -> None:
    assert report.training_report(JOB, "<h1>{{ job.metadata.name }}</h1>") == "<h1>&lt;b&gt;</h1>"


def test_a_task_has_its_charts_and_what_was_not_measured() -> None:
    metrics = [
        {"metric": "cpuUsage", "value": [1]},
        {"metric": "queue", "value": [7]},
        {"metric": "gpuUtil", "value": [-1]},
    ]
    template = "{{ tasks[0].name }}: {{ tasks[0].charts | join(', ', 'title') }}; {{ tasks[0].unmeasured[0] }}"
    page = report.training_report(JOB, template, metrics=[{"task": "worker-0", "metrics": metrics}])
    assert page == "worker-0: CPU usage, queue; GPU utilization"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("a\nb\nc\n", "b\nc"),
        ("a\nb\nc", "b\nc"),
        ("a\r\n\r\n", "a\n"),
        ("\x1b[1;32mgreen\x1b[0m\x1b]0;title\x07\n", "green"),
        ("10%\r50%\r100%\n", "100%"),
        ("zero\x00byte\tand tab\n", "zerobyte\tand tab"),
    ],
)
def test_the_end_of_a_log_is_what_a_terminal_shows(content: str, shown: str) -> None:
    assert report.tail({"content": content, "offset": 0, "size": 9}, 2)["text"] == shown


def test_of_a_log_without_its_beginning_the_lines_are_not_counted() -> None:
    assert report.tail({"content": "a\nb\n", "offset": 0, "size": 4}, 1)["lines"] == 2
    assert report.tail({"content": "a\nb\n", "offset": 9, "size": 13}, 1)["lines"] is None
    assert report.tail(None, 1) == {}


def test_times_and_sizes_are_told_in_words() -> None:
    assert report.moment(1636447346315) == "2021-11-09 08:42:26 UTC"
    assert report.moment(0) == ""
    assert [report.duration(ms) for ms in (0, 3_000, 3_600_000, 90_061_000)] == [
        "less than a second",
        "3 s",
        "1 h",
        "1 d 1 h 1 min 1 s",
    ]
    assert [report.size(count) for count in (12, 1_234, 123_456_789)] == ["12 bytes", "1.2 kB", "123 MB"]
