"""How long a thing takes: measured durations, and what is left of one that has begun."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import NormalDist
from typing import Final

import numpy as np

from handoff.wait_draws import Floats

LEAST: Final = 0.05
"""No service is shorter (minutes); a press on the wrong key is not one."""
COLD_SPREAD: Final = 0.6
"""The coefficient of variation of a service that nobody has measured yet."""
TAIL: Final = 0.25
"""Of what has lasted longer than all that were measured, this share of its time so far is left on average."""
KEPT: Final = 400


class Pool:
    """Durations in minutes, sorted."""

    def __init__(self, minutes: Iterable[float]) -> None:
        self.values: Floats = np.sort(np.maximum(LEAST, np.fromiter(minutes, dtype=np.float64)))
        logs = np.log(self.values)
        self.mean = float(self.values.mean())
        self.log_mean = float(logs.mean())
        self.log_spread = max(0.05, float(logs.std()))

    def take(self, uniform: Floats) -> Floats:
        """Durations by their place in the distribution."""
        return self._at(uniform * (len(self.values) - 1))

    def left(self, elapsed: Floats, uniform: Floats) -> Floats:
        """What is left of durations that have lasted so long already."""
        size = len(self.values)
        first = np.searchsorted(self.values, elapsed, side="right").astype(np.float64)
        found = self._at(np.minimum(first + uniform * np.maximum(0.0, size - 1 - first), size - 1))
        beyond = -np.log1p(-uniform) * np.maximum(1.0, elapsed * TAIL)
        return np.where(first < size, np.maximum(found - elapsed, 0.0), beyond)

    def _at(self, place: Floats) -> Floats:
        low = place.astype(np.int64)
        high = np.minimum(low + 1, len(self.values) - 1)
        return self.values[low] + (place - low) * (self.values[high] - self.values[low])


def thinned(minutes: list[float], most: int = KEPT) -> list[float]:
    """So many values that say the same, for keeping: every level of the sorted ones."""
    ranked = sorted(minutes)
    if len(ranked) <= most:
        return [round(value, 2) for value in ranked]
    step = (len(ranked) - 1) / (most - 1)
    return [round(ranked[round(place * step)], 2) for place in range(most)]


def cold(standard: float) -> list[float]:
    """What stands for a service that was never measured: log-normal about the city's standard time (minutes)."""
    spread = float(np.sqrt(np.log1p(COLD_SPREAD**2)))
    normal = NormalDist(float(np.log(max(LEAST, standard))) - spread**2 / 2, spread)
    return [float(np.exp(normal.inv_cdf((place + 0.5) / 100))) for place in range(100)]
