# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of every module of the collection: each file in this folder is a copy of this one.

Ansible loads it once, before it forks the workers that run the tasks; so the module of that name is loaded then, too.
"""

from __future__ import annotations

from ansible_collections.huaweicloud.modelarts.plugins.plugin_utils.in_process import ActionModule, known

known(__name__.rpartition(".")[2])

__all__ = ["ActionModule"]
