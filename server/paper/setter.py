"""Spoken texts set into lines: the Japanese first, so that staff can read it, the visitor's language under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from handoff.slip import NumberPaper, Slip
from handoff.speech import SIGN, Spoken, Voice
from server.paper.fonts import Typeface
from server.paper.lines import fit, wrap
from server.paper.pages import MM, Page
from server.paper.shelf import Fonts

_HIGH: Final = 0.455  # a line's height in mm for each point of its type
_BASE: Final = 0.335  # from a line's upper edge to its base line, likewise
_LESS: Final = 0.92  # the other language's type: its letters are taller
_SQUEEZE: Final = 0.85
_GAP: Final = 0.3  # between two languages in one line, likewise


class Line(NamedTuple):
    """One line of type; `tail` stands behind it, in another face."""

    text: str
    face: Typeface
    size: float
    tail: Line | None = None

    @property
    def high(self) -> float:
        """What it takes of the page, in mm."""
        return self.size * _HIGH

    @property
    def wide(self) -> float:
        """In mm, with its tail."""
        own = self.face.width(self.text, self.size) / MM
        return own if self.tail is None else own + self.size * _GAP + self.tail.wide


class Setter:
    """The typefaces of a paper's two languages. `wanting` tells whether any text so far had no translation."""

    def __init__(self, paper: Slip | NumberPaper, fonts: Fonts) -> None:
        self.voice = Voice(paper)
        self.say = self.voice.say
        self.fonts = fonts
        self.wanting = False
        self.two = paper.language != "ja"
        ours = paper.language in ("ja", "easy")
        self._head = fonts.head if ours else fonts.other_head
        self._plain = fonts.plain if ours else fonts.other_plain
        self._spaced = paper.language in ("easy", "en", "vi")

    def lines(self, spoken: Spoken, size: float, width: float, bold: bool = False, less: float = _LESS) -> list[Line]:
        """The text in lines of `width` mm: Japanese of `size` points, then the other language at `less` of it."""
        face = self.fonts.head if bold else self.fonts.plain
        ours = [Line(text, face, size) for text in wrap(self._signed(spoken), face, size, width * MM)]
        return [*ours, *self.other(spoken, size * less, width, bold)] if spoken.other else ours

    def squeezed(self, spoken: Spoken, size: float, width: float, bold: bool = False) -> list[Line]:
        """As `lines`, a little smaller where that saves a line."""
        face, other = (self.fonts.head, self._head) if bold else (self.fonts.plain, self._plain)
        ours = _squeezed(self._signed(spoken), face, size, width * MM)
        theirs = _squeezed(spoken.other, other, size * _LESS, width * MM, self._spaced) if spoken.other else []
        return [*ours, *theirs]

    def other(self, spoken: Spoken, size: float, width: float, bold: bool = False) -> list[Line]:
        """The other language alone."""
        face = self._head if bold else self._plain
        return [Line(text, face, size) for text in wrap(spoken.other, face, size, width * MM, self._spaced)]

    def beside(self, spoken: Spoken, size: float, width: float, bold: bool = True) -> Line:
        """The two languages in one line, smaller where it would be wider than `width` mm."""
        line = self._line(spoken, size, bold)
        wide = line.wide
        return line if wide <= width else self._line(spoken, max(size * width / wide, size * 0.5), bold)

    def single(self, text: str, size: float, width: float, bold: bool = False) -> Line:
        """A text of the other language in one line, smaller where it would be wider than `width` mm."""
        face = self._head if bold else self._plain
        return Line(text, face, fit(text, face, size, width * MM))

    def legend(self, size: float, width: float) -> Line:
        """What the sign of a missing translation means."""
        said = self.say("slip.fallback")
        return self.beside(Spoken(SIGN, said.other or said.ja), size, width, bold=False)

    def written(self, spoken: Spoken, size: float, width: float) -> list[Line]:
        """As `lines`, in the mincho of the official characters: for what a clerk wrote, where a name may stand."""
        face = self.fonts.body
        ours = [Line(text, face, size) for text in wrap(self._signed(spoken), face, size, width * MM)]
        return [*ours, *self.other(spoken, size * _LESS, width)]

    def fitted(self, spoken: Spoken, size: float, width: float, least: float, less: float = _LESS) -> list[Line]:
        """As `lines` in bold letters, each language in one line if that is possible at `least` of its size."""
        face = self.fonts.head
        ours = fit(spoken.ja, face, size, width * MM, least)
        theirs = fit(spoken.other, self._head, size * less, width * MM, least)
        return [
            *(Line(text, face, ours) for text in wrap(self._signed(spoken), face, ours, width * MM)),
            *self.other(spoken, theirs, width, bold=True),
        ]

    def _signed(self, spoken: Spoken) -> str:
        self.wanting = self.wanting or spoken.untranslated
        return spoken.signed

    def _line(self, spoken: Spoken, size: float, bold: bool) -> Line:
        face, other = (self.fonts.head, self._head) if bold else (self.fonts.plain, self._plain)
        tail = Line(spoken.other, other, size * _LESS) if spoken.other else None
        return Line(self._signed(spoken), face, size, tail)


def _squeezed(text: str, face: Typeface, size: float, width: float, spaced: bool = False) -> list[Line]:
    wide = face.width(text, size)
    if wide <= width:
        return [Line(text, face, size)]
    if wide * _SQUEEZE <= width:
        return [Line(text, face, size * width / wide)]
    return [Line(line, face, size) for line in wrap(text, face, size, width, spaced)]


def height(lines: Iterable[Line]) -> float:
    """What the lines take, in mm."""
    return sum(line.high for line in lines)


def put(page: Page, x: float, base: float, line: Line, right: bool = False, white: bool = False) -> None:
    """A line with its tail on the base line; `right`: it ends at x."""
    x -= line.wide if right else 0
    page.text(x, base, line.text, line.face, line.size, white=white)
    if line.tail is not None:
        put(page, x + line.wide - line.tail.wide, base, line.tail, white=white)


def write(page: Page, x: float, y: float, lines: Iterable[Line], right: bool = False, white: bool = False) -> None:
    """Lines under one another, the first one's upper edge at y."""
    for line in lines:
        put(page, x, y + line.size * _BASE, line, right, white)
        y += line.high


def parts(lines: Sequence[Line], most: float) -> list[list[Line]]:
    """The lines in parts no higher than `most` mm, so that each fits a page; one empty part where there are none."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if found[-1] and height(found[-1]) + line.high > most:
            found.append([])
        found[-1].append(line)
    return found
