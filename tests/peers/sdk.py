# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK, where it is installed, and an emulator for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.emulator.testing import Emulator

sdk: Any = pytest.importorskip("huaweicloudsdkmodelarts.v1")
credentials: Any = pytest.importorskip("huaweicloudsdkcore.auth.credentials")
exceptions: Any = pytest.importorskip("huaweicloudsdkcore.exceptions.exceptions")
region: Any = pytest.importorskip("huaweicloudsdkcore.region.region")


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(speed=500) as started:
        started.settings(check_answers=True)
        yield started
        assert started.errors() == ""


def client_with(keys: Any, emulator: Emulator) -> Any:
    return sdk.ModelArtsClient.new_builder().with_credentials(keys).with_endpoint(emulator.endpoint).build()


@pytest.fixture(scope="module")
def client(emulator: Emulator) -> Any:
    keys = credentials.BasicCredentials(emulator.access_key, emulator.secret_key, emulator.project_id)
    return client_with(keys, emulator)


def refusal(call: Callable[[], Any]) -> tuple[int, str] | None:
    """Status and error code."""
    try:
        call()
    except exceptions.ClientRequestException as error:
        return error.status_code, error.error_code
    return None
