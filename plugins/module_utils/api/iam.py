# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens and project ids from IAM, kept for the run and, in private files, for the next one."""

from __future__ import annotations

import calendar
import contextlib
import hashlib
import hmac
import json
import os
import time
from collections.abc import Iterator
from typing import Any, Callable

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.credentials import Credentials
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError, ConfigurationError

MARGIN = 300  # seconds before its expiry at which an entry is renewed
PROJECT_LIFETIME = 24 * 3600
_memory: dict[tuple, dict[str, Any]] = {}


def token(credentials: Credentials, send: Callable[..., Any], refused: str | None = None) -> dict[str, Any]:
    """{"token", "project_id" (or None), "expires"} for a user and password (CreateToken).

    send(method, path, query, body) reaches IAM. refused: a token that the service did not accept.
    """
    c, name = credentials, _project_name(credentials, credentials.project_id)
    scope = {"project": {"name": name} if name else {"id": c.project_id}}
    user = {"name": c.username, "password": c.password, "domain": {"name": c.domain_name}}
    login = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}

    def fetch() -> dict[str, Any]:
        answer = send("POST", "/v3/auth/tokens", None, login)
        try:
            entry = {"token": answer.headers["X-Subject-Token"], "expires": time.time() + 3600, "project_id": None}
            details = answer.body["token"]
            expires = calendar.timegm(time.strptime(details["expires_at"][:19], "%Y-%m-%dT%H:%M:%S"))
            entry["expires"] = time.time() + expires - (answer.date or time.time())  # by the server's clock
            entry["project_id"] = details["project"]["id"]
        except (KeyError, TypeError, ValueError):
            if not answer.headers.get("X-Subject-Token"):
                raise ApiError("IAM answered the login without a token", status=answer.status) from None
        return entry

    return _kept(("token", c.iam_endpoint, c.domain_name, c.username, repr(scope)), c.password, fetch, refused)


def project_id(credentials: Credentials, send: Callable[..., Any]) -> str:
    """The id of the project that project_name or region names (ListProjects)."""
    c, name = credentials, _project_name(credentials)

    def fetch() -> dict[str, Any]:
        body = send("GET", "/v3/projects", {"name": name}, None).body
        rows = body.get("projects") if isinstance(body, dict) else None
        found = [row["id"] for row in rows or () if isinstance(row, dict) and row.get("name") == name]
        if len(found) != 1:
            raise ConfigurationError(
                f"{c.iam_endpoint} knows {len(found) or 'no'} projects of the name {name}: "
                "check region and project_name, or set project_id."
            )
        return {"project_id": found[0], "expires": time.time() + PROJECT_LIFETIME}

    owner = c.access_key or (c.username and (c.domain_name, c.username))
    return _kept(("project", c.iam_endpoint, owner, name), c.auth_token, fetch)["project_id"]


def _project_name(credentials: Credentials, project_id: str | None = None) -> str | None:
    name = credentials.project_name or credentials.region
    if not name and not project_id:
        raise ConfigurationError(
            "The project is not known: set project_id, region or project_name "
            "(HW_PROJECT_ID, HW_REGION_NAME or HW_PROJECT_NAME)."
        )
    return name


def _kept(identity: tuple, secret: str | None, fetch: Callable[[], dict], refused: str | None = None) -> dict[str, Any]:
    """What fetch returned, while it is good: from memory, from a file, or fetched by one process at a time."""
    entry: Any = _memory.get((identity, secret))
    if not _good(entry, refused):
        # Nothing but a secret tells who owns a given token, so that no file can be named for it.
        with contextlib.nullcontext() if None in identity else _locked_file(identity) as file:
            entry = _load(file, secret)
            if not _good(entry, refused):
                entry = fetch()
                _save(file, secret, entry)
        _memory[identity, secret] = entry
    return entry


def _good(entry: Any, refused: str | None) -> bool:
    return bool(entry) and entry["expires"] > time.time() + MARGIN and not (refused and entry["token"] == refused)


@contextlib.contextmanager
def _locked_file(identity: tuple) -> Iterator[Any]:
    """The cache file of an identity; None if it cannot be had for this user alone."""
    folder = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "huaweicloud-modelarts")
    name = hashlib.sha256(repr(identity).encode()).hexdigest()[:32] + ".json"
    file, usable = None, False
    try:
        import fcntl

        if os.path.isabs(folder):
            os.makedirs(folder, 0o700, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
            file = os.fdopen(os.open(os.path.join(folder, name), flags, 0o600), "r+", encoding="utf-8")
            fcntl.flock(file, fcntl.LOCK_EX)
            stats = (os.lstat(folder), os.fstat(file.fileno()))
            usable = all(stat.st_uid == os.geteuid() and not stat.st_mode & 0o077 for stat in stats)
    except (ImportError, OSError):
        pass
    try:
        yield file if usable else None
    finally:
        if file:
            file.close()


def _load(file: Any, secret: str | None) -> dict[str, Any] | None:
    try:
        entry = json.load(file)
        same = hmac.compare_digest(_proof(secret, bytes.fromhex(entry["salt"])), entry["proof"])
        return entry if same and entry["expires"] > 0 and entry.get("token", entry["project_id"]) else None
    except (AttributeError, KeyError, OSError, TypeError, ValueError):
        return None


def _save(file: Any, secret: str | None, entry: dict[str, Any]) -> None:
    salt = os.urandom(16)
    with contextlib.suppress(AttributeError, OSError):
        file.seek(0)
        file.truncate()
        json.dump({**entry, "salt": salt.hex(), "proof": _proof(secret, salt)}, file)
        file.flush()


def _proof(secret: str | None, salt: bytes) -> str:
    """Tells a changed password. It is cut to two bytes, which fit one in 65536 of all guesses: no use to a thief."""
    return hashlib.pbkdf2_hmac("sha256", secret.encode(), salt, 10_000, 2).hex() if secret else ""
