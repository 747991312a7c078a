"""What opens a card, and whoever can give it: the keys of this PC, the tablet of the window; the first who does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import msgspec

from devices.cards.secret import Secret


class Wanted(msgspec.Struct, frozen=True):
    """`sentence`: for the person at the PC. `card`: mynumber, licence, residence. `left`: tries that are left for what
    a visitor knows by heart, None where none are counted."""

    sentence: str
    card: str
    left: int | None = None


Ask: TypeAlias = Callable[[Wanted], Awaitable[Secret | None]]
"""Ask a person; None when nobody wants to."""


def first_of(*asks: Ask) -> Ask:
    """All are asked at once; the first entry counts, and nobody else's is waited for."""

    async def ask(wanted: Wanted) -> Secret | None:
        asked = [asyncio.ensure_future(one(wanted)) for one in asks]
        try:
            done, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
            given = [one.result() for one in done]
            for more in given[1:]:
                if more is not None:
                    more.wipe()
            return given[0]
        finally:
            for one in asked:
                one.cancel()
            await asyncio.gather(*asked, return_exceptions=True)

    return ask
