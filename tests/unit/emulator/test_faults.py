# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of fault, seen from the other end of the wire."""

from __future__ import annotations

import socket
import time
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.emulator.testing import Emulator
from tests.unit.emulator.conftest import NOTEBOOK


def exchange(api: Any, method: str, path: str, content: bytes = b"") -> bytes:
    """All bytes that come back until the connection ends; ConnectionResetError for a reset."""
    path = api.project + path
    headers = {**api.sign(method, path, "", content, {}, 0), "Content-Length": str(len(content)), "Connection": "close"}
    head = "\r\n".join([f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""])
    address = urlsplit(api.emulator.endpoint)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(head.encode() + content)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
        return received


def split(received: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _gap, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return int(status.split()[1]), headers, body


def test_an_error_once(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListNotebooks", status=429, code="ModelArts.6101", headers={"Retry-After": "2"})
    answer = api.call("GET", "/notebooks")
    assert (answer.status, answer.code, answer.headers["Retry-After"]) == (429, "ModelArts.6101", "2")
    assert answer.body["request_id"] == answer.headers["X-Request-Id"]
    assert api.call("GET", "/notebooks").status == 200


def test_which_requests_it_strikes(emulator: Emulator, api: Any) -> None:
    emulator.fault(method="get", path=r"/images\b", status=503, count=2, after=1)
    statuses = [api.call("GET", "/images").status for _time in range(4)]
    assert statuses == [200, 503, 503, 200]
    assert api.call("GET", "/notebooks").status == 200
    (rule,) = emulator.faults()
    assert (rule["seen"], rule["used"]) == (3, 2)
    emulator.clear_faults()
    assert emulator.faults() == []


def test_for_ever(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListNotebooks", status=500, count=None)
    assert {api.call("GET", "/notebooks").status for _time in range(5)} == {500}


@pytest.mark.parametrize(("phase", "made"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("way", [{"status": 504}, {"code": "ModelArts.6361"}, {"empty": True}, {"body": "<html>"}])
def test_before_or_after_the_work(emulator: Emulator, api: Any, phase: str, made: int, way: dict[str, Any]) -> None:
    emulator.fault("CreateNotebook", phase=phase, **way)
    answer = api.call("POST", "/notebooks", NOTEBOOK)
    assert answer.status == {"status": 504, "code": 500, "empty": 200, "body": 200}[next(iter(way))]
    assert len(emulator.objects("notebook")) == made


@pytest.mark.parametrize("phase", ["before", "after"])
def test_a_reset(emulator: Emulator, api: Any, phase: str) -> None:
    fault = emulator.fault("ListNotebooks", phase=phase, reset=True)
    with pytest.raises(ConnectionResetError):
        exchange(api, "GET", "/notebooks")
    (request,) = emulator.requests()
    assert (request["status"], request["fault"]) == (None, fault)
    assert api.call("GET", "/notebooks").status == 200


def test_a_connection_that_closes(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListNotebooks", close=True)
    assert exchange(api, "GET", "/notebooks") == b""


@pytest.mark.parametrize("phase", ["before", "after"])
def test_a_body_that_is_cut(emulator: Emulator, api: Any, phase: str) -> None:
    emulator.fault("ListNotebooks", phase=phase, cut=True)
    status, headers, body = split(exchange(api, "GET", "/notebooks"))
    assert status == 200
    assert 0 < len(body) < int(headers["Content-Length"])


def test_a_body_that_never_comes(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListNotebooks", phase="after", drop_body=True)
    status, headers, body = split(exchange(api, "GET", "/notebooks"))
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 2


def test_an_error_that_is_cut(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListNotebooks", status=500, cut=True)
    status, headers, body = split(exchange(api, "GET", "/notebooks"))
    assert status == 500
    assert body.startswith(b'{"error_code"')
    assert len(body) < int(headers["Content-Length"])


def test_an_empty_body(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListNotebooks", phase="after", empty=True)
    status, headers, body = split(exchange(api, "GET", "/notebooks"))
    assert (status, headers["Content-Length"], body) == (200, "0", b"")


def test_something_else_than_json(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListNotebooks", body="<html>sorry</html>")
    emulator.fault("ListNotebooks", body="[1]", content_type="application/json")
    emulator.fault("ListNotebooks", phase="after", content_type="text/plain")
    status, headers, body = split(exchange(api, "GET", "/notebooks"))
    assert (status, headers["Content-Type"], body) == (200, "text/html", b"<html>sorry</html>")
    assert api.call("GET", "/notebooks").body == [1]
    assert split(exchange(api, "GET", "/notebooks"))[1]["Content-Type"] == "text/plain"


def test_a_bad_gateway_in_html(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListNotebooks", status=502, body="<html>502 Bad Gateway</html>")
    answer = api.call("GET", "/notebooks")
    assert (answer.status, answer.body) == (502, b"<html>502 Bad Gateway</html>")


@pytest.mark.parametrize("phase", ["before", "after"])
def test_a_delay(emulator: Emulator, api: Any, phase: str) -> None:
    emulator.fault("ListNotebooks", phase=phase, delay_ms=150)
    started = time.monotonic()
    assert api.call("GET", "/notebooks").status == 200
    assert time.monotonic() - started >= 0.15
    (request,) = emulator.requests()
    assert request["ms"] >= 150


def test_a_delay_holds_up_nobody_else(emulator: Emulator, api: Any) -> None:
    emulator.fault("ListImage", delay_ms=1000, reset=True)
    path = api.project + "/images"
    address = urlsplit(emulator.endpoint)
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        started = time.monotonic()
        assert api.call("GET", "/notebooks").status == 200
        assert time.monotonic() - started < 0.9


def test_the_latency_of_all(emulator: Emulator, api: Any) -> None:
    emulator.settings(latency_ms=100)
    started = time.monotonic()
    assert api.call("GET", "/notebooks").status == 200
    assert time.monotonic() - started >= 0.1


def test_faults_strike_before_credentials_are_looked_at(emulator: Emulator, api: Any) -> None:
    emulator.fault("CreateToken", status=503)
    assert api.call("POST", "/v3/auth/tokens", {}, {"Authorization": None}).status == 503
    emulator.fault(path="/nowhere", status=418)
    assert api.call("GET", "/nowhere").status == 418


@pytest.mark.parametrize("rule", [{"phase": "between"}, {"sometimes": True}, {"path": "("}])
def test_rules_that_make_no_sense(emulator: Emulator, rule: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="POST faults"):
        emulator.fault("ListNotebooks", **rule)
    assert emulator.faults() == []
