# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every option of every module: said twice, changed once; and a check run that tells the truth.

Generated from the declarations and samples/<module>.yml (whose first lines tell what it holds). Every step runs in
check mode first, and then really; Life.step() is where the promises are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from tests.emulator.testing import Emulator
from tests.support import MODULES, call, declared, done

SAMPLES = Path(__file__).parent / "samples"
MANAGED = [name for name in MODULES if type(declared(name)).__name__ == "Managed"]
SAME = {"obsfs": "obs", "sfs": "efs"}  # the service's names for what it was sent


def samples(name: str) -> list[dict[str, Any]]:
    file = SAMPLES / f"{name}.yml"
    return list(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.exists() else []


def leaves(fields: Any, path: str = "", change: str | None = None) -> Iterator[tuple[str, Any, str]]:
    """(dotted path, field, when it may change) of every option below these."""
    for field in fields:
        if field.group and not field.elements and field.returned:
            yield from leaves(field.group, f"{path}{field.name}.", "never" if field.change == "never" else None)
        else:
            yield path + field.name, field, change or field.change


def at(tree: Any, path: str) -> Any:
    for key in path.split("."):
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def set_at(tree: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    key, _dot, rest = path.partition(".")
    return {**tree, key: set_at(tree.get(key, {}), rest, value) if rest else value}


def requests_of(plan: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What a plan says will be sent."""
    return [
        (s["method"], s["path"], {key: str(value) for key, value in s.get("query", {}).items()}, s.get("body"))
        for s in plan
    ]


def without_ids(value: Any, new: str | None) -> Any:
    """The id of an object that a check run could not know, and the placeholder that stands for it, become the same."""
    text = re.sub(r"<id of [^>]*>", "<id>", json.dumps(value, sort_keys=True))
    return json.loads(text.replace(new, "<id>") if new else text)


def untrue(told: Any, real: Any, asked: Any, path: str = "") -> Iterator[str]:
    """Where a told object does not agree with the real one, in the places that were asked; the order may differ."""
    if isinstance(asked, dict) and isinstance(told, dict) and isinstance(real, dict):
        for key, value in asked.items():
            yield from untrue(told.get(key), real.get(key), value, f"{path}.{key}")
    elif isinstance(asked, list) and isinstance(told, list) and isinstance(real, list) and len(told) == len(real):
        for rows in zip(by_text(told), by_text(real), by_text(asked), strict=True):
            yield from untrue(*rows, f"{path}[]")
    elif as_text(told) != as_text(real):
        yield f"{path}: told {told!r}, is {real!r}"


def as_text(value: Any) -> str:
    text = json.dumps(value, sort_keys=True).casefold().strip('"')
    return SAME.get(text, text)


def by_text(rows: list[Any]) -> list[Any]:
    """Rows in the order of what identifies them."""
    return sorted(
        rows, key=lambda row: as_text([row.get(k) for k in ("key", "mount_path")] if isinstance(row, dict) else row)
    )


class Life:
    """One sample object and what is done with it."""

    def __init__(self, emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
        self.emulator, self.name, self.sample = emulator, name, sample
        self.resource = declared(name).resource
        self.key, self.task = self.resource.name, sample["task"]
        for given in sample.get("given", ()):
            for module, options in given.items():
                done(module, options)

    def create(self) -> dict[str, Any]:
        """As it is before a test: without the promises."""
        return done(self.name, self.task)

    def named(self, path: str, id: str) -> dict[str, Any]:
        """The options that find the object, though this one is changed."""
        renames = id and path.split(".")[0] in (*self.resource.key, *self.resource.scope, "namespace", "tag")
        return {**self.task, "id": id} if renames else self.task

    def changed(self, path: str, value: Any, id: str = "") -> dict[str, Any]:
        """The task with another value; found by id where the old value was part of the name."""
        return set_at(self.named(path, id), path, value)

    def step(self, options: dict[str, Any], changed: bool) -> dict[str, Any]:
        """Check mode and the real run, with everything that is promised of both. Returns the real result."""
        mark = self.emulator.last_request()
        told = call(self.name, options, check=True, diff=True)
        assert self.emulator.writes(mark) == []
        mark = self.emulator.last_request()
        real = call(self.name, options, diff=True)
        for result in (told, real):
            assert not result.get("failed"), result["msg"]
            assert set(result) == {"changed", self.key, "plan", "diff"}
            assert result["changed"] is changed, result["plan"]
            assert bool(result["plan"]) is changed
            assert (result["diff"]["before"] != result["diff"]["after"]) is changed, result["diff"]
            assert isinstance(result[self.key], dict)
        new = real[self.key].get("id") if "<id of" in json.dumps(told) else None
        sent = [(w["method"], w["raw_path"], w["query"], w["body"]) for w in self.emulator.writes(mark)]
        assert sent == requests_of(real["plan"])
        assert without_ids(told["plan"], new) == without_ids(real["plan"], new)
        assert {**told["diff"], "prepared": None} == {**real["diff"], "prepared": None}
        assert not list(untrue(without_ids(told[self.key], new), without_ids(real[self.key], new), self.asked(options)))
        return real

    def asked(self, options: dict[str, Any]) -> dict[str, Any]:
        """The places of the object that these options speak of, and its status."""
        if options.get("state") == "absent":
            return {}
        given = {key: value for key, value in options.items() if not (self.resource.parents.get(key) or key == "id")}
        status = {"status": ""} if self.resource.status else {}
        return {**shapes.answer(self.resource.fields, shapes.canonical(self.resource.fields, given)), **status}

    def again(self, options: dict[str, Any]) -> dict[str, Any]:
        return self.step(options, False)


def cases(kind: str) -> list[Any]:
    """(module, sample, path, value) for each entry of this part of the samples."""
    return [
        pytest.param(name, sample, path, value, id=f"{name}-{number}-{path}")
        for name in MANAGED
        for number, sample in enumerate(samples(name))
        for path, value in (sample.get(kind) or {}).items()
    ]


def whole(condition: Any = None) -> list[Any]:
    return [
        pytest.param(name, sample, id=f"{name}-{number}")
        for name in MANAGED
        for number, sample in enumerate(samples(name))
        if condition is None or condition(declared(name).resource)
    ]


def removable(resource: Any) -> bool:
    return bool(resource.create and resource.delete)


@pytest.mark.parametrize("name", MANAGED)
def test_the_samples_speak_of_every_option(name: str) -> None:
    found = samples(name)
    assert found, f"tests/invariants/samples/{name}.yml is missing"
    resource = declared(name).resource
    have = {
        kind: {path for sample in found for path in sample.get(kind) or ()}
        for kind in ("change", "clear", "fixed", "resend")
    }
    resend = declared(name).arguments()["argument_spec"].get("resend", {}).get("choices", [])
    missing = [f"resend: {path}" for path in resend if path not in have["resend"]]
    for path, field, change in leaves(resource.fields):
        if path in resource.parents or not field.wire and resource.create:
            continue
        changes = change != "never" and "update" in field.on
        seen = field.returned
        if seen and changes and path not in have["change"]:
            missing.append(f"change: {path}")
        if seen and (not changes or change == "grow") and path not in have["fixed"] and path != "swr_path":
            missing.append(f"fixed: {path}")
        if field.wire and not any(at(sample["task"], path) is not None for sample in found):
            missing += [f"task: {path}"] if path not in set().union(*have.values()) else []
    assert missing == []


@pytest.mark.parametrize(("name", "sample"), whole(removable))
def test_create_and_remove(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    created = life.step(life.task, True)
    assert life.again(life.task)[life.key]["id"] == created[life.key]["id"]
    gone = life.step({**life.task, "state": "absent"}, True)
    assert gone[life.key] == {}
    assert life.again({**life.task, "state": "absent"})[life.key] == {}


@pytest.mark.parametrize(("name", "sample"), whole(lambda resource: not resource.create))
def test_set_and_set_again(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    life.step(life.task, True)
    life.again(life.task)


@pytest.mark.parametrize(("name", "sample", "path", "value"), [*cases("change"), *cases("clear")])
def test_change(emulator: Emulator, name: str, sample: dict[str, Any], path: str, value: Any) -> None:
    life = Life(emulator, name, sample)
    created = life.create()
    options = life.changed(path, value, created[life.key].get("id"))
    changed = life.step(options, True)
    assert changed[life.key].get("id") == created[life.key].get("id")
    assert changed[life.key].get("status") == created[life.key].get("status")
    life.again(options)


@pytest.mark.parametrize(("name", "sample"), whole())
def test_what_is_omitted_is_left_alone(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    life.create()
    needed = {
        *life.resource.key,
        *life.resource.scope,
        *life.resource.parents,
        "swr_path",
        "namespace",
        "tag",
        "remaining",
    }
    life.again({option: value for option, value in life.task.items() if option in needed})


@pytest.mark.parametrize(("name", "sample"), whole())
def test_lists_in_another_order(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    life.create()
    life.again(reversed_lists(life.task))


def reversed_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reversed_lists(item) for key, item in reversed(value.items())}
    return [reversed_lists(item) for item in reversed(value)] if isinstance(value, list) else value


def shortened() -> list[Any]:
    """Every list or map of a sample that has more than one element and may change."""
    return [
        pytest.param(name, sample, path, id=f"{name}-{number}-{path}")
        for name in MANAGED
        for number, sample in enumerate(samples(name))
        for path, field, change in leaves(declared(name).resource.fields)
        if field.type in ("list", "dict") and change != "never" and len(at(sample["task"], path) or ()) > 1
    ]


@pytest.mark.parametrize(("name", "sample", "path"), shortened())
def test_an_element_is_removed(emulator: Emulator, name: str, sample: dict[str, Any], path: str) -> None:
    life = Life(emulator, name, sample)
    life.create()
    value = at(life.task, path)
    value = value[:-1] if isinstance(value, list) else dict(list(value.items())[:-1])
    options = life.changed(path, value)
    life.step(options, True)
    life.again(options)


@pytest.mark.parametrize(("name", "sample", "path", "value"), cases("fixed"))
def test_what_is_fixed(emulator: Emulator, name: str, sample: dict[str, Any], path: str, value: Any) -> None:
    """Refused with the option and both values; made anew where that is asked."""
    life = Life(emulator, name, sample)
    created = life.create()[life.key]
    options = life.changed(path, value, created["id"])
    mark = emulator.last_request()
    for check in (True, False):
        refused = call(name, options, check=check)
        assert refused.get("failed"), refused
        assert refused["changed"] is False
        assert path in refused["msg"] and repr(value) in refused["msg"], refused["msg"]
        present = at(life.task, path)
        if present is not None:
            assert as_text(present) in refused["msg"].casefold().replace("obsfs", "obs").replace("'", '"')
    assert emulator.writes(mark) == []


@pytest.mark.parametrize(("name", "sample"), whole(removable))
def test_recreate(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    before = life.create()[life.key]
    options = {**life.changed(*next(iter(sample["recreate"].items()))), "recreate": True}
    after = life.step(options, True)
    assert [step["method"] for step in after["plan"][:2]] == ["DELETE", "POST"]
    assert after[life.key]["id"] != before["id"]
    assert [row["id"] for row in emulator.objects(name) if row.get("type") != "BUILD_IN"] == [after[life.key]["id"]]
    life.again(options)


@pytest.mark.parametrize(("name", "sample", "path", "value"), cases("resend"))
def test_what_the_service_never_tells(
    emulator: Emulator, name: str, sample: dict[str, Any], path: str, value: Any
) -> None:
    """It is sent when the object is created, and later on demand only."""
    life = Life(emulator, name, sample)
    life.create()
    options = life.changed(path, value)
    life.again(options)
    sent = life.step({**options, "resend": [path.split(".")[0]]}, True)
    assert [step["body"] for step in sent["plan"] if "body" in step] == [{path: value}]


@pytest.mark.parametrize(("name", "sample"), whole(lambda resource: resource.start))
def test_run_states(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    ready, stopped = life.resource.status.ready[0], life.resource.status.stopped[0]
    for state, status in (("stopped", stopped), ("started", ready), ("stopped", stopped), ("present", stopped)):
        if state != "present":
            assert life.step({**life.task, "state": state}, True)[life.key]["status"] == status
        assert life.again({**life.task, "state": state})[life.key]["status"] == status


@pytest.mark.parametrize(("name", "sample"), whole(lambda resource: resource.status))
def test_without_waiting(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    """The object as it was answered; a later task waits for what this one began."""
    life = Life(emulator, name, sample)
    first = done(name, {**life.task, "wait": False})
    assert first["changed"] and first[life.key]["id"]
    again = done(name, life.task)
    assert not again["changed"] and again[life.key]["status"] in life.resource.status.ready


def test_an_unchanged_notebook_is_one_request(emulator: Emulator) -> None:
    life = Life(emulator, "notebook", samples("notebook")[0])
    id = life.create()["notebook"]["id"]
    for more in ({}, {"id": id}):
        mark = emulator.last_request()
        assert not done("notebook", {**life.task, **more})["changed"]
        assert len(emulator.requests(mark)) == 1


def test_unchanged_storage_is_one_request_by_id_and_two_by_name(emulator: Emulator) -> None:
    life = Life(emulator, "notebook_storage", samples("notebook_storage")[0])
    notebook = life.create()["notebook_storage"]["notebook_id"]
    for more, requests in (({"notebook_id": notebook}, 1), ({}, 2)):
        mark = emulator.last_request()
        assert not done("notebook_storage", {**life.task, **more})["changed"]
        assert len(emulator.requests(mark)) == requests
