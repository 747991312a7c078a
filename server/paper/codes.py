"""The ticket's code as a QR code and as a Code128 bar code: black vector paths, quiet zone left to the caller.

Digits only in both, nothing else. One path for each code, so that a viewer's anti-aliasing draws no seams.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

QUIET_QR: Final = 4  # modules on each side (ISO/IEC 18004)
QUIET_BARS: Final = 10  # modules at each end (ISO/IEC 15417)

# Any mask is valid; scoring all eight takes 2.2 of 2.7 ms and wins nothing at this size.
_MASK: Final = 2
_DIGITS: Final = re.compile(r"(?:[0-9]{2})+", re.ASCII)


def matrix(code: str) -> tuple[bytes, ...]:
    """The QR code's modules, row by row, 1 is black: 21 x 21 for up to 16 digits. At least level M; where the same size
    holds a higher level, that is taken (H for 16 digits), because paper is folded and stained."""
    made = segno.make_qr(_checked(code), error="m", mode="numeric", mask=_MASK, boost_error=True)
    return tuple(bytes(row) for row in made.matrix)


def bars(code: str) -> tuple[int, ...]:
    """Widths in modules, black and white in turn, black first: 123 modules for 16 digits, in subset C throughout."""
    drawn = Code128(_checked(code), quiet=0)
    drawn.validate()
    drawn.encode()
    widths: str = drawn.decompose()  # a letter for each stripe: A is one module, upper case is black
    return tuple(ord(letter.upper()) - ord("A") + 1 for letter in widths)


def draw_qr(canvas: Canvas, code: str, x: float, y: float, module: float) -> None:
    """Draw the QR code with its upper left corner at x, y; `module` is a module's side. All in points."""
    rects = [
        (run.start(), -1 - at, run.end() - run.start(), 1)
        for at, row in enumerate(matrix(code))
        for run in re.finditer(b"\x01+", row)
    ]
    _fill(canvas, x, y, module, module, rects)


def draw_bars(canvas: Canvas, code: str, x: float, y: float, module: float, height: float) -> None:
    """Draw the bar code with its lower left corner at x, y; `module` is the narrowest bar. All in points."""
    widths = bars(code)
    lefts = accumulate(widths, initial=0)
    rects = [(left, 0, width, 1) for at, (left, width) in enumerate(zip(lefts, widths, strict=False)) if at % 2 == 0]
    _fill(canvas, x, y, module, height, rects)


def _fill(
    canvas: Canvas, x: float, y: float, wide: float, high: float, rects: Sequence[tuple[int, int, int, int]]
) -> None:
    """Fill rectangles given in modules, as one path. Written as PDF operators: reportlab's own path spends 12 us on
    each number, half of what a slip may take, and whole modules under one scale cannot drift apart by rounding."""
    drawn = " ".join(f"{left} {low} {width} {height} re" for left, low, width, height in rects)
    canvas.addLiteral(f"q {wide:.5f} 0 0 {high:.5f} {x:.4f} {y:.4f} cm {drawn} f Q")


def _checked(code: str) -> str:
    if not _DIGITS.fullmatch(code):
        raise ValueError("a code is digits, an even number of them")
    return code


def svg(text: str) -> str:
    """Any text as a QR code in SVG, its quiet zone in it: for a screen."""
    made: str = segno.make_qr(text, error="m").svg_inline(
        border=QUIET_QR, scale=1, omitsize=True, svgclass=None, lineclass=None
    )
    return made
