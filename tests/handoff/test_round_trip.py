"""Round trip: what a case says goes out as our CSV, comes in by our own 取込定義, and is the same; what could not be
kept stands in the report of letters."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.case import Value
from handoff.conversion import Encoding, Misfit, Target, letters
from handoff.export_layout import Layout, grown
from handoff.export_rows import Numbers, Written, rows_of
from handoff.fields import ItemDef, Kind, admit_value
from handoff.form_book import FormBook
from handoff.import_cell import NUMBER_DIGITS
from handoff.import_kind import HOUSEHOLD, NUMBER, RESIDENTS
from handoff.import_profile import STANDARD, Profile
from handoff.import_row import Resident
from handoff.inherit import applications
from handoff.refusal import Refused
from handoff.source import Source
from server.exchange import out
from server.exchange.residents import read
from tests.handoff.letters import texts
from tests.papers import demo_forms, entries

FORM = "F001"
TODAY = date(2026, 4, 6)
PEOPLE = ("p1", "p2")
NEEDED = ("m_name", "m_birth")
DAYS = ("昭和元年12月25日", "大正15年12月25日", "1950-02-28", "平成元年1月8日", "S59.4.12", "昭和12年頃（推定）")


@cache
def book() -> FormBook:
    """The demo city's forms, but for one, which says all that tells a resident (where they live is their case's)."""
    demo = demo_forms()
    form = replace(demo.forms[FORM], items=tuple(key for key in RESIDENTS if key in demo.items and key != "m_postal"))
    return replace(demo, forms={**demo.forms, FORM: form}, pages={})


@cache
def layout() -> Layout:
    """Its layout."""
    return grown(None, book().forms[FORM], book())


def headings() -> dict[str, str]:
    """Under which heading each item stands in that file."""
    return {one.item: one.heading for one in layout().columns if one.part == ""}


def of_person() -> list[ItemDef]:
    """The items of a person in that file, but for the numbers."""
    return [book().items[key] for key in headings() if key not in (NUMBER, HOUSEHOLD)]


def said(item: ItemDef) -> st.SearchStrategy[Any]:
    """What a clerk types into an item and a sheet takes, as the sheet keeps it."""
    typed: dict[Kind, st.SearchStrategy[str]] = {
        Kind.kana: st.text("アイガパヴー・　ｱｲｶﾞﾊﾟあいAb", min_size=1, max_size=20),
        Kind.date: st.sampled_from(DAYS),
        Kind.roman: st.text("ABCxyz .'-", min_size=1, max_size=20),
        Kind.postal: st.from_regex(r"[0-9]{7}", fullmatch=True),
        Kind.enum: st.sampled_from(item.choices or ("世帯主", "妻", "子の子")),
    }
    shaped = st.from_regex(item.pattern, fullmatch=True) if item.pattern else texts()
    return typed.get(item.kind, shaped).map(lambda text: _kept(item, text)).filter(bool)


def _kept(item: ItemDef, text: str) -> Value:
    try:
        return admit_value(item, text, TODAY)
    except Refused:
        return ""


def person(at: int) -> st.SearchStrategy[dict[str, Value]]:
    """Somebody with a number of the city's, zeros in front."""
    needed = {NUMBER: st.just(f"00{at}"), **{item.key: said(item) for item in of_person() if item.key in NEEDED}}
    return st.fixed_dictionaries(
        needed, optional={item.key: said(item) for item in of_person() if item.key not in needed}
    )


CASES = st.tuples(*(person(at) for at in range(len(PEOPLE))))


def goes_out(people: tuple[dict[str, Value], ...], target: Target) -> tuple[bytes, list[Written]]:
    """The file of a case with these persons, and its rows."""
    made: dict[str, Value] = {HOUSEHOLD: "0042", f"form.{FORM}": True, f"rows.{FORM}": list(PEOPLE)}
    for at, (name, values) in enumerate(zip(PEOPLE, people, strict=True)):
        made |= {f"p.{name}": {"order": at}, **{f"p.{name}.{key}": value for key, value in values.items()}}
    case = Source(entries(made), book(), TODAY)
    (one,) = applications(case, [], ["TENNYU"])
    rows = rows_of(one, case, layout(), Numbers("case-1", "A042"), lambda _: True, target)
    return out.write([layout().headings, *(row.cells for row in rows)], target.encoding), rows


def comes_in(file: bytes, encoding: Encoding) -> list[Resident]:
    """What a 取込定義 for our own files reads of it."""
    profile: Profile = replace(STANDARD, encoding=encoding, ours=True, columns=headings())
    return [one for part in read(profile, file) if isinstance(part, list) for one in part]


def by_the_report(text: str, found: list[Misfit]) -> str:
    """The text with every letter of the report replaced, in its order, as the report says."""
    left = list(found)
    return "".join(left.pop(0).written if left and left[0].letter == one else one for one in letters(text))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
@given(CASES)
def test_a_case_comes_in_again_as_it_was_or_the_report_says_each_letter(
    encoding: Encoding, people: tuple[dict[str, Value], ...]
) -> None:
    file, rows = goes_out(people, Target(encoding))
    came = comes_in(file, encoding)
    assert [one.number for one in came] == [str(one[NUMBER]).zfill(NUMBER_DIGITS) for one in people]
    for values, row, one in zip(people, rows, came, strict=True):
        assert one.household == "42".zfill(NUMBER_DIGITS)
        for key, value in values.items():
            misfits = [misfit for heading, misfit in row.misfits if heading == headings()[key]]
            assert encoding == "cp932" or not misfits
            if key != NUMBER:
                assert one.values.get(key) == by_the_report(str(value), misfits)
        assert one.values.keys() == values.keys() | {HOUSEHOLD}
