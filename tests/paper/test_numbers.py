"""The small paper with a number."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from handoff.slip import About, NumberPaper
from handoff.words import Language
from server.paper.numbers import lay_number, render_number
from server.paper.setter import Setter
from server.paper.shelf import Fonts
from tests.paper.look import codes_in, picture, text_of


def test_it_says_what_a_waiting_person_asks(number_paper: NumberPaper, fonts: Fonts) -> None:
    printed = render_number(number_paper, fonts)
    said = text_of(printed.pdf)
    for words in (
        "B007",
        "証明",
        "令和8年11月20日(金)",
        "10:05",
        "お待ち 4人",
        "お呼びする目安 10:15〜10:25",
        "受付のあと、お渡しまで 20〜35分",
        "番号をお呼びするまで、お待ちください。",
        "手続番号 4071 8826 3950 1174",
    ):
        assert words in said, words
    assert (printed.pages, printed.missing) == (1, ())


@pytest.mark.parametrize("dpi", [203, 300])
def test_its_code_is_read_from_a_thermal_head(number_paper: NumberPaper, fonts: Fonts, dpi: int) -> None:
    printed = render_number(number_paper, fonts)
    assert codes_in(picture(printed.pdf, dpi, one_bit=True)) == {("QRCode", number_paper.code)}


def test_nobody_ahead_is_said_and_unknown_is_not_guessed(number_paper: NumberPaper, fonts: Fonts) -> None:
    assert "お待ち 0人" in text_of(render_number(replace(number_paper, ahead=0), fonts).pdf)
    assert "お待ち" not in text_of(render_number(replace(number_paper, ahead=None, wait=None), fonts).pdf).replace(
        "お待ちください", ""
    )


def test_it_is_eighty_millimetres_wide_and_a_long_line_stays_on_it(number_paper: NumberPaper, fonts: Fonts) -> None:
    printed = render_number(replace(number_paper, line="住民異動・印鑑登録・マイナンバーカードの継続利用"), fonts)
    image = picture(printed.pdf, 254, one_bit=True)
    assert abs(image.width - 800) <= 1
    for edge in ((0, 0, 30, image.height), (image.width - 30, 0, image.width, image.height)):
        assert image.crop(edge).getextrema() == (255, 255), "nothing where a receipt printer cannot print"


@pytest.mark.parametrize("language", ["ja", "easy", "en", "zh", "vi"])
@pytest.mark.parametrize("ahead", [None, 0, 38])
def test_a_frame_that_was_made_before_prints_as_reportlab_alone(
    number_paper: NumberPaper, fonts: Fonts, language: Language, ahead: int | None
) -> None:
    """The second paper lies in the frame of the first; only its figures are new."""
    words = {"slip.callyou": "等候 Xin chờ", "slip.ahead": "{n} ahead"}
    first = replace(number_paper, language=language, words=words, ahead=ahead)
    wait = About(15, 25)
    second = replace(first, number="B896", code="9876543210123456", time="13:47", ahead=ahead and ahead + 1, wait=wait)
    for paper in (first, second):
        printed = render_number(paper, fonts)
        alone = lay_number(paper, Setter(paper, fonts)).close("x", fonts)
        assert (text_of(printed.pdf), printed.missing) == (text_of(alone.pdf), alone.missing)
        assert picture(printed.pdf, 203).tobytes() == picture(alone.pdf, 203).tobytes()
        assert codes_in(picture(printed.pdf, 203, one_bit=True)) == {("QRCode", paper.code)}


def test_a_letter_that_is_wanting_is_named_on_each_paper_and_on_no_other(
    number_paper: NumberPaper, fonts: Fonts
) -> None:
    rare = replace(number_paper, line="\ue000辻\U000e01ef葛\U000e0103葛")
    wanting = ("U+E000 \ue000", "U+8FBB U+E01EF 辻\U000e01ef（字形が異なります）")
    for paper, missing in ((rare, wanting), (number_paper, ()), (replace(rare, number="B008"), wanting)):
        printed = render_number(paper, fonts)
        assert printed.missing == missing
        assert ("〓辻葛\U000e0103葛" in text_of(printed.pdf)) == bool(missing)


def test_equal_papers_are_equal_bytes_whatever_was_printed_before(number_paper: NumberPaper, fonts: Fonts) -> None:
    before = render_number(number_paper, fonts)
    assert render_number(replace(number_paper, number="C123", time="11:59"), fonts).pdf != before.pdf
    assert render_number(number_paper, fonts) == before


def test_each_object_stands_where_the_file_says(number_paper: NumberPaper, fonts: Fonts) -> None:
    pdf = render_number(number_paper, fonts).pdf
    end = int(pdf.split()[-2])
    head, *places = pdf[end : pdf.index(b"trailer", end)].splitlines()[1:]
    assert int(head.split()[1]) == len(places) == len(re.findall(rb"\bendobj\n", pdf)) + 1
    for at, place in enumerate(places[1:], start=1):
        assert pdf[int(place[:10]) :].startswith(b"%d 0 obj\n" % at)


def test_papers_that_differ_in_figures_share_all_but_their_operators(number_paper: NumberPaper, fonts: Fonts) -> None:
    other = replace(number_paper, number="B896", code="9876543210123456", time="13:47", ahead=25, wait=About(35, 50))
    one, two = (render_number(paper, fonts).pdf for paper in (number_paper, other))
    assert one[: one.rindex(b" 0 obj")] == two[: two.rindex(b" 0 obj")]
