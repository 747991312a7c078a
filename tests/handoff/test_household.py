"""What entries tell of a household: yes as soon as one shows it, no only when all is known, and never from nothing."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.case import Value
from handoff.household import FACTS, Fact, Town, event_day, facts
from tests.households import entries
from tests.vectors.guided import household
from tests.vectors.read import vectors

TODAY = date(2026, 12, 1)
TOWN = Town("999989", "あおばの市", ["m_nat_cd", "m_nat", "m_status", "m_card_no"])
VECTORS: Any = vectors("household")


def told(values: dict[str, Value], event: str = "TENNYU") -> dict[str, Fact]:
    """The facts of these values."""
    return facts(entries(values), TOWN, TODAY, event)


def people(*persons: dict[str, Value], **case: Value) -> dict[str, Value]:
    """A case of these persons: p1, p2 …"""
    values: dict[str, Value] = dict(case)
    for at, person in enumerate(persons, start=1):
        values[f"p.p{at}"] = {"order": at}
        values |= {f"p.p{at}.{item}": value for item, value in person.items()}
    return values


def born(*years: int) -> list[dict[str, Value]]:
    """Persons who are so old on the day."""
    return [{"m_birth": f"{TODAY.year - each}-06-01"} for each in years]


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda one: str(one["values"])[:40])
def test_the_facts_are_what_the_vectors_say(vector: dict[str, Any]) -> None:
    town = Town(**VECTORS["town"])
    found = facts(entries(vector["values"]), town, date.fromisoformat(vector["today"]), vector["event"])
    assert found == dict.fromkeys(FACTS) | vector["facts"]


def test_nothing_follows_from_nothing() -> None:
    assert set(told({}).values()) == {None} and tuple(told({})) == FACTS


def test_the_first_card_on_the_reader_is_no_family() -> None:
    """One person of 38: yes to what that person shows; not a word on children and grandparents."""
    found = told(people(*born(38)))
    assert (found["has_20_59"], found["has_u18"], found["has_75plus"], found["any_foreign"]) == (True, None, None, None)
    assert told(people(*born(38), ido_scope="全部"))["has_u18"] is False
    assert told(people(*born(38)), "SHOMEI")["has_u18"] is False


def test_no_is_said_only_when_everybody_is_known() -> None:
    assert told(people(*born(38, 36)))["has_u18"] is False
    assert told(people(*born(38), {"m_name": "青葉　花子"}))["has_u18"] is None
    assert told(people(*born(38, 8), {"m_name": "青葉　花子"}))["has_u18"] is True
    assert told(people(*born(38), {"m_birth": "?:昭和12年頃"}))["has_75plus"] is None


@pytest.mark.parametrize(
    ("years", "yes"),
    [
        (14, {"has_u18", "has_sj"}),
        (18, {"has_u18"}),
        (19, set()),
        (20, {"has_20_59"}),
        (59, {"has_20_59", "has_40plus"}),
        (60, {"has_40plus"}),
        (65, {"has_40plus", "has_65plus"}),
        (75, {"has_40plus", "has_65plus", "has_75plus"}),
        (8, {"has_u18", "has_sj", "has_elem"}),
        (4, {"has_u18", "has_preschool"}),
    ],
)
def test_ages_say_who_is_in_the_house(years: int, yes: set[str]) -> None:
    ages = {fact for fact in FACTS if fact.startswith("has_")}
    found = told(people(*born(years, years)))
    assert {fact for fact in ages if found[fact]} == yes and None not in {found[fact] for fact in ages}


def test_school_years_change_between_the_first_and_the_second_of_april() -> None:
    """Born on 1 April one is a year ahead (学校教育法17条)."""
    six = people({"m_birth": "2020-04-01"}, {"m_birth": "2020-04-02"}, ido_date="2026-11-30")
    assert (told(six)["has_elem"], told(six)["has_preschool"]) == (True, True)
    assert told({**six, "ido_date": "2026-03-31"})["has_elem"] is False


def test_the_day_of_the_event_decides_ages() -> None:
    home = people({"m_birth": "1951-11-20"}, {"m_birth": "1990-01-01"})
    assert told({**home, "ido_date": "2026-11-19"})["has_75plus"] is False
    assert told({**home, "ido_date": "2026-11-20"})["has_75plus"] is True


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({}, TODAY),
        ({"ido_date": "2026-11-20"}, date(2026, 11, 20)),
        ({"ido_date": "2026-11-20", "ev_date": "2026-11-10"}, date(2026, 11, 10)),
        ({"ido_date": "2026-11-20", "dec_date": "2026-11-01"}, date(2026, 11, 20)),  # nobody is named as dead
        ({"ido_date": "2026-11-20", "dec_date": "2026-11-01", "role.dec": "p1"}, date(2026, 11, 1)),
        ({"dec_date": "?:令和8年11月頃", "role.dec": "p1"}, TODAY),
        ({"role.shussei": "p1", "p.p1": {}, "p.p1.m_birth": "2026-11-25"}, date(2026, 11, 25)),
    ],
)
def test_an_event_has_its_day(values: dict[str, Value], day: date) -> None:
    assert event_day(entries(values), TODAY) == day


def test_days_since_the_move_are_counted_from_the_move() -> None:
    assert told({"ido_date": "2026-11-17"})["days_since_move"] == 14
    assert told({"ido_date": "2026-12-05"})["days_since_move"] == -4


def test_who_is_foreign_is_told_by_nationality_or_by_what_only_foreigners_have() -> None:
    japan: dict[str, Value] = {"m_nat_cd": "JPN"}
    assert told(people(japan, japan))["any_foreign"] is False
    assert told(people(japan, {"m_nat_cd": "VNM"}))["any_foreign"] is True
    assert told(people(japan, {"m_card_no": "KL45678901MN"}))["any_foreign"] is True
    assert told(people(japan, {}))["any_foreign"] is None


def test_somebody_outside_the_household_does_not_count() -> None:
    """A representative of 70, a former spouse, and whoever is marked so."""
    home = people(*born(38, 36, 70))
    assert told({**home, "role.dairi": "p3"})["has_65plus"] is False
    assert told({**home, "p.p3.m_in_setai": False})["has_65plus"] is False
    assert told({**home, "role.dairi": "p3", "p.p3.m_in_setai": True})["has_65plus"] is True
    assert told({**home, "p.p3": {"order": 3, "removed": True}})["has_65plus"] is False


def test_the_one_who_died_is_asked_about_and_not_counted() -> None:
    dead: dict[str, Value] = {"m_birth": "1947-10-10", "m_head": True, "m_kouki": True, "m_kokuho": False}
    home = people(*born(76, 47), dead) | {"role.dec": "p3", "dec_date": "2026-11-20"}
    found = told(home, "SHIBO")
    assert (found["dec_is_head"], found["dec_kouki"], found["dec_kokuho"], found["dec_65plus"]) == (
        True,
        True,
        False,
        True,
    )
    assert found["remain_15plus"] == 2


@pytest.mark.parametrize(
    ("years", "level", "old"),
    [
        (70, None, True),
        (64, "要介護1", True),
        (64, "なし", False),
        (64, None, None),
        (39, None, False),
        (None, None, None),
    ],
)
def test_care_is_asked_about_from_forty_on(years: int | None, level: str | None, old: bool | None) -> None:
    dead: dict[str, Value] = {"m_kaigo_lv": level, **(born(years)[0] if years else {})}
    assert told(people(dead) | {"role.dec": "p1"})["dec_65plus"] is old


def test_a_protected_person_is_told_and_never_denied() -> None:
    assert told(people({"shien_flag": True}))["any_shien"] is True
    assert told(people({"shien_flag": False}, {"shien_flag": False}))["any_shien"] is None


@pytest.mark.parametrize(
    ("values", "here"),
    [
        ({"koseki_lgcode": "999989"}, True),
        ({"koseki_lgcode": "131016", "koseki_city": "あおばの市"}, False),
        ({"koseki_city": "あおばの市"}, True),
        ({"koseki_city": "となり市"}, False),
        ({}, None),
    ],
)
def test_where_the_register_stands_is_told_by_code_or_name(values: dict[str, Value], here: bool | None) -> None:
    assert told(values)["honseki_here"] is here


@settings(deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_filling_a_gap_never_says_the_contrary(chance: Random) -> None:
    """Where a value is missing, it may say more when it comes, and never the opposite. (A further person may.)"""
    values, _ = household(chance)
    values.pop("role.shussei", None)  # a newborn's birth is the day that decides the ages of all
    found = told(values)
    for key in [key for key in values if key.endswith(("m_birth", "m_mnc", "m_status", "m_kokuho_no", "m_inkan_no"))]:
        less = told({**values, key: None})
        assert all(less[fact] in (None, found[fact]) for fact in FACTS), key


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["p.p1", "p.p1.m_birth", "p.p1.m_mnc", "ido_date", "role.dec", "p.p1.m_head"]),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text(max_size=12),
            st.just("p1"),
            st.just({}),
            st.just({"removed": True}),
            st.lists(st.text(max_size=3), max_size=2),
        ),
    )
)
def test_no_value_makes_it_throw(values: dict[str, Value]) -> None:
    assert tuple(told(values)) == FACTS
