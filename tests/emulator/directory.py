# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Who may do what: accounts, users, projects, keys and tokens."""

import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import signing
from .errors import gateway, modelarts, unauthenticated
from .store import Record

if TYPE_CHECKING:
    from .world import World

TOKEN_LIFE = 24 * 3600


@dataclass(frozen=True)
class Identity:
    """Who sent a request. project: the one project of a token; None for a key, which reaches all of its user's."""

    user: Record
    project: str | None = None

    @property
    def projects(self) -> list[str]:
        return [self.project] if self.project else list(self.user["projects"])


def hex_id() -> str:
    return uuid.uuid4().hex


def found(world: World, defaults: dict[str, str]) -> None:
    """The account that the ready line tells about; an account kept in a state file stays, with the keys given now."""
    if not world.store.all("user"):
        domain = hex_id()
        project = {"id": defaults.get("project_id") or hex_id(), "name": defaults["region"], "domain_id": domain}
        world.store.put("project", project["id"], project)
        fields = {"name": defaults["username"], "password": defaults["password"], "domain": defaults["domain_name"]}
        user = add_user(world, {**fields, "domain_id": domain, "projects": [project["id"]]})
        add_key(world, {"user_id": user["id"], "main": True})
    key = main_key(world)
    wanted = {name: defaults[name] for name in ("access_key", "secret_key") if defaults.get(name)}
    if wanted:
        world.store.remove("key", key["access_key"])
        key.update(wanted)
        world.store.put("key", key["access_key"], key)


def main_key(world: World) -> Record:
    """The key of the ready line."""
    return next(key for key in world.store.all("key") if key["main"])


def ready(world: World) -> dict[str, str]:
    """The part of the ready line that names the account."""
    user, key = world.store.all("user")[0], main_key(world)
    project = world.store.all("project")[0]
    return {
        "access_key": key["access_key"],
        "secret_key": key["secret_key"],
        "project_id": project["id"],
        "region": project["name"],
        "username": user["name"],
        "password": user["password"],
        "domain_name": user["domain"],
    }


def add_user(world: World, fields: dict[str, Any]) -> Record:
    first = (world.store.all("user") or [{}])[0]
    user = {
        "id": hex_id(),
        "name": f"user-{secrets.token_hex(3)}",
        "password": secrets.token_urlsafe(12),
        "domain": first.get("domain"),
        "domain_id": first.get("domain_id"),
        "projects": first.get("projects"),
        "admin": not first,
        **fields,
    }
    world.store.put("user", user["id"], user)
    return user


def add_key(world: World, fields: dict[str, Any]) -> Record:
    """A key; with `temporary` it has a security token, with `lifetime` (seconds) it runs out."""
    key: Record = {
        "access_key": secrets.token_hex(10).upper(),
        "secret_key": secrets.token_urlsafe(30),
        "user_id": fields.get("user_id") or world.store.all("user")[0]["id"],
        "enabled": True,
        "main": fields.get("main", False),
        "security_token": secrets.token_urlsafe(60) if fields.get("temporary") else None,
        "expires_at": world.clock.now() + fields["lifetime"] if "lifetime" in fields else None,
    }
    world.store.put("key", key["access_key"], key)
    return key


def add_token(world: World, user: Record, project: str) -> Record:
    token = {
        "token": secrets.token_urlsafe(90),
        "user_id": user["id"],
        "project": project,
        "expires_at": world.clock.now() + TOKEN_LIFE,
    }
    world.store.put("token", token["token"], token)
    return token


def authenticate(world: World, request: signing.Request) -> Identity:
    """By token, or else by signature; refuses as the API gateway does."""
    if "x-auth-token" in request.headers:
        return _by_token(world, request.headers["x-auth-token"])
    if "authorization" not in request.headers:
        raise unauthenticated("x-auth-token not found")
    access_key = signing.verify(request, lambda key: _secret_of(world, key, request), world.clock.gateway())
    key = world.store.get("key", access_key) or {}
    return Identity(_user(world, key["user_id"]))


def check_project(world: World, identity: Identity, project: str) -> None:
    if project in identity.projects:
        return
    if world.store.get("project", project):
        raise modelarts("0210", "The project does not belong to the credentials of the request.", 403)
    raise modelarts("0210", f"The project ID {project} is wrong.")


def _by_token(world: World, text: str) -> Identity:
    token = world.store.get("token", text)
    if token is None:
        raise unauthenticated("decrypt token fail")
    if token["expires_at"] <= world.clock.now():
        raise gateway("0307", "The token must be updated.")
    return Identity(_user(world, token["user_id"]), token["project"])


def _secret_of(world: World, access_key: str, request: signing.Request) -> str:
    key = world.store.get("key", access_key)
    if key is None:
        raise unauthenticated("verify aksk signature fail, the access key does not exist")
    if not key["enabled"]:
        raise unauthenticated("verify aksk signature fail, the access key is disabled")
    if request.headers.get("x-security-token") != key["security_token"]:
        raise unauthenticated("the security token does not belong to the access key")
    if key["expires_at"] is not None and key["expires_at"] <= world.clock.now():
        raise unauthenticated("the security token has expired")
    return str(key["secret_key"])


def _user(world: World, key: str) -> Record:
    user = world.store.get("user", key)
    if user is None:
        raise unauthenticated("the user does not exist")
    return user
