"""Applications as their readers meet them: every value in its place, nothing outside its box, the text layer right."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageDraw

from handoff.blank import Blank, Field
from handoff.kit.wording import title
from handoff.leaf import MASK, Leaf, Put, Setting, leaf_of
from server.paper.fonts import Typeface
from server.paper.forms import FormPress, PrintedForms
from server.paper.shelf import Fonts
from tests.paper.look import codes_in, ink, picture, text_of
from tests.paper.test_fonts import citys_own
from tests.papers import blank, crowded, demo_forms, homes, leaves, papers, source

FORMS = tuple(demo_forms().forms)
POINT = 72 / 25.4
HAIR = 0.1  # points: what is lost in rounding


@pytest.fixture(scope="session")
def press(fonts: Fonts) -> FormPress:
    return FormPress(fonts)


def bare(leaf: Leaf) -> Leaf:
    """The values alone: the page without what is printed on it."""
    empty = Blank(leaf.form, "", leaf.blank.width, leaf.blank.height, [], leaf.blank.fields)
    return Leaf(empty, leaf.puts, leaf.form, leaf.sheet, leaf.of)


def said(text: str) -> str:
    """Without spaces and line ends, which a text layer may set as it likes."""
    return re.sub(r"\s", "", text)


def in_box(pdf: bytes, page: int, field: Field, high: float) -> str:
    """What a reader finds in a place, of a page `high` mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        left, right = field.x * POINT - HAIR, (field.x + field.w) * POINT + HAIR
        top, bottom = (high - field.y) * POINT + HAIR, (high - field.y - field.h) * POINT - HAIR
        return said(document[page].get_textpage().get_text_bounded(left, bottom, right, top))


def strays(printed: PrintedForms, page: int, leaf: Leaf, dpi: int = 100) -> int:
    """How much ink lies outside every place of a page that bears values alone."""
    image = picture(printed.pdf, dpi, page)
    inside = Image.new("L", image.size, 255)
    draw = ImageDraw.Draw(inside)
    scale = dpi / 25.4
    for put in leaf.puts:
        one = put.field
        corners = (one.x * scale - 1, one.y * scale - 1, (one.x + one.w) * scale + 1, (one.y + one.h) * scale + 1)
        draw.rectangle(corners, fill=0)
    return ink(ImageChops.lighter(image, ImageChops.invert(inside)))


def texts(leaf: Leaf) -> list[Put]:
    return [put for put in leaf.puts if put.text]


@pytest.mark.parametrize("form", FORMS)
def test_every_value_of_a_crowded_form_stands_in_its_place_and_nothing_beside_it(form: str, press: FormPress) -> None:
    case, found = crowded(form)
    pages = [bare(leaf) for leaf in leaves(case, [found])]
    printed = press.render(pages, "様式")
    assert printed.missing == ()
    assert not printed.too_long, [(one.field.items, one.field.row) for one in printed.too_long]
    assert printed.pages == len(pages) == len(found.sheets)
    for at, leaf in enumerate(pages):
        assert strays(printed, at, leaf) == 0, leaf.form
        for put in texts(leaf):
            assert in_box(printed.pdf, at, put.field, leaf.blank.height) == said(put.text), put
        assert len(texts(leaf)) > 3


@pytest.mark.parametrize("form", FORMS)
def test_all_words_of_a_form_are_on_its_paper(form: str, press: FormPress) -> None:
    case, found = crowded(form)
    printed = press.render(leaves(case, [found]), "様式")
    assert printed.missing == ()
    text = said(text_of(printed.pdf, 0))
    assert said(title(demo_forms().forms[form])) in text
    assert "〓" not in text
    assert "あおばの市" in text
    people = {put.text for leaf in leaves(case, [found]) for put in texts(leaf) if put.field.items[:1] == ("m_name",)}
    assert all(said(name) in said(text_of(printed.pdf)) for name in people)


