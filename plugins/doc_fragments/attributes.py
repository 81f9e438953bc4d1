# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # Every module.
    DOCUMENTATION = r"""
attributes:
  action_group:
    description: Use C(group/huaweicloud.modelarts.modelarts) in C(module_defaults) to set options of this module and of
      all others.
    support: full
    membership:
      - huaweicloud.modelarts.modelarts
  in_process:
    description: Runs inside the process of Ansible itself when the task is for this machine, which saves the start of a
      Python process.
    support: full
    details:
      - This happens when the connection is C(local) and the interpreter is not set to another Python than that of
        Ansible. Tasks with C(async), C(become) or C(environment) run as any other module, with the same results.
      - Set the variable C(modelarts_in_process) to V(false), or the environment variable E(MODELARTS_IN_PROCESS) to
        V(0), to turn it off.
  platform:
    description: The platforms that the module can run on. It talks to the service over HTTPS, so usually on the
      controller.
    support: full
    platforms: posix
"""

    # Modules that bring an object into a state.
    WRITES = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return the changed status without changing anything.
    support: full
    details:
      - RV(plan) lists the very requests that a real run would send, in their order.
  diff_mode:
    description: Returns details on what has changed (or would change, in C(check_mode)), when in diff mode.
    support: full
    details:
      - Shows the options that differ, before and after, and the plan.
  idempotent:
    description: When run twice in a row outside of check mode with the same options, the second run changes nothing.
    support: full
"""

    # Modules that only read.
    READS = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return the changed status without changing anything.
    support: full
    details:
      - This module never changes anything.
  diff_mode:
    description: Returns details on what has changed (or would change, in C(check_mode)), when in diff mode.
    support: N/A
    details:
      - This module never changes anything.
  idempotent:
    description: When run twice in a row outside of check mode with the same options, the second run changes nothing.
    support: full
    details:
      - This module never changes anything.
"""
