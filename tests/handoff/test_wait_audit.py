"""Whether wait times that were told held."""

from __future__ import annotations

from datetime import date

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from handoff.calendar import midnight
from handoff.wait_audit import FEW, Quality, qualities

MONDAY = midnight(date(2027, 3, 29))
HOUR, DAY = 3_600_000, 86_400_000


class Became(msgspec.Struct, frozen=True):
    """A forecast of 10 to 20 minutes, and what it became."""

    wait: float
    at: int = MONDAY
    queue: str = "main/G05"
    said: tuple[float, ...] = (10.0, 14.0, 18.0, 20.0)


def test_what_fell_into_the_range_hit_and_what_came_after_it_was_late() -> None:
    """30 as foretold, 6 too early, 4 too late."""
    met = [*[Became(15.0)] * 30, *[Became(5.0)] * 6, *[Became(25.0)] * 4]
    assert qualities(met) == [
        Quality("2027-03-29", "main/G05", 40, hit=0.75, late=0.1, width=10.0, below=[0.15, 0.15, 0.9, 0.9])
    ]


def test_nothing_is_said_of_a_few() -> None:
    assert qualities([Became(15.0)] * (FEW - 1)) == [Quality("2027-03-29", "main/G05", FEW - 1)]
    assert qualities([]) == []


def test_weeks_begin_on_monday_in_tokyo_and_the_newest_is_first() -> None:
    met = [Became(15.0, MONDAY - 1), Became(15.0, MONDAY), Became(15.0, MONDAY + 6 * DAY + 23 * HOUR, "main/G04")]
    weeks = [(one.week, one.queue) for one in qualities(met)]
    assert weeks == [("2027-03-29", "main/G04"), ("2027-03-29", "main/G05"), ("2027-03-22", "main/G05")]


@given(st.lists(st.floats(0, 200), min_size=FEW, max_size=60))
def test_shares_are_shares_and_grow_with_the_level(waits: list[float]) -> None:
    (found,) = qualities(Became(wait) for wait in waits)
    assert found.hit is not None
    assert found.late is not None
    assert 0 <= found.hit + found.late <= 1
    assert found.below == sorted(found.below)
