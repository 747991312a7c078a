"""How the cost grows: terminals x web processes. Two windows at each case, one entry at a window each four seconds (150
entries of a case in ten minutes); then 100 windows that type as fast as they are answered.

`p95`: from the moment an edit was due until the other window of its case has applied it, in ms. `edits_per_s`: what the
rush came to, until all of it had arrived and was kept. `rss_mb`: the heaviest web process. `cpu_s_per_1000`: the web
processes' processor time for 1,000 edits at the ordinary pace, signs of life and lines included, and the same of the
keeper, PostgreSQL and Valkey; `cpu_s_idle`: the web processes for a minute in which nobody types. `bytes_an_edit` and
`bits_idle` (a terminal, each second) go over all the lines, both ways, before TCP and TLS. All terminals live in one
process beside the city, and their work counts.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine, Iterator, Sequence

import msgspec

from tests.bench import crew
from tests.bench.city import MOST, Running, city_of, run_city
from tests.bench.edit import applied
from tests.bench.editing import Room
from tests.bench.figures import percentile, seconds
from tests.bench.memory import rss_mb
from tests.bench.processor import engine_ms, used_ms
from tests.bench.terminal import Terminal

SIZES = tuple((terminals, processes) for terminals in (50, 200, 500, 1000) for processes in (1, 2, 3))
A_TERMINAL = 0.25
"""Edits a second at one terminal."""
SECONDS, RUSH_SECONDS, IDLE_SECONDS = 30.0, 10.0, 10.0
RUSHING = 100
SEED = 20270401


class Spent(msgspec.Struct):
    """What something cost: processor time in ms of the web processes, the keeper and both engines, and bytes over all
    lines."""

    web: float
    keeper: float
    postgres: float
    valkey: float
    carried: int


class Grown(msgspec.Struct):
    """What one size cost."""

    took: list[float]
    edits_per_s: float
    busy: Spent
    idle: Spent
    rss_mb: float


def run(only: str = "") -> Iterator[dict[str, object]]:
    """One line for each size."""
    for terminals, processes in SIZES:
        case = f"{terminals}x{processes}"
        if only not in ("", case):
            continue
        with run_city(web_processes=processes, windows=max(terminals, MOST)) as running:
            grown = asyncio.run(measure(running, terminals))
        yield {
            "bench": "scale",
            "case": case,
            "n": len(grown.took),
            "p50": percentile(grown.took, 50),
            "p95": percentile(grown.took, 95),
            "edits_per_s": round(grown.edits_per_s, 1),
            "rss_mb": grown.rss_mb,
            "cpu_s_per_1000": round(grown.busy.web / len(grown.took), 2),
            "keeper_s_per_1000": round(grown.busy.keeper / len(grown.took), 2),
            "postgres_s_per_1000": round(grown.busy.postgres / len(grown.took), 2),
            "valkey_s_per_1000": round(grown.busy.valkey / len(grown.took), 2),
            "cpu_s_idle": round(grown.idle.web / 1000 * 60 / seconds(IDLE_SECONDS), 2),
            "bytes_an_edit": round(grown.busy.carried / len(grown.took)),
            "bits_idle": round(grown.idle.carried * 8 / seconds(IDLE_SECONDS) / terminals),
        }


async def measure(running: Running, count: int) -> Grown:
    """So many terminals: idle, at work, in a rush."""
    city, room = city_of(running), Room(random.Random(SEED), keeps=True)
    terminals = await crew.gather(city, count, room.heard)
    beating = asyncio.create_task(crew.beat(terminals))
    await room.open(terminals)
    idle = await _spent(running, terminals, asyncio.sleep(seconds(IDLE_SECONDS)))
    busy = await _spent(running, terminals, room.type(seconds(SECONDS), A_TERMINAL * count))
    took = applied(room)
    rush = await room.rush(seconds(RUSH_SECONDS), RUSHING)
    weight = max(rss_mb(pid) for pid in city.pids)
    beating.cancel()
    for terminal in terminals:
        terminal.leave()
    return Grown(took, rush, busy, idle, weight)


async def _spent(running: Running, terminals: Sequence[Terminal], work: Coroutine[None, None, None]) -> Spent:
    """While this is done."""
    before = await asyncio.to_thread(_used, running, terminals)
    await work
    after = await asyncio.to_thread(_used, running, terminals)
    return Spent(
        *(now - then for now, then in zip(msgspec.structs.astuple(after), msgspec.structs.astuple(before), strict=True))
    )


def _used(running: Running, terminals: Sequence[Terminal]) -> Spent:
    """From the beginning until now."""
    return Spent(
        web=used_ms(child.process.pid for child in running.web if child.process),
        keeper=used_ms(child.process.pid for child in running.keepers if child.process),
        postgres=engine_ms(running.postgres),
        valkey=engine_ms(running.valkey),
        carried=sum(terminal.carried for terminal in terminals),
    )
