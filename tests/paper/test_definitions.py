"""The book of procedures as its readers meet it."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from handoff.definition import Chapter, Definition, Entry, Field, definition
from handoff.spelled import Said
from server.paper.definitions import render
from server.paper.sheet import Printed
from server.paper.shelf import Fonts
from tests.exchange.books import TABLES
from tests.paper.look import collisions, text_of

BOOK = definition("あおばの市", "下書き「春の改正」（第1版から）", "2027年4月1日 9:00", TABLES)


@pytest.fixture(scope="module")
def printed(fonts: Fonts) -> Printed:
    return render(BOOK, fonts)


def test_the_contents_name_the_page_on_which_each_thing_stands(printed: Printed) -> None:
    pages = [text_of(printed.pdf, at) for at in range(printed.pages)]
    front = "\n".join(pages[:4])
    for chapter in BOOK.chapters[:2]:
        for one in chapter.entries:
            found = re.search(rf"^{one.mark}\s+{re.escape(one.title)}[ .]*(\d+)\s*$", front, re.MULTILINE)
            assert found, one.mark
            assert f"{one.mark} {one.title}" in pages[int(found[1]) - 1].replace("\n", " ")


def test_every_page_has_its_number_and_says_what_it_is(printed: Printed) -> None:
    for at in range(printed.pages):
        foot = text_of(printed.pdf, at)
        assert f"{at + 1} / {printed.pages}" in foot
        assert "下書き「春の改正」（第1版から）" in foot


def test_a_reader_shows_the_contents_beside_it(printed: Printed) -> None:
    with pypdfium2.PdfDocument(printed.pdf) as document:
        toc = [(one.level, one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]
    assert [title for level, title, _ in toc if level == 0] == ["1. ライフイベント", "2. 手続", "3. 決まり"]
    assert len(toc) == 3 + sum(len(chapter.entries) for chapter in BOOK.chapters)
    assert [page for *_, page in toc] == sorted(page for *_, page in toc)


def test_all_of_it_is_printed_and_no_letter_lies_over_another(printed: Printed) -> None:
    assert printed.missing == ()
    everything = re.sub(r"\s", "", text_of(printed.pdf))
    for row in TABLES["procedures"]:
        assert re.sub(r"\s", "", row["name"]) in everything
    for at in (0, 1, 3, printed.pages // 2, printed.pages - 1):
        assert collisions(printed.pdf, at) == []


def test_equal_books_are_equal_bytes(fonts: Fonts, printed: Printed) -> None:
    assert render(BOOK, fonts).pdf == printed.pdf


def test_an_empty_catalog_and_a_very_long_entry_are_books_too(fonts: Fonts) -> None:
    assert render(definition("市", "", "", {}), fonts).pages == 4
    long = Entry(
        "P1", "長" * 90, "職員だけ", [Field("条件", [Said(at % 45, "とても長い条件" * 20) for at in range(120)])]
    )
    made = render(Definition("市", "", "", [Chapter("手続", "", [long])]), fonts)
    assert made.pages > 5
    assert "（つづき）" in text_of(made.pdf, made.pages - 1)
