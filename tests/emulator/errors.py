# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Answers that refuse a request."""

from typing import Any


class Refusal(Exception):
    """The service says no.

    status: HTTP status; code: error_code; message: error_msg; headers: more headers of the answer;
    body: the whole body where a service words its refusals differently (IAM).
    """

    def __init__(
        self, status: int, code: str, message: str, *, headers: dict[str, str] | None = None, body: Any = None
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}
        self.body = body


def modelarts(number: str, message: str, status: int = 400) -> Refusal:
    """A refusal with a code of ModelArts, for instance `modelarts("6404", "...")`."""
    return Refusal(status, f"ModelArts.{number}", message)


def gateway(number: str, message: str, status: int = 401) -> Refusal:
    """A refusal by the API gateway, before ModelArts has seen the request."""
    return Refusal(status, f"APIGW.{number}", message)


def unauthenticated(reason: str) -> Refusal:
    return gateway("0301", f"Incorrect IAM authentication information: {reason}")


def iam(status: int, title: str, message: str) -> Refusal:
    """A refusal in IAM's own form."""
    body = {"error": {"code": status, "message": message, "title": title}}
    return Refusal(status, f"IAM.{status}", message, body=body)
