# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests notice a broken collection, and nothing but that makes them fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.mutants import MUTANTS, SELECTIONS, Mutant, broken, copied, tried

SOME_FAILED = 1  # exit status of pytest
each = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.promise.replace(" ", "-"))


@each
def test_there_is_what_it_breaks(mutant: Mutant) -> None:
    compile(broken(mutant), mutant.file, "exec")


@pytest.mark.one_in(4)
@each
def test_a_broken_collection_is_noticed(mutant: Mutant, tmp_path: Path) -> None:
    folder = copied(tmp_path / "mutant")
    (folder / mutant.file).write_text(broken(mutant), encoding="utf-8")
    done = tried(mutant.tests, folder)
    assert done.returncode == SOME_FAILED, done.stdout + done.stderr


@pytest.mark.one_in(4)
@pytest.mark.parametrize("tests", SELECTIONS, ids=" ".join)
def test_a_whole_collection_passes(tests: tuple[str, ...], tmp_path: Path) -> None:
    done = tried(tests, copied(tmp_path / "copy"))
    assert done.returncode == 0, done.stdout + done.stderr
