# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Info modules: what the service lists, filtered by the service where it can, always under the plural name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Client
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError, ModelArtsError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import fields as shapes
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import (
    Context,
    Finder,
    Refused,
    is_missing,
    is_placeholder,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Duration, between
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.group import await_all
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Include, Listing
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.module import Module
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import Resource


def dotted(places: list[str]) -> str | None:
    """A rule: each item names something."""
    return None if all(map(trees.names_in, places)) else "must be dotted names such as metadata.name"


class View:
    """Another listing, used when an option is given: a flag, or the name or id of what the rows belong to."""

    def __init__(self, option: str, listing: Listing, parent: str = "") -> None:
        self.option, self.listing, self.parent = option, listing, parent


class Extra:
    """One more list in the result, under its own key, when a flag asks for it."""

    def __init__(self, option: str, key: str, listing: Listing) -> None:
        self.option, self.key, self.listing = option, key, listing


class Listed(Module):
    """A module that reads objects of one kind.

    filters: options for the service's own filters, by the names of the listing; one that the listing does not know is
    compared here, unless it is no part of a row (C(wire=None)).
    C(name) matches exactly unless C(name_fuzzy) says otherwise.
    """

    def __init__(
        self,
        resource: type[Resource],
        filters: Iterable[Field] = (),
        views: Iterable[View] = (),
        includes: Iterable[Include] = (),
        extras: Iterable[Extra] = (),
    ) -> None:
        self.resource = resource()
        self.filters, self.views, self.includes, self.extras = (
            tuple(filters),
            tuple(views),
            tuple(includes),
            tuple(extras),
        )
        self.fields = (*self.filters, *self._controls())

    def _controls(self) -> Iterator[Field]:
        if self.resource.path and not self.resource.parents:
            yield self.resource.id_option()
        listing = self.resource.listing
        if "name" in listing.known:
            yield Field("names", "list", elements="str")
            if listing.fuzzy:
                yield Field("name_fuzzy", "bool", default=False)
        if self.resource.status and listing:
            yield Field("wait_for_status", "list", elements="str")
            yield Field("wait_timeout", default=self.resource.wait_timeout, form=Duration())
            yield Field("wait_interval", default="10s", form=Duration(positive=True))
        choices = [*(include.name for include in self.includes), *self.resource.secrets]
        if choices:
            yield Field("include", "list", elements="str", choices=choices, default=[])
        yield Field("fields", "list", elements="str", rules=(dotted,))
        yield Field("limit", "int", rules=(between(1, 100000),))

    def problems(self, options: dict) -> Iterator[str]:
        yield from super().problems(options)
        for name in sorted({*(options.get("wait_for_status") or ())} - {*self.resource.status.known}):
            yield f"wait_for_status takes {', '.join(self.resource.status.known)}, not {name:.80}"
        names = options.get("names")
        for other in ("name", "id"):
            if names is not None and options.get(other):
                yield f"{other} and names exclude each other"
        if names and options.get("wait_for_status") and (options.get("limit") or len(names)) < len(names):
            yield f"limit is less than the {len(names)} names to wait for"

    def run(self, options: dict, client: Client, context: Context) -> dict:
        finder = Finder(client, context)
        try:
            rows: Iterable[dict] = self._rows(finder, options)
            if options.get("wait_for_status") and not context.check:
                rows = await_all(self.resource, options, lambda: list(self._rows(finder, options)), context.tell)
            shown = (self._shown(finder, row, options) for row in rows)
            result = {"changed": False, self.resource.plural: [row for row in shown if row is not None]}
            for extra in self.extras:
                if options[extra.option]:
                    given = self._given(finder, options)
                    result[extra.key] = list(finder.rows(self.resource, given, {}, extra.listing, False))
        except ApiError as error:
            raise Unread(self.resource.plural, error) from error
        return result

    def _given(self, finder: Finder, options: dict) -> dict:
        """The values of the filters; the name of another object becomes its id."""
        given = shapes.canonical(self.filters, options)
        for field in self.filters:
            if field.wire and field.ref and field.name in given:
                given[field.name] = finder.id_of(field.ref, given[field.name], field.name, options)
        return given

    def _rows(self, finder: Finder, options: dict) -> Iterator[dict]:
        """The objects, as they come page by page."""
        if options.get("id"):
            found = None if is_placeholder(options["id"]) else finder.by_id(self.resource, {"id": options["id"]})
            yield from [found] if found else []
            return
        if options.get("names") == []:
            return
        ids, listing = self._place(finder, options)
        if any(not value or is_placeholder(value) for value in ids.values()):
            return
        exact = not options.get("name_fuzzy")
        try:
            given = self._given(finder, options)
        except Refused:
            return  # a filter names what is not there
        others = [given[field.name] for field in self.filters if field.ref and field.name in given]
        if any(map(is_placeholder, others)):
            return
        try:
            rows = finder.rows(self.resource, given, ids, listing, exact)
            if options.get("wait_for_status") and listing.otherwise:
                rows = chain(rows, finder.rows(self.resource, {**listing.otherwise, **given}, ids, listing, exact))
            wanted = {name: given[name] for name in self._local(listing, exact) if given.get(name)}
            rows = (row for row in rows if all(self._value(row, name) == value for name, value in wanted.items()))
            if options.get("names"):
                rows = (row for row in rows if self._value(row, "name") in options["names"])
            yield from islice(rows, options["limit"])
        except ApiError as error:
            if not (ids or others) or not is_missing(self.resource, error):
                raise

    def _value(self, row: dict, name: str) -> Any:
        field = {field.name: field for field in self.resource.fields}.get(name)
        return field.find(row) if field else row.get(name)

    def _local(self, listing: Listing, exact: bool) -> list[str]:
        """Filters that are (also) applied here: an exact name, and what the service cannot filter."""
        names = [field.name for field in self.filters if field.wire and field.name not in listing.known]
        return ["name", *names] if exact else [name for name in names if name != "name"]

    def _place(self, finder: Finder, options: dict) -> tuple[dict, Listing]:
        """The listing to use, and the ids in its path."""
        for view in self.views:
            if options.get(view.option):
                return self._parent(finder, options, view.option, view.parent) if view.parent else {}, view.listing
        ids: dict = {}
        for option, name in self.resource.parents.items():
            ids.update(self._parent(finder, options, option, name))
        return ids, self.resource.listing

    def _parent(self, finder: Finder, options: dict, option: str, name: str) -> dict:
        field = next(field for field in self.filters if field.name == option)
        try:
            return {name: finder.id_of(field.ref, options[option], option, options) if field.ref else options[option]}
        except Refused:
            return {name: ""}

    def _shown(self, finder: Finder, row: dict, options: dict) -> dict | None:
        """The row as results show it; None if it goes away meanwhile."""
        wanted, fields = options.get("include") or (), options.get("fields")
        shown = self.resource.shown(row, wanted)
        used = {trees.names_in(place)[0] for place in fields} if fields else set(wanted)
        try:
            for include in self.includes:
                if include.name in wanted and include.name in used:
                    shown[include.name] = finder.more(self.resource, row, include)
        except ApiError as error:
            if is_missing(self.resource, error):
                return None
            raise
        return trees.picked(shown, fields) if fields else shown


class Unread(ModelArtsError):
    """A list or object that could not be read."""

    def __init__(self, plural: str, error: ApiError) -> None:
        super().__init__(f"could not read {plural.replace('_', ' ')}: {error}")
        self.error = error

    def details(self) -> dict:
        return self.error.details()
