"""A table of figures as an Excel workbook: as it stands on somebody's screen, figures as figures, nothing a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from server.ports.exchange import Cell, FigureTable

_HEAD: Final = {
    "font": Font(bold=True, color="FFFFFF"),
    "fill": PatternFill("solid", fgColor="1F4E79"),
    "alignment": Alignment(vertical="top", wrap_text=True),
}
_FIRST: Final = 24
_OTHER: Final = 13
_ABOVE: Final = 3
"""Rows over the first row of figures: the title, an empty one, the headings."""


def job(question: bytes, _file: bytes) -> Iterator[bytes]:
    """A workbook of one table."""
    yield write(msgspec.msgpack.decode(question, type=FigureTable))


def write(table: FigureTable) -> bytes:
    """The workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.sheet)
    sheet.freeze_panes = f"B{_ABOVE + 1}"
    for place in range(len(table.head)):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _OTHER if place else _FIRST
    sheet.append([_cell(sheet, table.title)])
    sheet.append([])
    sheet.append([_cell(sheet, name, head=True) for name in table.head])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Cell, head: bool = False) -> WriteOnlyCell:
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    if text:
        cell.data_type = "s"
    if head:
        for name, style in _HEAD.items():
            setattr(cell, name, style)
    return cell
