# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resources: what a kind of object is and can do, as data that the engine reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Difference, Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import TagMap, pattern
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Include, Listing

GONE = "gone"  # the target of a wait: the object is not there any more
COMPLETED = "completed"  # another: it has done what it was made for


class Operation:
    """One request of the service.

    method, path: as in the service's documentation; C({names}) are filled in.
    action: the word that a plan shows for it.
    query: names of the query and where the value is among the canonical options.
    body: the same for the body, where fields do not say it. constant: what else the body always holds.
    headers: of the request, besides the usual ones.
    replay: may be sent again when the answer was lost (None: GET, PUT and DELETE may, POST and PATCH may not).
    anytime: it need not wait for the object to settle; where the service refuses it before that, it is sent again then.
    """

    def __init__(
        self,
        method: str,
        path: str,
        action: str = "",
        query: dict | None = None,
        body: dict | None = None,
        replay: bool | None = None,
        constant: dict | None = None,
        headers: dict | None = None,
        anytime: bool = False,
    ) -> None:
        self.method, self.path, self.action = method, path, action
        self.query, self.body, self.replay, self.constant = query or {}, body or {}, replay, constant or {}
        self.headers, self.anytime = headers, anytime

    def __bool__(self) -> bool:
        return bool(self.method)


NO_OPERATION = Operation("", "")


class Status:
    """The life of an object, read from one field of the answer.

    ready, stopped, failed: values, the usual one first. pending: value -> what becomes of it (a value, or GONE).
    completed: of an object that runs once, to an end (a job); then C(stopped) holds every end.
    gone: values of an object that counts as absent. reason: the field that explains a failure.
    busy: dotted place -> values; while one of them is there the object is not settled, whatever its status.
    leaving: a dotted place that is filled while the object goes away, whatever its status.
    """

    def __init__(
        self,
        field: str = "status",
        ready: Iterable[str] = (),
        stopped: Iterable[str] = (),
        failed: Iterable[str] = (),
        pending: dict | None = None,
        gone: Iterable[str] = (),
        reason: str = "",
        busy: dict | None = None,
        completed: Iterable[str] = (),
        leaving: str = "",
    ) -> None:
        self.field, self.ready, self.stopped, self.completed = field, tuple(ready), tuple(stopped), tuple(completed)
        self.failed, self.pending, self.gone = tuple(failed), pending or {}, tuple(gone)
        self.reason, self.busy, self.leaving = reason, busy or {}, leaving

    def __bool__(self) -> bool:
        return bool(self.field)

    @property
    def known(self) -> list[str]:
        """Every status that has a meaning here."""
        return sorted({*self.ready, *self.stopped, *self.failed, *self.pending, *self.gone} - {""})

    def of(self, obj: dict) -> str:
        return str(trees.dig(obj, self.field) or "")

    def outcome(self, obj: dict) -> str:
        """The status that the object has, or gets by itself."""
        if self.leaving and trees.dig(obj, self.leaving):
            return GONE
        return self.pending.get(self.of(obj), self.of(obj))

    def settled(self, obj: dict) -> bool:
        """Whether the status is one that stays."""
        return self.outcome(obj) == self.of(obj)

    def is_busy(self, obj: dict) -> bool:
        return any(trees.dig(obj, place) in values for place, values in self.busy.items())

    def why(self, obj: dict) -> str:
        return str(trees.dig(obj, self.reason) or "") if self.reason else ""


class Update:
    """One way to change an object: an operation, and the fields of this part that travel with it.

    needs: C(ready) when the operation works on, and its fields mean something for, a running object only.
    """

    def __init__(self, operation: Operation, part: str = "main", needs: str = "") -> None:
        self.operation, self.part, self.needs = operation, part, needs

    def requests(self, resource: Resource, wanted: dict, present: dict, changes: list[Difference]) -> list[tuple]:
        """(operation, body) of each request that makes these changes; a changed group is sent whole."""
        tree: dict = {}
        for change in changes:
            if change.field.update:
                trees.put(tree, change.field.update, shapes.wire(change.field, change.wanted))
                continue
            field = resource.field(change.path.split(".")[0])
            value = field.merged(wanted[field.name], present.get(field.name))
            trees.put(tree, field.wire or field.name, shapes.wire(field, value))
        return [(self.operation, tree)]


