# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where identity, project, region and endpoint come from: options, environment, profile file."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ConfigurationError

# Option -> environment variables; the first that is not empty counts.
OPTIONS: dict[str, tuple[str, ...]] = {
    "access_key": ("HW_ACCESS_KEY", "HUAWEICLOUD_SDK_AK"),
    "secret_key": ("HW_SECRET_KEY", "HUAWEICLOUD_SDK_SK"),
    "security_token": ("HW_SECURITY_TOKEN", "HUAWEICLOUD_SDK_SECURITY_TOKEN"),
    "auth_token": ("HW_AUTH_TOKEN",),
    "username": ("HW_USER_NAME",),
    "password": ("HW_USER_PASSWORD",),
    "domain_name": ("HW_DOMAIN_NAME",),
    "region": ("HW_REGION_NAME",),
    "project_id": ("HW_PROJECT_ID", "HUAWEICLOUD_SDK_PROJECT_ID"),
    "project_name": ("HW_PROJECT_NAME",),
    "endpoint": ("MODELARTS_ENDPOINT",),
    "iam_endpoint": ("MODELARTS_IAM_ENDPOINT",),
    "cloud": ("HW_CLOUD",),
    "profile": (),
    "validate_certs": (),
    "ca_path": ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
    "timeout": (),
    "retries": (),
    "allow_http": (),
}
# What each kind of identity needs, the preferred kind first.
_KINDS = {
    "token": ("auth_token",),
    "key": ("access_key", "secret_key"),
    "password": ("username", "password", "domain_name"),
}
# These belong to one access key or user, and are never paired with another one.
_OWNERS = {"secret_key": "access_key", "security_token": "access_key", "password": "username"}
_PROFILE = {"access_key": "ak", "secret_key": "sk"}  # names in the profile file that differ from ours
# Compiled when they are loaded, once for all workers of a run.
_PATTERNS = dict.fromkeys(("access_key", "security_token", "auth_token"), re.compile("[!-~]*"))
_PATTERNS.update(dict.fromkeys(("region", "cloud"), re.compile("[A-Za-z0-9.-]*")))
_ENDPOINT = re.compile(r"https?://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d+)?")
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")


