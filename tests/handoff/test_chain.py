"""The audit's chain: whatever is done to its rows is found, and where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.chain import START, Check, Head, link

Chain = list[list[Any]]


def chain(count: int) -> Chain:
    """Rows, each with its hash."""
    rows, before = [], START
    for seq in range(1, count + 1):
        values = [seq, f"look-{seq}", 1_000 + seq, "U01", "W05", "main", "open", f"case-{seq}", "{}", "", "", False]
        before = link(before, values)
        rows.append([*values, before])
    return rows


def heads(rows: Chain, *places: int) -> list[Head]:
    """What the second place heard."""
    return [Head(rows[place - 1][0], rows[place - 1][-1].hex(), 0) for place in places]


def found(rows: Chain, told: list[Head]) -> list[tuple[int, str]]:
    """What a check finds."""
    walk = Check(told)
    walk.walk(rows)
    return [(one.seq, one.what) for one in walk.end().breaks]


def test_a_chain_that_nobody_touched_holds() -> None:
    rows = chain(50)
    assert found(rows, heads(rows, 10, 50)) == []


@given(st.integers(1, 30), st.integers(0, 11))
def test_a_changed_cell_is_found_in_its_row(seq: int, column: int) -> None:
    rows = chain(30)
    rows[seq - 1][column] = "another"
    if column == 0:
        rows[seq - 1][0] = 77
    assert (rows[seq - 1][0], "changed") in found(rows, heads(rows, 30) if seq != 30 else [])


@given(st.integers(2, 29))
def test_a_row_taken_out_is_found(seq: int) -> None:
    rows = chain(30)
    told = heads(rows, 30)
    del rows[seq - 1]
    assert (seq, "missing") in found(rows, told)


def test_a_row_put_in_is_found() -> None:
    rows = chain(10)
    told = heads(rows, 10)
    rows.insert(4, list(rows[3]))
    assert (4, "order") in found(rows, told)


def test_rows_that_changed_places_are_found() -> None:
    rows = chain(10)
    told = heads(rows, 10)
    rows[4][0], rows[5][0] = rows[5][0], rows[4][0]
    rows[4], rows[5] = rows[5], rows[4]
    assert {(5, "changed"), (6, "changed")} <= set(found(rows, told))


def test_rows_cut_off_at_the_end_are_found_by_the_second_place() -> None:
    rows = chain(10)
    told = heads(rows, 3, 10)
    assert found(rows[:7], told) == [(8, "cut")]
    assert found([], told) == [(1, "cut")]
    assert found(rows[:7], []) == [], "nobody told how far it went: that is why there is a second place"


def test_a_chain_that_was_reckoned_anew_is_found_by_the_second_place() -> None:
    rows = chain(10)
    told = heads(rows, 10)
    rows[2][3], before = "U99", START
    for row in rows:
        before = link(before, row[:-1])
        row[-1] = before
    assert found(rows, told) == [(10, "other")]


@pytest.mark.parametrize("lots", [1, 3, 10])
def test_rows_may_come_in_lots(lots: int) -> None:
    rows = chain(30)
    walk = Check(heads(rows, 30))
    for begin in range(0, 30, lots):
        walk.walk(rows[begin : begin + lots])
    verdict = walk.end()
    assert verdict.whole
    assert (verdict.rows, verdict.last, verdict.heads) == (30, 30, 1)
