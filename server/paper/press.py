"""The press: papers made off the loop, with the faces that were found at the start."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from handoff.definition import Definition
from handoff.figures import DayReport
from handoff.first_paper import FirstPaper
from handoff.leaf import Leaf
from handoff.reserve import KitPaper
from handoff.retention import ErasurePaper
from handoff.slip import NumberPaper, Slip
from server.paper.codes import svg
from server.paper.day_report import render as render_day
from server.paper.definitions import render as render_definition
from server.paper.erasure import render as render_erasure
from server.paper.first_papers import render as render_first
from server.paper.forms import FormPress
from server.paper.numbers import render_number
from server.paper.overlay import TooLong
from server.paper.pictures import join, picture
from server.paper.reserve import render as render_reserve
from server.paper.served import font_files
from server.paper.sheet import Printed
from server.paper.shelf import Fonts
from server.paper.slips import render
from server.paper.stamp import Stamp
from server.ports.paper import CutOff, Fit, FontFile, FormInk, Ink, Picture


class Press:
    """`server/ports/paper.py` over the drawing functions; `own`: the city's 外字 files, which are among the fonts;
    `training`: every page says 研修. A slip costs under 10 ms: a thread, not a process.
    Several threads may draw with the same faces at once: what belongs to one paper is kept under its document."""

    def __init__(self, fonts: Fonts, own: Sequence[Path] = (), *, training: bool = False) -> None:
        self.fonts = fonts
        self._stamp = Stamp(fonts) if training else None
        self._files = font_files(fonts, own)
        self._forms = FormPress(fonts)
        self._books = asyncio.Semaphore(1)
        """A book takes a second: one at a time, so that slips are not kept waiting."""

    async def slip(self, slip: Slip) -> Ink:
        """手続きのご案内."""
        printed = await asyncio.to_thread(render, slip, self.fonts)
        return self._ink(printed)

    async def number(self, paper: NumberPaper) -> Ink:
        """番号札. 0.6 ms: a thread, which waits for the loop and keeps it waiting, would cost more than the paper."""
        return self._ink(render_number(paper, self.fonts))

    async def definition(self, book: Definition) -> Ink:
        """手続定義書."""
        async with self._books:
            printed = await asyncio.to_thread(render_definition, book, self.fonts)
        return self._ink(printed)

    async def qr(self, text: str) -> str:
        """A QR code as SVG."""
        return svg(text)

    async def first_papers(self, papers: Sequence[FirstPaper]) -> Ink:
        """ログインのご案内."""
        printed = await asyncio.to_thread(render_first, papers, self.fonts)
        return self._ink(printed)

    async def day_report(self, report: DayReport) -> Ink:
        """日報."""
        printed = await asyncio.to_thread(render_day, report, self.fonts)
        return self._ink(printed)

    async def reserve_kit(self, paper: KitPaper) -> Ink:
        """停電の備え."""
        printed = await asyncio.to_thread(render_reserve, paper, self.fonts)
        return self._ink(printed)

    async def erasure(self, paper: ErasurePaper) -> Ink:
        """データ消去証明書."""
        printed = await asyncio.to_thread(render_erasure, paper, self.fonts)
        return self._ink(printed)

    async def forms(self, leaves: Sequence[Leaf], title: str, larger: float = 1.0, reduced: bool = False) -> FormInk:
        """申請書."""
        made = await asyncio.to_thread(self._forms.render, leaves, title, larger, reduced)
        return FormInk(self._stamped(made.pdf), made.pages, made.missing, cut_off(made.too_long))

    async def fit(self, leaves: Sequence[Leaf], larger: float = 1.0) -> Fit:
        """What of the values does not print as it is."""
        missing, too_long = await asyncio.to_thread(self._forms.fit, leaves, larger)
        return Fit(missing, cut_off(too_long))

    async def picture(self, leaf: Leaf, width: int, larger: float = 1.0) -> Picture:
        """A page as a picture."""
        return await asyncio.to_thread(self._picture, leaf, width, larger)

    async def join(self, pdfs: Sequence[bytes]) -> tuple[bytes, int]:
        """Papers in one file."""
        return await asyncio.to_thread(join, pdfs)

    def faces(self) -> tuple[FontFile, ...]:
        """The faces of names."""
        return self._files

    def forms_of(self, letter: str) -> tuple[str, ...]:
        """A letter and its sequences."""
        body = self.fonts.body
        return (letter, *body.sequences(letter)) if body.draws(letter) else ()

    def drawn(self, letters: Sequence[str]) -> tuple[str, ...]:
        """What the faces of names draw."""
        return tuple(filter(self.fonts.body.draws, letters))

    def own_letters(self) -> tuple[str, ...]:
        """外字."""
        return tuple(self.fonts.body.own_letters())

    def _ink(self, printed: Printed) -> Ink:
        return Ink(self._stamped(printed.pdf), printed.missing)

    def _stamped(self, pdf: bytes) -> bytes:
        return self._stamp.on(pdf) if self._stamp else pdf

    def _picture(self, leaf: Leaf, width: int, larger: float) -> Picture:
        made = self._forms.render([leaf], leaf.form, larger)
        return Picture(picture(self._stamped(made.pdf), width), made.missing, cut_off(made.too_long))


def cut_off(found: Sequence[TooLong]) -> tuple[CutOff, ...]:
    """The places whose text did not fit."""
    return tuple(CutOff(one.form, one.sheet, one.field.row, list(one.field.items)) for one in found)
