"""The named cells of a department's own sheet, as places on the page that it prints.

A workbook is read for its names and how its sheet is printed; nothing of what stands in its cells is taken. What may
not come into an import (macros, links to other books, what unpacks to far too much) may not come in here either.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from handoff.blank import Align
from handoff.filefault import BadFile, FileFault, bad
from handoff.found import Found
from handoff.layout import MOST_CELLS
from server.exchange.sheet_print import Cells, SheetPrint
from server.exchange.starved import starved
from server.exchange.workbook_read import NOT_A_BOOK, must_be_plain
from server.ports.exchange import NamedCells

MOST: Final = 500
LONGEST: Final = 120
NO_NAMES: Final = (
    "このブックには、名前を付けたセルがありません。Excelの「名前ボックス」で、書き込むセルに名前を付けてください。"
)
_CELLS: Final = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(:\$?[A-Z]{1,3}\$?[0-9]{1,7})?")
_ALIGN: Final[dict[str, Align]] = {
    "center": "middle",
    "centerContinuous": "middle",
    "distributed": "middle",
    "right": "right",
}


class Question(msgspec.Struct, frozen=True):
    """Which page of what the sheet prints, counted from 0."""

    page: int


def job(question: bytes, file: bytes) -> Iterator[bytes]:
    """`NamedCells`, in one piece."""
    asked = msgspec.msgpack.decode(question, type=Question)
    yield msgspec.msgpack.encode(read(file, asked.page))


def read(file: bytes, page: int) -> NamedCells:
    """The named cells of one printed page. `BadFile`, with the reason: no workbook, one that holds more than tables, no
    named cells, no such page, a sheet whose print cannot be reckoned."""
    must_be_plain(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl leaves aside of a sheet's looks is nothing that we read
        try:
            return _Reader(load_workbook(io.BytesIO(file), keep_links=False)).read(page)
        except (BadFile, MemoryError):
            raise
        except Exception:  # noqa: BLE001 (whatever a file does to the library: it is no workbook)
            if starved():
                raise MemoryError from None
            raise bad(NOT_A_BOOK) from None


class _Reader:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.left: list[FileFault] = []

    def read(self, page: int) -> NamedCells:
        named = self._names()
        if not named:
            raise bad(NO_NAMES)
        active = self.book.active.title if self.book.active is not None else ""
        title = active if active in named else next(iter(named))
        for other, names in named.items():
            if other != title:
                text = f"ほかのシートの名前 {len(names)}個は見ていません。"
                self._leave(text + "見るには、そのシートを開いた状態で保存してください。", other)
        sheet = self.book[title]
        prints = SheetPrint(self.book, sheet)
        if not 0 <= page < prints.pages:
            raise bad(f"{page + 1}ページめがありません（印刷は全部で{prints.pages}ページ）。", title)
        found = [one for name, cells in named[title][:MOST] if (one := self._found(prints, name, cells, page))]
        width, height = prints.size
        return NamedCells(title, width, height, prints.pages, found, self.left)

    def _names(self) -> dict[str, list[tuple[str, str]]]:
        """Names of cells, by sheet: (name, which cells)."""
        named: dict[str, list[tuple[str, str]]] = {}
        scopes = [self.book.defined_names, *(sheet.defined_names for sheet in self.book.worksheets)]
        for one in (one for scope in scopes for one in scope.values()):
            if one.hidden or one.name.startswith("_xlnm"):
                continue
            places = list(one.destinations) if one.type == "RANGE" else []
            if len(places) == 1 and places[0][0] in self.book.sheetnames and _CELLS.fullmatch(places[0][1]):
                named.setdefault(places[0][0], []).append((str(one.name)[:LONGEST], places[0][1]))
            else:
                self._leave(f"名前「{str(one.name)[:LONGEST]}」は、1つのセルか1つの範囲ではありません。")
        return named

    def _found(self, prints: SheetPrint, name: str, said: str, page: int) -> Found | None:
        sheet = prints.sheet
        cells, merged = _with_merged(sheet, Cells(*range_boundaries(said)))
        placed = prints.place(cells)
        if placed.page < 0:
            self._leave(
                f"名前「{name}」のセルは印刷されません（印刷範囲の外、非表示、またはページの境）。", str(sheet.title)
            )
        if placed.page != page:
            return None
        first = sheet.cell(cells.top, cells.left)
        boxes = cells.right - cells.left + 1 if cells.top == cells.low and not merged else 1
        boxed = 1 < boxes <= MOST_CELLS
        return Found(
            name=name,
            x=placed.x,
            y=placed.y,
            w=placed.w,
            h=placed.h,
            kind="cells" if boxed else "text",
            cells=boxes if boxed else 0,
            size=round(float(first.font.sz or 11) * prints.scale, 2),
            align=_ALIGN.get(first.alignment.horizontal or "", "left"),
            wrap=bool(first.alignment.wrap_text),
        )

    def _leave(self, text: str, sheet: str = "") -> None:
        if len(self.left) < MOST:
            self.left.append(FileFault(text, sheet, level="warning"))


def _with_merged(sheet: Any, cells: Cells) -> tuple[Cells, bool]:
    """The cells, and what is merged with them: a name of a merged block often names its first cell alone."""
    left, top, right, low = cells
    merged = False
    for block in sheet.merged_cells.ranges:
        if block.min_col <= right and left <= block.max_col and block.min_row <= low and top <= block.max_row:
            merged = True
            left, top = min(left, block.min_col), min(top, block.min_row)
            right, low = max(right, block.max_col), max(low, block.max_row)
    return Cells(left, top, right, low), merged
