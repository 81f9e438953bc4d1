# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dictionaries written as text."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.huaweicloud.modelarts.plugins.filter.pairs import pairs


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("", {}),
        (None, {}),
        ([], {}),
        ("a=1", {"a": "1"}),
        (" a = 1 \r\n\r\n# note = none\nb=", {"a": "1", "b": ""}),
        ("a=b=c, d", {"a": "b=c, d"}),
        (["a=1", "b=2"], {"a": "1", "b": "2"}),
        ({"a": 1, "b": True, "c": None, "d": 0.5}, {"a": "1", "b": "true", "c": "", "d": "0.5"}),
    ],
)
def test_what_is_given_becomes_a_dictionary_of_texts(given: Any, wanted: dict[str, str]) -> None:
    assert pairs(given) == wanted


def test_other_characters_can_end_a_pair() -> None:
    assert pairs("a=1, b=2;c=3\nd=]", ",;]") == {"a": "1", "b": "2", "c": "3", "d": ""}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a=1\nb", "parameters: 'b' is not name=value"),
        ("=1", "parameters: '=1' is not name=value"),
        ("a=1\na=2", "parameters: 'a' is given twice"),
    ],
)
def test_a_wrong_line_is_told_with_what_it_is_of(text: str, message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        pairs(text, of="parameters")
    assert str(caught.value) == message
