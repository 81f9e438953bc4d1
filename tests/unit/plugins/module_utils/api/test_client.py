# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote

import pytest
import urllib3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests import PreparedRequest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api import client as client_module
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.auth import SignedAuth
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import (
    ApiError,
    ConfigurationError,
    WriteRefused,
)
from ansible_collections.huaweicloud.modelarts.tests.unit.plugins.module_utils.api.service import (
    KEY,
    QuickClient,
    Service,
    answer,
    close,
    make_client,
    over_tls,
    reset,
    silence,
    then_close,
)

REPLAYED = ("GET", "HEAD", "PUT", "DELETE")
ONCE = ("POST", "PATCH")
HTML = b"<html><head><title>502 Bad\nGateway</title></head><body>proxy</body></html>"


def failure(client: QuickClient, method: str = "GET", path: str = "/v1/p1/notebooks", **more: Any) -> ApiError:
    with pytest.raises(ApiError) as caught:
        client.send(method, path, **more)
    assert "the-secret-key" not in f"{caught.value} {caught.value!r} {caught.value.details()}"
    return caught.value


# What goes out


def test_a_request_as_it_is_sent(service: Service) -> None:
    client = make_client(service.url)
    query = {"name": "a b/é", "limit": 10, "none": None, "flag": True, "status": ["b", "a"]}
    client.send("post", client.path("/v1/{project_id}/notebooks/{id}", id="x"), query, {"name": "é", "size": 0})
    (request,) = service.requests
    assert request.method == "POST"
    assert request.target == "/v1/p1/notebooks/x?flag=true&limit=10&name=a%20b%2F%C3%A9&status=a&status=b"
    assert request.json == {"name": "é", "size": 0}
    headers = {name: value for name, value in request.headers.items() if not name.startswith("x-sdk")}
    assert headers.pop("authorization").startswith("SDK-HMAC-SHA256 Access=AKEXAMPLE, SignedHeaders=content-type;host;")
    assert headers == {
        "accept": "application/json",
        "accept-encoding": "gzip",
        "content-length": str(len(request.body)),
        "content-type": "application/json",
        "host": f"127.0.0.1:{service.port}",
        "user-agent": "huaweicloud.modelarts",
        "x-project-id": "p1",
    }


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("body", [None, {}, [], {"a": "é"}])
def test_the_signature_fits_what_arrives(service: Service, method: str, body: Any) -> None:
    make_client(service.url).send(method, "/v1/p/a%2Fb/c~", {"q": "a+b ~*"}, body)
    (request,) = service.requests
    arrived = PreparedRequest()
    arrived.method, arrived.url, arrived.body = request.method, service.url + request.target, request.body
    arrived.headers = {n: v for n, v in request.headers.items() if n != "authorization"}  # type: ignore[assignment]
    then = time.mktime(time.strptime(request.headers["x-sdk-date"] + "UTC", "%Y%m%dT%H%M%SZ%Z")) - time.timezone
    SignedAuth(KEY["access_key"], KEY["secret_key"], clock=lambda: then)(arrived)
    assert arrived.headers["Authorization"] == request.headers["authorization"]
    assert request.headers.get("content-length", "0") == str(len(request.body))


def test_headers_of_the_caller(service: Service) -> None:
    client = make_client(service.url)
    client.send("PATCH", "/v1/p1/pools/x", body={}, headers={"Content-Type": "application/merge-patch+json"})
    assert service.requests[0].headers["content-type"] == "application/merge-patch+json"
    for headers in ({"X-Note": "a\r\nX-Auth-Token: b"}, {"X\r\nY": "a"}, {"X-Note": "é"}):
        with pytest.raises(ConfigurationError, match="The header .* cannot be sent"):
            client.send("GET", "/v1/p1/x", headers=headers)
    assert len(service.requests) == 1


def test_token_goes_in_its_own_header(service: Service) -> None:
    make_client(service.url, auth_token="T", project_id="p1").send("GET", "/v1/p1/x")
    assert service.requests[0].headers["x-auth-token"] == "T"
    assert "authorization" not in service.requests[0].headers


