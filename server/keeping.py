"""The keeper's process: it keeps the river in the record, and knows neither doors nor paper."""

from __future__ import annotations

import asyncio
import contextlib
import secrets

from server.cellar import Cellar, NoPaper
from server.exchange.city import read_city
from server.live.cupboard import open_keeping
from server.record.journal import RecordJournal
from server.record.outbox import PgOutbox
from server.schedule import WAITS_S, every, keepers_rounds, learn_waits
from server.settings import Settings
from server.work.keeper import Keeper


async def keep(settings: Settings) -> None:
    """Keep until cancelled: the river into the journal, looks into the record, midnight when it comes."""
    cellar = Cellar(settings, read_city(settings.city).catalog.city, NoPaper())
    c = cellar.cupboards
    await cellar.open()
    keeper = Keeper(
        c.city,
        RecordJournal(settings.database_url, c.city),
        open_keeping(settings.redis_url, c.city),
        PgOutbox(cellar.engine),
        c.board,
        secrets.token_bytes,
        keepers_rounds(c),
    )
    learning = asyncio.create_task(every(WAITS_S, lambda: learn_waits(c)), name="waits")
    try:
        await keeper.run()
    finally:
        learning.cancel()
        await asyncio.gather(learning, return_exceptions=True)
        with contextlib.suppress(Exception):
            await cellar.close()
