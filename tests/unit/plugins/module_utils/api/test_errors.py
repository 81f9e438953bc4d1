# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pickle
from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import (
    ApiError,
    ConfigurationError,
    ModelArtsError,
    WriteRefused,
    kind_of,
    read_error,
    unauthorized_hint,
)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, None, "invalid"),
        (401, None, "unauthorized"),
        (403, None, "forbidden"),
        (404, None, "not_found"),
        (409, None, "conflict"),
        (429, None, "throttled"),
        (500, None, "internal"),
        (501, None, "internal"),
        (502, None, "unavailable"),
        (503, "APIG.0608", "unavailable"),
        (None, None, "unreachable"),
        (400, "ModelArts.6309", "not_found"),
        (400, "ModelArts.6404", "not_found"),
        (400, "ModelArts.6357", "conflict"),  # never an absence
        (400, "ModelArts.6347", "conflict"),
        (400, "ModelArts.6301", "conflict"),
        (400, "ModelArts.6302", "quota"),
        (400, "ModelArts.6326", "frozen"),
        (400, "ModelArts.6329", "unavailable"),
        (400, "ModelArts.6328", "forbidden"),
        (400, "ModelArts.6323", "invalid"),
        (400, "ModelArts.6361", "internal"),
        (500, "ModelArts.5040", "quota"),
        (400, "ModelArts.4370", "throttled"),
        (401, "ModelArts.0202", "unauthorized"),
        (401, "ModelArts.0112", "forbidden"),
        (401, "ModelArts.0428", "not_found"),
        (400, "ModelArts.0428", "internal"),
        (400, "ModelArts.4301", "not_found"),
        (500, "ModelArts.4301", "internal"),
        (400, "ModelArts.4106", "frozen"),
        (500, "ModelArts.4106", "internal"),
        (400, "CBC.30000067", "not_found"),
        (401, "APIGW.0301", "unauthorized"),
        (400, "ModelArts.9999", "invalid"),
        (400, "ModelArts.", "invalid"),
        (400, "6309@400", "invalid"),
    ],
)
def test_kinds(status: Any, code: Any, kind: str) -> None:
    assert kind_of(status, code) == kind
    assert ApiError("x", status=status, code=code).kind == kind


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"error_code": "A.1", "error_msg": "m"}, ("A.1", "m", None)),
        ({"errorCode": "A.1", "errorMsg": "m"}, ("A.1", "m", None)),
        ({"code": "A.1", "message": "m"}, ("A.1", "m", None)),
        ({"is_success": False, "error_code": "A.1", "error_message": "m"}, ("A.1", "m", None)),
        ({"is_success": False, "error_message": "m"}, (None, "m", None)),
        ({"error_code": "APIGW.0301", "error_msg": "m", "request_id": "r"}, ("APIGW.0301", "m", "r")),
        ({"error": {"code": 401, "message": "m", "title": "Unauthorized"}}, (None, "m", None)),
        ({"error": {"error_code": "A.1", "error_msg": "m"}, "request_id": "r"}, ("A.1", "m", "r")),
        ({"data": {"list": [], "deep": {"errorCode": "A.1", "errorMsg": "m"}}}, ("A.1", "m", None)),
        ({"kind": "Status", "code": 404, "message": "m", "reason": "NotFound"}, (None, "m", None)),
        ({"error_code": "A.1"}, ("A.1", None, None)),
        ({"error_code": 400, "error_msg": {"a": 1}}, (None, "{'a': 1}", None)),
        ({"error_code": "", "error_msg": None, "code": "A.1", "message": "m"}, ("A.1", "m", None)),
        ({}, (None, None, None)),
        ([], (None, None, None)),
        ("text", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_error_bodies(body: Any, told: tuple) -> None:
    assert read_error(body) == told


def test_error_bodies_without_end() -> None:
    body: dict[str, Any] = {}
    body["self"] = body
    assert read_error(body) == (None, None, None)


def test_sentences() -> None:
    assert str(ApiError("Broken")) == "Broken."
    assert str(ApiError("Broken.\n  Really.", status=500, hint="Wait.")) == "Broken. Really (HTTP 500). Wait."
    error = ApiError("m", method="POST", path="/v1/x", status=500, code="C", request_id="r", uncertain=True)
    assert str(error) == (
        "POST /v1/x failed: m (HTTP 500, C, request id r). It is not known whether the request took effect."
    )
    assert len(ApiError("x" * 5000).message) == 1000


@pytest.mark.parametrize("kind", ["forbidden", "not_found", "conflict", "throttled", "quota", "frozen"])
def test_hints(kind: str) -> None:
    assert ApiError("m", kind=kind).hint
    assert ApiError("m", kind=kind, hint="mine").hint == "mine"


@pytest.mark.parametrize("identity", ["key", "token", "password"])
def test_hints_for_401(identity: str) -> None:
    assert unauthorized_hint(identity, None) == unauthorized_hint(identity, 299) == unauthorized_hint(identity, -299)
    assert "60 minutes ahead of" in unauthorized_hint(identity, 3600)
    assert "60 minutes behind" in unauthorized_hint(identity, -3600)


def test_details() -> None:
    assert ConfigurationError("x").details() == {}
    assert ApiError("m").details()["request"] is None


def test_errors_survive_pickling() -> None:
    """As a worker process may need."""
    error = pickle.loads(pickle.dumps(ApiError("m", status=404, method="GET", path="/x", uncertain=True)))
    assert (str(error), error.kind, error.uncertain) == (
        "GET /x failed: m (HTTP 404). It is not known whether the request took effect. "
        "Check the id or name, and that region and project_id are right.",
        "not_found",
        True,
    )


def test_one_base() -> None:
    assert all(issubclass(cls, ModelArtsError) for cls in (ApiError, ConfigurationError, WriteRefused))
