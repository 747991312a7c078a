"""The slip in the visitor's language beside the Japanese: the demo city's own words, every letter printed, and a sign
wherever a translation is wanting."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from handoff.catalog import Catalog
from handoff.slip import Blocked, Form, Missing, NumberPaper, Said, Saved, Slip, Stop, Task, Thing
from handoff.speech import SIGN, WORDS
from handoff.words import LANGUAGES, Language
from server.exchange.city import read_city
from server.paper.numbers import render_number
from server.paper.shelf import Fonts, load
from server.paper.slips import render
from tests.paper.look import codes_in, collisions, letters, picture, text_of

OTHERS: tuple[Language, ...] = LANGUAGES[1:]
SAYS: dict[Language, tuple[str, ...]] = {
    "easy": ("てつづきの ごあんない", "ひっこしの てつづき", "けんこうほけんが わかる もの", "12がつ4か"),
    "en": ("Your procedures today", "Change of address", "Health insurance details", "By Fri, 4 Dec", "Floor 1"),
    "zh": ("手续指南", "居民迁移登记", "健康保险资格信息", "截止到12月4日（周五）", "1楼"),
    "vi": ("Hướng dẫn thủ tục", "Đăng ký thay đổi cư trú", "Thông tin bảo hiểm y tế", "Hạn chót: T6 4/12", "Tầng 1"),
}
INSURANCE = "健康保険の資格情報（マイナポータル画面・資格確認書）"
FREE = "学校は始業式の日からです。"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The demo city's."""
    return read_city(Path(__file__).parents[2] / "deploy/city/aobano").catalog


@pytest.fixture
def visit(catalog: Catalog) -> Slip:
    """A move-in with everything that a slip can carry, in Japanese."""
    names = {one: Task(catalog.procedures[one].name, one) for one in ("P001", "P030", "P061", "P055")}
    return Slip(
        number="A042",
        code="4071882639501174",
        city=catalog.name,
        office="本庁",
        issued="2026-11-20",
        time="10:35",
        days=30,
        contact="市民課 電話 0999-00-0000",
        sentences=catalog.words.ja,
        stops=(
            Stop("住民異動", "1F", "5〜10番", (names["P001"],), "done", group="G05"),
            Stop("国民健康保険", "1F", "20番", (replace(names["P030"], until="2026-12-04"),), "next", group="G20"),
            Stop("水道", "別館", "34番", (Task("だれも訳していない手続き"),), group="G34"),
        ),
        missing=(Missing(INSURANCE, "25番", (names["P061"],)),),
        blocked=(Blocked((names["P055"],), "所得がわかりません", "証明書をお持ちください"),),
        bring=(Thing("母子健康手帳", "27番"),),
        forms=(Form("住民異動届", "F001"), Form("だれも訳していない届", "F999")),
        notes=(Said(next(one.text for one in catalog.phrases if one.phrase == "T042"), "T042"), Said(FREE)),
        saved=Saved(51, 27, 16),
    )


def spoken(visit: Slip, catalog: Catalog, language: Language) -> Slip:
    """The visit's slip in a language."""
    return replace(visit, language=language, words=catalog.words.of(language))


@pytest.mark.parametrize("language", OTHERS)
def test_both_languages_stand_on_it(visit: Slip, catalog: Catalog, fonts: Fonts, language: Language) -> None:
    printed = render(spoken(visit, catalog, language), fonts)
    said = text_of(printed.pdf)
    assert printed.missing == ()
    for words in (*SAYS[language], "手続きのご案内", "住民異動", INSURANCE, "12月4日(金)まで", "1階"):
        assert words.replace(" ", "") in said.replace("\n", "").replace(" ", ""), words
    for key in ("slip.bring", "slip.missing", "slip.blocked", "slip.forms", "slip.order", "slip.interpreter", "T042"):
        assert catalog.words.of(language)[key].replace(" ", "") in said.replace("\n", "").replace(" ", ""), key


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_not_translated_is_signed_and_the_sign_is_explained(
    visit: Slip, catalog: Catalog, fonts: Fonts, language: Language
) -> None:
    printed = render(spoken(visit, catalog, language), fonts)
    said = text_of(printed.pdf)
    for words in (
        "だれも訳していない手続き",
        "だれも訳していない届",
        FREE,
        "理由：所得がわかりません",
        "証明書をお持ちください",
    ):
        assert words + SIGN in said, words
    assert INSURANCE + SIGN not in said
    for at in range(printed.pages):
        assert catalog.words.of(language)["slip.fallback"] in text_of(printed.pdf, at)


def test_a_slip_that_is_all_translated_carries_no_sign(visit: Slip, catalog: Catalog, fonts: Fonts) -> None:
    plain = replace(visit, stops=visit.stops[:2], blocked=(), forms=(), notes=visit.notes[:1])
    said = text_of(render(spoken(plain, catalog, "en"), fonts).pdf)
    assert SIGN not in said
    assert "Not yet translated" not in said


