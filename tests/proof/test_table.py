# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make proof` prints."""

from __future__ import annotations

from pathlib import Path

from tests.proof.__main__ import cases, faults, line

FACTS = (  # kind, operation, fault, outcome, what pytest found
    ("write", "stop", "after", "reached", ""),
    ("write", "stop", "before", "error", ""),
    ("read", "list", "after", "reached", ""),
    ("read", "show", "after", "error", "<failure />"),
)


def case(facts: dict[str, str], found: str) -> str:
    properties = "".join(f'<property name="{name}" value="{value}" />' for name, value in facts.items())
    return f"<testcase><properties>{properties}</properties>{found}</testcase>"


def test_the_table(tmp_path: Path) -> None:
    rows = [case({}, found) for found in ("", "<error />", "<skipped />")]
    for kind, operation, fault, outcome, found in FACTS:
        rows.append(case({kind: "x", "operation": operation, "fault": fault, "outcome": outcome}, found))
    report = tmp_path / "report.xml"
    report.write_text(f"<testsuites><testsuite>{''.join(rows)}</testsuite></testsuites>", encoding="utf-8")
    everything = list(cases(report))
    assert line("kept", everything) == "| kept | 7 | 1 | 2 |"
    ends = "reached what was asked, 1 ended with one clear error, 0 violated a promise"
    assert faults(everything, "write") == f"1 writes (1 operations) x 2 faults: 1 {ends}"
    ends = "reached what was asked, 0 ended with one clear error, 1 violated a promise"
    assert faults(everything, "read") == f"1 reads (2 operations) x 1 faults: 1 {ends}"
