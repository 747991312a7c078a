"""The My Number card: four facts by PIN or by what is printed on it; never locked by us."""

from __future__ import annotations

import pytest

from devices.cards import mynumber
from devices.cards.apdu import OddCard
from devices.cards.detect import detect
from devices.cards.secret import NotASecret, Secret, TooFewTries, WrongSecret
from devices.pretend.mynumber import Holder, MyNumberCard, facts
from tests.devices.held import KOKUTOU, hold

FACTS = {"name": "黒桐　幹也", "address": "東京都清瀬市観布子南１２－７－２０２", "birth": "1980-02-17", "sex": "男"}
TEST_CARD = bytes.fromhex(
    "FF2065DF2108000E002000590064DF220Fe9bb92e6a190e38080e5b9b9e4b99fDF2336e69db1e4baace983bde6b885e780ace5b882e8a6b3e5b8"
    "83e5ad90e58d97efbc91efbc92efbc8defbc97efbc8defbc92efbc90efbc92DF24083139383030323137DF250131"
)


def test_the_pretend_card_has_the_very_bytes_of_a_published_test_card() -> None:
    assert facts(KOKUTOU) == TEST_CARD


def test_the_first_command_after_power_is_lost_and_the_card_is_found() -> None:
    card = MyNumberCard(KOKUTOU)
    card.power(True)
    assert hold(detect(), card) == "mynumber"
    assert card.verifies == 0


def test_a_look_uses_no_try() -> None:
    card = MyNumberCard(KOKUTOU)
    assert hold(mynumber.look(), card) == mynumber.Look(3, 10, "2035-02-17")
    assert card.verifies == 0


def test_a_card_that_is_a_licence_too_is_known_before_anything_is_opened() -> None:
    card = MyNumberCard(KOKUTOU, licence=True)
    assert hold(mynumber.look(), card) == mynumber.Look(3, 10, "2035-02-17", licence=True)
    assert hold(mynumber.read(Secret("1234")), card).values == FACTS
    assert card.verifies == 1


def test_the_pin_opens_the_four_facts_and_not_the_number() -> None:
    card = MyNumberCard(KOKUTOU)
    read = hold(mynumber.read(Secret("1234")), card)
    assert read.values == FACTS
    assert read.expires == "2035-02-17"
    assert card.verifies == 1


def test_the_number_is_read_only_when_it_is_asked_for() -> None:
    read = hold(mynumber.read(Secret("1234"), number=True), MyNumberCard(KOKUTOU))
    assert read.values == FACTS | {"mynumber": "537686677188"}


def test_what_is_printed_on_the_card_opens_the_facts_without_the_pin() -> None:
    assert mynumber.code_b("1980-02-17", "2035-02-17", "2285") == "55021720352285"
    card = MyNumberCard(KOKUTOU)
    assert hold(mynumber.read(Secret("55021720352285"), number=True), card).values == FACTS
    assert card.pin.left == 3


@pytest.mark.parametrize(
    ("birth", "year"), [("2019-04-30", "31"), ("2019-05-01", "01"), ("1989-01-07", "64"), ("1926-12-25", "01")]
)
def test_the_year_of_birth_in_the_code_is_that_of_its_era(birth: str, year: str) -> None:
    assert mynumber.code_b(birth, "2030", "0001").startswith(year)


@pytest.mark.parametrize("printed", [("1980-2-17", "2035", "2285"), ("1980-02-17", "35", "2285"), ("", "2035", "1")])
def test_what_is_not_printed_so_makes_no_code(printed: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="printed"):
        mynumber.code_b(*printed)


def test_wrong_pins_go_down_to_the_floor_and_no_further() -> None:
    card = MyNumberCard(KOKUTOU)
    for left in (2, 1):
        with pytest.raises(WrongSecret) as wrong:
            hold(mynumber.read(Secret("9999")), card)
        assert wrong.value.left == left
    for pin in ("9999", "1234"):
        with pytest.raises(TooFewTries) as few:
            hold(mynumber.read(Secret(pin)), card)
        assert few.value.left == 1
    assert card.verifies == 2
    assert card.pin.left == 1
    assert hold(mynumber.read(Secret("55021720352285")), card).values == FACTS


def test_a_locked_card_is_asked_and_not_tried() -> None:
    card = MyNumberCard(KOKUTOU)
    card.pin.left = 0
    with pytest.raises(TooFewTries) as few:
        hold(mynumber.read(Secret("1234")), card)
    assert few.value.left == 0
    assert card.verifies == 0


@pytest.mark.parametrize("typed", ["", "123", "12345", "12a4", "１２３４", "1234\n", "5502172035228", "𠮷"])
def test_what_has_not_the_form_of_a_secret_is_not_sent(typed: str) -> None:
    card = MyNumberCard(KOKUTOU)
    with pytest.raises(NotASecret):
        hold(mynumber.read(Secret(typed)), card)
    assert card.verifies == 0


def test_an_entry_is_good_for_one_verify() -> None:
    secret = Secret("1234")
    hold(mynumber.read(secret), MyNumberCard(KOKUTOU))
    card = MyNumberCard(KOKUTOU)
    with pytest.raises(NotASecret):
        hold(mynumber.read(secret), card)
    assert card.verifies == 0
    assert "1234" not in repr(secret)
    assert "1234" not in str(vars(secret))


def test_names_outside_the_basic_plane_and_long_addresses_are_read_whole() -> None:
    holder = Holder(
        "髙橋　𠮷男", "あおばの市みどり台三丁目１２番地　" + "長い棟" * 50, "1947-02-28", number="000000000655"
    )
    read = hold(mynumber.read(Secret("1234"), number=True), MyNumberCard(holder))
    assert read.values["name"] == holder.name
    assert read.values["address"] == holder.address


def test_bytes_before_the_facts_are_passed_over() -> None:
    assert hold(mynumber.read(Secret("1234")), MyNumberCard(KOKUTOU, before=b"\x00\x65")).values == FACTS


def test_a_birth_that_is_not_known_is_left_out_and_never_made_up() -> None:
    card = MyNumberCard(Holder("山田　太郎", "あおばの市", "1947-00-00"))
    assert "birth" not in hold(mynumber.read(Secret("1234")), card).values


@pytest.mark.parametrize("sex", ["0", "3", "9", ""])
def test_a_sex_that_no_form_has_is_left_out(sex: str) -> None:
    holder = Holder("山田　太郎", "あおばの市", "1984-04-12", sex=sex)
    assert "sex" not in hold(mynumber.read(Secret("1234")), MyNumberCard(holder)).values


@pytest.mark.parametrize("name", ["", "　", "山田\x00太郎", "a" * 201])
def test_a_name_that_is_none_gives_nothing_at_all(name: str) -> None:
    with pytest.raises(OddCard):
        hold(mynumber.read(Secret("1234")), MyNumberCard(Holder(name, "あおばの市", "1984-04-12")))


def test_a_number_with_a_wrong_check_digit_gives_nothing_at_all() -> None:
    holder = Holder("山田　太郎", "あおばの市", "1984-04-12", number="537686677189")
    with pytest.raises(OddCard):
        hold(mynumber.read(Secret("1234"), number=True), MyNumberCard(holder))


def test_a_card_prints_as_nothing() -> None:
    read = hold(mynumber.read(Secret("1234")), MyNumberCard(KOKUTOU))
    assert "黒桐" not in f"{read} {[read]}"
