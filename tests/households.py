"""Ten households with all that must come out for them (tests/vectors/households.json), and a clerk who asks them.

`facts` are given outright; `entries` are what a case holds of the same household, from which the facts are derived;
`linked` are the entries that only the city's own data bring (what the tax office knows).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from handoff.case import Entry, Value
from handoff.guidance import Book, Guidance, Known, book, guide, known
from handoff.household import Fact
from server.exchange.city import read_city
from tests.vectors.read import vectors

FOLDER = Path(__file__).parents[1] / "deploy" / "city" / "aobano"


class Expected(msgspec.Struct, forbid_unknown_fields=True):
    """What must come out."""

    asked: int
    automatic: dict[str, bool]
    decisions: int
    not_shown: list[str]
    procedures: list[str]
    way: list[tuple[str, list[str]]]
    bring: list[str]
    bring_before_merging: list[str]
    alerts: list[str]
    blocks: list[str]


class Household(msgspec.Struct, forbid_unknown_fields=True):
    """A household, what it answers when it is asked, and what must come out."""

    id: str
    title: str
    event: str
    day: str
    today: date
    entries: dict[str, Any]
    facts: dict[str, Fact]
    linked: dict[str, Any]
    answers: dict[str, bool]
    expected: Expected

    @property
    def sheet(self) -> dict[str, Entry]:
        """Its entries and answers, as a case holds them."""
        return entries({**self.entries, **{f"q.{question}": yes for question, yes in self.answers.items()}})


@cache
def households() -> dict[str, Household]:
    """All ten by id."""
    return {one.id: one for one in msgspec.convert(vectors("households"), list[Household])}


@cache
def demo() -> Book:
    """The demo city's guidance."""
    city = read_city(FOLDER)
    return book(city.catalog, city.house)


def entries(values: dict[str, Value]) -> dict[str, Entry]:
    """These values as entries."""
    return {key: Entry(value, op="op") for key, value in values.items()}


def given(home: Household) -> Known:
    """What is known of a household whose facts are given."""
    return Known(events=[home.event], today=home.today, answers=home.answers, facts=home.facts, office="main")


def derived(home: Household, linked: bool = True) -> Known:
    """What is known of a household from its entries: those of the city's own data too, where there are some."""
    brought = entries(home.linked) if linked else {}
    return known({**home.sheet, **brought}, demo(), home.today, home.event, "main")


def rows(found: Guidance, event: str) -> Expected:
    """What came out for a visit of one event, in the form of what must come out."""
    asked = [one for one in found.questions if one.by != "auto"]
    counting = sorted((one for one in found.procedures if one.counts), key=lambda one: one.procedure)
    shown = {one.question for one in found.questions}
    return Expected(
        asked=len(asked),
        automatic={one.question: bool(one.answer) for one in found.questions if one.by == "auto"},
        decisions=sum(one.answer is True for one in asked) + len({one.group for one in asked if one.answer is False}),
        not_shown=[one.row.question for one in demo().chapters[event].askings if one.row.question not in shown],
        procedures=[one.procedure for one in counting],
        way=[(one.group, one.procedures) for one in found.way],
        bring=[one.text for one in found.bring],
        bring_before_merging=list(dict.fromkeys(thing for one in counting for thing in one.bring)),
        alerts=[one.rule for one in found.alerts],
        blocks=[one.rule for one in found.blocks],
    )


def keys(home: Household, start: Known) -> int:
    """How many keys a clerk presses until every question is answered: one for each yes, and one for all noes that are
    left in a group (どれにも当てはまらない). Questions that come up later are asked when they come."""
    wanted = {**home.answers, **home.expected.automatic}
    now, pressed = replace(start, answers={}), 0
    while still := [one for one in guide(demo(), now).questions if one.answer is None]:
        group = [one.question for one in still if one.group == still[0].group]
        yes = next((question for question in group if wanted[question]), None)
        said = {yes: True} if yes else dict.fromkeys(group, False)
        now, pressed = replace(now, answers={**now.answers, **said}), pressed + 1
    return pressed
