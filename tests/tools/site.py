# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the documentation site, without asking the network.

python -m tests.tools.site [FOLDER]     into FOLDER/html (default: .cache/docs/html); any warning is a failure
"""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from pathlib import Path

from tests.tools import tree

SOURCES = tree.ROOT / "docs" / "docsite"
BIN = Path(sys.executable).parent
INVENTORY = """\
# Sphinx inventory version 2
# Project: Ansible
# Version: devel
# The remainder of this file is compressed using zlib.
"""
# What pages of the collection refer to in Ansible's own documentation: label -> page and anchor, title.
LABELS = {
    "action_plugins": ("plugins/action.html#action-plugins", "Action plugins"),
    "ansible_collections.ansible.builtin.template_module": (
        "collections/ansible/builtin/template_module.html#ansible-collections-ansible-builtin-template-module",
        "ansible.builtin.template module",
    ),
    "ansible_configuration_settings": (
        "reference_appendices/config.html#ansible-configuration-settings",
        "Ansible Configuration Settings",
    ),
    "common_return_values": ("reference_appendices/common_return_values.html#common-return-values", "Return Values"),
}
SETTINGS = "reference_appendices/config.html"
VARIABLES = [f"ANSIBLE_CACHE_PLUGIN{part}" for part in ("", "_CONNECTION", "_PREFIX", "_TIMEOUT")]


def inventory() -> bytes:
    """Where Sphinx finds Ansible's own documentation."""
    rows = [f"{name} std:label -1 {place} {title}\n" for name, (place, title) in LABELS.items()]
    rows += [f"{name} std:envvar 1 {SETTINGS}#envvar-{name} -\n" for name in VARIABLES]
    return INVENTORY.encode() + zlib.compress("".join(rows).encode())


def build(folder: Path) -> int:
    """Pages of the plugins by antsibull-docs, joined by the guides, and all of them as HTML by Sphinx."""
    pages = folder / "rst"
    pages.mkdir(parents=True, exist_ok=True)
    pages.chmod(0o755)
    (folder / "ansible.inv").write_bytes(inventory())
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    settings = {"PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(tree.make()), "ANSIBLE_HOME": str(folder / "ansible")}
    collection = ("collection", "--use-current", "--squash-hierarchy", "--cleanup", "everything", "--fail-on-error")
    sphinx = ("--quiet", "--jobs", "2", "--fail-on-warning", "--keep-going", "--nitpicky", "--conf-dir", str(SOURCES))
    commands = (
        [str(BIN / "antsibull-docs"), *collection, "--dest-dir", str(pages), "huaweicloud.modelarts"],
        [
            str(BIN / "sphinx-build"),
            *sphinx,
            "--doctree-dir",
            str(folder / "doctrees"),
            str(pages),
            str(folder / "html"),
        ],
    )
    for command in commands:
        status = subprocess.run(command, env={**os.environ, **settings}, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else tree.ROOT / ".cache" / "docs"
    status = build(target.resolve())
    print(f"{target}/html/index.html" if not status else "The site was not built.")
    sys.exit(status)
