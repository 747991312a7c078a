"""研修: what is printed in a training city says so at the head of every page, so that no paper of it is taken for a
real one."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import pypdfium2

from server.paper.pages import MM
from server.paper.pictures import LOCK
from server.paper.sheet import Sheet
from server.paper.shelf import Fonts

WORD: Final = "研修　本物の書類ではありません"
_HIGH: Final = 5.0
_SIZE: Final = 9.0
_AIR: Final = 2.0


class Stamp:
    """The stamp, drawn once with this machine's fonts."""

    def __init__(self, fonts: Fonts) -> None:
        self._wide = fonts.head.width(WORD, _SIZE) / MM + 2 * _AIR
        sheet = Sheet(self._wide, _HIGH, 0, _HIGH)
        page = sheet.page(0)
        page.box(0, 0, self._wide, _HIGH)
        page.text(_AIR, 3.6, WORD, fonts.head, _SIZE, white=True)
        self._pdf = sheet.close("研修", fonts).pdf

    def on(self, pdf: bytes) -> bytes:
        """The same paper with the stamp at the head of each page, in the middle."""
        made = BytesIO()
        with LOCK, pypdfium2.PdfDocument(pdf) as paper, pypdfium2.PdfDocument(self._pdf) as stamp:
            drawn = stamp.page_as_xobject(0, paper)
            for page in paper:
                width, height = page.get_size()
                at = drawn.as_pageobject()
                scale = min(1.0, width / (self._wide * MM))
                corner = (width - self._wide * MM * scale) / 2, height - _HIGH * MM * scale
                at.set_matrix(pypdfium2.PdfMatrix().scale(scale, scale).translate(*corner))
                page.insert_obj(at)
                page.gen_content()
                page.close()
            drawn.close()
            paper.save(made)
        return made.getvalue()
