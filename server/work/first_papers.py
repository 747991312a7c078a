"""First passwords: made by the house, printed at once, kept nowhere; the next log-in asks for another one. And what
helps somebody who cannot log in: unlocking, a new second factor.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from handoff.first_paper import FirstPaper
from handoff.password import first_password
from handoff.refusal import Reason, Refused
from server.ports.paper import Ink
from server.work import accounts, clerks, drafts, editors
from server.work.cupboards import Actor, Cupboards

CHANCE: Final = 32
MOST: Final = 2000


async def print_papers(c: Cupboards, who: Actor, wanted: Sequence[str]) -> Ink:
    """Papers with new first passwords for these users, in this order; their old passwords, their sessions and their
    locks are gone.

    Refused: `not_allowed`, `no_such_user`, `own_account` (one's own password is changed at the log-in), `too_big`.
    """
    editors.must_administer(who)
    if not wanted or len(wanted) > MOST:
        raise Refused(Reason.too_big, limit=MOST)
    if who.clerk in wanted:
        raise Refused(Reason.own_account)
    kept = await c.users.all(c.clock())
    found = [accounts.of(kept, clerk) for clerk in dict.fromkeys(wanted)]
    rules, today = c.catalogs.settings().passwords, c.business_day()
    until = (date.fromisoformat(today) + timedelta(days=rules.first_days)).isoformat()
    city = c.catalogs.current().name
    papers, hashed = [], {}
    for one in found:
        password, account = first_password(c.chance(CHANCE)), one.account
        hashed[one.clerk] = await c.passwords.hash(password)
        papers.append(
            FirstPaper(city, account.name, account.department, account.login, password, today, until, rules.length)
        )
    ink = await c.paper.first_papers(papers)
    await c.users.give_passwords(hashed, drafts.hand(c, who))
    await _out(c, list(hashed))
    await accounts.audit(c, who, "first_papers", f"{len(papers)}")
    return ink


async def unlock(c: Cupboards, who: Actor, clerk: str) -> None:
    """Wrong tries count no more. Refused: `not_allowed`, `no_such_user`."""
    editors.must_administer(who)
    accounts.of(await c.users.all(c.clock()), clerk)
    await c.users.unlock(clerk, drafts.hand(c, who))
    await accounts.audit(c, who, "unlock", clerk)


async def forget_factor(c: Cupboards, who: Actor, clerk: str) -> None:
    """The telephone is lost: the second factor is set up anew at the next log-in. Refused: `not_allowed`,
    `no_such_user`, `own_account`."""
    editors.must_administer(who)
    if who.clerk == clerk:
        raise Refused(Reason.own_account)
    accounts.of(await c.users.all(c.clock()), clerk)
    await c.users.forget_factor(clerk, drafts.hand(c, who))
    await _out(c, [clerk])
    await accounts.audit(c, who, "factor_gone", clerk)


async def _out(c: Cupboards, whose: Sequence[str]) -> None:
    for sha in await c.users.sessions_of(whose, c.clock()):
        await clerks.log_out(c, sha)
