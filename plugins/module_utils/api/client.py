# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one door to the network: sends requests, repeats what may be repeated, and tells what went wrong."""

from __future__ import annotations

import json
import os
import random
import re
import socket
import sys
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, Callable
from urllib.parse import unquote, urlsplit

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api import auth, errors, iam
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.credentials import Credentials
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError, ConfigurationError

try:
    import requests
    import urllib3
except ImportError:  # reported by Client
    requests = urllib3 = None  # type: ignore[assignment]

LONGEST_PAUSE = 60  # seconds between two tries, whatever Retry-After says
_PATH = re.compile(r"(/([A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+)+/?")
_NAMED = re.compile(r"\{(\w+)\}")
_HEADER = re.compile("[A-Za-z0-9-]+:[ -~]*")
_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "Content-Type": "application/json",
    "User-Agent": "huaweicloud.modelarts",
}
_ERROR_FIELDS = {"error_code", "error_msg", "error_message", "request_id", "success", "is_success"}
_CHECK_PROXY = "Check endpoint, the network, and the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY."
_adapters: dict[tuple[int, Any], Any] = {}


class Answer:
    """A successful answer. body: the parsed JSON, None if there was none."""

    def __init__(self, status: int, body: Any, headers: Any) -> None:
        self.status, self.body, self.headers = status, body, headers

    @property
    def request_id(self) -> str | None:
        return self.headers.get("X-Request-Id") or errors.read_error(self.body)[2]

    @property
    def date(self) -> float | None:
        """The server's clock, in epoch seconds."""
        return _epoch(self.headers.get("Date"))


class _Request:
    """One request, checked, and complete but for its authentication."""

    def __init__(
        self,
        endpoint: str,
        method: str,
        path: str,
        query: dict[str, Any] | None,
        body: Any,
        headers: dict[str, str] | None = None,
        reads: bool = True,
        replay: bool = True,
        deadline: float | None = None,
    ) -> None:
        if not _PATH.fullmatch(path) or not {".", ".."}.isdisjoint(unquote(path).split("/")):
            raise ConfigurationError(f"The path {path!a} needs percent-encoding, or has an empty, . or .. part.")
        for name, value in (headers or {}).items():
            if not _HEADER.fullmatch(f"{name}:{value}"):
                raise ConfigurationError(f"The header {name!a} holds a character that cannot be sent.")
        try:
            data = None if body is None else json.dumps(body, allow_nan=False).encode()
        except (TypeError, ValueError) as error:
            raise ConfigurationError(f"The body of {method} {path} is not JSON: {error}.") from None
        self.endpoint, self.method, self.path, self.body = endpoint, method, path, data
        self.reads, self.replay, self.deadline = reads, replay, deadline
        self.url = f"{endpoint}{path}?{auth.canonical_query(query)}".rstrip("?")
        self.headers = {**_HEADERS, **(headers or {})}
        if data is not None or method not in ("GET", "HEAD"):
            self.headers["Content-Length"] = str(len(data or b""))

    def prepare(self) -> Any:
        """Made by hand: all parts are exact already, and the usual way normalises the path and costs more."""
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url, prepared.body = self.method, self.url, self.body
        prepared.headers = requests.structures.CaseInsensitiveDict(self.headers)
        return prepared


