"""Dates in eras, western years and words, held by tests/vectors/wareki.json and by round trips."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import wareki
from handoff.refusal import Reason, Refused
from tests.vectors.read import told, vectors

SOLAR_DAYS = st.dates(date(1873, 1, 1), date(2117, 12, 31))  # 令和99年


def _do(vector: dict[str, Any]) -> Any:
    first, *rest = vector["in"]
    match vector["do"]:
        case "parse":
            return str(wareki.parse_date(first, *rest))
        case "show":
            return wareki.show(first, *rest)
        case "short":
            return wareki.short(first)
        case "age":
            return wareki.age(first, date.fromisoformat(rest[0]))
        case "grade":
            return wareki.grade(first, date.fromisoformat(rest[0]))
    raise AssertionError(vector["do"])


@pytest.mark.parametrize("vector", vectors("wareki"), ids=told)
def test_a_date_is_read_and_shown_as_the_vectors_say(vector: dict[str, Any]) -> None:
    if "refused" in vector:
        with pytest.raises(Refused) as refused:
            _do(vector)
        assert refused.value.reason == vector["refused"]
    else:
        assert _do(vector) == vector["out"]


@given(SOLAR_DAYS, st.booleans())
def test_what_is_shown_is_read_back(day: date, weekday: bool) -> None:
    for calendar in ("wareki", "western"):
        assert wareki.parse_date(wareki.show(day, calendar, weekday)).on == day
    assert wareki.parse_date(wareki.short(day)).on == day


@given(SOLAR_DAYS)
def test_the_short_entries_of_one_day_agree(day: date) -> None:
    era = wareki.era_of(wareki.read_value(day.isoformat()))
    assert era is not None
    tail = f"{day.year - era.zero:02}{day:%m%d}"
    entries = [era.digit + tail, era.letter + tail, era.letter.lower() + tail] if len(tail) == 6 else []
    for text in [*entries, f"{day:%Y%m%d}", day.isoformat(), f"{day.year}/{day.month}/{day.day}"]:
        assert str(wareki.parse_date(text)) == day.isoformat()


@given(SOLAR_DAYS)
def test_a_stored_value_is_its_own_reading(day: date) -> None:
    assert wareki.read_value(day.isoformat()).on == day
    assert str(wareki.read_value(day.isoformat())) == day.isoformat()


@pytest.mark.parametrize("stored", ["1926-12-25T", "1912-07-30M", "1950-02-29", "?:昭和12年月日不詳"])
def test_the_rare_values_come_through_the_gate_unchanged(stored: str) -> None:
    assert str(wareki.parse_date(stored, unknown=True)) == stored
    assert str(wareki.read_value(stored)) == stored


@given(st.text(max_size=30), st.booleans())
def test_any_text_is_a_date_or_is_refused(text: str, unknown: bool) -> None:
    try:
        value = wareki.parse_date(text, unknown, at="m_birth")
    except Refused as refused:
        assert refused.at == "m_birth"
    else:
        assert wareki.parse_date(str(value), unknown) == value


def test_a_day_that_the_calendar_lacks_has_no_day() -> None:
    assert wareki.on("1950-02-29") is None
    assert wareki.on("1984-04-12") == date(1984, 4, 12)
    assert wareki.on("") is None


def test_seventy_two_characters_of_words_and_no_more() -> None:
    words = "年月日不詳" + "あ" * 67
    assert str(wareki.parse_date(words, unknown=True)) == f"?:{words}"
    with pytest.raises(Refused) as refused:
        wareki.parse_date(words + "あ", unknown=True)
    assert refused.value.reason is Reason.too_long


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), SOLAR_DAYS)
def test_the_age_grows_by_one_a_year(birth: date, day: date) -> None:
    age = wareki.age(birth.isoformat(), day)
    if age is None:
        assert day < birth
    else:
        assert birth.year + age <= day.year <= birth.year + age + 1
