# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""A kind of object: how it is kept, settled, found and listed. Every family of resources defines its kinds so."""

import re
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from .errors import modelarts
from .machine import GONE, Machine
from .store import Record

if TYPE_CHECKING:
    from .world import World

Settle = Callable[["World", Record], bool]
PROJECT = "_project"
VISIBLE = "_visible"

KINDS: dict[str, Kind] = {}


class Kind:
    """Records of one kind. Keys that begin with an underscore are ours and never answered."""

    def __init__(self, name: str, machine: Machine | None = None) -> None:
        self.name = name
        self.machine = machine
        self.parts: list[Settle] = []
        KINDS[name] = self

    def also_settle(self, part: Settle) -> Settle:
        """Decorator: something inside a record that moves by itself as well (a volume)."""
        self.parts.append(part)
        return part

    def add(self, world: World, project: str, record: Record) -> Record:
        record.setdefault("id", str(uuid.uuid4()))
        record[PROJECT] = project
        record[VISIBLE] = world.clock.now() + world.settings.read_after_write_delay
        self.save(world, record)
        return record

    def seed(self, world: World, record: Record) -> None:
        """A record that is there from the start and belongs to every project; a changed one is left alone."""
        if world.store.get(self.name, record["id"]) is None:
            self.save(world, dict(record))

    def save(self, world: World, record: Record) -> None:
        world.store.put(self.name, record["id"], record)

    def remove(self, world: World, record: Record) -> None:
        world.store.remove(self.name, record["id"])

    def get(self, world: World, project: str, key: str) -> Record | None:
        record = world.store.get(self.name, key)
        if record is None or record.get(PROJECT, project) != project or not self._alive(world, record):
            return None
        return record

    def all(self, world: World, project: str | None = None) -> list[Record]:
        """The living records, oldest first; with a project its own and those that belong to everybody."""
        return [
            record
            for record in world.store.all(self.name)
            if (project is None or record.get(PROJECT, project) == project) and self._alive(world, record)
        ]

    def listed(self, world: World, project: str) -> list[Record]:
        """What a list shows: a new record may be missing for a while (setting read_after_write_delay)."""
        now = world.clock.now()
        return [record for record in self.all(world, project) if record.get(VISIBLE, 0) <= now]

    def enter(self, world: World, record: Record, status: str) -> None:
        if self.machine is None:
            raise TypeError(f"{self.name} has no status")
        self.machine.enter(world, record, status)
        self.save(world, record)

    def _alive(self, world: World, record: Record) -> bool:
        changed = bool(self.machine and self.machine.settle(world, record))
        for part in self.parts:
            changed |= part(world, record)
        if record.get("status") == GONE:
            self.remove(world, record)
            return False
        if changed:
            self.save(world, record)
        return True


def seed_data(name: str) -> list[Record]:
    """The records of `resources/data/<name>.yml`."""
    text = (Path(__file__).parent / "resources" / "data" / f"{name}.yml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text))


def page(rows: list[Any], offset: int, limit: int | None) -> dict[str, Any]:
    """The frame of DevEnviron's lists around one page; `offset` counts records."""
    size = limit or max(len(rows), 1)
    return {
        "current": offset // size,
        "data": rows[offset : offset + size],
        "pages": -(-len(rows) // size),
        "size": limit or len(rows),
        "total": len(rows),
    }


def sort(rows: Iterable[Record], query: dict[str, Any], allowed: Iterable[str], default: str) -> list[Record]:
    """By `sort_key` (several, with commas) and `sort_dir`; newest first unless asked otherwise."""
    keys = [key.strip() for key in query.get("sort_key", default).split(",")]
    for key in keys:
        if key not in allowed:
            raise modelarts("6303", f"The sort field {key} is not supported.")
    newest_first = query.get("sort_dir", "DESC").upper() == "DESC"
    # records come oldest first; equal keys keep that order, or its reverse
    rows = list(rows)[::-1] if newest_first else list(rows)
    return sorted(rows, key=lambda row: [_comparable(row.get(key)) for key in keys], reverse=newest_first)


def _comparable(value: Any) -> tuple[int, float, str]:
    return (0, float(value), "") if isinstance(value, (int, float)) else (1, 0.0, str(value or ""))


def contains(text: Any, part: str) -> bool:
    """The service's fuzzy match."""
    return re.search(re.escape(part), str(text or ""), re.IGNORECASE) is not None


def public(record: Record) -> Record:
    return {key: value for key, value in record.items() if not key.startswith("_") and value is not None}
