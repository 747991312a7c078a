"""What a scanner at a window's PC has read: passed on to the screen of that window, which opens the case as if it had
been scanned there. Nothing of it stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from handoff import ticket
from handoff.messages import Answer, Placed, Scan, Scanned, Seat
from handoff.refusal import Reason, Refused
from server.work.cupboards import Actor, Cupboards

PASSED_MS: Final = 15_000
WORD: Final = re.compile(r"[0-9A-Za-z_-]{8,40}")
FAULTS: Final = frozenset({"letters", "short", "long", "check"})
MOST: Final = 9_999
"""No line of a scanner is longer; so many characters at most are said."""


def placed(c: Cupboards, reader: Actor) -> Placed:
    """What an agent hears of its place."""
    window = c.catalogs.house().window(reader.window or "")
    return Placed(reader.window or "", window.name if window is not None else "", reader.name, c.city)


async def passed_on(c: Cupboards, reader: Actor, said: Scan, seats: Iterable[Seat]) -> Answer:
    """On to the window's screen, for so long. Refused: `bad_message`, `bad_ticket` (no code of this city), `no_window`
    (nobody sits there)."""
    if not WORD.fullmatch(said.read) or said.fault not in {"", *FAULTS} or not 0 <= said.n <= MOST:
        raise Refused(Reason.bad_message)
    code = "" if said.fault else ticket.read(said.code, c.city)
    if not any(seat.window == reader.window and seat.clerks for seat in seats):
        raise Refused(Reason.no_window)
    word = c.chance(16).hex()
    await c.arms.pass_scan(word, Scanned(code, said.fault, said.n), PASSED_MS)
    await c.tail.notice("scan", {"said": word, "window": reader.window or ""})
    return Answer(re=said.read, result="ok")
