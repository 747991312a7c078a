"""The visitor's questions on the tablet of a window: what it asks now, and what is pressed on it.

A clerk puts them there (`OnTablet`), for one claim of one case. The tablet gets nothing but the visitor's guidance
(`handoff.visitor`): no question that is for staff only, no id whose numbering would tell of one, no entry, no case. An
answer goes through the rule of edits like any other, and only to a question that the visitor sees at that moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from handoff import apply
from handoff.card import serving
from handoff.case import Facts, Sheet
from handoff.edit import Writer
from handoff.guided import forms_on_tablet, on_tablet_since
from handoff.messages import Answer, Asking, Change, Press, Questions, Reply, Row, Seat, Withdraw
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.visitor import VisitorQuestion
from handoff.words import Words
from server.ports.sheets import Accepted, Asleep, Later, MovedOn
from server.work import guidance
from server.work.cards import SHUT
from server.work.cupboards import Actor, Cupboards

NOTHING: Final = Questions(turn=None)
VISITOR: Final = "来庁者"
"""Who wrote an answer, in the history of its entry."""
WORD_BYTES: Final = 10
CANONICAL: Final = msgspec.json.Encoder(order="sorted")


class Turn(msgspec.Struct, frozen=True):
    """One showing: of which visit, at which window; `turn` is the op that began it. `sees`: it shows the applications
    (`forms_tablet.py`), as the clerk with these rights may see them; None = the questions."""

    turn: str
    row: Row
    window: str
    sheet: Sheet
    sees: frozenset[str] | None = None


async def turn_at(c: Cupboards, window: str | None, rows: Iterable[Row], seats: Iterable[Seat]) -> Turn | None:
    """What the tablet of a window shows now; None while nothing is opened for it, or nobody looks after the window.

    When two clerks of one window serve two cases, the tablet is the one's who opened it last."""
    if window is None or any(seat.window == window and seat.state in SHUT for seat in seats):
        return None
    found: list[tuple[int, Turn]] = []
    for row in serving(rows, window):
        sheet = await c.sheets.read(row.case)
        turn = _turn(sheet, window, row) if sheet is not None else None
        if turn is not None:
            found.append((turn.sheet.entries[f"tablet.{window}"].at, turn))
    return max(found, key=lambda one: one[0])[1] if found else None


def _turn(sheet: Sheet, window: str, row: Row) -> Turn | None:
    asks = on_tablet_since(sheet.entries, window, row.fence)
    if asks is not None:
        return Turn(asks, row, window, sheet)
    shows = forms_on_tablet(sheet.entries, window, row.fence)
    return Turn(shows[0], row, window, sheet, shows[1]) if shows is not None else None


def questions(c: Cupboards, turn: Turn | None) -> Questions:
    """What the tablet gets: the visitor's questions in order, in plain words where the city has them."""
    if turn is None or turn.sees is not None:
        return NOTHING
    words = c.catalogs.version(turn.sheet.catalog).words

    def asking(one: VisitorQuestion) -> Asking:
        entry = turn.sheet.entries.get(f"q.{one.question}")
        return Asking(
            question=word(turn.turn, one.question),
            text=plain(words, one.question, one.text),
            help=plain(words, f"{one.question}.help", one.help),
            answer=one.answer,
            base=entry.op if entry else None,
        )

    return Questions(turn.turn, [asking(one) for one in _asked(c, turn.sheet, turn.row)])


def plain(words: Words, key: str, text: str) -> str:
    """やさしい日本語 of a text, if there are words of this very text: after it was changed, the old ones are none."""
    return words.easy.get(key, text) if words.ja.get(key) == text else text


def word(turn: str, question: str) -> str:
    """What a question is called on a tablet: another word in each turn, in no order."""
    return hashlib.blake2b(f"{turn}|{question}".encode(), digest_size=WORD_BYTES).hexdigest()


def _asked(c: Cupboards, sheet: Sheet, row: Row) -> list[VisitorQuestion]:
    return guidance.visitors(c, sheet, row.office, row.service).questions


async def press(c: Cupboards, tablet: Actor, said: Press, turn: Turn | None) -> Answer:
    """An answer of the visitor. Refused with `not_asked`: another turn, or a question that is not on this tablet now,
    whatever it is. `overtaken`: somebody else answered it meanwhile; what stands there comes as questions do."""
    if turn is None or turn.turn != said.turn or turn.sees is not None:
        raise Refused(Reason.not_asked)
    writer = Writer(clerk="", name=VISITOR, window=turn.window, sees=frozenset(), visitor=True)
    today = date.fromisoformat(c.business_day())

    def decide(sheet: Sheet) -> Facts:
        if on_tablet_since(sheet.entries, turn.window, turn.row.fence) != said.turn:
            raise Refused(Reason.not_asked)
        question = _question(c, sheet, turn, said)
        deed = Withdraw([question]) if said.yes is None else Reply({question: said.yes})
        change = Change(
            op=said.op, case=turn.row.case, fence=turn.row.fence, do=deed, base={f"q.{question}": said.base}
        )
        return apply.decide(sheet, change, writer, c.catalogs.ground(today, sheet.catalog))

    content = hashlib.blake2b(CANONICAL.encode((said.turn, said.question, said.yes)), digest_size=8).digest()
    try:
        outcome = await c.sheets.change(
            turn.row.case, said.op, content, turn.row.fence, decide, by="", window=turn.window, kind="answer"
        )
    except Overtaken:
        return Answer(re=said.op, result="overtaken")
    except Asleep:
        raise Refused(Reason.not_asked) from None
    match outcome:
        case MovedOn():
            raise Refused(Reason.not_asked)
        case Later(why=why):
            return Answer(re=said.op, result=why if why in {"slow", "full", "unknown"} else "busy")
        case Accepted(again=again):
            return Answer(re=said.op, result="done" if again else "ok")


def _question(c: Cupboards, sheet: Sheet, turn: Turn, said: Press) -> str:
    for one in _asked(c, sheet, turn.row):
        if word(said.turn, one.question) == said.question:
            return one.question
    raise Refused(Reason.not_asked)
