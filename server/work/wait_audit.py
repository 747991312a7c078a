"""待ち時間の目安の点検: how true the wait times were that an office told in the last weeks."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Final

import msgspec

from handoff.calendar import business_day, midnight
from handoff.wait_audit import Quality, monday, qualities
from server.work.cupboards import Actor, Cupboards
from server.work.reports import must_report
from server.work.wait_log import queue_of

WEEKS: Final = 5


class WaitAudit(msgspec.Struct, frozen=True):
    """By line and week; `names`: what the lines (the queues' second part) are called."""

    qualities: list[Quality]
    names: dict[str, str]


async def look(c: Cupboards, who: Actor) -> WaitAudit:
    """This week and the four before it, at the actor's office. Refused: `not_allowed` (floor managers and
    administrators alone)."""
    must_report(who)
    first = monday(business_day(c.clock())) - timedelta(weeks=WEEKS - 1)
    outcomes = await c.waits.outcomes(queue_of(who.office, ""), midnight(first))
    found = await asyncio.to_thread(qualities, outcomes)
    lines = {queue_of(one.office, one.line): one.name for one in c.catalogs.house().lines}
    return WaitAudit(found, {one.queue: lines.get(one.queue, one.queue) for one in found})
