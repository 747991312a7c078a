"""Call next: from its start at one terminal until the last terminal that shows the line holds the new state.

Two web processes, log-in and durable writes on; an open loop of terminals/10 calls a second for 60 s, the line refilled
to 40; each visit is served and finished. `wave`: all press within 50 ms. The floor is the same clients with the same
words on two bare processes: one commit, one XADD, fan-out. Goals: p95 <= 100 ms at 22 terminals and <= 250 ms at 100,
and at most 3 times the floor.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from tests.bench import bare, crew
from tests.bench.calling import LINE, WAVES, Hall
from tests.bench.city import open_city
from tests.bench.crew import Heard
from tests.bench.figures import percentile, ratio, seconds
from tests.bench.terminal import Terminal

CASES = (4, 22, 50, 100)
SECONDS, FLOOR_SECONDS = 60.0, 30.0
SEED = 20270401
Gather = Callable[[Heard], Awaitable[list[Terminal]]]


def run() -> Iterator[dict[str, object]]:
    """One line for each number of terminals."""
    for count in CASES:
        with open_city() as city:
            cpu = city.cpu_ms()
            flow, wave = asyncio.run(measure(partial(crew.gather, city, count), count, seconds(SECONDS)))
            cpu = city.cpu_ms() - cpu
            with bare.open_floor(city, "call") as ports:
                gather = partial(bare.gather, city, ports, count)
                floor, floor_wave = asyncio.run(measure(gather, count, seconds(FLOOR_SECONDS)))
        yield {
            "bench": "call",
            "case": count,
            "n": len(flow),
            "p50": percentile(flow, 50),
            "p95": percentile(flow, 95),
            "p99": percentile(flow, 99),
            "wave_p95": percentile(wave, 95),
            "floor_p95": percentile(floor, 95),
            "ratio": ratio(percentile(flow, 95), percentile(floor, 95)),
            "floor_wave_p95": percentile(floor_wave, 95),
            "cpu_s": round(cpu / 1000, 1),
        }


async def measure(gather: Gather, count: int, span: float) -> tuple[list[float], list[float]]:
    """What the calls of the flow and of the waves took, in ms."""
    hall = Hall(random.Random(SEED))
    hall.open(await gather(hall.heard))
    beating = asyncio.create_task(crew.beat(hall.terminals))
    await hall.fill(LINE)
    await hall.flow(span, count / 10)
    flow = await hall.took()
    waves: list[float] = []
    for _ in range(WAVES):
        await hall.fill(max(0, count - LINE) if not waves else count)
        await hall.wave()
        waves += await hall.took()
    beating.cancel()
    for terminal in hall.terminals:
        terminal.leave()
    return flow, waves
