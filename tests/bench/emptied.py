"""FLUSHALL while 500 cases of 150 entries are open on 100 terminals of two processes.

`whole_s`: from then until every terminal has read all of its cases again and holds what it held before; goal 3 s.
`flows_s`: until the first edit after it was made. `join_s`: the same reading of all cases with nothing emptied.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import perf_counter

import redis.asyncio

from handoff import messages as m
from tests.bench import crew
from tests.bench.city import City, open_city
from tests.bench.figures import share
from tests.bench.memory import AT_ONCE, CASES, SECONDS, TERMINALS, new_case
from tests.bench.terminal import Terminal, new_op

Held = dict[Terminal, dict[str, m.CaseView]]


def run() -> Iterator[dict[str, object]]:
    """One line."""
    with open_city() as city:
        cases = share(CASES, SECONDS)
        join_s, flows_s, whole_s = asyncio.run(measure(city, cases))
    yield {
        "bench": "emptied",
        "case": f"{TERMINALS} terminals",
        "n": cases,
        "join_s": round(join_s, 2),
        "flows_s": round(flows_s, 2),
        "whole_s": round(whole_s, 2),
    }


async def measure(city: City, count: int) -> tuple[float, float, float]:
    """Seconds: to read all cases, until an edit is made again, until all cases are whole again."""
    terminals = await crew.gather(city, TERMINALS)
    beating = asyncio.create_task(crew.beat(terminals))
    held = await _typed(terminals, count)
    begun = perf_counter()
    held = await _read(held)
    join_s = perf_counter() - begun
    await _all_kept(held)
    async with redis.asyncio.Redis.from_url(city.settings.redis_url) as line:
        await line.flushall()
    begun = perf_counter()
    flows, whole = await asyncio.gather(_edit(held, begun), _whole(held, begun))
    beating.cancel()
    for terminal in terminals:
        terminal.leave()
    return join_s, flows, whole


async def _typed(terminals: list[Terminal], count: int) -> Held:
    """All cases, turn and turn about at the terminals."""
    gate = asyncio.Semaphore(AT_ONCE)
    held: Held = {terminal: {} for terminal in terminals}

    async def one(turn: int) -> None:
        terminal = terminals[turn % len(terminals)]
        async with gate:
            case = await new_case(terminal, turn)
            held[terminal][case] = await terminal.join(case)

    await asyncio.gather(*(one(turn) for turn in range(count)))
    return held


async def _read(held: Held) -> Held:
    """What every terminal is shown of each of its cases now."""

    async def one(terminal: Terminal, cases: list[str]) -> dict[str, m.CaseView]:
        return {case: await terminal.join(case) for case in cases}

    views = await asyncio.gather(*(one(terminal, list(cases)) for terminal, cases in held.items()))
    return dict(zip(held, views, strict=True))


async def _all_kept(held: Held) -> None:
    while any(view.kept < view.rev for views in (await _read(held)).values() for view in views.values()):
        pass


async def _whole(held: Held, begun: float) -> float:
    """Until all of them are what they were (the one that is edited meanwhile: at least that)."""
    while True:
        now = await _read(held)
        if all(
            view.entries.keys() <= now[terminal][case].entries.keys() and now[terminal][case].rev >= view.rev
            for terminal, views in held.items()
            for case, view in views.items()
        ):
            return perf_counter() - begun


async def _edit(held: Held, begun: float) -> float:
    terminal, views = next((terminal, views) for terminal, views in held.items() if views)
    case, view = next(iter(views.items()))
    answer = await terminal.change(case, m.Set(entries={"form_biko": "あ"}), {"form_biko": None}, view.fence, new_op())
    assert answer.result in ("ok", "done"), (answer.result, answer.reason)
    return perf_counter() - begun
