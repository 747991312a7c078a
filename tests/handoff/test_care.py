"""要配慮: said by the item or by a yes, taken back with both, and never on what visitors look at."""

from __future__ import annotations

import pytest

from handoff.care import ITEM, needs_care
from handoff.case import Entry, Value
from handoff.steering import steers
from handoff.visibility import hall_row
from handoff.visit import planned, row_of
from tests.handoff.test_visit import waiting

ASKED = ["Q007"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({}, False),
        ({ITEM: ["車いす"]}, True),
        ({ITEM: []}, False),
        ({ITEM: None}, False),
        ({"q.Q007": True}, True),
        ({"q.Q007": False}, False),
        ({"q.Q008": True}, False),
        ({"q.Q007": False, ITEM: ["筆談"]}, True),
    ],
)
def test_the_item_or_a_yes_says_so(entries: dict[str, Value], said: bool) -> None:
    assert needs_care({key: Entry(value, "op") for key, value in entries.items()}, ASKED) is said


def test_what_says_so_makes_the_plan_anew() -> None:
    assert steers(ITEM, {}) and steers("q.Q007", {})


def test_staffs_row_says_so_and_a_halls_does_not() -> None:
    visit = planned(waiting(), 2, [], care=True)
    assert row_of(visit).care
    shown = hall_row(row_of(visit))
    assert shown is not None and not shown.care
    assert not row_of(planned(visit, 3, [], care=False)).care
    assert row_of(planned(visit, 3, [])).care
    assert shown == hall_row(row_of(planned(waiting(), 2, [], care=False)))
