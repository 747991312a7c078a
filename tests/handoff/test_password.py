"""Passwords: what the city's rules take, and what the first guess would be."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.password import ALPHABET, PasswordSettings, first_password, must_be_good
from handoff.refusal import Reason, Refused

KNOWN = ("1000040", "森 さくら", "morisakura", "あおばの市")
CITY = PasswordSettings()


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "k7mp-2xqt-9dhw-4rnb", "むかしむかしあるところに", "Tr0ub4dor&3x"]
)
def test_a_long_one_that_nobody_guesses_is_taken(password: str) -> None:
    must_be_good(password, CITY, KNOWN)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", Reason.password_short),
        ("short-9", Reason.password_short),
        ("x" * 257, Reason.too_long),
        ("aaaaaaaaaaaaaaa", Reason.password_easy),
        ("ababababababab", Reason.password_easy),
        ("1234567890", Reason.password_easy),
        ("qwertyuiop12345", Reason.password_easy),
        ("password1234", Reason.password_easy),
        ("１０００040morisakura", Reason.password_easy),
        ("MoriSakura1000040", Reason.password_easy),
        ("あおばの市さくら1", Reason.password_short),
        ("あおばの市あおばの市1", Reason.password_easy),
        ("zyxwvutsrqponm", Reason.password_easy),
    ],
)
def test_what_is_short_or_easy_is_refused(password: str, why: Reason) -> None:
    with pytest.raises(Refused) as no:
        must_be_good(password, CITY, KNOWN)
    assert no.value.reason is why


@given(st.text(max_size=300))
def test_whatever_is_typed_is_taken_or_refused(password: str) -> None:
    try:
        must_be_good(password, CITY, KNOWN)
    except Refused:
        return
    assert len(password) >= CITY.length


@given(st.binary(min_size=32, max_size=32))
def test_a_first_password_can_be_read_from_paper_and_is_a_good_one(chance: bytes) -> None:
    made = first_password(chance)
    assert [len(part) for part in made.split("-")] == [4, 4, 4, 4]
    assert set(made) <= {*ALPHABET, "-"}


def test_first_passwords_differ() -> None:
    assert len({first_password(os.urandom(32)) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("wrong", [{"length": 7}, {"tries": 0}, {"factor": "some"}, {"proof_minutes": 0}])
def test_settings_out_of_reach_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="passwords"):
        PasswordSettings(**wrong)  # type: ignore[arg-type]
