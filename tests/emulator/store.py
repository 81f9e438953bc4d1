# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Where objects live: in memory, or also in an SQLite file so that they survive a restart."""

import json
import os
import sqlite3
from typing import Any

Record = dict[str, Any]


class Store:
    """Records by kind and id. Whoever changes a record calls `put`, else a restart forgets the change."""

    def __init__(self, file: str | None = None) -> None:
        self.kinds: dict[str, dict[str, Record]] = {}
        self._db: sqlite3.Connection | None = None
        if file:
            os.close(os.open(file, os.O_CREAT, 0o600))  # it holds keys and tokens
            self._db = sqlite3.connect(file, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS record (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))"
            )
            for kind, key, body in self._db.execute("SELECT kind, id, body FROM record ORDER BY rowid"):
                self.kinds.setdefault(kind, {})[key] = json.loads(body)

    def all(self, kind: str) -> list[Record]:
        """In the order of creation."""
        return list(self.kinds.get(kind, {}).values())

    def get(self, kind: str, key: str) -> Record | None:
        return self.kinds.get(kind, {}).get(key)

    def put(self, kind: str, key: str, record: Record) -> None:
        self.kinds.setdefault(kind, {})[key] = record
        if self._db:
            self._db.execute(
                "INSERT INTO record VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
                (kind, key, json.dumps(record)),
            )

    def remove(self, kind: str, key: str) -> None:
        self.kinds.get(kind, {}).pop(key, None)
        if self._db:
            self._db.execute("DELETE FROM record WHERE kind = ? AND id = ?", (kind, key))

    def clear(self) -> None:
        self.kinds.clear()
        if self._db:
            self._db.execute("DELETE FROM record")

    def close(self) -> None:
        if self._db:
            self._db.close()
            self._db = None
