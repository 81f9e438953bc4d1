# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One declaration: what it takes, what it sends, what it reads, and what it calls a difference."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Duration, Ref, TagMap, without
from ansible_collections.huaweicloud.modelarts.tests.unit.plugins.module_utils.engine.toy import KETTLE

FIELDS = KETTLE.fields


def changed(asked: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """The paths that differ between options and an answer of the service."""
    wanted, present = shapes.canonical(FIELDS, asked), shapes.view(FIELDS, answer)
    return [difference.path for difference in shapes.differences(FIELDS, wanted, present)]


@pytest.mark.parametrize(
    ("text", "seconds"), [(90, 90), ("90", 90), (" 90 s", 90), ("15m", 900), ("1.5h", 5400), ("2d", 172800), (0.5, 0.5)]
)
def test_durations(text: Any, seconds: float) -> None:
    assert Duration().seconds(text) == seconds
    assert Duration().encode(text) == seconds * 1000
    assert Duration(per_second=1).encode(text) == int(seconds)


@pytest.mark.parametrize("text", ["", "h", "1 week", "-1", "1h30m", None, True, [], "1e3", "nan", "inf"])
def test_no_durations(text: Any) -> None:
    with pytest.raises(ValueError, match="must be a duration such as"):
        Duration().encode(text)


@pytest.mark.parametrize("text", ["59s", "121m"])
def test_durations_out_of_range(text: str) -> None:
    with pytest.raises(ValueError, match="must be from 1m to 2h"):
        Duration(low="1m", high="2h").encode(text)


@given(st.integers(0, 10**7))
def test_a_duration_is_shown_as_it_could_be_written(seconds: int) -> None:
    form = Duration()
    assert form.encode(form.decode(seconds * 1000)) == seconds * 1000


@given(st.dictionaries(st.text(), st.text()))
def test_tags_there_and_back(tags: dict[str, str]) -> None:
    form = TagMap()
    rows = form.encode(tags)
    assert form.decode(rows) == {key: value for key, value in tags.items() if not key.startswith("_sys_")}
    assert [row["key"] for row in rows] == sorted(tags)


def test_tag_values_are_text() -> None:
    asked = {"a": None, "b": 1, "c": True}
    assert [row["value"] for row in TagMap().encode(asked)] == ["", "1", "true"]


def test_every_broken_rule_is_told() -> None:
    options = {"name": "No", "text": "toolong", "size": 10, "timer": "1s", "cups": None}
    assert list(shapes.problems(FIELDS, options)) == [
        "name must be lower-case letters",
        "text must have at most 5 characters, it has 7",
        "size must be from 1 to 9 l",
        "timer must be from 1m to 2h",
    ]


def test_rules_reach_into_groups_and_lists() -> None:
    inner = (Field("text", rules=(without("<>"),)),)
    fields = (Field("one", "dict", group=inner), Field("many", "list", elements="dict", group=inner))
    options = {"one": {"text": "<"}, "many": [{"text": "good"}, {"text": ">"}]}
    words = "text must not contain any of <>"
    assert list(shapes.problems(fields, options)) == [f"one.{words}", f"many[1].{words}"]


def test_spec() -> None:
    options: dict[str, Any] = {field.name: field.spec() for field in FIELDS}
    assert options["size"] == {"type": "int"}
    assert options["colour"] == {"type": "str", "choices": ["RED", "BLUE"]}
    assert options["secret"] == {"type": "str", "no_log": True}
    assert options["cups"] == {"type": "list", "elements": "str"}
    assert options["lid"]["options"]["weight"] == {"type": "float"}
    assert Field("key_pair").spec()["no_log"] is False
    assert Field("x", default=False, type="bool").spec() == {"type": "bool", "default": False}
    assert Field("x", required=True, aliases=("y",)).spec() == {"type": "str", "required": True, "aliases": ["y"]}


def test_omitted_null_and_empty_are_not_the_same() -> None:
    options: dict[str, Any] = {"name": None, "text": "", "cups": [], "plugged": False, "lid": {}}
    assert shapes.canonical(FIELDS, options) == {"text": "", "cups": [], "plugged": False, "lid": {}}
    assert shapes.body(FIELDS, shapes.canonical(FIELDS, options)) == {
        "text": "",
        "cups": [],
        "plugged": False,
        "lid": {},
    }


def test_body() -> None:
    values = shapes.canonical(
        FIELDS,
        {
            "name": "a",
            "lid": {"weight": 1.5, "shape": None},
            "feet": [{"place": "left", "length": 0}],
            "tags": {"a": "b"},
        },
    )
    assert shapes.body(FIELDS, values) == {
        "name": "a",
        "lid": {"weight": 1.5},
        "feet": [{"place": "left", "length": 0}],
    }
    assert shapes.body(FIELDS, values, on="update")["tags"] == [{"key": "a", "value": "b"}]


def test_places() -> None:
    field = Field("deep", wire="a.b.c", read=("x.y", "z"))
    assert shapes.body((field,), {"deep": 1}) == {"a": {"b": {"c": 1}}}
    assert field.find({"x": {"y": None}, "z": 2}) == 2
    assert field.find({"x": {"y": False}, "z": 2}) is False
    assert field.find({"x": "no object"}) is None
    assert shapes.answer((field,), {"deep": 3}) == {"x": {"y": 3}}


@pytest.mark.parametrize(
    ("asked", "answer", "paths"),
    [
        ({}, {"name": "a"}, []),
        ({"name": "a"}, {"name": "a", "text": "more"}, []),
        ({"name": "a"}, {"name": "A"}, ["name"]),
        ({"name": "a"}, {}, ["name"]),
        ({"text": ""}, {}, []),
        ({"text": ""}, {"text": "some"}, ["text"]),
        ({"size": 3}, {"size": "3"}, []),
        ({"size": 0}, {}, ["size"]),
        ({"colour": "red"}, {"colour": "RED"}, []),
        ({"maker": "m"}, {"made": {"by": "m"}}, []),
        ({"maker": "m"}, {"maker": "m"}, []),
        ({"lid": {"shape": "flat"}}, {"lid": {"shape": "flat", "weight": 2}}, []),
        ({"lid": {"shape": "flat", "weight": 1}}, {"lid": {"shape": "round", "weight": 1.0}}, ["lid.shape"]),
        ({"lid": {"shape": "flat"}}, {}, ["lid.shape"]),
        ({"lid": {}}, {"lid": {"shape": "flat"}}, []),
        ({"cups": ["a", "b"]}, {"cups": ["b", "a"]}, []),
        ({"cups": ["a"]}, {"cups": ["a", "b"]}, ["cups"]),
        ({"cups": []}, {}, []),
        ({"order": ["a", "b"]}, {"order": ["b", "a"]}, ["order"]),
        (
            {"feet": [{"place": "l", "length": 1}, {"place": "r"}]},
            {"feet": [{"place": "R"}, {"place": "L", "length": 1}]},
            [],
        ),
        ({"feet": [{"place": "l", "length": 1}]}, {"feet": [{"place": "l", "length": 2}]}, ["feet"]),
        ({"feet": [{"place": "l"}]}, {"feet": [{"place": "l"}, {"place": "r"}]}, ["feet"]),
        ({"feet": []}, {"feet": [{"place": "l"}]}, ["feet"]),
        ({"feet": []}, {}, []),
        ({"recipe": '{"a": 1, "b": 2}'}, {"recipe": {"b": 2, "a": 1}}, []),
        ({"recipe": '{"a": 1}'}, {"recipe": '{"a": 2}'}, ["recipe"]),
        ({"secret": "s"}, {}, []),
        ({"plugged": False}, {}, []),
        ({"plugged": True}, {}, ["plugged"]),
        ({"timer": "1h"}, {"timer": 3600000}, []),
        ({"tags": {"a": "1"}}, {"tags": [{"key": "a", "value": "1"}, {"key": "_sys_x", "value": "y"}]}, []),
        ({"tags": {}}, {"tags": [{"key": "a", "value": "1"}]}, ["tags"]),
    ],
)
def test_differences(asked: dict[str, Any], answer: dict[str, Any], paths: list[str]) -> None:
    assert changed(asked, answer) == paths


def test_values_that_mean_another_one() -> None:
    field = Field("category", fold=True, same_as={"OBSFS": "OBS"})
    assert field.same("obs", "OBSFS") and field.same("OBSFS", "obs") and not field.same("OBS", "EVS")


def test_rows_that_do_not_count() -> None:
    field = Field(
        "ends", "list", elements="dict", key="name", counts=lambda row: row["name"] != "own", group=(Field("name"),)
    )
    assert field.find({"ends": [{"name": "own"}, {"name": "a"}]}) == [{"name": "a"}]
    assert field.same([{"name": "own"}, {"name": "a"}], [{"name": "a"}])


def test_a_changed_group_keeps_what_was_not_written() -> None:
    lid, feet = KETTLE.field("lid"), KETTLE.field("feet")
    present = {"shape": "flat", "weight": 2, "serial": "7"}
    assert lid.merged({"shape": "round"}, present) == {"shape": "round", "weight": 2}
    have = [{"place": "l", "length": 1}, {"place": "r", "length": 2}]
    assert feet.merged([{"place": "L", "length": 3}, {"place": "r"}], have) == [
        {"place": "L", "length": 3},
        {"place": "r", "length": 2},
    ]


def test_references() -> None:
    ref = Ref(lambda: type(KETTLE), "[0-9]+", known_as=("{maker[name]}", "{maker[name]}:{maker[tag]}"))
    assert ref.names("steel") and not ref.names("42")
    answer = {"maker": {"name": "steel", "tag": "1"}}
    assert ref.matches("steel", answer) and ref.matches("steel:1", answer)
    assert not ref.matches("tin", answer) and not ref.matches("steel", {}) and not ref.matches("steel", {"maker": None})


@given(st.lists(st.text(min_size=1), unique=True), st.randoms())
def test_a_list_that_is_a_set_has_no_order(items: list[str], random: Any) -> None:
    other = list(items)
    random.shuffle(other)
    assert changed({"cups": items}, {"cups": other}) == []
    assert changed({"cups": items}, {"cups": [*other, "one more that is not there"]}) == ["cups"]
