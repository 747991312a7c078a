"""The named cells of a department's sheet: where they come to stand on paper, what is left aside, what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from handoff.filefault import BadFile
from server.exchange.files import Files
from server.exchange.limited import Limited
from server.exchange.sheet_names import read
from server.ports.exchange import NamedCells
from tests.exchange.books import TABLES, foreign

INCH = 25.4
PX = 0.75 * INCH / 72
"""A pixel of a sheet's column, in mm."""


def form(change: Callable[[Any, Any], None] = lambda book, sheet: None, title: str = "様式") -> bytes:
    """A department's sheet: A4 upright, columns of 64 pixels (Calibri 11), rows of 18 points, with names on it."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet(title)
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=1, bottom=1)
    for row in range(60):
        sheet.set_row(row, 18)
    sheet.write("A1", "申請書")
    sheet.write("H60", "終わり")
    middle = book.add_format({"align": "center", "font_size": 14})
    sheet.merge_range("B3:D3", "", middle)
    book.define_name("氏名", f"={title}!$B$3")
    book.define_name("住所", f"={title}!$B$5:$F$6")
    book.define_name("番号", f"={title}!$A$8:$G$8")
    change(book, sheet)
    book.close()
    return made.getvalue()


def at(read: NamedCells, name: str) -> tuple[float, float, float, float]:
    one = next(one for one in read.found if one.name == name)
    return one.x, one.y, one.w, one.h


def close(one: tuple[float, ...], *meant: float) -> bool:
    return all(abs(is_ - want) < 0.1 for is_, want in zip(one, meant, strict=True))


def test_a_cell_a_merged_block_and_a_row_of_boxes_stand_where_the_sheet_prints_them() -> None:
    named = read(form(), 0)
    assert (named.sheet, named.width, named.height, named.left) == ("様式", 210, 297, [])
    row, column = 18 / 72 * INCH, 64 * PX
    assert close(at(named, "氏名"), 0.5 * INCH + column, INCH + 2 * row, 3 * column, row)
    assert close(at(named, "住所"), 0.5 * INCH + column, INCH + 4 * row, 5 * column, 2 * row)
    kinds = {one.name: (one.kind, one.cells, one.align, one.size) for one in named.found}
    assert kinds["番号"][:2] == ("cells", 7)
    assert kinds["氏名"] == ("text", 0, "middle", 14)
    assert kinds["住所"][0] == "text"


def test_widths_heights_what_is_hidden_and_where_printing_begins_move_the_places() -> None:
    def moved(book: Any, sheet: Any) -> None:
        sheet.set_column("A:A", 2)  # 19 pixels
        sheet.set_column("C:C", None, None, {"hidden": True})
        sheet.set_row(1, 36)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.print_area("A2:H60")

    named = read(form(moved), 0)
    row, column = 18 / 72 * INCH, 64 * PX
    assert close(at(named, "氏名"), 0.5 * INCH + 19 * PX, INCH + 2 * row, 2 * column, row)
    assert close(at(named, "住所"), 0.5 * INCH + 19 * PX, INCH + 3 * row, 4 * column, 2 * row)


@pytest.mark.parametrize("way", ["scale", "fit"])
def test_a_sheet_that_is_made_smaller_and_centred_is_reckoned_so(way: str) -> None:
    def small(book: Any, sheet: Any) -> None:
        sheet.center_horizontally()
        sheet.center_vertically()
        if way == "scale":
            sheet.set_print_scale(50)
        else:
            sheet.set_margins(left=0.5, right=0.5, top=2.84, bottom=2.84)
            sheet.fit_to_pages(1, 1)  # 60 rows of 18 points into 433: 40 %

    scale = 0.5 if way == "scale" else 0.4
    named = read(form(small), 0)
    row, column = 18 / 72 * INCH * scale, 64 * PX * scale
    x = (210 - 8 * column) / 2
    y = (297 - 60 * row) / 2
    assert abs(at(named, "氏名")[0] - (x + column)) < 0.1
    assert abs(at(named, "氏名")[1] - (y + 2 * row)) < 0.4
    assert close(at(named, "氏名")[2:], 3 * column, row)
    assert next(one for one in named.found if one.name == "氏名").size == pytest.approx(14 * scale)


def test_pages_are_cut_where_the_sheet_cuts_them_and_only_one_is_read() -> None:
    def long(book: Any, sheet: Any) -> None:
        book.define_name("二枚目", "=様式!$B$40")
        sheet.set_h_pagebreaks([30])

    first, second = read(form(long), 0), read(form(long), 1)
    assert {one.name for one in first.found} == {"氏名", "住所", "番号"}
    assert {one.name for one in second.found} == {"二枚目"} and second.pages == 2
    assert close(at(second, "二枚目")[1:2], INCH + 9 * 18 / 72 * INCH)
    with pytest.raises(BadFile) as no:
        read(form(long), 2)
    assert "全部で2ページ" in no.value.faults[0].text


def test_paper_across_has_its_sides_changed() -> None:
    def across(book: Any, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(8)

    assert (read(form(across), 0).width, read(form(across), 0).height) == (420, 297)


def test_what_is_not_printed_or_no_single_place_is_left_aside_and_said() -> None:
    def odd(book: Any, sheet: Any) -> None:
        other = book.add_worksheet("控え")
        other.write("A1", "x")
        book.define_name("控え名", "=控え!$A$1")
        book.define_name("式", "=SUM(様式!$A$1:$A$9)")
        book.define_name("二つ", "=様式!$A$1,様式!$C$1")
        book.define_name("外", "=様式!$Z$99")
        sheet.print_area("A1:H60")

    named = read(form(odd), 0)
    said = "".join(one.text for one in named.left)
    assert {one.name for one in named.found} == {"氏名", "住所", "番号"}
    assert "「式」" in said and "「二つ」" in said and "「外」" in said and "ほかのシートの名前 1個" in said


def reason(file: bytes) -> str:
    with pytest.raises(BadFile) as no:
        read(file, 0)
    return no.value.faults[0].text


def packed(file: bytes, name: str, data: bytes) -> bytes:
    made = io.BytesIO(file)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def test_what_is_no_sheet_or_wants_more_is_refused_with_its_reason() -> None:
    assert "読めません" in reason(b"PK\x03\x04 nothing") or "壊れている" in reason(b"PK\x03\x04 nothing")
    assert "読めません" in reason(b"%PDF-1.7")
    assert "マクロ" in reason(packed(form(), "xl/vbaProject.bin", b"x"))
    assert "リンク" in reason(packed(form(), "xl/externalLinks/externalLink1.xml", b"<x/>"))
    assert "大きくなりすぎる" in reason(packed(form(), "xl/media/image1.png", b"\0" * (49 << 20)))
    assert "名前を付けたセルがありません" in reason(foreign({name: rows[:3] for name, rows in TABLES.items()}))
    assert "用紙の大きさ" in reason(form(lambda book, sheet: sheet.set_paper(1)))
    assert "余白" in reason(form(lambda book, sheet: sheet.set_margins(left=9, right=9)))
    assert "広すぎます" in reason(form(lambda book, sheet: sheet.write("A900000", "x")))


async def test_it_is_read_in_a_process_of_its_own_within_bounds() -> None:
    named = await Files().named_cells(form(), 0)
    assert len(named.found) == 3
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (at, at) for at in range(1, 400_000)
    )
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + rows
    swollen = with_part(form(), "xl/worksheets/sheet1.xml", sheet + b"</sheetData></worksheet>")
    with pytest.raises(BadFile):
        await Files(Limited(processor_s=2)).named_cells(swollen, 0)


def with_part(file: bytes, name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, data if one == name else old.read(one))
    return made.getvalue()
