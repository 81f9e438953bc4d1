# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scripted service on a real socket: each request gets the next answer, and is kept as it came."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any, NamedTuple

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Client
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.credentials import Credentials


class Request(NamedTuple):
    method: str
    target: str
    headers: dict[str, str]  # lower-case names
    body: bytes
    connection: int

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def answer(status: int = 200, body: Any = None, **headers: Any) -> bytes:
    """A whole answer; body: bytes, or what becomes JSON. Header names are written with _ for -."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    fields = {"Content_Length": len(content), "Date": formatdate(usegmt=True), **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Reason\r\n{lines}\r\n".encode("latin-1") + content


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def close(connection: socket.socket) -> None:
    connection.close()


def silence(connection: socket.socket) -> None:
    """No answer, until the client gives up."""
    connection.recv(1)
    connection.close()


def then_close(data: bytes) -> Callable[[socket.socket], None]:
    """Send what there is and close."""

    def send(connection: socket.socket) -> None:
        connection.sendall(data)
        connection.close()

    return send


class Service:
    """answers: one for each request to come; after the last one, every request gets {}."""

    def __init__(
        self, port: int = 0, wrap: Callable[[socket.socket], socket.socket] = lambda connection: connection
    ) -> None:
        self.answers: list[Any] = []  # bytes, or a function that gets the connection
        self.requests: list[Request] = []
        self._wrap = wrap
        self._connections = 0
        self._listeners: list[socket.socket] = []
        self.port = port
        self.listen("127.0.0.1")
        self.url = f"http://127.0.0.1:{self.port}"

    def listen(self, address: str) -> None:
        listener = socket.create_server((address, self.port))
        self.port = listener.getsockname()[1]
        self._listeners.append(listener)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def stop(self) -> None:
        for listener in self._listeners:
            listener.close()

    @property
    def sent(self) -> list[str]:
        return [f"{request.method} {request.target}" for request in self.requests]

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _peer = listener.accept()
            except OSError:
                return
            self._connections += 1
            threading.Thread(target=self._serve, args=(connection, self._connections), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            connection = self._wrap(connection)
            while connection.fileno() != -1 and self._serve_one(connection, number):
                pass
        except OSError:
            pass
        connection.close()

    def _serve_one(self, connection: socket.socket, number: int) -> bool:
        data = b""
        while b"\r\n\r\n" not in data:
            received = connection.recv(65536)
            if not received:
                return False
            data += received
        head, _empty, body = data.partition(b"\r\n\r\n")
        line, *fields = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _colon, value in (field.partition(":") for field in fields)}
        while len(body) < int(headers.get("content-length", 0)):
            body += connection.recv(65536)
        method, target, _version = line.split(" ")
        self.requests.append(Request(method, target, headers, body, number))
        reply = self.answers.pop(0) if self.answers else answer(200, {})
        if callable(reply):
            reply(connection)
        else:
            connection.sendall(reply)
        return True


class Naps(list):
    """Stands for time.sleep; the clock goes on by what was slept."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)

    def now(self) -> float:
        return time.monotonic() + sum(self)


KEY: dict[str, Any] = {"access_key": "AKEXAMPLE", "secret_key": "the-secret-key", "project_id": "p1"}


class QuickClient(Client):
    """A client that does not really sleep: naps lists its pauses."""

    def __init__(self, credentials: Credentials, read_only: bool = False) -> None:
        self.naps = Naps()
        super().__init__(credentials, read_only, sleep=self.naps, now=self.naps.now)


def make_client(endpoint: str, read_only: bool = False, **options: Any) -> QuickClient:
    return QuickClient(Credentials.resolve({"endpoint": endpoint, "timeout": 10, **(options or KEY)}, {}), read_only)


def over_tls(certificate: Any) -> Service:
    """One that speaks https with this file, which holds the key and its certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    service = Service(wrap=lambda connection: context.wrap_socket(connection, server_side=True))
    service.url = service.url.replace("http:", "https:")
    return service
