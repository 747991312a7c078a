"""The rows of a form's persons: a table with a column for each item, or cards where that is too wide, or, with one
person a sheet, lines like all others."""

from __future__ import annotations

from functools import partial
from typing import Final

from handoff.fields import ItemDef, Kind
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit import cards, lines, widget
from handoff.kit.band import Band
from handoff.kit.column import NUMBER, Column, columns_of, stretched
from handoff.kit.names import draw_name
from handoff.kit.pen import Pen

HEAD: Final = 7.0
ROW: Final = 12.0
ROW_LOWEST: Final = 7.6


def bands(items: list[ItemDef], form: Form, book: FormBook, ruling: lines.Ruling) -> list[Band]:
    """The rows of a form."""
    assert form.rows, "a form with rows"
    count = form.rows.per_sheet
    if count == 1:
        return lines.bands(items, form, book, ruling, row=0)
    columns = columns_of(items, book)
    if NUMBER + sum(column.width for column in columns) > ruling.width:
        return cards.bands(columns, count, ruling.x, ruling.width)
    widths = stretched(columns, ruling.width - NUMBER)
    head = Band(HEAD, 5.2, partial(draw_head, columns, widths, ruling.x))
    return [head, *(Band(ROW, ROW_LOWEST, partial(draw_row, columns, widths, ruling.x, row)) for row in range(count))]


def draw_head(columns: list[Column], widths: list[float], x: float, pen: Pen, y: float, h: float) -> None:
    """The heads of the columns."""
    pen.label(x, y, NUMBER, h, "")
    left = x + NUMBER
    for column, width in zip(columns, widths, strict=True):
        if len(column.items) == 2:
            pen.shade(left, y, width, h)
            pen.frame(left, y, width, h)
            pen.words(left, y + 0.3, width, h * 0.4, "フリガナ", size=6)
            pen.words(left, y + h * 0.4, width, h * 0.58, column.label, size=7.5)
        else:
            pen.label(left, y, width, h, column.label, size=7)
        left += width


def draw_row(columns: list[Column], widths: list[float], x: float, row: int, pen: Pen, y: float, h: float) -> None:
    """A person's row."""
    pen.frame(x, y, NUMBER, h)
    pen.words(x, y, NUMBER, h, str(row + 1), size=8)
    left = x + NUMBER
    for column, width in zip(columns, widths, strict=True):
        draw_column(pen, left, y, width, h, column, row)
        left += width


def draw_column(pen: Pen, x: float, y: float, w: float, h: float, column: Column, row: int) -> None:
    """One box of a row."""
    item = column.items[0]
    if len(column.items) == 2:
        draw_name(pen, x, y, w, h, item.key, column.items[1].key, row)
    elif count := widget.cells(item, w):
        pen.frame(x, y, w, h)
        pen.digits(x, y + h * 0.2, w, h * 0.6, count, item.key, row, group=4 if count == 12 else 0)
    else:
        plain = item.kind in (Kind.name, Kind.text, Kind.roman)
        pen.cell(x, y, w, h, item.key, row=row, align="left" if plain else "middle", size=9.5, pad=0.7)
