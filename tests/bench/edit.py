"""An edit: from the moment it was due at one window until another window, on the other process, has applied it.

25 cases, each open at two windows, one on each web process; 10, 120 and 500 edits a second. `kept_p95` is from seen
(shared) to kept (in PostgreSQL, and the window knows). `inversions` are revisions that a window applied out of order:
must be 0. The floor is a bare websockets relay with one XADD and XREAD. Goals: p95 <= 50 ms, kept p95 <= 100 ms and
kept p99 <= 300 ms at 120/s, and at most 3 times the floor.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from tests.bench import bare, crew
from tests.bench.city import open_city
from tests.bench.crew import Heard
from tests.bench.editing import Room
from tests.bench.figures import percentile, ratio, seconds
from tests.bench.terminal import Terminal

RATES = (10, 120, 500)
CASES = 25
SECONDS, FLOOR_SECONDS = 30.0, 20.0
SEED = 20270401
Gather = Callable[[Heard], Awaitable[list[Terminal]]]


def run() -> Iterator[dict[str, object]]:
    """One line for each rate."""
    for rate in RATES:
        with open_city() as city:
            cpu = city.cpu_ms()
            pairs = partial(crew.gather, city, 2 * CASES)
            room = asyncio.run(measure(pairs, rate, seconds(SECONDS), keeps=True))
            cpu = city.cpu_ms() - cpu
            with bare.open_floor(city, "edit") as ports:
                pairs = partial(bare.gather, city, ports, 2 * CASES)
                floor = asyncio.run(measure(pairs, rate, seconds(FLOOR_SECONDS), keeps=False))
        took, floored = applied(room), applied(floor)
        kept = [max(0.0, edit.kept - edit.seen) * 1000 for edit in room.edits.values()]
        yield {
            "bench": "edit",
            "case": rate,
            "n": len(took),
            "p50": percentile(took, 50),
            "p95": percentile(took, 95),
            "p99": percentile(took, 99),
            "kept_p95": percentile(kept, 95),
            "kept_p99": percentile(kept, 99),
            "inversions": sum(desk.terminal.inversions for desk in room.desks),
            "floor_p95": percentile(floored, 95),
            "ratio": ratio(percentile(took, 95), percentile(floored, 95)),
            "again": sum(desk.terminal.again for desk in room.desks),
            "cpu_s": round(cpu / 1000, 1),
        }


def applied(room: Room) -> list[float]:
    """From due to applied at the other window, in ms."""
    return [(edit.applied - edit.due) * 1000 for edit in room.edits.values()]


async def measure(gather: Gather, rate: int, span: float, keeps: bool) -> Room:
    """The room after so many seconds of edits, all arrived."""
    room = Room(random.Random(SEED), keeps)
    terminals = await gather(room.heard)
    beating = asyncio.create_task(crew.beat(terminals))
    await room.open(terminals)
    await room.type(span, rate)
    beating.cancel()
    for terminal in terminals:
        terminal.leave()
    return room
