"""データ消去証明書: A4 upright, one page: item, medium, quantity, method; who is responsible, who saw it."""

from __future__ import annotations

from typing import Final

from handoff.retention import ITEMS, ErasurePaper
from handoff.wareki import show
from server.paper.lines import wrap
from server.paper.pages import MM, Page
from server.paper.sheet import Printed, Sheet
from server.paper.shelf import Fonts

TITLE: Final = "データ消去証明書"
_LEFT: Final = 20.0
_RIGHT: Final = 190.0
_COLUMNS: Final = (_LEFT, 72.0, 122.0, 128.0)
_SIZE: Final = 9.5
_LINE: Final = 5.0


def render(paper: ErasurePaper, fonts: Fonts) -> Printed:
    """The certificate as a PDF."""
    sheet = Sheet(210, 297, 20, 280)
    _draw(sheet.page(0), paper, fonts)
    return sheet.close(TITLE, fonts)


def _draw(page: Page, paper: ErasurePaper, fonts: Fonts) -> None:
    page.text(_LEFT, 28, paper.city, fonts.plain, 11)
    page.text(_RIGHT, 28, show(paper.printed), fonts.plain, 10, "right")
    page.text(_LEFT, 44, TITLE, fonts.head, 22)
    page.rule(_LEFT, 49, _RIGHT, 0.9)
    period = f"{show(paper.since)}から{show(paper.until)}まで"
    by_days = f"保存期間の設定にしたがい、次のとおりデータを消去しました（{period}、{paper.runs:,}回）。"
    lead = paper.lead or by_days
    y = _lines(page, fonts, _LEFT, 60, lead, _RIGHT - _LEFT, 11)
    y = _table(page, paper, fonts, y + 8)
    y = _lines(page, fonts, _LEFT, y + 6, "消去したデータは、復元できません。", _RIGHT - _LEFT, 10)
    for label, name in (("責任者", paper.responsible), ("立会人", paper.witness), ("確認した日", "")):
        y += 16
        page.text(_LEFT, y, label, fonts.plain, 11)
        page.text(_LEFT + 32, y, name, fonts.plain, 12)
        page.rule(_LEFT + 30, y + 2, _RIGHT - 40, 0.3)


def _table(page: Page, paper: ErasurePaper, fonts: Fonts, y: float) -> float:
    item, medium, count, method = _COLUMNS
    for x, head in ((item, "品目"), (medium, "媒体"), (method, "方法")):
        page.text(x, y, head, fonts.head, _SIZE)
    page.text(count, y, "数量", fonts.head, _SIZE, "right")
    page.rule(_LEFT, y + 2, _RIGHT, 0.5)
    for name, (what, where, how) in (paper.items or ITEMS).items():
        y += 8
        page.text(count, y, f"{paper.counts.get(name, 0):,}", fonts.plain, _SIZE, "right")
        ends = [
            _lines(page, fonts, x, y, text, right - x - 3)
            for x, text, right in ((item, what, medium), (medium, where, count - 10), (method, how, _RIGHT + 3))
        ]
        y = max(ends)
        page.rule(_LEFT, y + 2, _RIGHT, 0.2)
    return y + 4


def _lines(page: Page, fonts: Fonts, x: float, y: float, text: str, width: float, size: float = _SIZE) -> float:
    """The text in lines; where the last one stands."""
    step = _LINE * size / _SIZE
    lines = wrap(text, fonts.plain, size, width * MM)
    for at, line in enumerate(lines):
        page.text(x, y + at * step, line, fonts.plain, size)
    return y + (len(lines) - 1) * step