class WholeUpdate(Update):
    """The service takes the object as a whole: what was not asked is sent as it is."""

    def requests(self, resource: Resource, wanted: dict, present: dict, changes: list[Difference]) -> list[tuple]:
        fields = [field for field in resource.fields if field.part == self.part]
        return [(self.operation, shapes.body(fields, shapes.overlay(fields, wanted, present), "update"))]


class TagUpdate(Update):
    """Tags: one request sets what is new or different, another removes the keys that are not wanted."""

    def __init__(self, path: str, query: dict | None = None, part: str = "tags") -> None:
        super().__init__(Operation("POST", path + "/create", "tag", query=query, replay=True, anytime=True), part)
        self.removal = Operation("DELETE", path + "/delete", "untag", query=query, anytime=True)

    def requests(self, resource: Resource, wanted: dict, present: dict, changes: list[Difference]) -> list[tuple]:
        form = TagMap()
        requests = []
        for change in changes:
            want, have = form.decode(change.wanted), form.decode(change.present or [])
            gone = {key: value for key, value in have.items() if key not in want}
            new = {key: value for key, value in want.items() if have.get(key) != value}
            for operation, tags in ((self.removal, gone), (self.operation, new)):
                if tags:
                    requests.append((operation, {"tags": form.encode(tags)}))
        return requests


