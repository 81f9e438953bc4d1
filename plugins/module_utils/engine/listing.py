# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listings: how objects of one kind are listed, and what more is read about each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable


def same_names(names: str, **others: str) -> dict:
    """Filters whose options bear the names of the query, and others."""
    return {**{name: name for name in names.split()}, **others}


class Listing:
    """How objects of one kind are listed, in whole rows.

    path: of the GET. paging: a style of C(api.paging). filters: option -> name in the query.
    exact: what to add to the query so that names match exactly, where the service can.
    variants: queries that only together list everything; used unless the filters say the same.
    fuzzy: the service also finds parts of names. otherwise: a query for one more look when there was nothing.
    wording: option -> how the query words its value, as in C(name:{}); options of one query name are joined by a comma.
    """

    def __init__(
        self,
        path: str,
        paging: Any,
        filters: dict | None = None,
        exact: dict | None = None,
        variants: Iterable[dict] = ({},),
        wording: dict | None = None,
        fuzzy: bool = True,
        otherwise: dict | None = None,
    ) -> None:
        self.fuzzy, self.otherwise = fuzzy, otherwise or {}
        self.path, self.paging, self.filters, self.exact = path, paging, filters or {}, exact or {}
        self.variants, self.wording = tuple(variants), wording or {}

    def __bool__(self) -> bool:
        return bool(self.path)

    @property
    def known(self) -> set[str]:
        """The options that the service filters by."""
        return set(self.filters)

    def queries(self, filters: dict, exact: bool) -> list[dict]:
        """The queries of a search: the filters that are given, in each variant that they leave open."""
        query: dict = {}
        for name, value in filters.items():
            if name in self.filters and value is not None:
                text = self.wording[name].format(value) if name in self.wording else value
                known = query.get(self.filters[name])
                query[self.filters[name]] = f"{known},{text}" if known else text
        query.update(self.exact if exact else {})
        return [{**variant, **query} for variant in self.variants if not set(variant) & set(query)] or [query]

    def ask(self, send: Callable, path: str, query: dict) -> Any:
        """The body of one page; send: as C(Client.send)."""
        return send("GET", path, query).body


class Search(Listing):
    """A listing by POST. Filters travel in the body: by their names, or as conditions.

    terms: option -> (key, operator) of a condition.
    """

    def __init__(self, path: str, paging: Any, filters: dict | None = None, terms: dict | None = None) -> None:
        super().__init__(path, paging, filters)
        self.terms = terms or {}

    @property
    def known(self) -> set[str]:
        return super().known | set(self.terms)

    def queries(self, filters: dict, exact: bool) -> list[dict]:
        (query,) = super().queries(filters, exact)
        conditions = [
            {"key": key, "operator": operator, "value": list_of(filters[name])}
            for name, (key, operator) in self.terms.items()
            if filters.get(name) not in (None, [])
        ]
        return [{**query, "filters": conditions} if conditions else query]

    def ask(self, send: Callable, path: str, query: dict) -> Any:
        return send("POST", path, body=query, reads=True).body


def list_of(value: Any) -> list:
    return value if isinstance(value, list) else [value]


class Include:
    """More about an object, by one more request for it, put under C(name).

    path: of the GET. listing: when the answer is a list of rows. status: only objects in one of these statuses have it.
    """

    def __init__(self, name: str, path: str = "", listing: Listing | None = None, status: Iterable[str] = ()) -> None:
        self.name, self.path, self.listing, self.status = name, path, listing, tuple(status)
