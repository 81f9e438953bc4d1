# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the pages of the documentation that follow from tables: API coverage, error codes.

python -m tests.tools.pages           writes
python -m tests.tools.pages --check   writes nothing; exit code 1 when something is stale
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import yaml

from tests.emulator.contract import Contract
from tests.tools import generate
from tests.tools.coverage import PLUGINS, RAW, coverage
from tests.tools.generate import Wanted

PAGES = Path("docs/docsite/rst")
CODES = Path(__file__).with_name("error_codes.yml")
LABEL = "ansible_collections.huaweicloud.modelarts.docsite"
MODULE = ":ansplugin:`{0} <huaweicloud.modelarts.{0}#module>`"
NOT_MODELARTS = ("iam", "obs", "pai_tensorboard")  # groups of the contract that are other services

HEADER = """\
..
  Copyright (c) 2026 huaweicloud.modelarts contributors
  GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
  SPDX-License-Identifier: GPL-3.0-or-later

.. Written by tests/tools/pages.py: run `make generate`.

.. _{label}.{name}:

{title}
{line}

{text}
"""

COVERAGE = """\
Every operation of the service, and the modules that use it. {all} operations in all, and {own} of them are used by a
module of their own. :ansplugin:`huaweicloud.modelarts.api#module` takes every one, with the same credentials, signature
and retries, and with a plan in check mode. Where a name is turned into an id first, that look-up is not counted here.
"""

ERRORS = """\
What a failed task returns as :literal:`error_code`, by the part of the service that it comes from. How the collection
takes a failure is told by its kind: :ref:`troubleshooting <{label}.guide_troubleshooting>` explains each. The service
gives most of these codes with HTTP status 400, so the status alone tells little. A code that is not here counts by its
HTTP status.

Codes that begin with :literal:`APIGW` or :literal:`APIG` come from the gateway in front of the service, those that
begin with :literal:`IAM` from the login.
"""


def api_coverage(root: Path) -> Wanted:
    contract = Contract()
    covered = coverage(contract)
    operations = [each for each in contract.operations.values() if each.group not in NOT_MODELARTS]
    own = sum(bool(covered[each.id]) for each in operations)
    parts = [COVERAGE.format(all=len(operations), own=own)]
    for group, members in itertools.groupby(operations, lambda each: each.group):
        rows = [
            (f":literal:`{each.id}`", f":literal:`{each.method} {each.path}`", _modules(covered[each.id] or [RAW]))
            for each in members
        ]
        parts.append(_section(_title(group), _table(("Operation", "Request", "Modules"), (25, 50, 25), rows)))
    return {root / PAGES / "api_coverage.rst": _page("api_coverage", "API coverage", "\n\n".join(parts))}


def error_codes(root: Path) -> Wanted:
    families = yaml.safe_load(CODES.read_text(encoding="utf-8"))
    parts = [ERRORS.format(label=LABEL)]
    for family, codes in families.items():
        rows = [
            (
                f":literal:`ModelArts.{number}`",
                ", ".join(map(str, code["http"])),
                _kinds(f"ModelArts.{number}", code["http"]),
                code["about"],
            )
            for number, code in codes.items()
        ]
        parts.append(_section(family, _table(("Code", "HTTP", "Kind", "About"), (22, 13, 20, 45), rows)))
    return {root / PAGES / "error_codes.rst": _page("error_codes", "Error codes", "\n\n".join(parts))}


def _kinds(code: str, statuses: Iterable[int]) -> str:
    """What kind of failure the collection takes it for, with each status that it comes with."""
    kind_of = import_module(f"{PLUGINS}.module_utils.api.errors").kind_of
    kinds = dict.fromkeys(kind_of(status, code) for status in (statuses or (400,)))
    return ", ".join(kinds).replace("_", " ")


def _modules(names: Iterable[str]) -> str:
    return ", ".join(MODULE.format(name) for name in names)


def _title(group: str) -> str:
    return group.replace("_", " ").capitalize().replace("Os ", "OS ")


def _page(name: str, title: str, text: str) -> str:
    return HEADER.format(label=LABEL, name=name, title=title, line="=" * len(title), text=text).rstrip() + "\n"


def _section(title: str, text: str) -> str:
    return f"{title}\n{'-' * len(title)}\n\n{text}"


def _table(head: tuple[str, ...], widths: tuple[int, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [".. list-table::", "   :header-rows: 1", "   :widths: " + " ".join(map(str, widths)), ""]
    for row in (head, *rows):
        marks = itertools.chain(("   * - ",), itertools.repeat("     - "))
        lines += [(mark + cell).rstrip() for mark, cell in zip(marks, row, strict=False)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(generate.main(generators=(api_coverage, error_codes)))
