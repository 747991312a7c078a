"""Ink: values in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from handoff.definition import Definition
from handoff.figures import DayReport
from handoff.first_paper import FirstPaper
from handoff.leaf import Leaf
from handoff.reserve import KitPaper
from handoff.retention import ErasurePaper
from handoff.slip import NumberPaper, Slip


class Ink(msgspec.Struct, frozen=True):
    """A paper, and the characters that no face at hand can print (each shown as 〓 on it)."""

    pdf: bytes
    missing: tuple[str, ...] = ()


class CutOff(msgspec.Struct, frozen=True):
    """A place on a form whose text did not fit: the form, its sheet, the row of a person, the items."""

    form: str
    sheet: int
    row: int | None
    items: list[str]


class FormInk(msgspec.Struct, frozen=True):
    """Applications in one file, the characters that no face can print, and the texts that were cut off."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()
    too_long: tuple[CutOff, ...] = ()


class Fit(msgspec.Struct, frozen=True):
    """What would not print as it is: the characters that no face can print, and the texts that would be cut off."""

    missing: tuple[str, ...] = ()
    too_long: tuple[CutOff, ...] = ()


class Picture(msgspec.Struct, frozen=True):
    """A page for a screen, as a PNG, and what of it does not print as it is."""

    png: bytes
    missing: tuple[str, ...] = ()
    too_long: tuple[CutOff, ...] = ()


class FontFile(msgspec.Struct, frozen=True):
    """A face in which names print: its file, the text of its licence ("" = none is known), whether it is the city's own
    (外字), and how a machine calls it on which it is installed ("" = not told)."""

    name: str
    path: str
    licence: str
    own: bool = False
    called: str = ""


class Paper(Protocol):
    """The printer's room."""

    async def slip(self, slip: Slip) -> Ink:
        """手続きのご案内, A4."""
        ...

    async def number(self, paper: NumberPaper) -> Ink:
        """番号札."""
        ...

    async def day_report(self, report: DayReport) -> Ink:
        """日報, one A4."""
        ...

    async def reserve_kit(self, paper: KitPaper) -> Ink:
        """停電の備え: how it is used, and its numbers."""
        ...

    async def erasure(self, paper: ErasurePaper) -> Ink:
        """データ消去証明書, A4."""
        ...

    async def definition(self, book: Definition) -> Ink:
        """手続定義書, A4: some tens of pages."""
        ...

    async def forms(self, leaves: Sequence[Leaf], title: str, larger: float = 1.0, reduced: bool = False) -> FormInk:
        """申請書, in this order; `larger` makes the values' type so many times its size, `reduced` brings papers larger
        than A4 down to it. `title`: no personal data."""
        ...

    async def qr(self, text: str) -> str:
        """A QR code as SVG, for a screen."""
        ...

    async def first_papers(self, papers: Sequence[FirstPaper]) -> Ink:
        """ログインのご案内, a page for each user."""
        ...

    async def fit(self, leaves: Sequence[Leaf], larger: float = 1.0) -> Fit:
        """Lay the values out without printing them."""
        ...

    async def picture(self, leaf: Leaf, width: int, larger: float = 1.0) -> Picture:
        """A page as it prints, so many pixels wide."""
        ...

    async def join(self, pdfs: Sequence[bytes]) -> tuple[bytes, int]:
        """Papers of ours in one file, in this order, titled as the first; how many pages."""
        ...

    def faces(self) -> Sequence[FontFile]:
        """The faces in which names print, in the order in which they are asked."""
        ...

    def forms_of(self, letter: str) -> tuple[str, ...]:
        """The letter and its variation sequences, each with a picture of its own, as far as the faces of names draw
        them."""
        ...

    def drawn(self, letters: Sequence[str]) -> tuple[str, ...]:
        """Those that the faces of names draw, and the city's own."""
        ...

    def own_letters(self) -> tuple[str, ...]:
        """外字: the letters of the city's own faces in the private use areas."""
        ...
