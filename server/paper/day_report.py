"""日報: a day of an office on one A4 upright: how many came, how long they waited, what nobody had to write, what is
left open, line by line."""

from __future__ import annotations

from typing import Final

from handoff.figures import DayReport, Figures
from handoff.wareki import show
from server.paper.lines import wrap
from server.paper.pages import MM, Page
from server.paper.sheet import Printed, Sheet
from server.paper.shelf import Fonts

TITLE: Final = "窓口日報"
_LEFT: Final = 18.0
_RIGHT: Final = 192.0
_HEADS: Final = ("来庁", "待ち平均", "9割が", "最長", "対応平均", "来なかった方", "残り")
_COLUMNS: Final = (82.0, 100.0, 117.0, 134.0, 152.0, 174.0, _RIGHT)
_SIZE: Final = 9.0
_ROW: Final = 6.2
_MOST: Final = 23
"""So many lines fit over the numbers that are left."""
_NUMBER_LINES: Final = 4


def render(report: DayReport, fonts: Fonts) -> Printed:
    """The report as a PDF of one page."""
    sheet = Sheet(210, 297, 20, 284)
    _draw(sheet.page(0), report, fonts)
    return sheet.close(TITLE, fonts)


def _draw(page: Page, report: DayReport, fonts: Fonts) -> None:
    page.text(_LEFT, 22, f"{report.city}　{report.office}", fonts.plain, 11)
    page.text(_RIGHT, 22, f"印刷 {report.printed}", fonts.plain, 9, "right")
    page.text(_LEFT, 35, TITLE, fonts.head, 20)
    page.text(_RIGHT, 35, show(report.day, "wareki", True), fonts.head, 14, "right")
    page.rule(_LEFT, 39, _RIGHT, 0.9)
    y = _figures(page, report.total, fonts, 50)
    y = _table(page, report, fonts, y + 10)
    _left_open(page, report, fonts, y + 9)


def _figures(page: Page, total: Figures, fonts: Fonts, y: float) -> float:
    """What one looks at first, in three rows."""
    rows = (
        (
            ("来庁された方", f"{total.visitors:,}", "人"),
            ("待ち時間 平均", _minutes(total.wait_average), "分"),
            ("9割の方が", _minutes(total.wait_p90), "分以内"),
            ("最長", _minutes(total.wait_longest), "分"),
        ),
        (
            ("終わった方", f"{total.done:,}", "人"),
            ("後日つづき・取下げ", f"{total.suspended + total.withdrawn:,}", "人"),
            ("来なかった方", f"{total.gone:,}", "人"),
            ("終わっていない方", f"{total.open:,}", "人"),
        ),
        (
            ("書かずに済んだお名前", f"{total.names:,}", "か所"),
            ("書かずに済んだ署名", f"{total.signatures:,}", "か所"),
            ("届出", f"{total.notifications:,}", "件"),
            ("申請書", f"{total.applications:,}", "通"),
        ),
    )
    step = (_RIGHT - _LEFT) / 4
    for row in rows:
        for at, (name, value, unit) in enumerate(row):
            x = _LEFT + at * step
            page.text(x, y, name, fonts.plain, 9)
            page.text(x, y + 9, value, fonts.head, 20)
            page.text(x + fonts.head.width(value, 20) / MM + 1.5, y + 9, unit, fonts.plain, 10)
        y += 19
    return y - 9


def _table(page: Page, report: DayReport, fonts: Fonts, y: float) -> float:
    page.text(_LEFT, y, "列（待ちと対応は分）", fonts.head, _SIZE)
    for x, head in zip(_COLUMNS, _HEADS, strict=True):
        page.text(x, y, head, fonts.head, _SIZE, "right")
    page.rule(_LEFT, y + 2, _RIGHT, 0.5)
    if not report.lines:
        page.text(_LEFT, y + _ROW, "この日の受付はありません。", fonts.plain, _SIZE)
        return y + _ROW
    for name, one in report.lines[:_MOST]:
        y += _ROW
        page.text(_LEFT, y, name, fonts.plain, _SIZE)
        for x, value in zip(_COLUMNS, _row(one), strict=True):
            page.text(x, y, value, fonts.plain, _SIZE, "right")
        page.rule(_LEFT, y + 2, _RIGHT, 0.2)
    if len(report.lines) > _MOST:
        y += _ROW
        page.text(_LEFT, y, f"ほか {len(report.lines) - _MOST}列（統計の画面で見られます）", fonts.plain, _SIZE)
    return y


def _row(one: Figures) -> tuple[str, ...]:
    times = tuple(
        _minutes(value) if count else "—"
        for value, count in (
            (one.wait_average, one.waits),
            (one.wait_p90, one.waits),
            (one.wait_longest, one.waits),
            (one.service_average, one.services),
        )
    )
    return f"{one.visitors:,}", *times, f"{one.gone:,}", f"{one.open:,}"


def _left_open(page: Page, report: DayReport, fonts: Fonts, y: float) -> None:
    page.text(_LEFT, y, "終わっていない番号", fonts.head, 10)
    said = "、".join(report.open) or "ありません。"
    lines = wrap(said, fonts.plain, 10, (_RIGHT - _LEFT) * MM)
    for at, line in enumerate(lines[:_NUMBER_LINES]):
        page.text(_LEFT, y + 6 + 5.2 * at, line, fonts.plain, 10)
    if len(lines) > _NUMBER_LINES:
        page.text(
            _LEFT, y + 6 + 5.2 * _NUMBER_LINES, f"ほかにもあります（全部で {len(report.open)}件）", fonts.plain, 10
        )


def _minutes(value: float) -> str:
    return f"{value:.0f}" if value >= 10 or value == 0 else f"{value:.1f}"
