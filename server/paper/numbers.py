"""The small paper with a number (番号札): 80 mm wide, for a receipt printer at the entrance or for any other."""

from __future__ import annotations

from string import digits
from typing import Final

from handoff.slip import NumberPaper
from handoff.ticket import groups
from server.paper.lines import fit
from server.paper.pages import MM, Page
from server.paper.setter import Line, Setter, height, put, write
from server.paper.sheet import Printed, Sheet
from server.paper.shelf import Fonts

_WIDTH: Final = 80.0
_LEAST: Final = 110.0
_MIDDLE: Final = _WIDTH / 2
# Receipt printers print 72 mm of 80.
_ROOM: Final = 68.0
_LEFT: Final = _MIDDLE - _ROOM / 2
_RIGHT: Final = _MIDDLE + _ROOM / 2
# Eight dots of a 203 dpi printer, so that no module is a dot wider than its neighbour.
_MODULE: Final = 8 * 25.4 / 203
_SIDE: Final = 21 * _MODULE
_NUMBER: Final = 24.5  # the number with the air around it
_UNDER: Final = 36.0  # from the last sentence to the edge: code and its figures


def render_number(paper: NumberPaper, fonts: Fonts) -> Printed:
    """The paper as PDF, one page. The code is the one that the slip will carry, so a window can scan either."""
    setter = Setter(paper, fonts)
    return lay_number(paper, setter).framed(setter.say("slip.number").ja, fonts, always=digits)


def lay_number(paper: NumberPaper, setter: Setter) -> Sheet:
    """The paper, laid out and not printed yet."""
    fonts = setter.fonts
    line = setter.fitted(setter.voice.called(paper.line, paper.service), 14, _ROOM, 0.6, 0.75)
    above = [*line, setter.beside(setter.say("slip.number"), 10, _ROOM, bold=False)]
    below = _waiting(paper, setter)
    told = setter.lines(setter.say("slip.noprivacy"), 7.5, _ROOM)
    if setter.wanting:
        told.append(setter.legend(7.5, _ROOM))
    high = 17 + height(above) + _NUMBER + height(below) + _UNDER + height(told)
    sheet = Sheet(_WIDTH, max(_LEAST, high), 0, max(_LEAST, high))
    page = sheet.page(0)
    _draw_head(page, paper, setter)
    y = _draw_middle(page, 17, above)
    page.text(_MIDDLE, y + 20.5, paper.number, fonts.head, fit(paper.number, fonts.head, 66, _ROOM * MM), "middle")
    y = _draw_middle(page, y + _NUMBER, below) + 3
    page.qr(_MIDDLE - _SIDE / 2, y, paper.code, _MODULE)
    code = f"{setter.say('slip.code').ja} {groups(paper.code)}"
    page.text(_MIDDLE, y + _SIDE + 6, code, fonts.plain, 9.5, "middle")
    _draw_middle(page, y + _SIDE + 7.5, told)
    return sheet


def _draw_head(page: Page, paper: NumberPaper, setter: Setter) -> None:
    fonts = setter.fonts
    page.text(_LEFT, 8, f"{paper.city} {paper.office}", fonts.plain, 9.5)
    page.text(_RIGHT, 8, paper.time, fonts.plain, 9.5, "right")
    put(page, _LEFT, 12.8, setter.beside(setter.voice.day(paper.issued, year=True), 9.5, _ROOM, bold=False))
    page.rule(_LEFT, 15, _RIGHT, 0.4)


def _draw_middle(page: Page, y: float, lines: list[Line]) -> float:
    """Lines around the middle; returns where they end."""
    for line in lines:
        write(page, _MIDDLE - line.wide / 2, y, [line])
        y += line.high
    return y


def _waiting(paper: NumberPaper, setter: Setter) -> list[Line]:
    """People ahead and the time, as far as they are known: nothing is guessed on paper."""
    ahead = [] if paper.ahead is None else [setter.beside(setter.say("slip.ahead", n=paper.ahead), 13, _ROOM)]
    times = [setter.voice.wait(paper.wait)] if paper.wait is not None else []
    times += [setter.voice.handing(paper.handing)] if paper.handing is not None else []
    return [
        *ahead,
        *(line for one in times for line in setter.squeezed(one, 13, _ROOM, bold=True)),
        *setter.lines(setter.say("slip.callyou"), 10, _ROOM),
    ]