class Resource:
    """A kind of object. Subclasses are data; a method is overridden only where the service itself is odd.

    name, plural: the keys of results. path: of one object; its names are C(project_id), those of C(parents) and C(id).
    listing: how to look for it (none: there is one in each parent, read at C(path)).
    key, scope: the options that name it, and those that say where. id: the field of the answer that holds its id.
    id_is: what ids look like (a pattern), so that the option never leads to another path.
    parents: option -> name in the path, for objects inside other objects.
    runs_in: the kind of its parent, if that must be ready for any change.
    missing: error codes that mean "it is not there" (besides HTTP 404).
    wrong_state: error codes that mean "not in this run state".
    conflicts: error codes that may mean that something is going on in it, among other things.
    secrets: fields of the answer that are left out of results. created: places of the creation time (ms, or RFC 3339).
    paging: of an object that is a list itself, as read at C(path).
    start, stop: operations, for objects that run. stops_first: a running one is stopped before it is removed.
    steady: how many looks in a row must find a new or changed object as it should be.
    apart: option -> what is read by a request of its own, when the option is given.
    reads: name -> path of what else its methods read.
    """

    name = ""
    plural = ""
    path = ""
    id = "id"
    id_is = r"[^/]+"
    key: tuple = ("name",)
    scope: tuple = ()
    parents: dict = {}
    runs_in: type[Resource] | None = None
    listing = Listing("", None)
    paging: Any = None
    create = NO_OPERATION
    delete = NO_OPERATION
    start = NO_OPERATION
    stop = NO_OPERATION
    stops_first = False
    steady = 1
    apart: tuple[Include, ...] = ()
    reads: dict[str, str] = {}
    updates: tuple = ()
    status = Status("")
    fields: tuple[Field, ...] = ()
    missing: frozenset = frozenset()
    wrong_state: frozenset = frozenset()
    conflicts: frozenset = frozenset()
    secrets: tuple = ()
    created: tuple = ()
    wait_timeout = "20m"
    mutually_exclusive: tuple = ()
    required_if: tuple = ()
    required_one_of: tuple = ()
    required_together: tuple = ()

    def field(self, name: str) -> Field:
        return {field.name: field for field in self.fields}[name]

    def states(self) -> list[str]:
        """The values of O(state)."""
        states = ["present"]
        if self.status.completed:
            states += ["completed", "stopped"]
        elif self.start and self.stop:
            states += ["started", "stopped"]
        return states + (["absent"] if self.delete else [])

    def problems(self, options: dict) -> Iterable[str]:
        """Rules between options, beyond what an argument spec can say: one sentence each."""
        return ()

    def id_option(self) -> Field:
        """The option that takes its id; in check mode that may be one which is still to come."""
        return Field("id", rules=(pattern(f"(?:{self.id_is})|<id of .*>", "an id as the service gives it"),))

    def key_of(self, options: dict) -> dict:
        """The natural key among the options, empty when it is not complete."""
        key = {name: options.get(name) for name in self.key}
        return key if all(key.values()) else {}

    def matches(self, row: dict, key: dict) -> bool:
        """Whether a row of the listing is the object of this key."""
        return all(trees.dig(row, self.field(name).read[0]) == value for name, value in key.items())

    def lies_in(self, row: dict, where: dict) -> bool:
        """Whether a row of the listing is in this scope, as far as it tells; the service may not have looked at it."""
        places = ((self.field(name), value) for name, value in where.items() if value is not None)
        return all(field.find(row) is None or field.same(value, field.find(row)) for field, value in places)

    def creation(self, options: dict) -> Operation:
        """The operation that creates this object."""
        return self.create

    def create_body(self, values: dict) -> dict:
        assumed = {field.name: field.assumed for field in self.fields if field.assumed is not None}
        return shapes.body(self.fields, {**assumed, **values})

    def needed(self, options: dict) -> list[str]:
        """Options without which this object cannot be created."""
        return [field.name for field in self.fields if field.create]

    @property
    def begun(self) -> str:
        """What a new object is waited for to be: a job may stand in a queue for long."""
        return "settled" if self.status.completed else "ready"

    @property
    def title(self) -> str:
        return self.name.replace("_", " ")

    def named(self, name: str, options: dict) -> dict:
        """The options that find the object which another object's option calls by this name."""
        return {**{place: options.get(place) for place in self.scope}, self.key[0]: name}

    def label(self, options: dict, obj: dict | None = None) -> str:
        """How texts name the object."""
        key = [str(value) for value in self.key_of(options).values()]
        name = ":".join(key) or options.get("id") or self.id_of(obj) or ""
        return f"{self.title} {name}".strip()

    def progress(self, obj: dict) -> str:
        """What more there is to tell while waiting."""
        return ""

    def is_busy(self, obj: dict, look: Callable | None = None) -> bool:
        """Whether something in the object is still going on; look(path, query) gives a body that tells more."""
        return self.status.is_busy(obj)

    def shortfalls(self, obj: dict) -> Iterable[str]:
        """What of the object is less than what was asked, though the service is done with it: one sentence each."""
        return ()

    def why(self, obj: dict) -> str:
        """The reason of a failure, as far as the object tells it."""
        return self.status.why(obj)

    def tail(self, obj: dict, lines: int, read: Callable[..., Any]) -> list[str]:
        """The newest lines that the object has written, for those that write a log; read(path, query) gives a body."""
        return []

    def chosen(self, obj: dict | None, options: dict) -> dict | None:
        """What of an answer this task is about."""
        return obj

    def view(self, obj: dict, values: dict) -> dict:
        """The canonical present values, to be compared with the wanted ones."""
        return shapes.view(self.fields, obj)

    def name_of(self, obj: dict) -> str:
        """What users call the object: the first part of its natural key."""
        names = {field.name: field for field in self.fields}
        key = self.key[0]
        return str((names[key].find(obj) if key in names else obj.get(key)) or self.id_of(obj))

    def id_of(self, obj: dict | None) -> str:
        return str(trees.dig(obj, self.id) or "")

    def shown(self, obj: dict | None, keep: Iterable[str] = ()) -> dict:
        """The object as results show it."""
        shown = obj or {}
        for place in self.secrets:
            shown = shown if place in keep else trees.cut(shown, trees.names_in(place))
        return shown
