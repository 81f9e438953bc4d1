# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our signature and the one of the official SDK, for the same requests and the same signed headers."""

from __future__ import annotations

import hashlib
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import PreparedRequest
from requests.structures import CaseInsensitiveDict

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.auth import SignedAuth, canonical_query, encode

signer = pytest.importorskip("huaweicloudsdkcore.signer.signer")
sdk_request = pytest.importorskip("huaweicloudsdkcore.sdk_request")

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(" /~+%*=&?#'\u00e9\u4e2d"), max_size=12)
# The SDK sends "." and ".." as they are, so that such a request reaches another path than it signed; we refuse them.
PART = TEXT.filter(lambda text: text not in ("", ".", ".."))
# Not repeated numbers, which the SDK sorts as numbers, so that the service would have to guess the type.
VALUE = TEXT | st.integers() | st.booleans() | st.lists(TEXT, max_size=4)
HOST = st.from_regex(r"\A[a-z][a-z0-9-]{0,20}(\.[a-z]{2,5}){1,2}\Z")
METHOD = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "get", "post"])
TOKEN = st.text(string.ascii_letters + string.digits + "+/=", min_size=1)


class Signer(signer.Signer):  # type: ignore[name-defined]
    """The SDK's, but covering the body whatever the content type, as we do."""

    @classmethod
    def _process_content_header(cls, request: Any) -> None:
        pass


class Key:
    def __init__(self, ak: str, sk: str) -> None:
        self.ak, self.sk = ak, sk


@settings(max_examples=500, deadline=None)
@given(
    method=METHOD,
    host=HOST,
    port=st.none() | st.integers(1, 65535),
    parts=st.lists(PART, max_size=5),
    slash=st.booleans(),
    query=st.dictionaries(TEXT, VALUE, max_size=4),
    body=st.none() | st.binary(max_size=40) | TEXT.map(str.encode),
    content_type=st.sampled_from(["application/json", "application/merge-patch+json", "text/plain"]),
    security_token=st.none() | TOKEN,
    project_id=st.none() | TOKEN,
    access_key=TOKEN,
    secret_key=PART,
    now=st.integers(0, 4_000_000_000),
)
def test_same_signature(
    method: str,
    host: str,
    port: int | None,
    parts: list[str],
    slash: bool,
    query: dict[str, Any],
    body: bytes | None,
    content_type: str,
    security_token: str | None,
    project_id: str | None,
    access_key: str,
    secret_key: str,
    now: int,
) -> None:
    host = host if port is None else f"{host}:{port}"
    path = "/" + "/".join(map(encode, parts)) + ("/" if slash and parts else "")
    query_string = canonical_query(query)

    ours = PreparedRequest()
    ours.method, ours.body = method, body
    ours.url = f"https://{host}{path}" + (f"?{query_string}" if query_string else "")
    ours.headers = CaseInsensitiveDict({"Content-Type": content_type})
    if project_id:
        ours.headers["X-Project-Id"] = project_id
    SignedAuth(access_key, secret_key, security_token, clock=lambda: now)(ours)

    assert ours.headers["X-Sdk-Content-Sha256"] == hashlib.sha256(body or b"").hexdigest()
    headers = {name: value for name, value in ours.headers.items() if name != "Authorization"}
    theirs = sdk_request.SdkRequest(method, "https", host, path, None, list(query.items()), headers, body or "")
    Signer(Key(access_key, secret_key)).sign(theirs)
    assert ours.headers["Authorization"] == theirs.header_params["Authorization"]
    assert theirs.uri == path + (f"?{query_string}" if query_string else "")
