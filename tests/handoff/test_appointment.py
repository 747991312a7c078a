"""Appointments: the number, the places, and what becomes of one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.appointment import (
    SIGN,
    AppointmentSettings,
    Calendar,
    Span,
    busiest,
    instant,
    is_expected,
    line_for,
    number_of,
    read_day,
    read_number,
    read_time,
    state_of,
    time_of,
)
from handoff.calendar import is_open
from handoff.offices import Counter, Line, Office
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.visit import Visit

MONDAY = date(2027, 3, 29)
HOLIDAYS = frozenset({date(2027, 4, 29), date(2027, 5, 3), date(2027, 5, 4), date(2027, 5, 5)})
OFFICE = Office("main", "本庁", "08:30", "17:15")
CALENDAR = Calendar(OFFICE, "G12", AppointmentSettings(), HOLIDAYS, instant(MONDAY, 9 * 60), MONDAY)
COUNTER = Counter("main", "G12", "おくやみコーナー", "市民課", "1F", "12番", 10, True, True)
LINE = Line("main", "G12", "G12", "おくやみコーナー", "C")


def refuses(calendar: Calendar, day: date, minute: int, taken: list[Span] | None = None) -> Refused:
    with pytest.raises(Refused) as no:
        calendar.check(day, minute, taken or [])
    return no.value


# ---- the number


@given(st.integers(1, 99_999_999))
def test_a_number_reads_as_it_was_said(serial: int) -> None:
    said = number_of(serial)
    assert len(said) >= 6 and read_number(said) == read_number(f" {SIGN} {said[:3]}-{said[3:]}　") == said


@given(st.integers(1, 99_999), st.integers(0, 5), st.integers(1, 9))
def test_one_digit_misheard_is_nobodys(serial: int, place: int, by: int) -> None:
    said = number_of(serial)
    wrong = said[:place] + str((int(said[place]) + by) % 10) + said[place + 1 :]
    assert read_number(wrong) == ""


@pytest.mark.parametrize("text", ["", "A012", "1234", "12345", "予", "1234567890", "昭59.4.12", "山田", "000013"])
def test_what_is_no_appointment_number(text: str) -> None:
    assert read_number(text) == ""


# ---- days and times


@pytest.mark.parametrize("text", ["", "9:30", "24:00", "12:60", "0930", "１０:３０", "12:00:00"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(Refused) as no:
        read_time(text)
    assert no.value.reason is Reason.no_such_time


@given(st.integers(0, 24 * 60 - 1))
def test_a_time_reads_as_it_is_written(minute: int) -> None:
    assert read_time(time_of(minute)) == minute


def test_what_is_no_day() -> None:
    with pytest.raises(Refused) as no:
        read_day("2027-02-29")
    assert no.value.reason is Reason.no_such_date


def test_each_refusal_says_why() -> None:
    tuesday = MONDAY + timedelta(days=1)
    assert refuses(CALENDAR, date(2027, 4, 3), 600).reason is Reason.closed_day  # Saturday
    assert refuses(CALENDAR, date(2027, 4, 29), 600).reason is Reason.closed_day  # 昭和の日
    assert refuses(CALENDAR, MONDAY + timedelta(days=63), 600).reason is Reason.too_far_ahead
    assert refuses(CALENDAR, tuesday, read_time("08:29")).reason is Reason.outside_hours
    assert refuses(CALENDAR, tuesday, read_time("16:16")).reason is Reason.outside_hours
    assert refuses(CALENDAR, MONDAY, read_time("08:59")).reason is Reason.past_time
    assert refuses(CALENDAR, MONDAY - timedelta(days=3), 600).reason is Reason.past_time
    assert refuses(CALENDAR, tuesday, 600, [Span(659, 719)]).reason is Reason.place_taken
    CALENDAR.check(tuesday, 600, [Span(540, 600), Span(660, 720)])
    CALENDAR.check(tuesday, read_time("16:15"), [])
    CALENDAR.check(MONDAY, read_time("09:00"), [])


days = st.integers(-10, 90).map(lambda by: MONDAY + timedelta(days=by))
asked = st.lists(st.tuples(days, st.integers(0, 24 * 60 - 1)), max_size=60)


@given(asked, st.integers(1, 3), st.sampled_from([15, 30, 45, 60, 90]))
def test_never_more_than_fit_and_never_on_a_closed_day(wishes: list[tuple[date, int]], most: int, minutes: int) -> None:
    """Whatever is asked for in whatever order: at no minute are there more than the counter takes."""
    calendar = replace(CALENDAR, settings=AppointmentSettings(minutes=minutes, at_once=most))
    taken: dict[date, list[Span]] = {}
    for day, minute in wishes:
        spans = taken.setdefault(day, [])
        try:
            calendar.check(day, minute, spans)
        except Refused:
            continue
        spans.append(calendar.span(minute))
    for day, spans in taken.items():
        assert not spans or is_open(day, HOLIDAYS)
        for minute in range(0, 24 * 60, 5):
            assert sum(one.start <= minute < one.end for one in spans) <= most
        assert all(one.start >= read_time(OFFICE.opens) and one.end <= read_time(OFFICE.closes) for one in spans)


@given(days, st.lists(st.integers(0, 23 * 60).map(lambda start: Span(start, start + 60)), max_size=12))
def test_a_place_that_is_shown_as_free_can_be_booked(day: date, taken: list[Span]) -> None:
    for place in CALENDAR.places(day, taken):
        if place.left:
            CALENDAR.check(day, read_time(place.time), taken)
        else:
            assert refuses(CALENDAR, day, read_time(place.time), taken).reason is Reason.place_taken


def test_the_places_of_a_day() -> None:
    assert [one.time for one in CALENDAR.places(MONDAY, [])] == [f"{hour:02d}:30" for hour in range(9, 16)]
    assert CALENDAR.places(date(2027, 4, 3), []) == []
    cards = replace(CALENDAR, group="G13", settings=AppointmentSettings(at_once_of={"G13": 3}, minutes_of={"G13": 30}))
    tuesday = cards.places(MONDAY + timedelta(days=1), [Span(510, 540), Span(510, 540), Span(525, 555)])
    assert [one.left for one in tuesday[:3]] == [0, 2, 3] and len(tuesday) == 17


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 40)), max_size=10), st.integers(0, 100))
def test_the_busiest_minute_is_the_busiest(spans: list[tuple[int, int]], start: int) -> None:
    taken = [Span(at, at + length) for at, length in spans]
    counted = [sum(one.start <= minute < one.end for one in taken) for minute in range(start, start + 30)]
    assert busiest(Span(start, start + 30), taken) == max(counted)


def test_only_a_counter_that_takes_appointments_is_booked() -> None:
    assert line_for(COUNTER, LINE) is LINE
    for counter, line, why in (
        (replace(COUNTER, appointment=False), LINE, Reason.not_by_appointment),
        (None, None, Reason.no_such_counter),
    ):
        with pytest.raises(Refused) as no:
            line_for(counter, line)
        assert no.value.reason is why


# ---- what it is now


def test_the_visit_tells_what_became_of_it() -> None:
    booked = Visit("v", "c", 1, "main", "main", "2027-04-01", f"{SIGN}000018", Stage.booked, "G12", "S06", 0, 0, 0, 0)
    assert is_expected(booked.number) and not is_expected("C001")
    assert state_of(booked) == "booked"
    assert state_of(replace(booked, stage=Stage.waiting, number="C001")) == "arrived"
    assert state_of(replace(booked, stage=Stage.withdrawn, number="C001")) == "arrived"
    assert state_of(replace(booked, stage=Stage.withdrawn)) == "cancelled"
    assert state_of(replace(booked, stage=Stage.suspended)) == "missed"
