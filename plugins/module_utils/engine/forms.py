# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How values are written and what they may be: rules, forms and references that fields are declared with."""

from __future__ import annotations

import re
import time
from calendar import timegm
from collections.abc import Iterable
from typing import Any, Callable

Rule = Callable[[Any], "str | None"]


def pattern(expression: str, words: str) -> Rule:
    """A rule: the whole text matches, else it "must be <words>"."""
    compiled = re.compile(expression)
    return lambda value: None if compiled.fullmatch(value) else f"must be {words}"


def between(low: float, high: float, unit: str = "") -> Rule:
    """A rule: a number from low to high, both allowed."""
    return lambda value: None if low <= value <= high else f"must be from {low} to {high} {unit}".rstrip()


def at_most(count: int, what: str = "characters") -> Rule:
    """A rule: no more than so many characters (or items)."""
    return lambda value: None if len(value) <= count else f"must have at most {count} {what}, it has {len(value)}"


def without(characters: str) -> Rule:
    """A rule: none of these characters."""
    return lambda value: f"must not contain any of {characters}" if set(characters) & set(value) else None


class Form:
    """How a value is written in a playbook and on the wire, where the two differ."""

    def encode(self, value: Any) -> Any:
        """Option value to wire value; ValueError tells the rule that the value breaks."""
        return value

    def decode(self, value: Any) -> Any:
        """Wire value to option value, for diffs."""
        return value

    def answered(self, value: Any) -> Any:
        """Wire value as the service returns it, where it takes it in another shape."""
        return value


class Duration(Form):
    """C(90), C(90s), C(15m), C(4h), C(2d) in a playbook; a number of C(per_second)-ths of a second on the wire."""

    LONGEST = 3650 * 86400
    UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}

    def __init__(self, per_second: int = 1000, low: str = "", high: str = "", positive: bool = False) -> None:
        self.per_second, self.positive = per_second, positive
        self.low, self.high = low, high

    def seconds(self, value: Any) -> float:
        found = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([smhd]?)\s*", str(value))
        if not found:
            raise ValueError("must be a duration such as 90, 90s, 15m, 4h or 2d")
        seconds = float(found.group(1)) * self.UNITS[found.group(2)]
        if seconds > self.LONGEST:
            raise ValueError("must not be longer than 3650d")
        return seconds

    def encode(self, value: Any) -> int:
        seconds = self.seconds(value)
        if (self.low and seconds < self.seconds(self.low)) or (self.high and seconds > self.seconds(self.high)):
            raise ValueError(f"must be from {self.low} to {self.high}")
        if self.positive and not seconds:
            raise ValueError("must be more than 0")
        return int(seconds * self.per_second)

    def decode(self, value: Any) -> str:
        seconds = value // self.per_second
        for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
            if seconds and seconds % size == 0:
                return f"{seconds // size}{unit}"
        return f"{seconds}s"


class Moment(Form):
    """C(2026-11-21) or C(2026-11-21T08:30:00Z), always UTC, in a playbook; epoch milliseconds on the wire."""

    def encode(self, value: Any) -> int:
        found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)Z?)?", str(value))
        try:
            parts = time.strptime(f"{found[1]} {found[2] or '00:00:00'}" if found else "", "%Y-%m-%d %H:%M:%S")
        except ValueError:
            raise ValueError("must be a moment such as 2026-11-21 or 2026-11-21T08:30:00Z") from None
        return timegm(parts) * 1000


class Words(Form):
    """Words in a playbook, other words on the wire."""

    def __init__(self, words: dict) -> None:
        self.words = words

    def encode(self, value: Any) -> Any:
        return self.words[value]

    def decode(self, value: Any) -> Any:
        return next((word for word, code in self.words.items() if code == value), value)


class TextMap(Form):
    """C({name: text}) on both sides; numbers and booleans of a playbook become the texts that the service knows."""

    def encode(self, value: dict) -> dict:
        return {str(name): as_text(text) for name, text in value.items()}


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


class TagMap(Form):
    """C({key: value}) in a playbook; C([{key, value}]) on the wire. Those of the platform (C(_sys_)) are left out.

    lists: answers list the values of a key, of which an object has one.
    """

    def __init__(self, lists: bool = False) -> None:
        self.lists = lists

    def encode(self, value: dict) -> list:
        return [{"key": str(key), "value": as_text(text)} for key, text in sorted(value.items())]

    def decode(self, value: list) -> dict:
        return {row["key"]: self._text(row) for row in value if not row["key"].startswith("_sys_")}

    def answered(self, value: list) -> list:
        return [{"key": row["key"], "values": [row["value"]]} for row in value] if self.lists else value

    @staticmethod
    def _text(row: dict) -> str:
        return next(iter(row.get("values") or ()), row.get("value", ""))


class Ref:
    """The field holds the id of another object; its name is accepted, and looked up when it must be."""

    def __init__(self, resource: Callable[[], type], is_id: str, known_as: Iterable[str] = ()) -> None:
        self.resource = resource
        self.is_id = re.compile(is_id)
        self.known_as = tuple(known_as)

    def names(self, value: str) -> bool:
        """Whether the value can only be a name."""
        return not self.is_id.fullmatch(value)

    def matches(self, name: str, answer: dict) -> bool:
        """Whether the present object already says that it refers to this name."""
        return any(name == place.format_map(Blank(answer)) for place in self.known_as)


class Blank(dict):
    """Lets C('{image[name]}:{image[tag]}') stand on objects that lack a part."""

    def __missing__(self, key: str) -> Any:
        return Blank()

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key) if key in self else None
        return Blank(value or {}) if value is None or isinstance(value, dict) else value
