"""An account (利用者): what can be kept of what an administrator or a file says, and every fault by its field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.account import LABELS, Account, Known, Team, faults, team_faults, tidy

KNOWN = Known(
    offices={"main", "east"},
    groups={"G05"},
    teams={"desk"},
    windows={"W05"},
    items={"APP", "m_name"},
    forms={"F001"},
    procedures={"P001"},
)
GOOD = Account(
    login="1000040", name="森 さくら", department="市民課", roles=["clerk"], offices=["main"], valid_from="2027-04-01"
)
WRONG = {
    "login": ["", "１ ２", "a b", "x" * 33, "-1", "=1"],
    "name": ["", "=cmd()", "+81", "@x", "あ" * 61, "a\u202eb"],
    "kana": ["=モリ", "モ" * 61],
    "department": ["", "-課"],
    "sort": ["", "guest"],
    "roles": [[], ["king"]],
    "sees": [["L9"]],
    "teams": [["nobody"]],
    "offices": [[], ["west"]],
    "groups": [["G99"]],
    "rights": [["item:APP"], ["item:nothing:r"], ["window:W99:r"], ["item:APP:r"] * 201],
    "valid_from": ["", "2027-4-1", "2027-02-30", "令和9年"],
    "valid_to": ["2027-03-31", "soon"],
    "department_code": ["0" * 21, "=1"],
    "subject": ["x" * 201],
}


def test_a_good_account_has_no_fault() -> None:
    assert faults(GOOD, KNOWN) == []
    whole = replace(GOOD, sees=["L3"], teams=["desk"], groups=["G05"], rights=["item:*:r", "form:F001:p"])
    assert faults(replace(whole, sort="contractor", valid_to="2028-03-31"), KNOWN) == []


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in WRONG.items() for value in values])
def test_every_fault_is_named_by_its_field(field: str, value: object) -> None:
    found = faults(replace(GOOD, **{field: value}), KNOWN)
    assert {one.column for one in found} == {field}, found
    assert all(one.text.endswith(("。", "）。")) and one.level == "error" for one in found)


def test_a_contractor_has_a_last_day() -> None:
    assert [one.column for one in faults(replace(GOOD, sort="contractor"), KNOWN)] == ["valid_to"]


def test_what_is_typed_is_tidied() -> None:
    said = replace(GOOD, login="１００００４０ ", name=" 森 さくら　", offices=["main", "main"], valid_to="")
    assert tidy(said) == GOOD


@given(
    st.builds(
        Account,
        login=st.text(),
        name=st.text(),
        department=st.text(),
        roles=st.lists(st.text()),
        offices=st.lists(st.text()),
        valid_from=st.text(),
        rights=st.lists(st.text()),
    )
)
def test_nothing_that_is_said_breaks_the_rule(said: Account) -> None:
    for one in faults(tidy(said), KNOWN):
        assert one.column in LABELS and one.text


def test_an_account_is_valid_on_both_its_days_and_not_while_it_is_stopped() -> None:
    one = replace(GOOD, valid_to="2027-04-30")
    assert [one.valid(day) for day in ("2027-03-31", "2027-04-01", "2027-04-30", "2027-05-01")] == [
        False,
        True,
        True,
        False,
    ]
    assert not replace(one, disabled=True).valid("2027-04-10")


def test_a_group_is_held_to_the_same_rules() -> None:
    assert team_faults(Team("t1", "委託（証明）", ["L3"], ["item:APP:r"]), KNOWN) == []
    assert [one.column for one in team_faults(Team("t1", "", ["X"], ["item:APP"]), KNOWN)] == ["name", "sees", "rights"]
