# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Checks values against the fields of the contract.

What the contract does not know is refused; enumerations compare without case, as the service does.
"""

import re
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

from .contract import Fields, Operation

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "map": (dict,),
    "array": (list,),
}


class Violation(Exception):
    """A value that does not fit. `kind` is one of unknown, missing, type, value, characters."""

    def __init__(self, kind: str, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}" if name else message)
        self.kind = kind


def check_object(
    value: Mapping[str, Any], fields: Fields, objects: Mapping[str, Fields], name: str = "", *, patch: bool = False
) -> None:
    """Every field of an object, and what the fields demand of each other.

    `name` is the way to it. In a merge patch (RFC 7396) a null removes a property; in its arrays a null is a value.
    """
    for key, item in value.items():
        if key not in fields:
            raise Violation("unknown", _join(name, key), "this property does not exist")
        if item is not None or not patch:
            check_value(item, fields[key], objects, _join(name, key), patch=patch)
    for key, rules in fields.items():
        _check_presence(key, rules, value, name)


def check_value(
    value: Any, rules: Mapping[str, Any], objects: Mapping[str, Fields], name: str, *, patch: bool = False
) -> None:
    kind = rules.get("type", "any")
    if kind == "any" or (value is None and rules.get("nullable")):
        return
    if not _is_a(kind, value):
        raise Violation("type", name, f"must be of type {kind}")
    if kind == "string":
        _check_string(value, rules, name)
    elif kind in ("integer", "long", "number"):
        _check_number(value, rules, name)
    elif kind == "array":
        _check_array(value, rules, objects, name)
    elif kind == "object" and rules.get("ref") in objects:
        check_object(value, objects[rules["ref"]], objects, name, patch=patch)
    elif kind == "map":
        for key, item in value.items():
            _check_element(item, rules, "values", objects, _join(name, key))


def query_values(pairs: list[tuple[str, str]], operation: Operation) -> dict[str, Any]:
    """The query of a request as typed values; raises Violation."""
    values: dict[str, Any] = {}
    for name, text in pairs:
        rules = operation.query.get(name)
        if rules is None:
            raise Violation("unknown", name, "this query parameter does not exist")
        if rules["type"] == "array":
            values.setdefault(name, []).append(text)
        elif name in values:
            raise Violation("value", name, "this query parameter may stand only once")
        else:
            values[name] = _from_text(text, rules["type"], name)
    check_object(values, operation.query, operation.objects)
    return values


def check_answer(operation: Operation, status: int, body: Any) -> None:
    """Our own answers: only fields that the contract knows, with their types. Enumerations of answers are open."""
    fields = operation.responses.get(status)
    if isinstance(fields, dict) and fields and isinstance(body, dict):
        _check_open(body, fields, operation.objects, "")


def _check_open(value: dict[str, Any], fields: Fields, objects: Mapping[str, Fields], name: str) -> None:
    for key, item in value.items():
        if key not in fields:
            raise Violation("unknown", _join(name, key), "the contract of the answer does not know this field")
        if item is None:
            continue
        rules = fields[key]
        kind, here = rules.get("type", "any"), _join(name, key)
        if kind != "any" and not _is_a(kind, item):
            raise Violation("type", here, f"the contract of the answer wants {kind}")
        known = objects.get(rules.get("ref", ""))
        if known and kind == "object":
            _check_open(item, known, objects, here)
        elif known and kind == "array":
            for element in item:
                _check_open(element, known, objects, f"{here}[]")


def _is_a(kind: str, value: Any) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _check_string(value: str, rules: Mapping[str, Any], name: str) -> None:
    if "enum" in rules and value.upper() not in _upper(tuple(map(str, rules["enum"]))):
        raise Violation("value", name, "must be one of " + ", ".join(map(str, rules["enum"])))
    if len(value) > rules.get("max_length", len(value)):
        raise Violation("value", name, f"has {len(value)} characters, at most {rules['max_length']} are allowed")
    if len(value) < rules.get("min_length", 0):
        raise Violation("value", name, f"has {len(value)} characters, at least {rules['min_length']} are needed")
    if any(character in value for character in rules.get("forbidden_chars", "")):
        raise Violation("characters", name, f"must not contain any of {rules['forbidden_chars']}")
    if "pattern" in rules and not re.search(rules["pattern"] + r"(?!\n)", value):
        raise Violation("characters", name, f"must match {rules['pattern']}")
    if rules.get("format") == "uuid" and not _is_uuid(value):
        raise Violation("value", name, "must be a UUID")


def _check_number(value: float, rules: Mapping[str, Any], name: str) -> None:
    if "enum" in rules and value not in rules["enum"]:
        raise Violation("value", name, "must be one of " + ", ".join(map(str, rules["enum"])))
    if value < rules.get("min", value) or value > rules.get("max", value):
        raise Violation("value", name, f"must be from {rules.get('min', '')} to {rules.get('max', '')}")
    if "exclusive_min" in rules and value <= rules["exclusive_min"]:
        raise Violation("value", name, f"must be greater than {rules['exclusive_min']}")


def _check_array(value: list[Any], rules: Mapping[str, Any], objects: Mapping[str, Fields], name: str) -> None:
    if not rules.get("min_items", 0) <= len(value) <= rules.get("max_items", len(value)):
        raise Violation("value", name, f"has {len(value)} entries")
    for index, item in enumerate(value):
        _check_element(item, rules, "items", objects, f"{name}[{index}]")


def _check_element(item: Any, rules: Mapping[str, Any], key: str, objects: Mapping[str, Fields], name: str) -> None:
    element = rules.get(key)
    if rules.get("ref") in objects:
        element = {"type": "object", "ref": rules["ref"]}
    if element:
        check_value(item, element, objects, name)


def _check_presence(key: str, rules: Mapping[str, Any], value: Mapping[str, Any], name: str) -> None:
    here = _join(name, key)
    if key not in value:
        conditions = rules.get("required_if", ())
        if rules.get("required") or any(_holds(condition, value) for condition in conditions):
            raise Violation("missing", here, "this property is required")
        if "xor" in rules and rules["xor"] not in value:
            raise Violation("missing", here, f"this property or {rules['xor']} is required")
        return
    for other in rules.get("with", ()):
        if other not in value:
            raise Violation("missing", _join(name, other), f"is required together with {key}")
    for other in [*rules.get("excludes", ()), *filter(None, [rules.get("xor")])]:
        if other in value:
            raise Violation("value", here, f"cannot be used together with {other}")


def _holds(condition: str, value: Mapping[str, Any]) -> bool:
    """`a=b and c=d`, or `a` for a property that is there."""
    for part in condition.split(" and "):
        key, _sign, wanted = part.partition("=")
        if key not in value or (wanted and str(value[key]).lower() != wanted.lower()):
            return False
    return True


def _from_text(text: str, kind: str, name: str) -> Any:
    if kind in ("integer", "long") and re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if kind == "number" and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return float(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind in ("string", "any"):
        return text
    raise Violation("type", name, f"must be of type {kind}")


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


@cache
def _upper(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(value.upper() for value in values)


def _join(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key
