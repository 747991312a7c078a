"""Rolling conformal: ranges that hold as often as they say, by what the newest 400 of each queue missed by.

A miss is log(wait + 2) minus log(level + 2). Each level is moved by the quantile of its own misses, so that of a
hundred waits ninety stay below P90, whatever the floor was like. A miss is not divided by the range's width: one
near nothing would explode. Misses come in only after the call, in the order of the calls.
"""

from __future__ import annotations

from math import exp, log
from typing import Final

import msgspec

from handoff.wait import LEVELS, Range, ordered
from handoff.wait_stack import SHIFT

NEWEST: Final = 400
ENOUGH: Final = 80
"""With fewer misses a range stays as it was played."""
MOST: Final = 2.5


def misses(found: Range, wait: float) -> list[float]:
    """By what each level missed; a wait before now (a clock that went back) counts as none."""
    seen = log(max(0.0, wait) + SHIFT)
    return [round(min(MOST, max(-MOST, seen - log(level + SHIFT))), 4) for level in found.levels]


class Rolling(msgspec.Struct):
    """The newest misses of each queue, one list for each level (oldest first)."""

    kept: dict[str, list[list[float]]] = {}

    def right(self, queue: str, found: Range) -> Range:
        """The range, moved level by level; the mean goes with the median."""
        lists = self.kept.get(queue)
        if lists is None or len(lists[0]) < ENOUGH:
            return found
        by = [_quantile(values, level) for values, level in zip(lists, LEVELS, strict=True)]
        levels = [(value + SHIFT) * exp(move) - SHIFT for value, move in zip(found.levels, by, strict=True)]
        return ordered((found.mean + SHIFT) * exp(by[1]) - SHIFT, levels)

    def note(self, queue: str, found: Range, wait: float) -> None:
        """Somebody was called: what the range before `right` missed by."""
        lists = self.kept.setdefault(queue, [[] for _ in LEVELS])
        for values, miss in zip(lists, misses(found, wait), strict=True):
            values.append(miss)
            del values[:-NEWEST]


def _quantile(values: list[float], level: float) -> float:
    """The level of n misses, as conformal prediction ranks it: of n + 1 places."""
    ranked = sorted(values)
    place = level * (len(ranked) + 1) - 1
    low = min(len(ranked) - 1, max(0, int(place)))
    high = min(len(ranked) - 1, low + 1)
    return ranked[low] + max(0.0, place - low) * (ranked[high] - ranked[low])
