"""Seconds that go on while the PC sleeps: what was good for a minute is over when it wakes."""

from __future__ import annotations

import time


def awake() -> float:
    """Seconds since some moment, sleep included. Linux's monotonic clock leaves sleep out, Windows's does not."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
