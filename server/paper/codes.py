"""The ticket's code as a QR code and as a Code128 bar code: black vector paths, quiet zone left to the caller.

Digits only in both, nothing else. One path for each code, so that a viewer's anti-aliasing draws no seams.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

QUIET_QR: Final = 4  # modules on each side (ISO/IEC 18004)
QUIET_BARS: Final = 10  # modules at each end (ISO/IEC 15417)

# Any mask is valid; scoring all eight takes 2.2 of 2.7 ms and wins nothing at this size.
_MASK: Final = 2
_DIGITS: Final = re.compile(r"(?:[0-9]{2})+", re.ASCII)
_GROUP: Final = 3
_BITS: Final = {1: 4, 2: 7, 3: 10}
"""So many digits become one number of so many bits (ISO/IEC 18004, 7.4.3)."""
_KEPT: Final = 4
_BLACK: Final = re.compile(b"\x01+")


class _Weave(NamedTuple):
    """The QR codes of one length of digits. Each module is a sum modulo 2 of the data's bits: so are Reed-Solomon's
    checks, and the mask only turns some modules over. A code is therefore the code of zeros, with `changes[group][bit]`
    (lowest bit first) for each bit that is set. A module is a byte and a code one number, its first module the highest
    byte. segno draws 55 codes for a ticket's length once, in 20 ms; after that a code takes 16 us in place of 400."""

    side: int
    zeros: int
    changes: list[list[int]]


def matrix(code: str) -> tuple[bytes, ...]:
    """The QR code's modules, row by row, 1 is black: 21 x 21 for up to 16 digits. At least level M; where the same size
    holds a higher level, that is taken (H for 16 digits), because paper is folded and stained."""
    weave = _weave(len(_checked(code)))
    made = weave.zeros
    for at, changes in enumerate(weave.changes):
        value = int(code[at * _GROUP : (at + 1) * _GROUP])
        for bit, change in enumerate(changes):
            if value >> bit & 1:
                made ^= change
    side = weave.side
    modules = made.to_bytes(side * side, "big")
    return tuple([modules[at : at + side] for at in range(0, side * side, side)])


@lru_cache(_KEPT)
def _weave(length: int) -> _Weave:
    zeros = _drawn("0" * length)
    changes = []
    for at in range(0, length, _GROUP):
        size = min(_GROUP, length - at)
        codes = (f"{1 << bit:0{at + size}}".ljust(length, "0") for bit in range(_BITS[size]))
        changes.append([_number(_drawn(code)) ^ _number(zeros) for code in codes])
    return _Weave(side=len(zeros), zeros=_number(zeros), changes=changes)


def _drawn(code: str) -> list[bytes]:
    made = segno.make_qr(code, error="m", mode="numeric", mask=_MASK, boost_error=True)
    return [bytes(row) for row in made.matrix]


def _number(rows: Sequence[bytes]) -> int:
    return int.from_bytes(b"".join(rows), "big")


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
        f"{left} {-1 - at} {right - left} 1 re"
        for at, row in enumerate(matrix(code))
        for left, right in map(re.Match.span, _BLACK.finditer(row))
    ]
    _fill(canvas, x, y, module, module, rects)


def draw_bars(canvas: Canvas, code: str, x: float, y: float, module: float, height: float) -> None:
    """Draw the bar code with its lower left corner at x, y; `module` is the narrowest bar. All in points."""
    widths = bars(code)
    lefts = accumulate(widths, initial=0)
    stripes = enumerate(zip(lefts, widths, strict=False))
    rects = [f"{left} 0 {width} 1 re" for at, (left, width) in stripes if at % 2 == 0]
    _fill(canvas, x, y, module, height, rects)


def _fill(canvas: Canvas, x: float, y: float, wide: float, high: float, rects: Sequence[str]) -> None:
    """Fill rectangles given in modules, as one path. Written as PDF operators: reportlab's own path spends 12 us on
    each number, half of what a slip may take, and whole modules under one scale cannot drift apart by rounding."""
    canvas.addLiteral(f"q {wide:.5f} 0 0 {high:.5f} {x:.4f} {y:.4f} cm {' '.join(rects)} f Q")


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
