"""So many searches a minute: a person at a counter needs far fewer, and whoever reads the city's people out by a
program is slowed, besides standing in the audit's analyses (OWASP ASVS 5.0, 2.4.1)."""

from __future__ import annotations

from typing import Final

from handoff.refusal import Reason, Refused
from server.work.cupboards import Actor, Cupboards

MOST: Final = 300
MINUTE_MS: Final = 60_000


async def must_not_rush(c: Cupboards, who: Actor) -> None:
    """Counts one search. Refused: `slow_down` with the seconds at most."""
    if not await c.limits.allow(f"search|{who.clerk}", MOST, MINUTE_MS):
        raise Refused(Reason.slow_down, seconds=MINUTE_MS // 1000)