@pytest.mark.parametrize("name", tuple(homes()))
def test_a_households_papers_come_out_in_one_file_in_order(name: str, press: FormPress) -> None:
    home = homes()[name]
    found = papers(home)
    pages = leaves(source(home), found)
    printed = press.render(pages, "申請書")
    assert (printed.missing, printed.too_long, printed.pages) == ((), [], home.expected["sheets"])
    for at, leaf in enumerate(pages):
        assert f"{leaf.sheet}/{leaf.of}" in text_of(printed.pdf, at)
        assert said(title(demo_forms().forms[leaf.form])) in said(text_of(printed.pdf, at))


@pytest.mark.parametrize("name", tuple(homes()))
def test_what_is_printed_of_a_household_is_what_is_in_its_case(name: str, press: FormPress) -> None:
    home = homes()[name]
    for leaf in leaves(source(home), papers(home)):
        printed = press.render([bare(leaf)], "様式")
        assert strays(printed, 0, leaf) == 0
        for put in texts(leaf):
            assert in_box(printed.pdf, 0, put.field, leaf.blank.height) == said(put.text), put


# ---- any text in any box

_LETTERS = "亜あア阿安森田太郎花子１２Ａb9－ー・（）、。々ヶ髙﨑𠮷"
anything = st.text(_LETTERS, min_size=1, max_size=60).map(str.strip).filter(bool) | st.sampled_from(
    ["辻󠄀", "葛󠄀飾", "渡邉󠄀　葛󠄀子", "𠮷野家", "A" * 80, "ｱｲｳｴｵ ｶﾞﾊﾟ", "1234567890" * 4, "あ" * 400]
)


@st.composite
def boxes(draw: st.DrawFn) -> Field:
    w, h = draw(st.floats(4, 150)), draw(st.floats(2.2, 30))
    return Field(
        x=draw(st.floats(8, 200 - w)),
        y=draw(st.floats(8, 280 - h)),
        w=w,
        h=h,
        size=draw(st.floats(5, 24)),
        floor=draw(st.floats(4, 6)),
        align=draw(st.sampled_from(["left", "middle", "right"])),
        wrap=draw(st.booleans()),
        spacing=draw(st.sampled_from([0.0, 0.0, 1.5])),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(anything, boxes(), st.sampled_from([1.0, 1.3]))
def test_no_text_ever_leaves_its_box_and_what_does_not_fit_is_named(
    press: FormPress, text: str, field: Field, larger: float
) -> None:
    page = Blank("F001", "", 210, 297, [], [field])
    leaf = Leaf(page, [Put(field, text)], "F001", 1, 1)
    printed = press.render([leaf], "様式", larger)
    if min(field.floor, field.size * larger) <= field.h * POINT:
        assert strays(printed, 0, leaf, 200) == 0
    whole = said(text_of(printed.pdf))
    if printed.too_long:
        assert [one.field for one in printed.too_long] == [field]
        assert said(text).startswith(whole.removesuffix("…"))
    else:
        assert whole == said(text), "no text is lost between the case and the paper's text layer"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("0123456789", min_size=1, max_size=16), st.integers(4, 12), st.floats(12, 90), st.floats(3, 12))
def test_digits_stand_in_their_cells(press: FormPress, digits: str, cells: int, w: float, h: float) -> None:
    field = Field(20, 20, w, h, kind="cells", cells=cells, size=11)
    leaf = Leaf(Blank("F001", "", 210, 297, [], [field]), [Put(field, digits)], "F001", 1, 1)
    printed = press.render([leaf], "様式")
    assert bool(printed.too_long) == (len(digits) > cells)
    assert said(text_of(printed.pdf)) == digits[:cells]
    step = w / cells
    for at, digit in enumerate(digits[:cells]):
        cell = replace(field, x=20 + at * step, w=step)
        assert digit in in_box(printed.pdf, 0, cell, 297)
        assert strays(printed, 0, leaf, 150) == 0


words = st.text("亜安森田髙﨑𠮷あアＡ１２b9－ー・々ヶ", min_size=1, max_size=90) | st.sampled_from(
    ["渡邉󠄀　葛󠄀子", "辻󠄀𠮷", "グランドコート青葉タワーレジデンス弐番館イーストウイング２５０１号室" * 2, "A" * 40]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FORMS), st.lists(words, min_size=6, max_size=6), st.data())
