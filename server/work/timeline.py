"""流れ of one visit of today, for a floor manager: where it was how long. No case is opened for it."""

from __future__ import annotations

import msgspec

from handoff.messages import Bulletin
from handoff.refusal import Reason, Refused
from handoff.timeline import Stop, stops
from server.ports.archive import Look
from server.work.bulletins import must_manage
from server.work.cupboards import Actor, Cupboards


class Helper(msgspec.Struct, frozen=True, omit_defaults=True):
    """A counter (`group`) or a window that was asked to come: when (ms), to which window, and which one came."""

    at: int
    window: str
    asked: str
    came: str | None = None


class Timeline(msgspec.Struct, frozen=True):
    """A visit: its number, when it came (ms), its stops, the counters that are still to come; whom its windows asked to
    come to it (`Helper`)."""

    visit: str
    number: str
    arrived: int
    stops: list[Stop]
    way: list[str]
    helpers: list[Helper] = []


async def of_visit(c: Cupboards, who: Actor, visit: str) -> Timeline:
    """All stops so far. Noted in the audit. Refused: `not_allowed` (floor managers alone), `no_such_visit` (also one
    that never was at the manager's office)."""
    must_manage(who)
    rows = [row for row, _, _ in await c.visits.rows(visit, 0)]
    if all(row.office != who.office for row in rows):
        raise Refused(Reason.no_such_visit)
    last = rows[-1]
    look = Look(c.clock(), who.clerk, who.window or "", who.office, "timeline", case=last.case, terminal=who.terminal)
    await c.audit.note(look)
    helpers = [_helper(one) for one in await c.bulletins.of_visit(visit)]
    return Timeline(visit, last.number, last.arrived, stops(rows), last.way, helpers)


def _helper(asked: Bulletin) -> Helper:
    came = next((window for window, answer in asked.answers.items() if answer == "coming"), None)
    assert asked.come is not None, "asked for as such"
    return Helper(asked.since, asked.come.window, asked.window or asked.group or "", came)
