"""Whether answers exist with which a condition holds, against everything that can be answered at all."""

from __future__ import annotations

import time
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.expression import Expression, Scalar, parse
from handoff.reach import Asking, Reach, contradicts_itself

TERMS = ["{}==True", "{}==False", "{}!=True", "not {}", "{}", "{}==None"]


def conditions(names: list[str]) -> st.SearchStrategy[str]:
    """Small conditions over these names."""
    if not names:
        return st.just("ev=='E'")
    term = st.builds(str.format, st.sampled_from(TERMS), st.sampled_from(names))
    return st.recursive(
        term, lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner), max_leaves=4
    )


@st.composite
def chapters(draw: st.DrawFn) -> tuple[list[Asking], Expression]:
    """Up to five questions, each asked under a condition over earlier ones, and a condition over all."""
    names = [f"Q{n}" for n in range(draw(st.integers(1, 5)))]
    shows = [None if draw(st.booleans()) else parse(draw(conditions(names[:at]))) for at in range(len(names))]
    return [Asking(one, show) for one, show in zip(names, shows, strict=True)], parse(
        draw(conditions([*names, "fact"]))
    )


def possible(askings: list[Asking], whole: Expression) -> bool:
    """By going through every answer to every question."""
    for fact, *answers in product((True, False, None), repeat=len(askings) + 1):
        env: dict[str, Scalar] = {"ev": "E", "fact": fact}
        for one, answer in zip(askings, answers, strict=True):
            env[one.question] = answer if one.show is None or one.show.value(env) is True else None
        if whole.value(env) is True:
            return True
    return False


@settings(max_examples=300, deadline=None)
@given(chapters())
def test_what_is_found_is_what_going_through_everything_finds(made: tuple[list[Asking], Expression]) -> None:
    askings, whole = made
    assert Reach("E", askings).holds(whole) == ("yes" if possible(askings, whole) else "no")


def test_questions_of_other_events_are_never_answered() -> None:
    reach = Reach("E", [Asking("Q1", None)], ["Q1", "Q2"])
    assert reach.holds(parse("Q2==True")) == "no" and reach.holds(parse("Q1==True and Q2!=True")) == "yes"


def test_two_conditions_must_hold_together() -> None:
    reach = Reach("E", [Asking("Q1", None)])
    assert reach.holds(parse("Q1==True"), parse("Q1==False")) == "no"
    assert reach.holds(parse("Q1==True"), parse("fact!=True")) == "yes"


def test_a_number_is_tried_around_what_it_is_compared_with() -> None:
    reach = Reach("E", [])
    assert reach.holds(parse("days_since_move>14 and days_since_move<=15")) == "yes"
    assert reach.holds(parse("days_since_move>14 and days_since_move<14")) == "no"


def test_what_is_too_wide_is_tried_in_part_and_said_so() -> None:
    many = [Asking(f"Q{n}", None) for n in range(40)]
    reach = Reach("E", many)
    assert reach.holds(parse(" and ".join(f"{one.question}==True" for one in many))) == "unsure"
    assert reach.holds(parse(" or ".join(f"{one.question}==True" for one in many))) == "yes"


def test_a_long_chain_of_questions_is_no_matter() -> None:
    """Five thousand questions, each asked after the one before: all of them are looked at in a moment."""
    chain = [Asking("Q0", None), *(Asking(f"Q{n}", parse(f"Q{n - 1}==True")) for n in range(1, 5_000))]
    reach, begun = Reach("E", chain), time.process_time()
    found = [reach.holds(one.show) for one in chain if one.show]
    assert set(found[:8]) == {"yes"} and set(found[100:]) == {"unsure"} and time.process_time() - begun < 10
    assert reach.holds(parse("Q4999==True and Q4999==False")) == "no"


def test_a_condition_contradicts_itself_when_nothing_makes_it_hold() -> None:
    assert contradicts_itself(parse("Q1==True and Q1==False"), ["E"])
    assert contradicts_itself(parse("ev=='E' and ev=='F'"), ["E", "F"])
    assert not contradicts_itself(parse("Q1==True and Q2==False"), ["E"])
