# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # Objects that take a while to become what is asked.
    DOCUMENTATION = r"""
options:
  wait:
    description:
      - Whether the task waits until the object is as asked. If it ends in a failed status, the task fails with the
        service's reason.
      - With V(false) the task ends when the service has accepted the last request. Between two requests it waits
        nevertheless, where the second one needs the first one to be done.
    type: bool
    default: true
  wait_timeout:
    description:
      - How long the whole task may take, as V(90), V(90s), V(15m) or V(2h). When the time is over the task fails, and
        tells the last status. What the service has accepted goes on all the same; run the task again to wait on.
    type: str
    default: 20m
  wait_interval:
    description:
      - The longest pause between two looks at the object, as V(10s). The first pauses are shorter.
    type: str
    default: 10s
"""
