"""Sample households that a city keeps: what each of them gets by one catalog, in lists that can be laid side by side.

A household is what a case would hold of it (entries, answers) and the facts that no entry tells. It is made up.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from handoff.book import Book
from handoff.case import Entry
from handoff.guidance import guide
from handoff.household import Fact
from handoff.known import Known, known


class Household(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A household: its life event, the day on which it comes, and what is known of it when it does."""

    id: str
    title: str
    event: str
    today: date
    entries: dict[str, Any]
    facts: dict[str, Fact]
    answers: dict[str, bool]


class Result(msgspec.Struct, frozen=True):
    """What a household gets: procedures and counters in walking order, belongings merged, papers (forms), the questions
    that a clerk asks, hints, and blocks."""

    procedures: list[str]
    counters: list[str]
    bring: list[str]
    papers: list[str]
    questions: list[str]
    alerts: list[str]
    blocks: list[str]


class SideBySide(msgspec.Struct, frozen=True):
    """A household by the catalog in force and by a draft."""

    household: str
    title: str
    published: Result
    draft: Result


def result(made: Book, home: Household, office: str) -> Result:
    """What this household gets."""
    found = guide(made, _known(made, home, office))
    counting = [one for one in found.procedures if one.counts]
    forms = {row["form_id"]: row.get("name", "") for row in made.catalog.tables.get("forms", [])}
    papers = dict.fromkeys(form for one in counting for form in made.procedures[one.procedure].forms)
    return Result(
        procedures=[f"{one.procedure} {one.name}" for one in counting],
        counters=[f"{one.group} {_counter(made, office, one.group)}".strip() for one in found.way],
        bring=[one.text for one in found.bring],
        papers=[f"{form} {forms.get(form, '')}".strip() for form in papers],
        questions=[f"{one.question} {one.text}" for one in found.questions if one.by != "auto"],
        alerts=[f"{one.rule} {one.text}" for one in found.alerts],
        blocks=[f"{one.rule} {one.text}" for one in found.blocks],
    )


def side_by_side(published: Book, draft: Book, home: Household, office: str) -> SideBySide:
    """The same household by both."""
    return SideBySide(home.id, home.title, result(published, home, office), result(draft, home, office))


def _known(made: Book, home: Household, office: str) -> Known:
    said = {**home.entries, **{f"q.{question}": yes for question, yes in home.answers.items()}}
    found = known({key: Entry(value, "") for key, value in said.items()}, made, home.today, home.event, office)
    return replace(found, facts={**found.facts, **home.facts})


def _counter(made: Book, office: str, group: str) -> str:
    counter = made.house.counter(office, group)
    return counter.name if counter else ""
