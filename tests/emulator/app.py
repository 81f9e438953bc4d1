# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The way of a request: operation, log, faults, authentication, contract, behaviour, answer."""

import asyncio
import json
import time
import traceback
import uuid
from typing import Any
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from . import control, directory, faults, resources, signing
from .check import Violation, check_answer, check_object, check_value, query_values
from .clock import http_date
from .contract import Operation
from .errors import Refusal, gateway, iam
from .faults import Fault, Reply
from .log import Entry, masked
from .registry import HANDLERS, PUBLIC, Answer, Call
from .world import World

MAX_BODY = 12 * 1024 * 1024
MAX_PATH = 32 * 1024  # with the query
MERGE_PATCH = "application/merge-patch+json"


def make_app(world: World) -> web.Application:
    app = web.Application(client_max_size=MAX_BODY)
    app[WORLD] = world
    control.add_routes(app, world)
    app.router.add_route("*", r"/{path:[\s\S]*}", _handle)
    return app


WORLD = web.AppKey("world", World)


async def _handle(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    started = time.perf_counter()
    raw_path, _mark, raw_query = request.raw_path.partition("?")
    try:
        content, too_large = await request.read(), False
    except web.HTTPRequestEntityTooLarge:
        content, too_large = b"", True
    headers = {name.lower(): value for name, value in request.headers.items()}
    signed = signing.Request(request.method, raw_path, raw_query, headers, content)
    exchange = Exchange(world, signed, request, too_large)
    fault, reply = await exchange.run()
    if world.settings.latency_ms:
        await asyncio.sleep(world.settings.latency_ms / 1000)
    exchange.entry["ms"] = round((time.perf_counter() - started) * 1000, 3)
    if fault and fault.drops:
        faults.hang_up(request, fault.reset)
        return web.Response()
    exchange.entry["status"] = reply.status
    return await faults.send(request, reply, fault)


class Exchange:
    """One request and its answer."""

    def __init__(self, world: World, request: signing.Request, http: web.Request, too_large: bool) -> None:
        self.world = world
        self.request = request
        self.too_large = too_large
        self.scheme = http.scheme
        self.request_id = uuid.uuid4().hex
        found = world.contract.find(request.method, request.raw_path)
        self.operation: Operation | None = found[0] if found else None
        self.path = found[1] if found else {}
        self.entry = self._log(http)

    def _log(self, http: web.Request) -> Entry:
        pairs = parse_qsl(self.request.raw_query, keep_blank_values=True)
        query: dict[str, Any] = {}
        for name, value in pairs:
            query[name] = (
                value
                if name not in query
                else [*([query[name]] if isinstance(query[name], str) else query[name]), value]
            )
        peer = http.transport.get_extra_info("peername") if http.transport else None
        return self.world.log.begin(
            {
                "time": self.world.clock.now(),
                "method": self.request.method,
                "path": unquote(self.request.raw_path),
                "raw_path": self.request.raw_path,
                "query": query,
                "body": masked(_decoded(self.request.body)),
                "content_type": self.request.headers.get("content-type"),
                "user_agent": self.request.headers.get("user-agent"),
                "connection": peer[1] if peer else None,
                "request_id": self.request_id,
                "operation": self.operation.id if self.operation else None,
                "user": None,
                "fault": None,
                "status": None,
                "error_code": None,
            }
        )

    async def run(self) -> tuple[Fault | None, Reply]:
        """The answer, and the fault that still has to break it on the wire."""
        fault = self._fault("before")
        if fault:
            await faults.delay(fault)
            if fault.replaces:
                return fault, self._finish(fault.apply(None, self.request_id))
        try:
            reply = self._answer()
        except Refusal as refusal:
            reply = self._refused(refusal)
        except Exception as error:
            traceback.print_exc()
            reply = self._refused(Refusal(500, "Emulator.Bug", f"The emulator failed: {error!r}"))
        fault = self._fault("after")
        if fault:
            await faults.delay(fault)
            reply = fault.apply(reply, self.request_id)
        return fault, self._finish(reply)

    def _fault(self, phase: str) -> Fault | None:
        name = self.operation.id if self.operation else None
        fault = self.world.faults.pick(phase, name, self.request.method, self.request.raw_path)
        if fault:
            self.entry["fault"] = fault.id
        return fault

    def _answer(self) -> Reply:
        operation = self.operation
        if operation is None:
            message = "The API does not exist or has not been published in the environment."
            raise gateway("0101", message, 404)
        if len(self.request.raw_path) + len(self.request.raw_query) > MAX_PATH:
            raise gateway("0201", f"The request URI is longer than {MAX_PATH} bytes.", 414)
        if self.too_large:
            raise gateway("0201", f"The request body is larger than {MAX_BODY} bytes.", 413)
        identity = None
        if operation.id not in PUBLIC:
            identity = directory.authenticate(self.world, self.request)
            self.entry["user"] = identity.user["name"]
            if operation.in_project:
                directory.check_project(self.world, identity, self.path["project_id"])
        handler = HANDLERS.get(operation.id)
        if handler is None:
            raise Refusal(501, "Emulator.NotImplemented", f"The emulator does not implement {operation.id}.")
        query, body = self._checked(operation)
        headers = self.request.headers
        host = headers.get("host", "")
        result = handler(Call(self.world, operation, self.path, query, body, host, identity, self.scheme, headers))
        answer = result if isinstance(result, Answer) else Answer(result)
        status = answer.status or operation.success
        if isinstance(answer.body, bytes):
            return Reply(status, answer.body, answer.headers)
        if self.world.settings.check_answers:
            self._check_own(operation, status, answer.body)
        return Reply.json(status, answer.body, answer.headers)

    def _checked(self, operation: Operation) -> tuple[dict[str, Any], Any]:
        """Query and body, when the contract allows them."""
        try:
            for name, value in self.path.items():
                check_value(value, operation.path_params.get(name, {}), operation.objects, name)
            query = query_values(parse_qsl(self.request.raw_query, keep_blank_values=True), operation)
            return query, self._body(operation)
        except Violation as violation:
            raise resources.refuse(operation.group, violation) from None

    def _body(self, operation: Operation) -> Any:
        content = self.request.body
        if not content:
            if not operation.body_items:
                check_object({}, operation.body, operation.objects)
            return {}
        kind = self.request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in operation.content_types:
            wanted = " or ".join(operation.content_types)
            raise Refusal(415, "APIGW.0106", f"The Content-Type {kind or '(none)'} is not supported, send {wanted}.")
        try:
            body = json.loads(content)
        except ValueError:
            raise Violation("body", "", "the request body is no valid JSON") from None
        if operation.body_items:
            check_value(body, {"type": "array", "items": operation.body_items}, operation.objects, "body")
        elif not isinstance(body, dict):
            raise Violation("body", "", "the request body must be a JSON object")
        else:
            check_object(body, operation.body, operation.objects, patch=kind == MERGE_PATCH)
        return body

    def _check_own(self, operation: Operation, status: int, body: Any) -> None:
        try:
            check_answer(operation, status, body)
        except Violation as violation:
            raise Refusal(500, "Emulator.Answer", f"{operation.id} answers against its contract: {violation}") from None

    def _refused(self, refusal: Refusal) -> Reply:
        self.entry["error_code"] = refusal.code
        error = {"error_code": refusal.code, "error_msg": refusal.message, "request_id": self.request_id}
        if refusal.body is None and self.operation and self.operation.group == "iam" and refusal.status == 401:
            refusal = iam(401, "Unauthorized", refusal.message)
        return Reply.json(refusal.status, refusal.body or error, refusal.headers)

    def _finish(self, reply: Reply) -> Reply:
        """Headers that every answer has. A refusal of the gateway carries the gateway's own time."""
        clock = self.world.clock
        date = http_date(clock.gateway() if reply.status == 401 else clock.now() + clock.skew)
        headers = {"X-Request-Id": self.request_id, "Date": date, "Server": "api-gateway", **reply.headers}
        return Reply(reply.status, reply.body, headers)


def _decoded(content: bytes) -> Any:
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")
