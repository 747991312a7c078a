"""Sample households, by one catalog and by another."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from handoff.book import Book, book
from handoff.catalog_rows import Tables, catalog_of
from handoff.sample import Household, result, side_by_side
from server.exchange.samples import read_households
from tests.households import FOLDER, demo, households

HOMES = {one.id: one for one in read_households(FOLDER)}


def changed(table: str, one: str, **columns: str) -> Book:
    """The demo city's guidance with one row changed."""
    now = demo().catalog
    first = {"procedures": "proc_id", "questions": "q_id", "rules": "rule_id"}[table]
    rows = [{**row, **columns} if row[first] == one else row for row in now.tables[table]]
    tables: Tables = {**now.tables, table: rows}
    return book(catalog_of(2, now.city, now.name, tables), demo().house)


@pytest.mark.parametrize("name", list(HOMES))
def test_a_sample_gets_what_the_household_must_get(name: str) -> None:
    must, found = households()[name].expected, result(demo(), HOMES[name], "main")
    assert sorted(one.split()[0] for one in found.procedures) == must.procedures
    assert [one.split()[0] for one in found.counters] == [group for group, _ in must.way]
    assert found.bring == must.bring
    assert len(found.questions) == must.asked
    assert [one.split()[0] for one in found.alerts] == must.alerts
    assert [one.split()[0] for one in found.blocks] == must.blocks


def test_the_same_catalog_twice_makes_no_difference() -> None:
    for home in HOMES.values():
        both = side_by_side(demo(), demo(), home, "main")
        assert both.published == both.draft


def test_a_procedure_that_no_longer_comes_is_missing_with_its_papers_and_its_counter() -> None:
    both = side_by_side(demo(), changed("procedures", "P030", trigger="False"), HOMES["S1b"], "main")
    assert "P030" in {one.split()[0] for one in both.published.procedures}
    assert "P030" not in {one.split()[0] for one in both.draft.procedures}
    assert {one.split()[0] for one in both.published.counters} - {one.split()[0] for one in both.draft.counters} == {
        "G20"
    }
    assert set(both.draft.papers) < set(both.published.papers)


def test_a_new_question_is_one_more_to_ask() -> None:
    rows = demo().catalog.tables["questions"]
    new = {
        **rows[0],
        "q_id": "Q900",
        "text_ja": "新しい質問ですか？",
        "show_when": "",
        "events": "*",
        "auto_answer": "",
    }
    tables = {**demo().catalog.tables, "questions": [*rows, new]}
    made = book(catalog_of(2, demo().catalog.city, "", tables), demo().house)
    both = side_by_side(demo(), made, HOMES["S9"], "main")
    assert set(both.draft.questions) - set(both.published.questions) == {"Q900 新しい質問ですか？"}


def test_an_event_that_the_draft_has_no_more_gives_nothing() -> None:
    gone: Household = replace(HOMES["S9"], event="NONE")
    assert result(demo(), gone, "main").procedures == []
