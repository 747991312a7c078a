"""Who came in, who tried to, who left: a row of the audit each, before the answer leaves."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Awaitable
from typing import Final

from handoff.messages import Me
from handoff.refusal import Refused
from server.ports.archive import Look
from server.work.cupboards import Cupboards

LONGEST: Final = 256


async def signed_in(c: Cupboards, login: str, deed: Awaitable[tuple[str, Me]]) -> tuple[str, Me]:
    """The log-in that `deed` is, written down: with the user, also when it failed, where the number is a user's; what
    was typed never stands in the row."""
    try:
        secret, who = await deed
    except Refused as no:
        known = await c.clerks.by_login(unicodedata.normalize("NFKC", login[:LONGEST]).strip())
        await turned_away(c, known.clerk if known else "", no)
        raise
    emergency = c.sso is not None and c.sso.settings.only
    await came_in(c, secret, who, "login_emergency" if emergency else "login")
    return secret, who


async def came_in(c: Cupboards, secret: str, who: Me, what: str) -> None:
    """A session began. `what`: `login` by password, `login_sso` by the city's single sign-on, `login_emergency` by
    password though the city logs in by single sign-on only."""
    terminal = hashlib.sha256(secret.encode()).digest()[:8].hex()
    await c.audit.note(Look(c.clock(), who.clerk, "", who.office, what, terminal=terminal))


async def turned_away(c: Cupboards, clerk: str, no: Refused) -> None:
    """A log-in was refused; `clerk`: whose, "" = nobody's of this house."""
    await c.audit.note(Look(c.clock(), clerk, "", "", "login_failed", about={"why": no.reason.value}))


async def signed_out(c: Cupboards, sha: bytes) -> None:
    """Whoever's session this is, leaves."""
    who = await c.sessions.find(sha, False)
    if who is not None:
        look = Look(c.clock(), who.clerk, who.window or "", who.office, "logout", terminal=sha[:8].hex())
        await c.audit.note(look)
