"""文字の変換表, kept by administrators: the city's own table, out and in as a file; the public map of 縮退 comes in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sized
from typing import Final, TypeVar

import msgspec

from handoff.conversion_map import Swap, rows_of
from handoff.filefault import BadFile, FileFault
from server.ports.archive import Look
from server.ports.exports import MapKept
from server.work.cupboards import Actor, Cupboards
from server.work.editors import must_administer

L = TypeVar("L", bound=Sized)
MOST_BYTES: Final = 5 << 20
MOST_MAP_BYTES: Final = 64 << 20


class Conversions(msgspec.Struct, frozen=True):
    """The city's own table, and what came in as files (`own`, `public`)."""

    own: list[Swap]
    brought: dict[str, MapKept]


async def state(c: Cupboards, who: Actor) -> Conversions:
    """For the page. Refused: `not_allowed`."""
    must_administer(who)
    return Conversions(await c.exports.own(), await c.exports.brought())


async def own_out(c: Cupboards, who: Actor) -> bytes:
    """The city's own table as a file that may come in again. Refused: `not_allowed`."""
    must_administer(who)
    return c.exchange.write_csv(rows_of(await c.exports.own()), "utf-8-sig")


async def own_in(c: Cupboards, who: Actor, file: bytes) -> list[FileFault]:
    """The table is this one from now on, whole; or all that is wrong, and nothing was changed. Refused:
    `not_allowed`."""
    must_administer(who)

    async def keep(swaps: list[Swap]) -> None:
        await c.exports.put_own(swaps, who.name, c.clock())

    return await _in(c, who, "letters_own", c.exchange.own_letters(file), keep)


async def public_in(c: Cupboards, who: Actor, file: bytes) -> list[FileFault]:
    """The public map is this one from now on: a zip with the map (JSON) and the list of letters (CSV). What is wrong,
    and then nothing was changed. Refused: `not_allowed`."""
    must_administer(who)

    async def keep(found: dict[str, tuple[str, ...]]) -> None:
        await c.exports.put_public(found, who.name, c.clock())

    return await _in(c, who, "letters_public", c.exchange.public_letters(file), keep)


async def _in(
    c: Cupboards, who: Actor, what: str, reading: Awaitable[L], keep: Callable[[L], Awaitable[None]]
) -> list[FileFault]:
    """What is wrong with the file; or its letters are kept, after the row of the audit."""
    try:
        letters = await reading
    except BadFile as no:
        return no.faults
    about: dict[str, str | int] = {"letters": len(letters)}
    await c.audit.note(Look(c.clock(), who.clerk, "", who.office, what, about=about, terminal=who.terminal))
    await keep(letters)
    return []
