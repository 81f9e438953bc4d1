# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One task on one object: find, plan, apply, wait, result. The same for a module and for the in-process runner."""

from __future__ import annotations

import json
import time
from typing import Any

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Answer, Client
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError, ModelArtsError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import (
    Context,
    Finder,
    Refused,
    is_missing,
    is_placeholder,
    placeholder,
    present,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Duration
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.plan import READY, Plan, Planner, Step
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import COMPLETED, GONE, Resource
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.wait import Waiter

LOOKS = (0, 1, 2, 4)  # seconds before each look for an object whose creation was not answered


class Run:
    """One task. options: validated, with C(state), C(wait) and so on. execute() returns the result of the task."""

    def __init__(self, resource: Resource, options: dict, client: Client, context: Context) -> None:
        self.resource, self.options, self.client, self.context = resource, options, client, context
        self.finder = Finder(client, context)
        seconds = Duration().seconds
        limit, interval = seconds(options["wait_timeout"]), seconds(options["wait_interval"])
        self.waiter = Waiter(resource, limit, interval, context.tell, self._described, self._tail, self._look)
        self.values: dict = {}
        self.ids: dict = {}
        self.plan = Plan()
        self.sent: list[Step] = []
        self.obj: dict | None = None
        self.known: dict | None = None  # the object that was there before
        self.fresh = True  # self.obj is what the service says now
        self.doing = "look up"

    def execute(self) -> dict:
        for option, name in self.resource.parents.items():
            self.ids[name] = self._resolve(self.resource.field(option), self.options[option])
        self.obj = self._find()
        if self.obj and not self.context.check and self._waits:
            self.obj = self._settled(self.obj)
        self.obj = self.known = self._whole(self.obj)
        self._make_plan(self.obj)
        if self.obj and self.plan.creates:
            self._make_plan(None)  # what the old object refers to may be gone
        if self.plan and self.resource.runs_in:
            self._check_parent(self.resource.runs_in())
        if self.context.check:
            self.obj = self._predicted()
        else:
            self._apply()
        self._complete()
        return self._result()

    def _make_plan(self, known: dict | None) -> None:
        self.values = self._canonical(known)
        self.planner = Planner(self.resource, self.options, self.values, self.obj)
        self.plan = self.planner.make()

    @property
    def label(self) -> str:
        return self.resource.label(self.options, self.obj)

    @property
    def _waits(self) -> bool:
        return bool(self.resource.status and self.options["wait"])

    def _resolve(self, field: shapes.Field, value: str) -> str:
        return self.finder.id_of(field.ref, value, field.name, self.options) if field.ref else value

    def _canonical(self, known: dict | None) -> dict:
        """Canonical values of the options; a name that the known object already refers to costs no look-up."""
        values = shapes.canonical(self.resource.fields, self.options)
        for field in self.resource.fields:
            if field.ref and field.name in values and self._refers(field, known):
                same = known is not None and field.ref.matches(values[field.name], known)
                values[field.name] = field.find(known or {}) if same else self._resolve(field, values[field.name])
        return values

    def _refers(self, field: shapes.Field, known: dict | None) -> bool:
        """Whether this task has a use for the id behind the name: to compare, or to create."""
        used = field.returned or not known or self.options.get("recreate")
        return bool(used and field.name not in self.resource.parents and not self._removes)

    @property
    def _removes(self) -> bool:
        return bool(self.options["state"] == "absent")

    def _find(self, since: float | None = None) -> dict | None:
        id = self.options.get("id") if since is None else None  # an object that was created since has one of its own
        ids = {**self.ids, "id": id} if id else self.ids
        if any(not value or is_placeholder(value) for value in ids.values()):
            return None if self.resource.listing or self._removes else {}
        self.ids = ids
        if not self.resource.listing or id:
            return self.resource.chosen(self.finder.by_id(self.resource, self.ids), self.options)
        try:
            found = self.finder.by_key(self.resource, self.options, self.ids, since, self.known)
        except ApiError as error:
            if self._removes and is_missing(self.resource, error):
                return None  # what it would be in is not there
            raise
        if found:
            self.ids["id"] = self.resource.id_of(found)
        return found

    def _whole(self, obj: dict | None) -> dict | None:
        """The object with what is read apart, as far as this task has a use for it."""
        apart = [more for more in self.resource.apart if self.options.get(more.name) is not None]
        if not obj or self._removes or all(more.name in obj for more in apart):
            return obj
        return {**obj, **{more.name: self.finder.more(self.resource, obj, more) for more in apart}}

    def _read(self) -> dict | None:
        obj = self.finder.by_id(self.resource, self.ids, self.waiter.deadline)
        return self.resource.chosen(obj, self.options)

    def _settled(self, obj: dict) -> dict | None:
        """An object found in transition is let settle, so that the plan is made for what it becomes."""
        status = self.resource.status
        if status.outcome(obj) == GONE:
            self._await(GONE, obj)
            self.ids.pop("id", None)
            return None
        stays = status.settled(obj) and (self._removes or self.waiter.settled(obj))
        return obj if stays else self._await("settled", obj)

    def _await(self, target: str, obj: dict | None) -> dict | None:
        try:
            return self.waiter.until(target, self.label, self._read, obj)
        except ModelArtsError:
            self.obj = self.waiter.seen or self.obj
            raise

    def _described(self, obj: dict) -> str:
        newest = self._tail(obj, 1) if self.context.listens else []
        return " ".join(filter(None, (self.resource.progress(obj), *newest)))

    def _tail(self, obj: dict, lines: int) -> list[str]:
        """The newest lines that the object has written; a log that cannot be read is no failure of the task."""
        try:
            return self.resource.tail(obj, lines, self._look)
        except ApiError as error:
            return [] if lines == 1 else [f"(it could not be read: {error})"]

    def _look(self, path: str, query: dict, **names: str) -> Any:
        """The body of one answer about this object."""
        return self.client.send("GET", self.client.path(path, **{**self.ids, **names}), query).body

    def _complete(self) -> None:
        """A job that is to be completed is waited for to the end; one that has ended otherwise is a failure."""
        if self.options["state"] == COMPLETED and self.obj and not (self.context.check and self.plan):
            if self._waits and not self.context.check:
                self.obj = self._whole(self._await(COMPLETED, self.obj))
            else:
                self.waiter.reached(COMPLETED, self.label, self.obj)

    def _check_parent(self, parent: Resource) -> None:
        """Nothing inside an object can be changed unless that is ready, nor be planned to be."""
        key = self.ids[next(iter(self.resource.parents.values()))]
        found = None if is_placeholder(key) else self.finder.by_id(parent, {"id": key})
        if found and self._waits and not self.context.check and not parent.status.settled(found):
            self.waiter.of(parent).until(
                "settled", parent.label({}, found), lambda: self.finder.by_id(parent, {"id": key}), found
            )
        if found and parent.status.outcome(found) not in parent.status.ready:
            where = f"{parent.label({}, found)} is {parent.status.of(found)}"
            raise Refused(f"{self.label} cannot be changed: {where}, it must be {parent.status.ready[0].lower()}")

    # What follows sends writes.

    def _apply(self) -> None:
        steps = list(self.plan.steps)
        for number, step in enumerate(steps, 1):
            self.doing, self.waiter.leaving = step.action, self._is_leaving(steps[number - 1 :])
            self.context.tell(f"{self.label}: {step.action} (step {number} of {len(steps)})")
            try:
                self._create(step) if step.creates else self._do(step)
            except ModelArtsError as error:
                perhaps = [step] if isinstance(error, ApiError) and error.uncertain else []
                self._start_again([*self.sent, *perhaps], steps[number:])
                raise
            if step.target and self.resource.status and (self.options["wait"] or self._must_settle(steps[number:])):
                self._wait_for(step)
        if self.obj is not None and not self.fresh:
            seen = self._read()
            self.obj = seen if seen or not self.waiter.is_new else self.obj
        self.obj = self._whole(self.obj)

    @staticmethod
    def _must_settle(rest: list[Step]) -> bool:
        """Whether a later step needs the object to have settled, even if nobody else waits for that."""
        return not all(step.operation.anytime for step in rest)

    @staticmethod
    def _is_leaving(rest: list[Step]) -> bool:
        """Whether the next step removes the object, or stops it for that: it does no harm if it is gone already."""
        return rest[0].target == GONE or [step.target for step in rest[:2]] == ["stopped", GONE]

    def _start_again(self, done: list[Step], rest: list[Step]) -> None:
        """A change that was refused does not leave an object stopped that was stopped for it."""
        start = next((step for step in rest if step.target == READY), None)
        if start is None or start.creates or not any(step.target == "stopped" for step in done):
            return
        try:
            self._do(start)
            self._wait_for(start)
        except ModelArtsError as error:
            self.context.warn(f"{self.label} was stopped for a change that failed, and did not start again: {error}")

    def _wait_for(self, step: Step) -> None:
        status = self.resource.status
        self.waiter.tolerated = status.of(self.obj) if step.target == GONE and self.obj else ""
        known = self.fresh and self.obj and status.of(self.obj)
        self.obj, self.fresh = self._await(step.target, self.obj if known else None), True
        if step.target == GONE:
            self.obj = None
            self.ids.pop("id", None)

    def _send(self, step: Step) -> Answer:
        operation = step.operation
        step.path = self.client.path(operation.path, **self._names(operation.path, self.ids))
        deadline = self.waiter.deadline
        answer = self.client.send(
            operation.method,
            step.path,
            step.query,
            step.body,
            operation.headers,
            replay=operation.replay,
            deadline=deadline,
        )
        self.sent.append(step)
        return answer

    def _names(self, template: str, ids: dict) -> dict:
        """What the names in a path stand for."""
        return {name: value for name, value in {**self.values, **ids}.items() if f"{{{name}}}" in template}

    def _create(self, step: Step) -> None:
        """Exactly once: when the answer is lost the object is looked for before anything is sent again."""
        since = time.time()
        try:
            obj = self._send(step).body
        except ApiError as error:
            if not error.uncertain:
                raise
            obj = self._look_again(since)
            self.sent += [step] if obj else []
            obj = obj or self._create_again(step, since)
        if not isinstance(obj, dict) or not self.resource.id_of(obj):
            obj = self._look_again(since)
        if obj is None:
            raise ModelArtsError(f"{self.label} was accepted, but it is not there; run the task again to look for it")
        self.obj, self.fresh = obj, True
        self.ids["id"] = self.resource.id_of(obj)
        self.waiter.created = self.waiter.now()

    def _create_again(self, step: Step, since: float) -> dict | None:
        try:
            return self._send(step).body
        except ApiError as error:
            obj = self._look_again(since) if error.uncertain else None
            if obj is None:
                raise
            self.sent.append(step)
            return obj

    def _look_again(self, since: float) -> dict | None:
        self.context.tell(f"{self.label}: the answer to its creation was lost, looking for it")
        for pause in LOOKS:
            self.waiter.sleep(min(pause, pause * self.waiter.interval))
            found = self._find(since)
            if found:
                return found
        return None

    def _do(self, step: Step) -> None:
        """Sends one change. A conflict is no failure when the object is already there, or gets free in time."""
        while True:
            try:
                answer = self._send(step)
                break
            except ApiError as error:
                if self.waiter.leaving and is_missing(self.resource, error):
                    self.obj, self.fresh = None, True
                    self.sent += [step] if error.repeated else []  # else it was somebody else
                    return
                if error.uncertain and step.target == GONE and self._goes():
                    self.sent.append(step)
                    return
                if not self._may_be_conflict(error, step) or not self._freed(step, error):
                    if not self.obj or not self._is_of_wrong_state(error, step):
                        raise
                    answer = self._switched(step)
                    break
                if self._is_there(step):
                    self.sent += [step] if error.repeated else []
                    return
        body = answer.body
        whole = isinstance(body, dict) and self.resource.id_of(body) and step.target != "settled"
        self.obj, self.fresh = (body, True) if whole else (self.obj, False)
        if step.target == GONE and not present(self.resource, self.obj):
            self.obj, self.fresh = None, True

    def _goes(self) -> bool:
        """After a removal that was not answered: whether the service is at it."""
        self.obj, self.fresh = self._read(), True
        return self.obj is None or self.resource.status.outcome(self.obj) == GONE

    def _may_be_conflict(self, error: ApiError, step: Step) -> bool:
        known = error.kind == "conflict" or error.code in self.resource.conflicts | self.resource.wrong_state
        return known or self._may_be_too_early(error, step)

    @staticmethod
    def _may_be_too_early(error: ApiError, step: Step) -> bool:
        return step.operation.anytime and error.kind in ("invalid", "not_found")

    def _is_of_wrong_state(self, error: ApiError, step: Step) -> bool:
        """Whether the change works in the other run state only."""
        return error.code in self.resource.wrong_state and step.target == "settled" and not step.operation.anytime

    def _freed(self, step: Step, error: ApiError) -> bool:
        """After a conflict: whether another try makes sense, because the object was in transition and has settled."""
        status = self.resource.status
        if not status:
            return False
        self.obj, self.fresh = self._read(), True
        if self._is_there(step):
            return True
        stays = self.waiter.settled(self.obj) if self.obj else not self.waiter.is_new
        if stays:
            return False
        leaves = self.obj and status.outcome(self.obj) == GONE
        try:
            self.obj = self._await(GONE if leaves else "settled", self.obj)
        except ModelArtsError as failure:
            if not self._may_be_too_early(error, step):
                raise
            error.hint = f"Perhaps that was too early, but {failure}."
            raise error from None
        return True

    def _is_there(self, step: Step) -> bool:
        if self.obj is None or step.target == GONE:
            return self.obj is None and step.target == GONE
        return step.target in (READY, "stopped") and self.resource.status.of(self.obj) in getattr(
            self.resource.status, step.target
        )

    def _switched(self, step: Step) -> Answer:
        """The change does not go in this run state: switch it once, change, and switch back."""
        resource = self.resource
        running = resource.status.of(self.obj or {}) in resource.status.ready
        stop = self.planner.step(resource.stop, target="stopped")
        start = self.planner.step(resource.start, target=READY)
        before, after = (stop, start) if running else (start, stop)
        place = self.plan.steps.index(step)
        self.plan.steps[place : place + 1] = [before, step, after]
        self._do(before)
        self._wait_for(before)
        try:
            return self._send(step)
        finally:
            self._do(after)
            self._wait_for(after)

    # Results.

    def _predicted(self) -> dict | None:
        """What the object is going to look like."""
        if not self.plan:
            return self.obj
        if self._removes:
            return None
        status = self.resource.status
        steps = self.plan.steps
        first = next((number for number, step in enumerate(steps) if step.creates), 0)
        created = steps[first].creates
        new: dict = {}
        trees.put(new, self.resource.id, placeholder(self.resource.label(self.options)))
        predicted = trees.merged(new if created else self.obj or {}, shapes.answer(self.resource.fields, self.values))
        targets = [step.target for step in steps[first:] if step.target in (READY, "stopped", COMPLETED)]
        if status and targets:
            trees.put(predicted, status.field, getattr(status, targets[-1])[0])
        return predicted

    def _result(self) -> dict:
        planned = self.context.check and self.plan
        for warning in self.resource.shortfalls(self.obj or {}) if not planned else ():
            self.context.warn(f"{self.label}: {warning}")
        plan = self.shown_plan()
        result = {
            "changed": bool(self.plan if self.context.check else self.sent),
            self.resource.name: self._shown_object(),
            "plan": plan,
        }
        return {**result, "diff": self._diff(plan)} if self.context.diff else result

    def so_far(self) -> dict:
        """After an error: the plan, how many of its steps the service has taken, and the object."""
        if not self.plan:
            return {"changed": False, **({self.resource.name: self._shown_object()} if self.obj else {})}
        taken = {"changed": bool(self.sent), "plan": self.shown_plan(), "steps_taken": len(self.sent)}
        return {**taken, self.resource.name: self._shown_object()}

    def _shown_object(self) -> dict:
        parents = {option: self.ids[name] for option, name in self.resource.parents.items()}
        return {**parents, **self.resource.shown(self.obj)} if self.obj else {}

    def shown_plan(self) -> list[dict]:
        """The plan as the result tells it: action, method, path, query, body, wait_for."""
        shown, ids = [], self.ids
        for step in self.plan.steps:
            shown.append(self._shown(step, ids))
            if step.creates and not step.path:
                ids = {**ids, "id": placeholder(self.resource.label(self.options))}
        return shown

    def _shown(self, step: Step, ids: dict) -> dict:
        path = step.path or self._future_path(step.operation.path, ids)
        shown = {"action": step.action, "method": step.operation.method, "path": path}
        for name in ("query", "body"):
            if getattr(step, name):
                shown[name] = getattr(step, name)
        if step.target and self.resource.status:
            shown["wait_for"] = step.target
        return shown

    def _future_path(self, template: str, ids: dict) -> str:
        names = self._names(template, {"id": placeholder(self.resource.label(self.options)), **ids})
        marks = {name: f"FUTURE-{name}" if is_placeholder(value) else value for name, value in names.items()}
        path = self.client.path(template, **marks)
        for name, value in names.items():
            path = path.replace(f"FUTURE-{name}", str(value))
        return path

    def _diff(self, plan: list[dict]) -> dict:
        title = self.resource.label(self.options, self.obj)
        diff = {"before": self.plan.before, "after": self.plan.after, "before_header": title, "after_header": title}
        if plan:
            diff["prepared"] = "plan:\n" + "".join(f"  {line(number, step)}\n" for number, step in enumerate(plan, 1))
        return diff


def line(number: int, step: dict) -> str:
    """One step of a plan as a line of text."""
    query = "&".join(f"{name}={value}" for name, value in step.get("query", {}).items())
    parts = [f"{number}. {step['action']}:", step["method"], step["path"] + (f"?{query}" if query else "")]
    if "body" in step:
        parts.append(json.dumps(step["body"], ensure_ascii=False))
    if "wait_for" in step:
        parts.append(f"-> {step['wait_for']}")
    return " ".join(parts)
