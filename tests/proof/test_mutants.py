# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests notice a broken collection."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.mutants import MUTANTS, Mutant, survives


@pytest.mark.one_in(4)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.promise.replace(" ", "-"))
def test_a_broken_collection_is_noticed(mutant: Mutant, tmp_path: Path) -> None:
    assert survives(mutant, tmp_path / "mutant") == ""
