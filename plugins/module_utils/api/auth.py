# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How requests prove who sends them: signed with an access key, or with a token."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterable
from typing import Any, Callable
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ConfigurationError

try:
    from requests.auth import AuthBase
except ImportError:  # reported by Client
    AuthBase = object  # type: ignore[assignment, misc]

ALGORITHM = "SDK-HMAC-SHA256"
_SIGNED = ("content-type", "host", "x-project-id", "x-sdk-content-sha256", "x-sdk-date", "x-security-token")


def encode(value: Any) -> str:
    """One part of a path or query, percent-encoded: all but A-Z a-z 0-9 - _ . ~"""
    try:
        return quote(str(value), safe="~")
    except UnicodeEncodeError:
        raise ConfigurationError(f"{value!a} cannot be sent: it is not valid Unicode text.") from None


def canonical_query(query: dict[str, Any] | Iterable[tuple[str, Any]] | None) -> str:
    """The query string, as it is signed and as it is sent: sorted by decoded name and value.

    None is left out, True and False are true and false, a list repeats its name.
    """
    pairs = []
    for name, value in query.items() if isinstance(query, dict) else query or ():
        for item in value if isinstance(value, (list, tuple, set)) else (value,):
            if item is not None:
                pairs.append((str(name), str(item).lower() if isinstance(item, bool) else str(item)))
    return "&".join(f"{encode(name)}={encode(value)}" for name, value in sorted(pairs))


class SignedAuth(AuthBase):
    """Signature with an access key (SDK-HMAC-SHA256). It covers host, date, method, path, query and body."""

    def __init__(
        self,
        access_key: str,
        secret_key: str,
        security_token: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.access_key = access_key
        self._secret_key = secret_key.encode()
        self._security_token = security_token
        self._clock = clock

    def __call__(self, request: Any) -> Any:
        headers = request.headers
        url = urlsplit(request.url)
        body = request.body or b""
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(self._clock()))
        digest = hashlib.sha256(body if isinstance(body, bytes) else body.encode()).hexdigest()
        headers.setdefault("Host", url.netloc.rpartition("@")[2])
        headers["X-Sdk-Date"] = date
        headers["X-Sdk-Content-Sha256"] = digest
        if self._security_token:
            headers["X-Security-Token"] = self._security_token
        uri = quote(unquote(url.path), safe="/~")
        values = [(name, headers[name].strip()) for name in _SIGNED if name in headers]
        names = ";".join(name for name, value in values)
        canonical = "\n".join(
            (
                request.method.upper(),
                uri if uri.endswith("/") else uri + "/",
                canonical_query(parse_qsl(url.query, keep_blank_values=True)),
                *(f"{name}:{value}" for name, value in values),
                "",
                names,
                digest,
            )
        )
        to_sign = f"{ALGORITHM}\n{date}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(self._secret_key, to_sign.encode(), hashlib.sha256).hexdigest()
        headers["Authorization"] = f"{ALGORITHM} Access={self.access_key}, SignedHeaders={names}, Signature={signature}"
        return request


class TokenAuth(AuthBase):
    """A token of IAM."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        request.headers["X-Auth-Token"] = self._token
        return request
