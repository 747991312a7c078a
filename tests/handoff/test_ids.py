"""The shapes of ids."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import ids
from handoff.refusal import Reason, Refused

KINDS = [
    (ids.new_op, ids.check_op, ids.OP_BYTES, 26),
    (ids.new_case, ids.check_case, ids.CASE_BYTES, 16),
    (ids.new_person, ids.check_person, ids.PERSON_BYTES, 8),
]


@pytest.mark.parametrize(("new", "check", "size", "length"), KINDS)
@given(data=st.data())
def test_an_id_holds_all_of_its_chance_and_passes_its_own_check(
    data: st.DataObject, new: Callable[[bytes], str], check: Callable[[str], str], size: int, length: int
) -> None:
    chance = data.draw(st.binary(min_size=size, max_size=size))
    made = new(chance)
    assert len(made) == length
    assert check(made) == made
    number = 0
    for letter in made:
        number = number * 32 + ids.ALPHABET.index(letter)
    assert number == int.from_bytes(chance, "big")


@pytest.mark.parametrize(
    "text", ["", "short", "with.dot.in.a.long.word", "has space in a long word", "a" * 41, "あ" * 26]
)
def test_what_could_break_a_key_is_no_op(text: str) -> None:
    with pytest.raises(Refused) as refused:
        ids.check_op(text)
    assert refused.value.reason is Reason.wrong_pattern


def test_a_uuid_of_a_browser_is_an_op() -> None:
    assert ids.check_op("123e4567-e89b-42d3-a456-426614174000")


@pytest.mark.parametrize("text", ["p1", "ABCDEFGH", "abcdefg", "abcdefgi", "abcdefg\n", "1234567８"])
def test_a_person_has_eight_plain_letters(text: str) -> None:
    with pytest.raises(Refused):
        ids.check_person(text)


def test_a_case_is_not_a_person() -> None:
    with pytest.raises(Refused):
        ids.check_case("abcdefgh")
