"""QR of a moving-out certificate: read as a city says, never taken for a slip's code, and whole or not at all."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import ticket
from handoff.moving_code import LONGEST, CodeSettings, read
from handoff.refusal import Reason, Refused

ITEMS = ["m_name", "m_kana", "m_birth", "m_sex", "m_zokugara", "", "old_city", "new_town", "new_banchi"]
MINE = CodeSettings("TS01:", items=ITEMS)
MIURA = "三浦　誠|ミウラ マコト|S60.2.11|1|世帯主|X|となり市|中央一丁目|９番９号"
MINATO = "三浦　湊|ミウラ ミナト|2016-06-18|1|子|X|となり市|中央一丁目|９番９号"


def test_those_who_move_together_are_read_each_field_by_its_item() -> None:
    one, two = read(MINE, f"TS01:{MIURA}/{MINATO}\r\n")
    assert one.values["m_kana"] == "ミウラ　マコト"
    assert (one.values["m_birth"], one.values["m_sex"], one.values["old_city"]) == ("1985-02-11", "男", "となり市")
    assert (two.values["m_name"], two.values["m_zokugara"]) == ("三浦　湊", "子")
    assert one.household == two.household


@given(st.text(max_size=60) | st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_no_code_of_a_slip_is_taken_for_one_and_none_for_a_slips(text: str) -> None:
    assert not CodeSettings().is_mine(text), "switched off"
    if MINE.is_mine(text):
        with pytest.raises(Refused):
            ticket.read(text, "999989")


@pytest.mark.parametrize(
    "text",
    [
        "TS01:",
        "TS01:三浦",
        f"TS01:{MIURA}|",
        f"TS01:{MIURA}/",
        f"TS01:{MIURA.replace('|1|', '|9|')}",
        f"TS01:{MIURA.replace('三浦　誠', '')}",
        "TS01:" + "/".join([MIURA] * 21),
        "TS01:" + "あ" * LONGEST,
    ],
)
def test_what_is_not_of_the_layout_is_refused_without_a_word_of_it(text: str) -> None:
    with pytest.raises(Refused) as no:
        read(MINE, text)
    assert (no.value.reason, no.value.at, no.value.more) == (Reason.wrong_pattern, "code", {})


@pytest.mark.parametrize(
    "said",
    [
        {"begins": "2027"},
        {"begins": "TS", "items": ["m_name"]},
        {"begins": "TS", "items": ["m_name", "m_birth", "m_birth"]},
        {"begins": "TS", "items": ["m_name", "m_birth", "nobody"]},
        {"begins": "TS", "items": ["m_name", "m_birth", "notice"]},
        {"begins": "TS", "items": ["m_name", "m_birth"], "between": "/"},
    ],
)
def test_a_layout_that_could_not_be_read_is_none(said: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(said, CodeSettings)
