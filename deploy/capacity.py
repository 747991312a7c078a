"""What a city needs, reckoned from what was measured: `python -m deploy.capacity [TERMINALS …]`.

The costs below come from `make bench only=scale` and `make bench only=memory` (CAPACITY.md says on which machine); the
model is nothing but these costs times a city's work at its busiest, with room above it.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

MUNICIPALITIES = 1741
SIZES = [50, 200, 1000, 50 * MUNICIPALITIES]
"""A city as the demo's, a larger one, a big one, and all municipalities of Japan as if each were the first."""

# ---- a city's work at one terminal

ENTRIES_A_CASE = 150
CASES_A_DAY = 20
"""1,000 visitors a day at 50 terminals."""
EDITS_A_SECOND = 0.25
"""At the busiest, at every terminal at once: an entry each four seconds."""
OPEN_CASES = 5
"""A terminal: the one in hand and those that sleep late, are prepared, or wait for their delivery."""
DAYS_A_YEAR = 244
ROOM = 0.5
"""No processor is filled by more than half: the other half is for waves, and for a process that is gone."""

# ---- measured costs

CPU_S_PER_1000_EDITS = 4.5
"""Above what the terminals cost anyway."""
CPU_S_IDLE_A_MINUTE = 0.058
"""A terminal at which nobody types: signs of life, lines, sessions."""
ENGINES_BASE = 0.1
"""Processors of the keeper, PostgreSQL and Valkey together with nobody typing; with the next line an upper bound of all
twelve sizes that were measured."""
ENGINES_S_PER_1000_EDITS = 1.5
WEB_MB = 170.0
WEB_MB_A_TERMINAL = 0.65
"""With `OPEN_CASES` of 150 entries open at it; 0.07 without any."""
KEPT_KB_A_CASE = 83.8
LIVE_KB_A_CASE = 70.2
BYTES_AN_EDIT = 1176.0
BITS_IDLE = 297.0
"""A terminal, each second."""


@dataclass(frozen=True)
class Need:
    """What so many terminals need. `processors` are those of the web processes, `engines` those of the keeper and both
    engines; `mbit` is at the busiest second."""

    terminals: int
    processes: int
    processors: float
    engines: float
    web_mb: float
    live_mb: float
    mbit: float
    kept_gb_a_year: float


def need(terminals: int) -> Need:
    """The model. At least two web processes, so that one may be gone."""
    edits = terminals * EDITS_A_SECOND
    processors = edits * CPU_S_PER_1000_EDITS / 1000 + terminals * CPU_S_IDLE_A_MINUTE / 60
    processes = max(2, math.ceil(processors / ROOM))
    return Need(
        terminals=terminals,
        processes=processes,
        processors=processors,
        engines=ENGINES_BASE + edits * ENGINES_S_PER_1000_EDITS / 1000,
        web_mb=processes * WEB_MB + terminals * WEB_MB_A_TERMINAL,
        live_mb=terminals * OPEN_CASES * LIVE_KB_A_CASE / 1024,
        mbit=(edits * BYTES_AN_EDIT * 8 + terminals * BITS_IDLE) / 1e6,
        kept_gb_a_year=terminals * CASES_A_DAY * DAYS_A_YEAR * KEPT_KB_A_CASE / 1024**2,
    )


def table(sizes: list[int]) -> str:
    """The needs of some sizes, as a table of Markdown."""
    head = (
        "| terminals | web processes | their processors, peak | keeper's and engines' processors | web memory MB "
        "| Redis MB | Mbit/s | PostgreSQL GB a year |"
    )
    rows = [
        f"| {one.terminals:,} | {one.processes} | {one.processors:.2f} | {one.engines:.2f} | {one.web_mb:,.0f} "
        f"| {one.live_mb:,.0f} | {one.mbit:.2f} | {one.kept_gb_a_year:,.1f} |"
        for one in map(need, sizes)
    ]
    return "\n".join([head, "|" + "---|" * 8, *rows])


if __name__ == "__main__":
    print(table([int(size) for size in sys.argv[1:]] or SIZES))
