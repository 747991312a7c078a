"""Numbers under load: 10,000 given by 32 concurrent clients, over sockets of both web processes, each with its paper.

Goal: no number twice in a day at an office, and at least 200 a second. Case `nine lines` gives them at nine counters;
`one line` lets everybody stand before one series, which is one row's lock in PostgreSQL.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import perf_counter

from handoff import messages as m
from tests.bench import crew
from tests.bench.city import NUMBERS, SERVICE, City, in_city
from tests.bench.figures import percentile, share
from tests.bench.terminal import Terminal

CLIENTS = 32
ALL, ALL_SECONDS = 10_000, 50.0
ONE_LINE = 1_900


def run(count: int | None = None, only: str = "", city: City | None = None) -> Iterator[dict[str, object]]:
    """One line for each case."""
    cases = (
        ("nine lines", count or share(ALL, ALL_SECONDS), NUMBERS),
        ("one line", count or share(ONE_LINE, 10.0), (SERVICE,)),
    )
    for case, wanted, services in cases:
        if only not in ("", case):
            continue
        with in_city(city) as here:
            given, took, spent, cpu = asyncio.run(measure(here, wanted, services))
        yield {
            "bench": "numbers",
            "case": case,
            "n": len(given),
            "per_s": round(len(given) / spent, 1),
            "duplicates": len(given) - len(set(given)),
            "cpu_ms": round(cpu / len(given), 2),
            "p50": percentile(took, 50),
            "p95": percentile(took, 95),
        }


async def measure(city: City, wanted: int, services: tuple[str, ...]) -> tuple[list[str], list[float], float, float]:
    """All numbers given, what each took in ms, the seconds in all, and the web processes' processor time in ms."""
    clients = await crew.gather(city, CLIENTS)
    left, given, took = iter(range(wanted)), [], []

    async def client(terminal: Terminal) -> None:
        for turn in left:
            begun = perf_counter()
            answer = await terminal.move(m.GiveNumber(service=services[turn % len(services)]))
            took.append((perf_counter() - begun) * 1000)
            assert answer.row is not None
            given.append(f"{answer.row.office} {answer.row.day} {answer.row.number}")

    begun, cpu = perf_counter(), city.cpu_ms()
    await asyncio.gather(*(client(terminal) for terminal in clients))
    spent, cpu = perf_counter() - begun, city.cpu_ms() - cpu
    for terminal in clients:
        terminal.leave()
    return given, took, spent, cpu
