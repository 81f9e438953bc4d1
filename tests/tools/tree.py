# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checkout as Ansible wants to see it: a link in .cache/tree/ansible_collections/huaweicloud.

python -m tests.tools.tree      makes it and prints the folder for ANSIBLE_COLLECTIONS_PATH and PYTHONPATH
"""

from __future__ import annotations

import contextlib
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
TREE = ROOT / ".cache" / "tree"


def make() -> pathlib.Path:
    """Makes the tree where it is missing; several processes may do so at once."""
    link = TREE / "ansible_collections" / "huaweicloud" / "modelarts"
    link.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        link.symlink_to("../../../..")
    return TREE


if __name__ == "__main__":
    print(make())
