# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages that are made of tables: API coverage and error codes."""

from __future__ import annotations

import pytest
import yaml

from tests.emulator.contract import Contract
from tests.tools import coverage, generate, pages
from tests.tools.generate import ROOT


def test_they_are_fresh() -> None:
    assert generate.stale(ROOT, (pages.api_coverage, pages.error_codes)) == {}, "run `make generate`"


def test_every_module_has_an_operation() -> None:
    covered = coverage.coverage(Contract())
    assert {name for names in covered.values() for name in names} == set(coverage.modules())


def test_what_a_declaration_says_is_covered() -> None:
    covered = coverage.coverage(Contract())
    assert covered["CreateNotebook"] == ["notebook"]
    assert covered["DeleteNotebookTags"] == ["notebook"]
    assert covered["ListAllNotebooks"] == ["notebook_info"]
    assert covered["ListImageGroup"] == ["image_info"]
    assert covered["CreateImage"] == ["image"]
    assert covered["ListTrainingJobs"] == ["training_job", "training_job_info"]
    assert covered["ShowTrainingJobLogsUrl"] == ["training_log_info"]
    assert covered["ShowTrainingJobLogsFromAom"] == ["training_job"]
    assert covered["ShowNotebookTags"] == []


def test_a_request_that_is_no_operation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "requests", lambda module: {("GET", "/v1/{project_id}/nothing")})
    with pytest.raises(LookupError, match="GET /v1/{project_id}/nothing, which is no operation"):
        coverage.coverage(Contract())


def test_every_operation_of_the_service_is_on_the_page_once() -> None:
    text = (ROOT / pages.PAGES / "api_coverage.rst").read_text(encoding="utf-8")
    for operation in Contract().operations.values():
        here = text.count(f"* - :literal:`{operation.id}`")
        assert here == (operation.group not in pages.NOT_MODELARTS), operation.id


def test_every_code_that_means_more_than_its_status_is_on_the_page() -> None:
    from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api import errors

    families = yaml.safe_load(pages.CODES.read_text(encoding="utf-8"))
    listed = {number for codes in families.values() for number in codes}
    known = {code.split("@")[0] for codes in errors._CODES.values() for code in codes.split()}
    assert {code for code in known if code.isdigit()} - listed == set()
