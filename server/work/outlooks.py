"""見込み when a board asks for it: one line at a time, beside the event loop, at most one a second, and the same answer
for all who ask within some seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final, Protocol

from handoff.calendar import business_day
from handoff.offices import Line
from handoff.refusal import Reason, Refused
from handoff.wait import Snapshot
from server.work import outlook, window_plans
from server.work.cupboards import Cupboards
from server.work.outlook import Outlook
from server.work.wait_board import WaitBoard

FRESH_MS: Final = 15_000
REST_S: Final = 1.0


class Looking(Protocol):
    """What a process knows of its floors (`server/realtime/waits.py`)."""

    @property
    def came(self) -> Mapping[str, int]:
        """Of each queue how many came today."""
        ...

    async def ready(self, now: int) -> WaitBoard:
        """What was learned, with today's log."""
        ...

    async def seen(self, office: str, now: int) -> Snapshot:
        """An office as its boards show it."""
        ...


class Outlooks:
    """One process's, of the offices of all who ask."""

    def __init__(self, c: Cupboards, floor: Looking) -> None:
        self.c, self.floor = c, floor
        self.known: dict[tuple[str, str], Outlook] = {}
        self.turn = asyncio.Lock()
        self.rest_until = 0.0

    async def of(self, office: str, line: str) -> Outlook:
        """The rest of the day of a line. Refused: `no_such_counter` (the office has no such line)."""
        found = self.c.catalogs.house().line(office, line)
        if found is None:
            raise Refused(Reason.no_such_counter, at="line")
        async with self.turn:
            known = self.known.get((office, line))
            if known is None or self.c.clock() - known.at >= FRESH_MS:
                known = self.known[office, line] = await self._worked_out(found)
        return known

    async def _worked_out(self, line: Line) -> Outlook:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self.rest_until - loop.time()))
        self.rest_until = loop.time() + REST_S
        now = self.c.clock()
        hours = window_plans.hours_of(self.c, line.office, business_day(now))
        if not hours.open:
            return Outlook(line.line, "over", now, hours.closes)
        board, seen = await self.floor.ready(now), await self.floor.seen(line.office, now)
        came = dict(self.floor.came)
        return await asyncio.to_thread(outlook.look, board, seen, line, now, hours.closes, came)
