# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""The emulator as tests and scripts use it: a process of its own, steered through /_emulator/."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

PACKAGE = __name__.rpartition(".")[0]
ROOT = Path(__file__).resolve().parents[PACKAGE.count(".") + 1]  # where the package is imported from
STARTS_WITHIN = 20.0
STOPS_WITHIN = 5.0
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
READ_BY_POST = {"CreateToken", "ListTrainingJobs"}


class Emulator:
    """A running emulator; a context manager that stops it at the end. It also ends with the process that started it.

    `Emulator(speed=100)` and `Emulator("--speed", "100")` mean the same. Attributes: the fields of the ready line
    (endpoint, iam_endpoint, access_key, secret_key, project_id, region, username, password, domain_name), and env: the
    environment variables that make the collection use it.
    """

    endpoint: str
    iam_endpoint: str
    access_key: str
    secret_key: str
    project_id: str
    region: str
    username: str
    password: str
    domain_name: str

    def __init__(self, *arguments: str, python: str = sys.executable, **options: Any) -> None:
        for name, value in options.items():
            arguments += (f"--{name.replace('_', '-')}", *map(str, value if isinstance(value, tuple) else (value,)))
        paths = (str(ROOT), os.environ.get("PYTHONPATH"))
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        self.process = subprocess.Popen(
            [python, "-P", "-m", PACKAGE, "--stop-at-eof", *arguments],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            self.process.wait(STARTS_WITHIN)
            raise RuntimeError(f"the emulator did not start: {self.errors()}")
        self.ready: dict[str, str] = json.loads(line)
        vars(self).update(self.ready)

    @property
    def env(self) -> dict[str, str]:
        return {
            "HW_ACCESS_KEY": self.access_key,
            "HW_SECRET_KEY": self.secret_key,
            "HW_REGION_NAME": self.region,
            "HW_PROJECT_ID": self.project_id,
            "MODELARTS_ENDPOINT": self.endpoint,
            "MODELARTS_IAM_ENDPOINT": self.iam_endpoint,
            "HW_AUTH_TOKEN": "",  # empty ones count as unset: what the environment has of another account
            "HW_SECURITY_TOKEN": "",
        }

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Any request to /_emulator/; returns the decoded body. ValueError when the emulator does not take it."""
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.endpoint}/_emulator/{path}", content, method=method)
        try:
            with DIRECT.open(request, timeout=30) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise ValueError(f"{method} {path}: {error.read().decode()}") from None
        return json.loads(text) if text else None

    def fault(self, operation: str | None = None, **rule: Any) -> int:
        """Adds a fault (fields: Fault in faults.py); returns its id."""
        return int(self.control("POST", "faults", {"operation": operation, **rule})["id"])

    def faults(self) -> list[dict[str, Any]]:
        return list(self.control("GET", "faults")["faults"])

    def clear_faults(self) -> None:
        self.control("DELETE", "faults")

    def requests(self, since: int = 0, operation: str | None = None) -> list[dict[str, Any]]:
        """What was asked, oldest first; of one operation, or of all."""
        rows = self.control("GET", f"requests?since={since}")["requests"]
        return [row for row in rows if operation in (None, row["operation"])]

    def last_request(self) -> int:
        """The number of the last request, for `requests(since=...)`."""
        return int(self.control("GET", f"requests?since={sys.maxsize}")["last"])

    def writes(self, since: int = 0) -> list[dict[str, Any]]:
        """The requests that change something."""
        rows = self.requests(since)
        return [row for row in rows if row["method"] != "GET" and row["operation"] not in READ_BY_POST]

    def clear_requests(self) -> None:
        self.control("DELETE", "requests")

    def reset(self) -> None:
        """No objects, faults, requests and changed settings any more; the account stays."""
        self.control("POST", "reset")

    def settings(self, **values: Any) -> dict[str, Any]:
        """Changes settings (fields: Settings in world.py) and returns all of them."""
        return dict(self.control("POST", "settings", values) if values else self.control("GET", "settings"))

    def advance(self, seconds: float) -> None:
        """Moves the clock of objects and tokens ahead."""
        self.control("POST", "clock", {"advance": seconds})

    def state(self) -> dict[str, list[dict[str, Any]]]:
        """All living objects by kind, with the emulator's own fields."""
        return dict(self.control("GET", "state")["objects"])

    def objects(self, kind: str) -> list[dict[str, Any]]:
        return list(self.control("GET", f"objects/{kind}")["objects"])

    def put(self, kind: str, key: str, **fields: Any) -> dict[str, Any]:
        return dict(self.control("PUT", f"objects/{kind}/{key}", fields))

    def patch(self, kind: str, key: str, **fields: Any) -> dict[str, Any]:
        """Steers an object; a status set here stays."""
        return dict(self.control("PATCH", f"objects/{kind}/{key}", fields))

    def errors(self) -> str:
        """What the process has written on its standard error."""
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace")

    def close(self) -> int:
        """Stops the process as SIGTERM does; returns its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()
        return self.process.returncode

    def __enter__(self) -> Emulator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def eventually(condition: Any, seconds: float = 10.0, pause: float = 0.02) -> Any:
    """Calls a function until it gives something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        if value := condition():
            return value
        if time.monotonic() > end:
            raise AssertionError("did not come true in time")
        time.sleep(pause)
