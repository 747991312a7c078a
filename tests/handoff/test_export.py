"""CSV of an application: out, and back as it was; layouts that only grow; scenarios; cells without formulas."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.case import Value
from handoff.conversion import Target, letters
from handoff.export_cell import defused, restored
from handoff.export_layout import HEAD, Layout, exported, grown, inner_of
from handoff.export_rows import Numbers, Written, read_back, rows_of
from handoff.export_scenario import nationality, scenario
from handoff.fields import Kind
from handoff.kit.shelf import page_of
from server.exchange import out
from tests.handoff.letters import texts
from tests.handoff.test_conversion import known
from tests.papers import crowded, demo_forms, homes, papers, source

NUMBERS = Numbers("case-1", "A042")
TYPED = ("form_biko", "new_katagaki", "new_banchi", "late_reason", "koseki_hittosha", "p.p1.m_name", "p.p2.m_tsusho")
DAYS = st.sampled_from(["1926-12-25T", "1950-02-29", "?:昭和12年頃（推定）", "2026-04-01"])
CASES = st.fixed_dictionaries(
    {},
    optional={
        **{key: texts(long=key in ("form_biko", "late_reason")) for key in TYPED},
        "p.p1.m_birth": DAYS,
        "p.p2.m_birth": DAYS,
        "p.p2.m_head": st.booleans(),
        "cert_copies": st.integers(1, 20),
        "cert_opts": st.lists(st.sampled_from(["本籍筆頭者", "個人番号", "履歴"]), unique=True),
    },
)
FORMS = ("F001", "F002", "F010", "F055")


def layout(form: str) -> Layout:
    """The first layout of a form of the demo city."""
    return grown(None, demo_forms().forms[form], demo_forms())


def written(form: str, target: Target, sees: Any = lambda _: True, **more: Value) -> list[Written]:
    """The rows of a form whose rows are full."""
    case, one = crowded(form, **more)
    return rows_of(one, case, layout(form), NUMBERS, sees, target)


def through(file: list[Written], form: str, target: Target) -> list[list[str]]:
    """The same through a file."""
    lines = [layout(form).headings, *(row.cells for row in file)]
    back = out.read(out.write(lines, target.encoding))
    assert back == lines
    return back[1:]


@given(st.sampled_from(FORMS), CASES)
def test_a_case_goes_out_in_utf_8_and_reads_back_as_it_was(form: str, more: dict[str, Value]) -> None:
    case, one = crowded(form, **more)
    rows = written(form, Target(), **more)
    lines = [(sheet, at) for sheet in one.sheets for at in range(max(1, len(sheet.people)))]
    items = {item.key for item in exported(one.form, case.book)}
    for cells, row, (sheet, at) in zip(through(rows, form, Target()), rows, lines, strict=True):
        wanted = {box.item: box.drawn.value for box in sheet.boxes if box.row in (None, at) and box.item in items}
        got = read_back(layout(form), case.book, cells)
        assert {key: value for key, value in got.items() if value is not None} == {
            key: value for key, value in wanted.items() if value not in (None, "", [])
        }
        assert row.misfits == []


@given(st.sampled_from(FORMS), CASES)
def test_in_cp932_every_letter_that_is_not_kept_stands_in_the_report(form: str, more: dict[str, Value]) -> None:
    target = Target("cp932")
    headings = layout(form).headings
    whole = written(form, Target(), **more)
    rows = written(form, target, **more)
    through(rows, form, target)
    for before, after in zip(whole, rows, strict=True):
        lacking = [
            (heading, letter)
            for heading, cell in zip(headings, before.cells, strict=True)
            for letter in letters(restored(cell))
            if not known(letter)
        ]
        said = [(heading, one.letter) for heading, one in after.misfits]
        assert [one for one in said if one in lacking] == lacking
        same = {heading for heading, _ in said}
        for heading, left, right in zip(headings, before.cells, after.cells, strict=True):
            assert left == right or heading in same


@given(texts(long=True))
def test_no_cell_is_a_formula_and_every_cell_reads_back(text: str) -> None:
    for said in (text, f"={text}", f"'{text}", f"'={text}", f"＋{text}", f"''@{text}"):
        cell = defused(said)
        assert cell[0] not in "=+-@＝＋－＠\t\r\n"
        assert restored(cell) == said


@pytest.mark.parametrize("form", sorted(demo_forms().forms))
def test_every_form_has_a_layout_with_each_heading_once(form: str) -> None:
    headings = layout(form).headings
    assert len(headings) == len(set(headings))
    assert all(heading.strip() for heading in headings)


def test_headings_are_the_standards_and_roles_have_their_own() -> None:
    headings = layout("F001").headings
    assert {"氏名", "氏名_フリガナ", "生年月日", "届出人氏名", "住所_町字", "在留資格等コード_名称"} <= set(headings)
    assert headings.count("氏名") == 1


def test_secrets_stay_in_the_house_unless_the_city_sends_them() -> None:
    said = {column.item for form in demo_forms().forms for column in layout(form).columns}
    assert not said & {"m_mynumber", "m_code", "shien_flag", "shien_until", "sign_image", "ink_stamp"}


def test_a_place_that_says_no_takes_its_item_out() -> None:
    book = demo_forms()
    page = page_of(book.forms["F002"], book)
    hidden = replace(page, fields=[replace(one, csv="late_reason" not in one.items and one.csv) for one in page.fields])
    off = replace(book, pages={**book.pages, "F002": hidden})
    items = dict(book.items, late_reason=replace(book.items["late_reason"], csv_default=True))
    on = replace(book, items=items)
    assert "late_reason" in {item.key for item in exported(book.forms["F002"], on)}
    assert "late_reason" not in {item.key for item in exported(book.forms["F002"], replace(off, items=items))}


def test_a_layout_only_grows_so_that_an_old_robot_reads_it() -> None:
    book = demo_forms()
    form = book.forms["F002"]
    first = layout("F002")
    assert grown(first, form, book) is first
    more = replace(form, items=("bank_name", *form.items[1:]))
    second = grown(first, more, book)
    assert second.number == 2
    assert [one.heading for one in second.columns][: len(first.columns)] == [one.heading for one in first.columns]
    assert second.columns[-1].item == "bank_name"
    lost = next(one for one in second.columns if one.item == form.items[0])
    assert lost.gone
    third = grown(second, form, book)
    assert [one.gone for one in third.columns] == [False] * len(first.columns) + [True]


def test_what_may_not_be_seen_stays_empty_and_is_counted() -> None:
    heading = layout("F001").headings.index("氏名")
    rows = written("F001", Target(), sees=lambda key: not key.endswith(".m_name"))
    assert all(row.cells[heading] == "" for row in rows)
    assert all(row.cells[list(HEAD).index("masked")] == str(len(row.masked)) != "0" for row in rows)
    assert {"氏名", "届出人氏名"} <= set(rows[0].masked)


def test_every_person_is_a_row_also_on_further_sheets() -> None:
    rows = written("F001", Target())
    at, of = (list(HEAD).index(key) for key in ("row", "rows"))
    assert [(row.cells[at], row.cells[of]) for row in rows] == [(str(one), "6") for one in range(1, 7)]


def test_a_row_says_its_scenario() -> None:
    book = demo_forms()
    assert scenario("TENSHUTSU_TOKUREI", {"ido_scope": "一部"}, book) == "特例転出_一部"
    assert scenario("TENNYU", {}, book) == "転入_全部"
    assert scenario("SETAI", {"ido_scope": "一部"}, book) == "世帯変更"
    assert scenario("SHUSSEI", {}, book) == "出生"
    assert (nationality([]), nationality([False, False]), nationality([True])) == ("", "日本人", "外国人")
    assert nationality([True, False]) == "混合"


@pytest.mark.parametrize("name", sorted(homes()))
def test_all_papers_of_a_household_go_out(name: str) -> None:
    home = homes()[name]
    case, target = source(home), Target("cp932")
    for one in papers(home):
        rows = rows_of(one, case, layout(one.form.form), NUMBERS, lambda _: True, target)
        assert len(rows) == max(1, sum(len(sheet.people) for sheet in one.sheets))
        through(rows, one.form.form, target)


def test_a_coded_item_says_its_word_too() -> None:
    coded = [item for item in exported(demo_forms().forms["F001"], demo_forms()) if inner_of(item, demo_forms()).labels]
    assert coded
    assert all(item.kind in (Kind.enum, Kind.code, Kind.text, Kind.enum_multi) for item in coded)
