"""Ten households: what each is asked, and everything that must come out for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from handoff.guidance import guide, procedures_of
from tests.households import demo, derived, given, households, keys, rows

ALL = tuple(households())


@pytest.mark.parametrize("name", ALL)
def test_a_household_with_given_facts_gets_exactly_its_rows(name: str) -> None:
    home = households()[name]
    assert rows(guide(demo(), given(home)), home.event) == home.expected


@pytest.mark.parametrize("name", ALL)
def test_the_same_follows_from_what_is_entered_of_its_persons(name: str) -> None:
    home = households()[name]
    assert rows(guide(demo(), derived(home)), home.event) == home.expected


def test_a_city_that_links_nothing_asks_instead_and_gets_the_same() -> None:
    home = households()["S6"]
    asked = {"Q075": True, "Q114": True}
    case = derived(replace(home, answers={**home.answers, **asked}), linked=False)
    must = replace(
        home.expected,
        asked=home.expected.asked + len(asked),
        automatic={question: yes for question, yes in home.expected.automatic.items() if question not in asked},
        decisions=home.expected.decisions + len(asked),
    )
    assert rows(guide(demo(), case), home.event) == must


@pytest.mark.parametrize("name", ALL)
def test_the_plan_of_the_way_is_the_guidances(name: str) -> None:
    case = given(households()[name])
    assert procedures_of(demo(), case) == [one.procedure for one in guide(demo(), case).procedures if one.counts]


@pytest.mark.parametrize("name", ALL)
def test_a_clerk_presses_as_many_keys_as_there_are_decisions(name: str) -> None:
    home = households()[name]
    assert keys(home, given(home)) == home.expected.decisions


def test_a_move_of_four_takes_at_most_twenty_keys_and_a_certificate_at_most_ten_questions() -> None:
    four, paper = households()["S1b"], households()["S9"]
    assert keys(four, given(four)) <= 20
    assert len(guide(demo(), given(paper)).questions) - len(paper.expected.automatic) <= 10
