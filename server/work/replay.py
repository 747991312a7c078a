"""再生: the moves of a business day at the own office, for a board that shows the floor again."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Final

import msgspec

from handoff.appointment import read_day
from handoff.calendar import business_day, midnight
from handoff.replay import Move, Post, moves_of
from server.ports.archive import Look
from server.work.cupboards import Actor, Cupboards
from server.work.window_plans import MINUTE_MS, hours_of

DAY: Final = timedelta(days=1)


class Replay(msgspec.Struct, frozen=True):
    """A day: its hours (`opens`, `closes`), the end of what is told (midnight, today now), what happened. All ms.
    `posts_since`: from when on the record knows whether windows were open; None: it does not yet."""

    day: str
    opens: int
    closes: int
    ends: int
    moves: list[Move]
    posts: list[Post]
    posts_since: int | None


async def of_day(c: Cupboards, who: Actor, day: str | None = None) -> Replay:
    """Everything that the office's board showed on a day; None: the newest day before today on which numbers were
    given, which mostly is yesterday, else today. Whoever sees the board sees it. Noted in the audit. Refused:
    `no_such_date`."""
    now = c.clock()
    when = read_day(day) if day is not None else await _newest(c, who.office, business_day(now))
    begins, ends = midnight(when), min(midnight(when + DAY), now + 1)
    about: dict[str, str | int] = {"day": when.isoformat()}
    await c.audit.note(Look(now, who.clerk, who.window or "", who.office, "replay", terminal=who.terminal, about=about))
    kept = await c.floors.moves(who.office, when.isoformat(), begins, ends)
    hours = hours_of(c, who.office, when)
    return Replay(
        when.isoformat(),
        begins + hours.opens * MINUTE_MS,
        begins + hours.closes * MINUTE_MS,
        ends,
        await asyncio.to_thread(moves_of, who.office, kept),
        await c.floors.posts(who.office, begins, ends),
        await c.floors.posts_since(who.office),
    )


async def _newest(c: Cupboards, office: str, today: date) -> date:
    found = await c.floors.last_day(office, today.isoformat())
    return today if found is None else date.fromisoformat(found)
