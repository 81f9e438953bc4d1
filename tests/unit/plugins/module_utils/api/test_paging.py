# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import (
    Continue,
    PageNumber,
    PageOrRecord,
    RecordOffset,
    Single,
)

SIZE = 10


class Listing:
    """A service with rows to list. total: told in each answer; cap: more rows than that are never in a page."""

    def __init__(
        self, count: int, total: Any = "count", cap: int = 1000, by_page: bool = False, first: int = 0
    ) -> None:
        self.rows = [{"id": str(number)} for number in range(count)]
        self.total, self.cap, self.by_page, self.first = total, cap, by_page, first
        self.queries: list[dict[str, Any]] = []

    def __call__(self, query: dict[str, Any]) -> dict[str, Any]:
        self.queries.append(query)
        size = min(query["limit"], self.cap)
        start = (query["offset"] - self.first) * size if self.by_page else query["offset"]
        rows = self.rows[start : start + size]
        totals = {"count": len(self.rows), "page": len(rows)}
        total = totals.get(self.total, self.total)
        return {"data": rows} if total is None else {"data": rows, "total": total}


class Shrinking(Listing):
    """Rows go away after each page: (place, how many)."""

    def __init__(self, count: int, gone: list[tuple[int, int]], by_page: bool) -> None:
        super().__init__(count, by_page=by_page)
        self.gone = list(gone)

    def __call__(self, query: dict[str, Any]) -> dict[str, Any]:
        answer = super().__call__(query)
        if self.gone and self.rows:
            place, many = self.gone.pop(0)
            start = place % len(self.rows)
            del self.rows[start : start + many]
        return answer


@given(st.integers(0, 8 * SIZE), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 12)), max_size=6), st.booleans())
def test_what_stays_is_listed_whatever_goes_meanwhile(count: int, gone: list[tuple[int, int]], by_page: bool) -> None:
    listing = Shrinking(count, gone, by_page)
    style = PageNumber("data", (SIZE,), "total") if by_page else RecordOffset(sizes=(SIZE,))
    found = listed(style, listing)
    assert len(found) == len(set(found))
    assert {row["id"] for row in listing.rows} <= set(found)


def listed(style: Any, fetch: Any, **more: Any) -> list[str]:
    return [row["id"] for row in style.rows(fetch, **more)]


@pytest.mark.parametrize("count", [0, 1, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE, 2 * SIZE + 1])
@pytest.mark.parametrize("total", ["count", None, "page", 0, 1, SIZE, 10**6, "many", -1, True])
@pytest.mark.parametrize("by_page", [False, True])
def test_every_row_once_whatever_the_total(count: int, total: Any, by_page: bool) -> None:
    listing = Listing(count, total, by_page=by_page)
    style = PageNumber("data", (SIZE,), "total") if by_page else RecordOffset(sizes=(SIZE,))
    assert listed(style, listing) == [str(number) for number in range(count)]
    assert len(listing.queries) <= count // SIZE + 2


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (9, 1), (10, 2), (11, 2), (20, 2), (21, 3), (30, 3)])
def test_requests_with_an_honest_total(count: int, pages: int) -> None:
    """A full first page whose length is the total needs a second look: some services tell the page's length."""
    listing = Listing(count)
    listed(RecordOffset(sizes=(SIZE,)), listing)
    assert len(listing.queries) == pages


def test_queries() -> None:
    listing = Listing(60)
    listed(RecordOffset(), listing)
    assert listing.queries == [{"offset": 0, "limit": 50}, {"offset": 50, "limit": 50}]
    listing = Listing(25)
    listed(RecordOffset(), listing, size=20)
    assert listing.queries == [{"offset": 0, "limit": 20}, {"offset": 20, "limit": 20}]
    listing = Listing(25, by_page=True, first=1)
    listed(PageNumber("data", (20,), "total", first=1), listing)
    assert listing.queries == [{"offset": 1, "limit": 20}, {"offset": 2, "limit": 20}]
    queries: list[dict[str, Any]] = []

    def fetch(query: dict[str, Any]) -> dict[str, Any]:
        queries.append(query)
        return {}

    assert list(PageNumber("jobs", (5,), offset="page", limit="per_page", first=1).rows(fetch)) == []
    assert queries == [{"page": 1, "per_page": 5}]


@given(st.integers(0, 45), st.integers(1, 12), st.sampled_from(["count", None, 10**6]), st.booleans())
def test_smaller_pages_than_asked_for(count: int, cap: int, total: Any, by_page: bool) -> None:
    listing = Listing(count, total, cap, by_page)
    style = PageNumber("data", (SIZE,), "total") if by_page else RecordOffset(sizes=(SIZE,))
    found = listed(style, listing)
    assert found == [str(number) for number in range(count)] or (total is None and cap < SIZE)
    assert len(listing.queries) <= math.ceil(count / min(cap, SIZE)) + 1


def test_a_service_that_ignores_the_offset() -> None:
    calls = []

    def fetch(query: dict[str, Any]) -> dict[str, Any]:
        calls.append(query)
        return {"data": [{"id": n} for n in range(SIZE)], "total": 1000}

    assert len(list(RecordOffset(sizes=(SIZE,)).rows(fetch))) == SIZE
    assert len(calls) == 2


def test_rows_that_move_between_pages_come_once() -> None:
    pages = [["a", "b"], ["b", "c"], ["d"]]
    rows = RecordOffset(sizes=(2,), total=None).rows(lambda query: {"data": [{"id": n} for n in pages.pop(0)]})
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]


