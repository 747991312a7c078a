"""Rights that were withdrawn are gone within seconds: sessions whose account changed are shown anew or ended, and what
was planned for a day happens when it begins. Walked by the keeper every second, at once by whoever changes an account.
"""

from __future__ import annotations

from contextlib import suppress

from handoff.catalog_faults import BadRows
from handoff.refusal import Refused
from server.ports.clerks import Clerk
from server.ports.unreachable import Unreachable
from server.ports.users import Edit, Plan, Stale, UserKept, UserMoved
from server.ports.visits import RecordAway
from server.work import accounts, clerks, windows
from server.work.cupboards import Actor, Cupboards
from server.work.placed import must_sit, seated


async def walk(c: Cupboards) -> int:
    """What is planned for today or before, then the sessions; how many of both."""
    return await begin_due(c) + await enforce(c)


async def at_once(c: Cupboards) -> None:
    """The same, for whoever has just changed an account: what cannot be told now the keeper tells."""
    with suppress(Unreachable, RecordAway):
        await enforce(c)


async def enforce(c: Cupboards) -> int:
    """Sessions of accounts that changed are shown as they are now; of accounts that may not be used they end."""
    stale = await c.users.stale(c.business_day(), c.clock())
    for one in stale:
        await _show(c, one)
    if stale:
        with suppress(Unreachable):
            await c.tail.notice("revoked", {})
    return len(stale)


async def _show(c: Cupboards, one: Stale) -> None:
    clerk = await c.clerks.get(one.clerk)
    if clerk is None or not clerk.valid(c.business_day()):
        await clerks.log_out(c, one.sha)
        return
    window = one.window
    if window is not None and not _may_stay(c, clerk, window):
        await windows.leave_seat(c, one.sha)
        window = None
    office = one.office if one.office in clerk.offices else clerk.offices[0]
    if (office, window) != (one.office, one.window):
        await c.clerks.sits(one.sha, office, window, c.clock())
    await windows.renew(c, one.sha, await seated(c, clerk, office, window), one.until)
    await c.users.renewed(one.sha, clerk.rev)


def _may_stay(c: Cupboards, clerk: Clerk, window: str) -> bool:
    at = c.catalogs.house().window(window)
    if at is None:
        return False
    try:
        must_sit(clerk, at.office, at.window)
    except Refused:
        return False
    return True


async def begin_due(c: Cupboards) -> int:
    """Changes whose day has begun. One that would be wrong by now is refused, and the log says so. A catalog whose time
    has come is first: what an account names may stand in it alone."""
    if c.catalogs.due(c.clock()):
        return 0
    today = c.business_day()
    due = [one for one in await c.users.plans() if one.day <= today]
    for one in due:
        await _begin(c, one)
    return len(due)


async def _begin(c: Cupboards, plan: Plan) -> None:
    hand = accounts.house_hand(c)
    kept = await c.users.all(c.clock())
    try:
        edit = _edit(kept, plan)
        accounts.check(Actor("", "", ""), kept, [edit], await accounts.known_of(c), c.business_day())
        await c.users.write([edit], hand, "begun")
    except UserMoved:
        return  # somebody writes it in this instant: the next walk
    except (BadRows, Refused):
        await c.users.settle(plan.plan, "refused", hand)
        return
    await c.users.settle(plan.plan, "done", hand)


def _edit(kept: list[UserKept], plan: Plan) -> Edit:
    now = accounts.of(kept, plan.clerk)
    return Edit(plan.clerk, accounts.changed(now.account, plan.changes), now.rev)
