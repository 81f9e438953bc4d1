# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program without Ansible does: `python -m tests.benchmarks.clients (requests|sdk) (look|read|create) COUNT`.

BENCH_TOKEN is a token, BENCH_BODY the body that creates a notebook; the rest is in the variables of the collection.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any, Protocol

PAGE, PAUSE = 50, 1.0  # rows, seconds


class Caller(Protocol):
    def page(self, **query: Any) -> list[dict[str, Any]]:
        """The rows of one page of notebooks."""

    def create(self, body: dict[str, Any]) -> None:
        """Begins one notebook."""


class Requests:
    """A session and a token: no signature, no retries, no paging but what is written here."""

    def __init__(self) -> None:
        import requests

        self._session = requests.Session()
        self._session.headers["X-Auth-Token"] = os.environ["BENCH_TOKEN"]
        self._url = f"{os.environ['MODELARTS_ENDPOINT']}/v1/{os.environ['HW_PROJECT_ID']}/notebooks"

    def page(self, **query: Any) -> list[dict[str, Any]]:
        answer = self._session.get(self._url, params=query, timeout=60)
        answer.raise_for_status()
        return list(answer.json()["data"])

    def create(self, body: dict[str, Any]) -> None:
        self._session.post(self._url, json=body, timeout=60).raise_for_status()


class Sdk:
    """The official one."""

    def __init__(self) -> None:
        from huaweicloudsdkcore.auth.credentials import BasicCredentials
        from huaweicloudsdkmodelarts import v1

        keys = BasicCredentials(*(os.environ[f"HW_{name}"] for name in ("ACCESS_KEY", "SECRET_KEY", "PROJECT_ID")))
        builder = v1.ModelArtsClient.new_builder().with_credentials(keys)
        self._client = builder.with_endpoint(os.environ["MODELARTS_ENDPOINT"]).build()
        self._v1 = v1

    def page(self, **query: Any) -> list[dict[str, Any]]:
        rows = self._client.list_notebooks(self._v1.ListNotebooksRequest(**query)).data
        return [{"name": row.name, "status": row.status} for row in rows]

    def create(self, body: dict[str, Any]) -> None:
        self._client.create_notebook(self._v1.CreateNotebookRequest(body=body))


def pages(caller: Caller) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while len(page := caller.page(offset=len(rows), limit=PAGE)) == PAGE:
        rows += page
    return rows + page


def look(caller: Caller, count: int) -> None:
    """The same object by its name, again and again."""
    for _time in range(count):
        assert caller.page(name="bench", offset=0, limit=PAGE)


def read(caller: Caller, count: int) -> None:
    """All objects."""
    assert len(pages(caller)) >= count


def create(caller: Caller, count: int) -> None:
    """Objects, then wait until all of them run."""
    body = json.loads(os.environ["BENCH_BODY"])
    for number in range(count):
        caller.create({**body, "name": f"bench-{number}"})
    while any(row["status"] != "RUNNING" for row in pages(caller)):
        time.sleep(PAUSE)


if __name__ == "__main__":
    which, what, size = sys.argv[1:]
    caller: Caller = Requests() if which == "requests" else Sdk()
    {"look": look, "read": read, "create": create}[what](caller, int(size))
