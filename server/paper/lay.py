"""Text laid into a box: at its size where it fits; else a little smaller in one line; else in several lines, smaller
and smaller down to its floor; else cut off at the box's edge, and said to be."""

from __future__ import annotations

from typing import Final, NamedTuple

from server.paper.fonts import Typeface
from server.paper.lines import wrap

LEADING: Final = 1.16
"""From line to line, in sizes."""
SOFT: Final = 0.8
"""So far one line shrinks before two are made of it."""
STEP: Final = 0.94
ELLIPSIS: Final = "…"
_ROOM: Final = 0.05  # points, for what is lost in rounding


class Laid(NamedTuple):
    """Lines of one size; `whole` False: not all of the text is in them."""

    lines: list[str]
    size: float
    whole: bool = True

    @property
    def high(self) -> float:
        """From the first line's upper edge to the last one's lower edge, in points."""
        return self.size * (1 + LEADING * (len(self.lines) - 1))


def lay(text: str, face: Typeface, width: float, height: float, size: float, floor: float, wraps: bool = True) -> Laid:
    """The text in a box of `width` and `height` points."""
    size = min(size, height) if floor <= height else floor
    wide = face.width(text, 1.0)  # at one point
    if "\n" not in text:
        fits = width / wide if wide else size
        if size <= fits + _ROOM / max(wide, 1.0):
            return Laid([text], size)
        if fits >= max(floor, size * SOFT if wraps else floor):
            return Laid([text], fits)
    return _wrapped(text, face, width, height, size, floor, wide) if wraps else _cut(text, face, width, floor)


def _wrapped(text: str, face: Typeface, width: float, height: float, size: float, floor: float, wide: float) -> Laid:
    size = max(floor, _largest(width, height, size, wide))
    while True:
        found = Laid(wrap(text, face, size, width), size)
        if found.high <= height + _ROOM and _within(found, face, width):
            return found
        if size <= floor:
            return _trimmed(found, face, width, height)
        size = max(floor, size * STEP)


def _largest(width: float, height: float, size: float, wide: float) -> float:
    """No larger size can fit: so many lines are so high, and so wide a text fills so many of them. To begin here saves
    nearly all attempts."""
    best, lines = 0.0, 1
    while True:
        high = height / (1 + LEADING * (lines - 1))
        best = max(best, min(size, high, lines * width / wide))
        if high <= best or not wide:
            return best
        lines += 1


def _within(laid: Laid, face: Typeface, width: float) -> bool:
    return all(face.width(line, laid.size) <= width + _ROOM for line in laid.lines)


def _trimmed(laid: Laid, face: Typeface, width: float, height: float) -> Laid:
    """The lines that fit, the last one with a mark that there is more."""
    count = max(1, int((height + _ROOM - laid.size) / (laid.size * LEADING)) + 1)
    kept = laid.lines[:count]
    kept[-1] = _shortened(kept[-1], face, width, laid.size)
    return Laid(kept, laid.size, whole=False)


def _cut(text: str, face: Typeface, width: float, floor: float) -> Laid:
    return Laid([_shortened(text, face, width, floor)], floor, whole=False)


def _shortened(line: str, face: Typeface, width: float, size: float) -> str:
    cuts = face.cuts(line)
    while cuts and face.width("".join(cut.source for cut in cuts) + ELLIPSIS, size) > width:
        cuts = cuts[:-1]
    return "".join(cut.source for cut in cuts) + ELLIPSIS
