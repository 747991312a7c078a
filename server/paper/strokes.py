"""The strokes of a signature as vector lines, in the middle of their place and never outside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from server.paper.file import number

THICK: Final = 1.1
"""A pen's width, in points."""
MARGIN: Final = 1.2
LARGEST: Final = 0.25
"""Points for one unit at most: who signs small is not blown up."""
Stroke = Sequence[tuple[int, int]]


def drawn(strokes: Sequence[Stroke], x: float, y: float, w: float, h: float) -> str:
    """PDF operators for a box at (x, y) from below, in points. Both directions have one scale: nobody's hand is
    stretched."""
    across = [point[0] for stroke in strokes for point in stroke]
    down = [point[1] for stroke in strokes for point in stroke]
    left, top = min(across), min(down)
    wide, high = max(across) - left, max(down) - top
    room_x, room_y = max(w - 2 * MARGIN, 0.1), max(h - 2 * MARGIN, 0.1)
    scale = min(LARGEST, room_x / max(wide, 1), room_y / max(high, 1))
    begin_x = x + (w - wide * scale) / 2
    begin_y = y + (h + high * scale) / 2

    def at(point: tuple[int, int]) -> str:
        return f"{number(begin_x + (point[0] - left) * scale)} {number(begin_y - (point[1] - top) * scale)}"

    lines = []
    for stroke in strokes:
        first, *others = stroke
        others = others or [first]  # a dot
        lines.append(f"{at(first)} m " + " ".join(f"{at(point)} l" for point in others) + " S")
    return f"q 1 J 1 j {THICK} w [] 0 d " + " ".join(lines) + " Q"
