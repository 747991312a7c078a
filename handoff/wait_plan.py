"""When windows may begin with the next visitor: their plans as numbers for many replications at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from handoff.wait import NEVER, Window
from handoff.wait_draws import Floats, Places


def gaps(window: Window) -> list[tuple[float, float]]:
    """When a window is not open by its plan, as (from, to); nothing when it has none. What goes on when a gap begins
    is finished first; the next visitor waits for the end of the gap."""
    if window.plan is None:
        return []
    found, before = [], 0.0
    for begin, end in sorted(window.plan):
        if begin > before:
            found.append((before, begin))
        before = max(before, end)
    return [*found, (before, NEVER)] if before < NEVER else found


class Plans:
    """The gaps of several windows that are still to come, or have begun."""

    def __init__(self, windows: Sequence[Window], now: float) -> None:
        every = [[gap for gap in gaps(window) if gap[1] > now] for window in windows]
        most = max((len(found) for found in every), default=0)
        self._from: Floats = np.full((most, len(windows)), np.inf)
        self._to: Floats = np.full((most, len(windows)), np.inf)
        for place, found in enumerate(every):
            for number, (begin, end) in enumerate(found):
                self._from[number, place], self._to[number, place] = begin, end

    def opens(self, windows: int | Places, times: Floats) -> Floats:
        """From these times on, when each of these windows (an index, or one for each replication) is open next."""
        for begin, end in zip(self._from, self._to, strict=True):
            low, high = begin[windows], end[windows]
            times = np.where((times >= low) & (times < high), high, times)
        return times
