"""人事異動の予行 on a copy: the record of this instant in a scratch database, the midnight of that day really turned
there, what came of it told, the copy gone. The live record is only read; nothing of a case is copied, no entry and no
name of a visitor: what a turn touches are accounts, catalogs, windows and lines.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

import msgspec

from handoff.calendar import midnight
from server.backup.make import COUNTING_MS
from server.backup.reasons import Stopped, reasons
from server.backup.record import dumping, instant, restore
from server.backup.scratch import scratch
from server.cellar import Cellar, NoPaper
from server.city import city_of
from server.record.engine import open_engine
from server.record.metadata import METADATA
from server.settings import Settings
from server.work import turns
from server.work.turns import Turn

TOUCHED: Final = frozenset(
    {
        *("offices", "counters", "windows", "lines", "services", "settings", "seats", "reports"),
        *("catalogs", "drafts", "draft_rows", "catalog_log", "base_pages", "workbooks"),
        *("clerks", "teams", "user_plans", "user_log", "old_passwords", "login_attempts", "sessions"),
        *("cases", "visits", "appointments", "bulletins", "bulletin_reads", "epoch", "mark", "series"),
    }
)
"""Tables whose rows are copied. Visits hold numbers, lines and times alone."""


async def turned(settings: Settings, day: str) -> AsyncIterator[bytes]:
    """Lines of JSON: `{"step": "copy"}` and `{"step": "turn"}` as each begins, at last `{"turn": …}` (`turns.Turn`), or
    `{"failed": …}` with one of `reasons.WHY` where there could be no copy."""
    yield _line({"step": "copy"})
    try:
        with reasons():
            async with scratch(settings.database_url, "turn") as (url, _):
                await _fill(settings.database_url, url)
                yield _line({"step": "turn"})
                told = await _turn(msgspec.structs.replace(settings, database_url=url), day)
    except Stopped as stopped:
        yield _line({"failed": stopped.why})
    else:
        yield _line({"turn": told})


async def _fill(url: str, into: str) -> None:
    engine = open_engine(url, size=1, statement_ms=COUNTING_MS)
    left = {table.name for table in METADATA.sorted_tables} - TOUCHED
    try:
        async with instant(engine) as then:
            await asyncio.to_thread(_pour, url, then.snapshot, left, into)
    finally:
        await engine.dispose()


def _pour(url: str, snapshot: str, left: set[str], into: str) -> None:
    with dumping(url, snapshot, sorted(left)) as dump:
        restore(into, iter(lambda: dump.read(1 << 20), b""))


async def _turn(settings: Settings, day: str) -> Turn:
    """Nothing of the live store is opened: what is turned stands in the record alone."""
    cellar = Cellar(settings, city_of(settings).catalog.city, NoPaper())
    try:
        c = replace(cellar.cupboards, clock=lambda: midnight(date.fromisoformat(day)))
        await c.catalogs.refresh()
        return await turns.play(c, day)
    finally:
        await cellar.close()


def _line(said: dict[str, Any]) -> bytes:
    return msgspec.json.encode(said) + b"\n"
