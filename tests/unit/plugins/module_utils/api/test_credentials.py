# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import pathlib
import stat
from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.credentials import OPTIONS, Credentials
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ConfigurationError

KEY: dict[str, Any] = {"access_key": "AK", "secret_key": "SK"}
PASSWORD: dict[str, Any] = {"username": "user", "password": "PW", "domain_name": "account"}
REGION = {"region": "ap-southeast-1"}
ENV_KEY = {"HW_ACCESS_KEY": "EAK", "HW_SECRET_KEY": "ESK"}
ENV_PASSWORD = {"HW_USER_NAME": "euser", "HW_USER_PASSWORD": "EPW", "HW_DOMAIN_NAME": "eaccount"}


def resolve(options: dict[str, Any] | None = None, environ: dict[str, str] | None = None) -> Credentials:
    return Credentials.resolve({**REGION, **(options or {})}, environ or {})


def refusal(options: dict[str, Any], environ: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigurationError) as caught:
        Credentials.resolve(options, environ or {})
    return str(caught.value)


def identity(found: Credentials) -> dict[str, Any]:
    names = ("auth_token", *KEY, "security_token", *PASSWORD)
    return {name: getattr(found, name) for name in names if getattr(found, name) is not None}


@pytest.fixture
def profile(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / ".huaweicloud" / "credentials"
    path.parent.mkdir()
    path.write_text(
        "[basic]\nak = PAK\nsk = PSK\nproject_id = pp\niam_endpoint = https://iam.example.com\n"
        "[other]\nak=OAK\nsk = O%SK\nsecurity_token = OST\n[half]\nak = HAK\n[federated]\nidp_id = x\n"
    )
    return path


def test_defaults() -> None:
    found = resolve(KEY)
    assert found == Credentials(
        access_key="AK",
        secret_key="SK",
        region="ap-southeast-1",
        endpoint="https://modelarts.ap-southeast-1.myhuaweicloud.com",
        iam_endpoint="https://iam.ap-southeast-1.myhuaweicloud.com",
    )
    assert (found.validate_certs, found.timeout, found.retries, found.allow_http) == (True, 60, 5, False)


@pytest.mark.parametrize(("option", "variable"), [(name, v) for name, names in OPTIONS.items() for v in names])
def test_every_variable(option: str, variable: str, tmp_path: pathlib.Path) -> None:
    kinds = ({"auth_token": "T"}, KEY, PASSWORD)
    rest = {**REGION, **next((kind for kind in kinds if option in kind), KEY)}
    rest.pop(option, None)
    value = str(tmp_path) if option == "ca_path" else "https://host.example" if "endpoint" in option else "value"
    first, *others = OPTIONS[option]
    assert getattr(Credentials.resolve(rest, {variable: value}), option) == value
    assert getattr(Credentials.resolve({**rest, option: value}, {variable: "not this"}), option) == value
    for other in others:
        assert getattr(Credentials.resolve(rest, {first: value, other: "not this"}), option) == value


@pytest.mark.parametrize("empty", ["", None])
def test_empty_counts_as_unset(empty: Any) -> None:
    found = resolve(
        {**KEY, "project_id": empty, "cloud": empty}, {"HW_PROJECT_ID": "", "HUAWEICLOUD_SDK_PROJECT_ID": "p"}
    )
    assert (found.project_id, found.cloud) == ("p", "myhuaweicloud.com")
    assert identity(resolve(KEY, {"HW_AUTH_TOKEN": "", "HW_SECURITY_TOKEN": ""})) == KEY
    assert "No credentials were found" in refusal({**REGION, "access_key": empty}, {"HW_ACCESS_KEY": ""})


def test_spaces_around_are_cut_but_not_of_a_password() -> None:
    found = resolve({**PASSWORD, "password": " PW ", "username": " user\n"})
    assert (found.username, found.password) == ("user", " PW ")


def test_false_and_zero_are_values() -> None:
    found = resolve({**KEY, "validate_certs": False, "retries": 0})
    assert (found.validate_certs, found.retries) == (False, 0)


@pytest.mark.parametrize(
    ("options", "environ", "kind"),
    [
        ({"auth_token": "T", **KEY, **PASSWORD}, {}, "token"),
        ({**KEY, **PASSWORD}, {}, "key"),
        (PASSWORD, {}, "password"),
        ({}, {"HW_AUTH_TOKEN": "T", **ENV_KEY, **ENV_PASSWORD}, "token"),
        ({}, {**ENV_KEY, **ENV_PASSWORD}, "key"),
        ({}, ENV_PASSWORD, "password"),
        (PASSWORD, ENV_KEY, "password"),
        (PASSWORD, {"HW_AUTH_TOKEN": "T"}, "password"),
        (KEY, {"HW_AUTH_TOKEN": "T"}, "key"),
        ({"auth_token": "T"}, ENV_KEY, "token"),
        ({"username": "user", "password": "PW"}, {**ENV_KEY, "HW_DOMAIN_NAME": "account"}, "password"),
        ({"access_key": "AK"}, {"HW_SECRET_KEY": "SK", "HW_AUTH_TOKEN": "T"}, "key"),
        ({"domain_name": "account"}, ENV_KEY, "key"),
        (KEY, {"HW_DOMAIN_NAME": "account"}, "key"),
    ],
)
def test_which_kind(options: dict[str, str], environ: dict[str, str], kind: str) -> None:
    found = resolve(options, environ)
    needed = {"token": {"auth_token"}, "key": set(KEY), "password": set(PASSWORD)}[kind]
    assert found.kind == kind and set(identity(found)) == needed
    for name, value in options.items():
        assert getattr(found, name) == (value if name in needed else None)


@pytest.mark.parametrize(
    ("options", "environ", "found"),
    [
        # What belongs to another key or user is never mixed in ...
        (KEY, {**ENV_KEY, "HW_SECURITY_TOKEN": "EST"}, KEY),
        ({**PASSWORD, "username": "u2"}, ENV_PASSWORD, {**PASSWORD, "username": "u2"}),
        # ... but what stands alone, or belongs to the same one, is.
        (KEY, {"HW_SECURITY_TOKEN": "EST"}, {**KEY, "security_token": "EST"}),
        ({"access_key": "EAK"}, ENV_KEY, {"access_key": "EAK", "secret_key": "ESK"}),
        ({"secret_key": "SK"}, ENV_KEY, {"access_key": "EAK", "secret_key": "SK"}),
        (KEY, {**ENV_KEY, "HW_ACCESS_KEY": "AK", "HW_SECURITY_TOKEN": "EST"}, {**KEY, "security_token": "EST"}),
        ({"domain_name": "a2"}, ENV_PASSWORD, {"username": "euser", "password": "EPW", "domain_name": "a2"}),
        # A security token means nothing to another kind.
        (PASSWORD, {"HW_SECURITY_TOKEN": "EST"}, PASSWORD),
        ({"auth_token": "T", "security_token": "ST"}, {}, {"auth_token": "T"}),
    ],
)
def test_what_belongs_together(options: dict[str, str], environ: dict[str, str], found: dict[str, str]) -> None:
    assert identity(resolve(options, environ)) == found


@pytest.mark.parametrize(
    ("options", "environ", "missing", "variable"),
    [
        ({"access_key": "AK"}, {}, "secret_key", "HW_SECRET_KEY or HUAWEICLOUD_SDK_SK"),
        ({"secret_key": "SK"}, {}, "access_key", "HW_ACCESS_KEY or HUAWEICLOUD_SDK_AK"),
        ({}, {"HW_ACCESS_KEY": "AK"}, "secret_key", "HW_SECRET_KEY"),
        ({"access_key": "AK"}, ENV_KEY, "secret_key", "HW_SECRET_KEY"),
        ({"access_key": "AK"}, {"HW_AUTH_TOKEN": "T"}, "secret_key", "HW_SECRET_KEY"),
        ({"username": "u"}, {}, "password", "HW_USER_PASSWORD"),
        ({"username": "u", "password": "p"}, ENV_KEY, "domain_name", "HW_DOMAIN_NAME"),
        ({"password": "p", "domain_name": "d"}, {}, "username", "HW_USER_NAME"),
    ],
)
def test_half_an_identity(options: dict[str, str], environ: dict[str, str], missing: str, variable: str) -> None:
    text = refusal({**REGION, **options}, environ)
    assert f"{missing} is missing beside " in text and f"set the option {missing} or the variable {variable}" in text


def test_nothing_found(tmp_path: pathlib.Path) -> None:
    text = refusal(REGION)
    for word in (
        "access_key and secret_key",
        "HW_ACCESS_KEY",
        "HW_AUTH_TOKEN",
        "HW_USER_PASSWORD",
        "[basic]",
        str(tmp_path),
    ):
        assert word in text


# Profile


def test_profile_when_nothing_else_is_there(profile: pathlib.Path) -> None:
    found = resolve()
    assert identity(found) == {"access_key": "PAK", "secret_key": "PSK"}
    assert (found.project_id, found.iam_endpoint) == ("pp", "https://iam.example.com")
    assert resolve({"project_id": "p"}).project_id == "p"
    assert resolve({}, {"HW_PROJECT_ID": "p"}).project_id == "p"


def test_profile_is_not_mixed_into_other_credentials(profile: pathlib.Path) -> None:
    for options, environ in ((KEY, {}), ({}, ENV_KEY), (PASSWORD, {})):
        found = resolve(options, environ)
        assert found.project_id is None and found.iam_endpoint != "https://iam.example.com"


def test_named_profile_goes_before_the_environment(profile: pathlib.Path) -> None:
    environ = {**ENV_KEY, "HW_PROJECT_ID": "p", "HW_SECURITY_TOKEN": "EST", "HW_AUTH_TOKEN": "T"}
    found = resolve({"profile": "basic"}, environ)
    assert identity(found) == {"access_key": "PAK", "secret_key": "PSK"} and found.project_id == "pp"
    other = {"access_key": "OAK", "secret_key": "O%SK", "security_token": "OST"}
    assert identity(resolve({"profile": "other"}, environ)) == other
    assert identity(resolve({"profile": "other", **KEY}, environ)) == KEY


def test_profile_file_elsewhere(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "elsewhere.ini"
    path.write_text("[basic]\nak = XAK\nsk = XSK\n")
    assert resolve({}, {"HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(path)}).access_key == "XAK"


def test_profile_troubles(profile: pathlib.Path, tmp_path: pathlib.Path) -> None:
    assert f"The profile nope was not found: {profile} has no section [nope]" in refusal({**REGION, "profile": "nope"})
    assert "secret_key is missing beside access_key" in refusal({**REGION, "profile": "half"})
    assert "No credentials were found" in refusal({**REGION, "profile": "federated"})
    for content in (
        b"ak = the-secret\n",
        b"[basic]\nthe-secret\n",
        b"[basic]\nak=1\n[basic]\nsk=the-secret",
        b"\xff\xfe",
    ):
        profile.write_bytes(content)
        text = refusal(REGION)
        assert f"{profile} cannot be read as an INI file" in text and "the-secret" not in text
        assert resolve(KEY), "a file that is not needed does not matter"
    profile.unlink()
    profile.mkdir()
    assert "INI file" in refusal(REGION) or "No credentials" in refusal(REGION)


# Endpoints


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://modelarts.example.com", "https://modelarts.example.com"),
        ("https://modelarts.example.com/", "https://modelarts.example.com"),
        ("https://modelarts.example.com:8443//", "https://modelarts.example.com:8443"),
        ("modelarts.example.com", "https://modelarts.example.com"),
        ("modelarts.example.com:8443", "https://modelarts.example.com:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.1.2.3", "http://127.1.2.3"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://LOCALHOST:1", "http://LOCALHOST:1"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
    ],
)
def test_endpoints(given: str, url: str) -> None:
    found = resolve({**KEY, "endpoint": given, "iam_endpoint": given})
    assert (found.endpoint, found.iam_endpoint) == (url, url)


@pytest.mark.parametrize(
    "endpoint",
    ["https://h/path", "https://h/?a", "https://h#a", "https://user:the-secret@h", "ftp://h", "https://", "https://h:0"]
    + [
        "https://h:99999",
        "https://h:x",
        "https://a b",
        "https://h\n",
        "https://[::1",
        "https://h\\@evil",
        "HTTPS:/h",
        "é",
    ],
)
@pytest.mark.parametrize("option", ["endpoint", "iam_endpoint"])
def test_no_endpoint(endpoint: str, option: str) -> None:
    if endpoint.strip() != endpoint:
        endpoint += "x"
    text = refusal({**KEY, **REGION, option: endpoint})
    assert text == f"{option} must look like https://host or https://host:port, without a path."


@pytest.mark.parametrize(
    "host", ["modelarts.example.com", "127.0.0.1.example.com", "10.0.0.1", "localhost.example.com", "127.1"]
)
@pytest.mark.parametrize("option", ["endpoint", "iam_endpoint"])
def test_plain_http_only_to_this_machine(host: str, option: str) -> None:
    text = refusal({**KEY, **REGION, option: f"http://{host}"})
    assert text == (f"{option} http://{host} would show credentials on the way: use https, or set allow_http: true.")
    assert getattr(resolve({**KEY, option: f"http://{host}", "allow_http": True}), option) == f"http://{host}"


def test_other_cloud() -> None:
    found = resolve({**KEY, "region": "eu-de", "cloud": "otc.t-systems.com"})
    assert found.endpoint == "https://modelarts.eu-de.otc.t-systems.com"
    assert found.iam_endpoint == "https://iam.eu-de.otc.t-systems.com"


def test_iam_of_an_emulated_service_is_the_service() -> None:
    assert resolve({**PASSWORD, "endpoint": "http://127.0.0.1:9"}).iam_endpoint == "http://127.0.0.1:9"
    assert resolve({**PASSWORD, "endpoint": "https://modelarts.example.com"}).iam_endpoint == (
        "https://iam.ap-southeast-1.myhuaweicloud.com"
    )
    assert Credentials.resolve({**KEY, "endpoint": "https://modelarts.example.com"}, {}).iam_endpoint is None


def test_neither_region_nor_endpoint() -> None:
    assert refusal(KEY) == "The region is not known: set the option region or the variable HW_REGION_NAME."


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"region": "a/b"}, "region holds a character"),
        ({"region": "a@evil.com#"}, "region holds a character"),
        ({"cloud": "evil.com/x?"}, "cloud holds a character"),
        ({"access_key": "A\r\nX: y"}, "access_key holds a character"),
        ({"security_token": "a b"}, "security_token holds a character"),
        ({"auth_token": "the-secret\x00"}, "auth_token holds a character"),
        ({"auth_token": "the-secreté"}, "auth_token holds a character"),
        ({"timeout": 0}, "timeout must be more than 0"),
        ({"retries": -1}, "retries not less than 0"),
        ({"ca_path": "/no/such/file"}, "/no/such/file does not exist: check the option ca_path or the variable REQ"),
    ],
)
def test_values_that_cannot_work(options: dict[str, Any], words: str) -> None:
    text = refusal({**REGION, **KEY, **options})
    assert words in text and "the-secret" not in text


