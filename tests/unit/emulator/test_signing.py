# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is let in, and who is not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from tests.emulator.testing import Emulator

LIST = ("GET", "/notebooks")


def refused(answer: Any, words: str) -> None:
    assert answer.status == 401
    assert answer.code == "APIGW.0301"
    assert words in answer.body["error_msg"]
    assert answer.headers["X-Request-Id"] == answer.body["request_id"]


def test_a_good_signature_is_let_in(api: Any) -> None:
    assert api.call(*LIST, name="a", offset=0).status == 200


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Authorization": None}, "x-auth-token not found"),
        ({"Authorization": ""}, "malformed"),
        ({"Authorization": "SDK-HMAC-SHA256 Access=a, SignedHeaders=host;x-sdk-date, Signature=00"}, "malformed"),
        ({"Authorization": f"Basic Access=a, SignedHeaders=host, Signature={'0' * 64}"}, "malformed"),
        ({"Authorization": f"SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature={'0' * 64}"}, "x-sdk-date is not"),
        ({"Authorization": f"SDK-HMAC-SHA256 Access=a, SignedHeaders=x-sdk-date, Signature={'0' * 64}"}, "host is not"),
        (
            {"Authorization": f"SDK-HMAC-SHA256 Access=a, SignedHeaders=host;x-a;x-sdk-date, Signature={'0' * 64}"},
            "x-a is missing",
        ),
        (
            {"Authorization": f"SDK-HMAC-SHA256 Access=a, SignedHeaders=x-sdk-date;host, Signature={'0' * 64}"},
            "must be sorted",
        ),
        ({"X-Sdk-Date": "2026-01-01T00:00:00Z"}, "malformed"),
        ({"X-Auth-Token": "invented"}, "decrypt token fail"),
        ({"X-Security-Token": "invented"}, "security token does not belong"),
    ],
)
def test_refusals(api: Any, headers: dict[str, str], words: str) -> None:
    refused(api.call(*LIST, headers=headers), words)


def test_wrong_keys(account: Callable[..., Any]) -> None:
    refused(account(secret_key="wrong").call(*LIST), "does not match")
    refused(account(access_key="WRONG").call(*LIST), "access key does not exist")


@pytest.mark.parametrize(("age", "status"), [(14 * 60, 200), (-14 * 60, 200), (16 * 60, 401), (-16 * 60, 401)])
def test_the_date_may_be_fifteen_minutes_off(api: Any, age: int, status: int) -> None:
    assert api.call(*LIST, at=age).status == status


def test_a_service_with_a_wrong_clock(emulator: Emulator, api: Any) -> None:
    emulator.control("POST", "clock", {"skew": 3600})
    answer = api.call(*LIST)
    refused(answer, "15 minutes")
    ahead = parsedate_to_datetime(answer.headers["Date"]) - datetime.now().astimezone()
    assert 3590 < ahead.total_seconds() < 3610


@pytest.mark.parametrize("part", ["method", "path", "query", "body", "header"])
def test_every_part_is_signed(api: Any, part: str) -> None:
    path = f"{api.project}/notebooks"
    signed = api.sign("POST", path, "a=1", b"{}", {}, 0)
    sent: dict[str, Any] = {
        "method": "PUT" if part == "method" else "POST",
        "path": path,
        "query": "a=1",
        "content": b"{}",
    }
    if part == "path":
        sent["path"] = f"{api.project}/images"
    elif part == "query":
        sent["query"] = "a=2"
    elif part == "body":
        sent["content"], signed["X-Sdk-Content-Sha256"] = b"[]", hashlib.sha256(b"[]").hexdigest()
    elif part == "header":
        signed["Content-Type"] = "text/plain"
    if part == "method":
        sent["path"] += "/x"
        signed = api.sign("POST", sent["path"], "a=1", b"{}", {}, 0)
    refused(api.send(sent["method"], f"{sent['path']}?{sent['query']}", sent["content"], signed), "does not match")


def test_the_payload(api: Any) -> None:
    other = hashlib.sha256(b"other").hexdigest()
    unsigned = {"X-Sdk-Content-Sha256": "UNSIGNED-PAYLOAD"}
    refused(api.call("POST", "/notebooks", {}, {"X-Sdk-Content-Sha256": other}), "does not fit the payload")
    refused(api.call("POST", "/notebooks", {}, unsigned), "must be signed")
    # let in, then refused for what it is: DevEnviron takes JSON only
    assert api.call("POST", "/notebooks", b"x", {**unsigned, "Content-Type": "text/plain"}).status == 415
    assert api.call("POST", "/notebooks", {}, {"X-Sdk-Content-Sha256": None}).status == 400


