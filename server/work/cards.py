"""Card reads: what a window's reader is armed for, whose card comes next, and what a read makes of the case.

A reader is armed while its window serves a case, for one nonce at a time: the nonce stands for that case at that claim
and for 60 seconds. What is read goes to the sheet as a keystroke does; the reader itself is told yes or no and nothing
of the case. Without a key of the clerk that says whose card it is, a read waits (`card_take.py`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec

from handoff import card, ids
from handoff.case import Facts, Sheet, persons
from handoff.edit import Writer
from handoff.messages import Answer, Armed, CardRead, Row, Seat
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from server.ports.arms import Aim, Choice, Held, Spoken
from server.ports.sheets import Accepted, Asleep, Later, MovedOn
from server.ports.visits import RecordAway
from server.work.cupboards import Actor, Cupboards

CHOICE_MS: Final = 10 * 60_000
SPOKEN_MS: Final = 60_000
HELD_MS: Final = 10 * 60_000
"""A read that nobody gave to a person is forgotten after so long; earlier when its case moves on."""
MOST_HELD: Final = 12
REMEMBERED_MS: Final = 10 * 60_000
SHUT: Final = frozenset({"closed", "away"})
"""Windows in these states take no card, even when a case is still open there."""
WORD: Final = re.compile(r"[0-9A-Za-z_-]{8,40}")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_VALUES: Final = 32
PICTURED: Final = frozenset({"name", "address", "front"})
"""What some cards have as a picture alone; `front` is their whole face."""
SHOWN: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How a picture that a screen shows begins: PNG, JPEG."""
CANONICAL: Final = msgspec.json.Encoder(order="sorted")


# ---- armed or not


async def target(c: Cupboards, window: str | None, rows: Iterable[Row], seats: Iterable[Seat]) -> Row | None:
    """The visit that a card at this window belongs to now, None when no case is open there.

    When two clerks at one window serve two cases, the reader is armed only after one of them has said whose card comes.
    """
    if window is None or any(seat.window == window and seat.state in SHUT for seat in seats):
        return None
    served = card.serving(rows, window)
    if len(served) <= 1:
        return served[0] if served else None
    choice = await c.arms.chosen(window)
    return next((row for row in served if choice is not None and row.case == choice.case), None)


async def arm(c: Cupboards, row: Row, reader: bytes = b"") -> Armed:
    """A fresh nonce for the case that a window serves. Rights are the serving clerk's; none while the record is
    away. `reader`: what only this reader and the house know, so that its word for the turn tells nobody of the case."""
    aim = Aim(case=row.case, fence=row.fence, window=row.window or "", clerk=row.clerk or "")
    try:
        clerk = await c.clerks.get(row.clerk) if row.clerk else None
    except RecordAway:
        clerk = None
    if clerk is not None:
        aim = msgspec.structs.replace(aim, by=clerk.name, sees=tuple(clerk.sees))
    nonce = c.chance(16).hex()
    await c.arms.arm(nonce, aim, card.ARMED_MS)
    turn = hashlib.blake2b(f"{row.case}|{row.fence}".encode(), key=reader[:64], digest_size=8).hexdigest()
    return Armed(nonce=nonce, until=c.clock() + card.ARMED_MS, turn=turn)


async def choose(c: Cupboards, who: Actor, case: str, person: str | None, fresh: bool = False) -> None:
    """A clerk says whose card comes next: a person of the case, somebody new (`fresh`), or nobody in particular.

    Refused: `no_window`, `not_armed` (the window does not serve this case), `no_such_person`.
    """
    row = await served(c, who, case)
    sheet = await c.sheets.read(case)
    if person is not None and (fresh or sheet is None or person not in persons(sheet)):
        raise Refused(Reason.no_such_person, at="person")
    await c.arms.choose(row.window or "", Choice(case, person, fresh), CHOICE_MS)
    await c.tail.notice("aimed", {"window": row.window or ""})


async def served(c: Cupboards, who: Actor, case: str) -> Row:
    """The visit of a case that the clerk's own window serves now. Refused: `no_window`, `not_armed`."""
    if who.window is None:
        raise Refused(Reason.no_window)
    rows = await c.board.rows(who.office, c.business_day())
    found = next((row for row in card.serving(rows, who.window) if row.case == case), None)
    if found is None:
        raise Refused(Reason.not_armed)
    return found


async def lies(c: Cupboards, window: str, lies: bool) -> None:
    """Let the window's screens know that a card lies there whose visitor is another one by now; or that it is gone."""
    await c.tail.notice("lies", {"window": window, "lies": "1" if lies else ""})


# ---- a read


async def read(c: Cupboards, reader: Actor, said: CardRead, serving: Row | None) -> Answer:
    """A read from a window's own reader, `serving` being the visit that the window serves now.

    Refused: `bad_message`, `not_armed` (no case is open there, another one than the reader was armed for, the nonce ran
    out or was used). The same read again gets the same answer. Never says anything of the case.
    """
    _shaped(said)
    known = await c.arms.answered(reader.session.hex(), said.read)
    if known is not None:
        return known
    aim = await c.arms.take(said.nonce, said.read)
    if aim is None or serving is None or aim.window != reader.window:
        raise Refused(Reason.not_armed)
    if (aim.case, aim.fence) != (serving.case, serving.fence):
        raise Refused(Reason.not_armed)
    answer = await _named(c, reader, said, aim) or await _hold(c, said, aim)
    if answer.result in {"ok", "done"}:
        await c.arms.remember(reader.session.hex(), said.read, answer, REMEMBERED_MS)
    return answer


