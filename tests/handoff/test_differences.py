"""Two sets of rows compared, and three made into one: nothing of anybody is lost in silence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handoff.catalog_rows import Tables
from handoff.differences import arranged, by_id, differences, merge

IDS = ["Q1", "Q2", "Q3", "Q4", "Q5"]
ROWS = st.dictionaries(st.sampled_from(IDS), st.sampled_from("abc"), max_size=5).flatmap(
    lambda rows: st.permutations(sorted(rows.items()))
)


def tables(rows: list[tuple[str, str]]) -> Tables:
    return {"questions": [{"q_id": one, "text_ja": text} for one, text in rows]}


def texts(of: Tables) -> dict[str, str]:
    return {one: row["text_ja"] for one, row in by_id("questions", of["questions"]).items()}


@given(ROWS)
def test_what_is_the_same_has_no_difference(rows: list[tuple[str, str]]) -> None:
    assert differences(tables(rows), tables(rows)) == []


@given(ROWS, ROWS)
def test_every_difference_is_told_and_nothing_else(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    found = differences(tables(old), tables(new))
    before, after = dict(old), dict(new)
    whats = {one.id: one.what for one in found if one.what != "moved"}
    assert {one for one, what in whats.items() if what == "added"} == after.keys() - before.keys()
    assert {one for one, what in whats.items() if what == "removed"} == before.keys() - after.keys()
    both = before.keys() & after.keys()
    assert {one for one, what in whats.items() if what == "changed"} == {i for i in both if before[i] != after[i]}
    order = [one for one, _ in old if one in both] != [one for one, _ in new if one in both]
    assert any(one.what == "moved" for one in found) is order


def test_a_column_that_is_not_there_is_an_empty_one() -> None:
    """Rows of before today's columns differ in nothing from the same rows with the new ones empty."""
    old = {"procedures": [{"proc_id": "P1", "name": "届"}]}
    new = {"procedures": [{"proc_id": "P1", "name": "届", "due_item": ""}]}
    assert differences(old, new) == []


@given(ROWS, ROWS)
def test_merging_where_only_one_side_changed_gives_that_side(
    base: list[tuple[str, str]], mine: list[tuple[str, str]]
) -> None:
    for merged, both in (
        merge(tables(base), tables(mine), tables(base)),
        merge(tables(base), tables(base), tables(mine)),
    ):
        assert texts(merged) == dict(mine) and both == []


@given(ROWS, ROWS, ROWS)
def test_merging_keeps_what_each_changed_and_names_what_both_changed(
    base: list[tuple[str, str]], mine: list[tuple[str, str]], theirs: list[tuple[str, str]]
) -> None:
    merged, both = merge(tables(base), tables(mine), tables(theirs))
    old, my, their, found = dict(base), dict(mine), dict(theirs), texts(merged)
    clash = {i for i in IDS if old.get(i) != my.get(i) != their.get(i) != old.get(i)}
    assert {one for _, one in both} == clash
    for one in IDS:
        expected = my if old.get(one) != my.get(one) else their
        assert found.get(one) == expected.get(one)


@given(st.permutations(IDS), st.lists(st.sampled_from([*IDS, "Q9"])))
def test_an_order_holds_every_row_once(ids: list[str], wanted: list[str]) -> None:
    found = arranged(ids, wanted)
    assert sorted(found) == sorted(ids)
    placed = [one for one in dict.fromkeys(wanted) if one in ids]
    assert [one for one in found if one in placed] == placed


def test_a_new_row_stands_behind_the_one_that_it_stood_behind() -> None:
    assert arranged(["a", "n", "b", "c"], ["c", "b", "a"]) == ["c", "b", "a", "n"]
    assert arranged(["n", "a", "b"], ["b", "a"]) == ["n", "b", "a"]
