"""Workbooks for tests: the demo city's catalog written by a library that is not ours, with whatever a test puts in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from handoff.catalog_columns import COLUMNS, NAMES
from handoff.catalog_rows import KEYS, Tables, tables_of
from handoff.cells import shown
from server.exchange.city import read_city

CITY = read_city(Path(__file__).resolve().parents[2] / "deploy/city/aobano")
TABLES: Tables = tables_of(CITY.catalog, CITY.house)
SMALL: Tables = {table: rows[:12] for table, rows in TABLES.items()}
"""The first rows of each table: what is asked is the same, and quicker."""
COVER = ("あおばの市", "春の改正", 1, "2027-03-29 10:00")


def foreign(
    tables: Tables,
    cells: Mapping[tuple[str, str], Any] | None = None,
    *,
    without: tuple[str, ...] = (),
    names: bool = True,
) -> bytes:
    """A workbook of these tables by XlsxWriter. `cells`: (table, "B3") -> another value ("" empties it), a formula
    where it is a text that begins with `{=`; `without` leaves sheets out; `names` False the grey second row."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_numbers": False})
    for table in KEYS:
        if table not in without:
            sheet = book.add_worksheet(NAMES[table])
            _fill(sheet, table, tables, names)
            for (of, at), value in (cells or {}).items():
                if of == table:
                    _put(book, sheet, at, value)
    book.close()
    return made.getvalue()


def _fill(sheet: Any, table: str, tables: Tables, names: bool) -> None:
    columns = COLUMNS[table]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label)
        if names:
            sheet.write_string(1, place, column.name)
    for number, row in enumerate(tables[table], start=1 + names):
        for place, column in enumerate(columns):
            sheet.write_string(number, place, shown(column, row.get(column.name, "")))


def _put(book: Any, sheet: Any, at: str, value: Any) -> None:
    if isinstance(value, str) and value.startswith("{="):
        sheet.write_formula(at, value.strip("{}"), None, "5")
    elif isinstance(value, str):
        sheet.write_string(at, value)
    elif hasattr(value, "year"):
        sheet.write_datetime(at, value, book.add_format({"num_format": "yyyy-mm-dd"}))
    else:
        sheet.write(at, value)


def cell(table: str, column: str, row: int) -> tuple[str, str]:
    """(table, "E5"): the cell of a column; row 3 is the first one of data."""
    place = next(at for at, one in enumerate(COLUMNS[table]) if one.name == column)
    return table, xlsxwriter.utility.xl_rowcol_to_cell(row - 1, place)


def repacked(file: bytes, change: Mapping[str, bytes | None]) -> bytes:
    """The same zip with other parts: a new or another one, or (None) without it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in change:
                new.writestr(part, old.read(part))
        for part, body in change.items():
            if body is not None:
                new.writestr(part, body)
    return made.getvalue()


def part_of(file: bytes, name: str) -> bytes:
    """A part of a zip."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return archive.read(name)
