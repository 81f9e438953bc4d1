# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The control of the emulator under /_emulator/: for tests, from this machine only, without signature."""

import ipaddress
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from . import directory
from .kinds import KINDS
from .machine import TIMER
from .world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application, world: World) -> None:
    control = Control(world)
    for method, path, handler in (
        ("GET", "", control.index),
        ("GET", "faults", control.list_faults),
        ("POST", "faults", control.add_fault),
        ("DELETE", "faults", control.clear_faults),
        ("GET", "requests", control.requests),
        ("DELETE", "requests", control.clear_requests),
        ("POST", "reset", control.reset),
        ("GET", "state", control.state),
        ("GET", "objects/{kind}", control.objects),
        ("PUT", "objects/{kind}/{id}", control.put_object),
        ("PATCH", "objects/{kind}/{id}", control.patch_object),
        ("DELETE", "objects/{kind}/{id}", control.delete_object),
        ("GET", "settings", control.settings),
        ("POST", "settings", control.change_settings),
        ("POST", "clock", control.clock),
        ("POST", "users", control.add_user),
        ("POST", "projects", control.add_project),
        ("POST", "keys", control.add_key),
        ("PATCH", "keys/{access_key}", control.patch_key),
        ("POST", "tokens/expire", control.expire_tokens),
    ):
        app.router.add_route(method, f"/_emulator/{path}", guarded(handler))


def guarded(handler: Handler) -> Handler:
    async def checked(request: web.Request) -> web.StreamResponse:
        if not ipaddress.ip_address(request.remote or "0.0.0.0").is_loopback:
            raise web.HTTPForbidden(text="only from this machine")
        try:
            return await handler(request)
        except (ValueError, TypeError, KeyError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return checked


async def _values(request: web.Request) -> dict[str, Any]:
    if not request.can_read_body:
        return {}
    values = await request.json()
    if not isinstance(values, dict):
        raise ValueError("the body must be a JSON object")
    return values


class Control:
    """One method for each route."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def index(self, request: web.Request) -> web.Response:
        return web.json_response(directory.ready(self.world))

    async def list_faults(self, request: web.Request) -> web.Response:
        return web.json_response({"faults": self.world.faults.list()})

    async def add_fault(self, request: web.Request) -> web.Response:
        fault = self.world.faults.add(await _values(request))
        return web.json_response({"id": fault.id}, status=201)

    async def clear_faults(self, request: web.Request) -> web.Response:
        self.world.faults.clear()
        return web.Response(status=204)

    async def requests(self, request: web.Request) -> web.Response:
        since = int(request.query.get("since", 0))
        return web.json_response({"requests": self.world.log.since(since), "last": self.world.log.last})

    async def clear_requests(self, request: web.Request) -> web.Response:
        self.world.log.clear()
        return web.Response(status=204)

    async def reset(self, request: web.Request) -> web.Response:
        self.world.reset()
        return web.Response(status=204)

    async def state(self, request: web.Request) -> web.Response:
        objects = {name: kind.all(self.world) for name, kind in KINDS.items()}
        settings = vars(self.world.settings)
        return web.json_response({"objects": objects, "settings": settings, "now": self.world.clock.now()})

    async def objects(self, request: web.Request) -> web.Response:
        return web.json_response({"objects": self._kind(request).all(self.world)})

    async def put_object(self, request: web.Request) -> web.Response:
        """Makes an object, in the first project unless the body has another `_project`."""
        kind, values = self._kind(request), await _values(request)
        project = values.pop("_project", directory.ready(self.world)["project_id"])
        record = kind.add(self.world, project, {**values, "id": request.match_info["id"]})
        return web.json_response(record, status=201)

    async def patch_object(self, request: web.Request) -> web.Response:
        """Merges fields into an object. A status set here stays until somebody changes it."""
        kind, values = self._kind(request), await _values(request)
        record = self._record(request)
        for key, value in values.items():
            if isinstance(value, dict) and isinstance(record.get(key), dict):
                _merge(record[key], value)
            else:
                _merge(record, {key: value})
        kind.save(self.world, record)
        return web.json_response(record)

    async def delete_object(self, request: web.Request) -> web.Response:
        self._kind(request).remove(self.world, self._record(request))
        return web.Response(status=204)

    async def settings(self, request: web.Request) -> web.Response:
        return web.json_response(vars(self.world.settings))

    async def change_settings(self, request: web.Request) -> web.Response:
        self.world.settings.change(await _values(request))
        return web.json_response(vars(self.world.settings))

    async def clock(self, request: web.Request) -> web.Response:
        self.world.move_clock(**await _values(request))
        return web.json_response({"now": self.world.clock.now(), **vars(self.world.clock), "real": time.time()})

    async def add_user(self, request: web.Request) -> web.Response:
        user = directory.add_user(self.world, await _values(request))
        return web.json_response({**user, "key": directory.add_key(self.world, {"user_id": user["id"]})}, status=201)

    async def add_project(self, request: web.Request) -> web.Response:
        """A further project of the first user (or of `user_ids`)."""
        values = await _values(request)
        users = [user for user in self.world.store.all("user") if user["id"] in values.get("user_ids", [])]
        users = users or self.world.store.all("user")[:1]
        project = {"id": directory.hex_id(), "name": values["name"], "domain_id": users[0]["domain_id"]}
        self.world.store.put("project", project["id"], project)
        for user in users:
            user["projects"] = [*user["projects"], project["id"]]
            self.world.store.put("user", user["id"], user)
        return web.json_response(project, status=201)

    async def add_key(self, request: web.Request) -> web.Response:
        return web.json_response(directory.add_key(self.world, await _values(request)), status=201)

    async def patch_key(self, request: web.Request) -> web.Response:
        key = self.world.store.get("key", request.match_info["access_key"])
        if key is None:
            raise KeyError("there is no such key")
        key.update(await _values(request))
        self.world.store.put("key", key["access_key"], key)
        return web.json_response(key)

    async def expire_tokens(self, request: web.Request) -> web.Response:
        tokens = self.world.store.all("token")
        for token in tokens:
            token["expires_at"] = self.world.clock.now()
            self.world.store.put("token", token["token"], token)
        return web.json_response({"expired": len(tokens)})

    def _kind(self, request: web.Request) -> Any:
        return KINDS[request.match_info["kind"]]

    def _record(self, request: web.Request) -> dict[str, Any]:
        record = self.world.store.get(self._kind(request).name, request.match_info["id"])
        if record is None:
            raise KeyError("there is no such object")
        return record


def _merge(record: dict[str, Any], values: dict[str, Any]) -> None:
    record.update(values)
    if "status" in values and TIMER not in values:
        record.pop(TIMER, None)
