"""A paper being laid out: its pages, columns that flow from one to the next, and the PDF at the end.

Lengths are millimetres from the upper left corner of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Final, TypeAlias

from msgspec import Struct
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from server.paper.faces import Face
from server.paper.file import Frame
from server.paper.pages import MM, Page
from server.paper.shelf import Fonts

_LANGUAGE: Final = "ja-JP"
_KEPT: Final = 128
"""So many frames are kept, 15 KB each: one for each line, language and choice of what is said."""

Uses: TypeAlias = tuple[tuple[Face, tuple[str, ...]], ...]
"""The clusters that a document draws from each face, in the order of their use."""

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
        canvas = _canvas(made, self.width, self.height, title, fonts)
        self._reserve(always, canvas)
        for page in self.pages:
            page.draw(canvas)
            canvas.showPage()
        missing = _missing(fonts, canvas)
        canvas.save()
        return Printed(made.getvalue(), missing, len(self.pages))

    def framed(self, title: str, fonts: Fonts, always: str) -> Printed:
        """As `close`, for a paper of one page that is printed all day with other figures: what reportlab makes around
        the page's operators is made once for all papers that have the same letters, `always` among them."""
        (page,) = self.pages
        draft = Draft()
        self._reserve(always, draft)
        page.draw(draft)
        frame = _frame(self.width, self.height, title, fonts, draft.uses())
        return Printed(frame.around("\n".join(draft.operators).encode()), _missing(fonts, draft), 1)

    def _reserve(self, text: str, canvas: Canvas) -> None:
        for typeface in dict.fromkeys(one for page in self.pages for one in page.typefaces):
            typeface.reserve(text, canvas._doc)


class Draft:
    """What a page draws on in place of reportlab's canvas, and its document: operators, and the faces that they use."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.delayedFonts: list[Face] = []
        """So does reportlab call it."""

    @property
    def _doc(self) -> Draft:
        return self

    def addLiteral(self, operators: str) -> None:  # noqa: N802 - reportlab's
        """Operators as they are."""
        self.operators.append(operators)

    def uses(self) -> Uses:
        """The faces in the order of their names in the document, and what is drawn from them."""
        return tuple([(face, tuple(face.used_in(self).cids)) for face in self.delayedFonts])


@lru_cache(_KEPT)
def _frame(width: float, height: float, title: str, fonts: Fonts, uses: Uses) -> Frame:
    made = BytesIO()
    canvas = _canvas(made, width, height, title, fonts)
    for face, clusters in uses:
        face.use(clusters, canvas._doc)
    canvas.showPage()
    canvas.save()
    return Frame(made.getvalue())


def _canvas(made: BytesIO, width: float, height: float, title: str, fonts: Fonts) -> Canvas:
    canvas = Canvas(
        made,
        pagesize=(width * MM, height * MM),
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
    return canvas


def _missing(fonts: Fonts, canvas: Canvas) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for face in fonts for name in face.missing(canvas._doc)))


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
