"""What a case knows when it is guided: read from its entries, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import msgspec

from handoff.book import Book
from handoff.case import Entry, Value, on_by_hand
from handoff.household import Fact, day_at, facts

TODAY: Final = "today"
"""The day of the visit, where a procedure's term begins with it (`Procedure.due_items`)."""


class ByHand(msgspec.Struct, frozen=True):
    """A procedure added (`on`) or taken out by hand, and why: a reason of the city's list, a note."""

    on: bool
    reason: str = ""
    note: str = ""


class Known(msgspec.Struct, frozen=True):
    """What a case knows. `events` in the catalog's order; `answers` as they were given; `facts` of the household;
    `over`: blocks that are overruled; `have`: belongings that were ticked; `today`: the day of the visit; `dates`: the
    days from which terms run, by item."""

    events: list[str]
    today: date
    answers: dict[str, bool] = {}
    facts: dict[str, Fact] = {}
    by_hand: dict[str, ByHand] = {}
    over: list[str] = []
    have: dict[str, bool] = {}
    office: str = ""
    dates: dict[str, date] = {}


def known(entries: Mapping[str, Entry], book: Book, today: date, default_event: str = "", office: str = "") -> Known:
    """What these entries know. `default_event`: the event of the visit's service, for a case that names none itself."""
    said = {key: one.value for key, one in entries.items() if one.value is not None}
    events = _events(entries, book, default_event)
    return Known(
        events=events,
        today=today,
        answers=_yes_or_no(said, "q."),
        facts=facts(entries, book.town, today, events[0] if events else ""),
        by_hand=_by_hand(said),
        over=sorted(key[5:] for key in said if key.startswith("over.")),
        have=_yes_or_no(said, "have."),
        office=office,
        dates=_dates(entries, book, today),
    )


def _events(entries: Mapping[str, Entry], book: Book, default_event: str) -> list[str]:
    named = {key[3:]: one.value for key, one in entries.items() if key.startswith("ev.")}
    return [event for event in book.catalog.events if (named.get(event) is True if named else event == default_event)]


def _yes_or_no(said: Mapping[str, Value], prefix: str) -> dict[str, bool]:
    return {key[len(prefix) :]: one for key, one in said.items() if key.startswith(prefix) and isinstance(one, bool)}


def _by_hand(said: Mapping[str, Value]) -> dict[str, ByHand]:
    found: dict[str, ByHand] = {}
    for key, value in said.items():
        if key.startswith("proc.") and (on := on_by_hand(value)) is not None:
            why = value if isinstance(value, dict) else {}
            found[key[5:]] = ByHand(on, str(why.get("reason") or ""), str(why.get("note") or ""))
    return found


def _dates(entries: Mapping[str, Entry], book: Book, today: date) -> dict[str, date]:
    items = dict.fromkeys(item for one in book.procedures.values() if one.due_days for item in one.due_items)
    found = {item: today if item == TODAY else day_at(entries, item) for item in items}
    return {item: day for item, day in found.items() if day is not None}
