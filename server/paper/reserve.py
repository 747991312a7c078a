"""停電の備え: how the kit is used on the first page, then its numbers, ten on an A4 to be cut apart."""

from __future__ import annotations

from string import digits
from typing import Final

from handoff.reserve import KitPaper
from handoff.ticket import groups
from handoff.wareki import show
from server.paper.lines import wrap
from server.paper.pages import MM, Page
from server.paper.sheet import Printed, Sheet
from server.paper.shelf import Fonts

TITLE: Final = "停電の備え"
_LEFT: Final = 20.0
_RIGHT: Final = 190.0
_SIZE: Final = 11.0
_LINE: Final = 6.4
_NAMES: Final = 9.0
_NAMES_LINE: Final = 5.0
_MOST_LINES: Final = 26
"""What is left of the first page under the steps."""
_STEPS: Final = (
    "システムが使えなくなったら、来庁された方にこのセットの番号を、若い順にお渡しください。",
    "番号札に、来庁の時刻と用件を書いてください。名前は書きません。",
    "手続きは、うしろの申請書に手で書いていただきます。書いた申請書と番号札を、いっしょに置いてください。",
    "システムが戻ったら、窓口の画面で番号札のQRコードを読み取るか、16けたの数字を打って Enter を押してください。"
    "来庁の時刻と用件を入れると、その番号の案件が開きます。",
    "同じ番号札をもう一度読み取ると、同じ案件が開きます。一度使った番号は、別の方には使えません。",
    "古くなったセットは、「停電の備え」の画面で取り下げてから捨ててください。",
)
_ACROSS: Final = 2
_DOWN: Final = 5
_WIDE: Final = 105.0
_HIGH: Final = 297 / _DOWN
_AIR: Final = 8.0
# Four dots of a 203 dpi printer are read from paper that was folded; an office printer is finer.
_MODULE: Final = 1.1
_SIDE: Final = 21 * _MODULE


def render(paper: KitPaper, fonts: Fonts) -> Printed:
    """The kit's own pages; the blank forms come after them."""
    sheet = Sheet(210, 297, 20, 280)
    _cover(sheet.page(0), paper, fonts)
    each = _ACROSS * _DOWN
    for at, (number, code) in enumerate(paper.numbers):
        page, place = sheet.page(1 + at // each), at % each
        x, y = _WIDE * (place % _ACROSS), _HIGH * (place // _ACROSS)
        _ticket(page, x, y, paper, number, code, fonts)
        if place == 0:
            _cuts(page)
    return sheet.close(TITLE, fonts, always=digits)


def _cover(page: Page, paper: KitPaper, fonts: Fonts) -> None:
    first, last = paper.numbers[0][0], paper.numbers[-1][0]
    page.text(_LEFT, 24, f"{paper.city}　{paper.office}", fonts.plain, 11)
    page.text(_RIGHT, 24, f"{show(paper.printed)}　{paper.by}", fonts.plain, 10, "right")
    page.text(_LEFT, 42, TITLE, fonts.head, 26)
    page.text(_RIGHT, 42, f"{first} 〜 {last}", fonts.head, 20, "right")
    page.rule(_LEFT, 47, _RIGHT, 0.9)
    y = 62.0
    for at, step in enumerate(_STEPS, start=1):
        page.text(_LEFT, y, f"{at}.", fonts.head, _SIZE)
        for line in wrap(step, fonts.plain, _SIZE, (_RIGHT - _LEFT - 8) * MM):
            page.text(_LEFT + 8, y, line, fonts.plain, _SIZE)
            y += _LINE
        y += 3
    y += 6
    page.text(_LEFT, y, "中身", fonts.head, _SIZE)
    y += _LINE
    page.text(_LEFT + 8, y, _counted(paper), fonts.plain, _SIZE)
    for line in _named(paper, fonts):
        y += _NAMES_LINE
        page.text(_LEFT + 8, y, line, fonts.plain, _NAMES)


def _counted(paper: KitPaper) -> str:
    numbers, kinds = f"番号札 {len(paper.numbers)}枚", len(paper.forms)
    return f"{numbers}、申請書 {kinds}種類 各{paper.copies}枚" if kinds else numbers


def _named(paper: KitPaper, fonts: Fonts) -> list[str]:
    """The forms' names, as many lines as the page holds."""
    lines = wrap("、".join(paper.forms), fonts.plain, _NAMES, (_RIGHT - _LEFT - 8) * MM)
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "ほか"]


def _ticket(page: Page, x: float, y: float, paper: KitPaper, number: str, code: str, fonts: Fonts) -> None:
    left, right = x + _AIR, x + _WIDE - _AIR
    page.text(left, y + 9, f"{paper.city}　{paper.office}", fonts.plain, 8.5)
    page.text(left, y + 27, number, fonts.head, 44)
    for at, label in ((38, "来庁"), (47, "用件")):
        page.text(left, y + at, label, fonts.plain, 9.5)
        page.rule(left + 11, y + at + 1, left + 57, 0.2)
    for at, unit in ((18, "月"), (29, "日"), (42, "時"), (53, "分")):
        page.text(left + at, y + 38, unit, fonts.plain, 9.5)
    page.qr(right - _SIDE - 3, y + 12, code, _MODULE)
    page.text(left, y + 55, f"手続番号 {groups(code)}", fonts.plain, 9)


def _cuts(page: Page) -> None:
    """Where the paper is cut apart."""
    page.dots(_WIDE, 4, 293, 0.2, 2)
    for row in range(1, _DOWN):
        page.rule(4, _HIGH * row, 206, 0.1)
