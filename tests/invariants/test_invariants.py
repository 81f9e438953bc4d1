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
SAME = {"sfs": "efs"}  # the service's names for what it was sent


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


def every(fields: Any, path: str = "") -> Iterator[str]:
    """The dotted path of every option and sub-option, those of rows included."""
    for field in fields:
        yield path + field.name
        yield from every(field.group, f"{path}{field.name}.")


def spoken(value: Any, path: str = "") -> Iterator[str]:
    """The dotted paths that a value speaks of, in the same way."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}{key}"
            yield from spoken(item, f"{path}{key}.")
    elif isinstance(value, list):
        for item in value:
            yield from spoken(item, path)


def scalars(value: Any) -> Iterator[Any]:
    """What is in a value, without the names."""
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from scalars(item)
    elif value is not None:
        yield value


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
    """One spelling: the service leaves out what is empty, and names places in OBS in two ways."""
    text = json.dumps("" if value in (None, [], {}) else value, sort_keys=True).casefold().strip('"')
    return spelled(SAME.get(text, text)).rstrip("/")


def spelled(text: str) -> str:
    return text.casefold().replace("obsfs", "obs").replace("obs://", "/")


def by_text(rows: list[Any]) -> list[Any]:
    """Rows in the order of what identifies them."""
    return sorted(rows, key=identity)


def identity(row: Any) -> str:
    names = [row[key] for key in ("key", "name", "mount_path") if key in row] if isinstance(row, dict) else []
    return as_text(names or row)


class Life:
    """One sample object and what is done with it."""

    def __init__(self, emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
        self.emulator, self.name, self.sample = emulator, name, sample
        self.resource = declared(name).resource
        self.key, self.task = self.resource.name, sample["task"]
        for given in sample.get("objects", ()):
            fields = {name: value for name, value in given.items() if name not in ("kind", "id")}
            emulator.put(given["kind"], given["id"], **fields)
        for given in sample.get("given", ()):
            for module, options in given.items():
                done(module, options)
        self.others = {row["id"] for rows in emulator.state().values() for row in rows}

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

    def with_all(self, *parts: str, **more: Any) -> dict[str, Any]:
        """The task with all values of these parts of the sample, and more options."""
        options = self.task
        for part in parts:
            for path, value in self.sample[part].items():
                options = set_at(options, path, value)
        return {**options, **more}

    def id_of(self, result: dict[str, Any]) -> str:
        return str(self.resource.id_of(result[self.key]))

    def ids_like(self, id: str) -> list[str]:
        """The ids of all objects of the kind of this one, without those that were there before."""
        kinds = ([row["id"] for row in rows] for rows in self.emulator.state().values())
        return [other for ids in kinds if id in ids for other in ids if other not in self.others]

    def status_of(self, result: dict[str, Any]) -> str:
        """The status; one word for those that mean that the object is ready."""
        status = self.resource.status.of(result[self.key]) if self.resource.status else ""
        return "ready" if status in self.resource.status.ready else status

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
        new = self.id_of(real) if "<id of" in json.dumps(told) else None
        sent = [(w["method"], w["raw_path"], w["query"], w["body"]) for w in self.emulator.writes(mark)]
        assert sent == requests_of(real["plan"])
        assert without_ids(told["plan"], new) == without_ids(real["plan"], new)
        assert {**told["diff"], "prepared": None} == {**real["diff"], "prepared": None}
        asked = self.asked(options)
        left, right = (without_ids(self.without_added(result[self.key], asked), new) for result in (told, real))
        assert list(untrue(left, right, asked)) == []
        if self.resource.status and (self.status_of(told) or self.resource.begun == "ready"):
            assert self.status_of(told) == self.status_of(real)
        return real

    def shown(self, result: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
        """The object as a user would write it."""
        view = self.resource.view(result[self.key], shapes.canonical(self.resource.fields, options))
        return {field.name: field.shown(view[field.name]) for field in self.resource.fields if field.name in view}

    def asked(self, options: dict[str, Any]) -> dict[str, Any]:
        """The places of the object that these options speak of."""
        if options.get("state") == "absent":
            return {}
        apart = {"id", *self.resource.parents, *self.sample.get("keeps", ())}
        given = {key: value for key, value in options.items() if key not in apart}
        return shapes.answer(self.resource.fields, shapes.canonical(self.resource.fields, given))

    def without_added(self, obj: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
        """The object without the rows that the service may have added to it."""
        for option in self.sample.get("adds", ()):
            place = self.resource.field(option).wire
            mine = {identity(row) for row in at(asked, place) or ()}
            rows = [row for row in at(obj, place) or () if identity(row) in mine]
            obj = set_at(obj, place, rows) if at(obj, place) else obj
        return obj

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


def whole(condition: Any = None, without: str = "") -> list[Any]:
    return [
        pytest.param(name, sample, id=f"{name}-{number}")
        for name in MANAGED
        for number, sample in enumerate(samples(name))
        if condition is None or condition(declared(name).resource)
        if without not in sample
    ]


def removable(resource: Any) -> bool:
    return bool(resource.create and resource.delete)


def lives(resource: Any) -> bool:
    return bool(resource.create and resource.status)


@pytest.mark.parametrize("name", MANAGED)
def test_the_samples_speak_of_every_option(name: str) -> None:
    found = samples(name)
    assert found, f"tests/invariants/samples/{name}.yml is missing"
    resource = declared(name).resource
    have = {
        kind: {
            name
            for sample in found
            for path, value in (sample.get(kind) or {}).items()
            for name in (path, *spoken(value, f"{path}."))
        }
        for kind in ("change", "clear", "fixed", "resend", "unseen")
    }
    said = set().union(*have.values(), *(spoken(sample["task"]) for sample in found))
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
        if field.wire and not seen and path not in have["resend"] | have["unseen"]:
            missing.append(f"unseen: {path}")
        if field.wire and path not in said:
            missing.append(f"task: {path}")
    inside = (path for path in every(resource.fields) if "." in path and path.split(".")[0] in said)
    missing += [f"task: {path}" for path in inside if path not in said]
    assert missing == []


@pytest.mark.parametrize(("name", "sample"), whole(removable, without="stays"))
def test_create_and_remove(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    created = life.step(life.task, True)
    assert life.id_of(life.again(life.task)) == life.id_of(created)
    gone = life.step({**life.task, "state": "absent"}, True)
    assert gone[life.key] == {}
    assert life.again({**life.task, "state": "absent"})[life.key] == {}


@pytest.mark.parametrize(("name", "sample"), [case for case in whole() if "stays" in case.values[1]])
def test_what_the_service_keeps(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    created = life.step(life.task, True)
    refused = call(name, {**life.task, "state": "absent"})
    assert refused["failed"] and refused["changed"] is False
    assert sample["stays"] in refused["msg"]
    assert life.id_of(life.again(life.task)) == life.id_of(created)


@pytest.mark.parametrize(("name", "sample"), whole(lambda resource: not resource.create))
def test_set_and_set_again(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    life.step(life.task, True)
    life.again(life.task)


@pytest.mark.parametrize(("name", "sample", "path", "value"), [*cases("change"), *cases("clear")])
def test_change(emulator: Emulator, name: str, sample: dict[str, Any], path: str, value: Any) -> None:
    life = Life(emulator, name, sample)
    created = life.create()
    options = life.changed(path, value, life.id_of(created))
    changed = life.step(options, True)
    assert life.id_of(changed) == life.id_of(created)
    assert life.status_of(changed) == life.status_of(created)
    life.again(options)


@pytest.mark.parametrize(("name", "sample"), whole())
def test_what_is_omitted_is_left_alone(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    """So is what is null."""
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
    little = {option: value for option, value in life.task.items() if option in needed}
    life.again(little)
    rules = (*life.resource.mutually_exclusive, *life.resource.required_together)
    given = {option for rule in rules for option in rule}  # by the rules of Ansible, although null
    life.again({**{f.name: None for f in life.resource.fields if not f.choices and f.name not in given}, **little})


@pytest.mark.parametrize(("name", "sample"), whole())
def test_lists_in_another_order(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    life.create()
    life.again(reordered(life.resource.fields, life.task))


def reordered(fields: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Everything the other way round whose order means nothing."""
    known = {field.name: field for field in fields}
    return {name: turned(known.get(name), value) for name, value in reversed(options.items())}


