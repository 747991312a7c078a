"""A pen over an empty page: lines, labels and places, in the way that municipal forms are ruled."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from handoff.blank import Blank, Field, Frame, Line, Ring, Shade, Stroke, Words

PT: Final = 25.4 / 72
"""Millimetres in a point."""
THIN: Final = 0.1
RULE: Final = 0.2
BOLD: Final = 0.4
LABEL: Final = 7.5
VALUE: Final = 10.5
_PAD: Final = 1.2
_TICK: Final = 2.5


def span(text: str, size: float) -> float:
    """About how wide a text is, in mm: a full-width letter is as wide as it is high, others are a little over half."""
    wide = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.58 for char in text)
    return wide * size * PT


def fitting(height: float, most: float = VALUE) -> float:
    """The type that fits a line of this height, in points."""
    return round(min(most, max(5.5, (height - 1.0) / PT * 0.84)), 1)


class Pen:
    """Collects strokes and fields of one page."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.strokes: list[Stroke] = []
        self.fields: list[Field] = []

    def blank(self, form: str, title: str) -> Blank:
        """The page as it stands."""
        return Blank(form, title, self.width, self.height, self.strokes, self.fields)

    # ---- strokes

    def frame(self, x: float, y: float, w: float, h: float, weight: float = RULE) -> None:
        """A box's outline."""
        self.strokes.append(Frame(x, y, w, h, weight))

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = RULE, dashes: float = 0) -> None:
        """A line."""
        self.strokes.append(Line(x1, y1, x2, y2, weight, dashes))

    def shade(self, x: float, y: float, w: float, h: float, grey: float = 0.93) -> None:
        """A filled box."""
        self.strokes.append(Shade(x, y, w, h, grey))

    def ring(self, x: float, y: float, radius: float) -> None:
        """A circle for a seal, with its letter."""
        self.strokes.append(Ring(x, y, radius))
        self.words(x - radius, y - radius, 2 * radius, 2 * radius, "印", size=7, grey=0.55)

    def words(self, x: float, y: float, w: float, h: float, text: str, **look: Any) -> None:
        """Printed words."""
        self.strokes.append(Words(x, y, w, h, text, **look))

    def label(
        self, x: float, y: float, w: float, h: float, text: str, size: float = LABEL, upright: bool = False
    ) -> None:
        """A grey box with what the box beside it holds."""
        self.shade(x, y, w, h)
        self.frame(x, y, w, h)
        short = 2 <= len(text) <= 4 and not upright
        inset = 1.6 if short else 0.7
        self.words(x + inset, y + 0.4, w - 2 * inset, h - 0.8, text, size=size, spread=short, upright=upright)

    # ---- places

    def put(self, x: float, y: float, w: float, h: float, *items: str, pad: float = _PAD, **more: Any) -> None:
        """A place for the value of an item, or of several in one line."""
        size = more.pop("size", None) or fitting(h)
        least = round(min(5.0, size), 1)
        self.fields.append(
            Field(x + pad, y + 0.3, w - 2 * pad, h - 0.6, items=items, size=size, **{"floor": least, **more})
        )

    def field(self, field: Field) -> None:
        """A place as it is given."""
        self.fields.append(field)

    def cell(self, x: float, y: float, w: float, h: float, *items: str, **more: Any) -> None:
        """A ruled box with a value in it."""
        self.frame(x, y, w, h)
        self.put(x, y, w, h, *items, **more)

    def labelled(self, x: float, y: float, w: float, h: float, lw: float, text: str, *items: str, **more: Any) -> None:
        """A label and the box beside it."""
        self.label(x, y, lw, h, text)
        self.cell(x + lw, y, w - lw, h, *items, **more)

    def tick(
        self, x: float, y: float, item: str, option: str, label: str, size: float = 8, row: int | None = None
    ) -> float:
        """A small box to tick with its words after it, the middle of the line at `y`. Returns where the next one may
        begin."""
        self.frame(x, y - _TICK / 2, _TICK, _TICK, 0.15)
        self.fields.append(
            Field(x, y - _TICK / 2, _TICK, _TICK, kind="mark", items=(item,), option=option, row=row, size=size)
        )
        wide = span(label, size) + 0.4
        self.words(x + _TICK + 0.7, y - 2.2, wide, 4.4, label, size=size, align="left")
        return x + _TICK + 0.7 + wide + 2.2

    def digits(
        self, x: float, y: float, w: float, h: float, n: int, item: str, row: int | None = None, group: int = 0
    ) -> None:
        """`n` boxes in a row for the digits of a number; every `group` of them is parted by a whole line."""
        step = w / n
        self.frame(x, y, w, h)
        for at in range(1, n):
            whole = group and at % group == 0
            self.line(x + at * step, y, x + at * step, y + h, RULE if whole else THIN, 0 if whole else 0.6)
        size = round(min(VALUE, step / PT * 0.92, fitting(h)), 1)
        self.fields.append(
            Field(x, y + 0.3, w, h - 0.6, kind="cells", items=(item,), cells=n, row=row, size=size, align="middle")
        )

    def heading(self, x: float, y: float, w: float, h: float, text: str, size: float) -> None:
        """A title with its letters set apart, in the middle of `w`."""
        wide = min(w, span(text, size) * (1.3 if len(text) <= 14 else 1.0))
        self.words(x + (w - wide) / 2, y, wide, h, text, size=size, bold=True, spread=True)
