# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control of the emulator, and its life as a process."""

from __future__ import annotations

import asyncio
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from tests.emulator.control import guarded
from tests.emulator.testing import ROOT, Emulator, eventually
from tests.unit.emulator.conftest import FLAVOR, NOTEBOOK, Api


def test_the_log(emulator: Emulator, api: Any) -> None:
    api.call("POST", "/notebooks", NOTEBOOK)
    first = emulator.last_request()
    api.call("GET", "/notebooks/a%2Fb", name="x y")
    created, shown = emulator.requests()
    assert created["operation"] == "CreateNotebook"
    assert created["body"] == NOTEBOOK
    assert (created["status"], created["user"], created["error_code"]) == (200, "emulator", None)
    assert shown["path"].endswith("/notebooks/a/b")
    assert shown["raw_path"].endswith("/notebooks/a%2Fb")
    assert (shown["query"], shown["status"]) == ({"name": "x y"}, 400)
    assert shown["error_code"] == "ModelArts.6400"
    assert emulator.requests(since=first) == [shown]
    assert emulator.requests(operation="CreateNotebook") == emulator.writes() == [created]
    emulator.clear_requests()
    assert emulator.requests() == []
    api.call("GET", "/notebooks")
    assert emulator.last_request() == shown["seq"] + 1


def test_the_log_has_no_secrets(emulator: Emulator, api: Any) -> None:
    user = {"name": emulator.username, "password": emulator.password, "domain": {"name": emulator.domain_name}}
    identity = {"methods": ["password"], "password": {"user": user}}
    body = {"auth": {"identity": identity, "scope": {"project": {"name": emulator.region}}}}
    answer = api.call("POST", "/v3/auth/tokens", body, {"Authorization": None})
    token = answer.headers["X-Subject-Token"]
    api.call("GET", "/notebooks", headers={"Authorization": None, "X-Auth-Token": token})
    log = json.dumps(emulator.requests())
    assert [row["status"] for row in emulator.requests()] == [201, 200]
    for secret in (emulator.password, emulator.secret_key, token, "Signature"):
        assert secret not in log


def test_connections_are_told_apart(emulator: Emulator, api: Any) -> None:
    connection = http.client.HTTPConnection(urlsplit(emulator.endpoint).netloc)
    for _time in range(2):
        path = f"{api.project}/notebooks"
        connection.request("GET", path, None, api.sign("GET", path, "", b"", {}, 0))
        connection.getresponse().read()
    connection.close()
    api.call("GET", "/notebooks")
    first, second, third = (row["connection"] for row in emulator.requests())
    assert first == second != third


def test_reset(emulator: Emulator, api: Any) -> None:
    api.create()
    emulator.fault("ListNotebooks", status=500)
    emulator.settings(quota={"notebook": 1})
    emulator.patch("notebook_flavor", FLAVOR, sold_out=True)
    emulator.control("POST", "users", {"name": "second"})
    emulator.advance(100)
    emulator.reset()
    assert emulator.objects("notebook") == emulator.faults() == emulator.requests() == []
    assert emulator.settings()["quota"] == {}
    assert emulator.control("GET", "") == {name: emulator.ready[name] for name in emulator.control("GET", "")}
    assert abs(emulator.control("GET", "state")["now"] - time.time()) < 5
    api.create()


def test_objects(emulator: Emulator, api: Any) -> None:
    key = api.running()
    emulator.patch("notebook", key, status="ERROR", fail_reason="broken", volume={"capacity": 7})
    shown = api.show(key)
    assert (shown["status"], shown["fail_reason"]) == ("ERROR", "broken")
    assert (shown["volume"]["capacity"], shown["volume"]["category"]) == (7, "EVS")
    emulator.patch("notebook", key, volume={"status": "RESIZING"})
    emulator.advance(1000)
    assert api.show(key)["volume"]["status"] == "RESIZING"
    emulator.control("DELETE", f"objects/notebook/{key}")
    assert emulator.state()["notebook"] == []
    assert {"notebook", "image", "notebook_flavor", "notebook_storage"} <= set(emulator.state())


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "objects/notebook/none", {}),
        ("GET", "objects/cheese", None),
        ("POST", "settings", {"colour": "red"}),
        ("POST", "settings", {"speed": 0}),
        ("POST", "settings", {"speed": "fast"}),
        ("POST", "settings", {"update_rule": "never"}),
        ("POST", "settings", ["speed"]),
        ("POST", "clock", {"back": 1}),
        ("POST", "faults", {"count": 1, "id": 4}),
        ("PATCH", "keys/none", {}),
    ],
)
def test_what_the_control_refuses(emulator: Emulator, method: str, path: str, body: Any) -> None:
    before = emulator.settings()
    with pytest.raises(ValueError, match=method):
        emulator.control(method, path, body)
    assert emulator.settings() == before


