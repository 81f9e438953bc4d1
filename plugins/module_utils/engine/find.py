# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding: an object by id, by natural key or by the name that another object's option gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Client
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError, ModelArtsError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Moment, Ref
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Include, Listing
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import GONE, Resource

SKEW = 900  # seconds that a creation time may differ from this machine's clock


class Context:
    """How a task runs: check and diff mode, and where its words go. secrets: what is masked in them."""

    def __init__(
        self,
        check: bool = False,
        diff: bool = False,
        tell: Callable[[str], None] | None = None,
        warn: Callable[[str], None] | None = None,
        verbosity: int = 0,
    ) -> None:
        self.check, self.diff, self.verbosity = check, diff, verbosity
        self.listens, self._tell, self._warn = tell is not None, tell, warn
        self.secrets: set[str] = set()

    def tell(self, text: str) -> None:
        """What a long task is doing."""
        if self._tell:
            self._tell(self._masked(text))

    def warn(self, text: str) -> None:
        if self._warn:
            self._warn(self._masked(text))

    def _masked(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, "********")
        return text


class Refused(ModelArtsError):
    """What is asked cannot be done; nothing was sent."""


class Ambiguous(ModelArtsError):
    """More than one object has the key. matches: how many, and which."""

    def __init__(self, matches: str, advice: str = "say which one with id") -> None:
        super().__init__(f"{matches}; {advice}")
        self.matches = matches


def placeholder(label: str) -> str:
    """Stands in a plan for the id that a former step will create."""
    return f"<id of {label}>"


def is_placeholder(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("<id of ")


class Finder:
    """Looks objects up: by id, else by natural key inside the scope. More than one match is an error."""

    def __init__(self, client: Client, context: Context) -> None:
        self.client, self.context = client, context

    def by_id(self, resource: Resource, ids: dict, deadline: float | None = None) -> dict | None:
        path = self.client.path(resource.path, **ids)
        try:
            if resource.paging:
                rows = resource.paging.rows(lambda page: self._body(path, page, deadline))
                return {resource.paging.items: list(rows)}
            return present(resource, self._body(path, {}, deadline))
        except ApiError as error:
            if is_missing(resource, error):
                return None
            raise

    def _body(self, path: str, query: dict, deadline: float | None) -> Any:
        return self.client.send("GET", path, query, deadline=deadline).body

    def by_key(
        self, resource: Resource, options: dict, ids: dict, since: float | None = None, known: dict | None = None
    ) -> dict | None:
        """since: only objects created after it (epoch seconds) count, as far as they tell. known: one that does not."""
        key = resource.key_of(options)
        if not key:
            raise Refused(f"no {resource.title} is named: give id, or {' and '.join(resource.key)}")
        where = {name: options.get(name) or resource.field(name).assumed for name in resource.scope}
        found = self._matching(resource, key, where, {}, ids)
        if not found and resource.listing.otherwise:
            found = self._matching(resource, key, where, resource.listing.otherwise, ids)
        found = [row for row in found if present(resource, row) and not older(resource, row, since)]
        found = [row for row in found if not known or identity(resource, row) != identity(resource, known)]
        staying = [row for row in found if not resource.status or resource.status.outcome(row) != GONE]
        found = staying or found[:1]
        if len(found) > 1:
            names = ", ".join(map(resource.id_of, found))
            raise Ambiguous(f"{len(found)} objects match {resource.label(options)}: {names}")
        return found[0] if found else None

    def _matching(self, resource: Resource, key: dict, where: dict, more: dict, ids: dict) -> list[dict]:
        rows = self.rows(resource, {**where, **key, **more}, ids)
        return [row for row in rows if resource.matches(row, key) and resource.lies_in(row, where)]

    def rows(
        self, resource: Resource, filters: dict, ids: dict, listing: Listing | None = None, exact: bool = True
    ) -> Iterator:
        """Rows of a listing, as they come."""
        listing = listing or resource.listing
        path = self.client.path(listing.path, **ids)
        for query in listing.queries(filters, exact):
            yield from listing.paging.rows(
                lambda page, query=query: listing.ask(self.client.send, path, {**query, **page}), resource.id
            )

    def more(self, resource: Resource, obj: dict, include: Include) -> Any:
        """What one more request tells about an object; in a status that has none, what the object itself tells."""
        if include.status and resource.status.of(obj) not in include.status:
            return obj.get(include.name, [] if include.listing else None)
        ids = {"id": resource.id_of(obj)}
        if include.listing:
            return list(self.rows(resource, {}, ids, include.listing, False))
        return self.client.send("GET", self.client.path(include.path, **ids)).body

    def id_of(self, ref: Ref, name: str, option: str, options: dict) -> str:
        """The id of the object that an option names; in check mode a placeholder for one that is still to come.

        Empty when there is none and the task removes something: what is inside it is not there either.
        """
        if is_placeholder(name) or not ref.names(name):
            return name
        resource = ref.resource()()
        if not name:
            raise Refused(f"{option} is empty, it must be the id or the name of a {resource.title}")
        try:
            found = self.by_key(resource, resource.named(name, options), {})
        except Ambiguous as error:
            raise Ambiguous(f"{option}: {error.matches}", "give its id in place of its name") from None
        if found:
            return resource.id_of(found)
        label = f"{resource.title} {name}"
        if options.get("state") == "absent":
            return ""
        if not self.context.check:
            raise Refused(f"{option}: there is no {label}")
        self.context.warn(f"{option}: there is no {label} yet; the plan assumes that it will be there")
        return placeholder(label)


def is_missing(resource: Resource, error: ApiError) -> bool:
    """Whether the service says that the object is not there; a gateway or proxy that knows no such path does not."""
    own = isinstance(error.body, dict) and not str(error.code).startswith("APIG")
    return own and (error.status == 404 or (error.status == 400 and error.code in resource.missing))


def present(resource: Resource, obj: dict | None) -> dict | None:
    return None if not obj or (resource.status and resource.status.of(obj) in resource.status.gone) else obj


def older(resource: Resource, row: dict, since: float | None) -> bool:
    created = creation(resource, row)
    try:
        ms = Moment().encode(created) if isinstance(created, str) else created
    except ValueError:
        return False
    return since is not None and ms is not None and ms / 1000 < since - SKEW


def creation(resource: Resource, row: dict) -> Any:
    times = (trees.dig(row, place) for place in resource.created)
    return next((value for value in times if value), None)


def identity(resource: Resource, row: dict) -> tuple:
    """What tells an object from one that is created after it; some services make ids from names."""
    return resource.id_of(row), creation(resource, row)
