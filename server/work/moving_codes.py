"""QR of a moving-out certificate at the counter: read as the city says, kept sealed for the clerk who scanned it until
it is taken into a case or a few minutes are over, and never written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from handoff import moving_code
from server.work.cupboards import Actor, Cupboards
from server.work.resident_rows import ROW_BYTES, Open

_NAME: Final = ROW_BYTES - 1
"""The bytes that those of one code share; the last one tells who it is (0: all of them)."""


async def read(c: Cupboards, who: Actor, text: str) -> list[Open] | None:
    """Those whom a code names; None when the text is no code of this city's. Refused: `wrong_pattern`."""
    settings = c.catalogs.settings().moving_code
    if not settings.is_mine(text):
        return None
    people = [one.values for one in moving_code.read(settings, text)]
    name = c.chance(_NAME)
    await c.documents.put(who.clerk, _request(name), msgspec.msgpack.encode(people))
    return _opened(name, people)


async def members(c: Cupboards, who: Actor, name: bytes) -> list[Open]:
    """The same by the name of one of them, or of all; nobody when it is no name of a code's, or time is over."""
    document = await c.documents.made(who.clerk, _request(name[:_NAME]))
    kept = await c.documents.get(who.clerk, document) if document else None
    return _opened(name[:_NAME], msgspec.msgpack.decode(kept, type=list[dict[str, str]])) if kept else []


def _request(name: bytes) -> str:
    return f"moving-code-{name.hex()}"


def _opened(name: bytes, people: Sequence[dict[str, str]]) -> list[Open]:
    return [Open(name + bytes([at]), name + b"\0", values) for at, values in enumerate(people, start=1)]
