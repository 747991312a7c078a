"""Addresses from a few letters: heads of levels, beginnings of towns, apartments at an address."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from handoff.place import Building, buildings, own_towns, wanted

CITY = Path(__file__).parents[2] / "deploy" / "city" / "aobano"


def rows(name: str) -> list[dict[str, str]]:
    with (CITY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TOWNS, APARTMENTS = rows("towns.csv"), rows("katagaki.csv")


def towns(text: str) -> list[str]:
    want = wanted(text)
    return [place.town for place in own_towns(TOWNS, "あおばの市", want)] if want else []


def names(machiaza: str = "", town: str = "", banchi: str = "", text: str = "") -> list[str]:
    return [one.name for one in buildings(APARTMENTS, machiaza, town, banchi, text)]


def test_a_town_is_found_by_its_characters_and_by_its_kana() -> None:
    assert towns("中央二")[0] == "中央二丁目"
    assert towns("ほんま") == towns("ホンマ")
    assert "本町一丁目" in towns("ほんま")


def test_three_letters_are_the_heads_of_the_levels() -> None:
    want = wanted("福おお")
    assert want is not None
    assert want.heads == ("福", "オ", "オ")
    assert "本町一丁目" in towns("●●ほ")
    assert "本町一丁目" in towns("あおほ")
    free = wanted("ふ●○")
    assert free is not None
    assert (free.heads, free.start) == (("フ", "", ""), "")


def test_a_town_of_the_city_brings_its_code_and_its_ward() -> None:
    want = wanted("中央一")
    assert want is not None
    place = own_towns(TOWNS, "あおばの市", want)[0]
    assert (place.code, place.machiaza, place.gyoseiku) == ("9990001", "0001001", "中央第一")


def test_a_town_that_is_split_stands_once_and_names_no_ward() -> None:
    split = next(row for row in TOWNS if row["banchi_from"])
    want = wanted(split["town"])
    assert want is not None
    found = own_towns(TOWNS, "あおばの市", want)
    assert [place.gyoseiku for place in found] == [""]


def test_apartments_are_those_of_the_address() -> None:
    assert names("0001001", banchi="2-3") == ["あおばハイツ"]
    assert len(names(town="中央一丁目", banchi="１番１号")) == 2
    assert "コーポ若葉" in names("0001001")
    assert names() == []


def test_apartments_narrow_by_name_kana_and_other_spelling() -> None:
    assert names("0001001", text="こーぽ") == ["コーポ若葉"]
    assert names("0001001", text="青葉") == ["あおばハイツ"]
    assert names("0001001", text="無い") == []


def test_an_apartment_says_its_rooms() -> None:
    assert buildings(APARTMENTS, "0001001", "", "２番３号", "") == [
        Building("あおばハイツ", "アオバハイツ", "101-105|201-205")
    ]


def test_nothing_looks_for_nothing() -> None:
    assert [wanted(text) for text in ("", "  ", "●○", "あ" * 41)] == [None] * 4


@given(st.text(max_size=45))
def test_any_letters_are_taken_apart_or_refused(text: str) -> None:
    want = wanted(text)
    assert want is None or want.start or want.heads
    if want:
        assert all(place.town for place in own_towns(TOWNS, "あおばの市", want))
