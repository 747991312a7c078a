"""The guidance slip (手続きのご案内): A4 upright, the way through the house first, a code that every counter opens."""

from __future__ import annotations

from handoff.slip import Slip, say
from server.paper.sheet import Column, Printed, Sheet
from server.paper.shelf import Fonts
from server.paper.slip_frame import BOTTOM, LEFT, RIGHT, TOP, draw_foot, draw_head, draw_turned
from server.paper.slip_lists import draw_lists
from server.paper.slip_way import draw_next, draw_way


def render(slip: Slip, fonts: Fonts) -> Printed:
    """The slip as PDF. Lists that do not fit flow on to further pages, each with number, code and page n of m.

    No personal data but `slip.name` and what clerks wrote into memos stands on it, and none of that in the codes or in
    the file's metadata.
    """
    sheet = Sheet(210, 297, TOP, BOTTOM)
    column = Column(sheet, LEFT, RIGHT - LEFT, draw_head(sheet.page(0), slip, fonts))
    draw_next(column, slip, fonts)
    draw_way(column, slip, fonts)
    draw_lists(column, slip, fonts)
    for at, page in enumerate(sheet.pages):
        if at:
            draw_turned(page, slip, fonts)
        draw_foot(page, slip, fonts, at + 1, len(sheet.pages))
    return sheet.close(say(slip.sentences, "slip.title"), fonts)
