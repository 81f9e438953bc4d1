# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import Request

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.auth import (
    SignedAuth,
    TokenAuth,
    canonical_query,
    encode,
)
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ConfigurationError

NOON = 1790000000.0
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def signed(method: str, url: str, body: Any = None, token: str | None = None, **headers: str) -> dict[str, str]:
    request = Request(method, url, data=body, headers={n.replace("_", "-"): v for n, v in headers.items()})
    return dict(SignedAuth("AK", "SK", token, clock=lambda: NOON)(request.prepare()).headers)


def test_known_signature() -> None:
    """Made by the official SDK (huaweicloudsdkcore 3.1.219) for the same request."""
    headers = signed(
        "POST",
        "https://modelarts.example.com/v1/p%201/notebooks/a%2Fb?name=a%2Fb&limit=10&name=a~",
        b'{"name": "x"}',
        "STS",
        Content_Type="application/json",
        X_Project_Id="p1",
    )
    assert headers["X-Sdk-Date"] == "20260921T141320Z"
    assert headers["X-Sdk-Content-Sha256"] == "edb9eed7f06ccf0bb0db254de3ed3a246d5d4a8ba94b0701ce527de6adca3328"
    assert headers["Authorization"] == (
        "SDK-HMAC-SHA256 Access=AK, "
        "SignedHeaders=content-type;host;x-project-id;x-sdk-content-sha256;x-sdk-date;x-security-token, "
        "Signature=49f7be222b6eea4816afc38ac2b1ab90a1736604a4ba63bb6723141f7b9ebdbd"
    )


@pytest.mark.parametrize("content_type", ["application/json", "application/merge-patch+json", "text/plain"])
def test_body_is_always_covered(content_type: str) -> None:
    one, other = (signed("PATCH", "https://h/v1/x", body, Content_Type=content_type) for body in (b"1", b"2"))
    assert one["X-Sdk-Content-Sha256"] != other["X-Sdk-Content-Sha256"]
    assert one["Authorization"] != other["Authorization"]


@pytest.mark.parametrize("body", [None, b"", ""])
def test_no_body_is_the_hash_of_nothing(body: Any) -> None:
    assert signed("GET", "https://h/v1/x", body)["X-Sdk-Content-Sha256"].startswith("e3b0c44298fc1c149afb")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"method": "PUT"}, "method"),
        ({"url": "https://h/v1/y?a=1"}, "path"),
        ({"url": "https://h/v1/x?a=2"}, "query"),
        ({"url": "https://other/v1/x?a=1"}, "host"),
        ({"url": "https://h:8443/v1/x?a=1"}, "port"),
        ({"token": "T"}, "security token"),
        ({"Content_Type": "text/plain"}, "content type"),
        ({"X_Project_Id": "p2"}, "project"),
    ],
)
def test_everything_that_matters_is_signed(change: dict[str, str], part: str) -> None:
    base = {"method": "GET", "url": "https://h/v1/x?a=1"}
    signatures = {signed(**{**base, **more})["Authorization"].rpartition("=")[2] for more in ({}, change)}
    assert len(signatures) == 2, f"the {part} can be changed on the way"


def test_what_the_way_may_change_is_not_signed() -> None:
    plain = signed("GET", "https://h/v1/x")["Authorization"]
    assert "user-agent" not in plain
    assert signed("GET", "https://h/v1/x", User_Agent="proxy", Accept="*/*")["Authorization"] == plain


def test_only_headers_that_are_there_are_signed() -> None:
    assert "SignedHeaders=host;x-sdk-content-sha256;x-sdk-date," in signed("GET", "https://h/v1/x")["Authorization"]


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5), st.randoms())
def test_order_of_the_query_does_not_matter(pairs: list[tuple[str, str]], random: Any) -> None:
    shuffled = random.sample(pairs, len(pairs))
    assert canonical_query(shuffled) == canonical_query(pairs)
    urls = [f"https://h/x?{'&'.join(f'{encode(n)}={encode(v)}' for n, v in some)}" for some in (pairs, shuffled)]
    assert signed("GET", urls[0])["Authorization"] == signed("GET", urls[1])["Authorization"]


def test_canonical_query() -> None:
    query = {"b": None, "z": [], "f": False, "t": True, "n": 0, "e": "", "é": "a b+~*", "l": ["b", "a", None, "a/b"]}
    assert canonical_query(query) == "e=&f=false&l=a&l=a%2Fb&l=b&n=0&t=true&%C3%A9=a%20b%2B~%2A"
    assert canonical_query(None) == canonical_query({}) == ""


def test_names_and_values_sort_as_decoded_text() -> None:
    assert canonical_query({"k": ["aé", "a~", "a/b", "a-b"]}) == "k=a-b&k=a%2Fb&k=a~&k=a%C3%A9"


def test_text_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="not valid Unicode"):
        encode("\udcff")


def test_token() -> None:
    assert dict(TokenAuth("T")(Request("GET", "https://h/x").prepare()).headers) == {"X-Auth-Token": "T"}


def test_secrets_do_not_show() -> None:
    for auth in (SignedAuth("AK", "the-secret", "the-token"), TokenAuth("the-token")):
        assert "the-" not in repr(auth)
