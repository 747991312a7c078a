"""Papers of a training city say so on every page."""

from __future__ import annotations

import pypdfium2

from handoff.slip import NumberPaper, Slip
from server.paper.press import Press
from server.paper.shelf import Fonts
from server.paper.stamp import WORD


def words(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as paper:
        return [page.get_textpage().get_text_range() for page in paper]


async def test_every_page_of_a_training_citys_paper_says_so_and_no_page_of_a_real_one(
    fonts: Fonts, slip: Slip, number_paper: NumberPaper
) -> None:
    real, training = Press(fonts), Press(fonts, training=True)
    for made, as_ever in (
        (await training.slip(slip), await real.slip(slip)),
        (await training.number(number_paper), await real.number(number_paper)),
    ):
        said, plain = words(made.pdf), words(as_ever.pdf)
        assert len(said) == len(plain) and made.missing == as_ever.missing
        assert all(WORD in page for page in said)
        assert not any("研修" in page for page in plain)


async def test_the_stamp_covers_nothing_of_the_paper(fonts: Fonts, slip: Slip) -> None:
    plain, stamped = (
        words((await Press(fonts).slip(slip)).pdf),
        words((await Press(fonts, training=True).slip(slip)).pdf),
    )
    assert [page.replace(WORD, "").split() for page in stamped] == [page.split() for page in plain]
