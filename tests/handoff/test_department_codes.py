"""所属コードの変換表: everybody with an old code, all at once; or a table with a fault, and then nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import department_codes as codes
from handoff.account import LABELS, Account

CODES = ["", "A", "B", "C", "D"]


def account(login: int, code: str) -> Account:
    return Account(
        login=str(login),
        name="森 さくら",
        department="市民課",
        department_code=code,
        roles=["clerk"],
        offices=["main"],
        valid_from="2027-04-01",
    )


def lines(*rows: tuple[str, ...]) -> list[list[str]]:
    return [list(codes.HEADINGS), *(list(row) for row in rows)]


@given(st.lists(st.sampled_from(CODES)), st.dictionaries(st.sampled_from(CODES[1:]), st.sampled_from(CODES[1:])))
def test_each_account_becomes_what_its_own_code_says_and_nothing_else(held: list[str], table: dict[str, str]) -> None:
    accounts = [account(number, code) for number, code in enumerate(held)]
    known = {old: new for old, new in table.items() if old in held}
    file = lines(*((old, new, f"{new}課") for old, new in known.items()))
    assert codes.is_table(file[0]) and codes.faults(file, accounts) == []
    said = {one.row[LABELS["login"]]: one.row for one in codes.users_lines(file, accounts)}
    assert set(said) == {one.login for one in accounts if one.department_code in known}
    for one in accounts:
        if one.login in said:
            new = known[one.department_code]
            assert said[one.login][LABELS["department_code"]] == new
            assert said[one.login][LABELS["department"]] == f"{new}課"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ([["旧所属コード", "新所属"], ["A", "x"]], [(1, "")]),
        (lines(("A", "B")), [(2, "")]),
        (lines(("A", "B", "総務課", "x")), [(2, "")]),
        (lines(("A", "", "総務課"), ("", "B", " ")), [(2, codes.NEW), (3, codes.OLD), (3, codes.NAME)]),
        (lines(("A", "B", "総務課"), ("A", "C", "市民課")), [(2, codes.OLD), (3, codes.OLD)]),
        (lines(("Z", "B", "総務課")), [(2, codes.OLD)]),
    ],
)
def test_every_fault_is_told_by_line_and_column(file: list[list[str]], told: list[tuple[int, str]]) -> None:
    found = codes.faults(file, [account(1, "A")])
    assert [(one.row, one.column) for one in found] == told
    assert all(one.text.endswith("。") for one in found)


def test_a_users_file_is_no_table() -> None:
    assert not codes.is_table(list(LABELS.values()))
    assert not codes.is_table([])
