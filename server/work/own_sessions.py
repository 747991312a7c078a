"""自分のログイン: where a user is logged in just now, and the end of those sessions, by who has shown again who it is
(OWASP ASVS 5.0, 7.5.2)."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from server.ports.archive import Look
from server.ports.clerks import SessionKept
from server.work import clerks, proving
from server.work.cupboards import Actor, Cupboards

MINUTE_MS = 60_000


class OwnSession(msgspec.Struct, frozen=True):
    """A session as its own user sees it. `session`: what it is called, as its terminal in the audit; `begun`: the
    log-in, `seen`: the last work (ms; a few seconds late, or a minute where the live store was emptied); `browser`: as
    `handoff.browser`; `sso`: it came by the city's single sign-on; `here`: the one that asks."""

    session: str
    begun: int
    seen: int
    office: str
    window: str | None
    browser: str
    sso: bool
    here: bool


async def listed(c: Cupboards, who: Actor) -> list[OwnSession]:
    """Every living session of this user: the one that asks first, then by the last work. One that idled out is none."""
    seen = await _living(c, who)
    kept = sorted(seen, key=lambda one: (one.sha == who.session, seen[one]), reverse=True)
    return [_shown(one, seen[one], who) for one in kept]


def _shown(one: SessionKept, seen: int, who: Actor) -> OwnSession:
    here = one.sha == who.session
    return OwnSession(_name(one), one.begun, seen, one.office, one.window, one.browser, one.sso, here)


async def end(c: Cupboards, who: Actor, session: str) -> list[OwnSession]:
    """One of them ends, its sockets within 5 s; what is left. A name that is none of one's own (any more) ends nothing.

    Refused: `prove_again`, `signed_out`."""
    return await _end(c, who, lambda one: _name(one) == session)


async def end_others(c: Cupboards, who: Actor) -> list[OwnSession]:
    """All but the one that asks. Refused as `end`."""
    return await _end(c, who, lambda one: one.sha != who.session)


async def _end(c: Cupboards, who: Actor, which: Callable[[SessionKept], bool]) -> list[OwnSession]:
    await proving.must_be_proved(c, who.session)
    for one in filter(which, await _living(c, who)):
        look = Look(c.clock(), who.clerk, who.window or "", who.office, "session_end", terminal=who.terminal)
        await c.audit.note(msgspec.structs.replace(look, about={"session": _name(one)}))
        await clerks.log_out(c, one.sha)
    return await listed(c, who)


async def _living(c: Cupboards, who: Actor) -> dict[SessionKept, int]:
    """Sessions that would be let in now, each with its last work: as the doors' store knows it, or, when that was
    emptied, the record."""
    now, longest = c.clock(), c.catalogs.settings().sessions.idle_minutes * MINUTE_MS
    kept = await c.clerks.sessions(who.clerk, now)
    idle = await c.sessions.idle([one.sha for one in kept])
    seen = {one: max(one.seen, now - idle[one.sha]) if one.sha in idle else one.seen for one in kept}
    return {one: at for one, at in seen.items() if one.sha in idle or now - at <= longest}


def _name(one: SessionKept) -> str:
    return one.sha[:8].hex()
