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
from server.work.wait_log import handing_of, queue_of

WEEKS: Final = 5


class WaitAudit(msgspec.Struct, frozen=True):
    """By queue and week; `names`: what the queues' lines are called; `handing`: which of the queues are those of what
    is handed over after the reception."""

    qualities: list[Quality]
    names: dict[str, str]
    handing: list[str]


async def look(c: Cupboards, who: Actor) -> WaitAudit:
    """This week and the four before it, at the actor's office. Refused: `not_allowed` (floor managers and
    administrators alone)."""
    must_report(who)
    first = monday(business_day(c.clock())) - timedelta(weeks=WEEKS - 1)
    outcomes = await c.waits.outcomes(queue_of(who.office, ""), midnight(first))
    found = await asyncio.to_thread(qualities, outcomes)
    lines = c.catalogs.house().lines
    later = {handing_of(one.office, one.line): one.name for one in lines}
    names = {queue_of(one.office, one.line): one.name for one in lines} | later
    queues = {one.queue for one in found}
    return WaitAudit(found, {one: names.get(one, one) for one in queues}, sorted(queues & later.keys()))