def test_what_is_printed_is_what_is_in_the_case_whatever_was_typed(
    press: FormPress, form: str, typed: list[str], data: st.DataObject
) -> None:
    keys = ("new_katagaki", "new_banchi", "p.p1.m_name", "p.p2.m_name", "koseki_hittosha", "cert_purpose")
    case, found = crowded(form, **dict(zip(keys, typed, strict=True)))
    leaf = data.draw(st.sampled_from(leaves(case, [found])))
    printed = press.render([bare(leaf)], "様式")
    cut = {(one.field.items, one.field.row) for one in printed.too_long}
    assert printed.missing == ()
    assert strays(printed, 0, leaf) == 0
    for put in texts(leaf):
        shown = in_box(printed.pdf, 0, put.field, leaf.blank.height)
        if (put.field.items, put.field.row) in cut:
            assert said(put.text).startswith(shown.removesuffix("…"))
        else:
            assert shown == said(put.text), put


def test_a_text_longer_than_its_box_is_cut_inside_it_and_named(press: FormPress) -> None:
    case, found = crowded("F010")
    (leaf,) = leaves(case, [found])
    (at, long), *_ = [(at, put) for at, put in enumerate(leaf.puts) if put.field.items == ("cert_purpose",)]
    puts = [*leaf.puts[:at], replace(long, text="寿限無" * 400), *leaf.puts[at + 1 :]]
    printed = press.render([bare(replace(leaf, puts=puts))], "様式")
    assert [(one.form, one.sheet, one.field.items) for one in printed.too_long] == [("F010", 1, ("cert_purpose",))]
    assert strays(printed, 0, leaf) == 0
    assert in_box(printed.pdf, 0, long.field, 297).endswith("…")


def test_a_field_takes_as_many_characters_as_it_says(press: FormPress) -> None:
    field = Field(20, 20, 80, 8, most=3)
    page = Blank("F001", "", 210, 297, [], [field])
    for text, whole in (("渡邉󠄀子", True), ("渡邉󠄀葛󠄀子", False)):
        printed = press.render([Leaf(page, [Put(field, text)], "F001", 1, 1)], "様式")
        assert (not printed.too_long) is whole


def test_values_may_be_printed_larger(press: FormPress) -> None:
    case, found = crowded("F012")
    (first, *_) = leaves(case, [found])
    usual, larger = (press.render([bare(first)], "様式", by) for by in (1.0, 1.2))
    assert ink(picture(larger.pdf, 100)) > 1.1 * ink(picture(usual.pdf, 100))


# ---- letters


@pytest.mark.parametrize("letter", ["辻󠄀", "𠮷", "髙", "﨑", "葛󠄀"])
def test_a_rare_letter_of_a_name_prints_as_itself(letter: str, press: FormPress) -> None:
    page, field = blank("F012"), Field(20, 20, 12, 12, size=30)
    printed, plain, none = (
        press.render([Leaf(replaced(page, field), [Put(field, text)], "F012", 1, 1)], "様式")
        for text in (letter, letter[0], "\U0010fffd")
    )
    assert printed.missing == ()
    assert said(text_of(printed.pdf)) == letter
    images = [picture(one.pdf, 150).crop((100, 100, 210, 210)) for one in (printed, plain, none)]
    assert ink(images[0]) > 200
    assert ImageChops.difference(images[0], images[2]).getbbox(), "no empty box, no 〓"
    if len(letter) > 1:
        assert ImageChops.difference(images[0], images[1]).getbbox(), "the very form, not the common one"


def replaced(page: Blank, *fields: Field) -> Blank:
    return Blank(page.form, page.title, page.width, page.height, [], list(fields))


def test_a_letter_that_no_face_has_is_named_and_never_an_empty_box(press: FormPress) -> None:
    home = homes()["S9"]
    pages = leaves(source(home, p__p1__m_name="水野\ue000　光"), papers(home, p__p1__m_name="水野\ue000　光"))
    printed = press.render(pages, "様式")
    assert printed.missing == ("U+E000 \ue000",)
    assert "水野〓光" in said(text_of(printed.pdf))


