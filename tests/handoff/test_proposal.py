"""Fields proposed from a brought file's own places: what a name says, what it does not, and that none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.catalog_rows import Tables
from handoff.checker_layouts import layout_faults
from handoff.form_book import form_book
from handoff.found import Found
from handoff.layout import field_of
from handoff.proposal import Proposal, proposals
from server.exchange.city import read_city

BOOK = form_book(read_city(Path(__file__).resolve().parents[2] / "deploy/city/aobano").catalog)
OWN = BOOK.forms["F001"].items


def propose(name: str, hint: str = "", **more: object) -> Proposal:
    found = Found(name=name, hint=hint, x=10, y=20, w=30, h=8, **more)  # type: ignore[arg-type]
    return proposals([found], OWN, BOOK.items)[0]


@pytest.mark.parametrize(
    ("name", "hint", "how", "item"),
    [
        ("app_name", "", "key", "app_name"),
        ("form1[0].page[0].app_tel", "", "key", "app_tel"),
        ("届出人氏名", "", "label", "app_name"),
        ("Text12", "届出人フリガナ", "label", "app_kana"),
        ("届出人 氏名", "", "alike", "app_name"),
        ("新住所・町字", "", "alike", "new_town"),
        ("APP_NAME", "", "alike", "app_name"),
        ("住　所", "", "alike", "m_addr"),
        ("Text12", "", "", ""),
        ("", "", "", ""),
        ("亡くなられた方との続柄", "", "", ""),
    ],
)
def test_a_name_says_its_item(name: str, hint: str, how: str, item: str) -> None:
    one = propose(name, hint)
    assert (one.how, one.row["items"]) == (how, item)


@pytest.mark.parametrize(
    ("name", "item", "row"),
    [
        ("氏名2", "m_name", "2"),
        ("m_name_3", "m_name", "3"),
        ("m_name[1]", "m_name", "2"),
        ("氏名（4人目）", "m_name", "4"),
        ("続柄", "m_zokugara", "1"),
        ("届出人氏名1", "app_name", ""),
        ("届出人氏名2", "", ""),
    ],
)
def test_a_number_behind_a_persons_item_is_the_row(name: str, item: str, row: str) -> None:
    said = propose(name).row
    assert (said["items"], said["row"]) == (item, row)


@pytest.mark.parametrize(
    ("name", "part"),
    [("届出年月日_年", "year"), ("届出年月日　月", "month"), ("todoke_date.day", "day"), ("届出年月日元号", "era")],
)
def test_a_part_of_a_date_is_a_part(name: str, part: str) -> None:
    said = propose(name).row
    assert (said["items"], said["part"]) == ("todoke_date", part)


@pytest.mark.parametrize(
    ("name", "option", "item", "value"),
    [
        ("性別_男", "Yes", "m_sex", "男"),
        ("性別", "女", "m_sex", "女"),
        ("全部・一部の別", "一部", "ido_scope", "一部"),
        ("委任状の有無", "Yes", "ininjo", "1"),
        ("委任状の有無", "無", "ininjo", "0"),
        ("全部・一部の別", "Yes", "ido_scope", ""),
        ("届出人氏名", "Yes", "", ""),
    ],
)
def test_a_check_box_is_ticked_by_the_choice_that_it_says(name: str, option: str, item: str, value: str) -> None:
    said = propose(name, kind="mark", option=option).row
    assert (said["kind"], said["items"], said["option"]) == ("mark", item, value)


def test_boxes_and_signatures_are_what_they_are() -> None:
    assert propose("個人番号", kind="cells", cells=12).row["cells"] == "12"
    assert propose("個人番号", kind="cells", cells=99).row["kind"] == "text"
    two = proposals([Found("a", 1, 9, 5, 5, kind="sign"), Found("b", 1, 2, 5, 5, kind="sign")], OWN, BOOK.items)
    assert [(one.name, one.row["place"]) for one in two] == [("b", "1"), ("a", "2")]


NAMES = st.one_of(
    st.sampled_from([*BOOK.items, *(item.label for item in BOOK.items.values())]),
    st.text(max_size=12),
)
LENGTHS = st.floats(1, 200).map(lambda value: round(value, 2))
FOUND = st.builds(
    Found,
    name=st.tuples(NAMES, st.sampled_from(["", "2", "[0]", "_年", "_男", "（3）", ".x"])).map("".join),
    hint=NAMES,
    x=LENGTHS,
    y=LENGTHS,
    w=LENGTHS,
    h=LENGTHS,
    kind=st.sampled_from(["text", "cells", "mark", "sign"]),
    option=st.sampled_from(["", "Yes", "男", "0"]),
    cells=st.integers(0, 60),
    most=st.integers(0, 500),
    size=st.sampled_from([0.0, 2.0, 9.5, 12.0, 90.0]),
    align=st.sampled_from(["left", "middle", "right"]),
    wrap=st.booleans(),
    required=st.booleans(),
)


@given(st.lists(FOUND, max_size=6))
def test_every_place_is_proposed_where_it_is_and_is_a_field_of_the_layout(found: list[Found]) -> None:
    made = proposals(found, OWN, BOOK.items)
    fields = [field_of({**one.row, "form_id": "F001", "field": str(at)}) for at, one in enumerate(made, start=1)]
    meant = sorted((one.x, one.y, one.w, one.h) for one in found)
    assert sorted((field.x, field.y, field.w, field.h) for field in fields) == meant
    for field in fields:
        (key,) = field.items or ("",)
        assert not key or key in BOOK.items
        if key:
            assert (BOOK.items[key].scope == "person") == (field.row is not None)


def test_what_is_bound_by_its_name_stops_no_form() -> None:
    keys = [key for key in OWN if BOOK.items[key].scope != "person"]
    found = [Found(key, 10, 4 * at, 20, 3) for at, key in enumerate(keys)]
    rows = [
        {**one.row, "form_id": "F001", "field": str(at)}
        for at, one in enumerate(proposals(found, OWN, BOOK.items), start=1)
    ]
    page = {"form_id": "F001", "base": "x", "width": "210", "height": "1000", "source": ""}
    city = read_city(Path(__file__).resolve().parents[2] / "deploy/city/aobano").catalog
    tables: Tables = {**city.tables, "layouts": [page], "layout_fields": rows}
    assert [one for one in layout_faults(tables) if one.table == "layout_fields"] == []