class Client:
    """Sends requests as one identity to one endpoint; connections stay open over all clients of a process.

    read_only refuses writes. sleep and now can be replaced in tests. requests: how many were sent, IAM included;
    log: {"method", "path", "status", "ms"} of each, status None if no answer came.
    """

    def __init__(
        self,
        credentials: Credentials,
        read_only: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
        log: list[dict[str, Any]] | None = None,
    ) -> None:
        if requests is None:
            raise ConfigurationError(f"The Python library requests is missing: install it for {sys.executable}.")
        self.credentials, self.read_only, self._sleep, self._now = credentials, read_only, sleep, now
        self.requests = 0
        self.log: list[dict[str, Any]] = [] if log is None else log
        self._project_id, self._token = credentials.project_id, credentials.auth_token
        self._proxies: dict[str, Any] = {}
        key, c = credentials.access_key, credentials
        self._signer = auth.SignedAuth(key, c.secret_key or "", c.security_token) if key else None

    @property
    def project_id(self) -> str:
        """Of the credentials; looked up once if only its name or the region is known."""
        if not self._project_id:
            identity = self._auth()  # a login tells the project too
            self._project_id = self._project_id or iam.project_id(self.credentials, self._iam(identity))
        return self._project_id

    def path(self, template: str, /, **ids: Any) -> str:
        """Fill {project_id} and the given names into a path; each value stays one part of it, whatever it holds."""

        def fill(match: re.Match) -> str:
            name = match[1]
            if name in ids:
                value = ids[name]
            elif name == "project_id":
                value = self.project_id
            else:
                raise ConfigurationError(f"The path {template} needs a value for {name}.")
            if value in (None, "") or not {".", ".."}.isdisjoint(str(value).split("/")):
                raise ConfigurationError(f"{name} cannot be {value!r}: the request would reach another path.")
            return auth.encode(value)

        return _NAMED.sub(fill, template)

    def send(
        self,
        method: str,
        path: str,
        query: dict[str, Any] | None = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
        reads: bool | None = None,
        replay: bool | None = None,
        deadline: float | None = None,
    ) -> Answer:
        """Send one request and return the answer, or raise ApiError.

        query: None is left out, a list repeats its name. body: JSON, None for no body. reads: the request changes
        nothing (default: GET and HEAD). replay: it may be sent again after a failure that leaves its effect unknown
        (default: if it reads, PUT and DELETE). What had no effect for certain (no connection, 429, 503 with
        Retry-After) is always tried again. deadline: value of now() after which nothing is tried again.
        """
        method = method.upper()
        reads = method in ("GET", "HEAD") if reads is None else reads
        if self.read_only and not reads:
            raise errors.WriteRefused(f"{method} {path} was not sent, since this client may only read. This is a bug.")
        replay = reads or method in ("PUT", "DELETE") if replay is None else replay
        identity = self._auth(deadline)
        if self._project_id:
            headers = {"X-Project-Id": self._project_id, **(headers or {})}
        request = _Request(self.credentials.endpoint, method, path, query, body, headers, reads, replay, deadline)
        try:
            return self._repeat(request, identity)
        except ApiError as error:
            if error.kind != "unauthorized" or self.credentials.kind != "password":
                raise
        return self._repeat(request, self._auth(deadline, refused=self._token))

    def _auth(self, deadline: float | None = None, refused: str | None = None) -> Any:
        if self._signer:
            return self._signer
        if not self._token or refused:
            entry = iam.token(self.credentials, self._iam(None, deadline), refused)
            self._token, project_id = entry["token"], entry["project_id"]
            if project_id and self._project_id not in (None, project_id):
                raise ConfigurationError(
                    f"The login leads to the project {project_id}, not to project_id {self._project_id}: "
                    "set project_name to the name of the latter."
                )
            self._project_id = self._project_id or project_id
        return auth.TokenAuth(self._token or "")

    def _iam(self, identity: Any, deadline: float | None = None) -> Callable[..., Answer]:
        endpoint = self.credentials.iam_endpoint
        if not endpoint:
            raise ConfigurationError("The address of IAM is not known: set region or iam_endpoint, or give project_id.")
        return lambda method, path, query, body: self._repeat(
            _Request(endpoint, method, path, query, body, deadline=deadline), identity
        )

    def _repeat(self, request: _Request, identity: Any) -> Answer:
        tries, lost = 0, False
        while True:
            try:
                return self._once(request, identity)
            except ApiError as error:
                error.repeated = lost
                lost = lost or (error.again is None and not request.reads)
                pause = min(max(error.retry_after or 0, random.uniform(0.25, 0.5) * 2**tries), LONGEST_PAUSE)
                late = request.deadline is not None and self._now() + pause >= request.deadline
                useful = request.replay if error.again is None else error.again
                if late or not useful or tries >= self.credentials.retries:
                    raise
            tries += 1
            self._sleep(pause)

    def _once(self, request: _Request, identity: Any) -> Answer:
        prepared = request.prepare()
        if identity:
            identity(prepared)
        c, started = self.credentials, self._now()
        timeout = c.timeout if request.deadline is None else min(c.timeout, max(request.deadline - started, 1))
        verify = c.validate_certs and (c.ca_path or True)
        if request.endpoint not in self._proxies:
            self._proxies[request.endpoint] = requests.utils.get_environ_proxies(request.endpoint)
        status = None
        try:
            response = _adapter(verify).send(
                prepared, timeout=timeout, verify=verify, proxies=self._proxies[request.endpoint]
            )
            status, content = response.status_code, response.content
            _check_whole(request.method, response)
        except (OSError, TypeError, ValueError, urllib3.exceptions.HTTPError) as error:
            raise self._error(request, **_explain(error, request, timeout)) from None
        finally:
            self.requests += 1
            ms = round((self._now() - started) * 1000, 1)
            self.log.append({"method": request.method, "path": request.path, "status": status, "ms": ms})
        return self._read(request, Answer(status, None, response.headers), content)

    def _read(self, request: _Request, answer: Answer, content: bytes) -> Answer:
        """The answer with its body, or the failure that it tells."""
        status, unreadable = answer.status, ""
        try:
            answer.body = json.loads(content) if content.strip() else None
            unreadable = "" if isinstance(answer.body or {}, (dict, list)) else "no JSON object"
            if answer.body is None and status == 200 and request.reads and request.method != "HEAD":
                unreadable = "nothing"
        except (ValueError, RecursionError):
            unreadable = "broken JSON"
            if content.lstrip().startswith(b"<"):
                title = re.search(r"(?is)<title>(.*?)</title>", content.decode(errors="replace"))
                unreadable = f"an HTML page ({title[1].strip()})" if title else "an HTML page"
        if not unreadable and 200 <= status < 300 and not _tells_failure(answer.body):
            return answer
        code, message, request_id = errors.read_error(answer.body)
        kind, pause = errors.kind_of(status, code), _retry_after(answer)
        hint = _CHECK_PROXY if unreadable or 300 <= status < 400 else None
        again: bool | None = False
        if unreadable:
            message = f"{unreadable} came instead of an answer"
        elif kind == "unauthorized":
            hint = errors.unauthorized_hint(self.credentials.kind, answer.date and time.time() - answer.date)
        if 300 <= status < 400:
            target = re.match(r"https?://[\w.:\[\]-]+(?=[/?#]|$)", answer.headers.get("Location", ""))
            message = f"a redirect to {target[0] if target else 'another path'} was not followed"
        elif status < 300 and unreadable:
            kind, again = "internal", None if unreadable in ("broken JSON", "nothing") else False
        elif kind == "throttled" or status == 429 or (status == 503 and pause is not None):
            again = True
        elif status in (500, 502, 503, 504) and kind in ("internal", "unavailable"):
            again = None
        raise self._error(
            request,
            message or "no reason was given",
            uncertain=again is None or (status < 300 and bool(unreadable)),
            again=again,
            hint=hint,
            kind=kind,
            status=status,
            code=code,
            request_id=answer.headers.get("X-Request-Id") or request_id,
            retry_after=pause,
            body=answer.body,
        )

    def _error(self, request: _Request, message: str, uncertain: bool, **facts: Any) -> ApiError:
        for secret in (*self.credentials.secrets, self._token):
            message = message.replace(secret, "********") if secret else message
        uncertain = uncertain and not request.reads
        return ApiError(message, method=request.method, path=request.path, uncertain=uncertain, **facts)


