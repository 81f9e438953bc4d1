# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credential type: what AWX accepts, and the variables that the modules read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from awx_plugins.interfaces._temporary_private_inject_api import ENV_BLOCKLIST, HIDDEN_PASSWORD
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.credentials import OPTIONS, Credentials
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ConfigurationError
from tests.awx.controller import inject, load

INPUTS = load("credential_type", "inputs.yml")
INJECTORS = load("credential_type", "injectors.yml")
FIELDS = {field["id"]: field for field in INPUTS["fields"]}
KEY = {"access_key": "AK", "secret_key": "SK", "region": "cn-north-4"}
IDENTITIES: dict[str, dict[str, str]] = {
    "key": KEY,
    "temporary key": {**KEY, "security_token": "STS"},
    "user": {"username": "ada", "password": "pässword #1", "domain_name": "vision", "region": "cn-north-4"},
    "token": {"auth_token": "TOKEN", "region": "cn-north-4", "project_id": "0123"},
}
# A certificate file is a matter of the execution environment: an empty variable would hide the image's own.
NOT_ASKED = {"ca_path"}


def test_awx_accepts_the_inputs() -> None:
    assert INPUTS.keys() == {"fields", "required"}
    assert len(FIELDS) == len(INPUTS["fields"])
    for name, field in FIELDS.items():
        assert re.fullmatch("[a-zA-Z_]+[a-zA-Z0-9_]*", name) and name != "tower"
        assert {"id", "label", "type"} <= field.keys() <= {"id", "label", "type", "help_text", "secret"}
        assert field["type"] == "string" and isinstance(field["label"], str)
        assert field.get("secret", True) is True
    assert set(INPUTS["required"]) <= FIELDS.keys()


def test_awx_accepts_the_injectors() -> None:
    assert INJECTORS.keys() == {"env"}, "a secret in an extra variable or a file would be kept with the job"
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    for name, template in INJECTORS["env"].items():
        assert re.fullmatch("[a-zA-Z_]+[a-zA-Z0-9_]*", name) and template.isascii()
        assert name not in ENV_BLOCKLIST and not name.startswith("ANSIBLE_")
        assert sandbox.from_string(template).render(dict.fromkeys(FIELDS, "EXAMPLE")) == "EXAMPLE"


def test_every_field_reaches_the_option_of_its_name() -> None:
    read = {name: variables[0] for name, variables in OPTIONS.items() if variables and name not in NOT_ASKED}
    assert {name: f"{{{{ {option} }}}}" for option, name in read.items()} == INJECTORS["env"]
    assert FIELDS.keys() == read.keys()


def test_secrets_are_secret() -> None:
    every = {option: f"value-of-{option}" for option in OPTIONS}
    hidden = {secret.removeprefix("value-of-") for kind in secrets_of_each_kind(every) for secret in kind}
    assert {name for name, field in FIELDS.items() if field.get("secret")} == hidden


def secrets_of_each_kind(every: dict[str, str]) -> list[tuple[str, ...]]:
    kinds = (("access_key", "secret_key", "security_token"), ("username", "password", "domain_name"), ("auth_token",))
    common = {"region": "cn-north-4"}
    return [Credentials.resolve({**common, **{name: every[name] for name in kind}}, {}).secrets for kind in kinds]


@pytest.mark.parametrize("inputs", IDENTITIES.values(), ids=IDENTITIES)
def test_the_environment_of_awx_is_an_identity(inputs: dict[str, str], tmp_path: Path) -> None:
    env, shown, arguments = inject(inputs, tmp_path)
    assert arguments == [] and list((tmp_path / "env").iterdir()) == []
    assert env.keys() == shown.keys() == INJECTORS["env"].keys()
    assert "" in env.values(), "AWX gives empty variables for what is not filled in"
    found = Credentials.resolve({}, env)
    assert {name: getattr(found, name) for name in inputs} == inputs
    assert not [secret for secret in found.secrets if secret in shown.values()]
    assert list(shown.values()).count(HIDDEN_PASSWORD) >= len(found.secrets)


def test_a_credential_without_an_identity_is_told(tmp_path: Path) -> None:
    env: dict[str, Any] = inject({"region": "cn-north-4"}, tmp_path)[0]
    with pytest.raises(ConfigurationError, match="HW_ACCESS_KEY"):
        Credentials.resolve({}, {**env, "HUAWEICLOUD_SDK_CREDENTIALS_FILE": str(tmp_path / "none")})