@dataclass(frozen=True)
class Credentials:
    """Who asks, where, and how: of one kind of identity, complete and checked. ``timeout`` is in seconds."""

    endpoint: str
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)
    security_token: str | None = field(default=None, repr=False)
    auth_token: str | None = field(default=None, repr=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    domain_name: str | None = None
    region: str | None = None
    project_id: str | None = None
    project_name: str | None = None
    iam_endpoint: str | None = None
    cloud: str = "myhuaweicloud.com"
    profile: str | None = None
    validate_certs: bool = True
    ca_path: str | None = None
    timeout: float = 60
    retries: int = 5
    allow_http: bool = False

    @classmethod
    def resolve(cls, options: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> Credentials:
        """Take each option from the task, else the environment, else the profile file; empty counts as unset.

        An identity (or profile) named by the task goes before one of another kind in the environment; in one place
        auth_token goes before access_key before username. A project_id counts only as long as nothing before it names
        another project or region. Raises ConfigurationError.
        """
        environ = os.environ if environ is None else environ
        sources = [
            _clean({name: options.get(name) for name in OPTIONS}),
            _clean({n: next(filter(None, map(environ.get, names)), None) for n, names in OPTIONS.items()}),
        ]
        if "profile" in sources[0]:
            sources.insert(1, _read_profile(sources[0]["profile"], environ))
        elif not _kind(sources):
            sources.append(_read_profile(None, environ))
        kind = _kind(sources)
        if not kind:
            raise ConfigurationError(
                "No credentials were found: set access_key and secret_key (HW_ACCESS_KEY, HW_SECRET_KEY), auth_token "
                "(HW_AUTH_TOKEN), or username, password and domain_name (HW_USER_NAME, HW_USER_PASSWORD, "
                f"HW_DOMAIN_NAME), or put ak and sk into the section [basic] of {_profile_path(environ)}."
            )
        values = {name: _pick(name, sources) for name in OPTIONS}
        if _is_of_another_project(values, sources):
            values["project_id"] = None
        for name in _KINDS[kind]:
            if not values[name]:
                others = " and ".join(other for other in _KINDS[kind] if values[other])
                owner = f" (one for another {_OWNERS[name]} does not count)" if name in _OWNERS else ""
                raise ConfigurationError(f"{name} is missing beside {others}{owner}: set {_how(name)}.")
        unused = {name for names in _KINDS.values() for name in names} - set(_KINDS[kind])
        unused.update(() if kind == "key" else ("security_token",))
        return cls(**_complete({n: v for n, v in values.items() if v is not None and n not in unused}))

    @property
    def kind(self) -> str:
        """key, token or password."""
        return "key" if self.access_key else "token" if self.auth_token else "password"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must not be shown."""
        return tuple(v for v in (self.secret_key, self.security_token, self.auth_token, self.password) if v)


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    cut = {n: v.strip() if isinstance(v, str) and n != "password" else v for n, v in values.items()}
    return {name: value for name, value in cut.items() if value not in (None, "")}


def _how(name: str) -> str:
    return f"the option {name} or the variable {' or '.join(OPTIONS[name])}"


def _kind(sources: list[dict[str, Any]]) -> str | None:
    """The kind of identity that the first source with any identity has."""
    for source in sources:
        for kind, names in _KINDS.items():
            if not source.keys().isdisjoint(set(names) - {"domain_name"}):
                return kind
    return None


def _is_of_another_project(values: dict, sources: list[dict]) -> bool:
    """Whether the project id comes from a place that knows nothing of the project or region that is asked for."""
    rank = {name: next((n for n, source in enumerate(sources) if name in source), len(sources)) for name in values}
    if values["project_id"] is None or rank["project_name"] < rank["project_id"]:
        return True
    region = sources[rank["project_id"]].get("region", values["region"])
    return bool(rank["region"] < rank["project_id"] and region != values["region"])


def _pick(name: str, sources: list[dict[str, Any]]) -> Any:
    owner = _OWNERS.get(name)
    owned_by = _pick(owner, sources) if owner else None
    for source in sources:
        if name in source and (owner is None or source.get(owner, owned_by) == owned_by):
            return source[name]
    return None


def _profile_path(environ: Mapping[str, str]) -> str:
    return environ.get("HUAWEICLOUD_SDK_CREDENTIALS_FILE") or os.path.expanduser("~/.huaweicloud/credentials")


def _read_profile(section: str | None, environ: Mapping[str, str]) -> dict[str, Any]:
    """One section of the official SDK's credentials file; without a section named: [basic], if it is there."""
    import configparser  # seldom needed

    path = _profile_path(environ)
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read(path, encoding="utf-8")
    except (OSError, ValueError, configparser.Error):  # whose text may quote a key
        raise ConfigurationError(f"The credentials file {path} cannot be read as an INI file.") from None
    if section and not parser.has_section(section):
        raise ConfigurationError(f"The profile {section} was not found: {path} has no section [{section}].")
    found = dict(parser.items(section or "basic")) if parser.has_section(section or "basic") else {}
    options = ("access_key", "secret_key", "security_token", "project_id", "iam_endpoint")
    return _clean({option: found.get(_PROFILE.get(option, option)) for option in options})


def _complete(values: dict[str, Any]) -> dict[str, Any]:
    """Check the values and fill in the endpoints."""
    for name, pattern in _PATTERNS.items():
        if not pattern.fullmatch(values.get(name, "")):
            raise ConfigurationError(f"{name} holds a character that cannot be part of it, such as a space.")
    if values.get("timeout", 1) <= 0 or values.get("retries", 0) < 0:
        raise ConfigurationError("timeout must be more than 0, and retries not less than 0.")
    if not os.path.exists(values.get("ca_path", "/")):
        raise ConfigurationError(f"{values['ca_path']} does not exist: check {_how('ca_path')}.")
    region, cloud = values.get("region"), values.get("cloud", Credentials.cloud)
    if not region and "endpoint" not in values:
        raise ConfigurationError(f"The region is not known: set {_how('region')}.")
    endpoint = _endpoint("endpoint", values.get("endpoint", f"https://modelarts.{region}.{cloud}"), values)
    # An emulated service never leads to the real IAM.
    default = endpoint if _is_loopback(endpoint) else f"https://iam.{region}.{cloud}" if region else None
    iam_endpoint = values.get("iam_endpoint", default)
    iam_endpoint = iam_endpoint and _endpoint("iam_endpoint", iam_endpoint, values)
    return {**values, "endpoint": endpoint, "iam_endpoint": iam_endpoint}


def _is_loopback(url: str) -> bool:
    return bool(_LOOPBACK.fullmatch(urlsplit(url).hostname or ""))


def _endpoint(option: str, value: str, values: dict[str, Any]) -> str:
    """scheme://host[:port]; https is the default."""
    url = (value if "://" in value else f"https://{value}").rstrip("/")
    try:
        valid = _ENDPOINT.fullmatch(url) and urlsplit(url).port != 0
    except ValueError:
        valid = False
    if not valid:
        raise ConfigurationError(f"{option} must look like https://host or https://host:port, without a path.")
    if url.startswith("http:") and not values.get("allow_http") and not _is_loopback(url):
        raise ConfigurationError(
            f"{option} {url} would show credentials on the way: use https, or set allow_http: true."
        )
    return url
