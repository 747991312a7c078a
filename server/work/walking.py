"""A draft walked through: what its guidance would be, as a visitor, as staff, as one department sees it. Nothing of it
is kept."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any, Final

import msgspec

from handoff.book import Book, book
from handoff.case import Entry
from handoff.catalog_faults import BadRows, Fault
from handoff.catalog_rows import BadRow, Tables, catalog_of, id_of
from handoff.guidance import Guidance, Station, guide
from handoff.known import Known, known
from handoff.offices import House
from handoff.refusal import Reason, Refused
from handoff.visitor import VisitorGuidance, for_visitor
from server.work.cupboards import Cupboards
from server.work.standing import stand

VISITOR: Final = "visitor"
STAFF: Final = "staff"


class Walk(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"seen_by": "as"}):
    """Who walks: life events, answers, facts and entries of a made-up case; who looks: visitor, staff, or the name of a
    department. Facts that are said go over those that the entries tell."""

    events: list[str]
    answers: dict[str, bool | None] = {}
    facts: dict[str, bool | int | None] = {}
    entries: dict[str, str | int | bool | list[str] | dict[str, Any] | None] = {}
    seen_by: str = STAFF


async def walk(c: Cupboards, draft: str, asked: Walk) -> Guidance | VisitorGuidance:
    """The guidance that a draft gives.

    Refused: `no_such_draft`, `no_such_event`, `no_such_question`, `not_a_choice` (no such fact, no such department).
    Raises `BadRows` when its rows are no catalog.
    """
    stands = await stand(c, draft)
    made = await asyncio.to_thread(made_of, c, stands.tables, c.catalogs.house())
    _must_know(made, asked)
    knows = _known(made, asked, date.fromisoformat(c.business_day()))
    if asked.seen_by == VISITOR:
        return for_visitor(made, knows)
    whole = guide(made, knows)
    return whole if asked.seen_by == STAFF else _of_department(stands.tables, whole, asked.seen_by)


def made_of(c: Cupboards, tables: Tables, house: House) -> Book:
    """The guidance of these rows, compiled. Raises `BadRows` when a row is none."""
    now = c.catalogs.current()
    try:
        return book(catalog_of(now.version, now.city, now.name, tables), house)
    except BadRow as bad:
        one = id_of(bad.table, tables[bad.table][bad.number - 1])
        raise BadRows("bad_row", [Fault(bad.table, one, "", "この行は読めません。")]) from None


def _must_know(made: Book, asked: Walk) -> None:
    for event in asked.events:
        if event not in made.catalog.events:
            raise Refused(Reason.no_such_event, at=event[:40])
    for question in asked.answers:
        if question not in made.questions:
            raise Refused(Reason.no_such_question, at=question[:40])
    for fact in asked.facts:
        if fact not in made.facts:
            raise Refused(Reason.not_a_choice, at=fact[:40])


def _known(made: Book, asked: Walk, today: date) -> Known:
    said = {f"ev.{event}": True for event in asked.events} | {f"q.{key}": value for key, value in asked.answers.items()}
    entries = {key: Entry(value, "") for key, value in {**asked.entries, **said}.items()}
    found = known(entries, made, today)
    return msgspec.structs.replace(found, facts={**found.facts, **asked.facts})


def _of_department(tables: Tables, whole: Guidance, department: str) -> Guidance:
    """What is done at a department's counters. The questions stay: each may be asked by anybody."""
    groups = {row["group_id"] for row in tables["counters"] if row.get("department") == department}
    if not groups:
        raise Refused(Reason.not_a_choice, at=department[:40])
    mine = [one for one in whole.procedures if one.group in groups]
    names = {one.procedure for one in mine}
    blocks = [one for one in whole.blocks if names.intersection(one.procedures)]
    bring = [one for one in whole.bring if names.intersection(one.procedures)]
    way: list[Station] = [one for one in whole.way if one.group in groups]
    return msgspec.structs.replace(whole, procedures=mine, way=way, bring=bring, blocks=blocks)
