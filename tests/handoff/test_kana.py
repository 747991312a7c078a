"""Kana, its search form and romaji, held by tests/vectors/kana.json."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import kana
from handoff.refusal import Refused
from tests.vectors.read import told, vectors

DEEDS = {
    "to_katakana": kana.to_katakana,
    "to_half": kana.to_half,
    "admit": kana.admit_kana,
    "fold": kana.fold,
    "search_kana": kana.search_kana,
    "sound": kana.sound,
}
KANA = st.text(alphabet=[chr(code) for code in range(0x30A1, 0x30FB)] + ["ー", "・", "\u3000"], max_size=20)


@pytest.mark.parametrize("vector", vectors("kana"), ids=told)
def test_kana_comes_out_as_the_vectors_say(vector: dict[str, Any]) -> None:
    deed = DEEDS[vector["do"]]
    if "refused" in vector:
        with pytest.raises(Refused) as refused:
            deed(*vector["in"])
        assert refused.value.reason == vector["refused"]
    else:
        assert deed(*vector["in"]) == vector["out"]


@given(KANA)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert kana.fold(kana.fold(text)) == kana.fold(text)


@given(KANA)
def test_hiragana_and_half_width_find_the_same(text: str) -> None:
    hiragana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
    assert kana.fold(hiragana) == kana.fold(text)
    assert kana.to_katakana(hiragana) == text


@given(st.text(alphabet="アイウエオカガキギクグサザシジタダハバパヒビピマヤユヨラワンー・\u3000", max_size=20))
def test_half_width_kana_come_back_as_they_were(text: str) -> None:
    assert kana.to_full(kana.to_half(text)).replace(" ", "\u3000") == text


@given(KANA)
def test_what_is_admitted_is_admitted_again_unchanged(text: str) -> None:
    stored = kana.admit_kana(text, 20)
    assert kana.admit_kana(stored, 20) == stored


@given(st.text(max_size=20))
def test_any_text_can_be_searched(text: str) -> None:
    found = kana.search_kana(text)
    assert found is None or kana.fold(found) == found
    kana.sound(text)
