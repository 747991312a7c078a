"""`python -m server.backup [--if-due]`: one backup now (or only when the last one is old enough). Status 0 when it is
made or not due, 1 when it failed, 2 when the settings name no place for it. The keeper starts it by itself; the outcome
stands on the 状態 page. With `--if-due` a trial of it follows when the last one is old enough too (`drill.py`)."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from server import settings as environment
from server.backup.by_itself import due
from server.backup.drill import drill
from server.backup.make import Places, forget, make, places
from server.embedded import reach
from server.exchange.city import read_city
from server.ports.visits import RecordAway
from server.ports.watching import Safekept
from server.record.catalogs import PgCatalogs
from server.record.engine import open_engine
from server.record.outages import PgOutages
from server.settings import SettingRefused

LOCK: Final = 0x6261636B
"""One backup of a database at a time, whoever asks for it."""
DAY_MS: Final = 86_400_000
WHY: Final = {
    "record": "データベースに接続できませんでした。",
    "dump": "データベースの書き出しに失敗しました（pg_dump の版と、データベースの利用者の権限を確かめてください）。",
    "space": "保存先の空きが足りません。",
    "place": "保存先か、控えの鍵を使えません（MADOGUCHI_BACKUPS、MADOGUCHI_BACKUP_KEY、MADOGUCHI_KEYS_COPY）。",
}


def main() -> int:
    """Make it, and say what was made."""
    parser = argparse.ArgumentParser(prog="python -m server.backup")
    parser.add_argument("--if-due", action="store_true", help="前の控えから時間がたったときだけ")
    if_due = parser.parse_args().if_due
    try:
        at = places(reach.running(environment.read()))
    except SettingRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if at is None:
        print("MADOGUCHI_BACKUPS（保存先）と DATABASE_URL を指定してください。", file=sys.stderr)
        return 2
    try:
        done = asyncio.run(one(at, if_due=if_due))
    except (RecordAway, SQLAlchemyError, OSError):
        print(WHY["record"], file=sys.stderr)
        return 1
    if done is None:
        return 0
    print(WHY[done.why] if done.why else f"{at.backups / done.file}: {done.bytes:,} バイト、{done.rows:,} 行")
    return int(bool(done.why))


async def one(at: Places, *, if_due: bool) -> Safekept | None:
    """A backup, noted in the record; None when another one is being made, or none is due. What is due may be a trial of
    it as well."""
    engine = open_engine(at.url, size=3)
    try:
        async with _alone(engine) as alone:
            catalogs = PgCatalogs(engine)
            await catalogs.refresh()
            if not alone:
                return None
            done = await _made(at, engine, catalogs, if_due=if_due)
            if if_due and done is not None and not done.why:
                await _tried(at, engine, catalogs.settings().operations.drill_days)
            return done
    finally:
        await engine.dispose()


async def _made(at: Places, engine: AsyncEngine, catalogs: PgCatalogs, *, if_due: bool) -> Safekept | None:
    if if_due and not await due(engine, catalogs):
        return None
    done = await make(at, int(time.time() * 1000))
    await PgOutages(engine).safekeep(done)
    if not done.why:
        forget(at.backups, read_city(at.city).catalog.city, catalogs.settings().operations.generations)
    return done


async def _tried(at: Places, engine: AsyncEngine, days: int) -> None:
    """A day early: trials follow backups, which do not come at one time of the day."""
    good, _ = await PgOutages(engine).safekept("drill")
    now = int(time.time() * 1000)
    if good is None or now - good.at >= (days - 1) * DAY_MS:
        await PgOutages(engine).safekeep(await drill(at, now))


@asynccontextmanager
async def _alone(engine: AsyncEngine) -> AsyncIterator[bool]:
    """Whether nobody else makes one now; nobody else does until the end of the block."""
    async with engine.connect() as line:
        await line.execution_options(isolation_level="AUTOCOMMIT")
        yield bool(await line.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK}))


if __name__ == "__main__":
    sys.exit(main())