def test_body_that_is_not_json_is_refused(service: Service) -> None:
    for body in ({"a": float("nan")}, {"a": object()}):
        with pytest.raises(ConfigurationError, match="The body of POST /v1/p1/x is not JSON"):
            make_client(service.url).send("POST", "/v1/p1/x", body=body)
    assert not service.requests


# Paths


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("/.%?#\\ \r\n\t;:@&=+~{}"), min_size=1))
def test_a_value_stays_one_part_of_the_path(service: Service, value: str) -> None:
    client = make_client(service.url)
    if {".", ".."} & set(value.split("/")):  # who decodes %2F would see another path
        with pytest.raises(ConfigurationError, match="id cannot be"):
            client.path("/v1/{project_id}/notebooks/{id}/start", id=value)
        return
    client.send("GET", client.path("/v1/{project_id}/notebooks/{id}/start", id=value))
    parts = service.requests[-1].target.split("/")
    assert parts[:4] + parts[5:] == ["", "v1", "p1", "notebooks", "start"]
    assert unquote(parts[4]) == value


@pytest.mark.parametrize("value", ["..", ".", "", None, "../x", "a/./b", "x/..", "/."])
def test_values_that_would_reach_another_path(service: Service, value: Any) -> None:
    with pytest.raises(ConfigurationError, match="id cannot be"):
        make_client(service.url).path("/v1/notebooks/{id}", id=value)


@pytest.mark.parametrize(
    "path",
    ["", "v1/x", "/v1/../x", "/v1/%2e%2E/x", "/v1/./x", "/v1//x", "//evil/x", "/v1/x?a=1", "/v1/x#a", "/v1/a b"]
    + ["/v1/é", "/v1/%", "/v1/%zz", "/v1/x\r\nHost: evil", "http://evil/x", "/v1/a\\b", "/v1/{id}"],
)
def test_paths_that_cannot_be_sent_exactly(service: Service, path: str) -> None:
    with pytest.raises(ConfigurationError, match="The path .* needs percent-encoding, or has"):
        make_client(service.url).send("GET", path)
    assert not service.requests


def test_paths_arrive_as_they_are(service: Service) -> None:
    for path in ("/v1/p1/a%2Fb", "/v1/a/", "/v1/x!$&'()*+,;=:@~", "/v1/...", "/v1/%252e%252e", "/v1/a..b"):
        make_client(service.url).send("GET", path)
        assert service.requests[-1].target == path


def test_paths_with_names_that_have_no_value(service: Service) -> None:
    client = make_client(service.url)
    with pytest.raises(ConfigurationError, match="The path /v1/{id} needs a value for id"):
        client.path("/v1/{id}", name="x")
    for template in ("/v1/{", "/v1/}", "/v1/{}", "/v1/{id.x}", "/v1/{id!r}"):
        with pytest.raises(ConfigurationError, match="The path .* needs percent-encoding"):
            client.send("GET", client.path(template, id="x"))
    assert not service.requests


def test_numbers_and_a_given_project(service: Service) -> None:
    client = make_client(service.url, auth_token="T")  # whose project is not known, and not needed
    assert client.path("/v1/{project_id}/jobs/{job}", project_id="other", job=7) == "/v1/other/jobs/7"


# Answers


def test_an_answer(service: Service) -> None:
    service.answers = [answer(201, {"id": "1"}, X_Request_Id="r1", Date="Tue, 15 Nov 1994 08:12:31 GMT")]
    got = make_client(service.url).send("POST", "/v1/p1/x", body={})
    assert (got.status, got.body, got.request_id, got.date) == (201, {"id": "1"}, "r1", 784887151)


@pytest.mark.parametrize("body", [None, b"", b"null", b" \n", b'""'])
def test_empty_answers(service: Service, body: Any) -> None:
    service.answers = [answer(202, body, Date="?")]
    got = make_client(service.url).send("DELETE", "/v1/p1/x")
    assert got.body in (None, "") and got.request_id is None and got.date is None


