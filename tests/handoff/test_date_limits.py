"""Days past their limits, by the vectors that hold the screens' twin too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.date_limits import asks_event, past_limit
from tests.vectors.read import vectors

VECTORS = vectors("date_limits")
TODAY = date.fromisoformat(VECTORS["today"])


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{case['do']} {case['value']} {case['event']}")
def test_a_day_is_past_its_limit_or_not(case: dict[str, Any]) -> None:
    found = past_limit(VECTORS["checks"][case["do"]], case["value"], case["values"].get, case["event"], TODAY)
    assert (list(found) if found else None) == case["out"]


def test_only_limits_of_an_event_ask_for_it() -> None:
    assert asks_event(VECTORS["checks"]["moved"])
    assert not asks_event([*VECTORS["checks"]["until"], *VECTORS["checks"]["free"], *VECTORS["checks"]["since"]])


@given(st.dates(date(1900, 1, 1), date(2100, 12, 28)), st.integers(0, 60))
def test_so_many_months_later_is_in_that_month(day: date, months: int) -> None:
    """The edge itself is never past, the day after the month's last one always is."""
    check = [f"date<=edge+{months}month"]
    years, month = divmod(day.month - 1 + months, 12)
    first_after = date(day.year + years + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    same = date(day.year + years, month + 1, min(day.day, 28))
    edge = {"edge": day.isoformat()}
    assert past_limit(check, same.isoformat(), edge.get, "", TODAY) is None
    assert past_limit(check, first_after.isoformat(), edge.get, "", TODAY) is not None


@given(st.text(max_size=30), st.text(max_size=12))
def test_what_is_no_limit_and_what_is_no_day_hold_nobody_up(check: str, value: str) -> None:
    past_limit([check], value, {"x": value}.get, "TENNYU", TODAY)
