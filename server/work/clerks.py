"""Log-in and log-out. A session is an opaque secret; the record keeps its SHA-256, the doors find it in Redis."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from typing import Final

from handoff.messages import Me
from handoff.password import must_be_good
from handoff.refusal import Reason, Refused
from server.ports.clerks import Clerk, SessionKept
from server.work import factor, windows
from server.work.cupboards import Cupboards
from server.work.placed import placed, seated

SECRET_BYTES: Final = 32
LONGEST: Final = 256
MINUTE_MS: Final = 60_000
DAY_MS: Final = 86_400_000


async def log_in(c: Cupboards, login: str, password: str, code: str = "", browser: str = "") -> tuple[str, Me]:
    """(secret of the new session, who this is). The clerk sits nowhere yet, at the first of their offices. `browser`:
    in which one, here and below (`handoff.browser`).

    Refused: `wrong_password` (also for an unknown, a disabled or an expired account, and in the same time),
    `locked_out` after the city's number of wrong ones, the right one included, with the seconds left at most;
    `password_due` when another one must be chosen first (`choose_password`), `password_over` for a first one that lay
    about too long; `sso_only`, whatever else was wrong, where the city logs in by single sign-on only, unless an
    administrator comes in an emergency; as `factor.must_show`.
    """
    clerk, attempt = await knows_the_password(c, login, password)
    rules = c.catalogs.settings().passwords
    await _shows(c, clerk, code, attempt)
    if clerk.password_due or _is_old(clerk.password_at, rules.days, c.clock()):
        raise Refused(Reason.password_due, length=rules.length)
    if clerk.secret is None:
        await factor.must_show(c, clerk, code)
    return await begin_session(c, clerk, browser)


async def _shows(c: Cupboards, clerk: Clerk, code: str, attempt: int) -> None:
    """The second factor of whoever has one. A wrong code counts like a wrong password; being asked for one does not."""
    if clerk.secret is not None:
        try:
            await factor.must_show(c, clerk, code)
        except Refused as no:
            if no.reason is not Reason.wrong_factor:
                await c.clerks.succeeded(attempt)
            raise
    await c.clerks.succeeded(attempt)


async def begin_factor(c: Cupboards, login: str, password: str) -> factor.NewFactor:
    """What an app is set up with, for whoever knows the password. Refused: as `log_in`, as `factor.begin`."""
    clerk, attempt = await knows_the_password(c, login, password)
    await c.clerks.succeeded(attempt)
    return await factor.begin(c, clerk)


async def set_up_factor(
    c: Cupboards, login: str, password: str, spelled: str, code: str, browser: str = ""
) -> tuple[str, Me]:
    """The app is set up, and a session begins. Refused: as `log_in`, as `factor.set_up`."""
    clerk, attempt = await knows_the_password(c, login, password)
    if clerk.password_due:
        raise Refused(Reason.password_due, length=c.catalogs.settings().passwords.length)
    await factor.set_up(c, clerk, spelled, code)
    await c.clerks.succeeded(attempt)
    return await begin_session(c, clerk, browser)


async def choose_password(
    c: Cupboards, login: str, password: str, wanted: str, code: str = "", browser: str = ""
) -> tuple[str, Me]:
    """Another password, and a session with it; the clerk's other sessions end.

    Refused: as `log_in`, as `handoff.password.must_be_good`, `password_used` for this one and the last ones.
    """
    clerk, attempt = await knows_the_password(c, login, password)
    rules, now = c.catalogs.settings().passwords, c.clock()
    await _shows(c, clerk, code, attempt)
    must_be_good(wanted, rules, (clerk.login, clerk.name, c.catalogs.current().name, *c.guesses))
    used = [clerk.password, *await c.clerks.used_passwords(clerk.clerk, rules.history)]
    if any([await c.passwords.verify(kept, wanted) for kept in dict.fromkeys(used)]):
        raise Refused(Reason.password_used, at="password")
    await c.clerks.set_password(clerk.clerk, await c.passwords.hash(wanted), now)
    for sha in await c.users.sessions_of([clerk.clerk], now):
        await log_out(c, sha)
    if clerk.secret is None:
        await factor.must_show(c, clerk, code)  # a new one sets an app up before the first session
    return await begin_session(c, clerk, browser)


async def knows_the_password(c: Cupboards, login: str, password: str) -> tuple[Clerk, int]:
    """The clerk, and the number of the attempt, which counts as a wrong one until it is said to be good."""
    rules, now = c.catalogs.settings().passwords, c.clock()
    login = unicodedata.normalize("NFKC", login[:LONGEST]).strip()
    attempt = await c.clerks.attempt(login, now)
    clerk = await c.clerks.by_login(login)
    await must_not_be_locked(c, clerk, login, 1)
    good = await c.passwords.verify((clerk.password or None) if clerk else None, password[:LONGEST])
    only = c.sso is not None and c.sso.settings.only
    emergency = clerk is not None and "admin" in clerk.roles
    if clerk is None or not good or not clerk.valid(c.business_day()) or (only and not emergency):
        raise Refused(Reason.sso_only if only else Reason.wrong_password)
    if clerk.password_due and _is_old(clerk.password_at, rules.first_days, now):
        raise Refused(Reason.password_over)
    return clerk, attempt


async def must_not_be_locked(c: Cupboards, clerk: Clerk | None, login: str, under_way: int) -> None:
    """Refused with `locked_out` after the city's number of wrong passwords, `under_way` ones that nobody has looked at
    yet not counted."""
    rules = c.catalogs.settings().passwords
    since = max(c.clock() - rules.lock_minutes * MINUTE_MS, clerk.unlocked_at if clerk else 0)
    if await c.clerks.attempts(login, since) >= rules.tries + under_way:
        raise Refused(Reason.locked_out, seconds=rules.lock_minutes * 60)


def _is_old(since: int, days: int, now: int) -> bool:
    """Whether a password has lived so many days (0: for ever). One of unknown age is as old as the account: not old."""
    return days > 0 and since > 0 and now > since + days * DAY_MS


async def forget_attempts(c: Cupboards) -> int:
    """Attempts to log in that can lock nobody out any more are forgotten after a day: their table holds whatever was
    typed as a number. Asked by the keeper every hour; how many."""
    kept_ms = max(c.catalogs.settings().passwords.lock_minutes * MINUTE_MS, DAY_MS)
    return await c.clerks.forget_attempts(c.clock() - kept_ms)


async def begin_session(c: Cupboards, clerk: Clerk, browser: str = "", *, sso: bool = False) -> tuple[str, Me]:
    """(secret, who this is) of a new session, at the first of the clerk's offices. `sso`: it came by the city's single
    sign-on."""
    now = c.clock()
    me = placed(c, clerk, clerk.offices[0])
    secret = base64.urlsafe_b64encode(c.chance(SECRET_BYTES)).decode().rstrip("=")
    sha = hashlib.sha256(secret.encode()).digest()
    until = now + c.session_hours * 3_600_000
    kept = SessionKept(sha, me.clerk, me.office, None, now, until, rev=clerk.rev, proved=now, sso=sso, browser=browser)
    await c.clerks.begin(kept)
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
    me = await seated(c, clerk, kept.office, kept.window)
    await windows.renew(c, sha, me, kept.until)
    if await c.clerks.session(sha, now) is None:  # it was ended in between
        await c.sessions.drop(sha)
        return None
    return me
