"""How the cost grows: terminals x web processes. Two windows at each case, one entry at a window each four seconds (150
entries of a case in ten minutes); then 100 windows that type as fast as they are answered.

`p95`: from the moment an edit was due until the other window of its case has applied it, in ms. `edits_per_s`: what the
rush came to, until all of it had arrived and was kept. `rss_mb`: the heaviest web process. `cpu_s_per_1000`: the web
processes' processor time for 1,000 edits at the ordinary pace, signs of life and lines included; `cpu_s_idle`: the same
terminals for a minute in which nobody types. All terminals live in one process beside the city, and their work counts.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine, Iterator

import msgspec

from tests.bench import crew
from tests.bench.city import MOST, City, open_city
from tests.bench.edit import applied
from tests.bench.editing import Room
from tests.bench.figures import percentile, seconds
from tests.bench.memory import rss_mb

SIZES = ((50, 1), (50, 2), (200, 1), (200, 2), (200, 3), (500, 1), (500, 2), (500, 3), (1000, 3))
A_TERMINAL = 0.25
"""Edits a second at one terminal."""
SECONDS, RUSH_SECONDS, IDLE_SECONDS = 30.0, 10.0, 10.0
RUSHING = 100
SEED = 20270401


class Grown(msgspec.Struct):
    """What one size cost."""

    took: list[float]
    edits_per_s: float
    cpu_ms: float
    idle_ms: float
    rss_mb: float


def run(only: str = "") -> Iterator[dict[str, object]]:
    """One line for each size."""
    for terminals, processes in SIZES:
        case = f"{terminals}x{processes}"
        if only not in ("", case):
            continue
        with open_city(processes, max(terminals, MOST)) as city:
            grown = asyncio.run(measure(city, terminals))
        yield {
            "bench": "scale",
            "case": case,
            "n": len(grown.took),
            "p50": percentile(grown.took, 50),
            "p95": percentile(grown.took, 95),
            "edits_per_s": round(grown.edits_per_s, 1),
            "rss_mb": grown.rss_mb,
            "cpu_s_per_1000": round(grown.cpu_ms / len(grown.took), 2),
            "cpu_s_idle": round(grown.idle_ms / 1000 * 60 / seconds(IDLE_SECONDS), 2),
        }


async def measure(city: City, count: int) -> Grown:
    """So many terminals: idle, at work, in a rush."""
    room = Room(random.Random(SEED), keeps=True)
    terminals = await crew.gather(city, count, room.heard)
    beating = asyncio.create_task(crew.beat(terminals))
    await room.open(terminals)
    idle = await _spent(city, asyncio.sleep(seconds(IDLE_SECONDS)))
    busy = await _spent(city, room.type(seconds(SECONDS), A_TERMINAL * count))
    took = applied(room)
    rush = await room.rush(seconds(RUSH_SECONDS), RUSHING)
    weight = max(rss_mb(pid) for pid in city.pids)
    beating.cancel()
    for terminal in terminals:
        terminal.leave()
    return Grown(took, rush, busy, idle, weight)


async def _spent(city: City, work: Coroutine[None, None, None]) -> float:
    """The web processes' processor time while this is done, in ms."""
    before = city.cpu_ms()
    await work
    return city.cpu_ms() - before
