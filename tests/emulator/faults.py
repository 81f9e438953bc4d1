# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Faults on demand: which requests go wrong, and how."""

import asyncio
import itertools
import json
import re
import socket
import struct
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from aiohttp import web

PHASES = ("before", "after")


@dataclass
class Reply:
    """An answer that is ready to be sent."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, status: int, value: Any, headers: dict[str, str] | None = None) -> Reply:
        body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")
        kind = {"Content-Type": "application/json"} if body else {}
        return cls(status, body, {**kind, **(headers or {})})


@dataclass
class Fault:
    """One rule (POST /_emulator/faults).

    Which requests: operation (id), method, path (regular expression searched in the raw path), count (how often; None
    is for ever), after (matching requests that pass first), phase ("before" or "after" the work is done).
    What happens: delay_ms; status, code, message, headers; body and content_type (raw text in place of the answer);
    empty (no body, nothing promised); drop_body (a body promised, none sent); cut (half of a body sent); close
    (connection closed without an answer); reset (the same with a TCP reset). The connection is closed after drop_body
    and cut.
    """

    id: int = 0
    operation: str | None = None
    method: str | None = None
    path: str | None = None
    count: int | None = 1
    after: int = 0
    phase: str = "before"
    delay_ms: float = 0
    status: int | None = None
    code: str | None = None
    message: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str | None = None
    body: str | None = None
    empty: bool = False
    drop_body: bool = False
    cut: bool = False
    close: bool = False
    reset: bool = False
    seen: int = 0
    used: int = 0

    def matches(self, operation: str | None, method: str, path: str) -> bool:
        return (
            (self.operation is None or self.operation == operation)
            and (self.method is None or self.method.upper() == method)
            and (self.path is None or re.search(self.path, path) is not None)
        )

    @property
    def drops(self) -> bool:
        """The client gets no answer at all."""
        return self.close or self.reset

    @property
    def replaces(self) -> bool:
        """The answer is made here, so that in phase "before" the work is not done."""
        return bool(
            self.drops
            or self.status
            or self.code
            or self.message
            or self.empty
            or self.drop_body
            or self.cut
            or self.body is not None
        )

    def apply(self, reply: Reply | None, request_id: str) -> Reply:
        """The broken answer; `reply` is the good one, where the work has been done."""
        if self.status or self.code or reply is None:
            status = self.status or (500 if self.code or self.message or not self._shape else 200)
            error = {"error_code": self.code or "ModelArts.6102", "error_msg": self.message or "Injected fault."}
            body = {**error, "request_id": request_id} if status >= 400 else {}
            reply = Reply.json(status, body)
        if self.body is not None:
            kind = {"Content-Type": self.content_type or "text/html"}
            reply = replace(reply, body=self.body.encode(), headers={**reply.headers, **kind})
        elif self.content_type:
            reply = replace(reply, headers={**reply.headers, "Content-Type": self.content_type})
        if self.empty:
            reply = replace(reply, body=b"")
        return replace(reply, headers={**reply.headers, **self.headers})

    @property
    def _shape(self) -> bool:
        return self.cut or self.drop_body or self.empty or self.body is not None


class Faults:
    """The rules in force, asked in the order in which they came."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self._ids = itertools.count(1)

    def add(self, values: dict[str, Any]) -> Fault:
        """Raises ValueError for a rule that makes no sense."""
        known = {item.name for item in fields(Fault)} - {"id", "seen", "used"}
        if unknown := set(values) - known:
            raise ValueError(f"a fault has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(known))}")
        fault = Fault(**{**values, "id": next(self._ids)})
        if fault.phase not in PHASES:
            raise ValueError(f"phase must be one of {', '.join(PHASES)}")
        try:
            re.compile(fault.path or "")
        except re.error as error:
            raise ValueError(f"path is no regular expression: {error}") from None
        self.rules.append(fault)
        return fault

    def pick(self, phase: str, operation: str | None, method: str, path: str) -> Fault | None:
        """The rule that strikes this request now; it counts as used."""
        for fault in self.rules:
            if fault.phase != phase or not fault.matches(operation, method, path):
                continue
            if fault.count is not None and fault.used >= fault.count:
                continue
            fault.seen += 1
            if fault.seen > fault.after:
                fault.used += 1
                return fault
        return None

    def clear(self) -> None:
        self.rules.clear()

    def list(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self.rules]


async def delay(fault: Fault | None) -> None:
    if fault and fault.delay_ms:
        await asyncio.sleep(fault.delay_ms / 1000)


def hang_up(request: web.Request, reset: bool) -> None:
    """Closes the connection without an answer."""
    transport = request.transport
    if transport is None:
        return
    if reset:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def send(request: web.Request, reply: Reply, fault: Fault | None = None) -> web.StreamResponse:
    """Sends an answer, whole or as broken as the fault wants it."""
    if fault is None or not (fault.cut or fault.drop_body):
        return web.Response(status=reply.status, body=reply.body, headers=reply.headers)
    length = max(len(reply.body), 2)
    response = web.StreamResponse(status=reply.status, headers=reply.headers)
    response.content_length = length
    await response.prepare(request)
    if fault.cut:
        await response.write(reply.body[: length // 2] or b"{")
    if request.transport:
        request.transport.close()
    return response
