"""A paper being laid out: its pages, columns that flow from one to the next, and the PDF at the end.

Lengths are millimetres from the upper left corner of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Final

from msgspec import Struct
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from server.paper.pages import MM, Page
from server.paper.shelf import Fonts

_LANGUAGE: Final = "ja-JP"

# Base-85 text around every page made PDFs pass 7-bit mail once; in Python it takes as long as the whole page.
rl_config.useA85 = 0


class Printed(Struct, frozen=True):
    """A finished paper. `missing` names each character that is not printed as it was given (U+20BB7 𠮷): whoever asked
    for the paper tells the clerk."""

    pdf: bytes
    missing: tuple[str, ...]
    pages: int


class Sheet:
    """A paper of one size. `top` and `bottom` bound what flows on the pages after the first; on that one it ends at
    `first`, if another place is given."""

    def __init__(self, width: float, height: float, top: float, bottom: float, first: float | None = None) -> None:
        self.width = width
        self.height = height
        self.top = top
        self.bottom = bottom
        self.first = bottom if first is None else first
        self.pages = [Page(height)]

    def page(self, at: int) -> Page:
        """The page of this number, counted from 0; it is begun if it is the next one."""
        while len(self.pages) <= at:
            self.pages.append(Page(self.height))
        return self.pages[at]

    def close(self, title: str, fonts: Fonts, always: str = "") -> Printed:
        """The PDF. Equal papers are equal bytes: no clock, no chance, no machine's name. `title` must hold no personal
        data: print queues and viewers show it. `always`: letters that its faces bring whether they are drawn or not."""
        made = BytesIO()
        canvas = Canvas(
            made,
            pagesize=(self.width * MM, self.height * MM),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=_LANGUAGE,
            initialFontName=fonts.plain.fontName,
        )
        canvas.setTitle(title)
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("")
        # A print dialog that scales to fit would make the codes smaller than readers were tried with.
        canvas.setViewerPreference("PrintScaling", "None")
        for page in self.pages:
            page.draw(canvas)
            canvas.showPage()
        for typeface in fonts:
            typeface.reserve(always, canvas._doc)
        missing = dict.fromkeys(name for face in fonts for name in face.missing(canvas._doc))
        canvas.save()
        return Printed(made.getvalue(), tuple(missing), len(self.pages))


class Column:
    """A place that is filled downwards and goes on at the top of the next page."""

    def __init__(self, sheet: Sheet, x: float, width: float, y: float, page: int = 0) -> None:
        self.sheet = sheet
        self.x = x
        self.width = width
        self.y = y
        self.page = page
        self.again: Callable[[], None] | None = None
        """Draws what stands at the top of each further page that a list comes to: its name, continued."""
        self._begins = sheet.top

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    def take(self, height: float, with_next: float = 0) -> tuple[Page, float]:
        """Room for a block: the page and its upper edge. `with_next` is what must still fit under it here, so that a
        heading never stands alone. A block higher than a page is the caller's defect."""
        if self.y + height + with_next > self.bottom and self.y > self._begins:
            self._turn()
        y = self.y
        self.y += height
        return self.sheet.page(self.page), y

    @property
    def bottom(self) -> float:
        """Where it ends on its page."""
        return self.sheet.bottom if self.page else self.sheet.first

    def _turn(self) -> None:
        """Go on to the next page. A block that does not even fit under the list's name there stays on that page."""
        self.page += 1
        self.y = self._begins = self.sheet.top
        if self.again is not None:
            self.again()
        self._begins = self.y

    def beside(self, x: float, width: float) -> Column:
        """Another column that begins at the same height."""
        return Column(self.sheet, x, width, self.y, self.page)
