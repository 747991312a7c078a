"""What a web process weighs with 100 terminals connected and 500 cases of 150 entries open on them. Goal: 250 MB.

All terminals hang on one of the two processes, five cases each. The entries are typed in through the sockets, person by
person, so that the process has also done the work that fills a day. Besides: what such a case takes in PostgreSQL
(journal, sheet, visit, audit) and in Redis (live, with its river).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from pathlib import Path

import redis

from handoff import ids
from handoff import messages as m
from handoff.case import Value
from server.embedded.postgres import USER
from tests.bench import crew
from tests.bench.city import NUMBERS, City, Running, city_of, run_city
from tests.bench.figures import share
from tests.bench.terminal import Terminal, new_op

TERMINALS = 100
CASES, SECONDS = 500, 120.0
AT_ONCE = 8
PERSONS = 15
ITEMS = ("m_name", "m_uji", "m_mei", "m_kyuuji", "m_tsusho", "m_birth_fusho", "m_kokuho_no", "m_job", "m_school")
"""Nine items and the person's own entry: ten entries a person, 150 a case (and one role)."""
VALUE = "青葉山手"


def run() -> Iterator[dict[str, object]]:
    """One line. `start_mb` is the process before anybody came."""
    with run_city() as running:
        city = city_of(running)
        start, kept, live = rss_mb(city.pids[0]), kept_bytes(running), live_bytes(running)
        entries = asyncio.run(measure(city, share(CASES, SECONDS)))
        rss = entries.pop("rss")
        kept, live = kept_bytes(running) - kept, live_bytes(running) - live
    yield {
        "bench": "memory",
        "case": f"{TERMINALS} terminals",
        "n": len(entries),
        "entries": min(entries.values()),
        "start_mb": start,
        "rss_mb": rss,
        "kept_kb_a_case": round(kept / 1024 / len(entries), 1),
        "live_kb_a_case": round(live / 1024 / len(entries), 1),
    }


def kept_bytes(running: Running) -> int:
    """What the database takes on the disk."""
    return int(running.postgres.psql(f"SELECT pg_database_size('{USER}')"))


def live_bytes(running: Running) -> int:
    """What Redis holds in memory."""
    with redis.Redis.from_url(running.settings.redis_url) as line:
        return int(line.info("memory")["used_memory"])


def rss_mb(pid: int) -> float:
    """What the process holds in memory now."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return round(int(line.split()[1]) / 1024, 1)


async def measure(city: City, count: int) -> dict[str, float]:
    """The entries of each open case, and under `rss` the process's memory with all of them open."""
    terminals = await crew.gather(city, TERMINALS, one_process=True)
    beating = asyncio.create_task(crew.beat(terminals))
    held: dict[str, float] = {}
    gate = asyncio.Semaphore(AT_ONCE)

    async def work(terminal: Terminal, cases: int) -> None:
        for turn in range(cases):
            async with gate:
                case = await new_case(terminal, turn)
                held[case] = len((await terminal.join(case)).entries)

    shares = [count // TERMINALS + (at < count % TERMINALS) for at in range(TERMINALS)]
    await asyncio.gather(*(work(terminal, part) for terminal, part in zip(terminals, shares, strict=True)))
    held["rss"] = rss_mb(city.pids[0])
    beating.cancel()
    for terminal in terminals:
        terminal.leave()
    return held


async def new_case(terminal: Terminal, turn: int) -> str:
    """A visitor comes, and a large family is typed in; the case."""
    row = (await terminal.move(m.GiveNumber(service=NUMBERS[turn % len(NUMBERS)]))).row
    assert row is not None
    await type_in(terminal, row.case)
    return row.case


async def type_in(terminal: Terminal, case: str) -> None:
    """A large family, with all that is known of them."""
    fence = (await terminal.join(case)).fence
    for _ in range(PERSONS):
        person = ids.new_person(secrets.token_bytes(ids.PERSON_BYTES))
        known: dict[str, Value] = {item: f"{VALUE}{secrets.randbelow(9999)}" for item in ITEMS}
        answer = await terminal.change(case, m.AddPerson(person=person, entries=known), {}, fence, new_op())
        assert answer.result in ("ok", "done"), (answer.result, answer.reason, answer.at)
