"""手続番号: what its check digit finds, how it is read, held by tests/vectors/ticket.json."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import ticket
from handoff.refusal import Reason, Refused
from tests.vectors.read import told, vectors

CITY = "999989"
RANDOM15 = st.text("0123456789", min_size=15, max_size=15)


@pytest.mark.parametrize("vector", vectors("ticket"), ids=told)
def test_a_code_is_read_as_the_vectors_say(vector: dict[str, Any]) -> None:
    deed = getattr(ticket, vector["do"])
    if "refused" in vector:
        with pytest.raises(Refused) as refused:
            deed(*vector["in"])
        assert (refused.value.reason, refused.value.more["fault"]) == (vector["refused"], vector["fault"])
    else:
        assert deed(*vector["in"]) == vector["out"]


@given(RANDOM15)
def test_a_made_code_is_read_in_every_spelling(random15: str) -> None:
    code = ticket.make(random15, CITY)
    assert len(code) == 16
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in ticket.groups(code) if digit != " ")
    for text in (code, ticket.groups(code), ticket.groups(code).replace(" ", "-"), wide, f" {wide}\r\n"):
        assert ticket.read(text, CITY) == code


@given(RANDOM15, st.integers(0, 15), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(random15: str, place: int, off: int) -> None:
    code = ticket.make(random15, CITY)
    wrong = code[:place] + str((int(code[place]) + off) % 10) + code[place + 1 :]
    with pytest.raises(Refused) as refused:
        ticket.read(wrong, CITY)
    assert refused.value.more["fault"] == "check"


@given(RANDOM15, st.integers(0, 14))
def test_every_swap_of_neighbours_is_found(random15: str, place: int) -> None:
    code = ticket.make(random15, CITY)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(Refused):
            ticket.read(swapped, CITY)


def test_nine_of_ten_other_cities_refuse_the_slip() -> None:
    code = ticket.make("271828182845904", CITY)
    others = [f"{number:06}" for number in range(100000, 110000)]
    accepted = sum(_reads(code, city) for city in others)
    assert accepted == len(others) // 10


def test_the_refusal_says_how_many_digits_there_were_and_not_which() -> None:
    with pytest.raises(Refused) as refused:
        ticket.read("1234 5678", CITY)
    assert refused.value.reason is Reason.bad_ticket
    assert refused.value.more == {"fault": "short", "n": 8, "of": 16}
    assert "1234" not in str(refused.value)


@given(st.binary(min_size=16, max_size=16))
def test_fifteen_digits_come_from_sixteen_bytes(chance: bytes) -> None:
    drawn = ticket.draw(chance)
    assert len(drawn) == 15
    assert int(drawn) == int.from_bytes(chance, "big") % 10**15


@given(st.text(max_size=100))
def test_any_text_is_a_code_or_bad_ticket(text: str) -> None:
    try:
        code = ticket.read(text, CITY)
    except Refused as refused:
        assert refused.reason is Reason.bad_ticket
    else:
        assert ticket.make(code[:15], CITY) == code


def test_the_record_keeps_the_digest_of_the_digits() -> None:
    assert ticket.digest("1234567890123459") == hashlib.sha256(b"1234567890123459").digest()


def _reads(code: str, city: str) -> bool:
    try:
        return ticket.read(code, city) == code
    except Refused:
        return False
