# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any JSON as options: an error before any request, a refusal passed on, or a result. Never a traceback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.emulator.testing import Emulator
from tests.support import CONDA, MODULES, PYTORCH, SMALL, call, declared, names

EXAMPLES = int(os.environ.get("PROOF_EXAMPLES") or 40)


def values(infinity: bool) -> st.SearchStrategy[Any]:
    numbers = st.integers() | st.floats(allow_infinity=infinity)
    return st.recursive(
        st.none() | st.booleans() | numbers | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
        max_leaves=4,
    )


JSON, FINITE = values(True), values(False)
TEXTS = st.sampled_from(
    [
        PYTORCH,
        CONDA,
        SMALL,
        "first",
        "0",
        "",
        "1h",
        "9" * 400,
        "1e999",
        "/data/x/",
        "obs://bucket/x/",
        "..",
        "\0",
        "\ud800",
    ]
)
USUAL = {
    "str": TEXTS | st.text(max_size=8),
    "path": st.text(max_size=8),
    "int": st.integers() | st.sampled_from([0, -1, 5, 10**400]),
    "float": st.floats() | st.sampled_from([0.0, -1.0, 2.0]),
    "bool": st.booleans(),
    "dict": st.dictionaries(st.text(max_size=4) | st.integers(), JSON, max_size=2),
    "raw": JSON,
    "json": JSON,
}
SAMPLES: dict[str, list[dict[str, Any]]] = {
    file.stem: [sample["task"] for sample in yaml.safe_load(file.read_text(encoding="utf-8"))]
    for file in sorted((Path(__file__).parent / "samples").glob("*.yml"))
}
TASKS = [
    pytest.param(name, sample, id=f"{name}-{number}")
    for name, samples in SAMPLES.items()
    for number, sample in enumerate(samples)
]
ELSEWHERE = {"wait", "wait_timeout", "wait_interval"}  # these would only make the test slow


