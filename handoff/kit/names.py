"""A name on paper: its reading small above it, in one box."""

from __future__ import annotations

from typing import Final

from handoff.kit.pen import PT, Pen, fitting

READING: Final = 0.34
"""The reading's share of the box."""


def draw_name(pen: Pen, x: float, y: float, w: float, h: float, name: str, kana: str, row: int | None = None) -> None:
    """A name with its reading, the frame included."""
    above = h * READING
    pen.frame(x, y, w, h)
    pen.line(x, y + above, x + w, y + above, 0.1, 0.6)
    pen.put(x, y, w, above, kana, row=row, size=round(min(7.5, (above - 0.5) / PT * 0.9), 1))
    pen.put(x, y + above, w, h - above, name, row=row, size=fitting(h - above, 11.5))


def label_name(pen: Pen, x: float, y: float, w: float, h: float, text: str, kana: str = "フリガナ") -> None:
    """The label beside such a box, parted like it."""
    above = h * READING
    pen.shade(x, y, w, h)
    pen.frame(x, y, w, h)
    pen.line(x, y + above, x + w, y + above, 0.1, 0.6)
    pen.words(x + 0.6, y + 0.2, w - 1.2, above - 0.4, kana, size=6)
    short = 2 <= len(text) <= 4
    pen.words(x + 1.6, y + above, w - 3.2, h - above, text, size=7.5, spread=short)
