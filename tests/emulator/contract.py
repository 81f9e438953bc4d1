# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The contract: which operations exist, and what their parts may look like.

`contract/<group>.yml` holds the facts, one file a group. A field is a mapping with `type` and, where known, `required`,
`enum`, `min`, `max`, `min_length`, `max_length`, `max_items`, `pattern`, `forbidden_chars`, `format`, `ref` (a name in
`objects`: the type of an object, of the elements of an array, of the values of a map), `nullable`, `required_if`,
`with`, `excludes`, `xor`, `source` (where a field comes from that the documents do not list).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

FOLDER = Path(__file__).parent / "contract"
Fields = dict[str, dict[str, Any]]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Operation:
    """One operation of the catalogue."""

    id: str
    group: str
    method: str
    path: str
    path_params: Fields
    query: Fields
    body: Fields
    body_items: dict[str, Any] | None
    content_types: tuple[str, ...]
    responses: dict[int, Any]
    objects: dict[str, Fields] = field(repr=False)

    @property
    def success(self) -> int:
        """The status of a good answer: the first one of the document."""
        return min(status for status in self.responses if status < 300)

    @property
    def in_project(self) -> bool:
        return "{project_id}" in self.path


class Contract:
    """All operations, found by id or by method and path."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.operations: dict[str, Operation] = {}
        self._routes: dict[tuple[str, int], list[tuple[tuple[str, ...], Operation]]] = {}
        shared = _load(folder / "sdk_objects.yml")["objects"]
        for file in sorted(folder.glob("*.yml")):
            for operation in _operations(_load(file), shared):
                self._add(operation)

    def _add(self, operation: Operation) -> None:
        if operation.id in self.operations:
            raise ValueError(f"two operations are called {operation.id}")
        self.operations[operation.id] = operation
        segments = tuple(operation.path.strip("/").split("/"))
        routes = self._routes.setdefault((operation.method, len(segments)), [])
        routes.append((segments, operation))
        # fixed segments win over parameters: /notebooks/flavors is no notebook
        routes.sort(key=lambda route: [segment.startswith("{") for segment in route[0]])

    def find(self, method: str, raw_path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation that a request line means, with its path parameters decoded."""
        wanted = [unquote(segment) for segment in raw_path.strip("/").split("/")]
        for segments, operation in self._routes.get((method, len(wanted)), ()):
            params: dict[str, str] = {}
            for expected, found in zip(segments, wanted, strict=True):
                if expected.startswith("{") and found:
                    params[expected[1:-1]] = found
                elif expected != found:
                    break
            else:
                return operation, params
        return None


def examples(group: str, folder: Path = FOLDER) -> dict[str, list[dict[str, Any]]]:
    """The examples of the documents for a group, by operation id."""
    file = folder / "examples" / f"{group}.yml"
    return _load(file) if file.exists() else {}


def _load(file: Path) -> Any:
    with file.open("rb") as stream:
        return yaml.load(stream, Loader=_Loader)


def _operations(document: dict[str, Any], shared: dict[str, Fields]) -> list[Operation]:
    objects = {**shared, **document.get("objects", {})}
    return [
        Operation(
            id=entry["id"],
            group=document["group"],
            method=entry["method"],
            path=entry["path"],
            path_params=entry.get("path_params", {}),
            query=entry.get("query", {}),
            body=entry.get("body", {}),
            body_items=entry.get("body_items"),
            content_types=tuple(entry.get("content_type", ["application/json"])),
            responses=entry.get("responses") or {200: {}},
            objects=objects,
        )
        for entry in document.get("operations", ())
    ]
