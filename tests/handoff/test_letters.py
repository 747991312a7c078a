"""Kanji by their forms, readings and parts, over the tables that the project carries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.letters import Letters, by_code, kanji_in
from handoff.variants import VARIANTS
from server.exchange.kanji import read_letters


@pytest.mark.parametrize(
    ("typed", "letter"),
    [("きち", "吉"), ("キチ", "𠮷"), ("ｷﾁ", "吉"), ("kichi", "吉"), ("たか", "髙"), ("よし", "吉"), ("さき", "﨑")],
)
def test_a_letter_is_found_by_its_reading_with_the_forms_that_names_have(typed: str, letter: str) -> None:
    assert letter in {one for group in read_letters().read(typed) for one in group.letters}


def test_whole_readings_come_before_those_that_go_on_and_no_letter_comes_twice() -> None:
    groups = read_letters().read("たか")
    assert groups[0].of == "タカ" and all(group.of.startswith("タカ") for group in groups)
    assert [len(group.of) for group in groups] == sorted(len(group.of) for group in groups)
    letters = [one for group in groups for one in group.letters]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize("typed", ["", " ", "吉", "?", "ア" * 21, "xq"])
def test_what_is_no_reading_finds_nothing(typed: str) -> None:
    assert read_letters().read(typed) == []


@pytest.mark.parametrize(
    ("part", "strokes", "letter"), [("水", 9, "渡"), ("氵", 9, "渡"), ("艹", 9, "葛"), ("辶", 2, "辺")]
)
def test_a_letter_is_found_by_any_form_of_its_radical(part: str, strokes: int, letter: str) -> None:
    (group,) = read_letters().under(part, strokes)
    assert letter in group.letters and group.of == str(strokes)
    assert group in read_letters().under(part)


def test_the_radicals_are_214_by_their_strokes() -> None:
    groups = read_letters().radicals()
    assert sum(len(group.letters) for group in groups) == 214
    assert [int(group.of) for group in groups] == sorted(int(group.of) for group in groups)
    assert "水" in next(group.letters for group in groups if group.of == "4")


@given(st.sampled_from(sorted(VARIANTS)))
def test_of_any_form_that_is_searched_as_one_the_others_are_offered(code: int) -> None:
    letter, root = chr(code), VARIANTS[code]
    assert read_letters().forms(letter)[0] == letter
    assert root in read_letters().forms(letter) and letter in read_letters().forms(root)


def test_the_first_kanji_of_what_was_typed_is_meant() -> None:
    assert [kanji_in(typed) for typed in ("たか髙", "𠮷野", "神", "たか?", "")] == ["髙", "𠮷", "神", "", ""]


def test_a_letter_without_other_forms_is_alone() -> None:
    assert read_letters().forms("あ") == ("あ",)


@given(st.text(max_size=24))
def test_whatever_is_typed_is_no_fault(typed: str) -> None:
    table = Letters("# x\nタカイ\t高\n", "=水\t4\n0\t水氵\n2\t求汁\n", "高\t髙\n")
    table.read(typed)
    table.under(typed)
    by_code(typed)


@pytest.mark.parametrize(
    ("typed", "letter"), [("U+20BB7", "𠮷"), ("u+9ad9", "髙"), (" U9AD9 ", "髙"), ("0x5409", "吉")]
)
def test_a_code_point_names_a_letter(typed: str, letter: str) -> None:
    assert by_code(typed) == letter


@pytest.mark.parametrize("typed", ["U+E000", "U+D800", "U+0041", "U+110000", "20BB7", "", "U+FFFFFF"])
def test_a_code_point_that_is_no_letter_of_a_name_names_none(typed: str) -> None:
    assert by_code(typed) is None
