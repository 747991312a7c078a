"""The guidance: the whole way of a visit, derived from what its case knows. Never stored.

    answers, entries, events --known()--> Known --guide()--> questions, procedures, counters, belongings, alerts, blocks

Each life event is looked at by itself, with the answers of all; what they give is put together in the order of the
catalog. A procedure that was taken out by hand or is blocked still stands in the list, marked, and counts nowhere else.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

import msgspec

from handoff.belongings import Belonging, belongings, wanted
from handoff.book import Book, Fault, book
from handoff.deadlines import due, until
from handoff.known import ByHand, Known, known
from handoff.plan import Block, Plan
from handoff.questions import Question, Rule
from handoff.why import Because, Turn, Why, hand, why
from handoff.worlds import World

__all__ = [
    "Alert",
    "Asked",
    "Because",
    "Belonging",
    "Block",
    "Book",
    "By",
    "ByHand",
    "Due",
    "Fault",
    "Guidance",
    "Known",
    "Question",
    "Rule",
    "Station",
    "Turn",
    "Why",
    "book",
    "guide",
    "known",
    "procedures_of",
    "until",
]

By: TypeAlias = Literal["asked", "auto"]
NOTICE = "案内のみ"
"""The kind of a procedure that makes no application."""


class Asked(msgspec.Struct, frozen=True):
    """A question that is asked now. `by`: who answered it; `auto`: what it answers by itself; `overruled`: the answer
    that was given is another one."""

    question: str
    level: int
    group: str
    text: str
    help: str
    hint: str
    staff_only: bool
    answer: bool | None
    by: By | None
    auto: bool | None
    overruled: bool


class Due(msgspec.Struct, frozen=True):
    """A procedure of the visit. `due`: the last day, where it can be reckoned, and whether it is past; `by_hand`: added
    (True) or taken out (False) by hand; `blocked`: the rule that stops it today."""

    procedure: str
    name: str
    group: str
    kind: str
    why: list[Why]
    deadline: str
    due: date | None
    past: bool
    bring: list[str]
    by_hand: bool | None
    blocked: str | None
    notice_only: bool
    staff_only: bool

    @property
    def counts(self) -> bool:
        """Whether it is done today: not taken out, not blocked."""
        return self.by_hand is not False and self.blocked is None


class Station(msgspec.Struct, frozen=True):
    """A counter on the way, with what is done there."""

    group: str
    procedures: list[str]


class Alert(msgspec.Struct, frozen=True):
    """A hint, as a rule gives it."""

    rule: str
    text: str
    staff_only: bool


class Guidance(msgspec.Struct, frozen=True):
    """The whole way. `progress`: how many questions are answered, and how many are asked."""

    questions: list[Asked]
    procedures: list[Due]
    way: list[Station]
    bring: list[Belonging]
    alerts: list[Alert]
    blocks: list[Block]
    progress: tuple[int, int]


def guide(book: Book, known: Known) -> Guidance:
    """The whole way of a visit."""
    plan = Plan(book, known)
    asked = _asked(book, plan.worlds, known)
    at = {group: place for place, group in enumerate(plan.way)}
    dues = [_due(plan, key) for key in plan.ordered()]
    return Guidance(
        questions=asked,
        procedures=dues,
        way=_stations(dues),
        bring=belongings(plan.by_event(), at, known.have),
        alerts=_alerts(plan),
        blocks=plan.blocks,
        progress=(sum(one.answer is not None for one in asked), len(asked)),
    )


def procedures_of(book: Book, known: Known) -> list[str]:
    """The procedures that are done on this visit, in walking order: brought by the answers or added by hand, not taken
    out, not blocked."""
    plan = Plan(book, known)
    return plan.ordered()[: len(plan.counting)]


def _asked(book: Book, seen: list[World], known: Known) -> list[Asked]:
    """The questions that any event asks, each once; what one answers by itself is what its first event that knows it
    says."""
    autos: dict[str, bool | None] = {}
    for world in seen:
        for question, auto in world.autos.items():
            autos[question] = auto if autos.get(question) is None else autos[question]
    order = sorted(autos, key=book.place.__getitem__)
    return [_asking(book.questions[question], known.answers.get(question), autos[question]) for question in order]


def _asking(one: Question, given: bool | None, auto: bool | None) -> Asked:
    by: By | None = "asked" if given is not None else "auto" if auto is not None else None
    return Asked(
        question=one.question,
        level=one.level,
        group=one.group,
        text=one.text,
        help=one.help,
        hint=one.hint,
        staff_only=one.staff_only,
        answer=auto if given is None else given,
        by=by,
        auto=auto,
        overruled=given is not None and auto is not None and given is not auto,
    )


def _due(plan: Plan, key: str) -> Due:
    one, said = plan.book.procedures[key], plan.by_hand.get(key)
    last = due(one, plan.known.dates, plan.book.holidays)
    reasons = [why(world, bringing) for world, bringing in plan.brought.get(key, ())]
    return Due(
        procedure=key,
        name=one.name,
        group=one.group,
        kind=one.kind,
        why=[*reasons, *([hand(said)] if said else [])],
        deadline=one.deadline,
        due=last,
        past=last is not None and last < plan.known.today,
        bring=wanted(one),
        by_hand=said.on if said else None,
        blocked=plan.stopped.get(key),
        notice_only=one.kind == NOTICE,
        staff_only=one.staff_only,
    )


def _stations(dues: list[Due]) -> list[Station]:
    found: dict[str, list[str]] = {}
    for one in dues:
        if one.counts:
            found.setdefault(one.group, []).append(one.procedure)
    return [Station(group, procedures) for group, procedures in found.items()]


def _alerts(plan: Plan) -> list[Alert]:
    held = {one.row.rule for world in plan.worlds for one in world.fires("alert")}
    return [Alert(one.rule, one.text, one.staff_only) for one in plan.book.rules if one.rule in held]