def test_rows_without_the_key_are_told_apart_by_what_they_hold() -> None:
    rows = [{"a": 1}, {"a": 2}, {"a": 1}, {"id": "x"}, {"id": {}}, "text", None]
    assert list(Single("rows").rows(lambda query: {"rows": rows})) == [{"a": 1}, *rows[1:2], *rows[3:]]
    assert list(Single("rows").rows(lambda query: {"rows": [{"id": 1, "n": 1}, {"id": 1, "n": 2}]}, key=None)) == [
        {"id": 1, "n": 1},
        {"id": 1, "n": 2},
    ]


def test_rows_are_asked_for_when_they_are_needed() -> None:
    listing = Listing(50)
    rows = RecordOffset(sizes=(SIZE,)).rows(listing)
    next(rows)
    assert len(listing.queries) == 1


@pytest.mark.parametrize(
    "style", [Single("data", "total"), RecordOffset(), PageNumber("data", total="total"), Continue("data")]
)
class TestAnswersWithoutRows:
    @pytest.mark.parametrize("body", [{}, {"data": None}, {"data": []}, {"total": 0}])
    def test_nothing(self, style: Any, body: Any) -> None:
        assert list(style.rows(lambda query: body)) == []

    @pytest.mark.parametrize("body", [None, [], "", {"data": {}}, {"data": "x"}, {"data": 3}])
    def test_no_list(self, style: Any, body: Any) -> None:
        """An answer that is not understood must not look like an empty list: a create would follow."""
        with pytest.raises(ApiError, match="A list came without its rows"):
            list(style.rows(lambda query: body))


def test_a_total_without_rows() -> None:
    with pytest.raises(ApiError, match="without its rows"):
        list(RecordOffset().rows(lambda query: {"total": 3, "rows": [{"id": 1}]}))


def test_single() -> None:
    assert list(Single().rows(lambda query: [{"id": 1}, {"id": 1}])) == [{"id": 1}]
    assert list(Single("a.b").rows(lambda query: {"a": {"b": [{"id": 1}]}})) == [{"id": 1}]


class Chain:
    """Pages that name the next one: cursor -> (rows, next cursor)."""

    def __init__(self, pages: dict[Any, tuple[list[str], Any]]) -> None:
        self.pages = pages
        self.queries: list[dict[str, Any]] = []

    def __call__(self, query: dict[str, Any]) -> dict[str, Any]:
        self.queries.append(query)
        names, following = self.pages[query["continue"]]
        return {"items": [{"metadata": {"name": name}} for name in names], "metadata": {"continue": following}}

    def listed(self, **more: Any) -> list[str]:
        return [row["metadata"]["name"] for row in Continue(**more).rows(self)]


@pytest.mark.parametrize("last", [None, ""])
def test_cursors(last: Any) -> None:
    chain = Chain({None: (["a", "b"], "x"), "x": (["c"], "y"), "y": (["d"], last)})
    assert chain.listed() == ["a", "b", "c", "d"]
    assert chain.queries == [
        {"limit": 500, "continue": None},
        {"limit": 500, "continue": "x"},
        {"limit": 500, "continue": "y"},
    ]


def test_cursors_that_come_again() -> None:
    assert Chain({None: (["a"], "x"), "x": (["b"], "x")}).listed() == ["a", "b"]
    assert Chain({None: (["a"], "x"), "x": (["b"], "y"), "y": (["c"], "x")}).listed() == ["a", "b", "c"]


def test_cursors_that_are_ignored() -> None:
    chain = Chain({None: (["a", "b"], "x"), "x": (["a", "b"], "y"), "y": (["a", "b"], "z")})
    assert chain.listed(size=None) == ["a", "b"]
    assert len(chain.queries) == 2


def test_an_empty_page_with_a_cursor_is_not_the_end() -> None:
    assert Chain({None: ([], "x"), "x": (["a"], "")}).listed() == ["a"]


@pytest.mark.parametrize("count", [0, 1, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE - 1, 2 * SIZE, 2 * SIZE + 1, 5 * SIZE + 3])
@pytest.mark.parametrize("by_page", [False, True])
def test_an_offset_that_nobody_can_explain(count: int, by_page: bool) -> None:
    listing = Listing(count, None, by_page=by_page)
    assert listed(PageOrRecord("data", (SIZE,), None), listing) == [str(number) for number in range(count)]
    assert len(listing.queries) <= count // SIZE + 2


def test_a_row_that_moved_to_the_next_page_does_not_make_it_an_offset_of_rows() -> None:
    listing = Listing(5 * SIZE, None, by_page=True)

    def fetch(query: dict[str, Any]) -> dict[str, Any]:
        answer = listing(query)
        if query["offset"] == 0:
            listing.rows.insert(0, {"id": "new"})
        return answer

    assert listed(PageOrRecord("data", (SIZE,), None), fetch) == [str(number) for number in range(5 * SIZE)]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (3, 1), (SIZE, 2), (SIZE + 1, 2)])
def test_a_short_page_may_be_the_last_one_whatever_the_total(count: int, pages: int) -> None:
    listing = Listing(count, 10**6, by_page=True)
    assert len(listed(PageNumber("data", (SIZE,), "total", short_is_last=True), listing)) == count
    assert len(listing.queries) == pages
