"""What opens a card, typed by the visitor on the tablet of the window: asked for by the agent, sealed on the tablet for
that agent alone, and passed on. Nobody between them can read it, and nothing of it stays."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from handoff.messages import Answer, AskPin, PinAsked, PinGiven, PinTyped, Row
from handoff.refusal import Reason, Refused
from server.work.cupboards import Actor, Cupboards

ASKED_MS: Final = 70_000
"""Longer than an agent waits (a minute)."""
PASSED_MS: Final = 15_000
NOTHING: Final = PinAsked(ask=None)
ASK: Final = re.compile(r"[0-9a-f]{32}")
CARDS: Final = frozenset({"mynumber", "licence", "residence"})
SHARE_BYTES: Final = 65
BOX_BYTES: Final = 12 + 16 + 16
"""Nonce, what was typed filled up to a length that tells nothing, and its tag."""
MOST_LEFT: Final = 15


async def ask(c: Cupboards, reader: Actor, said: AskPin, serving: Row | None) -> None:
    """The window's tablet asks its visitor. Refused: `bad_message`; `not_armed`, no case is open there."""
    shaped = ASK.fullmatch(said.ask) and said.card in CARDS and _is_long(said.key, SHARE_BYTES)
    if not shaped or (said.left is not None and not 0 <= said.left <= MOST_LEFT):
        raise Refused(Reason.bad_message)
    if serving is None or reader.window is None:
        raise Refused(Reason.not_armed)
    await c.arms.ask_pin(reader.window, PinAsked(said.ask, said.card, said.left, said.key), ASKED_MS)
    await c.tail.notice("pin", {"window": reader.window})


async def over(c: Cupboards, window: str, asked: str) -> None:
    """It asks no more, unless it asks for something else by now."""
    stands = await c.arms.pin_asked(window)
    if stands is not None and stands.ask == asked:
        await c.arms.ask_pin(window, None, 0)
        await c.tail.notice("pin", {"window": window})


async def asked(c: Cupboards, window: str | None) -> PinAsked:
    """What the tablet of a window asks for now."""
    return (await c.arms.pin_asked(window) if window is not None else None) or NOTHING


async def typed(c: Cupboards, tablet: Actor, said: PinTyped) -> Answer:
    """On to the agent that asked, once. Refused: `not_asked`, `bad_message` (what is no sealed box)."""
    stands = await asked(c, tablet.window)
    if tablet.window is None or stands.ask is None or stands.ask != said.ask:
        raise Refused(Reason.not_asked)
    wanted = _is_long(said.key, SHARE_BYTES) and _is_long(said.box, BOX_BYTES)
    if not wanted and (said.key or said.box):
        raise Refused(Reason.bad_message)
    await c.arms.pass_pin(PinGiven(said.ask, said.key, said.box), PASSED_MS)
    await c.arms.ask_pin(tablet.window, None, 0)
    await c.tail.notice("pin", {"window": tablet.window, "typed": said.ask})
    return Answer(re=said.ask, result="ok")


def _is_long(said: str, size: int) -> bool:
    try:
        return len(base64.b64decode(said, validate=True)) == size
    except (binascii.Error, ValueError):
        return False
