"""臨時開庁・時間の延長・臨時の休み: days on which a city opens its offices although they would be closed, keeps them
open at other hours, or closes them (the table `opening_days` of its catalog).

A term that the law lets end on an open day (`calendar.term_end`) does not look here: what counts there are the closed
days of the city's ordinance (地方自治法4条の2第4項), and a Sunday on which some counters work is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias

import msgspec

from handoff.calendar import is_open, midnight
from handoff.offices import Office

CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
MINUTE_MS: Final = 60_000
Hours: TypeAlias = tuple[str, str]


class OpenDays(msgspec.Struct, frozen=True):
    """By day (YYYY-MM-DD) and office ("" = all): from when until when (HH:MM), None = closed. What is said of one
    office goes over what is said of all."""

    days: dict[tuple[str, str], Hours | None] = {}

    def hours(self, office: Office, day: date, holidays: Collection[date]) -> Hours | None:
        """From when until when an office is open on a day (HH:MM); None: it is closed."""
        for whom in (office.office, ""):
            if (day.isoformat(), whom) in self.days:
                return self.days[day.isoformat(), whom]
        return (office.opens, office.closes) if is_open(day, holidays) else None

    def opened(self, day: date) -> bool:
        """Whether this day is one that the city opens by itself, anywhere."""
        return any(one == day.isoformat() and hours is not None for (one, _), hours in self.days.items())

    def spans(self, office: Office, first: date, days: int, holidays: Collection[date]) -> Iterator[tuple[int, int]]:
        """When the office is open on so many days from the first on, in ms."""
        for day in (first + timedelta(days=at) for at in range(days)):
            if (hours := self.hours(office, day, holidays)) is not None:
                opens, closes = (midnight(day) + minutes(clock) * MINUTE_MS for clock in hours)
                yield opens, closes


def open_days(rows: Iterable[Mapping[str, str]]) -> OpenDays:
    """Of a catalog's rows; one that says neither hours nor that it is closed is left aside (`faults` tells it)."""
    return OpenDays({(row.get("date", ""), row.get("office", "")): hours_of(row) for row in rows if not faults(row)})


def hours_of(row: Mapping[str, str]) -> Hours | None:
    """What a row says: from when until when; None = closed."""
    return None if row.get("closed", "") == "1" else (row.get("opens", ""), row.get("closes", ""))


def faults(row: Mapping[str, str]) -> dict[str, str]:
    """What is wrong in a row, by column."""
    found: dict[str, str] = {}
    try:
        date.fromisoformat(row.get("date", ""))
    except ValueError:
        found["date"] = "年月日を「2027-03-28」の形で入れてください。"
    hours = hours_of(row)
    if hours is None:
        if row.get("opens") or row.get("closes"):
            found["closed"] = "休みの日には、開く時刻と閉じる時刻を入れません。どちらかを消してください。"
        return found
    for column, clock in zip(("opens", "closes"), hours, strict=True):
        if not CLOCK.fullmatch(clock):
            found[column] = "時刻を「09:00」の形で入れてください。"
    if not found.keys() & {"opens", "closes"} and hours[0] >= hours[1]:
        found["closes"] = "閉じる時刻は、開く時刻より後にしてください。"
    return found


def minutes(clock: str) -> int:
    """Minutes since midnight of HH:MM."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)
