"""ログインのご案内: A4 upright, a page for each user, folded twice so that the password lies inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from handoff.first_paper import FirstPaper
from handoff.wareki import show
from server.paper.lines import fit, wrap
from server.paper.pages import MM, Page
from server.paper.sheet import Printed, Sheet
from server.paper.shelf import Fonts

TITLE: Final = "ログインのご案内"
_LEFT: Final = 25.0
_RIGHT: Final = 185.0
_SIZE: Final = 11.0


def render(papers: Sequence[FirstPaper], fonts: Fonts) -> Printed:
    """The papers as one PDF. Its title names nobody."""
    sheet = Sheet(210, 297, 20, 280)
    for at, paper in enumerate(papers):
        _draw(sheet.page(at), paper, fonts)
    return sheet.close(TITLE, fonts)


def _draw(page: Page, paper: FirstPaper, fonts: Fonts) -> None:
    page.text(_LEFT, 30, paper.city, fonts.plain, 11)
    page.text(_RIGHT, 30, _day(paper.printed), fonts.plain, 10, "right")
    page.text(_LEFT, 46, TITLE, fonts.head, 24)
    page.rule(_LEFT, 51, _RIGHT, 0.9)
    name = f"{paper.name} 様"
    page.text(_LEFT, 66, paper.department, fonts.plain, 11)
    page.text(_LEFT, 76, name, fonts.head, fit(name, fonts.head, 18, (_RIGHT - _LEFT) * MM))
    page.rule(_LEFT, 99, _LEFT + 6, 0.2)
    page.rule(_RIGHT - 6, 99, _RIGHT, 0.2)
    _secret(page, paper, fonts)
    page.rule(_LEFT, 198, _LEFT + 6, 0.2)
    page.rule(_RIGHT - 6, 198, _RIGHT, 0.2)
    _steps(page, paper, fonts)


def _secret(page: Page, paper: FirstPaper, fonts: Fonts) -> None:
    page.box(_LEFT, 112, _RIGHT - _LEFT, 62, 0.4)
    page.text(_LEFT + 6, 123, "職員番号", fonts.plain, 10)
    page.text(_LEFT + 6, 134, paper.login, fonts.head, 20, spacing=1)
    page.text(_LEFT + 6, 147, "初回パスワード", fonts.plain, 10)
    page.text(_LEFT + 6, 159, paper.password, fonts.head, 24, spacing=2)
    page.text(_LEFT + 6, 169, f"使える期限 {_day(paper.until)} まで", fonts.plain, 10)
    page.text(_LEFT, 182, "数字の 0 と 1、英字の i と l と o は使っていません。", fonts.plain, 9.5)


def _steps(page: Page, paper: FirstPaper, fonts: Fonts) -> None:
    steps = (
        "1. つなぐ窓口を開き、職員番号と初回パスワードを入れてください。",
        f"2. 画面の案内にそって、自分だけのパスワード（{paper.length}文字以上）を決めてください。"
        "文章のような長いものが、覚えやすく安全です。",
        "3. この用紙は、新しいパスワードを決めたらすぐにシュレッダーにかけてください。",
        "開けないとき、心当たりのないログインがあったときは、情報政策課に連絡してください。",
    )
    y = 212.0
    for step in steps:
        for line in wrap(step, fonts.plain, _SIZE, (_RIGHT - _LEFT) * MM):
            page.text(_LEFT, y, line, fonts.plain, _SIZE)
            y += 6.2
        y += 2.2


def _day(day: str) -> str:
    return show(day, weekday=True)
