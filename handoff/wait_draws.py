"""Chance without chance: each key has its own fixed row of draws, so that the same floor gives the same forecast.

What happens to a ticket in one replication does not depend on who stands before it: adding a person or closing a window
compares like with like (common random numbers), and a forecast does not tremble from one second to the next. Each
row holds every stratum once (Latin hypercube), so that a few replications show a whole distribution.
"""

from __future__ import annotations

import zlib
from statistics import NormalDist
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]
ROWS: Final = 4096


class Draws:
    """`times` replications. The table is made from a seed that never changes."""

    def __init__(self, times: int = 200) -> None:
        self.times = times
        strata = np.tile(np.arange(times), (ROWS, 1))
        order = np.random.Generator(np.random.PCG64(20270401)).permuted(strata, axis=1)
        normal = NormalDist()
        levels = (np.arange(times) + 0.5) / times
        self._uniform: Floats = levels[order]
        self._normal: Floats = np.array([normal.inv_cdf(float(level)) for level in levels])[order]

    def uniform(self, key: str) -> Floats:
        """Numbers between 0 and 1, one for each replication."""
        row: Floats = self._uniform[zlib.crc32(key.encode()) % ROWS]
        return row

    def normal(self, key: str) -> Floats:
        """Numbers of the normal distribution, one for each replication."""
        row: Floats = self._normal[zlib.crc32(key.encode()) % ROWS]
        return row
