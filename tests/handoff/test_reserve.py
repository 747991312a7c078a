"""停電の備え: no two kits that are kept share a number, and an arrival lies in the past."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.offices import House, Line
from handoff.refusal import Reason, Refused
from handoff.reserve import BLOCKS, COUNT, DAY_MS, Kit, must_be_free, must_have_come, must_print, next_block, numbers


def kit(first: int, made: int, withdrawn: int | None = None, letter: str = "E") -> Kit:
    return Kit(f"kit{made}", "main", letter, first, made, "U01", "中村", [], 1, withdrawn=withdrawn)


@given(st.lists(st.booleans(), max_size=40))
def test_kits_that_are_kept_never_share_a_number(withdrawals: list[bool]) -> None:
    """However they are printed and withdrawn; when no numbers are free it is said, and only then."""
    kits: list[Kit] = []
    for at, withdrawn in enumerate(withdrawals):
        kept = [one for one in kits if one.withdrawn is None]
        try:
            first = next_block(kits, "E")
        except Refused as no:
            assert no.reason is Reason.numbers_used_up and len(kept) == BLOCKS
            kits = [replace(one, withdrawn=at) for one in kits]
            continue
        new = kit(first, at, at if withdrawn else None)
        assert not set(numbers(new)) & {number for one in kept for number in numbers(one)}
        kits.append(new)


def test_the_first_kit_begins_with_e001_and_a_new_one_takes_what_was_printed_longest_ago() -> None:
    """A number that lies in somebody's drawer, withdrawn but not thrown away, comes again as late as can be."""
    assert next_block([], "E") == 1
    assert numbers(kit(1, 0))[0] == "E001" and numbers(kit(101, 0))[-1] == "E200"
    assert next_block([kit(1, 5, withdrawn=6)], "E") == 101
    assert next_block([kit(at, 100 - at // COUNT, withdrawn=200) for at in range(1, BLOCKS * COUNT, COUNT)], "E") == 801
    assert next_block([kit(1, 5)], "F") == 1


def test_a_letter_that_a_line_gives_is_not_printed() -> None:
    house = House([], [], [], [Line("main", "G11", "G11", "戸籍", "JE")], [])
    with pytest.raises(Refused) as no:
        must_be_free(house, "E")
    assert no.value.reason is Reason.not_a_choice
    must_be_free(house, "F")


@pytest.mark.parametrize(
    ("forms", "copies", "reason"),
    [
        (["F001", "F999"], 1, Reason.no_such_item),
        (["F001", "F001"], 1, Reason.bad_message),
        (["F001"], 0, Reason.bad_message),
        (["F001", "F002"], 251, Reason.too_big),
    ],
)
def test_what_cannot_be_printed_is_refused(forms: list[str], copies: int, reason: Reason) -> None:
    with pytest.raises(Refused) as no:
        must_print(forms, {"F001": 1, "F002": 1}, copies)
    assert no.value.reason is reason
    must_print(["F001", "F002"], {"F001": 1, "F002": 1}, 250)


@pytest.mark.parametrize(
    ("arrived", "reason"), [(1_001, Reason.future_date), (1_000 - 30 * DAY_MS - 1, Reason.past_time)]
)
def test_a_visitor_came_before_now_and_within_the_days_of_a_slip(arrived: int, reason: Reason) -> None:
    with pytest.raises(Refused) as no:
        must_have_come(arrived, 1_000, 30)
    assert no.value.reason is reason
    must_have_come(1_000, 1_000, 30)
    must_have_come(1_000 - 30 * DAY_MS, 1_000, 30)