def test_an_own_account() -> None:
    given = {"access_key": "AK", "secret_key": "SK", "project_id": "0" * 32, "region": "elsewhere-1"}
    with Emulator(**given) as emulator:
        assert {name: emulator.ready[name] for name in given} == given
        assert emulator.env["HW_REGION_NAME"] == "elsewhere-1"
        assert set(emulator.env) == {
            "HW_ACCESS_KEY",
            "HW_SECRET_KEY",
            "HW_SECURITY_TOKEN",
            "HW_AUTH_TOKEN",
            "HW_REGION_NAME",
            "HW_PROJECT_ID",
            "MODELARTS_ENDPOINT",
            "MODELARTS_IAM_ENDPOINT",
        }
        assert Api(emulator).call("GET", "/notebooks").status == 200


def test_it_starts_and_stops_quickly() -> None:
    started = time.monotonic()
    emulator = Emulator()
    up = time.monotonic() - started
    # a connection that is kept alive must not hold up the end
    connection = http.client.HTTPConnection(urlsplit(emulator.endpoint).netloc)
    connection.request("GET", "/_emulator/state")
    connection.getresponse().read()
    started = time.monotonic()
    assert emulator.close() == 0
    down = time.monotonic() - started
    connection.close()
    assert (emulator.errors(), up < 5, down < 3) == ("", True, True), (up, down)


def test_it_ends_with_its_parent() -> None:
    code = "import os, tests.emulator.testing as t; e = t.Emulator(); print(e.endpoint, flush=True); os._exit(9)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    address = urlsplit(found.stdout.strip())

    def ended() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((str(address.hostname), address.port or 0)) != 0

    assert found.returncode == 9
    assert eventually(ended)


def test_a_wrong_option_is_told() -> None:
    with pytest.raises(RuntimeError, match="unrecognized arguments"):
        Emulator("--quick")


@pytest.mark.parametrize("kill", [False, True])
def test_the_state_file(tmp_path: Path, kill: bool) -> None:
    file = str(tmp_path / "state.db")
    with Emulator(state=file, speed=2000) as first:
        api = Api(first)
        key = api.running(name="kept")
        other = api.create(name="gone")["id"]
        api.wait(other, "RUNNING")
        api.call("DELETE", f"/notebooks/{other}")
        api.call("POST", f"/notebooks/{key}/tags/create", {"tags": [{"key": "a", "value": "b"}]})
        eventually(lambda: len(first.objects("notebook")) == 1)
        token = first.control("POST", "keys", {"temporary": True})
        shown = api.show(key)
        if kill:
            first.process.kill()
            first.process.wait()
    with Emulator(state=file) as second:
        assert {**first.ready, "endpoint": "", "iam_endpoint": ""} == {
            **second.ready,
            "endpoint": "",
            "iam_endpoint": "",
        }
        assert Api(second).show(key) == shown
        given = {name: token[name] for name in ("access_key", "secret_key", "security_token")}
        assert Api(second, **given).call("GET", "/notebooks").body["total"] == 1


def test_time_goes_on_while_it_is_down(tmp_path: Path) -> None:
    file = str(tmp_path / "state.db")
    with Emulator(state=file, speed=30) as first:
        key = Api(first).create()["id"]
        assert Api(first).show(key)["status"] == "CREATING"
    time.sleep(1.1)
    with Emulator(state=file) as second:
        assert Api(second).show(key)["status"] == "RUNNING"


def test_other_keys_for_a_state_file(tmp_path: Path) -> None:
    file = str(tmp_path / "state.db")
    with Emulator(state=file) as first:
        old = first.access_key
    with Emulator(state=file, access_key="NEW", secret_key="secret") as second:
        assert Api(second).call("GET", "/notebooks").status == 200
        assert Api(second, access_key=old, secret_key=first.secret_key).call("GET", "/notebooks").status == 401


def test_tls(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("needs openssl")
    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-keyout", key, "-out", cert]
    subprocess.run([*command, *names], check=True, capture_output=True)
    with Emulator(tls=(cert, key)) as emulator:
        assert emulator.endpoint.startswith("https://")
        context = ssl.create_default_context(cafile=cert)
        with urllib.request.urlopen(f"{emulator.endpoint}/_emulator/state", context=context, timeout=10) as answer:
            assert json.loads(answer.read())["objects"]["notebook"] == []


def test_it_needs_little() -> None:
    """Not more than aiohttp and PyYAML, so that a quick start installs little."""
    code = "import sys, tests.emulator.app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"aiohttp", "yaml"} <= set(found.stdout.split())
    assert not {"ansible", "requests", "huaweicloudsdkcore", "ansible_collections"} & set(found.stdout.split())


@pytest.mark.parametrize(
    ("remote", "allowed"), [("127.0.0.1", True), ("::1", True), ("192.0.2.1", False), (None, False)]
)
def test_only_this_machine_may_steer(remote: str | None, allowed: bool) -> None:
    async def handler(request: Any) -> Any:
        return "steered"

    steer = guarded(handler)(SimpleNamespace(remote=remote))  # type: ignore[arg-type]
    if allowed:
        assert asyncio.run(steer) == "steered"  # type: ignore[arg-type]
    else:
        with pytest.raises(web.HTTPForbidden):
            asyncio.run(steer)  # type: ignore[arg-type]
