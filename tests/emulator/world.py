# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Everything that one running emulator knows."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from . import directory, resources
from .clock import Clock
from .contract import Contract
from .faults import Faults
from .log import RequestLog
from .registry import SEEDS
from .store import Store

UPDATE_RULES = ("by_field", "stopped", "running")
ALGORITHM_OFFSETS = ("page", "record")


@dataclass
class Settings:
    """What tests steer (POST /_emulator/settings).

    speed: divides every phase of a status machine; latency_ms: waits before each answer; quota: kind -> most objects;
    outcomes: machine -> status -> status that follows instead of the usual one; update_rule: when a notebook takes
    name, description and size ("by_field": running or stopped, "stopped", "running"); read_after_write_delay: seconds
    until a list shows a new object; check_answers: compare our own answers with the contract; algorithm_offset: what
    the offset of the list of algorithms counts ("page", "record"); unique_job_names: refuse a job whose name is taken;
    pool_failed_nodes: how many nodes of each order of a resource pool fail.
    """

    speed: float = 1.0
    latency_ms: float = 0.0
    quota: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, dict[str, str]] = field(default_factory=dict)
    update_rule: str = "by_field"
    read_after_write_delay: float = 0.0
    check_answers: bool = False
    algorithm_offset: str = "page"
    unique_job_names: bool = False
    pool_failed_nodes: int = 0

    def change(self, values: dict[str, Any]) -> None:
        """Raises ValueError for what is no setting."""
        known = {item.name: item for item in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"there is no setting {name}; there are {', '.join(known)}")
            wanted = type(getattr(self, name))
            if not isinstance(value, (int, float) if wanted is float else wanted):
                raise ValueError(f"{name} must be of type {wanted.__name__}")
        if values.get("speed", 1) <= 0:
            raise ValueError("speed must be greater than 0")
        if values.get("update_rule", self.update_rule) not in UPDATE_RULES:
            raise ValueError(f"update_rule must be one of {', '.join(UPDATE_RULES)}")
        if values.get("algorithm_offset", self.algorithm_offset) not in ALGORITHM_OFFSETS:
            raise ValueError(f"algorithm_offset must be one of {', '.join(ALGORITHM_OFFSETS)}")
        for name, value in values.items():
            setattr(self, name, value)


class World:
    """defaults: the account of the ready line; settings: those of the command line, to which a reset returns."""

    def __init__(self, defaults: dict[str, str], settings: Settings | None = None, file: str | None = None) -> None:
        self.contract = Contract()
        self.store = Store(file)
        self.faults = Faults()
        self.log = RequestLog()
        self._start_settings = asdict(settings or Settings())
        self.settings = Settings(**self._start_settings)
        self.clock = Clock(**(self.store.get("clock", "clock") or {}))
        directory.found(self, defaults)
        self._seed()

    def move_clock(self, advance: float = 0.0, skew: float | None = None) -> None:
        self.clock.advanced += advance
        self.clock.skew = self.clock.skew if skew is None else skew
        self.store.put("clock", "clock", {"advanced": self.clock.advanced, "skew": self.clock.skew})

    def reset(self) -> None:
        """Back to the start: no objects, faults, log or settings; the account of the ready line stays."""
        account = {kind: self.store.all(kind)[0] for kind in ("project", "user")}
        key = directory.main_key(self)
        self.store.clear()
        for kind, record in account.items():
            self.store.put(kind, record["id"], record)
        self.store.put("key", key["access_key"], key)
        self.faults.clear()
        self.log.clear()
        self.clock = Clock()
        self.settings = Settings(**self._start_settings)
        self._seed()

    def _seed(self) -> None:
        resources.load()
        for seed in SEEDS:
            seed(self)
