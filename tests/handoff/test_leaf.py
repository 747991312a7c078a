"""What stands in each place of a page, as text: dates, names, choices, masks, remarks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.application import Application
from handoff.blank import Blank, Field
from handoff.case import Value
from handoff.eras import UNKNOWN
from handoff.leaf import MASK, Leaf, Put, Setting, leaf_of, said, wanting
from tests.papers import blank, demo_forms, homes, papers, source


def one_form(home: str, form: str, **more: Value) -> tuple[Any, Application]:
    found = papers(homes()[home], **more)
    return source(homes()[home], **more), next(one for one in found if one.form.form == form)


def put_into(
    *fields: Field, home: str = "S1b", form: str = "F001", setting: Setting | None = None, **more: Value
) -> Leaf:
    case, one = one_form(home, form, **more)
    page = Blank(form, "", 210, 297, [], list(fields))
    return leaf_of(page, one, one.sheets[0], case, setting or Setting(sees=lambda key: True))


def place(*items: str, **more: Any) -> Field:
    return Field(10, 10, 50, 8, items=items, **more)


def text(field: Field, **more: Any) -> str:
    leaf = put_into(field, **more)
    return leaf.puts[0].text if leaf.puts else ""


@pytest.mark.parametrize(
    ("look", "written"),
    [
        ({}, "昭和62年6月3日"),
        ({"date": "short"}, "S62.6.3"),
        ({"date": "western"}, "1987年6月3日"),
        ({"part": "era"}, "昭和"),
        ({"part": "year"}, "62"),
        ({"part": "month"}, "6"),
        ({"part": "day"}, "3"),
    ],
)
def test_a_birth_as_the_place_wants_it(look: dict[str, Any], written: str) -> None:
    assert text(place("m_birth", row=0, **look)) == written


@pytest.mark.parametrize(
    ("look", "written"),
    [
        ({}, "1992年1月1日"),
        ({"date": "short"}, "1992.1.1"),
        ({"date": "wareki"}, "平成4年1月1日"),
        ({"part": "era"}, "西暦"),
        ({"part": "year"}, "1992"),
    ],
)
def test_a_foreign_nationals_birth_is_in_western_years_unless_the_place_says_otherwise(
    look: dict[str, Any], written: str
) -> None:
    assert text(place("m_birth", row=0, **look), home="S3") == written
    assert text(place("app_birth", **look), home="S3") == written


def test_the_first_year_of_an_era_is_gannen() -> None:
    assert text(place("m_birth", row=0, part="year"), p__p1__m_birth="2019-05-01") == "元"
    assert text(place("m_birth", row=0), p__p1__m_birth="2019-05-01") == "令和元年5月1日"


def test_a_date_in_words_stands_once_in_its_boxes() -> None:
    boxes = [place("m_birth", row=0, part=part) for part in ("era", "year", "month", "day")]
    leaf = put_into(*boxes, p__p1__m_birth=f"{UNKNOWN}昭和のはじめ頃")
    assert [put.text for put in leaf.puts] == ["昭和のはじめ頃"]


def test_a_name_whole_and_in_two() -> None:
    assert text(place("m_name", row=1)) == "森田　花子"
    assert text(place("m_name", row=1, part="uji")) == "森田"
    assert text(place("m_name", row=1, part="mei")) == "花子"
    assert text(place("app_name", part="mei")) == "太郎"


def test_several_items_in_one_line_leave_no_gap_for_what_is_empty() -> None:
    assert text(place("old_pref", "old_city", "old_town", "old_banchi")) == "架空県となり市本町三丁目４番５号"
    assert text(place("old_town", "old_katagaki", "old_banchi", join=" ")) == "本町三丁目 ４番５号"
    assert text(place("old_katagaki")) == ""


def test_the_ways_of_writing_kinds() -> None:
    assert text(place("new_postal")) == "999-0012"
    assert text(place("m_kokuho", row=0)) == "有"
    assert text(place("m_kouki", row=0)) == "無"
    assert text(place("m_period", row=0), home="S3") == "1年"
    assert text(place("bank_holder"), form="F055") == "ﾓﾘﾀ ﾀﾛｳ"
    assert text(place("new_postal", kind="cells", cells=7)) == "9990012"
    assert text(place(kind="fixed", text="写し")) == "写し"
    assert text(place(kind="today")) == "令和8年4月6日"
    assert text(place(kind="page")) == "1/1"


def test_a_row_that_is_nobodys_stays_empty() -> None:
    assert text(place("m_name", row=4)) == ""


def test_a_choice_is_marked_at_its_own_box() -> None:
    marks = [place("m_sex", kind="mark", option=sex, row=row) for row in (0, 1) for sex in ("男", "女")]
    assert [(put.field.row, put.field.option) for put in put_into(*marks).puts] == [(0, "男"), (1, "女")]
    flags = [place("m_kokuho", kind="mark", option=option, row=0) for option in ("1", "0")]
    assert [put.field.option for put in put_into(*flags).puts] == ["1"]
    several = [place("cert_opts", kind="mark", option=one) for one in ("本籍筆頭者", "世帯主続柄", "履歴")]
    leaf = put_into(*several, form="F010", cert_opts=["履歴", "本籍筆頭者"])
    assert [put.field.option for put in leaf.puts] == ["本籍筆頭者", "履歴"]


def test_what_may_not_be_seen_is_masked_as_a_whole() -> None:
    hidden = Setting(sees=lambda key: key != "new_banchi")
    line = place("new_pref", "new_city", "new_town", "new_banchi")
    assert put_into(line, setting=hidden).puts == [Put(line, MASK, masked=True)]
    assert text(place("new_town"), setting=hidden) == "みどり台二丁目"
    assert text(place("app_addr"), setting=hidden) == MASK, "it is put together from what is hidden"
    mark = place("m_sex", kind="mark", option="女", row=0)
    assert put_into(mark, setting=Setting(sees=lambda key: False)).puts == [Put(mark, masked=True)]


def test_a_number_of_somebody_else_is_hidden_by_the_right_of_either() -> None:
    for hides in ("p.p2.m_mynumber", "spouse_mynumber"):
        hidden = Setting(sees=lambda key, hides=hides: key != hides)
        assert text(place("spouse_mynumber"), form="F055", setting=hidden) == MASK


def test_what_is_empty_is_not_masked() -> None:
    nothing = Setting(sees=lambda key: False)
    assert put_into(place("old_katagaki"), setting=nothing).puts == []


def test_an_office_remark_is_hidden_while_the_visitor_looks() -> None:
    remark = place(kind="remark")
    more = {"remark__F001": "旧住所の方書を確認済み"}
    assert text(remark, **more) == "旧住所の方書を確認済み"
    assert put_into(remark, setting=Setting(sees=lambda key: True, for_visitor=True), **more).puts == []
    assert put_into(remark, remark__F012="別の様式").puts == []


def test_a_place_for_some_counters_is_empty_at_others() -> None:
    field = place("new_town", counters=("G20", "G25"))
    for group, there in (("G20", True), ("G05", False), ("", False)):
        setting = Setting(sees=lambda key: True, group=group)
        assert bool(put_into(field, setting=setting).puts) is there


def test_values_beside_the_case_are_printed_too() -> None:
    setting = Setting(sees=lambda key: True, beside={"ticket_no": "A042"})
    assert text(place("ticket_no"), setting=setting) == "A042"
    assert text(place("ticket_no")) == ""


def test_a_place_may_want_a_value_that_the_dictionary_does_not() -> None:
    _, one = one_form("S1b", "F010")
    usual = wanting(blank("F010"), one)
    assert {box.item for box in usual} == {box.item for box in one.missing}
    strict = Blank("F010", "", 210, 297, [], [place("cert_purpose", required=True), place("app_name", required=True)])
    assert {box.item for box in wanting(strict, one)} == {"cert_purpose"} | {box.item for box in one.missing}
    _, filled = one_form("S1b", "F010", cert_purpose="児童手当の手続き")
    assert "cert_purpose" not in {box.item for box in wanting(strict, filled)}


def test_signatures_and_seals_are_never_printed_as_text() -> None:
    assert put_into(place(kind="sign", place=1), place("ink_stamp", kind="stamp"), form="F012").puts == []


@given(st.sampled_from(sorted(demo_forms().forms)), st.sampled_from(sorted(homes())))
def test_a_page_holds_nothing_that_is_not_in_the_case(form: str, name: str) -> None:
    home = homes()[name]
    more: dict[str, Value] = {f"form__{form}": True}
    found = papers(home, **more)
    case = source(home, **more)
    one = next(one for one in found if one.form.form == form)
    for sheet in one.sheets:
        values = {(box.item, box.row): box for box in sheet.boxes}
        for put in leaf_of(blank(form), one, sheet, case, Setting(sees=lambda key: True)).puts:
            for item in put.field.items:
                box = values.get((item, put.field.row))
                if box is not None and box.drawn.value not in (None, "", []) and put.text:
                    known = case.book.items[item]
                    inner = case.book.items[known.person_item] if known.input == "derived" else known
                    foreign = case.is_foreign(box.drawn.person or box.person)
                    written = said(inner, box.drawn.value, put.field, foreign)
                    assert item == "bank_holder" or written in put.text
