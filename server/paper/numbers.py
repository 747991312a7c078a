"""The small paper with a number (番号札): 80 mm wide, for a receipt printer at the entrance or for any other."""

from __future__ import annotations

from typing import Final

from handoff.slip import NumberPaper, say
from handoff.ticket import groups
from handoff.wareki import show
from server.paper.lines import fit, wrap
from server.paper.pages import MM, Page
from server.paper.sheet import Printed, Sheet
from server.paper.shelf import Fonts

_WIDTH: Final = 80.0
_HEIGHT: Final = 110.0
_MIDDLE: Final = _WIDTH / 2
# Receipt printers print 72 mm of 80.
_ROOM: Final = 68.0
# Eight dots of a 203 dpi printer, so that no module is a dot wider than its neighbour.
_MODULE: Final = 8 * 25.4 / 203
_SIDE: Final = 21 * _MODULE


def render_number(paper: NumberPaper, fonts: Fonts) -> Printed:
    """The paper as PDF, one page. The code is the one that the slip will carry, so a window can scan either."""
    sheet = Sheet(_WIDTH, _HEIGHT, 0, _HEIGHT)
    page = sheet.page(0)
    _draw_number(page, paper, fonts)
    _draw_waiting(page, paper, fonts)
    page.qr(_MIDDLE - _SIDE / 2, 74, paper.code, _MODULE)
    label = say(paper.sentences, "slip.code")
    page.text(_MIDDLE, 102, f"{label} {groups(paper.code)}", fonts.plain, 9.5, "middle")
    page.text(_MIDDLE, 106.5, say(paper.sentences, "slip.noprivacy"), fonts.plain, 7.5, "middle")
    return sheet.close(say(paper.sentences, "slip.number"), fonts)


def _draw_number(page: Page, paper: NumberPaper, fonts: Fonts) -> None:
    left, right = _MIDDLE - _ROOM / 2, _MIDDLE + _ROOM / 2
    page.text(left, 8, f"{paper.city} {paper.office}", fonts.plain, 9.5)
    page.text(right, 8, paper.time, fonts.plain, 9.5, "right")
    page.text(left, 12.8, show(paper.issued, weekday=True), fonts.plain, 9.5)
    page.rule(left, 15, right, 0.4)
    page.text(_MIDDLE, 21.5, paper.line, fonts.head, fit(paper.line, fonts.head, 14, _ROOM * MM), "middle")
    page.text(_MIDDLE, 28, say(paper.sentences, "slip.number"), fonts.plain, 10, "middle")
    page.text(_MIDDLE, 49, paper.number, fonts.head, fit(paper.number, fonts.head, 66, _ROOM * MM), "middle")


def _draw_waiting(page: Page, paper: NumberPaper, fonts: Fonts) -> None:
    """People ahead and the time, as far as they are known: nothing is guessed on paper."""
    ahead = "" if paper.ahead is None else say(paper.sentences, "slip.ahead", n=paper.ahead)
    said = "　".join(part for part in (ahead, paper.wait) if part)
    page.text(_MIDDLE, 58, said, fonts.head, fit(said, fonts.head, 13, _ROOM * MM), "middle")
    y = 60.0
    for line in wrap(say(paper.sentences, "slip.callyou"), fonts.plain, 10, _ROOM * MM):
        y += 5
        page.text(_MIDDLE, y, line, fonts.plain, 10, "middle")
