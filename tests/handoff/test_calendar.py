"""Business days and terms."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import calendar

CITY = Path(__file__).parents[2] / "deploy" / "city" / "aobano"


def _holidays() -> frozenset[date]:
    with (CITY / "holidays.csv").open(encoding="utf-8") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))


def test_the_day_changes_at_midnight_in_tokyo() -> None:
    midnight = 1_793_199_600_000  # 2026-10-28T15:00:00Z
    assert calendar.business_day(midnight - 1) == date(2026, 10, 28)
    assert calendar.business_day(midnight) == date(2026, 10, 29)
    assert calendar.midnight(date(2026, 10, 29)) == midnight


@given(st.dates(date(1970, 1, 2), date(2200, 1, 1)), st.integers(0, 86_399_999))
def test_every_instant_of_a_day_belongs_to_it(day: date, ms: int) -> None:
    instant = calendar.midnight(day) + ms
    assert calendar.business_day(instant) == day
    assert calendar.local_time(instant).date() == day


def test_the_first_day_of_a_term_does_not_count() -> None:
    assert calendar.term_end(date(2027, 4, 1)) == date(2027, 4, 15)


def test_a_term_that_ends_on_a_closed_day_ends_on_the_next_open_one() -> None:
    assert calendar.term_end(date(2026, 11, 7)) == date(2026, 11, 23)  # 21 is a Saturday
    assert calendar.term_end(date(2026, 11, 7), holidays=_holidays()) == date(2026, 11, 24)  # 23 is 勤労感謝の日


def test_on_the_last_day_it_is_in_time_and_the_day_after_it_is_late() -> None:
    moved = date(2027, 4, 1)
    assert not calendar.is_late(moved, date(2027, 4, 15))
    assert calendar.is_late(moved, date(2027, 4, 16))


@pytest.mark.parametrize(("day", "is_open"), [("2026-11-20", True), ("2026-11-21", False), ("2026-11-23", False)])
def test_the_office_is_closed_on_weekends_and_holidays(day: str, is_open: bool) -> None:
    assert calendar.is_open(date.fromisoformat(day), _holidays()) is is_open


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)))
def test_the_next_open_day_is_open_and_none_before_it_is(day: date) -> None:
    holidays = _holidays()
    found = calendar.next_open(day, holidays)
    assert calendar.is_open(found, holidays)
    between = (day + timedelta(days=n) for n in range((found - day).days))
    assert not any(calendar.is_open(each, holidays) for each in between)
