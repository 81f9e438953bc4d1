# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paging styles of the service. Each yields the rows of a list, given ``fetch(query) -> body``.

The service is not believed: totals may lie, offsets and cursors may be ignored. No row is lost for that, none
comes twice (rows are told apart by ``key``, a dotted path, or by all they hold), and every loop ends. Where a total
shrinks from page to page, rows have moved up meanwhile, and are looked for again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError

Fetch = Callable[[dict], Any]


def dig(body: Any, path: str | None) -> Any:
    """The value at a dotted path, or None."""
    for name in path.split(".") if path else ():
        body = body.get(name) if isinstance(body, dict) else None
    return body


class Single:
    """All rows in one answer. items: dotted path of the list, None if the answer is the list."""

    def __init__(self, items: str | None = None, total: str | None = None) -> None:
        self.items, self.total = items, total

    def rows(self, fetch: Fetch, key: str | None = "id") -> Iterator[Any]:
        yield from self._fresh(fetch({}), key, set())[0]

    def _fresh(self, body: Any, key: str | None, seen: set) -> tuple[list[Any], int]:
        """The rows of one answer that were not seen before, and the number of all its rows."""
        rows = dig(body, self.items)
        if rows is None and isinstance(body, dict) and not (self.total and dig(body, self.total)):
            rows = []  # an empty list may be left out
        if not isinstance(rows, list):
            raise ApiError(f"A list came without its rows ({self.items or 'a JSON array'})", kind="internal")
        fresh = []
        for row in rows:
            name = dig(row, key) if key else None
            name = name if isinstance(name, (str, int)) else json.dumps(row, sort_keys=True)
            if name not in seen:
                seen.add(name)
                fresh.append(row)
        return fresh, len(rows)


class One(Single):
    """The answer is itself the only row."""

    def rows(self, fetch: Fetch, key: str | None = None) -> Iterator[Any]:
        yield fetch({})


class RecordOffset(Single):
    """``offset`` counts rows; ``limit`` is one of sizes, the largest unless told.

    short_is_last: a short page ends the list even if the total, which counts what the filters leave out, says more.
    """

    first, step = 0, 0  # of offset; step 0: the number of rows that came

    def __init__(
        self,
        items: str | None = "data",
        sizes: tuple[int, ...] = (10, 20, 50),
        total: str | None = "total",
        offset: str = "offset",
        limit: str = "limit",
        short_is_last: bool = False,
    ) -> None:
        super().__init__(items, total)
        self.sizes, self.offset, self.limit, self.short_is_last = sizes, offset, limit, short_is_last

    def rows(self, fetch: Fetch, key: str | None = "id", size: int | None = None) -> Iterator[Any]:
        size = size or max(self.sizes)
        seen: set = set()
        offset, got = self.first, 0
        more = 0  # the total, where it told of further pages
        known = -1  # offset up to which pages are looked at again, since rows have moved up
        while True:
            body = fetch({self.offset: offset, self.limit: size})
            fresh, count = self._fresh(body, key, seen)
            yield from fresh
            got += count
            total = dig(body, self.total) if self.total else None
            total = total if isinstance(total, int) else 0
            back = more - total if 0 < total < more else 0
            more = total if back or total > got else 0
            if back:  # rows have gone meanwhile, and others are where those were
                known = max(known, offset)
                pages = -(-back // size)
                offset = max(self.first, offset - (pages if self.step else back))
                got = max(got - count - (pages * size if self.step else back), 0)
                continue
            # A total proves the end if it is more than one page; a short page does unless the total says more.
            ended = self.short_is_last or got >= total if count < size else count < got == total
            if ended or not count or not (fresh or offset <= known):
                return
            offset += self.step or count


class PageNumber(RecordOffset):
    """``offset`` (or ``page``) counts pages from first."""

    step = 1

    def __init__(
        self,
        items: str | None,
        sizes: tuple[int, ...] = (100,),
        total: str | None = "total_count",
        offset: str = "offset",
        limit: str = "limit",
        first: int = 0,
        short_is_last: bool = False,
    ) -> None:
        super().__init__(items, sizes, total, offset, limit, short_is_last)
        self.first = first


class PageOrRecord(PageNumber):
    """``offset`` counts pages or rows, and nobody knows which: a second page that repeats the first one tells."""

    def rows(self, fetch: Fetch, key: str | None = "id", size: int | None = None) -> Iterator[Any]:
        size = size or max(self.sizes)
        seen: set = set()
        offset, counts_rows = self.first, False
        while True:
            fresh, count = self._fresh(fetch({self.offset: offset, self.limit: size}), key, seen)
            yield from fresh
            if not fresh or count < size:
                return
            counts_rows = counts_rows or (offset == self.first + 1 and 2 * len(fresh) < count)
            offset = len(seen) if counts_rows else offset + 1


class Continue(Single):
    """A cursor in the answer names the next page; one that came before ends the list."""

    def __init__(
        self,
        items: str | None = "items",
        cursor: str = "metadata.continue",
        name: str = "continue",
        limit: str = "limit",
        size: int | None = 500,
    ) -> None:
        super().__init__(items)
        self.cursor, self.name, self.limit, self.size = cursor, name, limit, size

    def rows(self, fetch: Fetch, key: str | None = "metadata.name") -> Iterator[Any]:
        seen: set = set()
        cursors = [None]
        while True:
            body = fetch({self.limit: self.size, self.name: cursors[-1]})
            fresh, count = self._fresh(body, key, seen)
            yield from fresh
            cursor = dig(body, self.cursor)
            if not cursor or cursor in cursors or (count and not fresh):
                return
            cursors.append(cursor)
