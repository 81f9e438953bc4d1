# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any operation of the service that has no module yet: signed, retried, and planned instead of sent in check mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.huaweicloud.modelarts.plugins.module_utils.api.client import Client
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.fields import Field
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.find import Context
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.forms import pattern
from ansible_collections.huaweicloud.modelarts.plugins.module_utils.engine.module import Module

READS = ("GET", "HEAD")


def fits(value: Any, option: str) -> bool:
    """A text or number; in a query also true and false, what is left out, and lists."""
    if option == "query":
        items = value if isinstance(value, list) else [value]
        return all(item is None or isinstance(item, (str, int, float)) for item in items)
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


class Raw(Module):
    """One request as the user wrote it."""

    fields = (
        Field("method", choices=("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"), default="GET"),
        Field("path", required=True, rules=(pattern(r"/[^?#\s]*", "a path that begins with /, without query"),)),
        Field("path_params", "dict", default={}),
        Field("query", "dict", default={}),
        Field("body", "raw"),
        Field("headers", "dict", default={}),
        Field("reads", "bool"),
    )

    def problems(self, options: dict) -> Iterator[str]:
        yield from super().problems(options)
        if any(part in (".", "..") for part in options["path"].split("/")):
            yield "path must not contain . or .. as a part"
        for option in ("path_params", "query", "headers"):
            for name, value in options[option].items():
                if not fits(value, option):
                    yield f"{option} must hold texts and numbers, {name} is {value!r:.80}"
        for name in map(str, options["headers"]):
            if name.lower() in ("authorization", "x-auth-token", "x-security-token", "host", "x-sdk-date"):
                yield f"headers must not set {name}, the collection signs the request itself"

    def run(self, options: dict, client: Client, context: Context) -> dict:
        method, body = options["method"], options["body"]
        reads = options["reads"] if options["reads"] is not None else method in READS
        path = client.path(options["path"], **{str(name): value for name, value in options["path_params"].items()})
        step = {"action": "read" if reads else "write", "method": method, "path": path}
        step.update({name: options[name] for name in ("query", "body") if options[name]})
        result: dict = {"changed": not reads, "plan": [] if reads else [step]}
        if context.check and not reads:
            return {**result, "status": None, "response": None}
        headers = {str(name): str(value) for name, value in options["headers"].items()}
        answer = client.send(method, path, options["query"], body, headers, reads=reads)
        return {**result, "status": answer.status, "response": answer.body, "request_id": answer.request_id}
