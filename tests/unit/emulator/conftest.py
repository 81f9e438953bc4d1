# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator of their own for these tests, and a small client that can also sign wrongly."""

from __future__ import annotations

import hashlib
import http.client
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.emulator import signing
from tests.emulator.testing import Emulator, eventually

if TYPE_CHECKING:
    from tests.unit.emulator.dedicated import Dedicated

IMAGE = "e1a07296-22a8-4f05-8bc8-e936c8e54090"
FLAVOR = "modelarts.vm.cpu.2u"
NOTEBOOK = {
    "name": "first",
    "flavor": FLAVOR,
    "image_id": IMAGE,
    "volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 50},
    "duration": -1,
}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def code(self) -> str:
        return str(self.body["error_code"])


def code(answer: Answer) -> str:
    """The number of a refusal of ModelArts."""
    assert answer.status == 400, answer
    return answer.code.removeprefix("ModelArts.")


class Api:
    """Signed requests; `headers` of a call replace those that would be sent (None leaves one out)."""

    def __init__(self, emulator: Emulator, **account: str) -> None:
        self.emulator = emulator
        self.access_key = account.get("access_key", emulator.access_key)
        self.secret_key = account.get("secret_key", emulator.secret_key)
        self.security_token = account.get("security_token")
        self.project = f"/v1/{emulator.project_id}"

    def call(
        self, method: str, path: str, body: Any = None, headers: Any = None, at: float = 0, **query: Any
    ) -> Answer:
        """path below the project, or a whole one that begins with /v; `at` is the age of the signature in seconds."""
        path = path if path.startswith("/v") else self.project + path
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        text = urlencode({key: str(value) for key, value in query.items()})
        sent = self.sign(method, path, text, content, headers or {}, at)
        return self.send(method, path + (f"?{text}" if text else ""), content, sent)

    def sign(self, method: str, path: str, query: str, content: bytes, headers: Any, at: float) -> dict[str, str]:
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() - at))
        sent = {
            "Host": urlsplit(self.emulator.endpoint).netloc,
            "X-Sdk-Date": date,
            "Content-Type": "application/json",
            "X-Sdk-Content-Sha256": hashlib.sha256(content).hexdigest(),
            "X-Security-Token": self.security_token,
            **headers,
        }
        sent = {name: value for name, value in sent.items() if value is not None}
        if "Authorization" not in headers:
            lower = {name.lower(): value for name, value in sent.items()}
            request = signing.Request(method, path, query, lower, content)
            names = sorted(lower)
            payload = (
                lower.get("x-sdk-content-sha256", hashlib.sha256(content).hexdigest()) if content else signing.EMPTY
            )
            text = signing.canonical_request(request, names, signing.canonical_queries(query)[0], payload)
            signature = signing.sign(self.secret_key, date, text)
            sent["Authorization"] = (
                f"{signing.ALGORITHM} Access={self.access_key}, SignedHeaders={';'.join(names)}, Signature={signature}"
            )
        return sent

    def send(self, method: str, target: str, content: bytes, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.emulator.endpoint).netloc, timeout=20)
        try:
            connection.request(method, target, content or None, headers)
            response = connection.getresponse()
            text = response.read()
            is_json = response.headers.get("Content-Type", "").startswith("application/json")
            return Answer(response.status, dict(response.headers), json.loads(text) if text and is_json else text)
        finally:
            connection.close()

    def create(self, **changes: Any) -> dict[str, Any]:
        """A notebook as it is answered at once; a None leaves a property out."""
        body = {key: value for key, value in {**NOTEBOOK, **changes}.items() if value is not None}
        answer = self.call("POST", "/notebooks", body)
        assert answer.status == 200, answer
        return dict(answer.body)

    def show(self, key: str) -> dict[str, Any]:
        answer = self.call("GET", f"/notebooks/{key}")
        assert answer.status == 200, answer
        return dict(answer.body)

    def wait(self, key: str, status: str) -> dict[str, Any]:
        def reached() -> dict[str, Any] | None:
            found = self.show(key)
            return found if found["status"] == status else None

        return dict(eventually(reached))

    def running(self, **changes: Any) -> str:
        key = str(self.create(**changes)["id"])
        self.wait(key, "RUNNING")
        eventually(lambda: "status" not in self.show(key)["volume"])
        return key

    def stopped(self, **changes: Any) -> str:
        key = self.running(**changes)
        assert self.call("POST", f"/notebooks/{key}/stop").status == 200
        self.wait(key, "STOPPED")
        return key


@pytest.fixture(scope="session")
def process() -> Iterator[Emulator]:
    with Emulator(speed=2000) as emulator:
        yield emulator
        assert emulator.errors() == ""


@pytest.fixture
def emulator(process: Emulator) -> Emulator:
    process.reset()
    process.settings(check_answers=True)
    return process


@pytest.fixture
def api(emulator: Emulator) -> Api:
    return Api(emulator)


@pytest.fixture
def made(emulator: Emulator) -> Dedicated:
    """Networks and resource pools; the emulator runs at speed 1 then."""
    from tests.unit.emulator.dedicated import Dedicated

    return Dedicated(emulator)


@pytest.fixture
def account(emulator: Emulator) -> Callable[..., Api]:
    """Makes a client for another account."""
    return lambda **given: Api(emulator, **given)
