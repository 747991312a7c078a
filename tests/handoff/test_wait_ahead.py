"""The rest of a day played on: who is still to come, what closing and breaks do, and what one more window changes."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.wait import NEVER, Snapshot, Ticket, Window
from handoff.wait_ahead import Ahead, Day, ahead
from handoff.wait_draws import Draws
from handoff.wait_flow import QUARTER, Flow, Mark, busy, flows
from handoff.wait_model import Learned, Model

DRAWS = Draws(50)
TEN, CLOSES = 600.0, 1035.0
MONDAYS = ("2027-03-01", "2027-03-08", "2027-03-15", "2027-03-22")
KNOWN = Model(Learned(services={"a": [5.0, 8.0, 10.0, 14.0] * 5}, queues={"Q": [5.0, 8.0, 10.0, 14.0] * 5}))


def flow(each_quarter: float) -> Flow:
    """So many in each quarter hour of every day."""
    return Flow([each_quarter] * 96, [1.0] * 7, 20, 0.1)


def day(each_quarter: float = 2.0, came: int = 80) -> Day:
    return Day(0, CLOSES, {"Q": came}, {"Q": flow(each_quarter)})


def floor(windows: int, waiting: int = 0, now: float = TEN, **more: Any) -> Snapshot:
    there = [Window(f"W{n}", ("Q",), "idle", now, "", more.get("plan")) for n in range(windows)]
    return Snapshot(now, [Ticket(f"T{n}", "Q", "a", now - 0.1) for n in range(waiting)], there)


def rest(seen: Snapshot, of: Day | None = None) -> Ahead:
    found = ahead(seen, KNOWN, DRAWS, "Q", of or day())
    assert found is not None
    return found


@settings(max_examples=25)
@given(st.integers(0, 4), st.integers(0, 10), st.floats(510, 1030), st.floats(0, 4))
def test_the_levels_rise_and_one_window_more_makes_nothing_longer(
    windows: int, waiting: int, now: float, each: float
) -> None:
    found = rest(floor(windows, waiting, now), day(each))
    assert found.times[0] == now and found.times[-1] == CLOSES
    for curve in (found.planned, found.more):
        assert all(0 <= low <= half <= high <= NEVER for low, half, high in [*curve.people, *curve.wait])
    for mine, other in zip(found.planned.wait, found.more.wait, strict=True):
        assert all(one >= more - 0.11 for one, more in zip(mine, other, strict=True))
    assert found.gain[0] >= 0


def test_now_as_many_wait_as_wait() -> None:
    """Of those who stand there two sit down at once."""
    assert rest(floor(2, 7)).planned.people[0] == [5.0, 5.0, 5.0]


def test_people_gather_during_a_break_and_are_served_after_it() -> None:
    lunch = ((510.0, 720.0), (780.0, CLOSES))
    found = rest(floor(3, plan=lunch))
    people = dict(zip(found.times, (half for _, half, _ in found.planned.people), strict=True))
    assert people[705.0] <= 2 < 6 <= people[765.0]
    assert people[900.0] <= 3
    assert found.times[found.worst] == 720.0, "who comes as the break begins waits longest"
    assert found.more.wait[found.worst][1] < found.planned.wait[found.worst][1] - 20


def test_a_window_that_is_planned_until_closing_takes_who_stands_there_then() -> None:
    closing = rest(floor(1, plan=((510.0, CLOSES),))).planned.wait[-1]
    gone = rest(floor(1, plan=((510.0, 900.0),))).planned.wait[-1]
    assert closing[1] < 300 and gone == [NEVER, NEVER, NEVER]


def test_without_a_window_everybody_who_comes_stays() -> None:
    found = rest(floor(0, 3))
    assert found.planned.wait[0] == [NEVER, NEVER, NEVER]
    assert found.planned.people[-1][1] == pytest.approx(3 + 2 * (CLOSES - TEN) / QUARTER, rel=0.15)


def test_a_day_that_is_busier_so_far_stays_busier() -> None:
    usual, busier = (rest(floor(0), day(came=came)).planned.people[-1][1] for came in (80, 160))
    assert busier > 1.3 * usual


def test_nothing_is_played_after_closing_or_of_a_line_that_nobody_has_seen() -> None:
    assert ahead(floor(1, now=CLOSES), KNOWN, DRAWS, "Q", day()) is None
    assert ahead(floor(1), KNOWN, DRAWS, "Q", Day(0, CLOSES, {}, {})) is None


def test_the_same_floor_gives_the_same_picture() -> None:
    assert rest(floor(2, 5)) == ahead(floor(2, 5), KNOWN, Draws(50), "Q", day())


def test_lines_that_share_their_windows_share_the_wait() -> None:
    both = [Window("W0", ("Q", "R"), "idle", TEN)]
    seen = msgspec.structs.replace(floor(0, 0), windows=both)
    one = ahead(seen, KNOWN, DRAWS, "Q", Day(0, CLOSES, {}, {"Q": flow(0.5)}))
    two = ahead(seen, KNOWN, DRAWS, "Q", Day(0, CLOSES, {}, {"Q": flow(0.5), "R": flow(1.5)}))
    assert one is not None and two is not None
    assert two.planned.wait[-1][1] > one.planned.wait[-1][1]


def test_quarter_hours_and_weekdays_are_learned() -> None:
    """Twice as many on Mondays as on Tuesdays, all of them between ten and a quarter past."""
    marks = [Mark(monday, "Q", TEN + n) for monday in MONDAYS for n in range(12)]
    marks += [Mark(monday[:-2] + f"{int(monday[-2:]) + 1:02d}", "Q", TEN + n) for monday in MONDAYS for n in range(6)]
    found = flows(marks)["Q"]
    assert found.days == 8 and not found.enough
    assert [place for place, count in enumerate(found.quarters) if count] == [40]
    assert found.weekdays[0] > 1.15 > 0.85 > found.weekdays[1] and found.weekdays[4] == 1.0
    assert found.between(0, TEN, 0) == 0
    assert found.between(TEN, TEN + 7.5, 0) == pytest.approx(found.between(TEN, TEN + 15, 0) / 2)
    assert found.between(TEN, TEN + 15, 0) == pytest.approx(9 * found.weekdays[0], abs=0.01)


def test_how_busy_a_day_is_comes_from_what_came_so_far_and_before_that_from_other_days() -> None:
    known, normal = flow(2.0), DRAWS.normal("x")
    assert np.median(busy(known, 0, 0.0, normal)) == pytest.approx(1.0, abs=0.02)
    assert np.median(busy(known, 300, 200.0, normal)) == pytest.approx(4 / 3, abs=0.02), "drawn towards 1"
    assert busy(known, 300, 200.0, normal).std() < busy(known, 0, 0.0, normal).std()
