# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Verifies the AK/SK signature SDK-HMAC-SHA256 of a request, as the API gateway does."""

import calendar
import hashlib
import hmac
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from .errors import unauthenticated

ALGORITHM = "SDK-HMAC-SHA256"
SKEW = 15 * 60
EMPTY = hashlib.sha256(b"").hexdigest()
AUTHORIZATION = re.compile(ALGORITHM + r" Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})")
UNSIGNED = "UNSIGNED-PAYLOAD"


@dataclass(frozen=True)
class Request:
    """What of a request is signed: the path and query as they stand on the wire, header names in lower case."""

    method: str
    raw_path: str
    raw_query: str
    headers: Mapping[str, str]
    body: bytes


def verify(request: Request, secret_of: Callable[[str], str], now: float) -> str:
    """The access key that signed the request. `secret_of` gives the secret key, or refuses the access key itself."""
    match = AUTHORIZATION.fullmatch(request.headers["authorization"])
    if not match:
        raise unauthenticated("the Authorization header is malformed")
    access_key, signed, signature = match.groups()
    names = signed.split(";")
    _check_names(names, request.headers)
    _check_date(request.headers["x-sdk-date"], now)
    secret_key = secret_of(access_key)
    payload = _payload(request)
    for query in canonical_queries(request.raw_query):
        text = canonical_request(request, names, query, payload)
        if hmac.compare_digest(sign(secret_key, request.headers["x-sdk-date"], text), signature):
            return access_key
    raise unauthenticated("verify aksk signature fail, the signature does not match")


def canonical_request(request: Request, names: list[str], query: str, payload: str) -> str:
    lines = [request.method, canonical_path(request.raw_path), query]
    lines += [f"{name}:{request.headers[name].strip()}" for name in names]
    return "\n".join([*lines, "", ";".join(names), payload])


def canonical_path(raw_path: str) -> str:
    path = "/".join(quote(segment, safe="-_.~") for segment in unquote(raw_path).split("/"))
    return path if path.endswith("/") else path + "/"


def canonical_queries(raw_query: str) -> list[str]:
    """Sorted by decoded text as the official SDK does it, or by encoded text as the signing guide says."""
    pairs = parse_qsl(raw_query, keep_blank_values=True)
    encoded = ["=".join(quote(side, safe="-_.~") for side in pair) for pair in sorted(pairs)]
    return list(dict.fromkeys(["&".join(encoded), "&".join(sorted(encoded))]))


def sign(secret_key: str, date: str, canonical: str) -> str:
    digest = hashlib.sha256(canonical.encode(errors="surrogateescape")).hexdigest()
    return hmac.new(secret_key.encode(), f"{ALGORITHM}\n{date}\n{digest}".encode(), hashlib.sha256).hexdigest()


def _check_names(names: list[str], headers: Mapping[str, str]) -> None:
    if names != sorted(set(names)) or any(name != name.lower() for name in names):
        raise unauthenticated("SignedHeaders must be sorted, in lower case and without repetition")
    for name in ("host", "x-sdk-date"):
        if name not in names:
            raise unauthenticated(f"the header {name} is not signed")
    for name in names:
        if name not in headers:
            raise unauthenticated(f"the signed header {name} is missing")
    if "x-security-token" in headers and "x-security-token" not in names:
        raise unauthenticated("the header x-security-token is not signed")


def _check_date(date: str, now: float) -> None:
    try:
        signed_at = calendar.timegm(time.strptime(date, "%Y%m%dT%H%M%SZ"))
    except ValueError:
        raise unauthenticated("the X-Sdk-Date header is malformed") from None
    if abs(now - signed_at) > SKEW:
        raise unauthenticated("the X-Sdk-Date header is more than 15 minutes away from the server time")


def _payload(request: Request) -> str:
    actual = hashlib.sha256(request.body).hexdigest()
    if not request.body:
        return EMPTY
    declared = request.headers.get("x-sdk-content-sha256", actual)
    if declared == UNSIGNED:
        if request.headers.get("content-type", "").startswith(("application/json", "application/bson")):
            raise unauthenticated("the payload of a JSON request must be signed")
        return UNSIGNED
    if declared != actual:
        raise unauthenticated("the X-Sdk-Content-Sha256 header does not fit the payload")
    return declared
