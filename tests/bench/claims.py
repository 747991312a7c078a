"""One slip, sixteen scanners: 2,000 tickets, each scanned at 16 windows of both web processes in the same instant.

Goal: exactly one window has the case, and the others are told who; `wrong` counts every ticket where that is not so.
The tickets are made by the work itself, because a code is told to nobody but the paper; the scans go over sockets.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import perf_counter

from handoff import messages as m
from server.cellar import Cellar, NoPaper
from server.work import visits
from server.work.cupboards import Actor
from tests.bench import crew
from tests.bench.city import OFFICE, SERVICE, City, in_city
from tests.bench.figures import percentile, share
from tests.bench.terminal import Refusal, Terminal, new_op

CLAIMANTS = 16
TICKETS, SECONDS = 2_000, 160.0
MAKER = Actor(clerk="U04", name="小川", office=OFFICE, roles=("clerk",))


def run(count: int | None = None, city: City | None = None) -> Iterator[dict[str, object]]:
    """One line."""
    with in_city(city) as here:
        wrong, took, tickets = asyncio.run(measure(here, count or share(TICKETS, SECONDS)))
    yield {
        "bench": "claims",
        "case": f"{CLAIMANTS} claimants",
        "n": tickets,
        "wrong": wrong,
        "p50": percentile(took, 50),
        "p95": percentile(took, 95),
    }


async def measure(city: City, count: int) -> tuple[int, list[float], int]:
    """How many tickets did not have exactly one winner, what each claim took in ms, how many tickets there were."""
    codes = await tickets(city, count)
    windows = await crew.gather(city, CLAIMANTS)
    wrong, took = 0, list[float]()
    for code in codes:
        rows = [row for row in await asyncio.gather(*(scan(window, code, took) for window in windows)) if row]
        wrong += len(rows) != 1
        for window in windows:
            mine = [row for row in rows if row.window == window.name]
            for row in mine:
                await window.move(m.Finish(visit=row.visit, result="done"))
    for window in windows:
        window.leave()
    return wrong, took, len(codes)


async def tickets(city: City, count: int) -> list[str]:
    """So many visitors wait, each with a slip."""
    cellar = Cellar(city.settings, "999989", NoPaper())
    try:
        await cellar.open()
        give = m.GiveNumber(service=SERVICE)
        done = [await visits.give_number(cellar.cupboards, MAKER, new_op(), None, give) for _ in range(count)]
        return [one.code for one in done if one.code]
    finally:
        await cellar.close()


async def scan(window: Terminal, code: str, took: list[float]) -> m.Row | None:
    """The row when this window won; None when it was told that another one has it. Anything else is an error."""
    begun = perf_counter()
    try:
        return (await window.move(m.Claim(code=code))).row
    except Refusal as no:
        if "taken" not in str(no):
            raise
        return None
    finally:
        took.append((perf_counter() - begun) * 1000)
