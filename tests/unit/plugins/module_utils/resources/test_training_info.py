# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the info modules of the training family give to the service, and what they leave to it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.algorithms import Algorithm
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.resources.training_info import JOBS, LOGS, Period


def test_conditions_of_a_search_are_not_applied_again() -> None:
    listing = JOBS.resource.listing
    assert JOBS._local(listing, exact=True) == ["name"]
    assert JOBS._local(listing, exact=False) == []
    assert listing.queries({"name": "a", "phase": ["Failed"], "workspace_id": "0"}, exact=True) == [
        {
            "workspace_id": "0",
            "filters": [
                {"key": "name", "operator": "like", "value": ["a"]},
                {"key": "phase", "operator": "in", "value": ["Failed"]},
            ],
        }
    ]


def test_jobs_can_be_found_by_a_part_of_their_name() -> None:
    assert "name_fuzzy" in JOBS.arguments()["argument_spec"]


def test_a_place_inside_another_one_is_picked_with_it() -> None:
    job = {"kind": "job", "metadata": {"name": "a", "id": "1"}}
    assert trees.picked(job, ["metadata.name", "metadata", "kind", "kind.x"]) == job
    assert trees.picked(job, ["spec.none", "spec.none.x"]) == {"spec": {"none": None}}


@pytest.mark.parametrize("attributes", [[{"data_format": "Default"}], {"data_format": ["Default"]}])
def test_attributes_are_compared_as_they_are_written(attributes: object) -> None:
    field = Algorithm().field("inputs")
    row = [{"name": "a", "remote_constraints": [{"data_type": "dataset", "attributes": attributes}]}]
    assert field.same(row, row)
    assert not field.same([{"name": "a", "remote_constraints": [{"data_type": "dataset", "attributes": []}]}], row)


@pytest.mark.parametrize(
    ("moments", "wire"),
    [
        (["1970-01-01", "1970-01-02"], ["0", "86400000"]),
        (["1970-01-01T00:00:01Z", "1970-01-01 00:00:02"], ["1000", "2000"]),
    ],
)
def test_periods(moments: list[str], wire: list[str]) -> None:
    assert Period().encode(moments) == wire


@pytest.mark.parametrize(
    "moments",
    [
        [],
        ["1970-01-01"],
        ["1970-01-02", "1970-01-01"],
        ["1970-01-01", "1970-03-01"],
        ["now", "then"],
        ["1970-13-01"] * 2,
    ],
)
def test_no_periods(moments: list[str]) -> None:
    with pytest.raises(ValueError):
        Period().encode(moments)


LIMIT = 5 * 1024 * 1024  # bytes of a log that the service gives


def log(text: str, given: int = LIMIT, **options: Any) -> tuple[int, str, int]:
    """Offset, content and size, as the module tells them; the service gives the latest part of the text."""
    data = text.encode()
    shown = data[-given:].decode(errors="ignore")
    answer = {"content": shown, "current_size": len(data[-given:]), "full_size": len(data)}
    row = LOGS.row(lambda path: answer, {"link": None, "offset": None, "lines": None, **options})
    return row["offset"], row["content"], row["size"]


LINES = "first\nsecond\nthird\n"


@pytest.mark.parametrize(
    ("options", "offset", "content"),
    [
        ({}, 0, LINES),
        ({"lines": 1}, 13, "third\n"),
        ({"lines": 2}, 6, "second\nthird\n"),
        ({"lines": 99}, 0, LINES),
        ({"offset": 0}, 0, LINES),
        ({"offset": 6}, 6, "second\nthird\n"),
        ({"offset": 8}, 8, "cond\nthird\n"),
        ({"offset": 19}, 19, ""),
        ({"offset": 99}, 99, ""),
    ],
)
def test_a_log_is_cut(options: dict[str, Any], offset: int, content: str) -> None:
    assert log(LINES, **options) == (offset, content, len(LINES))


@pytest.mark.parametrize(
    ("options", "offset", "content"),
    [
        ({}, 9, "ond\nthird\n"),
        ({"lines": 1}, 13, "third\n"),
        ({"lines": 3}, 9, "ond\nthird\n"),
        ({"offset": 0}, 9, "ond\nthird\n"),
        ({"offset": 13}, 13, "third\n"),
    ],
)
def test_of_a_long_log_the_service_gives_the_latest_part(options: dict[str, Any], offset: int, content: str) -> None:
    assert log(LINES, given=10, **options) == (offset, content, len(LINES))


def test_a_log_of_more_than_five_megabytes() -> None:
    text = "".join(f"epoch {number:07d}\n" for number in range(400_000))
    size = len(text)
    assert size > LIMIT
    assert log(text, lines=1) == (size - 14, text[-14:], size)
    assert log(text, offset=0)[0] == log(text)[0] == size - LIMIT
    assert log(text, offset=size - 28) == (size - 28, text[-28:], size)


def test_offsets_count_bytes() -> None:
    text = "Größe 名字 🙂\nzweite\n"
    size = len(text.encode())
    assert log(text) == (0, text, size) and size > len(text)
    assert log(text, lines=1) == (size - 7, "zweite\n", size)
    assert log(text, offset=size - 7) == (size - 7, "zweite\n", size)
    assert log(text, offset=3) == (3, "\N{REPLACEMENT CHARACTER}" + text[3:], size)  # inside the second letter
    for given in range(1, size):  # wherever the service cuts: the offset is that of the first whole character
        offset, content, _size = log(text, given=given)
        assert text.encode()[offset:].decode() == content


def test_a_log_is_followed_from_where_the_last_look_ended() -> None:
    text = "ä1\nö2\nü3\n"
    whole, position = "", 0
    for end in range(3, len(text) + 1, 3):
        offset, content, position = log(text[:end], offset=position)
        assert offset == len(whole.encode())
        whole += content
    assert whole == text


def test_only_line_ends_end_lines() -> None:
    text = "a\u2028b\x0c\x85c\n 10%\r100%\rlast\u2028line\n"
    assert log(text, lines=1)[1] == " 10%\r100%\rlast\u2028line\n"


def test_half_a_character_is_no_failure() -> None:
    answer = {"content": "\udc80 broken\n", "full_size": 10}
    row = LOGS.row(lambda path: answer, {"link": None, "offset": None, "lines": None})
    assert row["content"] == "? broken\n"


@pytest.mark.parametrize("answer", [None, {}, {"content": None, "full_size": None}])
def test_no_log_yet(answer: Any) -> None:
    for options in ({}, {"lines": 5}, {"offset": 0}):
        row = LOGS.row(lambda path: answer, {"link": None, "offset": None, "lines": None, **options})
        assert row == {"offset": 0, "content": "", "size": 0}
