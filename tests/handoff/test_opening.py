"""臨時開庁・延長: days with hours of their own, and what they leave as it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.appointment import AppointmentSettings, Calendar, instant
from handoff.calendar import is_open, term_end
from handoff.offices import Office
from handoff.opening import OpenDays, faults, open_days
from handoff.refusal import Reason, Refused
from handoff.uptime import Uptime, uptime

SUNDAY = date(2027, 3, 28)
MONDAY = date(2027, 3, 29)
MAIN, EAST = Office("main", "本庁", "08:30", "17:15"), Office("east", "東支所", "09:00", "16:00")
OPENING = open_days(
    [
        {"date": "2027-03-28", "office": "main", "opens": "09:00", "closes": "12:00"},
        {"date": "2027-03-29", "office": "", "closed": "0", "opens": "08:30", "closes": "20:00"},
        {"date": "2027-03-31", "closed": "1"},
        {"date": "2027-03-31", "office": "east", "opens": "09:00", "closes": "12:00"},
    ]
)
HOUR = 3_600_000


def test_a_sunday_is_open_where_the_city_says_so_and_a_weekday_longer() -> None:
    assert OPENING.hours(MAIN, SUNDAY, ()) == ("09:00", "12:00")
    assert OPENING.hours(EAST, SUNDAY, ()) is None
    assert OPENING.hours(EAST, MONDAY, ()) == ("08:30", "20:00")
    assert OPENING.hours(MAIN, date(2027, 3, 30), ()) == ("08:30", "17:15")


def test_a_day_is_closed_for_once_and_one_office_is_open_all_the_same() -> None:
    """The term of something that is due then does not change by it."""
    typhoon = date(2027, 3, 31)
    assert OPENING.hours(MAIN, typhoon, ()) is None
    assert OPENING.hours(EAST, typhoon, ()) == ("09:00", "12:00")
    assert term_end(typhoon - timedelta(days=14)) == typhoon


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sets(st.dates(date(2020, 1, 1), date(2040, 1, 1))))
def test_a_city_that_writes_no_days_is_open_by_its_calendar(day: date, holidays: set[date]) -> None:
    assert (OpenDays().hours(MAIN, day, holidays) is not None) is is_open(day, holidays)


def test_a_term_ends_as_the_law_has_it_although_somebody_works_on_that_sunday() -> None:
    """14 days from the 14th of March end on the Sunday; the Monday after it counts."""
    assert term_end(SUNDAY - timedelta(days=14)) == MONDAY


def test_appointments_are_taken_in_the_hours_of_the_day() -> None:
    friday = date(2027, 3, 26)
    calendar = Calendar(MAIN, "G05", AppointmentSettings(), frozenset(), instant(friday, 600), friday, OPENING)
    assert [place.time for place in calendar.places(SUNDAY, [])] == ["09:00", "10:00", "11:00"]
    assert calendar.places(MONDAY, [])[-1].time == "18:30"
    with pytest.raises(Refused) as no:
        calendar.check(SUNDAY, 11 * 60 + 30, ())
    assert (no.value.reason, no.value.more["closes"]) == (Reason.outside_hours, "12:00")
    with pytest.raises(Refused) as no:
        replace(calendar, office=EAST).check(SUNDAY, 10 * 60, ())
    assert no.value.reason is Reason.closed_day


def test_hours_that_were_opened_count_as_opening_hours() -> None:
    since = instant(SUNDAY, 0)
    assert uptime([MAIN], (), since, since + 24 * HOUR, [], OPENING) == Uptime(3 * HOUR, 0)
    assert uptime([MAIN], (), since, since + 24 * HOUR, []) == Uptime(0, 0)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"date": "2027-3-28", "opens": "09:00", "closes": "12:00"}, {"date"}),
        ({"date": "2027-02-29", "closed": "1"}, {"date"}),
        ({"date": "2027-03-28", "opens": "9:00", "closes": "24:00"}, {"opens", "closes"}),
        ({"date": "2027-03-28"}, {"opens", "closes"}),
        ({"date": "2027-03-28", "opens": "12:00", "closes": "12:00"}, {"closes"}),
        ({"date": "2027-03-28", "closed": "1", "opens": "09:00"}, {"closed"}),
    ],
)
def test_a_row_that_is_no_day_or_has_no_hours_is_a_fault_and_opens_nothing(
    row: dict[str, str], wrong: set[str]
) -> None:
    assert set(faults(row)) == wrong
    assert open_days([row]) == OpenDays()


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 20))
def test_the_spans_of_some_days_are_the_hours_of_each(first: date, count: int) -> None:
    found = list(OPENING.spans(MAIN, first, count, ()))
    days = [first + timedelta(days=at) for at in range(count)]
    assert len(found) == sum(OPENING.hours(MAIN, day, ()) is not None for day in days)
    assert all(since < until for since, until in found) and found == sorted(found)
