"""Log-in and log-out. A session is an opaque secret; the record keeps its SHA-256, the doors find it in Redis."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from typing import Final

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from server.ports.clerks import Clerk, SessionKept
from server.work import windows
from server.work.cupboards import Cupboards
from server.work.placed import placed

TRIES: Final = 10
WITHIN_MS: Final = 60_000
SECRET_BYTES: Final = 32
LONGEST: Final = 256


async def log_in(c: Cupboards, login: str, password: str) -> tuple[str, Me]:
    """(secret of the new session, who this is). The clerk sits nowhere yet, at the first of their offices.

    Refused: `wrong_password` (also for an unknown, a disabled or an expired account, and in the same time),
    `locked_out`
    after ten wrong ones within a minute, the right one included, with the seconds left.
    """
    now = c.clock()
    login = unicodedata.normalize("NFKC", login[:LONGEST]).strip()
    attempt = await c.clerks.attempt(login, now)
    if await c.clerks.attempts(login, now - WITHIN_MS) > TRIES:
        raise Refused(Reason.locked_out, seconds=WITHIN_MS // 1000)
    clerk = await c.clerks.by_login(login)
    good = await c.passwords.verify(clerk.password if clerk else None, password[:LONGEST])
    if clerk is None or not good or not clerk.valid(c.business_day()):
        raise Refused(Reason.wrong_password)
    await c.clerks.succeeded(attempt)
    return await _begin(c, clerk, now)


async def _begin(c: Cupboards, clerk: Clerk, now: int) -> tuple[str, Me]:
    me = placed(c, clerk, clerk.offices[0])
    secret = base64.urlsafe_b64encode(c.chance(SECRET_BYTES)).decode().rstrip("=")
    sha = hashlib.sha256(secret.encode()).digest()
    until = now + c.session_hours * 3_600_000
    await c.clerks.begin(SessionKept(sha, me.clerk, me.office, None, now, until, rev=clerk.rev, proved=now))
    await windows.renew(c, sha, me, until)
    return secret, me


async def log_out(c: Cupboards, sha: bytes) -> None:
    """The session is over, its seat free. Asking again does nothing.

    Over in the record first: a socket of it that hears of the end asks the record whether the doors' store has only
    forgotten it.
    """
    try:
        await c.clerks.end(sha, c.clock())
    finally:
        await c.sessions.drop(sha)
    await windows.leave_seat(c, sha)


async def who(c: Cupboards, sha: bytes, touch: bool = True) -> Me | None:
    """Whose session this is, None when it is over. Known to the doors' store, or, when that was emptied, to the
    record."""
    return await c.sessions.find(sha, touch) or await resume(c, sha)


async def resume(c: Cupboards, sha: bytes) -> Me | None:
    """A session that the record knows and the doors lost (Redis was emptied); None when it is over, or idle too
    long."""
    now = c.clock()
    kept = await c.clerks.session(sha, now)
    if kept is not None and now - kept.seen > c.catalogs.settings().sessions.idle_minutes * 60_000:
        return None
    clerk = await c.clerks.get(kept.clerk) if kept else None
    if kept is None or clerk is None or not clerk.valid(c.business_day()):
        return None
    me = placed(c, clerk, kept.office, kept.window)
    await windows.renew(c, sha, me, kept.until)
    if await c.clerks.session(sha, now) is None:  # it was ended in between
        await c.sessions.drop(sha)
        return None
    return me