def test_escaped_paths_and_queries(api: Any) -> None:
    answer = api.call("GET", "/notebooks/a%2Fb%20%25c")
    assert (answer.status, answer.code) == (400, "ModelArts.6404")
    assert "a/b %c" in answer.body["error_msg"]
    assert api.call("GET", "/notebooks", description="a b+c/~é&=").status == 200


def test_keys_come_and_go(emulator: Emulator, account: Callable[..., Any]) -> None:
    key = emulator.control("POST", "keys", {})
    client = account(**{name: key[name] for name in ("access_key", "secret_key")})
    assert client.call(*LIST).status == 200
    emulator.control("PATCH", f"keys/{key['access_key']}", {"enabled": False})
    refused(client.call(*LIST), "disabled")


def test_temporary_keys(emulator: Emulator, account: Callable[..., Any]) -> None:
    key = emulator.control("POST", "keys", {"temporary": True, "lifetime": 3600})
    given = {name: key[name] for name in ("access_key", "secret_key", "security_token")}
    assert account(**given).call(*LIST).status == 200
    refused(account(**{**given, "security_token": "other"}).call(*LIST), "does not belong")
    unsigned = account(**given)
    headers = unsigned.sign("GET", f"{unsigned.project}/notebooks", "", b"", {"X-Security-Token": None}, 0)
    headers["X-Security-Token"] = given["security_token"]
    refused(unsigned.send("GET", f"{unsigned.project}/notebooks", b"", headers), "is not signed")
    emulator.advance(3601)
    refused(account(**given).call(*LIST), "expired")


def test_projects(emulator: Emulator, api: Any) -> None:
    user = emulator.control("POST", "users", {"projects": []})
    other = emulator.control("POST", "projects", {"name": "local-2", "user_ids": [user["id"]]})
    answer = api.call("GET", f"/v1/{other['id']}/notebooks")
    assert (answer.status, answer.code) == (403, "ModelArts.0210")
    answer = api.call("GET", "/v1/0123456789abcdef0123456789abcdef/notebooks")
    assert (answer.status, answer.code) == (400, "ModelArts.0210")


def token(emulator: Emulator, api: Any, **changes: Any) -> Any:
    given = {"name": emulator.username, "password": emulator.password, "project": emulator.region, **changes}
    user = {"name": given["name"], "password": given["password"], "domain": {"name": emulator.domain_name}}
    identity = {"methods": ["password"], "password": {"user": user}}
    body = {"auth": {"identity": identity, "scope": {"project": {"name": given["project"]}}}}
    return api.call("POST", "/v3/auth/tokens", body, {"Authorization": None})


def test_tokens(emulator: Emulator, api: Any) -> None:
    answer = token(emulator, api)
    assert answer.status == 201
    given = {"Authorization": None, "X-Auth-Token": answer.headers["X-Subject-Token"]}
    life = datetime.fromisoformat(answer.body["token"]["expires_at"]) - datetime.now().astimezone()
    assert 86390 < life.total_seconds() <= 86400
    assert api.call(*LIST, headers=given).status == 200
    assert api.call("GET", "/v3/projects", headers=given).body["projects"][0]["id"] == emulator.project_id
    emulator.advance(86401)
    answer = api.call(*LIST, headers=given)
    assert (answer.status, answer.code) == (401, "APIGW.0307")


def test_tokens_can_be_made_to_expire(emulator: Emulator, api: Any) -> None:
    given = {"Authorization": None, "X-Auth-Token": token(emulator, api).headers["X-Subject-Token"]}
    assert emulator.control("POST", "tokens/expire") == {"expired": 1}
    assert api.call(*LIST, headers=given).status == 401


@pytest.mark.parametrize("changes", [{"password": "wrong"}, {"name": "nobody"}, {"project": "elsewhere"}])
def test_no_token_for_others(emulator: Emulator, api: Any, changes: dict[str, str]) -> None:
    answer = token(emulator, api, **changes)
    assert answer.status == 401
    assert answer.body["error"]["title"] == "Unauthorized"
    assert "X-Subject-Token" not in answer.headers


def test_projects_by_name(emulator: Emulator, api: Any) -> None:
    emulator.control("POST", "projects", {"name": "local-2"})
    rows = api.call("GET", "/v3/projects", name=emulator.region).body["projects"]
    assert [row["id"] for row in rows] == [emulator.project_id]
    assert len(api.call("GET", "/v3/projects").body["projects"]) == 2
    assert api.call("GET", "/v3/projects", name="local-3").body["projects"] == []
