# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import pathlib
import stat
import time
from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api import iam
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError, ConfigurationError
from ansible_collections.huaweicloud.modelarts.tests.unit.plugins.module_utils.api.service import (
    Service,
    answer,
    make_client,
    reset,
)

PASSWORD: dict[str, Any] = {"username": "user", "password": "the-password", "domain_name": "account", "region": "r-1"}
KEY: dict[str, Any] = {"access_key": "AK", "secret_key": "the-secret-key", "region": "r-1"}
REFUSED = answer(401, {"error_code": "ModelArts.0202", "error_msg": "Token expired."})


def stamp(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.855000Z", time.gmtime(time.time() + seconds))


def login(token: str = "T1", lives: float = 86400, project: Any = "p1", **headers: Any) -> bytes:
    details = {"expires_at": stamp(lives), "methods": ["password"], "project": {"id": project, "name": "r-1"}}
    return answer(201, {"token": details}, X_Subject_Token=token, **headers)


def projects(*names: str) -> bytes:
    return answer(200, {"projects": [{"id": f"id-of-{name}", "name": name} for name in names]})


def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iam, "_memory", {})


def files(tmp_path: pathlib.Path) -> list[pathlib.Path]:
    return sorted((tmp_path / "cache" / "huaweicloud-modelarts").glob("*"))


# Project ids


def test_project_by_region_with_a_key(service: Service) -> None:
    service.answers = [projects("r-1")]
    client = make_client(service.url, **KEY)
    assert client.path("/v1/{project_id}/x") == "/v1/id-of-r-1/x" and client.project_id == "id-of-r-1"
    client.send("GET", "/v1/id-of-r-1/x")
    assert service.sent == ["GET /v3/projects?name=r-1", "GET /v1/id-of-r-1/x"]
    assert service.requests[0].headers["authorization"].startswith("SDK-HMAC-SHA256 Access=AK,")
    assert "x-project-id" not in service.requests[0].headers
    assert service.requests[1].headers["x-project-id"] == "id-of-r-1"
    assert client.requests == 2 and [entry["path"] for entry in client.log] == ["/v3/projects", "/v1/id-of-r-1/x"]


def test_project_by_name_with_a_token(service: Service) -> None:
    service.answers = [projects("team a", "team ab")]  # a service that filters loosely
    client = make_client(service.url, auth_token="T", region="r-1", project_name="team a")
    assert client.project_id == "id-of-team a"
    assert service.sent == ["GET /v3/projects?name=team%20a"]
    assert service.requests[0].headers["x-auth-token"] == "T"


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (projects(), "knows no projects of the name r-1"),
        (projects("r-10", "xr-1"), "knows no projects of the name r-1"),
        (projects("r-1", "r-1"), "knows 2 projects of the name r-1"),
        (answer(200, {}), "knows no projects"),
        (answer(200, [1]), "knows no projects"),
        (answer(200, {"projects": [1, None]}), "knows no projects"),
    ],
    ids=["none", "others", "two", "no list", "a number", "no projects"],  # the replies hold the time
)
def test_no_such_project(service: Service, reply: bytes, words: str) -> None:
    service.answers = [reply]
    with pytest.raises(ConfigurationError) as caught:
        _id = make_client(service.url, **KEY).project_id
    assert words in str(caught.value) and "check region and project_name, or set project_id" in str(caught.value)


def test_project_that_cannot_be_known(service: Service) -> None:
    for identity in ({"access_key": "AK", "secret_key": "SK"}, {"auth_token": "T"}, {**PASSWORD, "region": ""}):
        with pytest.raises(ConfigurationError, match="set project_id, region or project_name .HW_PROJECT_ID"):
            _id = make_client(service.url, **identity).project_id
    with pytest.raises(ConfigurationError, match="The address of IAM is not known: set region or iam_endpoint"):
        _id = make_client("https://modelarts.example", **{**KEY, "region": "", "project_name": "n"}).project_id
    assert not service.requests


