"""One page and what is to be drawn on it, later: reportlab is asked only when the number of pages is known.

Lengths are millimetres from the upper left corner, sizes of type are points, a text's `y` is its base line. Lines,
boxes and text become PDF operators here: reportlab's own drawing spends 12 us on each number of a slip's thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from server.paper import codes
from server.paper.fonts import Typeface

MM: Final = 72 / 25.4
_BOLD_STROKE: Final = 0.035  # of the type size: what a stroke must add where no bold file was found

_ROUND: Final = 0.5523  # where the handles of a quarter circle's Bezier curve stand

Align: TypeAlias = Literal["left", "middle", "right"]


class Page:
    """One page of the given height."""

    def __init__(self, height: float) -> None:
        self._height = height * MM
        self.typefaces: dict[Typeface, None] = {}
        """Those that it draws in."""
        self._strokes: list[Callable[[Canvas], None]] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: Typeface,
        size: float,
        align: Align = "left",
        spacing: float = 0,
        white: bool = False,
    ) -> None:
        """One line of text; `spacing` is added after each letter, in points; white is for letters on black."""
        if align != "left":
            wide = (face.width(text, size) + spacing * (len(text) - 1)) / MM
            x -= wide / 2 if align == "middle" else wide
        state = [f"{spacing:.3f} Tc"] if spacing else []
        if white:
            state.append("1 g 1 G")
        if face.heavy:
            state.append(f"2 Tr {size * _BOLD_STROKE:.3f} w")
        self.typefaces[face] = None
        at = f"{x * MM:.3f} {self._up(y):.3f}"
        self._strokes.append(lambda canvas: _write(canvas, at, text, face, size, state))

    def rule(self, x1: float, y: float, x2: float, weight: float) -> None:
        """A level line, `weight` millimetres thick."""
        self.path(((x1, y), (x2, y)), weight)

    def path(self, points: Sequence[tuple[float, float]], weight: float) -> None:
        """A line through the points."""
        first, *others = (f"{x * MM:.3f} {self._up(y):.3f}" for x, y in points)
        self._put(f"{weight * MM:.3f} w {first} m {' '.join(f'{point} l' for point in others)} S")

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0) -> None:
        """A box: outlined if it has a `weight`, else filled black."""
        corner = f"{x * MM:.3f} {self._up(y + height):.3f} {width * MM:.3f} {height * MM:.3f} re"
        self._put(f"{weight * MM:.3f} w {corner} S" if weight else f"{corner} f")

    def dots(self, x: float, y1: float, y2: float, weight: float, step: float) -> None:
        """Round dots on an upright line, as where a ticket is torn off."""
        self._put(
            f"q 1 J [0 {step * MM:.3f}] 0 d {weight * MM:.3f} w"
            f" {x * MM:.3f} {self._up(y1):.3f} m {x * MM:.3f} {self._up(y2):.3f} l S Q"
        )

    def ring(self, x: float, y: float, radius: float, weight: float) -> None:
        """An empty circle around x, y."""

        middle, high, far = x * MM, self._up(y), radius * MM
        near = far * _ROUND
        quarters = (
            f"{middle + across * ax:.3f} {high + up * ay:.3f} {middle + across * bx:.3f} {high + up * by:.3f}"
            f" {middle + across * cx:.3f} {high + up * cy:.3f} c"
            for across, up, ax, ay, bx, by, cx, cy in (
                (1, 1, far, near, near, far, 0, far),
                (-1, 1, near, far, far, near, far, 0),
                (-1, -1, far, near, near, far, 0, far),
                (1, -1, near, far, far, near, far, 0),
            )
        )
        self._put(f"{weight * MM:.3f} w {middle + far:.3f} {high:.3f} m {' '.join(quarters)} s")

    def qr(self, x: float, y: float, code: str, module: float) -> None:
        """The QR code with its upper left corner at x, y; keep 4 modules free around it."""
        self._strokes.append(lambda canvas: codes.draw_qr(canvas, code, x * MM, self._up(y), module * MM))

    def bars(self, x: float, y: float, code: str, module: float, height: float) -> None:
        """The bar code with its upper left corner at x, y; keep 10 modules free at both ends."""
        low = self._up(y + height)
        self._strokes.append(lambda canvas: codes.draw_bars(canvas, code, x * MM, low, module * MM, height * MM))

    def anchor(self, y: float, key: str, title: str, level: int) -> None:
        """A place that links of this paper lead to, and that a reader shows in its list of contents at this level."""

        def stroke(canvas: Canvas) -> None:
            canvas.bookmarkHorizontal(key, 0, self._up(y))
            canvas.addOutlineEntry(title, key, level)

        self._strokes.append(stroke)

    def link(self, x: float, y: float, width: float, height: float, key: str) -> None:
        """A box that leads to a place of this paper."""
        box = (x * MM, self._up(y + height), (x + width) * MM, self._up(y))
        self._strokes.append(lambda canvas: canvas.linkAbsolute("", key, box))

    def draw(self, canvas: Canvas) -> None:
        """All strokes, in the order they were asked for."""
        for stroke in self._strokes:
            stroke(canvas)

    def _put(self, operators: str) -> None:
        self._strokes.append(lambda canvas: canvas.addLiteral(operators))

    def _up(self, y: float) -> float:
        return self._height - y * MM


def _write(canvas: Canvas, at: str, text: str, face: Typeface, size: float, state: Sequence[str]) -> None:
    document = canvas._doc
    runs = [
        f"{face.getSubsetInternalName(number, document)} {size:.3f} Tf <{run.hex()}> Tj"
        for number, run in face.splitString(text, document)
    ]
    line = " ".join((*state, "BT", at, "Td", *runs, "ET"))
    canvas.addLiteral(f"q {line} Q" if state else line)
