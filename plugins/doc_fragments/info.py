# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # Every module that lists objects.
    DOCUMENTATION = r"""
options:
  fields:
    description:
      - Return only these parts of each object, as dotted names such as V(metadata.name). A part that an object lacks is
        V(null).
      - This keeps the result small, and so the memory that it takes in the variables of the host. The service is asked
        for whole objects all the same.
    type: list
    elements: str
  limit:
    description:
      - Return no more than so many objects, from V(1) to V(100000). Without it, all pages are read.
    type: int
notes:
  - The list is empty when nothing was found, that is no failure.
"""

    # Objects with an id and a name that the service can look for.
    NAMED = r"""
options:
  id:
    description:
      - Return the object with this id only. All other filters are ignored then.
    type: str
  names:
    description:
      - Return the objects with these names only. Not together with O(name).
    type: list
    elements: str
  name_fuzzy:
    description:
      - Whether O(name) may be a part of the name.
    type: bool
    default: false
"""

    # Lists that the service can sort.
    SORTED = r"""
options:
  sort_key:
    description:
      - What the service sorts the list by, such as V(create_at) or V(name), several separated by commas.
    type: str
  sort_dir:
    description:
      - The direction of O(sort_key).
    type: str
    choices: [ASC, DESC]
"""

    # Lists that the service can sort, with the newer words for it.
    ORDERED = r"""
options:
  sort_by:
    description:
      - What the service sorts the list by, such as V(create_time) or V(name). Without it, by V(create_time).
    type: str
  order:
    description:
      - The direction of O(sort_by). The service takes V(desc) when it is not given, so that the newest come first.
    type: str
    choices: [asc, desc]
"""

    # Objects with a status that can be waited for.
    AWAITED = r"""
options:
  wait_for_status:
    description:
      - Wait until each object that is found is in one of these statuses. Where there is an option C(names), also until
        each of these names is there; B(without names, the task ends at once when nothing is found), also with C(name) or
        C(id). However many they are, each look is one listing. To make many objects, create them
        with C(wait=false) in a loop, and wait for all of them with one such task.
      - The task fails as soon as an object ends in a failed status that is not among them. In check mode nothing is
        waited for.
    type: list
    elements: str
  wait_timeout:
    description:
      - How long to wait at most, as V(90), V(90s), V(15m) or V(2h).
    type: str
    default: 20m
  wait_interval:
    description:
      - The longest pause between two looks, as V(10s). The first pauses are shorter.
    type: str
    default: 10s
"""
