"""How much of a city's opening hours its house stood: opening hours of a span of time, and how much of them was lost.

An hour counts as open while any office of the city is open (`Office.opens` to `closes`, no Saturday, no Sunday, none of
the city's holidays). What broke outside of them lost nobody's time. All instants are ms since 1970.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain

import msgspec

from handoff.calendar import business_day, midnight
from handoff.offices import Office
from handoff.opening import OpenDays

Span = tuple[int, int]
"""From an instant up to another, the end not included."""


class Uptime(msgspec.Struct, frozen=True):
    """Opening hours since the month began, and what of them was lost (ms). Nothing open yet: 0 and 0."""

    open_ms: int = 0
    lost_ms: int = 0


def month_of(now: int) -> int:
    """The instant at which this month began in Tokyo."""
    return midnight(business_day(now).replace(day=1))


def uptime(
    offices: Iterable[Office],
    holidays: Collection[date],
    since: int,
    until: int,
    broken: Iterable[Span],
    days: OpenDays = OpenDays(),  # noqa: B008 (frozen)
) -> Uptime:
    """Opening hours from `since` up to `until`, and what of them lay in a broken span. Spans may overlap."""
    opened = merged(cut(opening(offices, holidays, since, until, days), since, until))
    lost = [part for span in merged(broken) for part in cut(opened, *span)]
    return Uptime(length(opened), length(lost))


def opening(
    offices: Iterable[Office], holidays: Collection[date], since: int, until: int, days: OpenDays
) -> Iterator[Span]:
    """The opening hours of every day that `since` up to `until` touches, whole. `days`: those with hours of their
    own."""
    first = business_day(since)
    count = (business_day(until) - first).days + 1
    return chain.from_iterable(days.spans(office, first, count, holidays) for office in offices)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in order and without overlaps; empty spans are none."""
    found: list[Span] = []
    for since, until in sorted(span for span in spans if span[0] < span[1]):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def cut(spans: Iterable[Span], since: int, until: int) -> list[Span]:
    """What of the spans lies between the two instants."""
    inside = ((max(a, since), min(b, until)) for a, b in spans)
    return [(a, b) for a, b in inside if a < b]


def length(spans: Iterable[Span]) -> int:
    """How long they are together."""
    return sum(until - since for since, until in spans)
