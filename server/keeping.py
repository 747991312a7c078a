"""The keeper's process: it keeps the river in the record, and knows neither doors nor paper."""

from __future__ import annotations

import asyncio
import contextlib
import secrets

from server.cellar import Cellar, NoPaper
from server.city import city_of
from server.live.cupboard import open_keeping
from server.record.journal import RecordJournal
from server.record.outbox import PgOutbox, wall
from server.schedule import (
    BACKUP_S,
    FIGURES_S,
    INBOX_S,
    NOTICES_S,
    TIDY_S,
    WAITS_S,
    every,
    keepers_rounds,
    learn_waits,
    stop,
    tidy,
)
from server.settings import Settings
from server.work import figuring, system_notices, watched
from server.work.keeper import Keeper


async def keep(settings: Settings) -> None:
    """Keep until cancelled: the river into the journal, looks into the record, midnight when it comes."""
    cellar = Cellar(settings, city_of(settings).catalog.city, NoPaper())
    c = cellar.cupboards
    await cellar.open()
    keeper = Keeper(
        c.city,
        RecordJournal(settings.database_url, c.city),
        open_keeping(settings.redis_url, c.city),
        PgOutbox(cellar.engine, lambda: wall() + c.ahead),
        c.board,
        secrets.token_bytes,
        keepers_rounds(c),
    )
    beside = [
        asyncio.create_task(every(WAITS_S, lambda: learn_waits(c)), name="waits"),
        asyncio.create_task(every(NOTICES_S, lambda: system_notices.walk(c)), name="notices"),
        asyncio.create_task(every(FIGURES_S, lambda: figuring.walk(c)), name="figures"),
        asyncio.create_task(every(TIDY_S, tidy), name="tidy"),
    ]
    if settings.backups is not None:
        beside.append(asyncio.create_task(every(BACKUP_S, lambda: back_up(settings, cellar)), name="backup"))
    if c.inbox is not None:
        beside.append(asyncio.create_task(every(INBOX_S, lambda: watched.walk(c)), name="inbox"))
    try:
        await keeper.run()
    finally:
        await stop(beside)
        with contextlib.suppress(Exception):
            await cellar.close()


async def back_up(settings: Settings, cellar: Cellar) -> None:
    """A backup when one is due. Loaded when it is wanted: the keeper begins to keep before it knows how."""
    from server.backup import by_itself

    await by_itself.look(settings, cellar.engine, cellar.cupboards.catalogs)
