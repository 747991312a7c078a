"""An empty form, drawn once: its page as the bytes that every file with this form takes over."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Final, NamedTuple

from handoff.blank import Blank, Frame, Line, Ring, Shade, Stroke, Words
from handoff.uploaded import UploadedPage
from server.paper.faces import Face, Glyph
from server.paper.file import number
from server.paper.lay import LEADING, lay
from server.paper.letters import ByGlyph, Shelfmarks, written
from server.paper.pages import MM
from server.paper.shelf import Fonts

RISE: Final = 0.88
"""Where the base line stands below a line's upper edge, in sizes: so the faces of forms have it."""
_ROUND: Final = 0.5523
_LEVEL: Final = 6  # once for each form, so it may take its time
_FLOOR: Final = 3.5  # of printed words, in points


class Base(NamedTuple):
    """A page in points: its operators (deflated), its letters, which characters no face holds, and the uploaded page
    that lies under it ("" = none)."""

    width: float
    height: float
    content: bytes
    letters: Mapping[Face, Mapping[str, Glyph]]
    lost: tuple[str, ...]
    upload: UploadedPage | None


def make_base(blank: Blank, fonts: Fonts, marks: Shelfmarks) -> Base:
    """Draw an empty form."""
    coder = ByGlyph(marks)
    easel = _Easel(blank.height * MM, fonts, coder)
    for stroke in blank.strokes:
        easel.draw(stroke)
    content = zlib.compress("\n".join(easel.operators).encode("latin-1"), _LEVEL)
    return Base(blank.width * MM, blank.height * MM, content, coder.used, tuple(coder.lost), blank.upload)


class _Easel:
    def __init__(self, height: float, fonts: Fonts, coder: ByGlyph) -> None:
        self.height = height
        self.fonts = fonts
        self.coder = coder
        self.operators: list[str] = []

    def draw(self, stroke: Stroke) -> None:
        match stroke:
            case Words():
                self._words(stroke)
            case Line():
                dashes = f"[{number(stroke.dashes * MM)}] 0 d" if stroke.dashes else "[] 0 d"
                ends = f"{self._at(stroke.x1, stroke.y1)} m {self._at(stroke.x2, stroke.y2)} l S"
                self._put(f"{number(stroke.weight * MM)} w {dashes} {ends}")
            case Frame():
                self._put(
                    f"{number(stroke.weight * MM)} w [] 0 d {self._box(stroke.x, stroke.y, stroke.w, stroke.h)} S"
                )
            case Shade():
                self._put(f"q {number(stroke.grey)} g {self._box(stroke.x, stroke.y, stroke.w, stroke.h)} f Q")
            case Ring():
                self._put(f"{number(stroke.weight * MM)} w [] 0 d {ring(*self._point(stroke), stroke.radius * MM)}")

    def _words(self, words: Words) -> None:
        face = self.fonts.head if words.bold else self.fonts.plain
        width, height = words.w * MM, words.h * MM
        text = "\n".join(words.text) if words.upright else words.text
        laid = lay(text, face, width, height, words.size, min(_FLOOR, words.size))
        assert laid.whole, f"printed words that do not fit: {words.text}"
        y = self.height - words.y * MM - (height - laid.high) / 2 - laid.size * RISE
        for line in laid.lines:
            spacing = self._spread(line, width, laid.size, words)
            wide = face.width(line, laid.size) + spacing * (len(line) - 1)
            x = words.x * MM + {"left": 0.0, "middle": (width - wide) / 2, "right": width - wide}[words.align]
            self._put(written(self.coder, x, y, line, face, laid.size, spacing, words.grey))
            y -= laid.size * LEADING

    def _spread(self, line: str, width: float, size: float, words: Words) -> float:
        """The letters of a label set apart over its width, but not so far that they are no word any more."""
        if not words.spread or len(line) < 2:
            return 0.0
        spare = width - self.fonts.plain.width(line, size)
        return max(0.0, min(spare / (len(line) - 1), size * 0.8))

    def _point(self, ring: Ring) -> tuple[float, float]:
        return ring.x * MM, self.height - ring.y * MM

    def _at(self, x: float, y: float) -> str:
        return f"{number(x * MM)} {number(self.height - y * MM)}"

    def _box(self, x: float, y: float, w: float, h: float) -> str:
        return f"{self._at(x, y + h)} {number(w * MM)} {number(h * MM)} re"

    def _put(self, operators: str) -> None:
        self.operators.append(operators)


def ring(x: float, y: float, radius: float, across: float | None = None) -> str:
    """A circle around a point, or an oval `across` wide, as PDF operators, outlined."""
    wide, high = radius if across is None else across, radius
    cx, cy = wide * _ROUND, high * _ROUND
    points = (
        (x + wide, y + cy, x + cx, y + high, x, y + high),
        (x - cx, y + high, x - wide, y + cy, x - wide, y),
        (x - wide, y - cy, x - cx, y - high, x, y - high),
        (x + cx, y - high, x + wide, y - cy, x + wide, y),
    )
    quarters = " ".join(" ".join(number(value) for value in quarter) + " c" for quarter in points)
    return f"{number(x + wide)} {number(y)} m {quarters} s"
