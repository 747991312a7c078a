"""The keeper's process: it keeps the river in the record, and knows neither doors nor paper."""

from __future__ import annotations

import contextlib
import secrets

from server.cellar import Cellar, NoPaper
from server.exchange.city import read_city
from server.live.cupboard import open_keeping
from server.record.journal import RecordJournal
from server.record.outbox import PgOutbox
from server.schedule import keepers_rounds
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
    try:
        await keeper.run()
    finally:
        with contextlib.suppress(Exception):
            await cellar.close()
