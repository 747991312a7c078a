"""The small paper with a number."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from handoff.slip import NumberPaper
from server.paper.numbers import render_number
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
