"""窓口日報 as it is read: one page, whatever the day was like."""

from __future__ import annotations

from datetime import date

from handoff.figures import DayReport, Figures
from server.paper.day_report import render
from server.paper.shelf import Fonts
from tests.paper.look import collisions, text_of

TOTAL = Figures(
    "",
    1_204,
    1_100,
    40,
    3,
    12,
    49,
    900,
    12.3,
    31.0,
    62.5,
    880,
    9.75,
    1_000,
    cases=1_100,
    notifications=612,
    applications=1_877,
    names=5_432,
    signatures=987,
)
LINE = Figures("G05", 210, 190, 5, 0, 3, 12, 200, 8.25, 20.0, 41.0, 195, 12.5, 220)


def report(lines: int, left: int) -> DayReport:
    """A day with so many lines and so many who are left."""
    named = [(f"窓口グループ その{at}", LINE) for at in range(lines)]
    numbers = [f"A{at:03d}" for at in range(1, left + 1)]
    return DayReport("あおばの市", "本庁", date(2027, 4, 1), "令和9年4月1日 17:30", TOTAL, named, numbers)


def test_a_day_stands_on_one_page_with_its_figures_and_what_is_left(fonts: Fonts) -> None:
    printed = render(report(5, 3), fonts)
    said = text_of(printed.pdf)
    assert (printed.pages, printed.missing) == (1, ())
    for words in (
        "窓口日報",
        "令和9年4月1日(木)",
        "1,204",
        "62 分",
        "窓口グループ その4",
        "8.2",
        "A001、A002、A003",
        "書かずに済んだお名前",
        "5,432",
        "987",
    ):
        assert words in said, words
    assert not collisions(printed.pdf, 0)


def test_a_day_with_many_lines_and_many_left_still_is_one_page(fonts: Fonts) -> None:
    """What does not fit is counted."""
    printed = render(report(40, 400), fonts)
    said = text_of(printed.pdf)
    assert printed.pages == 1 and "ほか 17列" in said and "全部で 400件" in said
    assert not collisions(printed.pdf, 0)


def test_a_day_on_which_nobody_came_says_so(fonts: Fonts) -> None:
    day = DayReport("あおばの市", "本庁", date(2027, 4, 1), "", Figures(""), [], [])
    said = text_of(render(day, fonts).pdf)
    assert "この日の受付はありません。" in said and "ありません。" in said
