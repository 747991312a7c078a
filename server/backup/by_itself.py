"""The backup that nobody has to think of: the keeper's process looks every minute whether one is due, and makes it in a
process of its own, so that keeping never waits for it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from handoff import catalog
from handoff.uptime import opening
from server.backup.generations import is_due
from server.ports.catalogs import Catalogs
from server.record.outages import PgOutages
from server.settings import ROOT, Settings, to_environment

MINUTE_MS: Final = 60_000


async def look(settings: Settings, engine: AsyncEngine, catalogs: Catalogs) -> None:
    """Make one when it is due and there is a place for it."""
    if settings.backups is not None and await due(engine, catalogs):
        await _make(settings)


async def due(engine: AsyncEngine, catalogs: Catalogs) -> bool:
    """Whether the next one is to be made now."""
    now = int(time.time() * 1000)
    good, bad = await PgOutages(engine).safekept("backup")
    offices, days = catalogs.house().offices, catalog.opening(catalogs.current())
    closed = frozenset(catalog.holidays(catalogs.current()))
    is_open = any(since <= now < until for since, until in opening(offices, closed, now, now + MINUTE_MS, days))
    every = catalogs.settings().operations.backup_hours
    return is_due(now, good.at if good else 0, bad.at if bad else 0, every, is_open)


async def _make(settings: Settings) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server.backup", "--if-due"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, **to_environment(settings)},
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
