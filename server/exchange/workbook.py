"""The catalog as one Excel workbook: what its sheets are called, and writing it.

Each table has a sheet: Japanese headings, under them in grey the names by which the house knows the columns, then a row
for each row. Every cell is a text, so that 001 stays 001, and no cell is ever a formula. A hidden sheet remembers what
each row said, so that a workbook that comes back after others went on overwrites nothing in silence.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from handoff.catalog_columns import COLUMNS, NAMES, Column
from handoff.catalog_rows import KEYS, Tables, id_of
from handoff.cells import NO, YES, print_of, shown
from server.ports.exchange import Cover

COVER: Final = "説明"
CHOICES: Final = "選択肢"
BASE: Final = "_base"
FIRST_ROW: Final = 3
"""Row 1 has the headings, row 2 the names."""
MUST: Final = "＊"
"""Behind the heading of a column that is never empty."""
MOST_ROWS: Final = 50_000
LONGEST_HELP: Final = 250
PIECE: Final = 1 << 20
LINES: Final = 100
"""So many rows' prints in a cell, which holds 32,767 characters."""

_HELP: Final = (
    "1行が1件です。行を足す・消す・書きかえることができます。行の並びは、そのまま画面の並びになります。",
    "見出し（1行目）と灰色の列名（2行目）は消さないでください。＊の列は空にできません。",
    "セルはすべて文字列です。数式・リンク・マクロは使えません。",
    "複数の値は | で区切ります（例: G05|G20）。",
    "取り込むと、まず下書きとの違いが画面に出ます。確かめてから、まとめて取り込みます。",
    "この表を出したあとで画面から変えられた行は、上書きせずにお知らせします。",
)
_WIDTH: Final = {"bool": 9, "int": 9, "date": 13, "choice": 18, "text": 24, "list": 34, "expression": 44, "long": 52}
_LONG: Final = ("long", "expression", "list")
_HEAD: Final = {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F4E79")}
_NAME: Final = {"font": Font(size=8, color="8C8C8C"), "fill": PatternFill("solid", fgColor="F2F2F2")}
_WRAP: Final = Alignment(vertical="top", wrap_text=True)
_TOP: Final = Alignment(vertical="top")


def job(question: bytes, _file: bytes) -> Iterator[bytes]:
    """A workbook from (cover, tables), in pieces."""
    cover, tables = msgspec.msgpack.decode(question, type=tuple[Cover, dict[str, list[dict[str, str]]]])
    made = write(cover, tables)
    for begin in range(0, len(made), PIECE):
        yield made[begin : begin + PIECE]


def write(cover: Cover, tables: Tables) -> bytes:
    """The workbook."""
    book = Workbook(write_only=True)
    _cover(book, cover)
    lists = _Lists()
    for table in KEYS:
        _sheet(book, table, tables, lists)
    lists.write(book)
    _base(book, tables)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cover(book: Workbook, cover: Cover) -> None:
    sheet = book.create_sheet(COVER)
    sheet.column_dimensions["A"].width = 110
    said = f"下書き「{cover.draft}」（第{cover.version}版から）　{cover.made} 出力"
    for text, style in [(f"{cover.city} 手続マスタ", {"font": Font(bold=True, size=16)}), (said, {})]:
        sheet.append([_cell(sheet, text, **style)])
    sheet.append([])
    for text in _HELP:
        sheet.append([_cell(sheet, text, alignment=_WRAP)])


def _sheet(book: Workbook, table: str, tables: Tables, lists: _Lists) -> None:
    sheet, columns = book.create_sheet(NAMES[table]), COLUMNS[table]
    keys = sum(column.key for column in columns[: len(KEYS[table])])
    sheet.freeze_panes = f"{get_column_letter(keys + 1)}{FIRST_ROW}"
    last = f"{get_column_letter(len(columns))}{max(FIRST_ROW, FIRST_ROW + len(tables.get(table, [])) - 1)}"
    sheet.auto_filter.ref = f"A2:{last}"
    for place, column in enumerate(columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.number_format = _WIDTH[column.kind], "@"
        if check := _check(column, lists):
            check.add(f"{get_column_letter(place)}{FIRST_ROW}:{get_column_letter(place)}{MOST_ROWS}")
            sheet.data_validations.append(check)
    sheet.append([_cell(sheet, column.label + (MUST if column.required else ""), **_HEAD) for column in columns])
    sheet.append([_cell(sheet, column.name, **_NAME) for column in columns])
    cells = [_cell(sheet, "", alignment=_WRAP if column.kind in _LONG else _TOP) for column in columns]
    for row in tables.get(table, []):
        said = [shown(column, row.get(column.name, "")) for column in columns]
        # An appended row is written at once, so that the same cells serve the next one.
        sheet.append([_put(cell, text) if text else None for cell, text in zip(cells, said, strict=True)])


def _check(column: Column, lists: _Lists) -> DataValidation | None:
    """What a spreadsheet says while somebody types: the help, and a list to choose from."""
    formula = lists.formula(column)
    if not formula and not column.help:
        return None
    free = column.free or column.any or column.of
    check = DataValidation(type="list" if formula else None, formula1=formula or None, allow_blank=True)
    check.showErrorMessage = bool(formula and not free)
    check.errorTitle, check.error = column.label, "一覧から選んでください。"
    if column.help:
        check.showInputMessage = True
        check.promptTitle, check.prompt = column.label[:30], column.help[:LONGEST_HELP]
    return check


class _Lists:
    """The choices of all columns, in a sheet of their own: a spreadsheet takes a list of any length from there."""

    def __init__(self) -> None:
        self.columns: list[list[str]] = []

    def formula(self, column: Column) -> str:
        """Where the choices of a column stand; "" when it has none."""
        if column.kind == "bool":
            return f'"{YES},{NO}"'
        if column.choices:
            self.columns.append([column.label, *(label for _, label in column.choices)])
            letter = get_column_letter(len(self.columns))
            return f"'{CHOICES}'!${letter}$2:${letter}${len(self.columns[-1])}"
        if column.kind == "choice" and column.of and column.of in KEYS:
            name = "group_id" if column.of == "counters" else KEYS[column.of][0]
            place = next(at for at, one in enumerate(COLUMNS[column.of], start=1) if one.name == name)
            letter = get_column_letter(place)
            return f"'{NAMES[column.of]}'!${letter}${FIRST_ROW}:${letter}${MOST_ROWS}"
        return ""

    def write(self, book: Workbook) -> None:
        """The sheet."""
        sheet = book.create_sheet(CHOICES)
        sheet.sheet_state = "hidden"
        longest = max(len(column) for column in self.columns)
        for at in range(longest):
            sheet.append([_cell(sheet, column[at] if at < len(column) else "") for column in self.columns])


def _base(book: Workbook, tables: Tables) -> None:
    """What each row said: `table id print` in a line, as many lines in a cell as it holds."""
    sheet = book.create_sheet(BASE)
    sheet.sheet_state = "veryHidden"
    lines: list[str] = []
    for table in KEYS:
        lines += (f"{table}\t{id_of(table, row)}\t{print_of(table, row)}" for row in tables.get(table, []))
    for begin in range(0, len(lines), LINES):
        sheet.append([_cell(sheet, "\n".join(lines[begin : begin + LINES]))])


def _cell(sheet: Any, text: str, **style: Any) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.number_format = "@"
    for name, value in style.items():
        setattr(cell, name, value)
    _put(cell, text)
    return cell


def _put(cell: Any, text: str) -> Any:
    """A text, whatever it looks like: openpyxl would take `=…` for a formula and `#N/A` for an error."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    return cell
