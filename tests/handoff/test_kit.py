"""The form kit: every form has a place for all that it asks, on its page, and nothing over anything else."""

from __future__ import annotations

from itertools import combinations

import pytest
from msgspec.structs import replace

from handoff.blank import Field
from handoff.form import paper
from handoff.kit.shelf import BY_HAND, blank_of, holds
from handoff.kit.widget import options
from tests.papers import blank, demo_forms

FORMS = tuple(demo_forms().forms)


def of_items(form: str) -> list[Field]:
    return [field for field in blank(form).fields if field.items]


@pytest.mark.parametrize("form", FORMS)
def test_every_item_and_signature_has_its_place_on_every_row(form: str) -> None:
    book, page = demo_forms(), blank(form)
    one = book.forms[form]
    assert holds(page, one)
    rows = range(one.rows.per_sheet) if one.rows else ()
    for key in one.items:
        placed = {field.row for field in page.fields if key in field.items}
        assert placed == (set(rows) if book.items[key].scope == "person" else {None}), key


@pytest.mark.parametrize("form", FORMS)
def test_every_choice_that_is_ticked_has_its_box(form: str) -> None:
    book = demo_forms()
    for key in book.forms[form].items:
        item = book.items[key]
        inner = book.items[item.person_item] if item.input == "derived" else item
        ticked: dict[int | None, set[str]] = {}
        for field in of_items(form):
            if field.kind == "mark" and field.items == (key,):
                ticked.setdefault(field.row, set()).add(field.option)
        for row, values in ticked.items():
            written = any(field.kind == "text" and key in field.items and field.row == row for field in of_items(form))
            wanted = {value for value, _ in options(inner)}
            assert written or values == wanted, key


@pytest.mark.parametrize("form", FORMS)
def test_everything_stands_on_the_page_and_nothing_over_anything_else(form: str) -> None:
    page = blank(form)
    for field in page.fields:
        assert field.w > 0 and field.h > 0, field
        assert field.x >= 5 and field.x + field.w <= page.width - 5, field
        assert field.y >= 5 and field.y + field.h <= page.height - 5, field
    for one, other in combinations(page.fields, 2):
        apart = (
            one.x + one.w <= other.x + 0.01
            or other.x + other.w <= one.x + 0.01
            or one.y + one.h <= other.y + 0.01
            or other.y + other.h <= one.y + 0.01
        )
        assert apart, (one, other)


def test_five_forms_are_laid_out_by_hand() -> None:
    book = demo_forms()
    names = {book.forms[form].name for form in BY_HAND}
    assert names == {
        "住民異動届",
        "印鑑登録申請書",
        "国民健康保険資格異動届",
        "児童手当認定請求書",
        "住民票の写し等交付請求書",
    }
    for form in BY_HAND:
        assert len(blank(form).strokes) > 100


def test_a_form_that_asks_for_more_than_the_page_by_hand_holds_is_drawn_from_its_items() -> None:
    book = demo_forms()
    form = book.forms["F010"]
    more = replace(form, items=(*form.items, "dog_name"))
    assert holds(blank_of(more, book), more)
    upright = replace(form, paper=paper("A3横"))
    assert blank_of(upright, book).width == 420


@pytest.mark.parametrize(
    ("name", "size"), [("A4縦", (210, 297)), ("A4横", (297, 210)), ("A3横", (420, 297)), ("はがき", (210, 297))]
)
def test_a_papers_name_is_its_size(name: str, size: tuple[float, float]) -> None:
    assert (paper(name).width, paper(name).height) == size
