"""The gate of a row: what can be no row of the catalog is refused, all of it at once; the rest comes in as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS, NAMES
from handoff.catalog_faults import BadRows
from handoff.catalog_rows import KEYS, id_of
from handoff.refusal import Reason, Refused
from handoff.row_form import admit_row
from tests.handoff.test_catalog import CATALOG

ROW = CATALOG.tables["questions"][0]


def wrong(row: Row, one: str = "Q001", before: Row | None = None) -> set[str]:
    """The columns that are refused."""
    with pytest.raises(BadRows) as bad:
        admit_row("questions", one, row, before)
    assert bad.value.reason == "bad_row" and all(fault.text.endswith("。") for fault in bad.value.faults)
    return {fault.column for fault in bad.value.faults}


@pytest.mark.parametrize("table", KEYS)
def test_every_row_of_the_demo_city_comes_in_as_it_is(table: str) -> None:
    for row in CATALOG.tables.get(table, []):
        admitted = admit_row(table, id_of(table, row), row)
        assert {name: text for name, text in admitted.items() if text} == {
            name: text for name, text in row.items() if text
        }


def test_everything_that_is_wrong_is_said_at_once() -> None:
    bad = {**ROW, "level": "7", "staff_only": "x", "text_ja": "あ" * 2001, "moon": "1"}
    assert wrong(bad) == {"level", "staff_only", "text_ja", "moon"}


def test_a_column_that_only_this_city_has_stays() -> None:
    mine = {**ROW, "own_note": "市の覚え書き"}
    assert admit_row("questions", "Q001", mine, mine)["own_note"] == "市の覚え書き"
    assert admit_row("questions", "Q001", ROW, mine)["own_note"] == "市の覚え書き"
    assert wrong(mine) == {"own_note"}


def test_a_row_is_called_what_it_is_written_under() -> None:
    assert wrong(ROW, "Q002") == {"q_id"}
    assert wrong({**ROW, "q_id": ""}) == {"q_id"}
    assert wrong({**ROW, "q_id": "質問1"}, "質問1") == {"q_id"}
    assert wrong({**ROW, "q_id": "Q1 or True"}, "Q1 or True") == {"q_id"}


def test_a_list_has_each_part_once_and_no_empty_one() -> None:
    assert admit_row("questions", "Q001", {**ROW, "events": " TENNYU||SHIBO | TENNYU "})["events"] == "TENNYU|SHIBO"


def test_there_is_no_such_table() -> None:
    with pytest.raises(Refused) as no:
        admit_row("offices", "main", {})
    assert no.value.reason is Reason.no_such_table


@given(st.dictionaries(st.sampled_from([*ROW, "x", ""]), st.text(max_size=40), max_size=12), st.text(max_size=20))
def test_whatever_comes_is_a_row_or_is_refused_with_its_columns(row: Row, one: str) -> None:
    try:
        admitted = admit_row("questions", one, row)
    except BadRows as bad:
        assert bad.faults
    else:
        assert id_of("questions", admitted) == one and set(admitted) == {column.name for column in COLUMNS["questions"]}


def test_every_table_and_column_has_words() -> None:
    assert NAMES.keys() == COLUMNS.keys() and KEYS.keys() == COLUMNS.keys()
    for table, columns in COLUMNS.items():
        assert all(column.label for column in columns)
        assert tuple(column.name for column in columns if column.key) == KEYS[table]


def test_no_table_has_a_column_twice() -> None:
    for table, columns in COLUMNS.items():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names), table
