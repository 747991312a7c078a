"""What stops an application from being printed: a box that must be filled and is not, a day that stands past its limit.

A limit is kept when a day is entered (`apply`); here it is asked again over all that stands, however it came there: the
day of the notification may have been moved since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from handoff.application import Application, Box
from handoff.blank import Blank
from handoff.date_limits import PastLimit, hard_limit
from handoff.item import Kind
from handoff.leaf import wanting
from handoff.source import Source


class Stop(NamedTuple):
    """A box, and which limit its day is past; None: nothing stands there."""

    box: Box
    past: PastLimit | None = None


def stops(blank: Blank, one: Application, source: Source, events: Collection[str]) -> list[Stop]:
    """All of them, each entry once, what is empty first. `events`: the life events of the case."""
    return [*(Stop(box) for box in wanting(blank, one)), *_past(one, source, events)]


def _past(one: Application, source: Source, events: Collection[str]) -> Iterator[Stop]:
    seen: set[tuple[str, ...]] = set()
    for box in (box for sheet in one.sheets for box in sheet.boxes):
        item = source.book.items[box.item]
        item = source.book.items.get(item.person_item, item)
        if item.kind is not Kind.date or box.drawn.keys in seen:
            continue
        seen.add(box.drawn.keys)
        for event in events or ("",):
            past = hard_limit(item.checks, box.drawn.value, source.values.get, event, source.today)
            if past:
                yield Stop(box, past)
                break
