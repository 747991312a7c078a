"""One sheet of a workbook that somebody edited: its headings found, its rows read, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Final

from openpyxl.utils import get_column_letter

from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS, Column
from handoff.catalog_faults import BadRows
from handoff.catalog_rows import KEYS, id_of
from handoff.cells import NO, YES, BadCell, admit, print_of
from handoff.filefault import FileFault, bad
from handoff.row_form import admit_row
from server.exchange.workbook import MOST_ROWS, MUST

LAST_ROW: Final = 1_048_576
"""No spreadsheet has more, whatever a file says of itself."""
_AGAIN: Final = "セルの書式を「文字列」にして、入れ直してください（001 の 0 が消えるのを防ぐためです）。"
_NUMBER: Final = "数値になっています。" + _AGAIN
_DATE: Final = "日付になっています。" + _AGAIN


def rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows with their numbers, the empty ones in between too; how large the sheet says it is counts for nothing."""
    sheet.reset_dimensions()
    return enumerate(sheet.iter_rows(max_row=LAST_ROW), start=1)


class SheetReader:
    """Reads the sheet of a table. `base`: id -> print of the rows that stood there when the house made the workbook;
    what was wrong then already stops nobody. `fault` and `warn` are told what is wrong, and where."""

    def __init__(
        self,
        table: str,
        sheet: Any,
        base: Mapping[str, str],
        fault: Callable[[FileFault], None],
        warn: Callable[[FileFault], None],
    ) -> None:
        self.table, self.sheet, self._base = table, sheet, base
        self.title = str(sheet.title)
        self._fault, self._warn = fault, warn
        self._columns: dict[int, Column] = {}
        """By their place in the sheet, from 0."""
        self._named: set[int] = set()

    def read(self) -> tuple[list[Row], dict[str, int]]:
        """The rows, and the number of each by its id."""
        found: list[Row] = []
        places: dict[str, int] = {}
        lines = rows(self.sheet)
        heads = [cells for _, cells in (next(lines, (1, ())), next(lines, (2, ())))]
        first = self._headings(heads)
        if first:
            for number, cells in chain(enumerate(heads[first - 1 :], start=first), lines):
                self._row(number, cells, found, places)
        return found, places

    # ---- headings

    def _headings(self, heads: Sequence[Sequence[Any]]) -> int:
        """Find the columns: by the names in row 2 or 1, or by the headings. The number of the first row of data, 0
        when some are not there."""
        columns = COLUMNS[self.table]
        names = {column.name: column for column in columns}
        labels = {column.label: column for column in columns}
        for cells, first, known in ((heads[1], 3, names), (heads[0], 2, names), (heads[0], 2, labels)):
            said = [str(cell.value or "").strip().removesuffix(MUST) for cell in cells]
            keys = {known_as for known_as, column in known.items() if column.name in KEYS[self.table]}
            if keys & set(said):
                return first if self._take(said, known, first - 1) else 0
        self._fault(FileFault("見出しがありません。1行目の見出しと2行目の列名を消さないでください。", self.title, 1))
        return 0

    def _take(self, said: Sequence[str], known: dict[str, Column], number: int) -> bool:
        """Note where each column stands; whether all are there."""
        for place, name in enumerate(said):
            column = known.get(name)
            if column is None and name:
                where = f"{name}（{get_column_letter(place + 1)}{number}）"
                self._warn(FileFault("知らない列です。取り込みません。", self.title, number, where, "warning"))
            elif column is not None and column in self._columns.values():
                where = f"{column.label}（{get_column_letter(place + 1)}{number}）"
                self._fault(FileFault("同じ列が2つあります。", self.title, number, where))
            elif column is not None:
                self._columns[place] = column
            if name:
                self._named.add(place)
        lacking = [column for column in COLUMNS[self.table] if column not in self._columns.values()]
        for column in lacking:
            lack = f"{column.label}（{column.name}）"
            self._fault(FileFault("列がありません。見出しを消さないでください。", self.title, number, lack))
        return not lacking

    # ---- rows

    def _row(self, number: int, cells: Sequence[Any], found: list[Row], places: dict[str, int]) -> None:
        if all(cell.value in (None, "") for cell in cells):
            return
        if len(found) >= MOST_ROWS:
            raise bad(f"行が多すぎます（{MOST_ROWS:,}行まで）。", self.title, number)
        row, wrong = self._values(cells)
        for place, text in wrong.items():
            self._wrong(text, number, place)
        for place, cell in enumerate(cells):
            if place not in self._named and cell.value not in (None, ""):
                self._wrong("見出しのない列に値があります。", number, place)
        one = id_of(self.table, row)
        if one in places:
            key = next(place for place, column in self._columns.items() if column.key)
            self._wrong(f"番号が {places[one]} 行目と同じです（{one}）。", number, key)
        places.setdefault(one, number)
        found.append(row)

    def _values(self, cells: Sequence[Any]) -> tuple[Row, dict[int, str]]:
        """A row, and what is wrong with it, by the place of the cell."""
        said: Row = {}
        row: Row = {}
        worse: dict[int, str] = {}
        wrong: dict[int, str] = {}
        for place, column in self._columns.items():
            try:
                said[column.name] = _text(column, cells[place]) if place < len(cells) else ""
            except BadCell as no:
                said[column.name], worse[place] = "", no.text
            try:
                row[column.name] = admit(column, said[column.name])
            except BadCell as no:
                row[column.name], wrong[place] = said[column.name], no.text
        if not worse and not wrong:
            row, wrong = self._admitted(row)
        if wrong and self._base.get(id_of(self.table, row)) == print_of(self.table, said):
            wrong = {}  # it was wrong before, and nobody touched it here
        return row, wrong | worse

    def _admitted(self, row: Row) -> tuple[Row, dict[int, str]]:
        try:
            return admit_row(self.table, id_of(self.table, row), row), {}
        except BadRows as no:
            places = {column.name: place for place, column in self._columns.items()}
            return row, {places.get(fault.column, 0): fault.text for fault in no.faults}

    def _wrong(self, text: str, number: int, place: int) -> None:
        column = self._columns.get(place)
        at = f"{get_column_letter(place + 1)}{number}"
        self._fault(FileFault(text, self.title, number, f"{column.label}（{at}）" if column else at))


def _text(column: Column, cell: Any) -> str:
    """What stands in a cell. A number is taken where only numbers may stand; anywhere else it may have lost zeros."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return ""
    if kind == "f":
        raise BadCell("数式は使えません。値を入れてください。")
    if kind == "e":
        raise BadCell("エラー値（#REF! など）が入っています。")
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return (YES if value else NO) if column.kind == "bool" else _no(_NUMBER)
    if isinstance(value, datetime):
        return value.date().isoformat() if column.kind == "date" else _no(_DATE)
    whole = isinstance(value, int | float) and value == value // 1 and abs(value) < 10**15
    closed = column.kind in ("int", "bool") or column.choices is not None
    return str(int(value)) if whole and closed else _no(_NUMBER)


def _no(why: str) -> str:
    raise BadCell(why)
