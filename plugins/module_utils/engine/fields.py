# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields: one declaration = an option + its place on the wire + how it compares + when it may change.

Three shapes of one object meet here, and only here:

* the options, as the user wrote them;
* the canonical values: option names, wire values (durations in milliseconds, names resolved to ids);
* the wire: the service's own JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, Callable, NamedTuple

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Form, Ref, Rule, TagMap

# When a field of an existing object may change.
ANY = "any"  # in every run state
STOPPED = "stopped"  # only while the object is stopped
GROW = "grow"  # in every run state, but never to a smaller value
NEVER = "never"  # it is fixed at creation


RAW = ""  # among the values of a row: the row as the service gave it
EMPTY: dict[str, Callable] = {"str": str, "list": list, "dict": dict}


class Field:
    """One option of a module. See the keyword arguments for what a declaration can say.

    name, type, elements, choices, default, required, aliases, secret: as in an argument spec (secret = no_log).
    group: sub-options (of a dict, or of each element of a list).
    create: an object cannot be created without it.
    assumed: what look-ups and new objects take when it is not given; it is not compared.
    wire: dotted place in the create body (default: the name); None = it is not part of a body.
    update: dotted place in the update body, where it differs.
    read: dotted places in the answer, the first that is there counts (default: wire).
    returned: False = the service never tells the value, so it is not compared.
    on: the bodies that it travels in.
    change: ANY, STOPPED, GROW or NEVER.
    part: the update of the resource that carries it.
    same_as: values that mean another one (the service returns C(OBSFS) for C(OBS)).
    spelled: turns what can be spelled in several ways into one of them, to compare.
    fold: letter case does not matter. ordered: the order of a list matters. key: this sub-option (dotted) matches rows.
    partial: keys of a dict that were not asked for do not count (the service adds some).
    whole: a changed group is sent as it is written; its parts belong together.
    clears: an empty group means that each of its parts is empty.
    verbatim: a group is sent back with all that the service has in it, also what has no option.
    follows: the present value is kept only as long as this other part of the group stays as it is.
    counts: tells of a row, wanted or present, whether it is compared (some rows the service adds by itself).
    missing: what an answer without the field means (a server default).
    form, ref, rules: see Form, Ref and the rules above.
    """

    def __init__(
        self,
        name: str,
        type: str = "str",
        *,
        elements: str | None = None,
        choices: Iterable[str] | None = None,
        default: Any = None,
        required: bool = False,
        aliases: Iterable[str] = (),
        secret: bool = False,
        group: Iterable[Field] = (),
        create: bool = False,
        assumed: Any = None,
        wire: str | None = "",
        update: str | None = None,
        read: Iterable[str] = (),
        returned: bool = True,
        on: Iterable[str] = ("create", "update"),
        change: str = ANY,
        part: str = "main",
        fold: bool = False,
        same_as: dict | None = None,
        key: str | None = None,
        counts: Callable[[dict], bool] = bool,
        ordered: bool = False,
        partial: bool = False,
        whole: bool = False,
        clears: bool = False,
        verbatim: bool = False,
        follows: str = "",
        spelled: Callable[[str], str] = str,
        missing: Any = None,
        form: Form | None = None,
        ref: Ref | None = None,
        rules: Iterable[Rule] = (),
    ) -> None:
        self.name, self.type, self.elements, self.choices = name, type, elements, choices
        self.default, self.required, self.aliases, self.secret = default, required, tuple(aliases), secret
        self.group, self.create, self.assumed = tuple(group), create, assumed
        self.wire = name if wire == "" else wire
        self.update = update
        self.read = tuple(read) or ((self.wire,) if self.wire else (name,))
        self.returned, self.on, self.change, self.part = returned, tuple(on), change, part
        self.same_as, self.fold, self.key, self.counts, self.ordered, self.missing = (
            same_as or {},
            fold,
            key,
            counts,
            ordered,
            missing,
        )
        self.partial, self.whole, self.clears, self.spelled = partial, whole, clears, spelled
        self.verbatim, self.follows = verbatim, follows
        self.form, self.ref, self.rules = form, ref, tuple(rules)

    def spec(self) -> dict:
        """The entry of this option in an argument spec."""
        spec: dict = {"type": self.type}
        for word in ("elements", "default"):
            if getattr(self, word) is not None:
                spec[word] = getattr(self, word)
        if self.choices:
            spec["choices"] = list(self.choices)
        if self.required:
            spec["required"] = True
        if self.aliases:
            spec["aliases"] = list(self.aliases)
        if self.group:
            spec["options"] = {field.name: field.spec() for field in self.group}
        if self.secret:
            spec["no_log"] = True
        elif re.search("(pass|token|secret|key)", self.name):
            spec["no_log"] = False
        return spec

    def problems(self, value: Any, path: str) -> Iterator[str]:
        """One sentence for each rule that the value breaks."""
        if self.form:
            try:
                self.form.encode(value)
            except ValueError as error:
                yield f"{path} {error}"
        for rule in self.rules:
            sentence = rule(value)
            if sentence:
                yield f"{path} {sentence}"
        if self.group:
            rows = enumerate(value) if self.elements else ((None, value),)
            for index, row in rows:
                yield from problems(self.group, row, f"{path}." if index is None else f"{path}[{index}].")

    def encode(self, value: Any) -> Any:
        """Option value to canonical value."""
        if self.form:
            return self.form.encode(value)
        if self.group and self.elements:
            return [canonical(self.group, row) for row in value]
        if self.group:
            values = canonical(self.group, value)
            return values if values or not self.clears else {field.name: EMPTY[field.type]() for field in self.group}
        return value

    def find(self, answer: dict) -> Any:
        """The canonical present value in the service's answer, or None."""
        value = next((found for found in (trees.dig(answer, place) for place in self.read) if found is not None), None)
        if value is None:
            return self.missing
        if self.group and self.elements:
            rows = [row for row in value if self.counts(row)]
            return [{**view(self.group, row), **({RAW: row} if self.verbatim else {})} for row in rows]
        if self.group:
            return {**view(self.group, value), **({RAW: value} if self.verbatim else {})}
        return value

    def same(self, wanted: Any, present: Any) -> bool:
        """Whether two canonical values mean the same."""
        if self.key:
            return self._same_rows(wanted, present or [])
        if self.group and self.elements and not self.ordered:
            return self._same_bag(wanted, list(present or ()))
        if self.partial:
            present = {name: value for name, value in (present or {}).items() if name in wanted}
        return self._normal(wanted) == self._normal(present)

    def _same_rows(self, wanted: list, present: list) -> bool:
        wanted = [row for row in wanted if self.counts(row)]
        have = {self.key_of(row): row for row in present}
        return len(wanted) == len(have) and all(
            self.key_of(row) in have and not list(differences(self.group, row, have[self.key_of(row)]))
            for row in wanted
        )

    def _same_bag(self, wanted: list, present: list) -> bool:
        """Rows that nothing tells apart: each wanted one has a present one that is as asked."""
        for row in wanted:
            like = next((other for other in present if not list(differences(self.group, row, other))), None)
            if like is None:
                return False
            present.remove(like)
        return not present

    def fixed_parts(self, wanted: list, present: list, path: str) -> Iterator[Difference]:
        """What differs in rows that are there already, and cannot be changed in them."""
        have = {self.key_of(row): row for row in present} if self.key else {}
        for row in wanted if self.key and self.elements else ():
            name = self.key_of(row)
            found = differences(self.group, row, have.get(name, row), f"{path}[{name}].")
            yield from (change for change in found if change.field.change == NEVER)

    def key_of(self, row: dict) -> str:
        return str(trees.dig(row, self.key or "")).casefold()

    def _normal(self, value: Any) -> Any:
        if value is None:
            value = EMPTY[self.type]() if self.type in EMPTY else None
        if self.type in ("int", "float") and isinstance(value, (int, str, float)):
            return float(value)
        if self.type == "json":
            return json.loads(value) if isinstance(value, str) and value else value
        if isinstance(self.form, TagMap):
            return self.form.decode(value or [])
        if isinstance(value, list) and self.elements not in (None, "dict") and not self.ordered:
            return sorted({self._folded(item) for item in value}, key=str)
        return self._folded(value)

    def _folded(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        value = self.spelled(self.same_as.get(value.upper() if self.fold else value, value))
        return value.casefold() if self.fold else value

    def merged(self, wanted: Any, present: Any) -> Any:
        """The value to send for a changed group: what the user did not write is copied from the present state."""
        if self.partial:
            return {**(present or {}), **wanted}
        if not self.group or not present:
            return wanted
        if self.whole and list(differences(self.group, wanted, present)):
            return wanted
        if not self.elements:
            return overlay(self.group, wanted, present)
        have = {self.key_of(row): row for row in present} if self.key else {}
        return [overlay(self.group, row, have.get(self.key_of(row), {})) for row in wanted]

    def shown(self, value: Any) -> Any:
        """The value as a user would write it."""
        if value is None:
            return None
        if self.form:
            return self.form.decode(value)
        if self.group and self.elements:
            return [{name: part for name, part in row.items() if name != RAW} for row in value]
        if self.group:
            return {field.name: field.shown(value[field.name]) for field in self.group if field.name in value}
        return value


class Difference(NamedTuple):
    """A field that is not as asked; the values are canonical."""

    field: Field
    path: str
    present: Any
    wanted: Any


def problems(fields: Iterable[Field], options: dict, path: str = "") -> Iterator[str]:
    """Every rule that the options break, one sentence each, beginning with the option."""
    for field in fields:
        if options.get(field.name) is not None:
            yield from field.problems(options[field.name], path + field.name)


def secrets(fields: Iterable[Field], options: Any) -> Iterator[str]:
    """Every text in a secret option, those in groups included; the options may be of any form."""
    for field in fields:
        value = options.get(field.name) if isinstance(options, dict) else None
        if value and field.secret:
            yield from trees.texts(value)
        elif value and field.group:
            for row in value if isinstance(value, list) else [value]:
                yield from secrets(field.group, row)


def canonical(fields: Iterable[Field], options: dict) -> dict:
    """Options to canonical values; what was not given is not there."""
    return {f.name: f.encode(options[f.name]) for f in fields if options.get(f.name) is not None}


def view(fields: Iterable[Field], answer: dict) -> dict:
    """The service's answer as canonical values."""
    found = ((field.name, field.find(answer)) for field in fields)
    return {name: value for name, value in found if value is not None}


def overlay(fields: Iterable[Field], wanted: dict, present: dict) -> dict:
    """Wanted values over the present ones of fields that can be sent in an update."""
    moved = {f.name for f in fields if f.name in wanted and not f.same(wanted[f.name], present.get(f.name))}
    stale = [f for f in fields if f.follows in moved]
    stays = [f for f in fields if f.wire and "update" in f.on and f not in stale]
    kept = {f.name: present[f.name] for f in stays if f.name in present}
    if RAW in present:
        kept[RAW] = present[RAW]
        for field in stale:
            kept[RAW] = trees.cut(kept[RAW], trees.names_in(field.wire or field.name))
    asked = {f.name: f.merged(wanted[f.name], present.get(f.name)) for f in fields if f.name in wanted}
    return {**kept, **asked}


def body(fields: Iterable[Field], values: dict, on: str = "create") -> dict:
    """Canonical values at their places in a request body."""
    sent = [(f, f.wire) for f in fields if f.wire and on in f.on and values.get(f.name) is not None]
    tree: dict = deepcopy(values.get(RAW, {}))
    for field, place in sent:
        added = field.group and not field.whole and not field.verbatim
        tree = tree if added else trees.cut(tree, trees.names_in(place))
    for field, place in sent:
        trees.put(tree, place, wire(field, values[field.name]))
    return tree


def wire(field: Field, value: Any) -> Any:
    """One canonical value as it is sent."""
    if field.group and field.elements:
        return [body(field.group, row) for row in value]
    return body(field.group, value) if field.group else value


def answer(fields: Iterable[Field], values: dict) -> dict:
    """Canonical values at the places where the service returns them: what an object is going to look like."""
    tree: dict = {}
    for field in fields:
        if field.returned and field.wire and values.get(field.name) is not None:
            value = values[field.name]
            if field.group and not field.elements:
                value = answer(field.group, value)
            elif field.group:
                value = [answer(field.group, row) for row in value if field.counts(row)]
            elif field.form:
                value = field.form.answered(value)
            trees.put(tree, field.read[0], value)
    return tree


def differences(fields: Iterable[Field], wanted: dict, present: dict, path: str = "") -> Iterator[Difference]:
    """What was asked and is not so."""
    for field in fields:
        want, have = wanted.get(field.name), present.get(field.name)
        if want is None or not field.returned:
            continue
        if field.group and not field.elements:
            yield from differences(field.group, want, have or {}, f"{path}{field.name}.")
        elif not field.same(want, have):
            fixed = list(field.fixed_parts(want, have or [], path + field.name))
            yield from fixed or [Difference(field, path + field.name, have, want)]