def fitting(spec: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that mostly pass the argument spec, so that what comes behind it sees them."""
    if spec.get("choices") and spec["type"] != "list":
        return st.sampled_from(spec["choices"])
    if spec["type"] == "list":
        return st.lists(fitting({**spec, "type": spec["elements"], "elements": None}), max_size=2)
    if spec.get("options"):
        return options(spec["options"])
    return USUAL[spec["type"]]


def options(specs: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    values = {name: fitting(spec) | other(spec) for name, spec in specs.items()}
    required = {name: value for name, value in values.items() if specs[name].get("required")}
    return st.fixed_dictionaries(required, optional={name: values[name] for name in values.keys() - required.keys()})


def other(spec: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Anything else. Some things break Ansible's own validator: numbers and booleans in place of a dictionary with
    sub-options, and infinity in place of an integer."""
    whole = "int" in (spec.get("type"), spec.get("elements"))
    return st.text(max_size=8) if spec.get("options") else FINITE if whole else JSON


def own_options(name: str) -> dict[str, Any]:
    """Without those that say who asks, and where."""
    everything = declared(name).arguments()["argument_spec"]
    own = [field.name for field in declared(name).fields]
    return {key: spec for key, spec in everything.items() if key in own and key not in ELSEWHERE}


@pytest.fixture(scope="module")
def account(emulator_process: Emulator) -> Iterator[Emulator]:
    """One for all examples."""
    emulator_process.reset()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in emulator_process.env.items():
            patch.setenv(name, value)
        yield emulator_process


@pytest.mark.parametrize("name", MODULES)
def test_any_options(account: Emulator, name: str) -> None:
    controls = {"wait": False} if "wait" in declared(name).arguments()["argument_spec"] else {}

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(options(own_options(name)), st.booleans())
    def run(given_options: dict[str, Any], check: bool) -> None:
        mark = account.last_request()
        result = call(name, {**given_options, **controls, "retries": 0}, check=check)
        if result.get("failed"):
            assert result["msg"] and "Traceback" not in result["msg"]
            assert not result.get("refused") or account.requests(mark) == []
        else:
            assert isinstance(result["changed"], bool)

    run()
    assert all(row["status"] != 500 for row in account.requests())
    assert os.environ["HW_PROJECT_ID"] == account.project_id


def places(value: Any) -> list[list[Any]]:
    """The way to each value inside this one."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [[]] + [[key, *rest] for key, item in items for rest in places(item)]


def inside(value: Any, place: list[Any]) -> Any:
    return inside(value[place[0]], place[1:]) if place else value


def replaced(value: Any, place: list[Any], new: Any) -> Any:
    if not place:
        return new
    copy = list(value) if isinstance(value, list) else dict(value)
    copy[place[0]] = replaced(value[place[0]], place[1:], new)
    return copy


@pytest.mark.parametrize(("name", "task"), TASKS)
def test_one_wrong_value_in_a_good_task(account: Emulator, name: str, task: dict[str, Any]) -> None:
    ways = [(place, isinstance(inside(task, place), (dict, list))) for place in places(task) if place]
    wrong = st.sampled_from(ways).flatmap(
        lambda way: st.tuples(st.just(way[0]), other({"options": way[1], "type": "int"}) | TEXTS)
    )

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(wrong, st.booleans())
    def run(change: tuple[list[Any], Any], check: bool) -> None:
        account.reset()
        controls = {"wait": False} if "wait" in declared(name).arguments()["argument_spec"] else {}
        result = call(name, {**replaced(task, *change), **controls, "retries": 0}, check=check)
        assert isinstance(result["changed"], bool)
        if result.get("failed"):
            assert result["msg"] and "Traceback" not in result["msg"]
            assert not result.get("refused") or account.requests() == []
        assert all(row["status"] != 500 for row in account.requests())

    run()


@pytest.mark.parametrize("name", MODULES)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(given_options=st.dictionaries(st.text(max_size=8), JSON, max_size=3))
def test_unknown_options(account: Emulator, name: str, given_options: dict[str, Any]) -> None:
    mark = account.last_request()
    result = call(name, {"no_such_option": 1, **given_options})
    assert result["failed"] and result["msg"]
    assert account.requests(mark) == []


def deep(kind: type) -> Any:
    """As deep as Ansible itself can bear."""
    value: Any = "x"
    for _level in range(300):
        value = {"x": value} if kind is dict else [value]
    return value


MUCH = {
    "long text": "x" * 1_000_000,
    "long list": ["x"] * 20_000,
    "large dictionary": {f"x{number}": "x" for number in range(20_000)},
    "deep dictionary": deep(dict),
    "deep list": deep(list),
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("much", MUCH)
@pytest.mark.parametrize("name", MODULES)
def test_more_than_anybody_needs(account: Emulator, name: str, much: str) -> None:
    """In place of any option of a good task. Our own texts stay short; the validator of Ansible repeats what it got."""
    task = SAMPLES[name][0] if name in SAMPLES else {}
    for option in own_options(name):
        account.reset()
        controls = {"wait": False} if "wait" in names(name) else {}
        result = call(name, {**task, option: MUCH[much], **controls, "retries": 0})
        assert isinstance(result["changed"], bool)
        assert "Traceback" not in result.get("msg", "")
        assert result.get("refused") or len(result.get("msg", "")) < 5000
        assert not result.get("refused") or account.requests() == []
        assert all(row["status"] != 500 for row in account.requests())


@pytest.mark.parametrize("module", MODULES)
def test_names_that_are_numbers(account: Emulator, module: str) -> None:
    """As YAML reads them: {1: one}."""
    for option, spec in own_options(module).items():
        if spec["type"] == "dict":
            base = {"path": "/v1/x"} if module == "api" else {"name": "first"} if "name" in names(module) else {}
            result = call(module, {**base, option: {1: "one"}, "retries": 0}, check=True)
            assert isinstance(result["changed"], bool)


@pytest.mark.parametrize("option", ["wait_timeout", "wait_interval"])
@pytest.mark.parametrize("value", ["", "soon", "-1", "1e999", "9" * 400, "nan", "1h30m", [], {}])
def test_waits_that_make_no_sense(account: Emulator, option: str, value: Any) -> None:
    mark = account.last_request()
    result = call("notebook", {"name": "first", "state": "absent", option: value})
    assert result["failed"] and option in result["msg"]
    assert account.requests(mark) == []
