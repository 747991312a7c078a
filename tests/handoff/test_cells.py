"""A catalog's value in a cell, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.catalog_columns import COLUMNS, Column, column
from handoff.catalog_rows import KEYS
from handoff.cells import BadCell, admit, print_of, settled, shown

ANY = st.sampled_from([one for table in KEYS for one in COLUMNS[table]])
BOOL = Column("b", "はい・いいえ", "bool")


def of(table: str, name: str) -> Column:
    found = column(table, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "value"), [("はい", "1"), ("いいえ", "0"), ("1", "1"), ("0", "0"), (" はい ", "1"), ("", "")]
)
def test_yes_and_no(typed: str, value: str) -> None:
    assert admit(BOOL, typed) == value
    assert admit(BOOL, shown(BOOL, value)) == value


def test_a_choice_is_its_label_or_its_value() -> None:
    effect = of("rules", "effect")
    assert shown(effect, "block") == "block 手続を止める"
    assert admit(effect, "block 手続を止める") == admit(effect, " block ") == "block"
    with pytest.raises(BadCell, match="次のどれか"):
        admit(effect, "止める")
    assert admit(of("data_dictionary", "scope"), "宇宙") == "宇宙", "other words may stand here"


@pytest.mark.parametrize("text", ["001", "0", "-12"])
def test_whole_numbers_stay_as_they_were_typed(text: str) -> None:
    assert admit(Column("n", "数", "int"), text) == text


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("int", "１２", "整数"),
        ("int", "1.0", "整数"),
        ("date", "2027-02-29", "2027-04-01 の形"),
        ("date", "令和9年4月1日", "2027-04-01 の形"),
        ("expression", "Q001 and", "9文字目: 条件が途中で終わっています。"),
        ("expression", "Q001 == True)", "13文字目"),
        ("bool", "maybe", "「はい」か「いいえ」"),
    ],
)  # fmt: skip
def test_what_a_column_does_not_hold_is_refused_in_a_sentence(kind: str, text: str, words: str) -> None:
    with pytest.raises(BadCell) as no:
        admit(Column("c", "欄", kind), text)  # type: ignore[arg-type]
    assert words in no.value.text


def test_a_list_is_parted_by_bars_or_lines_and_has_each_once() -> None:
    assert admit(Column("l", "一覧", "list"), " G05 | G20\nG05|| ") == "G05|G20"


def test_a_column_that_is_never_empty_is_not_empty() -> None:
    with pytest.raises(BadCell, match="空にできません"):
        admit(of("procedures", "name"), " \u3000 ")


@given(ANY, st.text(max_size=60))
def test_whatever_stands_in_a_cell_is_a_value_or_refused(one: Column, text: str) -> None:
    try:
        value = admit(one, text)
    except BadCell as no:
        assert no.text
    else:
        assert admit(one, shown(one, value)) == value, "a value that was read is read again as the same"


@given(st.sampled_from(list(KEYS)), st.data())
def test_two_rows_with_one_print_say_the_same(table: str, data: st.DataObject) -> None:
    row = {one.name: data.draw(st.text(max_size=8)) for one in COLUMNS[table]}
    assert print_of(table, row) == print_of(table, settled(table, row)) == print_of(table, {**row, "unknown": "x"})
    other = {**row, COLUMNS[table][-1].name: "別の値だけ"}
    assert (print_of(table, other) == print_of(table, row)) == (settled(table, other) == settled(table, row))
