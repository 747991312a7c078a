"""臨時開庁・延長: days with hours of their own, and what they leave as it is."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.appointment import AppointmentSettings, Calendar, instant
from handoff.calendar import is_open, term_end
from handoff.catalog import Settings
from handoff.offices import Office
from handoff.opening import OpenDay, OpeningSettings
from handoff.refusal import Reason, Refused
from handoff.uptime import Uptime, uptime

SUNDAY = date(2027, 3, 28)
MONDAY = date(2027, 3, 29)
MAIN, EAST = Office("main", "本庁", "08:30", "17:15"), Office("east", "東支所", "09:00", "16:00")
OPENING = OpeningSettings({"2027-03-28": OpenDay("09:00", "12:00", ["main"]), "2027-03-29": OpenDay("08:30", "20:00")})
HOUR = 3_600_000


def test_a_sunday_is_open_where_the_city_says_so_and_a_weekday_longer() -> None:
    assert OPENING.hours(MAIN, SUNDAY, ()) == ("09:00", "12:00")
    assert OPENING.hours(EAST, SUNDAY, ()) is None
    assert OPENING.hours(EAST, MONDAY, ()) == ("08:30", "20:00")
    assert OPENING.hours(MAIN, date(2027, 3, 30), ()) == ("08:30", "17:15")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sets(st.dates(date(2020, 1, 1), date(2040, 1, 1))))
def test_a_city_that_writes_no_days_is_open_by_its_calendar(day: date, holidays: set[date]) -> None:
    assert (OpeningSettings().hours(MAIN, day, holidays) is not None) is is_open(day, holidays)


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


@pytest.mark.parametrize("wrong", [{"2027-3-28": ("09:00", "12:00")}, {"2027-03-28": ("9:00", "24:00")}])
def test_what_is_no_day_and_no_time_is_refused_when_the_settings_are_read(wrong: dict[str, tuple[str, str]]) -> None:
    days = {day: {"opens": opens, "closes": closes} for day, (opens, closes) in wrong.items()}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"opening": {"days": days}}, Settings)
