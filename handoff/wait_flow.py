"""How many usually come into a line, or are served in it, quarter hour by quarter hour; how busy today is beside it.

Times are minutes since the midnight (Asia/Tokyo) of the business day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec
import numpy as np

from handoff.wait_draws import Floats

QUARTER: Final = 15.0
QUARTERS: Final = 96
ENOUGH_DAYS: Final = 10
"""With fewer days nothing is called usual."""
FEW_WEEKDAYS: Final = 2.0
"""A weekday's own share counts as much as the days of all weekdays together once it was seen so often."""
COLD_SPREAD: Final = 0.25
LEAST_SPREAD: Final = 0.05


class Mark(msgspec.Struct, frozen=True):
    """One who came, or one service that ended: on which day (YYYY-MM-DD), in which queue, at which minute."""

    day: str
    queue: str
    at: float


class Flow(msgspec.Struct, frozen=True):
    """What is usual. `quarters`: how many a day in each quarter hour from midnight on; `weekdays`: how many times that
    on each weekday (Monday first); `days`: on how many days that was seen; `spread`: how much a day differs from what
    its weekday lets expect, beyond chance (of 1)."""

    quarters: list[float]
    weekdays: list[float]
    days: int
    spread: float

    @property
    def enough(self) -> bool:
        """Whether it may be called usual."""
        return self.days >= ENOUGH_DAYS

    def between(self, begin: float, end: float, weekday: int) -> float:
        """How many usually come from then until then."""
        return float(np.diff(self.until(np.array([begin, max(begin, end)]), weekday))[0])

    def until(self, at: Floats, weekday: int) -> Floats:
        """How many usually have come by these minutes."""
        summed = np.concatenate(([0.0], np.cumsum(self.quarters)))
        found: Floats = np.interp(at, np.arange(QUARTERS + 1) * QUARTER, summed) * self.weekdays[weekday]
        return found


def flows(marks: Iterable[Mark]) -> dict[str, Flow]:
    """By queue. A day on which nobody came into a line at all is none of its days."""
    by_queue = defaultdict[str, defaultdict[str, list[float]]](lambda: defaultdict(list))
    for one in marks:
        by_queue[one.queue][one.day].append(one.at)
    return {queue: _flow(days) for queue, days in by_queue.items()}


def _flow(days: dict[str, list[float]]) -> Flow:
    counts = Counter(int(at // QUARTER) for found in days.values() for at in found)
    usual = sum(counts.values()) / len(days)
    weekdays = _weekdays(days, usual)
    expected = [usual * weekdays[_weekday(day)] for day in days]
    return Flow(
        [round(counts[place] / len(days), 3) for place in range(QUARTERS)],
        [round(one, 3) for one in weekdays],
        len(days),
        _spread([len(found) for found in days.values()], expected),
    )


def _weekdays(days: dict[str, list[float]], usual: float) -> list[float]:
    """Drawn towards 1 the less a weekday was seen."""
    seen = Counter(map(_weekday, days))
    came = Counter[int]()
    for day, found in days.items():
        came[_weekday(day)] += len(found)
    return [(came[one] / usual + FEW_WEEKDAYS) / (seen[one] + FEW_WEEKDAYS) for one in range(7)]


def _weekday(day: str) -> int:
    return date.fromisoformat(day).weekday()


def _spread(counts: list[int], expected: list[float]) -> float:
    """What of the difference between days is no chance (a count of n differs by the root of n by chance alone)."""
    if len(counts) < 5:
        return COLD_SPREAD
    ratios = np.array(counts) / np.array(expected)
    beyond = ratios.var(ddof=1) - np.mean(1 / np.array(expected))
    return round(float(np.sqrt(max(LEAST_SPREAD**2, beyond))), 4)


def busy(flow: Flow, seen: int, usual: float, normal: Floats) -> Floats:
    """How many times the usual number come today, one for each of these normal draws, after `seen` came where `usual`
    come: a gamma's posterior, drawn by Wilson and Hilferty's cube."""
    shape = 1 / flow.spread**2 + seen
    cube = np.maximum(0.0, 1 - 1 / (9 * shape) + normal / (3 * np.sqrt(shape))) ** 3
    found: Floats = cube * shape / (1 / flow.spread**2 + usual)
    return found
