"""The driver's licence: what is printed on its face by PIN1, its validity without; odd characters by eye."""

from __future__ import annotations

import pytest

from devices.cards import licence
from devices.cards.apdu import OddCard
from devices.cards.detect import detect
from devices.cards.secret import Secret, TooFewTries, WrongSecret
from devices.pretend.licence import Holder, Licence, jis
from tests.devices.held import hold

FACE = {
    "name": "日本　花子",
    "kana": "ニホン　ハナコ",
    "birth": "1986-05-01",
    "address": "長崎県佐世保市八幡町１－１０",
}


def test_the_pretend_licence_has_published_bytes() -> None:
    assert jis("日本　花子").hex() == "467c4b5c212132563b52"
    assert jis("長崎県佐世保市八幡町１－１０").hex() == "44393a6a38293a3440244a5d3b54482c4828442e2331215d23312330"


def test_it_is_found_without_using_a_try() -> None:
    card = Licence(Holder())
    assert hold(detect(), card) == "licence"
    assert hold(licence.look(), card) == licence.Look(3, "2024-04-01", "2029-06-01")
    assert card.verifies == 0


def test_pin1_opens_the_face() -> None:
    card = Licence(Holder())
    read = hold(licence.read(Secret("1234")), card)
    assert (read.values, read.expires, read.confirm) == (FACE, "2029-06-01", ())
    assert card.verifies == 1


def test_a_licence_without_pins_needs_none() -> None:
    card = Licence(Holder(pin=None))
    assert hold(licence.look(), card).pin_left is None
    assert hold(licence.read(None), card).values == FACE


def test_after_one_slip_the_pin_is_not_sent_again() -> None:
    card = Licence(Holder())
    with pytest.raises(WrongSecret) as wrong:
        hold(licence.read(Secret("9999")), card)
    assert wrong.value.left == 2
    with pytest.raises(TooFewTries):
        hold(licence.read(Secret("1234")), card)
    assert card.verifies == 1
    assert hold(licence.look(), card).expires == "2029-06-01"


def test_without_a_pin_nothing_is_sent_to_a_card_that_has_one() -> None:
    card = Licence(Holder())
    with pytest.raises(OddCard):
        hold(licence.read(None), card)
    assert card.verifies == 0


def test_a_character_outside_the_code_is_named_and_confirmed_by_eye() -> None:
    read = hold(licence.read(Secret("1234")), Licence(Holder(name="〓本　花子")))
    assert read.values["name"] == "〔外字1〕本　花子"
    assert read.confirm == ("name",)


def test_a_change_on_the_back_makes_name_and_address_doubtful() -> None:
    assert hold(licence.read(Secret("1234")), Licence(Holder(changed=True))).confirm == ("name", "address")


def test_signs_with_two_names_are_written_as_other_cards_write_them() -> None:
    assert licence.text(bytes.fromhex("215D2141"), "address") == ("－～", False)
    assert licence.text(b"\xff\xfa", "name") == ("〔欠字〕", True)


@pytest.mark.parametrize("data", [b"\x21", b"\x7f\x7f", b"\x80\x80", b"\xff\xf0", b"\x2f\x7e", b"\x30\x21" * 201])
def test_codes_that_are_none_give_nothing_at_all(data: bytes) -> None:
    with pytest.raises(OddCard):
        licence.text(data, "name")


@pytest.mark.parametrize("birth", ["0610501", "3611301", "3000000"])
def test_a_birth_that_is_no_day_is_left_out(birth: str) -> None:
    assert "birth" not in hold(licence.read(Secret("1234")), Licence(Holder(birth=birth))).values
