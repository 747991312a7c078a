"""Whether a process that reads a file came near the bound of its memory: an error then tells nothing of the file."""

from __future__ import annotations

import re
import resource
from pathlib import Path
from typing import Final

NEAR: Final = 0.75
"""Of the bound: one large piece that was refused leaves the rest free."""


def starved() -> bool:
    """False where no bound is set, or the system does not tell how much was used at most (Linux does)."""
    bound, _ = resource.getrlimit(resource.RLIMIT_AS)
    status = Path("/proc/self/status")
    if bound == resource.RLIM_INFINITY or not status.exists():
        return False
    peak = re.search(r"VmPeak:\s+(\d+) kB", status.read_text())
    return peak is not None and int(peak[1]) * 1024 > bound * NEAR