@pytest.mark.parametrize("body", [None, b"null"])
def test_a_read_that_is_answered_with_nothing_has_failed(service: Service, body: Any) -> None:
    """Nothing does not mean that there is no such object."""
    service.answers = [answer(200, body), answer(200, {"id": "1"})]
    client = make_client(service.url)
    assert client.send("GET", "/v1/p1/x").body == {"id": "1"}
    service.answers = [answer(200, body)] * 9
    with pytest.raises(ApiError, match="nothing came instead of an answer") as caught:
        client.send("POST", "/v1/p1/searches", body={}, reads=True)
    assert caught.value.kind == "internal" and not caught.value.uncertain


def test_an_answer_without_a_body_needs_no_length(service: Service) -> None:
    service.answers = [b"HTTP/1.1 204 No Content\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n"]
    client = make_client(service.url)
    assert client.send("DELETE", "/v1/p1/x").status == 204
    assert client.send("HEAD", "/v1/p1/x").body is None
    assert client.requests == 2


def test_compressed_answer(service: Service) -> None:
    import gzip

    service.answers = [answer(200, gzip.compress(b'{"a": 1}'), Content_Encoding="gzip")]
    assert make_client(service.url).send("GET", "/v1/p1/x").body == {"a": 1}


def test_cookies_are_not_kept(service: Service) -> None:
    service.answers = [answer(200, {}, Set_Cookie="session=1; Path=/")]
    client = make_client(service.url)
    client.send("GET", "/v1/p1/x")
    client.send("GET", "/v1/p1/x")
    assert "cookie" not in service.requests[1].headers


def test_log_and_count(service: Service) -> None:
    service.answers = [answer(503), answer(200, {})]
    client = make_client(service.url)
    client.send("GET", "/v1/p1/x", {"name": "n"})
    assert client.requests == 2
    assert [(entry["method"], entry["path"], entry["status"]) for entry in client.log] == [
        ("GET", "/v1/p1/x", 503),
        ("GET", "/v1/p1/x", 200),
    ]
    assert all(set(entry) == {"method", "path", "status", "ms"} and entry["ms"] >= 0 for entry in client.log)


# The write gate


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "post"])
def test_a_read_only_client_sends_no_write(service: Service, method: str) -> None:
    client = make_client(service.url, read_only=True)
    with pytest.raises(WriteRefused, match="only read"):
        client.send(method, "/v1/p1/x", body={})
    assert not service.requests


def test_a_read_only_client_reads(service: Service) -> None:
    client = make_client(service.url, read_only=True)
    client.send("GET", "/v1/p1/x")
    client.send("POST", "/v2/p1/searches", body={}, reads=True)
    assert service.sent == ["GET /v1/p1/x", "POST /v2/p1/searches"]
    with pytest.raises(WriteRefused):
        client.send("GET", "/v1/p1/x/renew", reads=False)


# Repeating


@pytest.mark.parametrize("method", REPLAYED + ONCE)
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_server_faults(service: Service, method: str, status: int) -> None:
    service.answers = [answer(status), answer(status)]
    client = make_client(service.url)
    if method in REPLAYED:
        assert client.send(method, "/v1/p1/x").status == 200
        assert len(service.requests) == 3
    else:
        error = failure(client, method)
        assert error.uncertain and error.status == status and len(service.requests) == 1
        assert "It is not known whether the request took effect." in str(error)


