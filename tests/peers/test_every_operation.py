# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK calls every operation that the emulator implements, but for those that it does not have."""

from __future__ import annotations

import re
from pathlib import Path

from tests.emulator import resources
from tests.emulator.registry import HANDLERS
from tests.peers.sdk import sdk

UNKNOWN_TO_THE_SDK = {"ListClusters", "ListOrders", "ShowTrainingJobLogsUrl"}
OF_OTHER_SERVICES = {"CreateToken", "DownloadObject", "ListProjects"}


def test_every_operation_is_called() -> None:
    resources.load()
    text = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_sdk_*.py"))
    methods = {name: re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in HANDLERS}
    known = {name for name, method in methods.items() if hasattr(sdk.ModelArtsClient, method)}
    assert HANDLERS.keys() - known == UNKNOWN_TO_THE_SDK | OF_OTHER_SERVICES
    assert {name for name in known if f"client.{methods[name]}(" not in text} == set()
