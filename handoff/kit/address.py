"""An address on paper: its postal code small above the line, the apartment in a line of its own below."""

from __future__ import annotations

from typing import Final

from handoff.kit.pen import LABEL, PT, Pen, fitting

HIGH: Final = 15.0
LEAST: Final = 10.6
PARTS: Final = ("pref", "city", "town", "banchi")


def parts(start: str, items: tuple[str, ...]) -> tuple[str, ...]:
    """The items of an address in one line."""
    return tuple(f"{start}_{part}" for part in PARTS if f"{start}_{part}" in items)


def draw_address(pen: Pen, x: float, y: float, w: float, h: float, start: str, items: tuple[str, ...]) -> None:
    """An address in its box, the frame included. `start`: new, old, next, koseki."""
    pen.frame(x, y, w, h)
    postal, katagaki = f"{start}_postal", f"{start}_katagaki"
    has_postal, has_katagaki = postal in items, katagaki in items
    first = min(4.2, h * 0.28) if has_postal else 0
    last = (h - first) * 0.47 if has_katagaki else 0
    if has_postal:
        size = round(min(8.5, first / PT * 0.85), 1)
        pen.words(x + 1.2, y + 0.5, 3.4, first, "〒", size=size, align="left")
        pen.put(x + 4.8, y + 0.5, 32, first, postal, pad=0, size=size)
    pen.put(x, y + first, w, h - first - last, *parts(start, items))
    if has_katagaki:
        line = y + h - last
        pen.line(x + 1, line, x + w - 1, line, 0.1, 0.6)
        pen.words(x + 0.8, line + 0.3, 9, last - 0.6, "方書", size=min(6.5, LABEL), align="left", grey=0.4)
        pen.put(x + 9, line, w - 9, last, katagaki, size=fitting(last, 10))
