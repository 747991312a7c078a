"""What may come in, what is never changed, and how names are compared."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import characters
from handoff.refusal import Reason, Refused
from handoff.variants import VARIANTS

CITY = Path(__file__).parents[2] / "deploy" / "city" / "aobano"
TSUJI = "辻\U000e0100"
KEYBOARD = "\ufa19\ufa1b\ufa10\uf9dc\uf929"  # 神 福 塚 隆 朗 in the forms that NFC would replace


@given(st.text(max_size=60))
def test_what_is_admitted_is_what_was_typed_but_for_kana_put_together(text: str) -> None:
    try:
        admitted = characters.admit(text, 60)
    except Refused as refused:
        assert refused.reason is Reason.bad_characters
    else:
        assert admitted == characters.compose_kana(text)
        assert unicodedata.normalize("NFD", admitted) == unicodedata.normalize("NFD", text)
        assert characters.admit(admitted, 60) == admitted


@pytest.mark.parametrize("name", [KEYBOARD, "髙橋", "山﨑", "𠮷野", TSUJI, "é", "e\u0301", "ﾔﾏﾀﾞ", "①㈱"])
def test_a_name_is_never_normalised(name: str) -> None:
    assert characters.admit(name, 20) == name


@pytest.mark.parametrize(
    ("apart", "together"), [("か\u3099", "が"), ("ハ\u309a", "パ"), ("う\u3099", "ゔ"), ("ワ\u3099", "ヷ")]
)
def test_kana_with_a_voicing_mark_are_put_together(apart: str, together: str) -> None:
    assert characters.admit(apart, 5) == together


@pytest.mark.parametrize("text", ["山\u3099", "ア\u309a", "\u3099"])
def test_other_marks_stay_where_they_are(text: str) -> None:
    assert characters.admit(text, 5) == text


@pytest.mark.parametrize(
    "code",
    [
        0x0000,
        0x0007,
        0x0009,
        0x000A,
        0x000D,
        0x007F,
        0x0085,
        0x061C,
        0x200E,
        0x2028,
        0x202E,
        0x2066,
        0xD800,
        0xDFFF,
        0xFDD0,
        0xFDEF,
        0xFEFF,
        0xFFFE,
        0xFFFF,
        0x1FFFE,
        0x10FFFF,
    ],
)
def test_dangerous_characters_are_refused_by_their_number(code: int) -> None:
    with pytest.raises(Refused) as refused:
        characters.admit(f"山{chr(code)}田", 20, at="m_name")
    assert refused.value.reason is Reason.bad_characters
    assert refused.value.more == {"code": f"U+{code:04X}"}
    assert refused.value.at == "m_name"


def test_only_long_texts_have_tabs_and_lines() -> None:
    assert characters.admit("一\t二\n三", 20, long=True) == "一\t二\n三"
    with pytest.raises(Refused):
        characters.admit("一\r二", 20, long=True)


def test_a_base_with_its_selector_is_one_character() -> None:
    assert characters.count(TSUJI * 3 + "𠮷") == 4
    assert characters.admit(TSUJI * 5, 5) == TSUJI * 5
    with pytest.raises(Refused) as refused:
        characters.admit(TSUJI * 6, 5)
    assert refused.value.more == {"n": 6, "limit": 5}


def test_nobody_hides_a_long_text_behind_selectors() -> None:
    assert characters.count("辻" + "\U000e0100" * 10) == 10
    with pytest.raises(Refused):
        characters.admit("辻" + "\U000e0100" * 1_000_000, 100)


@given(st.text(alphabet=["山", "𠮷", "\U000e0100", "\ufe00"], max_size=30))
def test_the_count_is_never_more_than_the_code_points_and_at_least_half(text: str) -> None:
    assert len(text) / 2 <= characters.count(text) <= len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋　一", "高橋 一"),
        ("山﨑", "山崎"),
        ("𠮷田", "吉田"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡邉"),
        (TSUJI, "辻"),
        ("齋藤", "斉藤"),
        ("齊藤", "斎藤"),
        (KEYBOARD, "神福塚隆朗"),
        ("三郞", "三郎"),
        ("\ufa2e", "郎"),
        ("ＡＮ　Lee", "an LEE"),
    ],
)
def test_variants_of_a_name_are_found_together(one: str, other: str) -> None:
    assert characters.search_form(one) == characters.search_form(other)


@pytest.mark.parametrize(("one", "other"), [("山田", "山口"), ("太郎", "大郎"), ("士", "土")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert characters.search_form(one) != characters.search_form(other)


@given(st.text(max_size=30))
def test_the_search_form_is_a_form(text: str) -> None:
    once = characters.search_form(text)
    assert characters.search_form(once) == once


def test_a_variant_leads_to_a_form_that_is_no_variant_itself() -> None:
    assert all(ord(form) not in VARIANTS for form in VARIANTS.values())


def test_the_names_of_the_demo_city_come_in_unchanged() -> None:
    with (CITY / "sample_residents.csv").open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert len(names) > 10
    assert [characters.admit(name, 100) for name in names] == names
