# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""What networks, pools and nodes have in common: objects in the manner of Kubernetes."""

import re
import time
import uuid
from typing import Any

from ..errors import Refusal, modelarts
from ..registry import Call

NAME = "os.modelarts/name"
WORKSPACE = "os.modelarts/workspace.id"
DESCRIPTION = "os.modelarts/description"
PAGE = 500
CURSOR = b"modelart"
KEY = r"[A-Za-z0-9][-A-Za-z0-9_./]*"
VALUE = r"[-A-Za-z0-9_.]*"
TERM = re.compile(
    rf"\s*(?:!(?P<absent>{KEY})|(?P<key>{KEY})\s*(?:(?P<sign>!=|==?)\s*(?P<value>{VALUE})"
    rf"|(?P<set>in|notin)\s*\((?P<values>[^()]*)\))?)\s*(?:,|$)"
)


def bad_request(message: str) -> Refusal:
    return modelarts("50004000", f"Bad request: {message}")


def timestamp(seconds: float) -> str:
    """RFC 3339, in whole seconds."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def generated_name(name: str, project: str, taken: Any) -> str:
    """The metadata.name: the user's name and the project; a name used before gets a part of its own."""
    plain = f"{name}-{project}"
    return plain if taken(plain) is None else f"{name}-{uuid.uuid4().hex[:4]}-{project}"


def merge(target: Any, patch: Any) -> Any:
    """RFC 7396: objects are merged, a null removes, everything else is replaced."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merge(result.get(key), value)
    return result


def patched(call: Call, document: dict[str, Any]) -> dict[str, Any]:
    """A document after the merge patch of a request; its large parts cannot be removed."""
    for name in ("metadata", "spec"):
        if name in call.body and call.body[name] is None:
            raise bad_request(f"{name} cannot be removed")
    result: dict[str, Any] = merge(document, call.body)
    return result


def selects(selector: str, labels: dict[str, str]) -> bool:
    """A label selector of Kubernetes: `a=b,c!=d,e in (f,g),h notin (i),j,!k`."""
    return all(_holds(term, labels) for term in _terms(selector))


def _terms(selector: str) -> list[re.Match[str]]:
    terms, position = [], 0
    while position < len(selector):
        term = TERM.match(selector, position)
        if term is None:
            raise bad_request(f"labelSelector: unable to parse {selector!r}")
        terms.append(term)
        position = term.end()
    return terms


def _holds(term: re.Match[str], labels: dict[str, str]) -> bool:
    if term["absent"]:
        return term["absent"] not in labels
    value = labels.get(term["key"])
    if term["sign"] == "!=":
        return value != term["value"]
    if term["sign"]:
        return value == term["value"]
    if term["set"]:
        within = value in [item.strip() for item in term["values"].split(",")]
        return within if term["set"] == "in" else not within
    return value is not None


def page(call: Call, kind: str, version: str, rows: list[tuple[int, dict[str, Any]]]) -> dict[str, Any]:
    """A page of rows with their (rising) positions.

    A cursor names the position that it follows, so it stays good whatever is made or deleted meanwhile.
    """
    limit = call.query.get("limit") or PAGE
    if limit < 0:
        raise bad_request("limit: must not be negative")
    if call.query.get("continue"):
        after = _position(call.query["continue"])
        rows = [row for row in rows if row[0] > after]
    shown, rest = rows[: min(limit, PAGE)], rows[min(limit, PAGE) :]
    metadata: dict[str, Any] = {}
    if rest:
        metadata = {"continue": _cursor(shown[-1][0]), "remainingItemCount": len(rest)}
    return {"kind": kind, "apiVersion": version, "metadata": metadata, "items": [row for _position, row in shown]}


def _cursor(position: int) -> str:
    return str(uuid.UUID(bytes=CURSOR + position.to_bytes(8, "big")))


def _position(cursor: str) -> int:
    try:
        content = uuid.UUID(cursor).bytes
    except ValueError:
        content = b""
    if not content.startswith(CURSOR):
        raise bad_request(f"continue: {cursor} is no cursor of this list")
    return int.from_bytes(content[len(CURSOR) :], "big")
