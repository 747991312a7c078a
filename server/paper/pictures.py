"""What PDFium does with PDFs of ours: a page as a picture for a screen (the very paper, not a likeness of it), and
several files as one.

PDFium draws one page at a time in a process: it is not made for threads. The PNG is grey and lightly packed: packing it
well would take longer than drawing it.
"""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Final

import pypdfium2

_LEVEL: Final = 1
LOCK: Final = threading.Lock()
_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_GREY: Final = 0


def picture(pdf: bytes, width: int, page: int = 0) -> bytes:
    """A page as a PNG so many pixels wide."""
    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        drawn = sheet.render(scale=width / sheet.get_width(), grayscale=True)
        wide, high, stride, pixels = drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer)
        drawn.close()
        sheet.close()
    lines = b"".join(b"\0" + pixels[at * stride : at * stride + wide] for at in range(high))
    head = struct.pack(">IIBBBBB", wide, high, 8, _GREY, 0, 0, 0)
    return b"".join((_HEAD, _chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(lines, _LEVEL)), _chunk(b"IEND", b"")))


def join(pdfs: Sequence[bytes]) -> tuple[bytes, int]:
    """Files of ours as one, page after page; how many pages it has. Title and printing preferences are the first
    one's."""
    first, *others = pdfs
    made = BytesIO()
    with LOCK, pypdfium2.PdfDocument(first) as whole:
        for pdf in others:
            with pypdfium2.PdfDocument(pdf) as one:
                whole.import_pages(one)
        pages = len(whole)
        whole.save(made)
    return made.getvalue(), pages


def _chunk(kind: bytes, data: bytes) -> bytes:
    return b"".join((struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(kind + data))))
