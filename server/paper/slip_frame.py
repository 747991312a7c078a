"""What stands around the slip's lists: the first page's head, the small heads of the pages after it, and the feet."""

from __future__ import annotations

from typing import Final

from handoff.slip import Slip
from handoff.speech import Spoken
from handoff.ticket import groups
from server.paper.lines import fit
from server.paper.pages import MM, Page
from server.paper.setter import Line, Setter, height, put, write

LEFT: Final = 15.0
RIGHT: Final = 195.0
TOP: Final = 27.0  # where lists go on, on a page after the first
BOTTOM: Final = 281.0  # where they end there
_WIDTH: Final = RIGHT - LEFT
_EDGE: Final = 288.5  # the last base line

_DOT: Final = 25.4 / 203  # of the coarsest printer: a module of whole dots is not wider than its neighbour
_QR: Final = 1.2
_QR_SIDE: Final = 21 * _QR
_SMALL_QR: Final = 5 * _DOT
_SMALL_SIDE: Final = 21 * _SMALL_QR
_BAR: Final = 3 * _DOT  # the widest that leaves the foot its sentences: 123 modules are 46.2 mm
_BARS: Final = 123 * _BAR
_BAR_HEIGHT: Final = 10.5
_CODE: Final = 20.5  # the bar code with its name and figures
_FOOT: Final = 9.5
_FOOT_ROOM: Final = 127.0
_TICKET: Final = 25.2  # the box of the number, as high as the code beside it
_BESIDE: Final = 74.0  # what stands between them


class Foot:
    """The first page's foot: what to know about the paper, and the bar code. Its height is known before the lists are
    set."""

    def __init__(self, slip: Slip, setter: Setter) -> None:
        self._slip = slip
        self._label = setter.beside(setter.say("slip.code"), _FOOT, _BARS, bold=False)
        self._lines = [line for said in _sentences(slip, setter) for line in _foot_lines(said, setter)]
        self.top = _EDGE - 4.5 - max(_CODE, height(self._lines) + 1.5)

    def draw(self, page: Page, setter: Setter) -> None:
        """Rule, sentences, bar code and figures."""
        page.rule(LEFT, self.top, RIGHT, 0.25)
        write(page, LEFT, self.top + 1.5, self._lines)
        left, y = RIGHT - _BARS, self.top + 1.5
        put(page, left, y + 3.2, self._label)
        page.bars(left, y + 4.8, self._slip.code, _BAR, _BAR_HEIGHT)
        page.text(left + _BARS / 2, y + 19.6, groups(self._slip.code), setter.fonts.head, 12, "middle")


def draw_head(page: Page, slip: Slip, setter: Setter) -> float:
    """City, title, day; the number as large as the hall calls it; the next counter's code. Returns where it ends."""
    top = _draw_title(page, slip, setter)
    fonts = setter.fonts
    page.box(LEFT, top, 66, _TICKET, 0.6)
    page.dots(LEFT, top + 1, top + _TICKET - 1, 1.9, (_TICKET - 2) / 8)
    size = fit(slip.number, fonts.head, 58, 56 * MM)
    page.text(LEFT + 33.5, top + _TICKET / 2 + size / MM * 0.37, slip.number, fonts.head, size, "middle")
    page.qr(RIGHT - _QR_SIDE, top, slip.code, _QR)
    y = max(top + _TICKET, _draw_beside(page, slip, setter, top)) + 4
    if not slip.reprint:
        return y
    lines = setter.lines(setter.say("slip.reprint"), 11.5, _WIDTH - 6, bold=True)
    page.box(LEFT, y, _WIDTH, height(lines) + 2.4)
    write(page, LEFT + 3, y + 1.2, lines, white=True)
    return y + height(lines) + 4.5


def draw_turned(page: Page, slip: Slip, setter: Setter) -> None:
    """The head of a page after the first: whose it is must show, and its code open the case, when the sheets part."""
    fonts = setter.fonts
    page.qr(RIGHT - _SMALL_SIDE, 9, slip.code, _SMALL_QR)
    right = RIGHT - _SMALL_SIDE - 4
    number, code = Line(slip.number, fonts.head, 22), Line(groups(slip.code), fonts.plain, 9.5)
    put(page, right, 16.5, number, right=True)
    put(page, right, 21.7, code, right=True)
    page.text(LEFT, 14.5, slip.city, fonts.head, 10)
    title = setter.say("slip.continued", title=setter.say("slip.title"))
    put(page, LEFT, 21, setter.beside(title, 14, right - LEFT - max(number.wide, code.wide) - 6))
    page.rule(LEFT, 24, RIGHT, 0.7)