def _shaped(said: CardRead) -> None:
    words = (said.read, said.nonce, said.card)
    if said.expires and not DAY.fullmatch(said.expires):
        raise Refused(Reason.bad_message)
    if (
        len(said.doubtful) > MOST_VALUES
        or not all(WORD.fullmatch(word) for word in words[:2])
        or len(said.card) > 40
        or len(said.values) > MOST_VALUES
        or not _pictures(said.pictures)
    ):
        raise Refused(Reason.bad_message)


def _pictures(said: Mapping[str, str]) -> bool:
    """Whether all are pictures that a screen shows, of values that a card may say."""
    try:
        found = [base64.b64decode(picture, validate=True) for picture in said.values()]
    except (binascii.Error, ValueError):
        return False
    return said.keys() <= PICTURED and all(picture.startswith(SHOWN) for picture in found)


async def _named(c: Cupboards, reader: Actor, said: CardRead, aim: Aim) -> Answer | None:
    """A card whose person the clerk's key has named before; None when nobody was, or the card is somebody else's."""
    choice = await c.arms.chosen(aim.window)
    if choice is None or choice.case != aim.case or said.pictures or not (choice.person or choice.fresh):
        return None
    try:
        return await _pour(c, reader, said, aim, choice)
    except Refused as no:
        if no.reason is not Reason.card_of_another:
            raise
        return None


async def _hold(c: Cupboards, said: CardRead, aim: Aim) -> Answer:
    """Put the read aside until a key says whose card it is. Nothing of it is written. Refused: `not_armed`, the case
    has moved on."""
    sheet = await c.sheets.read(aim.case)
    if sheet is None or sheet.fence != aim.fence:
        raise Refused(Reason.not_armed)
    held = Held(
        read=said.read,
        case=aim.case,
        fence=aim.fence,
        window=aim.window,
        at=c.clock(),
        card=said.card,
        values={name: value for name, value in said.values.items() if name in card.TAKES},
        expires=said.expires,
        doubtful=tuple(name for name in said.doubtful if name in card.TAKES),
        pictures={name: base64.b64decode(picture) for name, picture in said.pictures.items()},
    )
    if not await c.arms.hold(held, MOST_HELD, HELD_MS):
        return Answer(re=said.read, result="full")
    await _tell(c, Spoken(aim.case, aim.window, said.read, "", waits=True))
    return Answer(re=said.read, result="ok")


async def _pour(c: Cupboards, reader: Actor, said: CardRead, aim: Aim, choice: Choice) -> Answer:
    seed = hashlib.sha256(b"card|" + reader.session + said.read.encode()).digest()
    fresh = ids.new_person(seed[-ids.PERSON_BYTES :])
    one = card.Card(op=ids.new_op(seed[: ids.OP_BYTES]), values=said.values, to=choice.person or fresh, fresh=fresh)
    writer = Writer(clerk=aim.clerk, name=aim.by, window=aim.window, sees=frozenset(aim.sees))
    today = date.fromisoformat(c.business_day())
    poured: list[card.Poured] = []

    def decide(sheet: Sheet) -> Facts:
        poured.append(card.pour(sheet, one, writer, c.catalogs.ground(today, sheet.catalog)))
        if not poured[-1].facts:
            raise Overtaken(poured[-1].differing)  # nothing to write: all of it stands there already, or something else
        return poured[-1].facts

    content = hashlib.blake2b(CANONICAL.encode((said.card, said.values)), digest_size=8).digest()
    try:
        outcome = await c.sheets.change(
            aim.case, one.op, content, aim.fence, decide, by=aim.clerk, window=aim.window, kind="card"
        )
    except Overtaken:
        outcome = Accepted(0)
    except Asleep:
        raise Refused(Reason.not_armed) from None
    match outcome:
        case MovedOn():
            raise Refused(Reason.not_armed)
        case Later(why=why):
            return Answer(re=said.read, result=why if why in {"slow", "full", "unknown"} else "busy")
        case Accepted(again=again):
            if not again:
                await _speak(c, said, aim, poured[-1])
            return Answer(re=said.read, result="done" if again else "ok")


async def _speak(c: Cupboards, said: CardRead, aim: Aim, poured: card.Poured) -> None:
    """Let the window's screens know, and let the next card be nobody's in particular."""
    await c.arms.choose(aim.window, None, 0)
    doubtful = tuple(card.TAKES[name] for name in said.doubtful if name in card.TAKES)
    expired = bool(said.expires) and said.expires < c.business_day()
    spoken = Spoken(
        aim.case, aim.window, said.read, poured.person, poured.differing, poured.left_out, doubtful, expired
    )
    await _tell(c, msgspec.structs.replace(spoken, card=said.card))


async def _tell(c: Cupboards, spoken: Spoken) -> None:
    word = c.chance(16).hex()
    await c.arms.speak(word, spoken, SPOKEN_MS)
    await c.tail.notice("card", {"said": word, "window": spoken.window})


async def said_by(c: Cupboards, word: str) -> tuple[Spoken, Answer] | None:
    """What a read says to the screens of its window: `overtaken` with the card's values where others stand; `ok`."""
    spoken = await c.arms.spoken(word)
    if spoken is None:
        return None
    more = {
        "case": spoken.case,
        "person": spoken.person,
        "left_out": spoken.left_out,
        "doubtful": list(spoken.doubtful),
        "expired": spoken.expired,
        "waits": spoken.waits,
        "card": spoken.card,
    }
    result = "overtaken" if spoken.entries else "ok"
    return spoken, Answer(re=f"card:{spoken.read}", result=result, entries=spoken.entries or None, more=more)