# Secrets


def test_secrets() -> None:
    found = resolve({**KEY, "security_token": "ST"})
    assert found.secrets == ("SK", "ST")
    assert resolve({"auth_token": "T"}).secrets == ("T",)
    assert resolve(PASSWORD).secrets == ("PW",)


def test_repr_shows_no_secret() -> None:
    everything: dict[str, Any] = {
        name: f"secret-{name}" for name in ("access_key", "secret_key", "security_token", "auth_token", "password")
    }
    text = repr(Credentials(endpoint="https://h", **everything))
    assert "secret-" not in text and "https://h" in text


def test_credentials_do_not_change() -> None:
    with pytest.raises(AttributeError):
        resolve(KEY).secret_key = "x"  # type: ignore[misc]


def test_home_file_may_be_unreadable(profile: pathlib.Path) -> None:
    profile.chmod(0)
    if os.access(profile, os.R_OK):
        pytest.skip(f"this user reads everything (mode {stat.S_IMODE(profile.stat().st_mode):o})")
    assert "No credentials were found" in refusal(REGION) or "cannot be read" in refusal(REGION)


@pytest.mark.parametrize(
    ("options", "environment", "project_id"),
    [
        ({}, {"HW_PROJECT_ID": "p"}, "p"),
        ({"project_name": "n"}, {"HW_PROJECT_ID": "p"}, None),
        ({"project_name": "n", "project_id": "q"}, {"HW_PROJECT_ID": "p"}, "q"),
        ({"project_id": "q"}, {"HW_PROJECT_NAME": "n"}, "q"),
        ({}, {"HW_PROJECT_ID": "p", "HW_PROJECT_NAME": "n"}, "p"),
        ({"region": "eu-de"}, {"HW_PROJECT_ID": "p", "HW_REGION_NAME": "cn-north-4"}, None),
        ({"region": "eu-de"}, {"HW_PROJECT_ID": "p", "HW_REGION_NAME": "eu-de"}, "p"),
        ({"region": "eu-de"}, {"HW_PROJECT_ID": "p"}, "p"),
        ({"region": "eu-de", "project_id": "q"}, {"HW_REGION_NAME": "cn-north-4"}, "q"),
    ],
)
def test_a_project_id_of_another_project_or_region_does_not_count(
    options: dict[str, str], environment: dict[str, str], project_id: str | None
) -> None:
    given = {"access_key": "AK", "secret_key": "SK", "region": "cn-north-1", **options}
    if "region" not in options:
        del given["region"]
        environment = {"HW_REGION_NAME": "cn-north-1", **environment}
    assert Credentials.resolve(given, environment).project_id == project_id
