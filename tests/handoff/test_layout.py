"""A form's own layout: what a field is as a row, that nothing is lost on the way, and every fault of a placed field."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.base_page import BasePage, drawn_of
from handoff.blank import Field
from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS
from handoff.catalog_faults import Fault
from handoff.catalog_rows import Tables, id_of
from handoff.checker import check
from handoff.layout import JOINS, BadField, blank_of, field_of, layouts_of, row_of, rows_of
from handoff.row_form import admit_row
from handoff.uploaded import UploadedPage
from server.exchange.city import read_city
from tests.papers import FOLDER, blank, demo_forms

CITY = read_city(FOLDER)
Plant: TypeAlias = Callable[[Tables], None]
FORM = "F010"

lengths = st.integers(0, 29_000).map(lambda hundredths: hundredths / 100)
sizes = st.integers(1, 29_000).map(lambda hundredths: hundredths / 100)
types = st.integers(300, 7_200).map(lambda hundredths: hundredths / 100)
words = st.text("あいうABC1 ", max_size=8).map(str.strip)


@st.composite
def fields(draw: st.DrawFn) -> Field:
    """Any field."""
    size = draw(types)
    return Field(
        draw(lengths),
        draw(lengths),
        draw(sizes),
        draw(sizes),
        kind=draw(st.sampled_from(["text", "mark", "cells", "sign", "stamp", "fixed", "today", "code", "remark"])),
        items=tuple(draw(st.lists(st.sampled_from(["m_name", "app_name", "ticket_no"]), unique=True))),
        row=draw(st.none() | st.integers(0, 8)),
        join=draw(st.sampled_from(["", *JOINS.values()])),
        part=draw(st.sampled_from(["", "uji", "mei", "era", "year", "month", "day"])),
        date=draw(st.sampled_from(["", "wareki", "western", "short"])),
        option=draw(words),
        circle=draw(st.booleans()),
        cells=draw(st.integers(0, 40)),
        text=draw(words),
        place=draw(st.integers(0, 9)),
        bars=draw(st.booleans()),
        size=size,
        floor=draw(st.floats(3.0, size).map(lambda value: max(3.0, int(value * 100) / 100))),
        align=draw(st.sampled_from(["left", "middle", "right"])),
        wrap=draw(st.booleans()),
        spacing=draw(lengths),
        most=draw(st.integers(0, 999)),
        required=draw(st.booleans()),
        csv=draw(st.booleans()),
        counters=tuple(draw(st.lists(st.sampled_from(["G01", "G05"]), unique=True))),
    )


@given(fields())
def test_a_field_is_the_same_after_it_was_a_row_that_the_catalog_took(field: Field) -> None:
    row = row_of(FORM, 1, field)
    assert field_of(admit_row("layout_fields", f"{FORM}.1", row)) == field
    assert set(row) == {column.name for column in COLUMNS["layout_fields"]}


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("x", ""),
        ("x", "-1"),
        ("y", "４０"),
        ("w", "0"),
        ("h", "1.234"),
        ("h", "12345"),
        ("size", "2"),
        ("floor", "73"),
        ("cells", "many"),
        ("row", "1.5"),
        ("align", "top"),
        ("part", "hour"),
    ],
)
def test_what_is_no_field_says_so(column: str, text: str) -> None:
    with pytest.raises(BadField):
        field_of({**row_of(FORM, 1, Field(1, 2, 3, 4, items=("m_name",))), column: text})


# ---- the checker


@cache
def _layouts(form: str) -> tuple[Row, list[Row]]:
    return rows_of(blank(form), "d1", "")


def laid_out(*forms: str) -> Tables:
    """The city with these forms laid out as the kit draws them."""
    tables = copy.deepcopy(CITY.catalog.tables)
    for form in forms:
        page, placed = _layouts(form)
        tables.setdefault("layouts", []).append(dict(page))
        tables.setdefault("layout_fields", []).extend(dict(row) for row in placed)
    return tables


def planted(plant: Plant, form: str = FORM) -> list[Fault]:
    """What is wrong with a form after this."""
    tables = laid_out(form)
    plant(tables)
    return check(tables, CITY.house)


def errors(found: list[Fault]) -> list[tuple[str, str, str]]:
    return [(one.table, one.id, one.column) for one in found if one.level == "error"]


def place(tables: Tables, such: Callable[[Row], bool]) -> Row:
    """The first field that is so."""
    return next(row for row in tables["layout_fields"] if such(row))


def has(item: str) -> Callable[[Row], bool]:
    return lambda row: item in row["items"].split("|")


def test_no_form_of_the_kit_has_a_fault_as_a_layout() -> None:
    tables = laid_out(*demo_forms().forms)
    assert [one for one in check(tables, CITY.house) if one.table.startswith("layout")] == []
    assert check(tables, CITY.house) == check(CITY.catalog.tables, CITY.house)


def test_a_layout_is_the_page_that_it_was_made_of() -> None:
    for form in demo_forms().forms:
        page = blank(form)
        layout = layouts_of(laid_out(form))[form]
        again = blank_of(layout, page.title, drawn_of(page))
        assert (again.width, again.height, again.strokes, again.upload) == (page.width, page.height, page.strokes, None)
        for one, other in zip(again.fields, page.fields, strict=True):
            assert abs(one.x - other.x) <= 0.005 and abs(one.w - other.w) <= 0.005
            assert (one.kind, one.items, one.row, one.option) == (other.kind, other.items, other.row, other.option)


def test_a_mask_whitens_the_page_and_is_no_field() -> None:
    tables = laid_out(FORM)
    row = {**tables["layout_fields"][0], "field": "900", "kind": "mask", "items": "", "x": "20", "w": "30.5"}
    tables["layout_fields"].append(row)
    layout = layouts_of(tables)[FORM]
    assert [(one.x, one.w, one.grey) for one in layout.masks] == [(20.0, 30.5, 1.0)]
    assert len(layout.fields) == len(tables["layout_fields"]) - 1
    uploaded = UploadedPage(210, 297, [])
    printed = blank_of(layout, "", BasePage(uploaded=uploaded))
    assert printed.upload is uploaded and printed.strokes == list(layout.masks)
    assert errors(check(tables, CITY.house)) == []


Such: TypeAlias = Callable[[Row], bool]


@pytest.mark.parametrize(
    ("such", "columns", "column"),
    [
        (has("cert_purpose"), {"items": "cert_porpoise"}, "items"),
        (has("cert_purpose"), {"items": ""}, "items"),
        (has("cert_purpose"), {"items": "m_kokuho_no", "row": "1"}, "items"),
        (has("cert_purpose"), {"row": "1"}, "row"),
        (has("cert_purpose"), {"x": "200"}, "x"),
        (has("cert_purpose"), {"y": "296.9"}, "y"),
        (has("cert_purpose"), {"w": "wide"}, "w"),
        (has("cert_purpose"), {"counters": "G99"}, "counters"),
        (has("cert_kind"), {"option": ""}, "option"),
        (has("cert_kind"), {"option": "卒業証書"}, "option"),
        (has("cert_kind"), {"items": "cert_kind|cert_opts"}, "items"),
        (has("cert_purpose"), {"kind": "cells"}, "cells"),
        (has("cert_purpose"), {"kind": "fixed"}, "text"),
        (lambda row: row["kind"] == "sign", {"place": "7"}, "place"),
    ],
)
def test_what_is_placed_and_can_never_be_printed_is_an_error(such: Such, columns: Row, column: str) -> None:
    found: list[str] = []

    def plant(tables: Tables) -> None:
        row = place(tables, such)
        row.update(columns)
        found.append(id_of("layout_fields", row))

    wrong = errors(planted(plant))
    assert ("layout_fields", found[0], column) in wrong, wrong


def test_a_person_s_item_needs_a_row_that_the_form_has() -> None:
    def plant(row: str) -> Plant:
        return lambda tables: place(tables, has("m_name")).update(row=row)

    for row in ("", "6"):
        assert "row" in [column for _, _, column in errors(planted(plant(row), "F001"))], row
    assert errors(planted(plant("5"), "F001")) == []


def test_a_required_item_and_a_signature_without_a_place_are_errors_other_items_are_warned_of() -> None:
    def without(such: Such) -> Plant:
        def plant(tables: Tables) -> None:
            tables["layout_fields"] = [row for row in tables["layout_fields"] if not such(row)]

        return plant

    warned = [one for one in planted(without(has("cert_purpose"))) if one.table == "layouts"]
    assert [one.level for one in warned] == ["warning"] and "使いみち" in warned[0].text
    assert errors(planted(without(has("app_name")))) == [("layouts", FORM, "form_id")]
    assert errors(planted(without(lambda row: row["kind"] == "sign"))) == [("layouts", FORM, "form_id")]


def test_a_place_for_a_signature_needs_a_medium() -> None:
    def plant(tables: Tables) -> None:
        next(row for row in tables["signatures"] if row["form_id"] == FORM)["medium"] = ""

    found = errors(planted(plant))
    assert ("signatures", f"{FORM}.1", "medium") in found
    assert [table for table, _, column in found if column == "place"] == ["layout_fields"]


def test_fields_over_one_another_are_warned_of_unless_each_is_for_another_counter() -> None:
    def plant(**columns: str) -> Plant:
        def over(tables: Tables) -> None:
            row = place(tables, has("cert_purpose"))
            tables["layout_fields"].append({**row, "field": "900", **columns})

        return over

    warned = [one for one in planted(plant()) if one.level == "warning" and one.table == "layout_fields"]
    assert len(warned) == 1 and "重なって" in warned[0].text
    assert planted(plant(counters="G01")) == planted(plant())

    def parted(tables: Tables) -> None:
        row = place(tables, has("cert_purpose"))
        row["counters"] = "G01"
        tables["layout_fields"].append({**row, "field": "900", "counters": "G05"})

    assert [one for one in planted(parted) if one.table == "layout_fields"] == []


def test_fields_without_a_page_and_a_page_without_a_form_are_errors() -> None:
    def no_page(tables: Tables) -> None:
        tables["layouts"] = []

    def no_form(tables: Tables) -> None:
        tables["forms"] = [row for row in tables["forms"] if row["form_id"] != FORM]

    assert [(table, column) for table, _, column in errors(planted(no_page))] == [("layout_fields", "form_id")]
    assert ("layouts", FORM, "form_id") in errors(planted(no_form))


def test_an_older_version_has_no_layouts_and_holds_all_rows_all_the_same() -> None:
    from handoff.catalog_rows import from_kept, holds_all_rows, kept_body

    body = kept_body(CITY.catalog)
    tables = {table: rows for table, rows in body["tables"].items() if not table.startswith("layout")}
    older = {**body, "tables": tables}
    assert holds_all_rows(older)
    assert layouts_of(from_kept(older).tables) == {}