def _adapter(verify: Any) -> Any:
    """The open connections of this process that were verified like that; a forked process has its own."""
    key = (os.getpid(), verify)
    if key not in _adapters:
        if not verify:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        _adapters[key] = requests.adapters.HTTPAdapter()
    return _adapters[key]


def _check_whole(method: str, response: Any) -> None:
    """Raise if the answer was cut where the libraries do not notice: in its head, or (urllib3 1.x) in its body."""
    headers, got = response.headers, response.raw.tell()
    length = headers.get("Content-Length", "")
    wanted = int(length) if length.isdecimal() else got
    unframed = not got and not length and "Transfer-Encoding" not in headers and response.status_code != 204
    if method != "HEAD" and (got != wanted or unframed):
        raise OSError(None, "it was cut off")


def _explain(error: Exception, request: _Request, timeout: float) -> dict[str, Any]:
    """What to say about a request that got no whole answer, and whether it may have reached the service."""
    e, host = urllib3.exceptions, urlsplit(request.endpoint).hostname
    causes = list(_causes(error))
    reason = getattr(causes[-1], "strerror", None) or getattr(causes[-1], "reason", None) or type(causes[-1]).__name__
    tunnel = next((str(cause) for cause in causes if str(cause).startswith("Tunnel connection failed")), "")

    def has(*kinds: Any) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    hint = _CHECK_PROXY
    again: bool | None = True
    distrust = next((c for c in causes if "Cert" in type(c).__name__), None)  # the class is not always that of ssl
    if distrust:
        why = getattr(distrust, "verify_message", distrust)
        message, again = f"the TLS certificate of {host} is not trusted: {why}", False
        hint = "Set ca_path to the file of the certificate authority that signed it."
    elif has(socket.gaierror) and not has(e.ProxyError):
        message = f"the host name {host} is not known"
        hint = "Check region and cloud, or endpoint, and the name service."
    elif tunnel or has(e.NewConnectionError, e.ConnectTimeoutError):
        way = " through the proxy" if has(e.ProxyError) else ""
        message = f"no connection to {host}{way}: {tunnel or reason}"
    elif has(e.ReadTimeoutError):
        message, again = f"no answer from {host} within {timeout:g} seconds", None
        hint = "Raise timeout if the service is only slow."
    elif isinstance(error, (TypeError, ValueError)):
        message, again = f"the request could not be made: {type(error).__name__}", False
    else:
        message, again = f"the connection to {host} broke before the whole answer had come: {reason}", None
    return {"message": message, "again": again, "uncertain": again is None, "hint": hint, "kind": "unreachable"}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and those it was made of. Not by __context__: that leads to whatever the caller is handling, but
    for NewConnectionError and its like of urllib3 1.x, which have their cause there."""
    yield error
    new = isinstance(error, (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError))
    for inner in (*error.args, getattr(error, "reason", None), error.__cause__ or (error.__context__ if new else None)):
        if isinstance(inner, BaseException):
            yield from _causes(inner)


def _tells_failure(body: Any) -> bool:
    """Whether a 2xx answer tells a failure. The error_code of a task that is being read is none."""
    if not isinstance(body, dict):
        return False
    if body.get("is_success") is not None:
        return body["is_success"] is False
    told = {name for name, value in body.items() if value is not None}
    return bool(body.get("error_code")) and (told <= _ERROR_FIELDS or body.get("success") is False)


def _epoch(date: str | None) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp() if date else None
    except (OverflowError, TypeError, ValueError):
        return None


def _retry_after(answer: Answer) -> float | None:
    """Seconds, from a number or a date."""
    value = answer.headers.get("Retry-After", "").strip()
    until = _epoch(value)
    return float(value) if value.isdecimal() else until and max(until - (answer.date or time.time()), 0)
