# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading about the parts of an object: which requests that takes, and what counts as nothing."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Answer
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.errors import ApiError
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.paging import Single
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Ambiguous, Context
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import Ref
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.info import Unread
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.listing import Search
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.read import Get, Read
from ansible_collections.huaweicloud.modelarts.tests.unit.plugins.module_utils.engine.toy import Brew


class Listed(Brew):
    listing = Search("/brew-searches", Single(items="items"), terms={"name": ("name", "like")})
    missing = frozenset({"GONE"})


class Smells(Read):
    def row(self, get: Get, options: dict[str, Any]) -> dict[str, Any]:
        return {"smell": get("/brews/{id}/smells/{part}", {"deep": options["deep"]})}


SMELLS = Smells(
    "smells",
    of=Field("brew", ref=Ref(lambda: Listed, "[0-9]+")),
    part="cup",
    place="status.cups",
    fields=(Field("deep", "bool"),),
    unready=("COLD",),
)
BREWS: list[dict[str, Any]] = [
    {"facts": {"id": "1", "name": "green"}, "status": {"phase": "ON", "cups": ["left", "right"]}},
    {"facts": {"id": "2", "name": "greener"}, "status": {"phase": "NEW"}},
]


class Shop:
    """A client that answers for the brews, and writes down what it is asked."""

    def __init__(self, **failures: ApiError) -> None:
        self.failures, self.sent = failures, []  # type: ignore[var-annotated]

    def path(self, template: str, **names: str) -> str:
        return template.format_map(names)

    def send(self, method: str, path: str, query: Any = None, body: Any = None, **more: Any) -> Answer:
        self.sent.append((method, path))
        if path == "/brew-searches":
            return Answer(200, {"items": BREWS}, {})
        *place, last = path.split("/")
        if last in self.failures:
            raise self.failures[last]
        if "smells" in place:
            return Answer(200, f"of {last}, deep: {query['deep']}", {})
        found = [brew for brew in BREWS if brew["facts"]["id"] == last]
        if not found:
            raise ApiError("no such brew", status=400, code="GONE", body={})
        return Answer(200, found[0], {})


def read(shop: Shop, brew: str, cups: list[str] | None = None, check: bool = False) -> list[dict[str, Any]]:
    client: Any = shop
    result = SMELLS.run({"brew": brew, "cup": cups, "deep": True}, client, Context(check=check))
    assert result["changed"] is False
    return list(result["smells"])


SEARCH, SHOW = ("POST", "/brew-searches"), ("GET", "/brews/1")
LEFT, RIGHT = ("GET", "/brews/1/smells/left"), ("GET", "/brews/1/smells/right")


@pytest.mark.parametrize(
    ("brew", "cups", "sent"),
    [
        ("1", None, [SHOW, LEFT, RIGHT]),
        ("1", [], [SHOW, LEFT, RIGHT]),
        ("1", ["right"], [RIGHT]),
        ("1", ["right", "left"], [RIGHT, LEFT]),
        ("green", None, [SEARCH, LEFT, RIGHT]),
        ("green", ["left"], [SEARCH, LEFT]),
    ],
)
def test_an_id_is_not_looked_up_and_a_name_once(brew: str, cups: list[str] | None, sent: list[tuple[str, str]]) -> None:
    shop = Shop()
    rows = read(shop, brew, cups)
    assert shop.sent == sent
    parts = [path.rpartition("/")[2] for _method, path in sent if "smells" in path]
    assert rows == [{"cup": part, "smell": f"of {part}, deep: True"} for part in parts]


@pytest.mark.parametrize(
    ("brew", "cups"), [("7", None), ("black", None), ("black", ["left"]), ("2", None), ("greener", None)]
)
def test_what_is_not_there_has_no_parts(brew: str, cups: list[str] | None) -> None:
    shop = Shop()
    assert read(shop, brew, cups) == []
    assert len(shop.sent) == 1


@pytest.mark.parametrize("check", [True, False])
def test_what_is_still_to_come_is_not_asked_for(check: bool) -> None:
    shop = Shop()
    assert read(shop, "<id of brew black>", ["left"], check) == [] and shop.sent == []


def test_a_part_that_is_not_ready_is_empty() -> None:
    shop = Shop(left=ApiError("it is cold", status=400, code="COLD", body={}))
    assert read(shop, "1") == [{"cup": "left", "smell": None}, {"cup": "right", "smell": "of right, deep: True"}]


def test_an_object_that_goes_meanwhile_has_no_parts() -> None:
    gone = ApiError("no such brew", status=400, code="GONE", body={})
    assert read(Shop(right=gone), "1") == []
    assert read(Shop(right=gone), "1", ["right"]) == []


@pytest.mark.parametrize("code", ["OTHER", None])
def test_any_other_failure_is_told(code: str | None) -> None:
    failure = ApiError("no smell today", status=400, code=code, request_id="r", method="GET", path="/p", body={})
    with pytest.raises(Unread, match=r"^could not read smells: GET /p failed: no smell today \(HTTP 400") as raised:
        read(Shop(right=failure), "1")
    assert (raised.value.details()["error_code"], raised.value.details()["request_id"]) == (code, "r")


def test_a_name_that_two_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [{**BREWS[0], "facts": {"id": key, "name": "green"}} for key in ("1", "3")]
    monkeypatch.setitem(globals(), "BREWS", twins)
    with pytest.raises(Ambiguous, match="1, 3"):
        read(Shop(), "green")
