"""No bytes from a card hang, crash or misfill; no secret is sent twice, whatever the card answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards import licence, mynumber, residence, tlv
from devices.cards.apdu import CardProblem, OddCard, converse
from devices.cards.detect import detect
from devices.cards.read import Card
from devices.cards.secret import Secret
from handoff.card import TAKES
from tests.devices.held import NUMBER, cards, chance, hold

STATUS = st.sampled_from(
    [0x9000, 0x9000, 0x9000, 0x63C3, 0x63C1, 0x6300, 0x6B00, 0x6282, 0x6CFF, 0x6110, 0x6984, 0x6A82]
)
ANSWERS = st.lists(
    st.one_of(
        st.binary(max_size=600),
        st.builds(lambda data, word: data + word.to_bytes(2, "big"), st.binary(max_size=300), STATUS),
    ),
    max_size=30,
)
TALKS = {
    "detect": detect,
    "mynumber look": mynumber.look,
    "mynumber": lambda: mynumber.read(Secret("1234"), number=True),
    "licence look": licence.look,
    "licence": lambda: licence.read(Secret("1234")),
    "residence look": residence.look,
    "residence": lambda: residence.read(Secret(NUMBER), chance()),
}
MOST_COMMANDS = 400


class Gone(Exception):
    pass


class Scripted:
    """A card that answers what it likes, and goes away in the end or says the last thing for ever."""

    def __init__(self, answers: list[bytes], stubborn: bool) -> None:
        self.answers = answers
        self.stubborn = stubborn
        self.said = 0
        self.verifies = 0

    def answer(self, command: bytes) -> bytes:
        assert self.said < MOST_COMMANDS, "a conversation without an end"
        self.verifies += command[1] == 0x20 and len(command) > 4
        self.said += 1
        if self.said <= len(self.answers):
            return self.answers[self.said - 1]
        if self.stubborn and self.answers:
            return self.answers[-1]
        raise Gone


@pytest.mark.parametrize("name", TALKS)
@given(answers=ANSWERS, stubborn=st.booleans())
def test_whatever_a_card_answers_a_conversation_ends(name: str, answers: list[bytes], stubborn: bool) -> None:
    card = Scripted(answers, stubborn)
    try:
        said = converse(TALKS[name](), card.answer)
    except (CardProblem, Gone):
        said = None
    assert card.verifies <= 1
    if isinstance(said, Card):
        assert said.values.keys() <= TAKES.keys()
        assert all(isinstance(value, str) and 0 < len(value) <= 400 for value in said.values.values())


@pytest.mark.parametrize("name", list(cards()))
@given(data=st.data())
def test_one_byte_that_is_another_one_fills_no_other_field(name: str, data: st.DataObject) -> None:
    """Length bytes, tags, status words: a field is right, or changed in itself, or all is refused."""
    card, talk = cards()[name]
    whole = hold(talk(), card).values
    card, talk = cards()[name]
    card.power(True)
    card.answer(b"\x00\xa4\x04\x0c\x00")
    which = data.draw(st.integers(0, 30))
    place = data.draw(st.floats(0, 1, exclude_max=True))
    other = data.draw(st.integers(1, 255))
    said = -1

    def garbled(command: bytes) -> bytes:
        nonlocal said
        said += 1
        answer = bytearray(card.answer(command))
        if said == which:
            answer[int(place * len(answer))] ^= other
        return bytes(answer)

    try:
        got = converse(talk(), garbled).values
    except CardProblem:
        return
    assert got.keys() <= whole.keys()
    for field, value in got.items():
        assert value not in [told for key, told in whole.items() if key != field]


@pytest.mark.parametrize("name", list(cards()))
def test_a_card_that_is_pulled_out_gives_nothing_and_was_tried_once(name: str) -> None:
    card, talk = cards()[name]
    hold(talk(), card)
    total = card.commands  # type: ignore[attr-defined]
    for last in range(total):
        card, talk = cards()[name]
        card.power(True)
        card.answer(b"\x00\xa4\x04\x0c\x00")
        left = last

        def pulled(command: bytes, card=card) -> bytes:  # type: ignore[no-untyped-def]
            nonlocal left
            left -= 1
            if left < 0:
                raise Gone
            return card.answer(command)

        if last < total - 1:
            with pytest.raises(Gone):
                converse(talk(), pulled)
        assert card.verifies <= 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("data", ["DF", "DF22", "DF2205", "DF2283000001AA", "DF2280", "10", "1081", "1082FF", "5FFFFF"])
def test_lengths_past_the_end_are_refused(data: str) -> None:
    with pytest.raises(OddCard):
        tlv.items(bytes.fromhex(data))


def test_unknown_tags_are_dropped_and_a_second_one_replaces_nothing() -> None:
    assert tlv.items(bytes.fromhex("DFD10141" + "120142" + "120143" + "FF" + "120144")) == {0xDFD1: b"A", 0x12: b"B"}


@given(st.binary(max_size=200))
def test_a_list_of_any_bytes_is_read_or_refused(data: bytes) -> None:
    try:
        found = tlv.items(data)
    except OddCard:
        return
    assert sum(map(len, found.values())) <= len(data)
