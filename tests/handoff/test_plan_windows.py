"""Windows' plans of a day: what is kept, what is learned, and what holds while a clerk goes on."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import plan_windows as plans
from handoff.refusal import Reason, Refused

NINE, NOON, ONE, FIVE = 540, 720, 780, 1020
STEPS = st.integers(0, plans.END // plans.STEP).map(lambda at: at * plans.STEP)


def test_a_plan_is_kept_in_order_and_joined_where_it_touches() -> None:
    assert plans.checked([(ONE, FIVE), (NINE, NOON)]) == [(NINE, NOON), (ONE, FIVE)]
    assert plans.checked([(NINE, NOON), (NOON, FIVE)]) == [(NINE, FIVE)]
    assert plans.checked([]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        [(NOON, NINE)],
        [(NINE, NINE)],
        [(541, NOON)],
        [(-5, NOON)],
        [(NINE, 1445)],
        [(NINE, ONE), (NOON, FIVE)],
        [(NINE, NOON, FIVE)],
        [(NINE,)],
    ],
)
def test_what_is_no_plan_is_refused(wrong: list[tuple[int, ...]]) -> None:
    """Backwards, empty, between the steps, of another day, over each other, not from and to."""
    with pytest.raises(Refused) as no:
        plans.checked(wrong)
    assert no.value.reason is Reason.no_such_time


def test_more_than_six_spans_are_no_plan() -> None:
    with pytest.raises(Refused) as no:
        plans.checked([(at * 60, at * 60 + 30) for at in range(7)])
    assert no.value.reason is Reason.too_big


@given(st.lists(st.tuples(STEPS, STEPS), max_size=8))
def test_what_is_kept_is_a_plan_and_stays_the_same(spans: list[tuple[int, int]]) -> None:
    try:
        kept = plans.checked(spans)
    except Refused:
        return
    assert plans.checked(kept) == kept
    assert all(one[1] < other[0] for one, other in pairwise(kept))


def test_the_week_before_is_the_same_weekday() -> None:
    assert plans.week_before(date(2027, 4, 1)) == date(2027, 3, 25)


def test_a_window_is_learned_with_its_noon_and_without_short_silences() -> None:
    """Two Mondays with a break at noon and a quiet half hour in the morning; one day off does not count."""
    monday = [(545.0, 560.0), (590.0, 719.0), (781.0, 1010.0)]
    other = [(550.0, 712.5), (785.0, 1019.0)]
    assert plans.learn([monday, [], other]) == [(540, 720), (780, 1020)]


def test_one_day_teaches_nothing_and_what_happens_once_is_not_usual() -> None:
    assert plans.learn([[(540.0, 1000.0)]]) is None and plans.learn([]) is None
    assert plans.learn([[(540.0, 720.0)], [(540.0, 900.0)]]) == [(540, 720)]
    assert plans.learn([[(540.0, 550.0)], [(540.0, 550.0)]]) == [], "a quarter of an hour is no opening"


def test_of_very_many_breaks_the_longest_are_learned() -> None:
    """Eight times half an hour: the two shortest breaks are none."""
    begins = [0, 90, 165, 255, 345, 420, 510, 600]
    day = [(float(begin), begin + 30.0) for begin in begins]
    assert plans.learn([day, day]) == [(0, 30), (90, 195), (255, 285), (345, 450), (510, 540), (600, 630)]


WORK = st.lists(st.tuples(st.floats(0, 1439), st.floats(0, 300)).map(lambda one: (one[0], one[0] + one[1])), max_size=9)


@given(st.lists(WORK, max_size=5))
def test_what_is_learned_is_a_plan_that_could_be_entered(days: list[list[tuple[float, float]]]) -> None:
    found = plans.learn(days)
    assert found is None or plans.checked(found) == found


def test_a_visitor_taken_in_the_break_ends_it() -> None:
    """A service that began before the break does not; nor one that began yesterday or in a break that is over."""
    plan = [(NINE, NOON), (ONE, FIVE)]
    assert plans.as_it_goes(plan, 730, None) == plan
    assert plans.as_it_goes(plan, 730, 715) == plan
    assert plans.as_it_goes(plan, 730, 725) == [(NINE, NOON), (725, ONE), (ONE, FIVE)]
    assert plans.as_it_goes(plan, 1050, 1030) == [*plan, (1030, plans.END)]
    assert plans.as_it_goes(plan, 800, 725) == plan
    assert plans.as_it_goes([], 600, 590) == [(590, plans.END)]
