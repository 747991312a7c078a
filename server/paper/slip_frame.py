"""What stands around the slip's lists: the first page's head, the head of the pages after it, and the foot of each."""

from __future__ import annotations

from typing import Final

from handoff.slip import Slip, say
from handoff.ticket import groups
from handoff.wareki import show
from server.paper.lines import fit, wrap
from server.paper.pages import MM, Page
from server.paper.shelf import Fonts

LEFT: Final = 15.0
RIGHT: Final = 195.0
TOP: Final = 24.0  # where lists go on, on a page after the first
BOTTOM: Final = 258.0

_QR_MODULE: Final = 1.2
_QR_SIDE: Final = 21 * _QR_MODULE
# Three dots of a 203 dpi printer: the widest that leaves the foot its sentences (123 modules are 46.2 mm).
_BAR_MODULE: Final = 3 * 25.4 / 203
_BARS: Final = 123 * _BAR_MODULE
_BAR_HEIGHT: Final = 10.5
_SMALL: Final = 9.5
_SMALL_LINE: Final = 4.5


def draw_head(page: Page, slip: Slip, fonts: Fonts) -> float:
    """City, title, day; the number as large as the hall calls it; the next counter's code. Returns where it ends."""
    _draw_title(page, slip, fonts)
    page.box(LEFT, 28, 66, 26, 0.7)
    size = fit(slip.number, fonts.head, 58, 58 * MM)
    page.text(LEFT + 33, 41 + size / MM * 0.37, slip.number, fonts.head, size, "middle")
    page.text(LEFT + 72, 32.5, say(slip.sentences, "slip.number"), fonts.head, 12.5)
    y = 32.5
    for line in wrap(say(slip.sentences, "slip.callby"), fonts.plain, 10.5, 62 * MM):
        y += 5.4
        page.text(LEFT + 72, y, line, fonts.plain, 10.5)
    if slip.name is not None:
        called = say(slip.sentences, "slip.name", name=slip.name)
        page.text(LEFT + 72, y + 8.6, called, fonts.body, fit(called, fonts.body, 16, 72 * MM))
    page.qr(RIGHT - _QR_SIDE, 28, slip.code, _QR_MODULE)
    if not slip.reprint:
        return 59.5
    page.box(LEFT, 58.5, RIGHT - LEFT, 7.5)
    page.text(LEFT + 3, 63.9, say(slip.sentences, "slip.reprint"), fonts.head, 11.5, white=True)
    return 68.5


def draw_turned(page: Page, slip: Slip, fonts: Fonts) -> None:
    """The head of a page after the first: whose it is must show when the sheets part."""
    title = say(slip.sentences, "slip.continued", title=say(slip.sentences, "slip.title"))
    page.text(LEFT, 18, slip.city, fonts.head, 11)
    page.text(LEFT + 4 + fonts.head.width(slip.city, 11) / MM, 18, title, fonts.head, 13)
    page.text(RIGHT, 18, slip.number, fonts.head, 20, "right")
    page.rule(LEFT, 21, RIGHT, 0.7)


def draw_foot(page: Page, slip: Slip, fonts: Fonts, at: int, of: int) -> None:
    """What to know about the paper, the bar code and the figures, the page."""
    page.rule(LEFT, 262, RIGHT, 0.25)
    y = 262.0
    for sentence in _sentences(slip, at, of):
        for line in wrap(sentence, fonts.plain, _SMALL, 125 * MM):
            y += _SMALL_LINE
            page.text(LEFT, y, line, fonts.plain, _SMALL)
    page.text(RIGHT - _BARS, 267, say(slip.sentences, "slip.code"), fonts.plain, _SMALL)
    page.text(RIGHT, 267, slip.number, fonts.head, 11, "right")
    page.bars(RIGHT - _BARS, 269, slip.code, _BAR_MODULE, _BAR_HEIGHT)
    page.text(RIGHT - _BARS / 2, 284, groups(slip.code), fonts.head, 12, "middle")
    page.text(RIGHT, 288.5, say(slip.sentences, "slip.page", n=at, m=of), fonts.plain, 8.5, "right")


def _draw_title(page: Page, slip: Slip, fonts: Fonts) -> None:
    title = say(slip.sentences, "slip.title")
    at = LEFT + fonts.head.width(slip.city, 13) / MM + 5
    page.text(LEFT, 19, slip.city, fonts.head, 13)
    size = fit(title, fonts.head, 20, 60 * MM)
    page.text(at, 19, title, fonts.head, size, spacing=3)
    issued = " ".join(part for part in (show(slip.issued, weekday=True), slip.time, slip.office) if part)
    free = RIGHT - at - (fonts.head.width(title, size) + 3 * len(title)) / MM - 3
    page.text(RIGHT, 19, issued, fonts.plain, fit(issued, fonts.plain, 10, free * MM), "right")
    page.rule(LEFT, 22.5, RIGHT, 0.7)


def _sentences(slip: Slip, at: int, of: int) -> list[str]:
    words = slip.sentences
    said = [say(words, "slip.overleaf")] if at < of else []
    said += [say(words, "slip.noprivacy"), say(words, "slip.keep")]
    if slip.days is not None:
        said.append(say(words, "slip.later", n=slip.days))
    if slip.contact:
        said.append(f"{say(words, 'slip.contact')} {slip.contact}")
    return said
