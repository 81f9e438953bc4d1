# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # Objects that can be created and removed.
    DOCUMENTATION = r"""
options:
  id:
    description:
      - The id of the object, when its name is not unique, or is to be changed. An object with an id that does not exist
        is never created.
    type: str
  recreate:
    description:
      - Whether an object is removed and created anew when an option asks for something that cannot be changed, or when
        it is broken. B(What is in the object is lost), and the new one has another id.
      - With V(false) such a task fails, and says which option it is.
    type: bool
    default: false
notes:
  - An option that is not given (or V(null)) leaves the setting alone. An empty value (V(""), V([]) or V({})) clears it.
"""
