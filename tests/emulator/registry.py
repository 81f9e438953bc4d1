# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Which operations are built: resources register their functions here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .store import Record

if TYPE_CHECKING:
    from .contract import Operation
    from .directory import Identity
    from .world import World


@dataclass
class Call:
    """A request that has passed every check."""

    world: World
    operation: Operation
    path: dict[str, str]
    query: dict[str, Any]
    body: Any
    host: str
    identity: Identity | None = None
    scheme: str = "http"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def project(self) -> str:
        return self.path["project_id"]

    @property
    def user(self) -> Record:
        if self.identity is None:
            raise TypeError(f"{self.operation.id} is called by nobody")
        return self.identity.user


@dataclass
class Answer:
    """A good answer; status None is the first good one of the contract. A body of bytes is sent as it is."""

    body: Any = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Call], Any]
HANDLERS: dict[str, Handler] = {}
SEEDS: list[Callable[[World], None]] = []
PUBLIC = {"CreateToken", "DownloadObject"}
"""Operations that need no credentials."""


def operation(name: str) -> Callable[[Handler], Handler]:
    """Decorator: this function does that operation. It returns a body, an Answer, or raises Refusal."""

    def register(handler: Handler) -> Handler:
        if name in HANDLERS:
            raise ValueError(f"{name} is built twice")
        HANDLERS[name] = handler
        return handler

    return register


def seed(function: Callable[[World], None]) -> Callable[[World], None]:
    """Decorator: this function puts the objects there that exist from the start."""
    SEEDS.append(function)
    return function
