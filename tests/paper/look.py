"""Looking at a PDF as a reader and as a printer sees it."""

from __future__ import annotations

import pypdfium2
import zxingcpp
from PIL import Image


def text_of(pdf: bytes, page: int | None = None) -> str:
    """The text layer, of one page or of all, with plain line ends."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = range(len(document)) if page is None else (page,)
        return "\n".join(document[at].get_textpage().get_text_range() for at in pages).replace("\r\n", "\n")


def picture(pdf: bytes, dpi: int, page: int = 0, one_bit: bool = False) -> Image.Image:
    """The page as a printer of this resolution lays it down; `one_bit` is black or white only, like a thermal head."""
    with pypdfium2.PdfDocument(pdf) as document:
        grey = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
    return grey.point(lambda light: 255 if light >= 128 else 0) if one_bit else grey


def codes_in(image: Image.Image) -> set[tuple[str, str]]:
    """(format, content) of every code that a reader finds."""
    return {(found.format.name, found.text) for found in zxingcpp.read_barcodes(image)}


def ink(image: Image.Image) -> int:
    """How many pixels are dark."""
    return sum(image.histogram()[:128])
