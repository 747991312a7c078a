"""日次処理 of the figures: days that are over are counted once, and again when something of them changed."""

from __future__ import annotations

from datetime import date
from typing import Final

from server.work.cupboards import Cupboards

MOST: Final = 40
"""New days at one look: of a city that updates with years of visits the last year is counted within ten minutes."""


async def walk(c: Cupboards) -> int:
    """The keeper's look; how many days were counted. Safe to do by two at once."""
    today, done = c.business_day(), 0
    for office in sorted({one.office for one in c.catalogs.house().lines}):
        now = c.clock()
        for day in await c.reports.uncounted(office, today, MOST):
            await c.reports.count(office, date.fromisoformat(day), now)
            done += 1
    return done
