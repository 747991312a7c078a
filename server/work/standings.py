"""How the PC of a card reader stands, for the list of paired things: its readers, its scanners, its last read. Kept
while it holds its line, and never whose card it was."""

from __future__ import annotations

import re
from typing import Final

from handoff.messages import Stands
from handoff.refusal import Reason, Refused
from server.ports.pairings import Paired
from server.work.cupboards import Actor, Cupboards
from server.work.status import called

STANDS_MS: Final = 24 * 3600 * 1000
"""No PC holds a line longer without a word: its line is renewed every day."""
MOST: Final = 16
LONGEST: Final = 120
AT: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


async def said(c: Cupboards, reader: Actor, how: Stands) -> None:
    """What its agent says. Refused: `bad_message` (more than 16 readers or scanners, a name of over 120 letters, no
    time of day)."""
    names = [*how.readers, *how.scanners]
    if len(names) > MOST or any(len(name) > LONGEST for name in names) or (how.last and not AT.fullmatch(how.last)):
        raise Refused(Reason.bad_message)
    await c.arms.stands(_of(reader.window, reader.name), how, STANDS_MS)


async def gone(c: Cupboards, reader: Actor) -> None:
    """Its line is cut."""
    await c.arms.stands(_of(reader.window, reader.name), None, STANDS_MS)


async def of(c: Cupboards, reader: Paired) -> Stands | None:
    """How it stands now; None while it holds no line."""
    return await c.arms.standing(_of(reader.window, reader.name))


def _of(window: str | None, name: str) -> str:
    return called("reader", window or "", name)
