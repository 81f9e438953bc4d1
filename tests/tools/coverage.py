# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which operations of the service each module asks for, by what its declaration says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.emulator.contract import Contract
from tests.tools import tree

PLUGINS = "ansible_collections.huaweicloud.modelarts.plugins"
RAW = "api"  # the module for every operation
Request = tuple[str, str]  # method and path


def modules() -> list[str]:
    """The modules that are for objects of one kind."""
    names = {path.stem for path in (tree.ROOT / "plugins" / "modules").glob("[a-z]*.py")}
    return sorted(names - {RAW})


def declared(module: str) -> Any:
    """The MODULE of a module."""
    path = str(tree.make())
    if path not in sys.path:
        sys.path.insert(0, path)
    return import_module(f"{PLUGINS}.modules.{module}").MODULE


def requests(module: Any) -> set[Request]:
    """Method and path of every request that this module can send, besides those that turn a name into an id."""
    if hasattr(module, "of"):  # a Read
        return _reads(module)
    seen = {*_listed(module.resource.listing), *_includes(module.resource.apart)}
    if any(field.name == "id" for field in module.fields) or not module.resource.listing:
        seen.add(("GET", module.resource.path))
    if hasattr(module, "views"):  # a Listed
        further = (*module.views, *module.extras)
        return {*seen, *_includes(module.includes), *(pair for each in further for pair in _listed(each.listing))}
    return {*seen, *_reads(module.resource), *_writes(module.resource)}


def _reads(owner: Any) -> set[Request]:
    return {("GET", path) for path in owner.reads.values()}


def _listed(listing: Any) -> Iterator[Request]:
    """A listing knows itself how it asks."""
    sent: list[Request] = []

    def send(method: str, path: str, *_query: Any, **_more: Any) -> Any:
        sent.append((method, path))
        return type("Answer", (), {"body": None})

    if listing:
        listing.ask(send, listing.path, {})
    yield from sent


def _includes(includes: Any) -> Iterator[Request]:
    for include in includes:
        yield from _listed(include.listing) if include.listing else [("GET", include.path)]


def _writes(resource: Any) -> Iterator[Request]:
    """Every operation among the attributes of a resource and of its updates."""
    owners = (resource, *resource.updates)
    found = (getattr(owner, name) for owner in owners for name in dir(owner) if not name.startswith("_"))
    operation = import_module(f"{PLUGINS}.module_utils.engine.resource").Operation
    yield from ((each.method, each.path) for each in found if isinstance(each, operation) and each)


def coverage(contract: Contract) -> dict[str, list[str]]:
    """Operation id -> names of the modules that ask for it. LookupError for a request that is no operation."""
    covered: dict[str, list[str]] = {name: [] for name in contract.operations}
    for module in modules():
        for method, path in sorted(requests(declared(module))):
            found = contract.find(method, path)
            if not found:
                raise LookupError(f"{module} asks for {method} {path}, which is no operation of the contract")
            covered[found[0].id].append(module)
    return covered


if __name__ == "__main__":
    for operation, names in coverage(Contract(Path(__file__).parents[1] / "emulator" / "contract")).items():
        print(operation, *names)
