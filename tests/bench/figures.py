"""How figures are made: percentiles, the seconds that a bench runs, and a floor's ratio."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence


def seconds(usual: float) -> float:
    """How long to measure. `BENCH_SECONDS` makes it a quick look, which proves nothing."""
    return min(usual, float(os.environ.get("BENCH_SECONDS", usual)))


def share(usual: int, usual_seconds: float) -> int:
    """How many to measure: all of them, or as many as fit a quick look of `usual` in `usual_seconds`."""
    return max(1, math.ceil(usual * seconds(usual_seconds) / usual_seconds))


def option(name: str, usual: str) -> str:
    """What a bench was told besides: `--seed N`, `--data FILE` (`BENCH_SEED`, `BENCH_DATA`)."""
    return os.environ.get(f"BENCH_{name.upper()}", usual)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent do not exceed, to 0.01. NaN of nothing would be no JSON, so: -1."""
    if not values:
        return -1.0
    ranked = sorted(values)
    return round(ranked[max(0, math.ceil(len(ranked) * percent / 100) - 1)], 2)


def ratio(value: float, floor: float) -> float:
    """How many times the floor."""
    return round(value / floor, 2) if floor > 0 else -1.0
