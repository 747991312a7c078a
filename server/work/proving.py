"""Step-up: what weighs more (a list of everybody, 個人番号, lifting a flag) asks once more who sits there. A log-in
counts as shown, for the city's minutes."""

from __future__ import annotations

from handoff.refusal import Reason, Refused
from server.work import clerks
from server.work.cupboards import Cupboards

MINUTE_MS = 60_000


async def must_be_proved(c: Cupboards, sha: bytes) -> None:
    """Refused with `prove_again`: whoever has not shown it for the city's minutes; `signed_out` without a session."""
    kept = await c.clerks.session(sha, c.clock())
    if kept is None:
        raise Refused(Reason.signed_out)
    if c.clock() - kept.proved > c.catalogs.settings().passwords.proof_minutes * MINUTE_MS:
        raise Refused(Reason.prove_again)


async def prove(c: Cupboards, sha: bytes, password: str) -> None:
    """The password again. Refused: as a log-in, and counted with it; `signed_out`."""
    kept = await c.clerks.session(sha, c.clock())
    clerk = await c.clerks.get(kept.clerk) if kept else None
    if clerk is None:
        raise Refused(Reason.signed_out)
    _, attempt = await clerks.knows_the_password(c, clerk.login, password)
    await c.clerks.succeeded(attempt)
    await c.clerks.proved(sha, c.clock())
