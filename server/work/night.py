"""夜間の処理: what the house does by itself between two days, and what of it is not done although the offices are open.

Visits that nobody settled are interrupted, the days that are over are counted, and what forecasts need is learned. The
backup and its trial are looked at apart: they are due by hours of their own.
"""

from __future__ import annotations

from typing import Final, Literal

from handoff.catalog import holidays, opening
from handoff.uptime import opening as spans
from server.work.cupboards import Cupboards

Job = Literal["midnight", "figures", "waits"]
GRACE_MS: Final = 5 * 60_000
"""A house that has just begun, or an office that has just opened, may still be at it."""


async def left(c: Cupboards, now: int) -> list[Job]:
    """What is not done; nothing while all offices are closed, for then there is time. Raises `RecordAway`."""
    if not _open(c, now):
        return []
    today = c.business_day()
    jobs: list[Job] = []
    if await c.visits.forgotten(today):
        jobs.append("midnight")
    offices = sorted({one.office for one in c.catalogs.house().lines})
    if any([await c.reports.missing(office, today, 1) for office in offices]):
        jobs.append("figures")
    known = await c.waits.learned()
    if known is None or known[0] < today:
        jobs.append("waits")
    return jobs


def _open(c: Cupboards, now: int) -> bool:
    """Whether an office is open, and was some minutes ago."""
    catalog = c.catalogs.current()
    offices, closed = c.catalogs.house().offices, frozenset(holidays(catalog))
    found = spans(offices, closed, now - GRACE_MS, now + 1, opening(catalog))
    return any(since <= now - GRACE_MS and now < until for since, until in found)
