"""Windows: take a seat, 受付開始, 受付休止, close, get up, 離席 and back. Decided in PostgreSQL, shown at once."""

from __future__ import annotations

from handoff import messages as m
from handoff.messages import Me, Seat
from handoff.refusal import Reason, Refused
from server.ports.archive import Look
from server.ports.unreachable import Unreachable
from server.work import reasons
from server.work.cupboards import Actor, Cupboards, Done
from server.work.placed import must_sit, placed


async def sit(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Sit) -> Done:
    """Take a seat at a window of an office where this clerk works; the seat before is left. The answer says who I am
    now.

    Refused: `no_such_window`, `not_allowed` (another office; nobody who serves visitors), `signed_out`.
    """
    window = c.catalogs.house().in_use(deed.window)
    if window is None:
        raise Refused(Reason.no_such_window)
    clerk = await c.clerks.get(who.clerk)
    kept = await c.clerks.session(who.session, c.clock())
    if clerk is None or kept is None:
        raise Refused(Reason.signed_out)
    must_sit(clerk, window.office, window.window)
    seats = await c.visits.sit(who.session, who.clerk, window.window, c.clock())
    await c.clerks.sits(who.session, window.office, window.window, c.clock())
    seat = next(seat for seat in seats if seat.window == window.window)
    me = placed(c, clerk, window.office, window.window, seat.serves)
    await renew(c, who.session, me, kept.until)
    await show(c, seats)
    return Done(seat=seat, me=me)


async def leave(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Leave) -> Done:
    """Get up. A window that nobody sits at any more is closed; what it holds stays with it."""
    seats = await leave_seat(c, who.session)
    kept = await c.clerks.session(who.session, c.clock())
    clerk = await c.clerks.get(who.clerk)
    if kept is None or clerk is None:
        raise Refused(Reason.signed_out)
    await c.clerks.sits(who.session, kept.office, None, c.clock())
    me = placed(c, clerk, kept.office)
    await renew(c, who.session, me, kept.until)
    return Done(seat=seats[0] if seats else None, me=me)


async def leave_seat(c: Cupboards, session: bytes) -> list[Seat]:
    """The seat of a session is free; the window closes behind the last one."""
    left = [
        seat if seat.clerks else await c.visits.window_state(seat.window, "closed", None, c.clock())
        for seat in await c.visits.leave(session, c.clock())
    ]
    await show(c, left)
    return left


async def free_seats(c: Cupboards) -> None:
    """Whose session ran out without a log-out sits nowhere any more."""
    for session in await c.visits.left_behind(c.clock()):
        await leave_seat(c, session)


async def open_window(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.OpenWindow) -> Done:
    """受付開始."""
    return await _state(c, who, "open")


async def pause(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Pause) -> Done:
    """受付休止, with a reason of the city's list. Refused: `reason_needed`, `not_a_choice`."""
    reasons.check(c, deed.reason, "pause", deed.note, needed=True)
    return await _state(c, who, "paused", deed.reason)


async def auto_call(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.AutoCall) -> Done:
    """自動で次の方を呼ぶ: for everybody who sits at this window. Refused: `no_window`."""
    if who.window is None:
        raise Refused(Reason.no_window)
    seat = await c.visits.window_auto(who.window, deed.on, c.clock())
    await show(c, [seat])
    return Done(seat=seat)


async def close_window(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.CloseWindow) -> Done:
    """The window takes nobody any more."""
    return await _state(c, who, "closed")


async def set_window(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.SetWindow) -> Done:
    """A floor manager opens, pauses or closes a window from the board. Noted in the audit.

    Refused: `not_allowed` (floor managers alone, in their own office), `no_such_window`, `reason_needed`,
    `not_a_choice`; and unless the manager is sure: `window_taken` while somebody sits there (`clerks`), `window_empty`
    to open one where nobody does.
    """
    if "manager" not in who.roles:
        raise Refused(Reason.not_allowed)
    found = c.catalogs.house().in_use(deed.window)
    if found is None or found.office != who.office:
        raise Refused(Reason.no_such_window)
    if deed.state == "paused":
        reasons.check(c, deed.reason, "pause", deed.note, needed=True)
    seat = next(one for one in await c.visits.seats(who.office) if one.window == deed.window)
    _must_be_sure(seat, deed)
    reason = deed.reason if deed.state == "paused" else None
    about: dict[str, str | int] = {"window": deed.window, "state": deed.state, **({"reason": reason} if reason else {})}
    await c.audit.note(Look(c.clock(), who.clerk, who.window or "", who.office, "set_window", about=about))
    changed = await c.visits.window_state(deed.window, deed.state, reason, c.clock())
    await show(c, [changed])
    return Done(seat=changed)


def _must_be_sure(seat: Seat, deed: m.SetWindow) -> None:
    if deed.sure:
        return
    if seat.clerks and deed.state != "open":
        raise Refused(Reason.window_taken, window=deed.window, clerks="、".join(seat.clerks))
    if not seat.clerks and deed.state == "open":
        raise Refused(Reason.window_empty, window=deed.window)


async def away(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Away) -> Done:
    """離席: this screen is covered; the case stays claimed. The window is away when everybody who sits there is."""
    reasons.check(c, deed.reason, "away")
    return await _away(c, who, True)


async def come_back(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Return) -> Done:
    """Back at the seat."""
    return await _away(c, who, False)


async def _away(c: Cupboards, who: Actor, gone: bool) -> Done:
    seats = await c.visits.away(who.session, gone, c.clock())
    await show(c, seats)
    return Done(seat=seats[0])


async def _state(c: Cupboards, who: Actor, state: str, reason: str | None = None) -> Done:
    if who.window is None:
        raise Refused(Reason.no_window)
    seat = await c.visits.window_state(who.window, state, reason, c.clock())
    await show(c, [seat])
    return Done(seat=seat)


async def show(c: Cupboards, seats: list[Seat]) -> None:
    """On the boards. When Redis cannot be asked now, the keeper shows all windows again when it is back."""
    for seat in seats:
        try:
            await c.board.show_seat(seat)
        except Unreachable:
            return


async def renew(c: Cupboards, session: bytes, me: Me, until: int) -> None:
    """The session as doors see it, until its own end."""
    settings = c.catalogs.settings().sessions
    left = max(1, (until - c.clock()) // 1000)
    await c.sessions.put(session, me, min(settings.idle_minutes * 60, left), left)
