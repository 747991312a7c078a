"""The second factor, held by the vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.totp import STEP_MS, address, code_at, read, spelled, step_of

SECRET = b"12345678901234567890"
HOTP = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
TOTP = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}


@pytest.mark.parametrize(("step", "code"), list(enumerate(HOTP)))
def test_the_vectors_of_rfc_4226(step: int, code: str) -> None:
    assert code_at(SECRET, step) == code


@pytest.mark.parametrize(("seconds", "code"), list(TOTP.items()))
def test_the_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // 30, digits=8) == code


@given(st.integers(10, 10**8), st.integers(-3, 3))
def test_a_code_is_good_for_its_step_and_its_neighbours_and_once(step: int, off: int) -> None:
    now = step * STEP_MS + 12_345
    code = code_at(SECRET, step + off)
    found = step_of(SECRET, code, now, 0)
    assert found == step + off if abs(off) <= 1 else found is None or found in {step - 1, step, step + 1}
    if abs(off) <= 1:
        assert step_of(SECRET, code, now, step + off) != step + off


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_code_or_none(code: str) -> None:
    found = step_of(SECRET, code, 10**12, 0)
    assert found is None or code_at(SECRET, found)


def test_digits_of_an_ime_and_spaces_are_understood() -> None:
    assert step_of(SECRET, "７５５ ２２４", 0, -1) == 0


def test_a_secret_is_spelled_and_read_again() -> None:
    assert read(spelled(SECRET)) == SECRET and read("  gezd gnbv gy3t qojq gezd gnbv gy3t qojq ") == SECRET
    assert read("") is None and read("AAAA") is None and read("１") is None
    assert address(SECRET, "あおばの市", "100").startswith("otpauth://totp/%E3%81%82")
