"""Appointments (予約): a place at a counter on a day to come, kept for somebody who has telephoned.

The visit of an appointment is in stage `booked` until its visitor comes; its number is the appointment's then
(予000014), and one of that day (C003) from the arrival on. Whether it is still to come, has come, was cancelled or
missed is told by the visit alone (`state_of`): nothing here is a second truth. Times are minutes since midnight.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.calendar import midnight
from handoff.offices import Counter, Line, Office
from handoff.opening import OpenDays
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.visit import Visit

SIGN: Final = "予"
NOSHOW: Final = "noshow-1"
"""The reason with which a visit ends whose visitor did not come."""
MINUTE_MS: Final = 60_000
_NUMBER: Final = re.compile(rf"{SIGN}?(\d{{6,9}})", re.ASCII)
_TIME: Final = re.compile(r"(\d{2}):(\d{2})", re.ASCII)

State: TypeAlias = Literal["booked", "arrived", "cancelled", "missed"]


class AppointmentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long an appointment is, how many a counter (group) takes at the same time, how far ahead one may be made,
    and for how many days ahead the counters on its way see it. `at_once_of`, `minutes_of`: counters that differ."""

    minutes: int = 60
    at_once: int = 1
    days: int = 60
    shown_days: int = 7
    at_once_of: dict[str, int] = {}
    minutes_of: dict[str, int] = {}

    def length(self, group: str) -> int:
        """Minutes of an appointment at a counter."""
        return self.minutes_of.get(group, self.minutes)

    def most(self, group: str) -> int:
        """How many a counter takes at the same time."""
        return self.at_once_of.get(group, self.at_once)


class Span(msgspec.Struct, frozen=True, order=True):
    """From a minute of the day (included) to another (not included)."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether both have a minute in common."""
        return self.start < other.end and other.start < self.end


class Place(msgspec.Struct, frozen=True):
    """A time of a day, and how many more appointments it takes."""

    time: str
    left: int


# ---- the number that is said on the telephone


def number_of(serial: int) -> str:
    """The digits of the appointment number `serial`: at least five, and a check digit (Luhn), so that one that was
    misheard is nobody's."""
    body = f"{serial:05d}"
    return body + str(_check_digit(body))


def read_number(text: str) -> str:
    """The digits of an appointment number as somebody typed it (予 00001-4, ００００１４); "" when it is none."""
    plain = "".join(unicodedata.normalize("NFKC", text[:30]).split()).replace("-", "")
    found = _NUMBER.fullmatch(plain)
    return found[1] if found and str(_check_digit(found[1][:-1])) == found[1][-1] else ""


def is_expected(number: str) -> bool:
    """Whether a visit's number is an appointment's: its visitor has no number of a day yet."""
    return number.startswith(SIGN)


def _check_digit(body: str) -> int:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return -sum(one // 10 + one % 10 for one in doubled) % 10


# ---- days and times


def read_time(text: str) -> int:
    """Minutes since midnight of `HH:MM`. Refused: `no_such_time`."""
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Refused(Reason.no_such_time, at="time")
    return int(found[1]) * 60 + int(found[2])


def read_day(text: str) -> date:
    """The day of `YYYY-MM-DD`. Refused: `no_such_date`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Reason.no_such_date, at="day") from None


def time_of(minute: int) -> str:
    """`HH:MM`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def instant(day: date, minute: int) -> int:
    """The moment (ms since 1970) of a minute of a day in Tokyo."""
    return midnight(day) + minute * MINUTE_MS


def line_for(counter: Counter | None, line: Line | None) -> Line:
    """The line of a service that can be booked. Refused: `no_such_counter`, `not_by_appointment`."""
    if line is None or counter is None:
        raise Refused(Reason.no_such_counter, at="service")
    if not counter.appointment:
        raise Refused(Reason.not_by_appointment, at="service", where=counter.name)
    return line


class Calendar(msgspec.Struct, frozen=True):
    """When a counter of an office takes appointments. `now`: ms since 1970; `holidays`: closed days beside weekends;
    `opening`: days with hours of their own."""

    office: Office
    group: str
    settings: AppointmentSettings
    holidays: frozenset[date]
    now: int
    today: date
    opening: OpenDays = OpenDays()

    def hours(self, day: date) -> tuple[str, str] | None:
        """From when until when the office is open (HH:MM); None: it is closed."""
        return self.opening.hours(self.office, day, self.holidays)

    def span(self, minute: int) -> Span:
        """An appointment that begins then."""
        return Span(minute, minute + self.settings.length(self.group))

    def check(self, day: date, minute: int, taken: Iterable[Span]) -> None:
        """Refused: `closed_day`, `too_far_ahead` (`days`), `outside_hours` (`opens`, `closes`), `past_time`,
        `place_taken` (`most`), in this order."""
        hours = self.hours(day)
        if hours is None:
            raise Refused(Reason.closed_day, at="day")
        if day > self.today + timedelta(days=self.settings.days):
            raise Refused(Reason.too_far_ahead, at="day", days=self.settings.days)
        span, (opens, closes) = self.span(minute), hours
        if span.start < read_time(opens) or span.end > read_time(closes):
            raise Refused(Reason.outside_hours, at="time", opens=opens, closes=closes)
        if instant(day, minute) < self.now:
            raise Refused(Reason.past_time, at="time")
        if self.left(minute, taken) <= 0:
            raise Refused(Reason.place_taken, at="time", most=self.settings.most(self.group))

    def left(self, minute: int, taken: Iterable[Span]) -> int:
        """How many more fit into the place that begins then."""
        return max(0, self.settings.most(self.group) - busiest(self.span(minute), taken))

    def places(self, day: date, taken: Iterable[Span]) -> list[Place]:
        """The day's times, one after the other from the opening on, each with how many more it takes; none of a day
        that is closed or too far, none that is over."""
        taken, found = list(taken), []
        length, hours = self.settings.length(self.group), self.hours(day)
        if hours is None:
            return []
        for minute in range(read_time(hours[0]), read_time(hours[1]) - length + 1, length):
            try:
                self.check(day, minute, ())
            except Refused:
                continue
            found.append(Place(time_of(minute), self.left(minute, taken)))
        return found


def busiest(span: Span, taken: Iterable[Span]) -> int:
    """How many of these are there at the same time at most, at any minute of `span`."""
    met = [one for one in taken if one.meets(span)]
    starts = {span.start, *(one.start for one in met if span.start <= one.start < span.end)}
    return max(sum(one.start <= minute < one.end for one in met) for minute in starts)


# ---- what it is now


def state_of(visit: Visit) -> State:
    """Told by the visit: still to come, has come (it has a number of a day), cancelled, or nobody came."""
    if visit.stage is Stage.booked:
        return "booked"
    if not is_expected(visit.number):
        return "arrived"
    return "cancelled" if visit.stage is Stage.withdrawn else "missed"
