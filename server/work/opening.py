"""Looking at a case: who may, what is written down first, and the sheet as it stands."""

from __future__ import annotations

from handoff.case import Entry, Sheet
from handoff.refusal import Reason, Refused
from handoff.visibility import Shown, is_protected, show_history, view_of
from server.ports.archive import Look
from server.work.cupboards import Actor, Cupboards
from server.work.keeper import awaken


async def look_at(c: Cupboards, who: Actor, case: str, what: str = "open") -> Sheet:
    """The sheet of a case for somebody who may read cases: a clerk. Noted before it is given; woken when it slept.
    `what`: why it is looked at (open, print)."""
    if "clerk" not in who.roles:
        raise Refused(Reason.not_allowed)
    await note(c, who, what, case)
    sheet = await c.sheets.read(case)
    if sheet is None and await awaken(c, case):
        sheet = await c.sheets.read(case)
    if sheet is None:
        raise Refused(Reason.no_such_case)
    return sheet


async def note(c: Cupboards, who: Actor, what: str, case: str | None = None) -> None:
    """Who looks at what, and where."""
    look = Look(at=c.clock(), clerk=who.clerk, window=who.window or "", office=who.office, what=what, case=case)
    await c.audit.note(look)


async def history(c: Cupboards, who: Actor, case: str, key: str) -> Shown[list[Entry]]:
    """All that ever stood at an entry of a case, newest first: who, when, from where."""
    sheet = await look_at(c, who, case)
    entries = await c.past.history(case, key)
    return show_history(key, reversed(entries), view_of(who.sees), c.catalogs.items(), is_protected(sheet.entries))


async def settle_looks(c: Cupboards) -> int:
    """Bring what was noted into the record (the keeper's round); how many."""
    waiting = await c.audit.waiting()
    for _, look in waiting:
        await c.archive.look(look)
    if waiting:
        await c.audit.settled(waiting[-1][0])
    return len(waiting)
