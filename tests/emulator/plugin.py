# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The plugin for pytest: the fixture `modelarts`."""

import os
from collections.abc import Iterator

import pytest

from .testing import Emulator

OWN = ("HW_", "HUAWEICLOUD_", "MODELARTS_")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("modelarts_speed", "how many times faster objects of the emulator change their status", default="100")


@pytest.fixture(scope="session")
def modelarts_process(pytestconfig: pytest.Config) -> Iterator[Emulator]:
    """The emulator of this test session."""
    with Emulator(speed=float(pytestconfig.getini("modelarts_speed"))) as emulator:
        yield emulator


@pytest.fixture
def modelarts(modelarts_process: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """An emulator with an empty account. The environment leads to it, and to no other account of the service."""
    modelarts_process.reset()
    for name in [name for name in os.environ if name.startswith(OWN)]:
        monkeypatch.delenv(name)
    for name, value in modelarts_process.env.items():
        monkeypatch.setenv(name, value)
    return modelarts_process
