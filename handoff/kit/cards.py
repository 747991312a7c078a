"""Persons of whom more is asked than a table's width holds: a card for each, its boxes with their names inside."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Final

from handoff.kit import widget
from handoff.kit.band import Band
from handoff.kit.column import NUMBER, Column
from handoff.kit.names import draw_name
from handoff.kit.pen import BOLD, PT, RULE, Pen, fitting, span

LINE: Final = 9.6
LOWEST: Final = 7.0
_NAME: Final = 0.32
"""The share of a box that its name takes."""


def bands(columns: list[Column], count: int, x: float, width: float) -> list[Band]:
    """A card for each of `count` rows."""
    lined = in_lines(columns, width - NUMBER)
    natural, least = len(lined) * LINE + 1.4, len(lined) * LOWEST + 0.8
    return [Band(natural, least, partial(draw_card, lined, x, width, row)) for row in range(count)]


def in_lines(columns: list[Column], width: float) -> list[list[Column]]:
    """The columns in as few lines as hold them, and evenly."""
    total = sum(column.width for column in columns)
    lines = max(1, -int(-total // width))
    while True:
        found = _broken(columns, width, total / lines)
        if all(sum(column.width for column in line) <= width + 0.01 for line in found):
            return found
        lines += 1


def _broken(columns: list[Column], width: float, wanted: float) -> list[list[Column]]:
    found: list[list[Column]] = [[]]
    taken = 0.0
    for column in columns:
        if found[-1] and (taken + column.width > width or taken + column.width / 2 > wanted):
            found.append([])
            taken = 0.0
        found[-1].append(column)
        taken += column.width
    return found


def draw_card(lined: list[list[Column]], x: float, width: float, row: int, pen: Pen, y: float, h: float) -> None:
    """One person's card, with the row's number at the left."""
    high = h - 0.8
    step = high / len(lined)
    pen.label(x, y, NUMBER, high, str(row + 1), size=9)
    for at, line in enumerate(lined):
        draw_line(pen, x + NUMBER, y + at * step, width - NUMBER, step, line, row)
    pen.frame(x, y, width, high, BOLD)


def draw_line(pen: Pen, x: float, y: float, w: float, h: float, line: list[Column], row: int) -> None:
    """Boxes beside one another over the whole width."""
    share = w / sum(column.width for column in line)
    lefts = [x]
    for column in line:
        lefts.append(lefts[-1] + column.width * share)
    for column, (left, right) in zip(line, pairwise(lefts), strict=True):
        draw_box(pen, left, y, right - left, h, column, row)


def draw_box(pen: Pen, x: float, y: float, w: float, h: float, column: Column, row: int) -> None:
    """A box with its name at its upper left."""
    item = column.items[0]
    if len(column.items) == 2:
        draw_name(pen, x, y, w, h, item.key, column.items[1].key, row)
        return
    head = h * _NAME
    pen.shade(x, y, w, head)
    pen.frame(x, y, w, h, RULE)
    size = min(6.0, (head - 0.2) / PT * 0.8, 6.0 * (w - 1) / max(0.1, span(column.label, 6.0)))
    pen.words(x + 0.4, y, w - 0.8, head, column.label, size=round(max(size, 3.5), 1))
    if count := widget.cells(item, w):
        pen.digits(x, y + head, w, h - head, count, item.key, row, group=4 if count == 12 else 0)
    else:
        pen.put(x, y + head, w, h - head, item.key, row=row, align="middle", pad=0.5, size=fitting(h - head, 9.5))