def test_japanese_alone_carries_no_sign(visit: Slip, fonts: Fonts) -> None:
    assert SIGN not in text_of(render(visit, fonts).pdf)


def test_a_city_without_words_still_gets_its_slip(visit: Slip, fonts: Fonts) -> None:
    printed = render(replace(visit, language="vi", words={}, sentences={}), fonts)
    said = text_of(printed.pdf)
    assert WORDS["slip.fallback"] in said
    assert WORDS["slip.bring"] + SIGN in said
    assert printed.missing == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("longer", [1, 6])
def test_no_letter_lies_over_another_in_any_language(
    visit: Slip, catalog: Catalog, fonts: Fonts, language: Language, longer: int
) -> None:
    slip = spoken(visit, catalog, language)
    slip = replace(slip, missing=slip.missing * longer, stops=slip.stops + slip.stops[2:] * 5 * longer, reprint=True)
    slip = replace(slip, bring=slip.bring * 9 * longer, notes=slip.notes * longer, name="𠮷田 辻󠄀子 髙﨑")
    printed = render(slip, fonts)
    assert printed.missing == ()
    assert "𠮷田 辻󠄀子 髙﨑 様" in text_of(printed.pdf)
    for at in range(printed.pages):
        assert collisions(printed.pdf, at) == []
        assert all(40 < box[0] < box[2] < 557 and 17 < box[1] < box[3] < 825 for _, box in letters(printed.pdf, at))
        assert ("QRCode", slip.code) in codes_in(picture(printed.pdf, 203, at, one_bit=True))


@pytest.mark.parametrize("language", OTHERS)
def test_no_heading_stands_alone_at_the_end_of_a_page(
    visit: Slip, catalog: Catalog, fonts: Fonts, language: Language
) -> None:
    slip = replace(spoken(visit, catalog, language), missing=(), blocked=(), forms=(), notes=())
    for many in range(2, 12):
        stops = slip.stops + slip.stops[2:] * many
        printed = render(replace(slip, stops=stops, contact="電話 " * many), fonts)
        for at in range(printed.pages):
            said = text_of(printed.pdf, at)
            assert (catalog.words.of(language)["slip.bring"] in said) == ("母子健康手帳" in said), many


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_demo_city_can_be_printed(catalog: Catalog, fonts: Fonts, language: Language) -> None:
    face = fonts.plain if language == "easy" else fonts.other_plain
    bold = fonts.head if language == "easy" else fonts.other_head
    for text in catalog.words.of(language).values():
        assert [cut.lost for cut in (*face.cuts(text), *bold.cuts(text)) if cut.lost] == [], text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_city_has_words_for_every_sentence(catalog: Catalog, language: Language) -> None:
    assert set(WORDS) - {"slip.name"} <= catalog.words.of(language).keys()


def test_a_machine_without_chinese_letters_names_each_one(
    visit: Slip, catalog: Catalog, fonts: Fonts, tmp_path: Path
) -> None:
    gothic = next(face.path for face in fonts.plain.faces if face.path.name.startswith("BIZUDGothic"))
    (tmp_path / gothic.name).symlink_to(gothic)
    printed = render(spoken(visit, catalog, "zh"), load(roots=(tmp_path,)))
    assert "U+7EED 续" in printed.missing
    assert "手〓指南" in text_of(printed.pdf)


@pytest.mark.parametrize("language", OTHERS)
def test_the_number_paper_speaks_too(
    number_paper: NumberPaper, catalog: Catalog, fonts: Fonts, language: Language
) -> None:
    words = catalog.words.of(language)
    paper = replace(number_paper, service="S04", language=language, words=words, sentences=catalog.words.ja)
    printed = render_number(paper, fonts)
    said = text_of(printed.pdf).replace("\n", "").replace(" ", "")
    for key in ("slip.number", "slip.callyou", "slip.noprivacy", "S04"):
        assert words[key].replace(" ", "") in said, key
    between = words["slip.between"].replace("{a}", "10:15").replace("{b}", "10:25")
    assert words["slip.expected"].replace("{when}", between).replace(" ", "") in said
    minutes = words["slip.minutes"].replace("{a}", "20").replace("{b}", "35")
    assert words["slip.handing"].replace("{how}", minutes).replace(" ", "") in said
    assert SIGN not in said
    strange = text_of(render_number(replace(paper, service="S99"), fonts).pdf).replace("\n", "").replace(" ", "")
    assert "証明" + SIGN in strange
    assert words["slip.fallback"].replace(" ", "") in strange
    assert collisions(printed.pdf, 0) == []
    assert codes_in(picture(printed.pdf, 203, one_bit=True)) == {("QRCode", paper.code)}
