"""The guidance slip (手続きのご案内): A4 upright, one page or more, the way through the house first, a code that every
counter opens on each page."""

from __future__ import annotations

from handoff.slip import Slip
from server.paper.setter import Setter, height
from server.paper.sheet import Column, Printed, Sheet
from server.paper.shelf import Fonts
from server.paper.slip_frame import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Foot,
    draw_edge,
    draw_head,
    draw_saved,
    draw_turned,
    saved_lines,
)
from server.paper.slip_lists import draw_lists
from server.paper.slip_next import draw_next
from server.paper.slip_stops import draw_blocked, draw_missing
from server.paper.slip_way import draw_way


def render(slip: Slip, fonts: Fonts) -> Printed:
    """The slip as PDF. Lists that do not fit flow on to further pages, each with number, code and page n of m.

    No personal data but `slip.name` and what clerks wrote into memos stands on it, and none of that in the codes or in
    the file's metadata.
    """
    setter = Setter(slip, fonts)
    foot, saved = Foot(slip, setter), saved_lines(slip, setter)
    kept = height(saved) + 2 if saved else 0
    column = _laid(slip, setter, foot.top - 2, BOTTOM - kept)
    pages = column.sheet.pages
    if len(pages) == 1 and column.y > foot.top - 2 - kept:  # what it says at the foot would stand alone on a page
        column = _laid(slip, setter, foot.top - 2 - kept, BOTTOM - kept)
        pages = column.sheet.pages
    draw_saved(pages[-1], (BOTTOM if len(pages) > 1 else foot.top - 2) - kept, saved)
    foot.draw(pages[0], setter)
    for at, page in enumerate(pages):
        if at:
            draw_turned(page, slip, setter)
        draw_edge(page, setter, at + 1, len(pages))
    return column.sheet.close(setter.say("slip.title").ja, fonts)


def _laid(slip: Slip, setter: Setter, first: float, bottom: float) -> Column:
    """Everything between heads and feet; the first page ends at `first`, the others at `bottom`."""
    sheet = Sheet(210, 297, TOP, bottom, first)
    column = Column(sheet, LEFT, RIGHT - LEFT, draw_head(sheet.page(0), slip, setter))
    draw_next(column, slip, setter)
    draw_missing(column, slip, setter)
    draw_way(column, slip, setter)
    draw_blocked(column, slip, setter)
    draw_lists(column, slip, setter)
    return column
