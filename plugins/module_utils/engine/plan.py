# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan: what will be sent, in which order, and what to wait for. Made before anything is sent."""

from __future__ import annotations

from typing import Any

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import (
    GROW,
    NEVER,
    STOPPED,
    Difference,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Refused, is_placeholder
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import (
    COMPLETED,
    GONE,
    Operation,
    Resource,
)

READY = "ready"  # classes of statuses, as "stopped"


class Step:
    """One write: the operation, its query and body, and the class of statuses to wait for afterwards ("" = none)."""

    def __init__(self, operation: Operation, action: str, query: dict, body: Any = None, target: str = "") -> None:
        self.operation, self.action, self.query, self.body, self.target = operation, action, query, body, target
        self.path = ""  # as sent
        self.creates = False


class Plan:
    """The steps, and the differences that they remove."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.changes: list[Difference] = []
        self.before: dict = {}
        self.after: dict = {}

    def __bool__(self) -> bool:
        return bool(self.steps)

    @property
    def creates(self) -> bool:
        return any(step.creates for step in self.steps)


class Planner:
    """Makes the plan that brings one object from what was found to what is asked.

    options: as validated. values: the canonical values of the given options. found: the service's object, or None.
    """

    def __init__(self, resource: Resource, options: dict, values: dict, found: dict | None) -> None:
        self.resource, self.options, self.values, self.found = resource, options, values, found
        self.label = resource.label(options, found)
        self.state = options["state"]
        self.present = resource.view(found, values) if found else {}
        self.plan = Plan()

    def make(self) -> Plan:
        found = self.found
        if found is not None and self._outcome(found) == GONE:
            found = None
        if self.state == "absent":
            if self.found is not None:
                self._delete(self.found)
        elif found is None:
            if not self._is_over() and not is_placeholder(self.options.get("id")):
                self._create()
        else:
            self._change(found)
        if self.state == COMPLETED and self.plan:
            self.plan.steps[-1].target = COMPLETED
        return self.plan

    def _is_over(self) -> bool:
        """Whether nothing runs is all that is asked: a job is not begun to be stopped."""
        return bool(self.resource.status.completed) and self.state == "stopped"

    def _runs_again(self, obj: dict) -> bool:
        """Whether a job that has ended is to be replaced by a new run of it."""
        status, rerun = self.resource.status, self.options.get("rerun")
        ended = status.completed and not self._is_over() and self._outcome(obj) in status.stopped
        return bool(ended and (rerun == "always" or (rerun == "failed" and self._outcome(obj) not in status.completed)))

    def _outcome(self, obj: dict) -> str:
        return self.resource.status.outcome(obj)

    def step(self, operation: Operation, body: Any = None, target: str = "") -> Step:
        body = {**operation.constant, **self._picked(operation.body)} or None if body is None else body
        return Step(operation, operation.action, self._picked(operation.query), body, target)

    def _step(self, operation: Operation, body: Any = None, target: str = "") -> None:
        self.plan.steps.append(self.step(operation, body, target))

    def _picked(self, places: dict) -> dict:
        values = {**self.present, **{name: self._merged(name) for name in self.values}}
        picked = {name: trees.dig(values, place) for name, place in places.items()}
        return {name: value for name, value in picked.items() if value is not None}

    def _merged(self, name: str) -> Any:
        present = self.present.get(name)
        return self.resource.field(name).merged(self.values[name], present) if present else self.values[name]

    def _delete(self, obj: dict) -> None:
        if not self.resource.delete:
            raise Refused(f"{self.label} cannot be removed: the service has no operation for it")
        if self._outcome(obj) != GONE:
            if self.resource.stops_first and self._run_state(obj) == READY:
                self._step(self.resource.stop, target="stopped")
            self._step(self.resource.delete, target=GONE)
            self.plan.before = {**self._key(), **self._status(obj)}

    def _key(self) -> dict:
        return {name: self.options[name] for name in (*self.resource.key, "id") if self.options.get(name)}

    def _status(self, obj: dict) -> dict:
        status = self.resource.status
        return {status.field.split(".")[-1]: status.outcome(obj)} if status else {}

    def _create(self) -> None:
        operation = self.resource.creation(self.options)
        if not operation:
            raise Refused(f"{self.label} does not exist")
        if self.options.get("id") and not self.plan:
            raise Refused(f"no {self.resource.title} has the id {self.options['id']}; a new one gets an id of its own")
        absent = [name for name in self.resource.needed(self.options) if name not in self.values]
        if absent:
            raise Refused(f"to create {self.label}, which does not exist, give also: {', '.join(absent)}")
        self._step(operation, self.resource.create_body(self.values), self.resource.begun)
        self.plan.steps[-1].creates = True
        self.plan.after = {field.name: field.shown(self.values[field.name]) for field in self._given()}
        later = [field for field in self._given() if "create" not in field.on and field.wire]
        rest = [field for field in later if self.values[field.name] not in ("", [], {})]  # as a new object is anyway
        for update in self.resource.updates:
            changes = [Difference(f, f.name, None, self.values[f.name]) for f in rest if f.part == update.part]
            self._send(update, changes)
        if self.state == "stopped":
            self._step(self.resource.stop, target="stopped")
            self.plan.after["state"] = "stopped"

    def _given(self) -> list[shapes.Field]:
        return [field for field in self.resource.fields if field.name in self.values]

    def _change(self, obj: dict) -> None:
        run_state = self._run_state(obj)
        goal = {"started": READY, "stopped": "stopped"}.get(self.state, run_state)
        changes = self._changes(goal)
        broken = run_state == "failed"
        fixed = [change for change in changes if self._is_fixed(change)]
        again = self._runs_again(obj)
        if broken or fixed or again:
            if not again and not self.options.get("recreate"):
                raise Refused(self._broken(obj) if broken else "; ".join(map(self._fixed, fixed)))
            self._delete(obj)
            self.present = {}
            self._create()
            return
        self.plan.changes = changes
        self._steps(changes, run_state, goal)
        names = {change.path: change for change in changes}
        self.plan.before = {path: change.field.shown(change.present) for path, change in names.items()}
        self.plan.after = {path: change.field.shown(change.wanted) for path, change in names.items()}
        if goal != run_state:
            self.plan.before["state"] = "started" if run_state == READY else run_state
            self.plan.after["state"] = "started" if goal == READY else goal

    def _run_state(self, obj: dict) -> str:
        """C(ready), C(stopped) or C(failed); an object without a status is ready."""
        status = self.resource.status
        if not status:
            return READY
        outcome = status.outcome(obj)
        if outcome in status.stopped:
            return "stopped"
        return "failed" if outcome in status.failed else READY

    def _changes(self, goal: str) -> list[Difference]:
        needs = {update.part: update.needs for update in self.resource.updates}
        fields = [field for field in self.resource.fields if not needs.get(field.part) or needs[field.part] == goal]
        changes = list(shapes.differences(fields, self.values, self.present))
        for name in self.options.get("resend") or ():
            if name in self.values:
                changes.append(Difference(self.resource.field(name), name, None, self.values[name]))
        return changes

    def _is_fixed(self, change: Difference) -> bool:
        if change.field.change == GROW:
            return change.present is not None and change.wanted < change.present
        return change.field.change == NEVER or "update" not in change.field.on

    def _fixed(self, change: Difference) -> str:
        present, wanted = change.field.shown(change.present), change.field.shown(change.wanted)
        if change.field.ref:
            wanted = self.options.get(change.path, wanted)  # as the user calls it
        rule = "can only grow" if change.field.change == GROW else "cannot be changed"
        advice = "; recreate=true removes the object and creates it anew" if "recreate" in self.options else ""
        return f"{change.path} of {self.label} {rule}: it is {present!r} and {wanted!r} is asked{advice}"

    def _broken(self, obj: dict) -> str:
        status = self.resource.status
        why = self.resource.why(obj)
        advice = "remove it, or give recreate=true, which removes and creates it"
        return f"{self.label} is in status {status.of(obj)}{': ' + why if why else ''}; {advice}"

    def _steps(self, changes: list[Difference], now: str, goal: str) -> None:
        """Stop or start around the changes that need it, and leave the run state that is asked (or was found)."""
        if now == READY and any(change.field.change == STOPPED for change in changes):
            self._step(self.resource.stop, target="stopped")
            now = "stopped"
        starts = now != READY and goal == READY
        for update in self.resource.updates:
            if not update.needs:
                self._send(update, [c for c in changes if c.field.part == update.part])
        if starts:
            self._step(self.resource.start, target=READY)
        for update in self.resource.updates:
            if update.needs and not starts:
                self._send(update, [c for c in changes if c.field.part == update.part])
        if now == READY and goal == "stopped":
            self._step(self.resource.stop, target="stopped")

    def _send(self, update: Any, changes: list[Difference]) -> None:
        if changes:
            for operation, body in update.requests(self.resource, self.values, self.present, changes):
                self._step(operation, body, "settled")
