"""One password tried at many accounts (spraying): no account sees enough of it to be locked, so the city counts. While
too many accounts fail, whoever sits at a browser that nobody has signed in from waits; a browser that is known does
not, so that the counters stay open (OWASP, device cookies)."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from handoff.refusal import Reason, Refused
from server.work.cupboards import Cupboards

T = TypeVar("T")
WINDOW_MS: Final = 10 * 60_000
UNDER_WAY_MS: Final = 5_000
"""An attempt that is younger may be one whose password is still being looked at."""
_CHANCE: Final = 18


async def guarded(c: Cupboards, known: str, deed: Coroutine[Any, Any, T]) -> T:
    """A log-in, unless it has to wait. `known`: what the browser brought of `known_browser`.

    Refused: `slow_down` with the seconds at most; and as the deed.
    """
    try:
        if not is_known(c, known):
            await _must_not_be_sprayed(c)
    except BaseException:
        deed.close()
        raise
    return await deed


async def _must_not_be_sprayed(c: Cupboards) -> None:
    now = c.clock()
    failed = await c.clerks.accounts_failed(now - WINDOW_MS, now - UNDER_WAY_MS)
    if failed > c.catalogs.settings().passwords.spray_accounts:
        raise Refused(Reason.slow_down, seconds=WINDOW_MS // 1000)


def known_browser(c: Cupboards) -> str:
    """What a browser is given in which somebody has signed in. It opens nothing and names nobody."""
    chance = base64.urlsafe_b64encode(c.chance(_CHANCE)).decode()
    return f"{chance}.{_mark(c, chance)}"


def is_known(c: Cupboards, known: str) -> bool:
    """Whether this city gave it."""
    chance, _, mark = known.partition(".")
    return bool(chance) and mark.isascii() and hmac.compare_digest(mark, _mark(c, chance))


def _mark(c: Cupboards, chance: str) -> str:
    return c.sealing.blind(f"browser|{chance}").hex()
