# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trees: nested dictionaries and lists, and dotted places in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

_NAMES = re.compile(r"\[[^\]]*\]|[^.]+")


@cache
def names_in(place: str) -> tuple[str, ...]:
    """The names in a dotted place; one that holds dots itself stands in brackets, C(labels.[os.modelarts/name])."""
    return tuple(name.strip("[]") for name in _NAMES.findall(place))


def dig(tree: Any, place: str) -> Any:
    """The value at a dotted place, or None."""
    for name in names_in(place):
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def cut(tree: Any, names: tuple[str, ...]) -> Any:
    """The tree without what is at this place; the given one is left alone."""
    name, *rest = names
    if not isinstance(tree, dict) or name not in tree:
        return tree
    kept = {key: value for key, value in tree.items() if key != name}
    return {**kept, name: cut(tree[name], tuple(rest))} if rest else kept


def picked(tree: dict, places: Iterable[str]) -> dict:
    """What is at these dotted places, and nothing else; a place inside another one is in it already."""
    wanted = {names_in(place): place for place in places}
    kept: dict = {}
    for names, place in wanted.items():
        if not any(names[:length] in wanted for length in range(1, len(names))):
            put(kept, place, dig(tree, place))
    return kept


def put(tree: dict, place: str, value: Any) -> None:
    """Sets the value at a dotted place."""
    *parents, last = names_in(place)
    for name in parents:
        tree = tree.setdefault(name, {})
    both = isinstance(value, dict) and isinstance(tree.get(last), dict)
    tree[last] = {**tree[last], **value} if both else value


def texts(value: Any) -> Iterator[str]:
    """Every text and number in a value."""
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
    elif value not in (None, "") and not isinstance(value, bool):
        yield str(value)


def merged(base: dict, changes: dict) -> dict:
    """The base with the changes laid over it, dictionaries in dictionaries included."""
    both = dict(base)
    for name, value in changes.items():
        inner = isinstance(value, dict) and isinstance(both.get(name), dict)
        both[name] = merged(both[name], value) if inner else value
    return both