BROKEN: dict[str, Callable[[socket.socket], None]] = {
    "reset": reset,
    "closed": close,
    "silent": silence,
    "half a head": then_close(b"HTTP/1.1 200 OK\r\nContent-"),
    "half a body": then_close(b'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"id": "1"}'),
    "half a chunk": then_close(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{"id":'),
    "half a JSON": then_close(b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"id": '),
    "not HTTP": then_close(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    "half a gzip": then_close(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8bxx"),
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST", "PATCH"])
def test_lost_answers(service: Service, method: str, broken: str) -> None:
    service.answers = [BROKEN[broken]]
    client = make_client(service.url, **KEY, timeout=0.3 if broken == "silent" else 10)
    if method in REPLAYED:
        assert client.send(method, "/v1/p1/x").status == 200
        assert service.sent == [f"{method} /v1/p1/x"] * 2
    else:
        error = failure(client, method)
        assert error.uncertain and len(service.requests) == 1 and not client.naps
        assert error.kind in ("unreachable", "internal")


@pytest.mark.parametrize("broken", BROKEN)
def test_lost_answers_for_good(service: Service, broken: str) -> None:
    service.answers = [BROKEN[broken]] * 3
    timeout = 0.3 if broken == "silent" else 10
    client = make_client(service.url, **KEY, retries=2, timeout=timeout)
    assert not failure(client).uncertain, "what reads has no effect"
    assert client.requests == 3
    service.answers = [BROKEN[broken]] * 2
    assert failure(make_client(service.url, **KEY, retries=1, timeout=timeout), "DELETE").uncertain


def test_replay_can_be_told(service: Service) -> None:
    service.answers = [reset, answer(200, {"id": "1"}), reset]
    client = make_client(service.url)
    assert client.send("POST", "/v1/p1/x", body={}, replay=True).body == {"id": "1"}
    assert failure(client, "DELETE", replay=False).uncertain
    assert len(service.requests) == 3


def test_a_search_by_post_is_repeated_like_a_read(service: Service) -> None:
    service.answers = [reset]
    make_client(service.url).send("POST", "/v2/p1/searches", body={}, reads=True)
    assert len(service.requests) == 2


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.mark.parametrize("method", REPLAYED + ONCE)
def test_refused_connections_are_tried_again(method: str) -> None:
    port = free_port()
    client = make_client(f"http://127.0.0.1:{port}")
    services: list[Service] = []

    def come_up(seconds: float) -> None:
        if not services:
            services.append(Service(port=port))

    client._sleep = come_up
    client.send(method, "/v1/p1/x")
    assert services[0].sent == [f"{method} /v1/p1/x"]
    services[0].stop()


def test_refused_for_good() -> None:
    client = make_client(f"http://127.0.0.1:{free_port()}")
    error = failure(client, "POST")
    assert not error.uncertain and error.kind == "unreachable" and error.status is None
    assert len(client.naps) == 5
    assert "POST /v1/p1/notebooks failed: no connection to 127.0.0.1: Connection refused. Check endpoint" in str(error)


def test_a_write_after_a_refused_connection_is_still_uncertain(service: Service) -> None:
    """While a failure is handled, it is the context of the next one: that must not be taken for its cause."""
    service.answers = [reset]
    try:
        make_client(f"http://127.0.0.1:{free_port()}", **KEY, retries=0).send("POST", "/v1/p1/x")
    except ApiError:
        assert failure(make_client(service.url), "POST").uncertain
    assert len(service.requests) == 1


@pytest.mark.parametrize("method", REPLAYED + ONCE)
def test_throttled_requests_are_tried_again(service: Service, method: str) -> None:
    service.answers = [answer(429), answer(429, Retry_After="7"), answer(503, Retry_After="8")]
    client = make_client(service.url)
    assert client.send(method, "/v1/p1/x").status == 200
    assert len(service.requests) == 4
    assert 0.25 <= client.naps[0] <= 0.5 and client.naps[1:] == [7, 8]


def test_throttled_by_code(service: Service) -> None:
    service.answers = [answer(400, {"error_code": "ModelArts.4370", "error_msg": "Too many."})]
    make_client(service.url).send("POST", "/v1/p1/x")
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        ("0", 0.25),
        ("3", 3),
        ("3600", 60),
        ("Tue, 15 Nov 1994 08:12:41 GMT", 10),
        ("x", 0.25),
        ("-5", 0.25),
        ("\xb2", 0.25),
    ]
    + [("Tue, 15 Nov 1994 07:00:00 GMT", 0.25), ("Tue, 99 Nov 1994 07:00:00 GMT", 0.25), ("1.5", 0.25)],
)
def test_retry_after(service: Service, value: str, pause: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.uniform", lambda low, high: low)
    service.answers = [answer(429, Retry_After=value, Date="Tue, 15 Nov 1994 08:12:31 GMT")]
    client = make_client(service.url)
    client.send("GET", "/v1/p1/x")
    assert client.naps == [pause]


def test_back_off_grows_and_varies(service: Service) -> None:
    service.answers = [answer(500)] * 40
    client = make_client(service.url, **KEY, retries=9)
    failure(client)
    for number, nap in enumerate(client.naps):
        assert min(0.25 * 2**number, 60) <= nap <= min(0.5 * 2**number, 60)
    other = make_client(service.url, **KEY, retries=9)
    failure(other)
    assert len(client.naps) == 9 and client.naps[:6] != other.naps[:6]


def test_deadline(service: Service) -> None:
    service.answers = [answer(500)] * 20
    client = make_client(service.url, **KEY, retries=19)
    error = failure(client, deadline=client._now() + 10)
    assert error.status == 500
    assert sum(client.naps) < 10 and 4 <= len(service.requests) <= 7


def test_deadline_shortens_the_time_for_an_answer(service: Service) -> None:
    service.answers = [silence]
    client = make_client(service.url, **KEY, timeout=30)
    client._now = time.monotonic
    error = failure(client, "POST", deadline=time.monotonic() - 5)  # one try is always made
    assert "no answer from 127.0.0.1 within 1 seconds" in str(error)


def test_deadline_before_retry_after(service: Service) -> None:
    service.answers = [answer(429, Retry_After="30")]
    client = make_client(service.url)
    error = failure(client, deadline=client._now() + 10)
    assert error.kind == "throttled" and error.retry_after == 30 and not client.naps


def test_each_try_is_signed_anew(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.answers = [answer(500)]
    client = make_client(service.url)
    client._sleep = lambda seconds: time.sleep(1.1)
    client.send("GET", "/v1/p1/x")
    first, second = service.requests
    assert first.headers["x-sdk-date"] != second.headers["x-sdk-date"]
    assert first.headers["authorization"] != second.headers["authorization"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 422, 501])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_refusals_are_final(service: Service, status: int, method: str) -> None:
    service.answers = [answer(status, {"error_code": "ModelArts.9999", "error_msg": "No."})]
    error = failure(make_client(service.url), method)
    assert error.status == status and not error.uncertain and len(service.requests) == 1


def test_a_refusal_sent_as_a_server_fault_is_final(service: Service) -> None:
    service.answers = [answer(500, {"error_code": "ModelArts.5040", "error_msg": "Quota."})]
    error = failure(make_client(service.url), "POST")
    assert error.kind == "quota" and not error.uncertain and len(service.requests) == 1


# Connections


def test_a_connection_serves_all_clients_of_the_process(service: Service) -> None:
    for _each in range(3):
        client = make_client(service.url)
        client.send("GET", "/v1/p1/x")
        client.send("POST", "/v1/p1/x", body={})
    assert {request.connection for request in service.requests} == {1}


def test_a_forked_process_opens_its_own_connection(service: Service) -> None:
    client = make_client(service.url)
    client.send("GET", "/v1/p1/parent")
    child = os.fork()
    if child == 0:
        try:
            client.send("GET", "/v1/p1/child")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    client.send("GET", "/v1/p1/parent")
    assert [(request.target, request.connection) for request in service.requests] == [
        ("/v1/p1/parent", 1),
        ("/v1/p1/child", 2),
        ("/v1/p1/parent", 1),
    ]


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_idle_connection_that_was_closed_is_not_used(service: Service, method: str) -> None:
    service.answers = [then_close(answer(200, {}))]
    client = make_client(service.url)
    client.send("GET", "/v1/p1/x")
    time.sleep(0.1)
    client.send(method, "/v1/p1/y")
    assert [(request.target, request.connection) for request in service.requests] == [("/v1/p1/x", 1), ("/v1/p1/y", 2)]
    assert not client.naps


def test_a_reused_connection_that_dies_on_the_request(service: Service) -> None:
    service.answers = [answer(200, {}), close, answer(200, {}), close]
    client = make_client(service.url)
    client.send("GET", "/v1/p1/x")
    client.send("PUT", "/v1/p1/x")
    error = failure(client, "POST")
    assert error.uncertain
    assert [request.connection for request in service.requests] == [1, 1, 2, 2]


def test_a_cut_answer_does_not_spoil_the_next(service: Service) -> None:
    service.answers = [answer(200, b'{"a": 1}', Content_Length=4), answer(200, {"b": 2})]
    client = make_client(service.url)
    assert client.send("GET", "/v1/p1/x").body == {"b": 2}
    assert client.send("GET", "/v1/p1/x").body == {}


def test_netrc_is_not_used(service: Service, tmp_path: Any) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password mine\n")
    (tmp_path / ".netrc").chmod(0o600)
    make_client(service.url).send("GET", "/v1/p1/x")
    make_client(service.url, auth_token="T", project_id="p").send("GET", "/v1/p1/x")
    assert service.requests[0].headers["authorization"].startswith("SDK-HMAC-SHA256 ")
    assert "authorization" not in service.requests[1].headers


# Proxies


def test_proxy_of_the_environment(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://user:pass@127.0.0.1:{service.port}")
    make_client("http://modelarts.example", **KEY, allow_http=True).send("GET", "/v1/p1/a%2Fb/x~", {"q": "a b"})
    (request,) = service.requests
    assert request.target == "http://modelarts.example/v1/p1/a%2Fb/x~?q=a%20b"
    assert request.headers["host"] == "modelarts.example"
    assert request.headers["proxy-authorization"] == "Basic dXNlcjpwYXNz"


def test_no_proxy(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    make_client(service.url).send("GET", "/v1/p1/x")
    assert len(service.requests) == 1


def test_a_proxy_that_refuses_the_tunnel(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", f"http://user:pass-word@127.0.0.1:{service.port}")
    service.answers = [answer(407, HTML), answer(407, HTML)]
    error = failure(make_client("https://modelarts.example", **KEY, retries=1), "POST")
    assert service.sent == ["CONNECT modelarts.example:443"] * 2
    assert not error.uncertain and error.kind == "unreachable"
    assert "no connection to modelarts.example through the proxy: Tunnel connection failed: 407 Reason" in str(error)
    assert "HTTPS_PROXY" in str(error) and "pass-word" not in str(error)


def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    error = failure(make_client("http://modelarts.example", **KEY, allow_http=True, retries=1), "POST")
    assert not error.uncertain
    assert "no connection to modelarts.example through the proxy: Connection refused" in str(
        error
    ) and "HTTP_PROXY" in str(error)


def test_a_proxy_whose_name_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:3128")
    error = failure(make_client("http://modelarts.example", **KEY, allow_http=True, retries=1), "POST")
    assert not error.uncertain
    assert "no connection to modelarts.example through the proxy" in str(error) and "HTTP_PROXY" in str(error)


@pytest.mark.parametrize(
    "proxy", ["http://user:pass-word@", "http://user:pass-word@a b:1", "socks9://user:pass-word@h:1"]
)
def test_a_proxy_that_makes_no_sense(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    error = failure(make_client("http://modelarts.example", **KEY, allow_http=True, retries=1), "POST")
    assert "pass-word" not in str(error) and "HTTP_PROXY" in str(error)


@pytest.mark.parametrize("status", [200, 403])
def test_html_instead_of_json(service: Service, status: int) -> None:
    service.answers = [answer(status, HTML, Content_Type="text/html")] * 2
    client = make_client(service.url)
    error = failure(client)
    assert len(service.requests) == 1, "it would come again"
    assert str(error) == (
        "GET /v1/p1/notebooks failed: an HTML page (502 Bad Gateway) came instead of an answer "
        f"(HTTP {status}). Check endpoint, the network, and the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY."
    )
    assert failure(client, "POST").uncertain == (status == 200)


def test_html_with_a_server_fault_is_tried_again(service: Service) -> None:
    service.answers = [answer(502, HTML), answer(502, HTML)]
    client = make_client(service.url)
    assert client.send("GET", "/v1/p1/x").status == 200
    service.answers = [answer(502, HTML)]
    error = failure(client, "POST")
    assert error.uncertain and error.kind == "unavailable" and "HTML page (502 Bad Gateway)" in str(error)


@pytest.mark.parametrize("body", [b"1", b'"yes"', b"true"])
def test_json_that_is_no_answer(service: Service, body: bytes) -> None:
    service.answers = [answer(200, body)]
    error = failure(make_client(service.url), "POST")
    assert error.uncertain and len(service.requests) == 1 and "broken JSON" not in str(error)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_redirects_are_not_followed(service: Service, status: int, method: str) -> None:
    other = Service()
    service.answers = [answer(status, None, Location=f"{other.url}/v1/x?token=abc")]
    error = failure(make_client(service.url), method)
    assert not other.requests and len(service.requests) == 1 and not error.uncertain
    assert f"a redirect to {other.url} was not followed" in str(error) and "abc" not in str(error)
    other.stop()


@pytest.mark.parametrize("place", ["/login", "http://[::1", "https://user:pass-word@h/", "", "\xff"])
def test_redirects_to_strange_places(service: Service, place: str) -> None:
    service.answers = [answer(302, HTML, Location=place)]
    error = failure(make_client(service.url))
    assert "a redirect to " in str(error) and "pass-word" not in str(error)


# Unreachable


def test_unknown_host() -> None:
    credentials = {**KEY, "region": "no-such-1", "cloud": "invalid", "retries": 1, "timeout": 5}
    error = failure(make_client("", **credentials), "POST")
    assert not error.uncertain and error.kind == "unreachable"
    assert str(error) == (
        "POST /v1/p1/notebooks failed: the host name modelarts.no-such-1.invalid is not known. "
        "Check region and cloud, or endpoint, and the name service."
    )


def test_no_route(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_route(*args: Any, **options: Any) -> None:
        raise OSError(113, "No route to host")

    monkeypatch.setattr(urllib3.util.connection, "create_connection", no_route)
    error = failure(make_client("https://modelarts.example", **KEY, retries=0), "POST")
    assert "no connection to modelarts.example: No route to host. Check endpoint, the network" in str(error)
    assert not error.uncertain


def test_no_connection_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*args: Any, **options: Any) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr(urllib3.util.connection, "create_connection", too_slow)
    client = make_client("https://modelarts.example", **KEY, retries=2)
    error = failure(client, "POST")
    assert "no connection to modelarts.example" in str(error) and not error.uncertain and len(client.naps) == 2


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    path = str(tmp_path_factory.mktemp("tls") / "both.pem")
    names = "subjectAltName=IP:127.0.0.1,DNS:localhost"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run(
        [*command, "-addext", names, "-keyout", path, "-out", path + ".crt"], check=True, capture_output=True
    )
    with open(path, "a", encoding="utf-8") as key, open(path + ".crt", encoding="utf-8") as crt:
        key.write(crt.read())
    return path


@pytest.fixture
def tls_service(certificate: str) -> Any:
    service = over_tls(certificate)
    yield service
    service.stop()


def test_self_signed_certificate(tls_service: Service, certificate: str, recwarn: Any) -> None:
    client = make_client(tls_service.url)
    error = failure(client, "POST")
    assert not client.naps and not error.uncertain and not tls_service.requests
    assert "the TLS certificate of 127.0.0.1 is not trusted: self" in str(error) and "Set ca_path" in str(error)
    assert make_client(tls_service.url, **KEY, ca_path=certificate + ".crt").send("GET", "/v1/p1/x").status == 200
    assert make_client(tls_service.url, **KEY, validate_certs=False).send("GET", "/v1/p1/x").status == 200
    failure(make_client(tls_service.url))  # what one client accepts is nothing to another
    assert not recwarn.list


def test_certificate_of_another_host(tls_service: Service, certificate: str) -> None:
    client = make_client(f"https://127.0.0.2:{tls_service.port}", **KEY, ca_path=certificate + ".crt")
    tls_service.listen("127.0.0.2")
    assert "the TLS certificate of 127.0.0.2 is not trusted: " in str(failure(client))


def test_tls_lost_after_the_request(tls_service: Service, certificate: str) -> None:
    tls_service.answers = [reset, close]
    client = make_client(tls_service.url, **KEY, ca_path=certificate + ".crt")
    assert failure(client, "POST").uncertain
    assert failure(client, "POST").uncertain
    assert len(tls_service.requests) == 2


def test_tls_to_a_plain_port() -> None:
    service = Service(wrap=lambda connection: connection.sendall(answer(400)) or connection)  # type: ignore[func-returns-value]
    error = failure(make_client(service.url.replace("http:", "https:"), **KEY, retries=0))
    assert "the connection to 127.0.0.1 broke before the whole answer had come: [SSL: WRONG_VERSION_NUMBER]" in str(
        error
    )
    service.stop()


# What failures say


def test_a_failure_in_full(service: Service) -> None:
    body = {"error_code": "ModelArts.6309", "error_msg": "The notebook does not exist.\n"}
    service.answers = [answer(400, body, X_Request_Id="r-1")]
    error = failure(make_client(service.url), "DELETE", "/v1/p1/notebooks/n1")
    assert str(error) == (
        "DELETE /v1/p1/notebooks/n1 failed: The notebook does not exist (HTTP 400, ModelArts.6309, request id r-1). "
        "Check the id or name, and that region and project_id are right."
    )
    assert error.details() == {
        "http_status": 400,
        "error_code": "ModelArts.6309",
        "error_message": "The notebook does not exist",
        "request_id": "r-1",
        "request": "DELETE /v1/p1/notebooks/n1",
    }
    assert error.kind == "not_found" and error.body == body


def test_request_id_in_the_body(service: Service) -> None:
    service.answers = [answer(400, {"error_code": "E", "error_msg": "M", "request_id": "r-2"})]
    assert failure(make_client(service.url)).request_id == "r-2"


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_failure_without_words(service: Service, status: int) -> None:
    service.answers = [answer(status)] * 2
    error = failure(make_client(service.url, **KEY, retries=1))
    assert f"no reason was given (HTTP {status})" in str(error)


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (0, "Check access_key and secret_key"),
        (3600, "60 minutes behind"),
        (-3600, "60 minutes ahead"),
        (250, "Check acc"),
    ],
)
def test_wrong_key_or_wrong_clock(service: Service, offset: int, words: str) -> None:
    body = {"error_code": "APIGW.0301", "error_msg": "Incorrect IAM authentication information: verify signature fail"}
    service.answers = [answer(401, body, Date=formatdate(time.time() + offset, usegmt=True))]
    error = failure(make_client(service.url))
    assert error.kind == "unauthorized" and words in str(error) and "verify signature fail" in str(error)


def test_expired_token(service: Service) -> None:
    service.answers = [answer(401, {"error_code": "ModelArts.0202", "error_msg": "token expired"})]
    error = failure(make_client(service.url, auth_token="the-token", project_id="p1"))
    assert "The auth_token is wrong, expired" in str(error) and len(service.requests) == 1


def test_secrets_echoed_by_the_service_are_masked(service: Service) -> None:
    service.answers = [answer(400, {"error_code": "E", "error_msg": "bad key the-secret-key with the-sts"})]
    error = failure(make_client(service.url, **KEY, security_token="the-sts"))
    assert error.message == "bad key ******** with ********"


@pytest.mark.parametrize(
    "body",
    [
        {"is_success": False, "error_code": "ModelArts.0105", "error_message": "Busy."},
        {"error_code": "ModelArts.7005", "error_msg": "No workspace.", "request_id": "r"},
        {"success": False, "error_code": "ModelArts.4352", "error_msg": "No.", "results": [{"success": False}]},
        {"is_success": False},
    ],
)
def test_failures_told_with_200(service: Service, body: Any) -> None:
    service.answers = [answer(200, body)]
    error = failure(make_client(service.url), "POST")
    assert error.status == 200 and not error.uncertain and error.body == body
    assert error.code == body.get("error_code") and len(service.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"is_success": True, "error_code": "", "error_message": ""},
        {"is_success": True, "error_code": "ModelArts.0000", "job_id": 1},
        {"task_id": "t", "status": 3, "error_code": "ModelArts.4999", "error_msg": "The import failed."},
        {"error_code": None, "error_msg": None, "workspaces": []},
        {"success": False, "results": [{"success": False}]},
        [{"error_code": "E"}],
    ],
)
def test_answers_that_only_look_like_failures(service: Service, body: Any) -> None:
    service.answers = [answer(200, body)]
    assert make_client(service.url).send("GET", "/v1/p1/x").body == body


def test_without_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "requests", None)
    with pytest.raises(ConfigurationError, match="The Python library requests is missing"):
        make_client("http://127.0.0.1:1")