def test_the_citys_own_letter_prints_from_the_citys_own_face(fonts: Fonts, tmp_path: object) -> None:
    own = citys_own(tmp_path / "gaiji.ttf", "\ue000")  # type: ignore[operator]
    body = Typeface("FormOwn", fonts.body.faces, own=(own,))
    press = FormPress(fonts._replace(body=body))
    home = homes()["S9"]
    more = {"p__p1__m_name": "水野\ue000　光"}
    printed = press.render(leaves(source(home, **more), papers(home, **more)), "様式")
    assert printed.missing == ()
    assert "水野\ue000光" in said(text_of(printed.pdf))


# ---- what may not be seen


def test_what_may_not_be_seen_prints_masked_and_its_length_tells_nothing(press: FormPress) -> None:
    home = homes()["S1b"]
    hidden = Setting(sees=lambda key: not key.endswith(("m_mynumber", "m_code")))
    pages = leaves(source(home), papers(home), hidden)
    printed = press.render(pages, "様式")
    text = said(text_of(printed.pdf))
    for number in ("000000013650", "00000007358", "000000013781"):
        assert number not in text
    assert text.count(MASK) == 8 + 4 + 2 + 1, "F001, F030, F045 of each adult, the spouse on F055"


def test_a_choice_that_may_not_be_seen_shows_neither_yes_nor_no(press: FormPress) -> None:
    home = homes()["S1b"]
    pictures = []
    for sex in ("男", "女"):
        case = source(home, p__p1__m_sex=sex)
        (one,) = [found for found in papers(home, p__p1__m_sex=sex) if found.form.form == "F012"]
        hidden = Setting(sees=lambda key: not key.endswith("m_sex"))
        leaf = leaf_of(blank("F012"), one, one.sheets[0], case, hidden)
        pictures.append(press.render([leaf], "様式").pdf)
    assert pictures[0] == pictures[1]


# ---- codes, files


def test_a_code_on_a_form_is_read_by_a_scanner(press: FormPress) -> None:
    code = "4071882639501174"
    square = Field(20, 20, 30, 30, kind="code", items=("handoff_code",))
    bars = Field(20, 60, 70, 15, kind="code", items=("handoff_code",), bars=True)
    page = Blank("F001", "", 210, 297, [], [square, bars])
    printed = press.render([Leaf(page, [Put(square, code), Put(bars, code)], "F001", 1, 1)], "様式")
    assert codes_in(picture(printed.pdf, 203, one_bit=True)) == {("QRCode", code), ("Code128", code)}


def test_equal_papers_are_equal_bytes_whatever_was_printed_between(fonts: Fonts, press: FormPress) -> None:
    home = homes()["S1b"]
    pages = leaves(source(home), papers(home))
    first = press.render(pages, "申請書").pdf
    press.render([*leaves(*crowded_case("F003"))], "様式")
    assert press.render(pages, "申請書").pdf == first
    assert FormPress(fonts).render(pages, "申請書").pdf == first


def crowded_case(form: str) -> tuple[object, list[object]]:
    case, found = crowded(form)
    return case, [found]


def test_papers_printed_at_once_do_not_mix(fonts: Fonts) -> None:
    press = FormPress(fonts)
    jobs = [leaves(source(home), papers(home)) for home in homes().values()] * 2
    with ThreadPoolExecutor(4) as pool:
        made = [one.pdf for one in pool.map(lambda pages: press.render(pages, "申請書"), jobs)]
    assert made == [press.render(pages, "申請書").pdf for pages in jobs]


def test_the_file_says_nothing_but_its_title(press: FormPress) -> None:
    home = homes()["S9"]
    printed = press.render(leaves(source(home), papers(home)), "申請書")
    with pypdfium2.PdfDocument(printed.pdf) as document:
        said_of_it = {key: value for key, value in document.get_metadata_dict().items() if value}
    assert said_of_it == {"Title": "申請書"}
    for secret in ("水野", "光"):
        assert secret.encode("utf-16-be") not in printed.pdf


def test_a_households_papers_stay_small(press: FormPress) -> None:
    home = homes()["S1"]
    printed = press.render(leaves(source(home), papers(home)), "申請書")
    assert printed.pages == 25
    assert len(printed.pdf) < 400_000
