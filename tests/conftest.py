# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test finds: the collection, known to Python and Ansible, and none of this user's settings."""

from __future__ import annotations

import os
import pathlib
import re
import sys
import tempfile
from zlib import crc32

import pytest

from tests.tools import tree

FOREIGN = re.compile(r"(HW|HUAWEICLOUD|MODELARTS|OS|ANSIBLE)_.*|((https?|all|no)_proxy)", re.IGNORECASE)


def isolate(home: pathlib.Path) -> None:
    """Clears the environment of what the collection or Ansible would read, for this process and its children."""
    for name in [name for name in os.environ if FOREIGN.fullmatch(name)]:
        del os.environ[name]
    os.environ["HOME"] = str(home)
    os.environ["XDG_CACHE_HOME"] = str(home / ".cache")
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(tree.ROOT / ".cache" / "hypothesis")


def provide_collection() -> None:
    """Lets this process and its children import the collection and use it by name."""
    path = str(tree.make())
    os.environ["ANSIBLE_COLLECTIONS_PATH"] = path
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [path, os.environ.get("PYTHONPATH")]))
    sys.path.insert(0, path)


def install_collection_loader() -> None:
    """Lets Ansible's own loader import the collection, as in a playbook run.

    Done before the first import of the collection: Ansible cannot use what was imported as a plain package before.
    Reads ANSIBLE_COLLECTIONS_PATH, so it comes after provide_collection().
    """
    from ansible.plugins.loader import init_plugin_loader

    init_plugin_loader()


_home = tempfile.TemporaryDirectory(prefix="modelarts-tests-")
isolate(pathlib.Path(_home.name))
provide_collection()
install_collection_loader()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="run every case of the tests that are marked one_in(n)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a large matrix about every nth case is run, mixed, unless all of them are asked for (make proof does)."""
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        mark = item.get_closest_marker("one_in")
        ours = mark is None or config.getoption("--thorough") or crc32(item.name.encode()) % mark.args[0] == 0
        (kept if ours else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_unconfigure() -> None:
    _home.cleanup()


@pytest.fixture(scope="session")
def collection_path() -> pathlib.Path:
    """The folder for ANSIBLE_COLLECTIONS_PATH (already set in the environment)."""
    return tree.TREE
