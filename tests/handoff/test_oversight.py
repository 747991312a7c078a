"""The analyses of the audit: what they find, and what they leave in peace."""

from __future__ import annotations

from datetime import date

from handoff.calendar import midnight
from handoff.oversight import AuditSettings, Trace, findings

MONDAY = date(2027, 3, 29)
HOLIDAY = date(2027, 4, 29)
LIMITS = AuditSettings(failed=3, searches=5, opened=4)


def at(hour: float, day: date = MONDAY) -> int:
    """An instant in Tokyo."""
    return midnight(day) + int(hour * 3_600_000)


def kinds(*rows: Trace) -> list[tuple[str, str, int]]:
    """What is found: kind, who, how often."""
    return [(one.kind, one.clerk, one.times) for one in findings(rows, LIMITS, frozenset({HOLIDAY}))]


def test_a_day_at_the_counter_is_nothing() -> None:
    assert kinds(*(Trace(at(9 + n / 10), "U01", "open") for n in range(4)), Trace(at(8.4), "U01", "login")) == []


def test_looks_by_night_and_on_closed_days_are_found() -> None:
    assert kinds(Trace(at(23), "U01", "open")) == [("night", "U01", 1)]
    assert kinds(Trace(at(6.9), "U01", "login")) == [("night", "U01", 1)]
    assert kinds(Trace(at(10, HOLIDAY), "U01", "search")) == [("holiday", "U01", 1)]
    assert kinds(Trace(at(23, date(2027, 3, 28)), "U01", "open")) == [("holiday", "U01", 1)], "a Sunday night is once"
    assert kinds(Trace(at(23), "U01", "logout")) == []


def test_log_ins_that_failed_again_and_again_are_found() -> None:
    twice = [Trace(at(9), "U01", "login_failed"), Trace(at(10), "U01", "login_failed")]
    assert kinds(*twice) == []
    assert kinds(*twice, Trace(at(11), "U01", "login_failed")) == [("failed", "U01", 3)]
    assert kinds(*twice, Trace(at(11), "U02", "login_failed")) == []


def test_more_searches_in_an_hour_than_a_counter_needs_are_found() -> None:
    spread = [Trace(at(8 + n), "U01", "search") for n in range(8)]
    assert kinds(*spread) == []
    assert kinds(*(Trace(at(9) + n, "U01", "search") for n in range(6))) == [("mass_search", "U01", 6)]
    assert kinds(*(Trace(at(9) + n, "U01", "open") for n in range(5))) == [("mass_open", "U01", 5)]


def test_who_saw_a_number_is_counted() -> None:
    rows = [Trace(at(9) + n, "U01", "open", number=True) for n in range(3)]
    assert kinds(*rows, Trace(at(9), "U02", "open")) == [("number", "U01", 3)]


def test_who_saw_a_juminhyo_code_is_counted_by_itself() -> None:
    rows = [Trace(at(9) + n, "U01", "code") for n in range(2)]
    assert kinds(*rows, Trace(at(9), "U01", "reveal")) == [("code", "U01", 2)]
