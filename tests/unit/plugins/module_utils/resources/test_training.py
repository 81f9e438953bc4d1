# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is odd about training jobs."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training import TrainingJob

JOB = TrainingJob()


def running(phase: str = "Running", tasks: Any = ("worker-0", "worker-1")) -> dict[str, Any]:
    return {"status": {"phase": phase, "tasks": list(tasks)}}


def tail(content: Any, lines: int, job: dict[str, Any] | None = None) -> list[str]:
    """The newest lines of a log whose newest line comes first."""
    asked: list[Any] = []

    def read(path: str, query: dict[str, Any], **names: str) -> Any:
        asked.append((query, names))
        if isinstance(content, ApiError):
            raise content
        return content

    found = JOB.tail(job or running(), lines, read)
    assert asked in ([], [({"lines": lines, "order": "desc"}, {"task": "worker-0"})])
    return found


@pytest.mark.parametrize(
    ("content", "lines", "shown"),
    [
        ("third\nsecond\nfirst\n", 20, ["first", "second", "third"]),
        ("third\nsecond\nfirst\n", 1, ["third"]),
        ("third\n\n\nsecond\n", 2, ["second", "third"]),
        ("10%\r50%\r100%\nloading\r\n", 2, ["loading", "100%"]),
        ("10%\r50%\r\n", 1, ["50%"]),
        ("", 5, []),
    ],
)
def test_the_newest_lines_come_last(content: str, lines: int, shown: list[str]) -> None:
    assert tail({"content": content}, lines) == shown


@pytest.mark.parametrize("answer", [None, {}, {"content": None}])
def test_no_log(answer: Any) -> None:
    assert tail(answer, 5) == []


def test_a_log_that_never_came_is_none() -> None:
    never = ApiError("the log file is not generated", status=400, code="ModelArts.2818")
    assert tail(never, 20, running("Abnormal")) == []
    with pytest.raises(ApiError):
        tail(ApiError("broken", status=500), 20)


@pytest.mark.parametrize("job", [running("Creating"), running("Pending"), running("Failed", ())])
def test_a_job_that_has_not_begun_is_not_asked(job: dict[str, Any]) -> None:
    assert tail(ApiError("nobody asks"), 20, job) == []


@pytest.mark.parametrize("shown", [{"A": "1", "B": "2"}, [{"A": "1", "B": "2"}], [{"A": "1"}, {"B": "2"}]])
def test_environments_may_come_as_a_list(shown: Any) -> None:
    assert JOB.view({"algorithm": {"environments": shown}}, {})["environments"] == {"A": "1", "B": "2"}
    assert JOB.view({"algorithm": {"environments": []}}, {})["environments"] == {}
