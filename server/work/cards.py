"""Card reads: what a window's reader is armed for, whose card comes next, and what a read makes of the case.

A reader is armed while its window serves a case, for one nonce at a time: the nonce stands for that case at that claim
and for 60 seconds. What is read goes to the sheet as a keystroke does; the reader itself is told yes or no and nothing
of the case.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from handoff import card, ids
from handoff.case import Facts, Sheet, persons
from handoff.edit import Writer
from handoff.messages import Answer, Armed, CardRead, Row, Seat
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from server.ports.arms import Aim, Choice, Spoken
from server.ports.sheets import Accepted, Asleep, Later, MovedOn
from server.ports.visits import RecordAway
from server.work.cupboards import Actor, Cupboards

CHOICE_MS: Final = 10 * 60_000
SPOKEN_MS: Final = 60_000
REMEMBERED_MS: Final = 10 * 60_000
SHUT: Final = frozenset({"closed", "away"})
"""Windows in these states take no card, even when a case is still open there."""
WORD: Final = re.compile(r"[0-9A-Za-z_-]{8,40}")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_VALUES: Final = 32
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


async def choose(c: Cupboards, who: Actor, case: str, person: str | None) -> None:
    """A clerk says whose card comes next (None: nobody in particular).

    Refused: `no_window`, `not_armed` (the window does not serve this case), `no_such_person`.
    """
    if who.window is None:
        raise Refused(Reason.no_window)
    rows = await c.board.rows(who.office, c.business_day())
    if case not in {row.case for row in card.serving(rows, who.window)}:
        raise Refused(Reason.not_armed)
    sheet = await c.sheets.read(case)
    if person is not None and (sheet is None or person not in persons(sheet)):
        raise Refused(Reason.no_such_person, at="person")
    await c.arms.choose(who.window, Choice(case, person), CHOICE_MS)
    await c.tail.notice("aimed", {"window": who.window})


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
    answer = await _pour(c, reader, said, aim)
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
    ):
        raise Refused(Reason.bad_message)


async def _pour(c: Cupboards, reader: Actor, said: CardRead, aim: Aim) -> Answer:
    choice = await c.arms.chosen(aim.window)
    seed = hashlib.sha256(b"card|" + reader.session + said.read.encode()).digest()
    one = card.Card(
        op=ids.new_op(seed[: ids.OP_BYTES]),
        values=said.values,
        to=choice.person if choice is not None and choice.case == aim.case else None,
        fresh=ids.new_person(seed[-ids.PERSON_BYTES :]),
    )
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
    word = c.chance(16).hex()
    spoken = Spoken(
        aim.case,
        aim.window,
        said.read,
        poured.person,
        poured.differing,
        poured.left_out,
        tuple(card.TAKES[name] for name in said.doubtful if name in card.TAKES),
        bool(said.expires) and said.expires < c.business_day(),
    )
    await c.arms.speak(word, spoken, SPOKEN_MS)
    await c.tail.notice("card", {"said": word, "window": aim.window})


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
    }
    result = "overtaken" if spoken.entries else "ok"
    return spoken, Answer(re=f"card:{spoken.read}", result=result, entries=spoken.entries or None, more=more)
