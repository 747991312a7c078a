"""A catalog's guidance, compiled: its conditions parsed, its rows sorted by life event. Made once for a version.

A row whose condition is none never stops a counter: it counts as not known, and stands in `faults` for whoever keeps
the catalog. Questions are looked at in the order of their file, and a condition may look at earlier ones only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from handoff.catalog import Catalog, Procedure, holidays, town
from handoff.expression import BadExpression, Expression, parse
from handoff.household import FACTS, SECRET, Town
from handoff.logic import Const
from handoff.offices import House
from handoff.questions import EVERY, Question, Rule, questions, rules
from handoff.walk import Rank, ranks

ALWAYS: Final = Expression("True", Const(True), {})
UNKNOWN: Final = Expression("None", Const(None), {})


class Fault(msgspec.Struct, frozen=True):
    """A condition that cannot be followed: where it stands, the place in its text, and why: a code of
    `tokens.SENTENCES`, or `name` (nothing is called so), or `later` (a question that comes only afterwards)."""

    table: str
    row: str
    column: str
    place: int
    why: str


class Asking(msgspec.Struct, frozen=True):
    """A question with its conditions."""

    row: Question
    show: Expression
    auto: Expression


class Bringing(msgspec.Struct, frozen=True):
    """A procedure with the condition that brings it."""

    row: Procedure
    trigger: Expression


class Firing(msgspec.Struct, frozen=True):
    """A rule with its condition."""

    row: Rule
    when: Expression


class Chapter(msgspec.Struct, frozen=True):
    """What one life event has: its questions in the order of the file, its procedures, its rules; `users` = name ->
    the questions (by their index here) whose conditions ask for it."""

    askings: list[Asking]
    bringings: list[Bringing]
    firings: list[Firing]
    users: dict[str, list[int]]
    index: dict[str, int]


class Book(msgspec.Struct, frozen=True):
    """A catalog's guidance. `chapters` by event; the one named "" is a visit without any event: procedures by hand and
    the rules of every event. `place`: where each question stands on a screen (groups as the file has them first);
    `order`: where each procedure stands in the catalog; `ranks`: of the counters, by office, and under "" for a visit
    at none. `open`: the same without anything that is for staff only; it is all that a visitor's guidance is made of.
    """

    catalog: Catalog
    house: House
    questions: dict[str, Question]
    rules: list[Rule]
    procedures: dict[str, Procedure]
    chapters: dict[str, Chapter]
    place: dict[str, int]
    order: dict[str, int]
    facts: frozenset[str]
    ranks: dict[str, dict[str, Rank]]
    holidays: frozenset[date]
    town: Town
    faults: list[Fault]
    open: Book | None


def book(catalog: Catalog, house: House) -> Book:
    """The guidance of a catalog."""
    asked, ruled = questions(catalog.tables.get("questions", [])), rules(catalog.tables.get("rules", []))
    whole = _Maker(catalog, house).make(asked, ruled, catalog.procedures, frozenset(FACTS), None)
    visible = {key: one for key, one in catalog.procedures.items() if not one.staff_only}
    opened = _Maker(msgspec.structs.replace(catalog, procedures=visible), house).make(
        [one for one in asked if not one.staff_only],
        [one for one in ruled if not one.staff_only],
        visible,
        frozenset(FACTS) - SECRET,
        None,
    )
    return msgspec.structs.replace(whole, open=opened)


class _Maker:
    def __init__(self, catalog: Catalog, house: House) -> None:
        self.catalog = catalog
        self.house = house
        self.faults: list[Fault] = []
        self.known: dict[str, int] = {}
        """Names that a condition may ask for; questions with their index."""

    def make(
        self,
        asked: list[Question],
        ruled: list[Rule],
        procedures: dict[str, Procedure],
        facts: frozenset[str],
        opened: Book | None,
    ) -> Book:
        """The book of these rows."""
        self.known = dict.fromkeys(("ev", *facts), -1) | {one.question: at for at, one in enumerate(asked)}
        askings = [self.asking(at, one) for at, one in enumerate(asked)]
        bringings = [
            Bringing(one, self.condition(one.trigger, UNKNOWN, "procedures", key, "trigger"))
            for key, one in procedures.items()
        ]
        firings = [Firing(one, self.condition(one.when, None, "rules", one.rule, "when")) for one in ruled]
        groups = {group: at for at, group in enumerate(dict.fromkeys(one.group for one in asked))}
        ranked = sorted(range(len(asked)), key=lambda at: (groups[asked[at].group], at))
        return Book(
            catalog=self.catalog,
            house=self.house,
            questions={one.question: one for one in asked},
            rules=ruled,
            procedures=procedures,
            chapters={event: _chapter(event, askings, bringings, firings) for event in ("", *self.catalog.events)},
            place={asked[at].question: place for place, at in enumerate(ranked)},
            order={key: at for at, key in enumerate(procedures)},
            facts=facts,
            ranks={office: ranks(self.house, office) for office in ("", *(one.office for one in self.house.offices))},
            holidays=frozenset(holidays(self.catalog)),
            town=town(self.catalog),
            faults=self.faults,
            open=opened,
        )

    def asking(self, at: int, one: Question) -> Asking:
        """A question with its conditions, which look at earlier questions only."""
        show = self.condition(one.show_when, ALWAYS, "questions", one.question, "show_when", at)
        auto = self.condition(one.auto, UNKNOWN, "questions", one.question, "auto_answer", at)
        return Asking(one, show, auto)

    def condition(
        self, text: str, empty: Expression | None, table: str, row: str, column: str, before: int | None = None
    ) -> Expression:
        """The condition of a row; not known when it is none. `empty`: what no text at all means."""
        if not text and empty is not None:
            return empty
        try:
            found = parse(text)
        except BadExpression as bad:
            self.faults.append(Fault(table, row, column, bad.place, bad.why))
            return UNKNOWN
        later = False
        for name, place in found.places.items():
            at = self.known.get(name)
            if at is None or (before is not None and at >= before):
                self.faults.append(Fault(table, row, column, place, "name" if at is None else "later"))
                later = later or at is not None
        return UNKNOWN if later else found


def _chapter(event: str, askings: list[Asking], bringings: list[Bringing], firings: list[Firing]) -> Chapter:
    mine = [one for one in askings if event and _of(one.row.events, event)]
    users: dict[str, list[int]] = {}
    for at, one in enumerate(mine):
        for name in dict.fromkeys((*one.show.places, *one.auto.places)):
            users.setdefault(name, []).append(at)
    return Chapter(
        askings=mine,
        bringings=[one for one in bringings if event and _of(one.row.events, event)],
        firings=[one for one in firings if _of(one.row.events, event)],
        users=users,
        index={one.row.question: at for at, one in enumerate(mine)},
    )


def _of(events: Iterable[str], event: str) -> bool:
    return EVERY in events or event in events
