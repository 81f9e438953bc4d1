# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading what the service tells about the parts of one object, such as the log of each task of a job."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Client
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine import trees
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import (
    Context,
    Finder,
    is_missing,
    is_placeholder,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Ref
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.info import Unread
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.module import Module
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.resource import Resource

Get = Callable[..., Any]


class Read(Module):
    """A module that reads one row about each part of an object.

    plural: the key of the result. of: the option that takes the id or name of the object. part: the option that takes
    names of parts (without it: all), and the field of a row that holds one. place: where the object lists their names.
    fields: further options. unready: error codes that mean "nothing there yet". Subclasses say what a row is.
    reads: name -> path of what a row is made of.
    """

    reads: dict[str, str] = {}

    def __init__(
        self,
        plural: str,
        of: Field,
        part: str,
        place: str,
        fields: Iterable[Field] = (),
        unready: Iterable[str] = (),
    ) -> None:
        if not of.ref:
            raise TypeError(f"{of.name} must refer to a kind of object")
        self.ref: Ref = of.ref
        self.plural, self.of, self.part, self.place = plural, of, part, place
        self.unready = frozenset(unready)
        self.fields = (of, Field(part, "list", elements="str"), *fields)

    def row(self, get: Get, options: dict) -> dict:
        """What there is to tell of one part. get(path, query, headers) gives a body, None while there is nothing."""
        raise NotImplementedError

    def run(self, options: dict, client: Client, context: Context) -> dict:
        resource = self.ref.resource()()
        try:
            rows = self._rows(Finder(client, context), resource, options)
        except ApiError as error:
            if not is_missing(resource, error):
                raise Unread(self.plural, error) from error
            rows = []
        return {"changed": False, self.plural: rows}

    def _rows(self, finder: Finder, resource: Resource, options: dict) -> list[dict]:
        id, names = options[self.of.name], options[self.part]
        if self.ref.names(id) or not names:
            obj = self._object(finder, resource, options)
            id, names = resource.id_of(obj), names or trees.dig(obj, self.place) or []
        parts = names if id and not is_placeholder(id) else []
        return [{self.part: name, **self.row(self._get(finder.client, id, name), options)} for name in parts]

    def _object(self, finder: Finder, resource: Resource, options: dict) -> dict | None:
        name = options[self.of.name]
        if is_placeholder(name):
            return None
        if self.ref.names(name):
            return finder.by_key(resource, resource.named(name, options), {})
        return finder.by_id(resource, {"id": name})

    def _get(self, client: Client, id: str, part: str) -> Get:
        def get(path: str, query: dict | None = None, headers: dict | None = None) -> Any:
            try:
                return client.send("GET", client.path(path, id=id, part=part), query, headers=headers).body
            except ApiError as error:
                if error.code in self.unready:
                    return None
                raise

        return get
