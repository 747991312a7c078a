"""Whether a page that somebody brought can be drawn, tried in the process that its file is read in: what would hang or
bring down whoever draws it never gets further than there."""

from __future__ import annotations

from typing import Final

import pypdfium2

from handoff.filefault import bad

WIDTH: Final = 600
"""So many pixels wide it is tried."""
UNDRAWN: Final = "このページは絵にできません。壊れていないか確かめて、PDFで保存し直してください。"


def must_draw(file: bytes, at: int) -> None:
    """Draw page `at` (from 0) once, for nobody. `BadFile` where it cannot be drawn; where it takes too long or too
    much, the process ends by its bounds."""
    try:
        with pypdfium2.PdfDocument(file) as document:
            page = document[at]
            page.render(scale=WIDTH / page.get_width(), grayscale=True).close()
            page.close()
    except (pypdfium2.PdfiumError, IndexError, ZeroDivisionError):
        raise bad(UNDRAWN) from None
