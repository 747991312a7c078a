"""停電の備え as it lies in a drawer: how it is used, and a hundred numbers that a scanner reads."""

from __future__ import annotations

from handoff.reserve import KitPaper
from handoff.ticket import groups, make
from server.paper.reserve import render
from server.paper.shelf import Fonts
from tests.paper.look import codes_in, collisions, picture, text_of

NUMBERS = [(f"E{at:03d}", make(f"{at:015d}", "999989")) for at in range(1, 101)]
PAPER = KitPaper("あおばの市", "本庁", "2027-04-01", "大野 管理", NUMBERS, [f"申請書その{at}" for at in range(85)], 3)


def test_the_first_page_says_how_it_is_used_and_what_is_in_it(fonts: Fonts) -> None:
    printed = render(PAPER, fonts)
    said = text_of(printed.pdf, 0)
    assert (printed.pages, printed.missing) == (11, ())
    for words in (
        "停電の備え",
        "E001 〜 E100",
        "令和9年4月1日",
        "大野",
        "番号札 100枚、申請書 85種類 各3枚",
        "申請書その0",
    ):
        assert words in said, words
    assert not collisions(printed.pdf, 0)


def test_every_number_stands_on_a_ticket_of_its_own_with_its_code(fonts: Fonts) -> None:
    """Ten on a page; the last page is read as a scanner reads it."""
    printed = render(PAPER, fonts)
    said = text_of(printed.pdf)
    assert all(number in said and groups(code) in said for number, code in NUMBERS)
    assert codes_in(picture(printed.pdf, 150, 10)) == {("QRCode", code) for _, code in NUMBERS[90:]}
    assert not collisions(printed.pdf, 10)


def test_a_kit_without_forms_counts_its_numbers_alone(fonts: Fonts) -> None:
    said = text_of(render(KitPaper("あおばの市", "本庁", "2027-04-01", "大野", NUMBERS, [], 1), fonts).pdf, 0)
    assert "番号札 100枚" in said and "申請書 0" not in said
