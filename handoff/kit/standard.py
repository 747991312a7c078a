"""Any form from its items alone, in the look of a municipal form: numbered parts with ruled lines, the persons in a
table, what is declared, places for signatures, the office's box."""

from __future__ import annotations

from functools import partial
from typing import Final

from handoff.blank import Blank
from handoff.fields import ItemDef
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit import lines, rows
from handoff.kit.band import Band, gap, stack
from handoff.kit.frame import EDGE, FILED, draw_edge, draw_head, office, signing
from handoff.kit.pen import BOLD, Pen
from handoff.kit.wording import heading, issued

_FULL: Final = str.maketrans("0123456789", "０１２３４５６７８９")
MARGIN: Final = 17.0
TOP: Final = 11.0
BOTTOM: Final = 11.0


def standard(form: Form, book: FormBook) -> Blank:
    """The page of a form. CrowdedError where its items do not fit."""
    pen = Pen(form.paper.width, form.paper.height)
    x, w = MARGIN, form.paper.width - 2 * MARGIN
    top = draw_head(pen, x, TOP, w, form, book.city)
    bottom = form.paper.height - BOTTOM - EDGE
    stack(pen, [*_parts(form, book, x, w), *_feet(form, x, w)], top, bottom)
    draw_edge(pen, x, bottom + 1, w, form, book.city)
    return pen.blank(form.form, form.name)


def _parts(form: Form, book: FormBook, x: float, w: float) -> list[Band]:
    columns = 2 if w < 250 else 3
    ruling = lines.Ruling(x, w, columns, 25.0)
    found: list[Band] = []
    for number, (title, items) in enumerate(headed(form, book), start=1):
        of_people = items[0].scope == "person" and form.rows is not None
        body = rows.bands(items, form, book, ruling) if of_people else lines.bands(items, form, book, ruling)
        found += [Band(6.0, 4.6, partial(draw_bar, x, w, number, title)), *body, gap(2.6)]
    return found


def _feet(form: Form, x: float, w: float) -> list[Band]:
    signs = signing(form, x, w, 2 if w < 250 else 3)
    own = [] if issued(form) else [gap(3.0, 1.0), office(x, w)]
    return [*signs, *own]


def headed(form: Form, book: FormBook) -> list[tuple[str, list[ItemDef]]]:
    """The items under their headings, in the order of the form."""
    found: dict[str, list[ItemDef]] = {}
    for key in form.items:
        if key != FILED:
            item = book.items[key]
            found.setdefault(heading(item, form), []).append(item)
    return list(found.items())


def draw_bar(x: float, w: float, number: int, title: str, pen: Pen, y: float, h: float) -> None:
    """The heading of a part, with its number."""
    pen.shade(x, y, w, h, 0.85)
    pen.frame(x, y, w, h)
    words = f"{str(number).translate(_FULL)}　{title}"
    pen.words(x + 2, y, w - 4, h, words, size=8.5, align="left", bold=True)
    pen.line(x, y, x + w, y, BOLD)