def draw_edge(page: Page, setter: Setter, at: int, of: int) -> None:
    """The last line of each page: its number, whether it goes on, what the sign means."""
    number = setter.beside(setter.say("slip.page", n=at, m=of), 8.5, 50, bold=False)
    put(page, RIGHT, _EDGE, number, right=True)
    right = RIGHT - number.wide - 5
    if at < of:
        goes_on = setter.beside(setter.say("slip.overleaf"), 8.5, 90)
        put(page, right, _EDGE, goes_on, right=True)
        right -= goes_on.wide + 4
    if setter.wanting:
        put(page, LEFT, _EDGE, setter.legend(8.5, right - LEFT))


def draw_saved(page: Page, y: float, lines: list[Line]) -> None:
    """What the visitor did not have to write, with a tick before it."""
    if not lines:
        return
    page.path(((LEFT + 1, y + 3), (LEFT + 3, y + 5), (LEFT + 6.4, y + 0.8)), 0.9)
    write(page, LEFT + 9, y + 0.6, lines)


def saved_lines(slip: Slip, setter: Setter) -> list[Line]:
    """The sentence of the foot, of what was spared at all; nothing where the figures are not known."""
    if slip.saved is None:
        return []
    counts = {"names": slip.saved.names, "addresses": slip.saved.addresses, "signatures": slip.saved.signatures}
    spared = [setter.say(f"slip.saved.{what}", n=many) for what, many in counts.items() if many]
    said = setter.say("slip.saved", what=setter.voice.listed(spared))
    return setter.lines(said, 11, _WIDTH - 9, bold=True)


def _draw_title(page: Page, slip: Slip, setter: Setter) -> float:
    """City, title and day; in the other language under them. Returns where the number begins."""
    fonts, title, day = setter.fonts, setter.say("slip.title"), setter.voice.day(slip.issued, year=True)
    at = LEFT + fonts.head.width(slip.city, 13) / MM + 5
    page.text(LEFT, 15.5, slip.city, fonts.head, 13)
    size = fit(title.ja, fonts.head, 20, 60 * MM)
    page.text(at, 15.5, title.ja, fonts.head, size, spacing=3)
    free = RIGHT - at - (fonts.head.width(title.ja, size) + 3 * len(title.ja)) / MM - 3
    issued = " ".join(part for part in (day.ja, slip.time, slip.office) if part)
    page.text(RIGHT, 15.5, issued, fonts.plain, fit(issued, fonts.plain, 10, free * MM), "right")
    if not setter.two:
        page.rule(LEFT, 19, RIGHT, 0.7)
        return 23.5
    city = setter.voice.called(slip.city, "slip.city")
    where = setter.single(city.other, 11, 55)
    put(page, LEFT, 21.4, where)
    at = LEFT + where.wide + (4 if city.other else 0)
    put(page, at, 21.4, setter.single(title.other, 13, RIGHT - at - 52, bold=True))
    put(page, RIGHT, 21.4, setter.single(f"{day.other} {slip.time}".rstrip(), 10, 48), right=True)
    page.rule(LEFT, 24.5, RIGHT, 0.7)
    return 28.5


def _draw_beside(page: Page, slip: Slip, setter: Setter, top: float) -> float:
    """What the number is for, and the name where the city wants it; returns where it ends."""
    x, fonts = LEFT + 71, setter.fonts
    put(page, x, top + 4, setter.beside(setter.say("slip.number"), 12.5, _BESIDE))
    call = setter.say("slip.callby")
    lines = setter.lines(call._replace(ja=call.ja.replace("。", "。\n")), 10.5, _BESIDE, less=0.9)
    write(page, x, top + 5.8, lines)
    y = top + 5.8 + height(lines)
    if slip.name is None:
        return y
    called = setter.say("slip.name", name=slip.name).ja
    page.text(x, y + 7, called, fonts.body, fit(called, fonts.body, 16, _BESIDE * MM))
    return y + 9


def _foot_lines(said: Spoken, setter: Setter) -> list[Line]:
    """Small, and in one line where both languages fit into it."""
    if not setter.two:
        return setter.lines(said, _FOOT, _FOOT_ROOM)
    one = setter.beside(said, 8, 1000, bold=False)
    return [one] if one.wide <= _FOOT_ROOM else setter.lines(said, 8, _FOOT_ROOM)


def _sentences(slip: Slip, setter: Setter) -> list[Spoken]:
    said = [setter.say("slip.noprivacy"), setter.say("slip.keep")]
    if slip.days is not None:
        said.append(setter.say("slip.later", n=slip.days))
    if setter.two:
        said.append(setter.say("slip.interpreter"))
    if slip.contact:
        ask = setter.say("slip.contact")
        said.append(Spoken(f"{ask.ja} {slip.contact}", ask.other))
    return said