def turned(field: Any, value: Any) -> Any:
    if isinstance(value, dict) and field and field.group:
        return reordered(field.group, value)
    if isinstance(value, list) and field:
        rows = [turned(field, item) for item in value]
        return rows if field.ordered or (field.group and not field.key) else rows[::-1]
    return value


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
    created = life.create()
    options = life.changed(path, value, life.id_of(created))
    shown = life.shown(created, options)
    mark = emulator.last_request()
    for check in (True, False):
        refused = call(name, options, check=check)
        assert refused.get("failed"), refused
        assert refused["changed"] is False
        assert path.split(".")[-1] in refused["msg"], refused["msg"]
        present, wanted = (set(map(str, scalars(found))) for found in (at(shown, path), value))
        told = [spelled(scalar) in spelled(refused["msg"]) for scalar in present ^ wanted]
        in_rows = f"{path}[" in refused["msg"]  # of rows that are there, only what cannot be changed in them is told
        assert any(told) if in_rows else all(told), refused["msg"]
    assert emulator.writes(mark) == []


@pytest.mark.parametrize(("name", "sample"), whole(removable, without="stays"))
def test_recreate(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    before = life.create()
    path, value = next(iter(sample["recreate"].items()))
    options = {**life.changed(path, value, life.id_of(before)), "recreate": True}
    after = life.step(options, True)
    stops = [life.resource.stop.action] if life.resource.stops_first else []
    expected = [*stops, life.resource.delete.action, life.resource.creation(options).action]
    assert [step["action"] for step in after["plan"]][: len(expected)] == expected
    assert life.id_of(after) != life.id_of(before)
    assert life.ids_like(life.id_of(after)) == [life.id_of(after)]
    life.again({key: value for key, value in options.items() if key != "id"})


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


@pytest.mark.parametrize(("name", "sample", "path", "value"), cases("unseen"))
def test_what_nobody_can_tell(emulator: Emulator, name: str, sample: dict[str, Any], path: str, value: Any) -> None:
    """It is set at creation only, and the service does not say to what."""
    life = Life(emulator, name, sample)
    life.create()
    life.again(life.changed(path, value))


@pytest.mark.parametrize(("name", "sample"), whole(lambda resource: resource.start))
def test_run_states(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    ready, stopped = life.resource.status.ready[0], life.resource.status.stopped[0]
    for state, status in (("stopped", stopped), ("started", ready), ("stopped", stopped), ("present", stopped)):
        if state != "present":
            assert life.resource.status.of(life.step({**life.task, "state": state}, True)[life.key]) == status
        assert life.resource.status.of(life.again({**life.task, "state": state})[life.key]) == status


def runs_once(resource: Any) -> bool:
    return bool(resource.status.completed)


@pytest.mark.parametrize(("name", "sample"), whole(runs_once))
def test_a_job_runs_to_its_end(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    """Then it is there for good; another run of it is made on demand only."""
    life = Life(emulator, name, sample)
    options = life.with_all("ends", state="completed")
    assert life.again({**options, "state": "stopped"})[life.key] == {}
    first = life.step(options, True)
    assert life.status_of(first) in life.resource.status.completed
    for state in ("completed", "present", "stopped"):
        for rerun in ("never", "failed") if state != "stopped" else ("never", "failed", "always"):
            assert life.id_of(life.again({**options, "state": state, "rerun": rerun})) == life.id_of(first)
    second = life.step({**options, "rerun": "always"}, True)
    assert [step["action"] for step in second["plan"]][:2] == ["delete", "create"]
    assert life.id_of(second) != life.id_of(first)
    assert [row["id"] for row in emulator.objects(name)] == [life.id_of(second)]


@pytest.mark.parametrize(("name", "sample"), whole(runs_once))
def test_a_job_that_failed(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    options = life.with_all("ends", "fails")
    failed = call(name, {**options, "state": "completed"})
    assert failed["failed"] and failed["changed"] and failed["log"] and failed["plan"]
    mark = emulator.last_request()
    for check in (True, False):
        again = call(name, {**options, "state": "completed"}, check=check)
        assert again["failed"] and again["changed"] is False and again["log"] == failed["log"]
        assert "exit code 1" in again["msg"] and again["msg"] in failed["msg"]
    for state in ("present", "stopped"):
        assert life.id_of(life.again({**options, "state": state})) == life.id_of(failed)
    assert emulator.writes(mark) == []
    second = life.step({**options, "rerun": "failed"}, True)
    assert [step["action"] for step in second["plan"]][:2] == ["delete", "create"]
    assert [row["id"] for row in emulator.objects(name)] == [life.id_of(second)] != [life.id_of(failed)]


@pytest.mark.parametrize(("name", "sample"), whole(runs_once))
def test_a_job_is_stopped(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    life = Life(emulator, name, sample)
    created = life.create()
    stopped = life.step({**life.task, "state": "stopped"}, True)
    assert life.status_of(stopped) == life.resource.status.stopped[0]
    for state in ("stopped", "present"):
        assert life.id_of(life.again({**life.task, "state": state})) == life.id_of(created)
    cut_short = call(name, {**life.task, "state": "completed"})
    assert cut_short["failed"] and life.status_of(stopped) in cut_short["msg"] and cut_short["changed"] is False
    gone = life.step({**life.task, "state": "absent"}, True)
    assert [step["action"] for step in gone["plan"]] == ["delete"]


@pytest.mark.parametrize(("name", "sample"), whole(lives))
def test_without_waiting(emulator: Emulator, name: str, sample: dict[str, Any]) -> None:
    """The object as it was answered; a later task waits for what this one began."""
    life = Life(emulator, name, sample)
    first = done(name, {**life.task, "wait": False})
    assert first["changed"] and life.id_of(first)
    again = done(name, life.task)
    assert not again["changed"] and life.status_of(again) == "ready"


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
