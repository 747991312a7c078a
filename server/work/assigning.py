"""応援: a window takes the visitors of another counter for now. Whoever sits there stays, and so does the open case."""

from __future__ import annotations

from handoff import messages as m
from handoff.refusal import Reason, Refused
from server.ports.archive import Look
from server.ports.users import Stale
from server.work import windows
from server.work.bulletins import must_manage
from server.work.cupboards import Actor, Cupboards, Done
from server.work.placed import placed


async def assign(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Assign) -> Done:
    """The window calls from that counter's lines until it is given back to its own, or nobody sits there any more.
    Noted in the audit.

    Refused: `not_allowed` (floor managers alone, in their own office), `no_such_window`, `no_such_counter` (none, or
    one without a line), and unless the manager is sure `window_taken` while somebody sits there (`clerks`).
    """
    must_manage(who)
    found = c.catalogs.house().in_use(deed.window)
    if found is None or found.office != who.office:
        raise Refused(Reason.no_such_window)
    serves = None if deed.group == found.group else deed.group
    if serves is not None and not c.catalogs.house().lines_of(who.office, serves):
        raise Refused(Reason.no_such_counter, at="group")
    seat = next(one for one in await c.visits.seats(who.office) if one.window == deed.window)
    if seat.clerks and not deed.sure:
        raise Refused(Reason.window_taken, window=deed.window, clerks="、".join(seat.clerks))
    about: dict[str, str | int] = {"window": deed.window, "group": serves or found.group}
    await c.audit.note(Look(c.clock(), who.clerk, who.window or "", who.office, "assign", about=about))
    changed = await c.visits.window_serves(deed.window, serves, c.clock())
    for one in await c.users.seated(deed.window, c.clock()):
        await _sits(c, one, serves)
    await windows.show(c, [changed])
    await c.tail.notice("revoked", {})
    return Done(seat=changed)


async def _sits(c: Cupboards, one: Stale, serves: str | None) -> None:
    """The doors learn for whom this session's window works now."""
    clerk = await c.clerks.get(one.clerk)
    if clerk is not None:
        await windows.renew(c, one.sha, placed(c, clerk, one.office, one.window, serves), one.until)
