"""統計 over a year of 300,000 cases: each way of grouping, over the whole year and over one month; times in ms.

Goal: p95 of one second. The visits, their moves and what they left are written by SQL, as wide as real ones: four moves
a visit, three procedures a case. All days but the last are counted, as the keeper has done by then (`count`: what one
day costs it); the last one is today, and counted with each question. One case in five comes from another municipality.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter
from typing import Final, get_args

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.calendar import midnight
from handoff.figures import By
from server.embedded.postgres import Postgres
from server.exchange.city import read_city
from server.record.engine import open_engine
from server.record.reports import PgReports
from server.record.tables.figures import COUNTS
from server.work.reports import departments_of
from tests.bench.city import DEMO, OFFICE
from tests.bench.figures import percentile, share
from tests.engines import migrate, new_ground

CASES, TIMES, SECONDS = 300_000, 10, 120.0
FIRST: Final = date(2027, 4, 1)
SPANS: Final = {"year": (FIRST, date(2028, 3, 31)), "month": (FIRST, date(2027, 4, 30))}
DAYS: Final = 366
FILLING_MS: Final = 900_000
MOVES: Final = (
    ("give_number", "", "waiting", 0),
    ("call", "waiting", "calling", 900_000),
    ("serve", "calling", "serving", 20_000),
    ("finish", "serving", "done", 600_000),
)
"""(move, from, to, ms)."""
_CASES: Final = text("""
    INSERT INTO cases ("case", catalog, opened, office)
    SELECT 'c' || n, 1, 0, CAST(:office AS text) FROM generate_series(1, CAST(:n AS int)) n
""")
_VISITS: Final = text("""
    INSERT INTO visits (visit, "case", version, office, home, day, number, stage, line, service,
        arrived, since, line_since, turn, fence, way, been, waits, calls, called_at, urgency, channel,
        sheet_rev, claim_rev, epoch, quiet, result, ended)
    SELECT 'v' || n, 'c' || n, 4, :office, :office, to_char(CAST(:first AS date) + n % days, 'YYYY-MM-DD'),
        chr(65 + n / days / 999) || to_char(n / days % 999 + 1, 'FM000'), 'done',
        (CAST(:lines AS text[]))[n % many + 1], (CAST(:services AS text[]))[n % many + 1],
        at, at, at, at, 1, '[]', '[]', '{}', 1, at, 'normal', 'counter', 9, 0, 1, false, 'done', at + 1520000
    FROM (
        SELECT n, CAST(:days AS int) AS days, CAST(:many AS int) AS many,
            CAST(:begun AS bigint) + (n % CAST(:days AS int)) * 86400000::bigint + 30600000
                + n * 7919::bigint % 30600000 AS at
        FROM generate_series(1, CAST(:n AS int)) n
    ) AS one
""")
_FACTS: Final = text(f"""
    INSERT INTO visit_facts (visit, procedures, reads, town, clerk, clerk_at, {", ".join(COUNTS)})
    SELECT visit, ARRAY['P' || abs(hashtext(visit)) % 60, 'P' || abs(hashtext(day || visit)) % 60, 'P001'],
        ARRAY[(CAST('{{mynumber,residence,import,hand}}' AS text[]))[abs(hashtext(visit)) % 4 + 1]],
        CASE WHEN abs(hashtext(visit)) % 5 = 0 THEN to_char(abs(hashtext(visit || day)) % 300 + 13000, 'FM00000')
            ELSE '' END, 'U' || abs(hashtext(visit)) % 60, ended,
        {", ".join(str(n) for n in range(1, len(COUNTS) + 1))}
    FROM visits
""")
_EVENTS: Final = text("""
    INSERT INTO visit_events (visit, version, request_id, move, at, took, stage, next, office, line, clerk, name,
        row, answer)
    SELECT visit, CAST(:version AS int), visit || '-' || CAST(:version AS int), :move,
        arrived + CAST(:after AS bigint), CAST(:took AS bigint) * (5000 + abs(hashtext(visit)) % 5000) / 7500,
        :stage, :next, office, line, 'U01', '中村', to_jsonb(visits), convert_to(to_jsonb(visits)::text, 'UTF8')
    FROM visits
""")


def run(cases: int | None = None) -> Iterator[dict[str, object]]:
    """One line for each grouping and span."""
    with new_ground() as ground:
        postgres = Postgres(ground)
        postgres.start()
        try:
            postgres.psql("CREATE DATABASE reports")
            migrate(postgres.url("reports"))
            yield from asyncio.run(measure(postgres.url("reports"), cases or share(CASES, SECONDS)))
        finally:
            postgres.stop()


async def measure(url: str, cases: int) -> list[dict[str, object]]:
    """Fill the record, then ask. The clock that ends long statements is off until then."""
    engine = open_engine(url, size=1, statement_ms=FILLING_MS)
    await fill(engine, cases)
    lines = [await counted(engine, cases)]
    await engine.dispose()
    engine = open_engine(url, size=2)
    try:
        times = share(TIMES, SECONDS)
        return lines + [await asked(engine, cases, by, span, times) for span in SPANS for by in get_args(By)]
    finally:
        await engine.dispose()


async def fill(engine: AsyncEngine, cases: int) -> None:
    """A year of days, each with its share of visits, through all lines."""
    services = [one for one in read_city(DEMO).house.services if one.office == OFFICE]
    given = {"office": OFFICE, "n": cases}
    more = {"first": FIRST, "days": DAYS, "begun": midnight(FIRST), "many": len(services)}
    names = {"lines": [one.line for one in services], "services": [one.service for one in services]}
    async with engine.begin() as line:
        await line.execute(_CASES, given)
        await line.execute(_VISITS, {**given, **more, **names})
        after = 0
        for version, (move, stage, next_, took) in enumerate(MOVES, start=1):
            after += took
            moved = {"version": version, "move": move, "after": after, "took": took, "stage": stage, "next": next_}
            await line.execute(_EVENTS, moved)
        await line.execute(_FACTS)
    async with engine.connect() as line:
        await line.execution_options(isolation_level="AUTOCOMMIT")
        await line.execute(text("VACUUM ANALYZE"))


async def counted(engine: AsyncEngine, cases: int) -> dict[str, object]:
    """What the keeper does after each day, for all days but the last."""
    reports, last = PgReports(engine), SPANS["year"][1]
    took = list[float]()
    for n in range(DAYS - 1):
        begun = perf_counter()
        await reports.count(OFFICE, FIRST + timedelta(days=n), midnight(last))
        took.append((perf_counter() - begun) * 1000)
    async with engine.begin() as line:
        await line.execute(text("ANALYZE day_figures, figured_days"))
    figures = {"n": len(took), "cases": cases, "p50": percentile(took, 50), "p95": percentile(took, 95)}
    return {"bench": "reports", "case": "count", **figures}


async def asked(engine: AsyncEngine, cases: int, by: By, span: str, times: int) -> dict[str, object]:
    """The same question so many times, with the sum of all groups as a page shows it."""
    reports, (first, last) = PgReports(engine), SPANS[span]
    departments, took, found = departments_of(read_city(DEMO).house, OFFICE, by), list[float](), 0
    for _ in range(times):
        begun = perf_counter()
        rows = (await reports.figures(OFFICE, first, last, by, departments)).rows
        took.append((perf_counter() - begun) * 1000)
        found = sum(one.visitors for one in rows)
    return {
        "bench": "reports",
        "case": f"{by} {span}",
        "n": times,
        "cases": cases,
        "visitors": found,
        "p50": percentile(took, 50),
        "p95": percentile(took, 95),
    }
