# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All proofs, without a time limit, and a table of what they found: `make proof`.

`make test` runs the same tests with fewer examples. A violation is a test that failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tests.tools.tree import ROOT

EXAMPLES = "1000"  # of bad input, for each module
REPORT = ROOT / ".cache" / "proof"


class Proof(NamedTuple):
    """promise: in words; tests: arguments of pytest."""

    promise: str
    tests: tuple[str, ...]


PROOFS = (
    Proof("said twice, changed once; check mode is a true plan", ("tests/invariants/test_invariants.py",)),
    Proof("what is special to each family", ("tests/invariants", "--ignore=tests/invariants/test_invariants.py")),
    Proof("whatever the network does: no duplicate, no loss", ("tests/faults",)),
    Proof("the documents' example requests come out of modules", ("tests/contract",)),
    Proof("examples of the documentation run", ("tests/examples",)),
    Proof("the official SDK and signer agree", ("tests/peers",)),
    Proof(
        "roles, inventory, AWX and the documentation site",
        ("tests/roles", "tests/inventory", "tests/awx", "tests/docs"),
    ),
    Proof("secrets, TLS and proxies; a broken collection is noticed", ("tests/proof",)),
)


class Case(NamedTuple):
    outcome: str  # of the test: passed, failed or skipped
    facts: dict[str, str]  # what it has recorded


def cases(report: Path) -> Iterator[Case]:
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        found = next((name for name in ("failure", "error", "skipped") if case.find(name) is not None), "")
        outcome = {"": "passed", "skipped": "skipped"}.get(found, "failed")
        facts = {str(item.get("name")): str(item.get("value")) for item in case.iter("property")}
        yield Case(outcome, facts)


def run(proof: Proof, number: int, workers: str) -> list[Case]:
    report = REPORT / f"{number}.xml"
    there = [name for name in proof.tests if name.startswith("-") or (ROOT / name).exists()]
    options = ["-q", "--thorough", "-n", workers, "--dist", "worksteal", "-o", "timeout=3600", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *options, *there]
    env = {**os.environ, "PROOF_EXAMPLES": EXAMPLES}
    log = report.with_suffix(".log")
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT, check=False)
    if not report.exists():
        raise SystemExit(f"pytest ended with {done.returncode}: {log}")
    return list(cases(report))


def line(promise: str, found: list[Case]) -> str:
    counts = Counter(case.outcome for case in found)
    return f"| {promise} | {len(found)} | {counts['skipped']} | {counts['failed']} |"


def faults(found: list[Case], kind: str) -> str:
    """What the tasks of this kind met and what came of it, as the tests of the matrices record it."""
    cases = [case for case in found if kind in case.facts and "outcome" in case.facts]
    tasks, operations, faults = (len({case.facts[name] for case in cases}) for name in (kind, "operation", "fault"))
    ended = Counter(case.facts["outcome"] if case.outcome == "passed" else "violation" for case in cases)
    words = f"{tasks} {kind}s ({operations} operations) x {faults} faults"
    return (
        f"{words}: {ended['reached']} reached what was asked, {ended['error']} ended with one clear error, "
        f"{ended['violation']} violated a promise"
    )


def main() -> int:
    REPORT.mkdir(parents=True, exist_ok=True)
    workers = sys.argv[1] if len(sys.argv) > 1 else "2"
    print("| promise | checks | skipped | violations |", "|---|---|---|---|", sep="\n")
    everything: list[Case] = []
    for number, proof in enumerate(PROOFS):
        found = run(proof, number, workers)
        everything += found
        print(line(proof.promise, found), flush=True)
    print(line("**all**", everything))
    print("", *(f"* {faults(everything, kind)}" for kind in ("write", "read")), sep="\n")
    return int(any(case.outcome == "failed" for case in everything))


if __name__ == "__main__":
    sys.exit(main())
