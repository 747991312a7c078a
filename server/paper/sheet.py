"""A paper being laid out: pages with a pen, columns that flow on to the next page, and the PDF at the end.

Lengths are millimetres from the upper left corner of the page, sizes of type are points, a text's `y` is its base line.
Nothing is drawn before `close`, because only then the number of pages is known.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Final, Literal

from msgspec import Struct
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from server.paper import codes
from server.paper.fonts import Typeface
from server.paper.shelf import Fonts

MM: Final = 72 / 25.4
_BOLD_STROKE: Final = 0.035  # of the type size: what a stroke must add where no bold file was found
_LANGUAGE: Final = "ja-JP"

# Base-85 text around every page made PDFs pass 7-bit mail once; in Python it takes as long as the whole page.
rl_config.useA85 = 0

Align = Literal["left", "middle", "right"]


class Printed(Struct, frozen=True):
    """A finished paper. `missing` names each character that is not printed as it was given (U+20BB7 𠮷): whoever asked
    for the paper tells the clerk."""

    pdf: bytes
    missing: tuple[str, ...]
    pages: int


class Page:
    """One page: what to draw on it, later."""

    def __init__(self, height: float) -> None:
        self._height = height * MM
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
        self._strokes.append(lambda canvas: _write(canvas, x * MM, self._up(y), text, face, size, spacing, white))

    def rule(self, x1: float, y: float, x2: float, weight: float) -> None:
        """A level line, `weight` millimetres thick."""
        self.path(((x1, y), (x2, y)), weight)

    def path(self, points: tuple[tuple[float, float], ...], weight: float) -> None:
        """A line through the points."""

        def draw(canvas: Canvas) -> None:
            path = canvas.beginPath()
            path.moveTo(points[0][0] * MM, self._up(points[0][1]))
            for x, y in points[1:]:
                path.lineTo(x * MM, self._up(y))
            canvas.setLineWidth(weight * MM)
            canvas.drawPath(path)

        self._strokes.append(draw)

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0, radius: float = 0) -> None:
        """A box: outlined if it has a `weight`, else filled black."""

        def draw(canvas: Canvas) -> None:
            corner = (x * MM, self._up(y + height), width * MM, height * MM)
            canvas.setLineWidth(weight * MM)
            if radius:
                canvas.roundRect(*corner, radius * MM, stroke=weight > 0, fill=weight == 0)
            else:
                canvas.rect(*corner, stroke=weight > 0, fill=weight == 0)

        self._strokes.append(draw)

    def circle(self, x: float, y: float, radius: float, weight: float) -> None:
        """An empty circle around x, y."""

        def draw(canvas: Canvas) -> None:
            canvas.setLineWidth(weight * MM)
            canvas.circle(x * MM, self._up(y), radius * MM)

        self._strokes.append(draw)

    def qr(self, x: float, y: float, code: str, module: float) -> None:
        """The QR code with its upper left corner at x, y; keep 4 modules free around it."""
        self._strokes.append(lambda canvas: codes.draw_qr(canvas, code, x * MM, self._up(y), module * MM))

    def bars(self, x: float, y: float, code: str, module: float, height: float) -> None:
        """The bar code with its upper left corner at x, y; keep 10 modules free at both ends."""
        self._strokes.append(
            lambda canvas: codes.draw_bars(canvas, code, x * MM, self._up(y + height), module * MM, height * MM)
        )

    def draw(self, canvas: Canvas) -> None:
        """All strokes, in the order they were asked for."""
        for stroke in self._strokes:
            stroke(canvas)

    def _up(self, y: float) -> float:
        return self._height - y * MM


class Sheet:
    """A paper of one size. `top` and `bottom` bound what flows on the pages after the first."""

    def __init__(self, width: float, height: float, top: float, bottom: float) -> None:
        self.width = width
        self.height = height
        self.top = top
        self.bottom = bottom
        self.pages = [Page(height)]

    def page(self, at: int) -> Page:
        """The page of this number, counted from 0; it is begun if it is the next one."""
        while len(self.pages) <= at:
            self.pages.append(Page(self.height))
        return self.pages[at]

    def close(self, title: str, fonts: Fonts) -> Printed:
        """The PDF. Equal papers are equal bytes: no clock, no chance, no machine's name. `title` must hold no personal
        data: print queues and viewers show it."""
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
        faces = (fonts.head, fonts.plain, fonts.body)
        missing = dict.fromkeys(name for face in faces for name in face.missing(canvas._doc))
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

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    def take(self, height: float, with_next: float = 0) -> tuple[Page, float]:
        """Room for a block: the page and its upper edge. `with_next` is what must still fit under it here, so that a
        heading never stands alone. A block higher than a page is the caller's defect."""
        if self.y + height + with_next > self.sheet.bottom and self.y > self.sheet.top:
            self.page += 1
            self.y = self.sheet.top
        y = self.y
        self.y += height
        return self.sheet.page(self.page), y

    def beside(self, x: float, width: float) -> Column:
        """Another column that begins at the same height."""
        return Column(self.sheet, x, width, self.y, self.page)


def _write(
    canvas: Canvas, x: float, y: float, text: str, face: Typeface, size: float, spacing: float, white: bool
) -> None:
    """One line as PDF operators: what reportlab's text object would write, in a third of its time."""
    document = canvas._doc
    state = [f"{spacing:.3f} Tc"] if spacing else []
    if white:
        state.append("1 g 1 G")
    if face.heavy:
        state.append(f"2 Tr {size * _BOLD_STROKE:.3f} w")
    runs = [
        f"{face.getSubsetInternalName(at, document)} {size:.3f} Tf <{run.hex()}> Tj"
        for at, run in face.splitString(text, document)
    ]
    line = " ".join((*state, "BT", f"{x:.3f} {y:.3f} Td", *runs, "ET"))
    canvas.addLiteral(f"q {line} Q" if state else line)
