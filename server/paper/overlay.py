"""Values over an empty form: each in its place, shrunk or in lines, never outside its box; what is cut is named."""

from __future__ import annotations

from typing import Final, NamedTuple

from handoff.blank import Field
from handoff.leaf import Leaf, Put
from server.paper.base import RISE, ring
from server.paper.codes import draw_bars, draw_qr
from server.paper.file import number
from server.paper.fonts import Typeface
from server.paper.lay import LEADING, lay
from server.paper.letters import ByUse, written
from server.paper.pages import MM
from server.paper.strokes import drawn

_HIDDEN: Final = 0.8
_QR_MODULES: Final = 21 + 8  # of 16 digits, with the quiet zone
_BAR_MODULES: Final = 123 + 20


class TooLong(NamedTuple):
    """A value of which not all stands in its box."""

    form: str
    sheet: int
    field: Field


class Overlay:
    """The values of one page, as PDF operators. `larger`: every type that many times its size."""

    def __init__(self, leaf: Leaf, face: Typeface, coder: ByUse, larger: float = 1.0) -> None:
        self.height = leaf.blank.height * MM
        self.face = face
        self.coder = coder
        self.larger = larger
        self.operators: list[str] = []
        self.too_long: list[TooLong] = []
        for put in leaf.puts:
            if not self._draw(put):
                self.too_long.append(TooLong(leaf.form, leaf.sheet, put.field))

    def addLiteral(self, operators: str) -> None:  # noqa: N802 - `codes` draws on reportlab's canvas by this name
        """Operators as they are."""
        self.operators.append(operators)

    def _draw(self, put: Put) -> bool:
        """Whether all of it stands in its box."""
        match put.field.kind:
            case "mark":
                self._mark(put)
                return True
            case "cells" if not put.masked:
                return self._cells(put)
            case "code":
                return self._code(put)
            case "sign" if put.ink:
                self._ink(put)
                return True
        return self._text(put)

    def _text(self, put: Put) -> bool:
        field, text = put.field, put.text
        whole = not field.most or len(self.face.cuts(text)) <= field.most
        size = field.size * self.larger
        laid = lay(text, self.face, field.w * MM, field.h * MM, size, min(field.floor, size), field.wrap)
        spacing = self._spacing(field, laid.lines, laid.size)
        y = self.height - field.y * MM - (field.h * MM - laid.high) / 2 - laid.size * RISE
        for line in laid.lines:
            x = self._left(field, self.face.width(line, laid.size) + spacing * (len(line) - 1))
            self.operators.append(written(self.coder, x, y, line, self.face, laid.size, spacing))
            y -= laid.size * LEADING
        return whole and laid.whole

    def _spacing(self, field: Field, lines: list[str], size: float) -> float:
        """What the field wants between letters, as far as its box has room for it."""
        if not field.spacing or len(lines) != 1 or len(lines[0]) < 2:
            return 0.0
        spare = field.w * MM - self.face.width(lines[0], size)
        return max(0.0, min(field.spacing * MM, spare / (len(lines[0]) - 1)))

    def _left(self, field: Field, wide: float) -> float:
        spare = field.w * MM - wide
        return field.x * MM + {"left": 0.0, "middle": spare / 2, "right": spare}[field.align]

    def _cells(self, put: Put) -> bool:
        """One letter in the middle of each cell."""
        field = put.field
        cuts = self.face.cuts(put.text)
        step, size = field.w * MM / field.cells, min(field.size * self.larger, field.h * MM)
        y = self.height - field.y * MM - (field.h * MM - size) / 2 - size * RISE
        for at, cut in enumerate(cuts[: field.cells]):
            fits = min(size, step * 1000 / cut.width) if cut.width else size
            x = field.x * MM + step * at + (step - cut.width * fits / 1000) / 2
            self.operators.append(written(self.coder, x, y, cut.source, self.face, fits))
        return len(cuts) <= field.cells

    def _mark(self, put: Put) -> None:
        field = put.field
        x, y, w, h = field.x * MM, self.height - (field.y + field.h) * MM, field.w * MM, field.h * MM
        if put.masked:  # neither yes nor no shows
            self.operators.append(f"q {_HIDDEN} g {number(x)} {number(y)} {number(w)} {number(h)} re f Q")
        elif field.circle:
            self.operators.append(f"0.9 w [] 0 d {ring(x + w / 2, y + h / 2, h / 2, w / 2)}")
        else:
            points = ((0.1, 0.5), (0.4, 0.12), (0.95, 0.95))
            line = " l ".join(f"{number(x + w * across)} {number(y + h * up)}" for across, up in points)
            self.operators.append(f"1.1 w [] 0 d {line.replace(' l ', ' m ', 1)} l S")

    def _ink(self, put: Put) -> None:
        field = put.field
        bottom = self.height - (field.y + field.h) * MM
        self.operators.append(drawn(put.ink, field.x * MM, bottom, field.w * MM, field.h * MM))

    def _code(self, put: Put) -> bool:
        """A code of digits, as large as its box lets it be."""
        field = put.field
        x, top, w, h = field.x * MM, self.height - field.y * MM, field.w * MM, field.h * MM
        if field.bars:
            module = w / _BAR_MODULES
            draw_bars(self, put.text, x + 10 * module, top - h, module, h)
        else:
            module = min(w, h) / _QR_MODULES
            draw_qr(self, put.text, x + 4 * module, top - 4 * module, module)
        return True
