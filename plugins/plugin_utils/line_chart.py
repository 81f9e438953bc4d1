# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The geometry of a line chart of one value a minute, for a template that draws it as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400)  # minutes between marks of the time
MOST_MARKS = 6
COLUMNS = 400  # of the picture; where there are more values than this, each column has its lowest and its highest


class LineChart:
    """One curve, with gaps where there is no value (-1). Places are in the units of the view box.

    lines, areas: the pieces of the curve, and what lies below them, as the attributes of polyline and path.
    dots: places of values between two gaps, from which no line leads to another.
    times, levels: marks of the axes, (place, text). unit, time_unit: what they count.
    known: the values that are there; mean, highest, lowest: of them.
    """

    width, height = 360, 180
    left, right, top, bottom = 40, 352, 16, 148

    def __init__(self, title: str, kind: str, values: Sequence[Any], percent: bool = True) -> None:
        self.title, self.kind, self.unit = title, kind, "%" if percent else ""
        self.values = [number(value) for value in values]
        self.known = [value for value in self.values if value is not None]
        if self.known:
            self._measure(percent)
            self._draw()

    def _measure(self, percent: bool) -> None:
        self.mean = sum(self.known) / len(self.known)
        self.lowest, self.highest = min(self.known), max(self.known)
        self.limit = 100.0 if percent and self.highest <= 100 else round_up(self.highest)
        self.minutes = len(self.values) - 1
        self.levels = [(round(self._y(self.limit * part / 4), 1), text(self.limit * part / 4)) for part in range(5)]
        per_unit, self.time_unit = (60, "hours") if self.minutes > 180 else (1, "minutes")
        step = next((step for step in STEPS if self.minutes / step <= MOST_MARKS), math.ceil(self.minutes / MOST_MARKS))
        self.times = [(round(self._x(at), 1), text(at / per_unit)) for at in range(0, self.minutes + 1, step)]

    def _draw(self) -> None:
        pieces = [[(self._x(at), self._y(value)) for at, value in piece] for piece in self._pieces()]
        self.lines = [points(piece) for piece in pieces if len(piece) > 1]
        self.areas = [self._area(piece) for piece in pieces if len(piece) > 1]
        self.dots = [(round(x, 1), round(y, 1)) for piece in pieces if len(piece) == 1 for x, y in piece]

    def _area(self, piece: list[tuple[float, float]]) -> str:
        (first, _top), (last, _end) = piece[0], piece[-1]
        return f"M{first:.1f},{self.bottom} L{points(piece)} L{last:.1f},{self.bottom} Z"

    def _pieces(self) -> Iterator[list[tuple[int, float]]]:
        """(minute, value) of the values between gaps."""
        piece: list[tuple[int, float]] = []
        for values in self._columns():
            if values:
                piece += values
            elif piece:
                yield piece
                piece = []
        if piece:
            yield piece

    def _columns(self) -> Iterator[list[tuple[int, float]]]:
        """(minute, value) of the values to draw, those of one column together; nothing for a gap."""
        size = math.ceil(len(self.values) / COLUMNS)
        for start in range(0, len(self.values), size):
            column = [(start + at, value) for at, value in enumerate(self.values[start : start + size])]
            known = [(at, value) for at, value in column if value is not None]
            ends = {min(known, key=lambda point: point[1]), max(known, key=lambda point: point[1])} if known else ()
            yield sorted(ends)

    def _x(self, minute: float) -> float:
        return self.left + (self.right - self.left) * minute / max(self.minutes, 1)

    def _y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.limit


def number(value: Any) -> float | None:
    """A value, None for one that is not there."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) and found >= 0 else None


def round_up(value: float) -> float:
    """The next round number that four steps lead to."""
    if not value:
        return 1.0
    size = 10.0 ** math.floor(math.log10(value))
    return next(size * part for part in (1, 2, 4, 5, 8, 10) if value <= size * part)


def points(piece: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in piece)


def text(value: float) -> str:
    return f"{value:.4g}"
