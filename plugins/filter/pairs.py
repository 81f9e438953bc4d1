# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filter: a dictionary, written as text."""

from __future__ import annotations

DOCUMENTATION = r"""
name: pairs
short_description: A dictionary of texts, from lines such as C(name=value)
version_added: 0.1.0
description:
  - Makes a dictionary of what a person types into a text field of an AWX survey, one C(name=value) a line.
  - Empty lines and lines that begin with C(#) are left out. Spaces around names and values are not kept.
  - A dictionary may be given as well. Its values become texts, booleans V(true) and V(false).
positional: separators
options:
  _input:
    description: Text, a list of texts, or a dictionary.
    type: raw
    required: true
  separators:
    description: Characters that end a pair like a line end does, such as V(,;).
    type: str
    default: ""
  of:
    description: What the dictionary is, to begin the message about a wrong line with.
    type: str
    default: ""
author:
  - huaweicloud.modelarts contributors (!UNKNOWN)
"""

EXAMPLES = r"""
- name: Show the parameters of a survey
  ansible.builtin.debug:
    msg: "{{ 'epochs=20\nlearning_rate=0.01' | huaweicloud.modelarts.pairs }}"

- name: Show tags
  ansible.builtin.debug:
    msg: "{{ 'team=vision, stage=test' | huaweicloud.modelarts.pairs(',') }}"
"""

RETURN = r"""
_value:
  description: The dictionary. An empty one where nothing was given.
  type: dict
  sample: {"epochs": "20", "learning_rate": "0.01"}
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import as_text


def pairs(given: Any, separators: str = "", of: str = "") -> dict[str, str]:
    if isinstance(given, Mapping):
        return {str(name): as_text(value) for name, value in given.items()}
    texts = given if isinstance(given, (list, tuple)) else [given or ""]
    try:
        return parsed(re.split(rf"[\r\n{re.escape(separators)}]", "\n".join(map(str, texts))))
    except ValueError as error:
        raise AnsibleFilterError(f"{of}: {error}" if of else str(error)) from error


def parsed(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in map(str.strip, lines):
        if not line or line.startswith("#"):
            continue
        name, equals, value = (part.strip() for part in line.partition("="))
        if not name or not equals:
            raise ValueError(f"'{line}' is not name=value")
        if name in found:
            raise ValueError(f"'{name}' is given twice")
        found[name] = value
    return found


class FilterModule:
    def filters(self) -> dict[str, Callable]:
        return {"pairs": pairs}
