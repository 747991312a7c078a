"""Who is met in a case, and how long a flag stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from handoff.case import Entry
from handoff.protection import Kin, Known, end_of, forms_of, met, plain_address, standing, touches

FAMILY = Known(
    "7",
    [
        Kin("self", "渡邉　葛子", "ワタナベ　カツコ", "1979-09-09"),
        Kin("together", "渡邉　陽菜", "ワタナベ　ヒナ", "2013-06-15"),
        Kin("other", "渡邉　剛", "ワタナベ　ツヨシ", ""),
    ],
    ["みどり台三丁目５番１号"],
)


def found(known: Known = FAMILY, **values: str | bool | None) -> dict[str, set[str]]:
    """Who is met when these values stand in a case; `a__m_name` is person a's name."""
    index: dict[str, set[str]] = {}
    for form, kind in forms_of(known):
        index.setdefault(form, set()).add(kind)

    def has(form: str) -> Iterable[str]:
        return index.get(form, ())

    entries = {
        f"p.{key.replace('__', '.')}" if "__" in key else key: Entry(value, "op") for key, value in values.items()
    }
    return met(entries, has)


@pytest.mark.parametrize(
    "values",
    [
        {"a__m_name": "渡邉　葛子", "a__m_birth": "1979-09-09"},
        {"a__m_name": "渡辺葛子", "a__m_birth": "1979-09-09"},
        {"a__m_kana": "ワタナベ　カツコ", "a__m_birth": "1979-09-09"},
        {"a__m_kana": "ワタナヘカツコ", "a__m_birth": "1979-09-09"},
        {"a__m_name": "渡邉　葛子"},
        {"a__m_kana": "ワタナベ　カツコ"},
        {"a__m_tsusho": "渡邉　葛子"},
    ],
)
def test_the_person_is_met_by_name_or_kana_and_a_birth_that_is_not_known_hides_nobody(values: dict[str, str]) -> None:
    assert found(**values) == {"a": {"self"}}


def test_another_birth_is_another_person() -> None:
    assert found(a__m_name="渡邉　葛子", a__m_kana="ワタナベ　カツコ", a__m_birth="1950-01-01") == {}
    assert found(a__m_name="渡邉　花", a__m_birth="1979-09-09") == {}
    assert found(a__m_birth="1979-09-09") == {}


def test_family_other_party_and_address_are_met() -> None:
    assert found(a__m_name="渡邉　陽菜", a__m_birth="2013-06-15") == {"a": {"together"}}
    assert found(a__m_kana="ワタナベ　ツヨシ", a__m_birth="1975-05-05") == {"a": {"other"}}, "his birth is not known"
    assert found(a__m_addr="あおばの市みどり台３丁目5-1") == {"a": {"address"}}
    assert found(new_town="みどり台三丁目", new_banchi="５番１号") == {"": {"address"}}
    assert found(old_town="みどり台三丁目", old_banchi="５番１号", old_katagaki="１０１号室") == {"": {"address"}}
    assert found(new_town="みどり台三丁目", new_banchi="５番２号") == {}
    assert found(new_town="みどり台三丁目") == {}, "a town alone is nobody's address"


def test_of_a_house_with_rooms_only_the_room_is_met_and_who_gives_none() -> None:
    known = Known("8", [Kin("self", "金　明洙")], ["中央一丁目９番１０号　コーポ若葉２０３"])
    here = {"new_town": "中央一丁目", "new_banchi": "９番１０号"}
    assert found(known, **here, new_katagaki="コーポ若葉２０３") == {"": {"address"}}
    assert found(known, **here, new_katagaki="コーポ若葉１０１") == {}
    assert found(known, **here) == {"": {"address"}}


def test_a_clerks_no_sends_a_candidate_away_and_never_the_person_itself() -> None:
    candidate = {"a__m_name": "渡邉　葛子"}
    assert found(**candidate, a__shien_flag=False) == {}
    assert found(**candidate, a__shien_flag=None) == {"a": {"self"}}
    assert found(**candidate, a__m_birth="1979-09-09", a__shien_flag=False) == {"a": {"self"}}
    assert found(b__shien_flag=True) == {"b": {"self"}}


def test_nothing_is_met_in_an_empty_case() -> None:
    assert found() == {}
    assert found(a__m_name="", a__m_kana="", a__m_addr="") == {}


@pytest.mark.parametrize("key", ["p.a.m_name", "p.a.m_birth", "p.a.shien_flag", "new_banchi", "p.a.m_addr"])
def test_what_may_change_who_is_met_touches(key: str) -> None:
    assert touches(key)
    assert not touches("q.Q001")
    assert not touches("p.a")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("みどり台三丁目５番１号", ("みどり台3-5-1", "")),
        ("あおばの市みどり台三丁目5-1", ("みどり台3-5-1", "")),
        ("みどり台３丁目５番地の１　若葉荘２０３", ("みどり台3-5-1", "若葉荘203")),
        ("みどり台十二丁目１番", ("みどり台12-1", "")),
        ("字川原１２３４番地", ("字川原1234", "")),
        ("", ("", "")),
        ("中央", ("", "")),
    ],
)
def test_one_address_written_in_many_ways_is_one(written: str, plain: tuple[str, str]) -> None:
    assert plain_address(written) == plain


def test_a_period_is_a_year_and_ends_on_the_day_before() -> None:
    assert end_of(date(2020, 4, 1)) == date(2021, 3, 31)
    assert end_of(date(2024, 2, 29)) == date(2025, 2, 28)
    assert end_of(date(2023, 3, 1)) == date(2024, 2, 29)


def test_a_flag_says_that_it_ends_soon_and_goes_on_when_it_has_ended() -> None:
    def how(day: str) -> str:
        return standing("on", "2027-03-31", date.fromisoformat(day), 31)

    assert [how(day) for day in ("2026-04-01", "2027-02-28", "2027-03-01", "2027-03-31", "2027-04-01")] == [
        *("on", "on", "last", "last", "over")
    ]
    assert standing("provisional", "2028-01-01", date(2027, 3, 1), 31) == "provisional"
    assert standing("lifted", "2027-03-31", date(2028, 1, 1), 31) == "lifted"
