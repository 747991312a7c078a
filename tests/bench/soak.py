"""Half an hour at a steady pace: 60 edits a second, 100 cases opened and finished an hour, and what every process of
ours weighs meanwhile. It takes half an hour, so it runs only when it is named (`make bench only=soak`).

`mb_an_hour`: the slope of a process's memory by linear regression, without the first ten minutes; goal: below 1.
`descriptors`: how many it holds, after those ten minutes and at the end; goal: no more at the end. `p95`: from the
moment an edit was due until the other window has applied it, in ms. Every edit must have been applied and kept.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path
from statistics import linear_regression
from time import perf_counter

import msgspec

from handoff import messages as m
from tests.bench import crew
from tests.bench.city import SERVICE, Running, city_of, run_city
from tests.bench.edit import applied
from tests.bench.editing import FIELDS, SETTLE_S, Desk, Room
from tests.bench.figures import percentile, seconds
from tests.bench.memory import rss_mb
from tests.bench.terminal import Terminal

SECONDS, WARM_SHARE = 1800.0, 1 / 3
RATE, PAIRS = 60.0, 25
CASES_AN_HOUR = 100
LOOK_S = 5.0
SEED = 20270401


class Look(msgspec.Struct):
    """A process at one moment (seconds from the beginning)."""

    at: float
    mb: float
    descriptors: int


def run() -> Iterator[dict[str, object]]:
    """One line for each process."""
    span = seconds(SECONDS)
    with run_city() as running:
        pids = {child.name: child.process.pid for child in (*running.web, *running.keepers) if child.process}
        room, looks, finished = asyncio.run(measure(running, pids, span))
    took = applied(room)
    for name, seen in looks.items():
        steady = [look for look in seen if look.at >= span * WARM_SHARE]
        slope, _ = linear_regression([look.at / 3600 for look in steady], [look.mb for look in steady])
        yield {
            "bench": "soak",
            "case": name,
            "n": len(took),
            "minutes": round(span / 60, 1),
            "finished": finished,
            "p95": percentile(took, 95),
            "mb": [steady[0].mb, steady[-1].mb],
            "mb_an_hour": round(slope, 2),
            "descriptors": [steady[0].descriptors, steady[-1].descriptors],
        }


async def measure(running: Running, pids: dict[str, int], span: float) -> tuple[Room, dict[str, list[Look]], int]:
    """The edits, what each process weighed, and how many cases were finished."""
    city, room = city_of(running), Room(random.Random(SEED), keeps=True)
    terminals = await crew.gather(city, 2 * PAIRS, room.heard)
    tasks = [asyncio.create_task(crew.beat(terminals))]
    looks: dict[str, list[Look]] = {name: [] for name in pids}
    tasks.append(asyncio.create_task(_watch(pids, looks)))
    end = perf_counter() + span
    pairs = zip(terminals[::2], terminals[1::2], strict=True)
    finished = await asyncio.gather(*(_pair(room, pair, at, end) for at, pair in enumerate(pairs)))
    for task in tasks:
        task.cancel()
    for terminal in terminals:
        terminal.leave()
    return room, looks, sum(finished)


async def _watch(pids: dict[str, int], looks: dict[str, list[Look]]) -> None:
    begun = perf_counter()
    while True:
        for name, pid in pids.items():
            looks[name].append(await asyncio.to_thread(_look, pid, begun))
        await asyncio.sleep(LOOK_S)


def _look(pid: int, begun: float) -> Look:
    return Look(perf_counter() - begun, rss_mb(pid), len(list(Path(f"/proc/{pid}/fd").iterdir())))


async def _pair(room: Room, pair: tuple[Terminal, Terminal], number: int, end: float) -> int:
    """Two windows with one case after another; how many they finished."""
    lasts, finished = PAIRS * 3600 / CASES_AN_HOUR, 0
    until = perf_counter() + lasts * (number + 1) / PAIRS
    while perf_counter() < end:
        await _case(room, pair, min(until, end))
        until, finished = until + lasts, finished + 1
    return finished


async def _case(room: Room, pair: tuple[Terminal, Terminal], until: float) -> None:
    """A visitor comes, is served, both windows type by turns, and the visitor goes."""
    first, _ = pair
    await first.move(m.GiveNumber(service=SERVICE))
    row = (await first.move(m.Call())).row
    assert row is not None
    await first.move(m.Serve(visit=row.visit))
    desks = [Desk(terminal, row.case, fields) for terminal, fields in zip(pair, FIELDS, strict=True)]
    for desk in desks:
        await desk.open()
    at, last = perf_counter(), None
    while (at := at + room.chance.expovariate(RATE / PAIRS)) < until:
        await asyncio.sleep(max(0.0, at - perf_counter()))
        last = await room.chance.choice(desks).edit(room, at)
    patience = perf_counter() + SETTLE_S
    while last is not None and not (last.applied and last.kept):
        assert perf_counter() < patience, "an edit does not arrive"
        await asyncio.sleep(0.05)
    await first.move(m.Finish(visit=row.visit, result="done"))
    for terminal in pair:
        terminal.say(m.LeaveCase(case=row.case))
