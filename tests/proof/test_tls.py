# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom credentials are sent to, in real playbook runs: certificates, plain http, redirects, proxies."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.tests.unit.plugins.module_utils.api.service import (
    Service,
    answer,
    over_tls,
)
from tests.playbooks import Run, task

KEY = {"access_key": "AKEXAMPLE", "secret_key": "canary-secret-7f3a", "security_token": "canary-temporary-7f3a"}
TOKEN = {"auth_token": "canary-token-7f3a"}
PROVES = {"authorization", "x-auth-token", "x-security-token"}  # headers
FEW = {"project_id": "p1", "retries": 0, "timeout": 10}
ROADS = pytest.mark.parametrize("in_process", [True, False])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its certificate, signed by itself, for 127.0.0.1 and modelarts.example."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    names = "subjectAltName=IP:127.0.0.1,DNS:modelarts.example"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test"]
    paths = ["-keyout", str(file), "-out", str(file.with_suffix(".crt"))]
    subprocess.run([*request, "-addext", names, *paths], check=True, capture_output=True)
    file.write_text(file.read_text(encoding="utf-8") + file.with_suffix(".crt").read_text(encoding="utf-8"))
    return file


@pytest.fixture
def plain() -> Iterator[Service]:
    service = Service()
    yield service
    service.stop()


@pytest.fixture
def secure(certificate: Path) -> Iterator[Service]:
    service = over_tls(certificate)
    yield service
    service.stop()


class Tunnel:
    """A proxy that connects every tunnel to one port of this machine. asked: the first line and headers of each."""

    def __init__(self, port: int) -> None:
        self.asked: list[str] = []
        self._port, self._listener = port, socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._listener.accept()[0],), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(4096)
        self.asked.append(head.decode())
        server = socket.create_connection(("127.0.0.1", self._port))
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        threading.Thread(target=pump, args=(server, client), daemon=True).start()
        pump(client, server)

    def stop(self) -> None:
        self._listener.close()


def pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def reads(name: str, endpoint: str, **options: Any) -> dict[str, Any]:
    return task("notebook_info", {"endpoint": endpoint, **FEW, **options}, name=name, ignore_errors=True)


def outcomes(run: Run) -> dict[str, str | None]:
    """The message of each failed task, None for those that worked."""
    assert run.status == 0 and "Traceback" not in run.text and "canary" not in run.text, run.text
    return {name: result["msg"] if result["failed"] else None for name, result in run.results}


@ROADS
def test_certificates(secure: Service, certificate: Path, in_process: bool) -> None:
    authority = str(certificate.with_suffix(".crt"))
    secure.answers = [answer(body={"data": [], "total": 0})] * 3
    tasks = [
        reads("unknown", secure.url, **KEY),
        reads("unknown, with a token", secure.url, **TOKEN),
        reads("of another host", f"https://localhost:{secure.port}", ca_path=authority, **KEY),
        reads("trusted", secure.url, ca_path=authority, **KEY),
        reads("unchecked", secure.url, validate_certs=False, **TOKEN),
        reads("plain http", "http://modelarts.example", **KEY),
        reads("plain http to IAM", secure.url, iam_endpoint="http://iam.example", ca_path=authority, **TOKEN),
    ]
    seen = outcomes(Run(tasks, {}, in_process=in_process))
    for name in ("unknown", "unknown, with a token"):
        message = str(seen[name])
        assert message.startswith("could not read notebooks: GET /v1/p1/notebooks failed: the TLS certificate of 127.")
        assert "is not trusted: self" in message and "Set ca_path to the file of the certificate authority" in message
    assert "the TLS certificate of localhost is not trusted" in str(seen["of another host"])
    assert seen["trusted"] is seen["unchecked"] is None
    for name, option in (("plain http", "endpoint"), ("plain http to IAM", "iam_endpoint")):
        message = str(seen[name])
        assert message.startswith(f"{option} http://") and "would show credentials on the way" in message
    assert len(secure.requests) == 2


@ROADS
def test_authorities_from_the_environment(secure: Service, certificate: Path, in_process: bool) -> None:
    secure.answers = [answer(body={"data": [], "total": 0})] * 2
    env = {"REQUESTS_CA_BUNDLE": str(certificate.with_suffix(".crt"))}
    seen = outcomes(Run([reads("trusted", secure.url, **KEY)], env, in_process=in_process))
    assert seen == {"trusted": None} and len(secure.requests) == 1


@ROADS
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_carry_no_credentials(plain: Service, status: int, in_process: bool) -> None:
    """To nowhere: they are not followed, by neither kind of identity, nor by a login."""
    other = Service()
    plain.answers = [answer(status, Location=f"{other.url}/v1/p1/notebooks")] * 3
    login = {"username": "u", "password": "canary-password-7f3a", "domain_name": "d", "region": "r"}
    tasks = [
        reads("key", plain.url, **KEY),
        reads("token", plain.url, **TOKEN),
        reads("password", plain.url, iam_endpoint=plain.url, **login),
    ]
    seen = outcomes(Run(tasks, {}, in_process=in_process))
    other.stop()
    assert other.requests == [] and len(plain.requests) == 3
    for message in seen.values():
        assert f"a redirect to {other.url} was not followed" in str(message)
    assert plain.requests[2].target == "/v3/auth/tokens"


@ROADS
def test_proxies(plain: Service, secure: Service, certificate: Path, in_process: bool) -> None:
    """Requests to the host go through the proxy; through a tunnel with TLS, the proxy sees no credentials."""
    authority = str(certificate.with_suffix(".crt"))
    secure.answers = [answer(body={"data": [], "total": 0})] * 2
    plain.answers = [answer(body={"data": [], "total": 0})] * 2
    tunnel = Tunnel(secure.port)
    env = {"HTTPS_PROXY": tunnel.url, "HTTP_PROXY": plain.url, "NO_PROXY": "127.0.0.1"}
    tasks = [
        reads("tunnel", "https://modelarts.example", ca_path=authority, **KEY),
        reads("plain", "http://modelarts.example", allow_http=True, **KEY),
        reads("direct", secure.url, ca_path=authority, **TOKEN),
    ]
    seen = outcomes(Run(tasks, env, in_process=in_process))
    tunnel.stop()
    assert seen == dict.fromkeys(("tunnel", "plain", "direct"))
    (asked,) = tunnel.asked
    assert asked.startswith("CONNECT modelarts.example:443 ")
    assert not PROVES & {line.partition(":")[0].lower() for line in asked.splitlines()}
    through, direct = secure.requests
    assert through.headers["host"] == "modelarts.example" and PROVES & through.headers.keys()
    assert direct.headers["x-auth-token"] == TOKEN["auth_token"]
    (forwarded,) = plain.requests
    assert forwarded.target.startswith("http://modelarts.example/v1/p1/notebooks")
