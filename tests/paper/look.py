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


def letters(pdf: bytes, page: int) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every letter with its ink's box: left, bottom, right, top in points from the lower left corner."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        found = [(text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars())]
    return [(letter, box) for letter, box in found if letter.strip() and box[2] > box[0]]


def collisions(pdf: bytes, page: int) -> list[str]:
    """Pairs of letters whose ink lies over one another by more than a hair."""
    found = sorted(letters(pdf, page), key=lambda one: one[1][0])
    pairs = []
    for at, (letter, (left, low, right, high)) in enumerate(found):
        for other, (left2, low2, right2, high2) in found[at + 1 :]:
            if left2 >= right - 0.6:
                break
            if min(high, high2) - max(low, low2) > 0.6 and min(right, right2) - max(left, left2) > 0.6:
                pairs.append(letter + other)
    return pairs


def size_of(pdf: bytes, words: str) -> float:
    """The height of the letters of the first place where the words stand, in points: about the type's size."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        at = text.search(words).get_next()
        assert at is not None, words
        boxes = [text.get_charbox(at[0] + step, loose=True) for step in range(at[1])]
    return max(box[3] - box[1] for box in boxes)
