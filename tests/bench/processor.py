"""The processor time that processes have used, read from /proc (proc(5))."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from server.embedded.engine import Engine, dwellers


def used_ms(pids: Iterable[int]) -> float:
    """What these have used so far, in ms; who is gone counts nothing."""
    return sum(_ticks(pid, 11, 12) for pid in pids) * 1000 / os.sysconf("SC_CLK_TCK")


def engine_ms(engine: Engine) -> float:
    """What an engine has used so far, in ms: all its processes, and those of them that ended and were waited for."""
    ticks = sum(_ticks(pid, 11, 12, 13, 14) for pid in dwellers(engine.data))
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int, *places: int) -> int:
    """The sum of these columns behind the name (11 and 12: own, user and system; 13 and 14: ended children)."""
    try:
        columns = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(columns[place]) for place in places)
