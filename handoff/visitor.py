"""The guidance as the visitor may have it: tablet, slip, board and telephone get this and nothing else.

It is made from the catalog's open part alone (`Book.open`): questions, procedures and rules for staff only do not exist
in it, so an answer to one of them can change nothing here, no order, no count, no numbering. A rule that names a
question for staff only is not known here.
"""

from __future__ import annotations

from datetime import date

import msgspec

from handoff.belongings import Belonging
from handoff.book import Book
from handoff.guidance import Asked, Due, Station, guide
from handoff.known import Known
from handoff.plan import Block


class VisitorQuestion(msgspec.Struct, frozen=True):
    """A question in the visitor's words. `number` counts from 1 within what the visitor is asked."""

    question: str
    number: int
    level: int
    group: str
    text: str
    help: str
    answer: bool | None


class VisitorProcedure(msgspec.Struct, frozen=True):
    """A procedure as it may stand on a slip; all of them are done today."""

    procedure: str
    name: str
    group: str
    kind: str
    deadline: str
    due: date | None
    past: bool
    notice_only: bool


class VisitorBlock(msgspec.Struct, frozen=True):
    """What cannot be done today: procedures by name, why, and what can be done."""

    procedures: list[str]
    names: list[str]
    text: str
    way_out: str


class VisitorGuidance(msgspec.Struct, frozen=True):
    """The whole way, as the visitor may have it."""

    questions: list[VisitorQuestion]
    procedures: list[VisitorProcedure]
    way: list[Station]
    bring: list[Belonging]
    blocks: list[VisitorBlock]
    progress: tuple[int, int]


def for_visitor(book: Book, known: Known) -> VisitorGuidance:
    """The way of a visit, as the visitor may have it."""
    assert book.open, "a book of the whole catalog"
    found = guide(book.open, known)
    return VisitorGuidance(
        questions=[_question(number, one) for number, one in enumerate(found.questions, start=1)],
        procedures=[_procedure(one) for one in found.procedures if one.counts],
        way=found.way,
        bring=found.bring,
        blocks=[_block(book, one) for one in found.blocks if not one.overruled],
        progress=found.progress,
    )


def _question(number: int, one: Asked) -> VisitorQuestion:
    return VisitorQuestion(one.question, number, one.level, one.group, one.text, one.help, one.answer)


def _procedure(one: Due) -> VisitorProcedure:
    return VisitorProcedure(
        one.procedure, one.name, one.group, one.kind, one.deadline, one.due, one.past, one.notice_only
    )


def _block(book: Book, one: Block) -> VisitorBlock:
    return VisitorBlock(one.procedures, [book.procedures[key].name for key in one.procedures], one.text, one.way_out)