def test_project_ids_are_kept(service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    service.answers = [projects("r-1"), projects("r-2"), projects("r-1")]
    for _each in range(3):
        assert make_client(service.url, **KEY).project_id == "id-of-r-1"
        fresh_process(monkeypatch)
    assert len(service.requests) == 1
    assert make_client(service.url, **{**KEY, "region": "r-2"}).project_id == "id-of-r-2"
    assert make_client(service.url, **{**KEY, "access_key": "AK2"}).project_id == "id-of-r-1"
    assert len(service.requests) == 3
    assert "the-secret-key" not in "".join(path.read_text() for path in files(tmp_path))


def test_project_ids_of_a_token_are_kept_in_memory_only(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    service.answers = [projects("r-1"), projects("r-1")]
    for _each in range(2):
        assert make_client(service.url, auth_token="T", region="r-1").project_id == "id-of-r-1"
    assert len(service.requests) == 1 and not files(tmp_path)
    fresh_process(monkeypatch)
    assert make_client(service.url, auth_token="T", region="r-1").project_id == "id-of-r-1"
    assert len(service.requests) == 2


def test_a_failed_look_up_is_an_api_error(service: Service) -> None:
    service.answers = [
        answer(401, {"error_msg": "Incorrect IAM authentication information", "error_code": "APIGW.0301"})
    ]
    with pytest.raises(ApiError) as caught:
        _id = make_client(service.url, **KEY).project_id
    assert "GET /v3/projects failed: Incorrect IAM" in str(caught.value)
    assert "Check access_key and secret_key" in str(caught.value)


# Tokens


def test_login(service: Service) -> None:
    service.answers = [login()]
    client = make_client(service.url, **PASSWORD)
    client.send("GET", client.path("/v1/{project_id}/x"))
    client.send("GET", client.path("/v1/{project_id}/y"))
    assert service.sent == ["POST /v3/auth/tokens", "GET /v1/p1/x", "GET /v1/p1/y"]
    assert service.requests[0].json == {
        "auth": {
            "identity": {
                "methods": ["password"],
                "password": {"user": {"name": "user", "password": "the-password", "domain": {"name": "account"}}},
            },
            "scope": {"project": {"name": "r-1"}},
        }
    }
    assert not {"x-auth-token", "authorization"} & set(service.requests[0].headers)
    assert [request.headers["x-auth-token"] for request in service.requests[1:]] == ["T1", "T1"]
    assert client.requests == 3 and "the-password" not in str(client.log)


@pytest.mark.parametrize(
    ("options", "scope"),
    [
        ({"project_name": "team"}, {"name": "team"}),
        ({"project_name": "team", "project_id": "p1"}, {"name": "team"}),
        ({"project_id": "p1"}, {"name": "r-1"}),
        ({"project_id": "p1", "region": None}, {"id": "p1"}),
    ],
)
def test_scope(service: Service, options: dict[str, Any], scope: dict[str, str]) -> None:
    service.answers = [login()]
    make_client(service.url, **{**PASSWORD, **options}).send("GET", "/v1/p1/x")
    assert service.requests[0].json["auth"]["scope"] == {"project": scope}


def test_login_to_another_project_than_project_id(service: Service) -> None:
    service.answers = [login(project="p-of-region")]
    with pytest.raises(ConfigurationError, match="The login leads to the project p-of-region, not to project_id mine"):
        make_client(service.url, **PASSWORD, project_id="mine").send("GET", "/v1/mine/x")


def test_login_that_names_no_project(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.answers = [answer(201, {"token": {"expires_at": stamp(86400)}}, X_Subject_Token="T1"), projects("r-1")]
    client = make_client(service.url, **PASSWORD)
    assert client.project_id == "id-of-r-1"
    assert service.sent == ["POST /v3/auth/tokens", "GET /v3/projects?name=r-1"]
    assert service.requests[1].headers["x-auth-token"] == "T1"
    fresh_process(monkeypatch)
    assert make_client(service.url, **PASSWORD).project_id == "id-of-r-1"
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    "body", [{}, [], None, {"token": None}, {"token": {"expires_at": "soon"}}, {"token": {"expires_at": 5}}]
)
def test_login_that_tells_little(service: Service, body: Any) -> None:
    service.answers = [answer(201, body, X_Subject_Token="T1")]
    client = make_client(service.url, **PASSWORD, project_id="p1")
    client.send("GET", "/v1/p1/x")
    client.send("GET", "/v1/p1/x")
    assert len(service.requests) == 3


def test_login_without_a_token(service: Service) -> None:
    service.answers = [answer(201, {"token": {"expires_at": stamp(9)}})]
    with pytest.raises(ApiError, match="IAM answered the login without a token"):
        make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")


def test_wrong_password(service: Service) -> None:
    service.answers = [answer(401, {"error": {"code": 401, "message": "Wrong the-password.", "title": "Unauthorized"}})]
    with pytest.raises(ApiError) as caught:
        make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    assert str(caught.value) == (
        "POST /v3/auth/tokens failed: Wrong ******** (HTTP 401). "
        "Check username, password and domain_name (the name of the account)."
    )
    assert len(service.requests) == 1


def test_a_lost_login_is_repeated(service: Service) -> None:
    service.answers = [reset, login()]
    make_client(service.url, **PASSWORD).send("POST", "/v1/p1/x", body={})
    assert service.sent == ["POST /v3/auth/tokens"] * 2 + ["POST /v1/p1/x"]


def test_a_read_only_client_may_log_in(service: Service) -> None:
    service.answers = [login()]
    make_client(service.url, read_only=True, **PASSWORD).send("GET", "/v1/p1/x")
    assert len(service.requests) == 2


def test_login_keeps_the_deadline(service: Service) -> None:
    service.answers = [answer(503, Retry_After="30")]
    client = make_client(service.url, **PASSWORD)
    with pytest.raises(ApiError, match="POST /v3/auth/tokens failed"):
        client.send("GET", "/v1/p1/x", deadline=client._now() + 10)
    assert not client.naps


# Renewal


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_token_refused_in_mid_run_is_renewed_once(service: Service, method: str) -> None:
    service.answers = [login("T1"), answer(200, {}), REFUSED, login("T2"), answer(200, {"ok": 1})]
    client = make_client(service.url, **PASSWORD)
    client.send("GET", "/v1/p1/x")
    assert client.send(method, "/v1/p1/y", body={}).body == {"ok": 1}
    assert [request.headers.get("x-auth-token") for request in service.requests] == [None, "T1", "T1", None, "T2"]
    client.send("GET", "/v1/p1/z")
    assert service.requests[-1].headers["x-auth-token"] == "T2"


def test_a_token_refused_again_is_an_error(service: Service) -> None:
    service.answers = [login("T1"), REFUSED, login("T2"), REFUSED]
    with pytest.raises(ApiError) as caught:
        make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    assert caught.value.kind == "unauthorized" and len(service.requests) == 4


def test_a_token_renewed_by_another_process_is_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.answers = [login("T1"), answer(200, {}), REFUSED, login("T2")]
    ours = make_client(service.url, **PASSWORD)
    ours.send("GET", "/v1/p1/x")
    memory = dict(iam._memory)
    fresh_process(monkeypatch)
    make_client(service.url, **PASSWORD).send("GET", "/v1/p1/theirs")
    service.answers = [REFUSED]
    monkeypatch.setattr(iam, "_memory", memory)
    ours.send("GET", "/v1/p1/y")
    assert service.sent.count("POST /v3/auth/tokens") == 2
    assert service.requests[-1].headers["x-auth-token"] == "T2"


def test_given_tokens_and_keys_are_not_renewed(service: Service) -> None:
    identities: list[dict[str, Any]] = [{"auth_token": "T"}, {"access_key": "AK", "secret_key": "SK"}]
    for identity in identities:
        service.answers = [REFUSED]
        with pytest.raises(ApiError):
            make_client(service.url, **identity, project_id="p1").send("GET", "/v1/p1/x")
    assert len(service.requests) == 2


# What is kept


def test_a_token_is_kept_over_processes(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    service.answers = [login()]
    for _each in range(3):
        client = make_client(service.url, **PASSWORD)
        client.send("GET", client.path("/v1/{project_id}/x"))
        fresh_process(monkeypatch)
    assert service.sent.count("POST /v3/auth/tokens") == 1
    (path,) = files(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "the-password" not in path.read_text() and len(json.loads(path.read_text())["proof"]) == 4
    assert not {"user", "account", "the-password"} & set(path.name.split("."))


@pytest.mark.parametrize(
    "change",
    [{"password": "another"}, {"username": "u2"}, {"domain_name": "a2"}, {"region": "r-2"}, {"project_name": "n"}],
)
def test_another_identity_gets_its_own_token(
    service: Service, monkeypatch: pytest.MonkeyPatch, change: dict[str, str]
) -> None:
    # Of all wrong passwords one in 65536 is taken for the old one; with this salt it is not the one below.
    monkeypatch.setattr(os, "urandom", lambda count: b"0123456789abcdef"[:count])
    service.answers = [login("T1"), answer(200, {}), login("T2")]
    make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    for _both in range(2):
        make_client(service.url, **{**PASSWORD, **change}).send("GET", "/v1/p1/x")
        fresh_process(monkeypatch)
    assert [request.headers.get("x-auth-token") for request in service.requests] == [None, "T1", None, "T2", "T2"]


@pytest.mark.parametrize("lives", [-10, 0, 299])
def test_a_token_near_its_end_is_not_used_again(service: Service, lives: float) -> None:
    service.answers = [login("T1", lives), answer(200, {}), login("T2")]
    for _each in range(2):
        make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    assert [request.headers.get("x-auth-token") for request in service.requests] == [None, "T1", None, "T2"]


@pytest.mark.parametrize("wrong", [-90000, 90000])
def test_life_is_told_by_the_clock_of_the_service(service: Service, wrong: float) -> None:
    from email.utils import formatdate

    service.answers = [login("T1", 86400 + wrong, Date=formatdate(time.time() + wrong, usegmt=True))]
    for _each in range(2):
        make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    assert service.sent.count("POST /v3/auth/tokens") == 1


def spoil_content(path: pathlib.Path) -> None:
    path.write_text('{"token": ')


def spoil_fields(path: pathlib.Path) -> None:
    path.write_text('{"token": "T9", "expires": "x", "salt": "zz"}')


def spoil_type(path: pathlib.Path) -> None:
    path.write_text("[]")


def spoil_mode(path: pathlib.Path) -> None:
    path.chmod(0o644)


def spoil_folder_mode(path: pathlib.Path) -> None:
    path.parent.chmod(0o755)


def spoil_link(path: pathlib.Path) -> None:
    target = path.rename(path.with_suffix(".moved"))
    path.symlink_to(target)


def spoil_kind(path: pathlib.Path) -> None:
    path.unlink()
    path.mkdir()


def spoil_folder(path: pathlib.Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("a file where the folder should be")


@pytest.mark.parametrize(
    "spoil",
    [spoil_content, spoil_fields, spoil_type, spoil_mode, spoil_folder_mode, spoil_link, spoil_kind, spoil_folder],
)
def test_a_spoilt_cache_is_no_cache(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path, spoil: Any
) -> None:
    service.answers = [login("T1"), answer(200, {}), login("T2")]
    make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    spoil(files(tmp_path)[0])
    fresh_process(monkeypatch)
    for _each in range(2):
        make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    assert [request.headers.get("x-auth-token") for request in service.requests] == [None, "T1", None, "T2", "T2"]
    fresh_process(monkeypatch)
    if spoil in (spoil_content, spoil_fields, spoil_type):  # put right by the new token
        make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
        assert service.sent.count("POST /v3/auth/tokens") == 2


def test_files_of_others_are_not_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.answers = [login("T1"), answer(200, {}), login("T2")]
    make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    fresh_process(monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    assert service.requests[-1].headers["x-auth-token"] == "T2"


@pytest.mark.parametrize("place", ["/proc/nowhere", "relative/path", "/dev/null"])
def test_no_place_to_keep_anything(service: Service, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    service.answers = [login()]
    for _each in range(2):
        make_client(service.url, **PASSWORD).send("GET", "/v1/p1/x")
    assert service.sent.count("POST /v3/auth/tokens") == 1
    assert not os.path.exists("relative")


def test_parallel_runs_log_in_once(service: Service) -> None:
    service.answers = [login(f"T{number}") for number in range(6)]
    children = []
    for _each in range(6):
        child = os.fork()
        if child == 0:
            client = make_client(service.url, **PASSWORD)
            os._exit(0 if iam.token(client.credentials, client._iam(None))["token"] == "T0" else 1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
    assert len(service.requests) == 1
