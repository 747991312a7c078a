"""Signatures on paper: the strokes of a hand as vector lines in their place, never outside it, never stretched; 代筆 in
words; nothing where the hand must be on the paper itself."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from handoff.blank import Blank, Field
from handoff.leaf import Leaf, Put, Setting, Signed, visitors_copy
from server.paper.forms import FormPress
from server.paper.pictures import picture as png_of
from server.paper.shelf import Fonts
from tests.paper.look import ink, picture, text_of
from tests.paper.test_forms import bare, said, strays
from tests.papers import crowded, demo_forms, homes, leaves, papers, source

HAND = (((100, 100), (400, 120), (380, 300)), ((250, 60), (240, 320)), ((600, 200), (600, 200)))
FORMS = tuple(demo_forms().forms)


@pytest.fixture(scope="session")
def press(fonts: Fonts) -> FormPress:
    return FormPress(fonts)


def place(w: float, h: float) -> Field:
    return Field(30, 40, w, h, kind="sign", place=1)


def signed(field: Field, strokes: tuple[tuple[tuple[int, int], ...], ...]) -> Leaf:
    return Leaf(Blank("F001", "", 210, 297, [], [field]), [Put(field, ink=strokes)], "F001", 1, 1)


points = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
hands = st.lists(st.lists(points, min_size=1, max_size=30).map(tuple), min_size=1, max_size=12).map(tuple)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hands, st.floats(8, 120), st.floats(4, 40))
def test_no_stroke_ever_leaves_its_place_and_none_is_lost(press: FormPress, hand: object, w: float, h: float) -> None:
    leaf = signed(place(w, h), hand)  # type: ignore[arg-type]
    printed = press.render([leaf], "様式")
    assert strays(printed, 0, leaf, 150) == 0
    assert ink(picture(printed.pdf, 150)) > 0
    assert printed.too_long == []


def test_a_hand_is_not_stretched_and_not_blown_up(press: FormPress) -> None:
    square = (((0, 0), (400, 0), (400, 400), (0, 400), (0, 0)),)
    for w, h in ((100, 12), (14, 40), (30, 30)):
        box = ImageChops.invert(picture(press.render([signed(place(w, h), square)], "様式").pdf, 300)).getbbox()
        assert box is not None
        wide, high = box[2] - box[0], box[3] - box[1]
        assert abs(wide - high) <= 3, (w, h)
    small = (((0, 0), (20, 0), (20, 20)),)
    box = ImageChops.invert(picture(press.render([signed(place(100, 40), small)], "様式").pdf, 300)).getbbox()
    assert box is not None and box[2] - box[0] < 40, "who signs small has a small signature"


def test_a_signature_is_lines_and_the_same_every_time(press: FormPress) -> None:
    one, two = (press.render([signed(place(60, 15), HAND)], "様式").pdf for _ in range(2))
    assert one == two
    assert b"/Image" not in one


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_signed_where_a_tablet_may_serve_and_nowhere_else(form: str, press: FormPress) -> None:
    case, one = crowded(form)
    people = {sign.person for sheet in one.sheets for sign in sheet.signs if sign.person}
    hand = {(form, person): Signed(f"sign.{person}.{form}", HAND) for person in people}
    setting = Setting(sees=lambda key: True, signed=hand)
    for sheet, leaf in zip(one.sheets, leaves(case, [one], setting), strict=True):
        strokes = {put.field.place for put in leaf.puts if put.ink}
        assert strokes == {sign.place for sign in sheet.signs if sign.medium == "tablet" and sign.person}
        page = bare(leaf)
        printed = press.render([page], "様式")
        assert strays(printed, 0, leaf) == 0
        places = [put.field for put in leaf.puts if put.ink]
        others = [put.field for put in leaf.puts if not put.ink]
        for mine in places:
            assert not [
                other
                for other in others
                if other.x < mine.x + mine.w - 0.1
                and mine.x < other.x + other.w - 0.1
                and other.y < mine.y + mine.h - 0.1
                and mine.y < other.y + other.h - 0.1
            ], "a signature lies over no value"


def test_who_may_not_see_a_signature_prints_a_mask(press: FormPress) -> None:
    home = homes()["S9"]
    hand = {("F010", "p1"): Signed("sign.p1.F010", HAND)}
    pages = [
        leaves(source(home), papers(home), Setting(sees=lambda key, no=no: not key.startswith(no), signed=hand))[0]
        for no in ("nothing", "sign.")
    ]
    seen, hidden = ([put for put in page.puts if put.field.kind == "sign"] for page in pages)
    assert (seen[0].ink, seen[0].masked) == (HAND, False)
    assert (hidden[0].ink, hidden[0].masked) == ((), True)


def test_written_by_staff_stands_in_words_inside_the_place(press: FormPress) -> None:
    home = homes()["S9"]
    words = "水野　光（代筆 石井：右手のけがのため、本人の申出により職員が記入し、読み上げて確認した）"
    staff = {("F010", "p1"): Signed("sign.p1.F010", text=words)}
    leaf = leaves(source(home), papers(home), Setting(sees=lambda key: True, signed=staff))[0]
    printed = press.render([bare(leaf)], "様式")
    assert strays(printed, 0, leaf) == 0
    assert printed.too_long == []
    assert said(words) in said(text_of(printed.pdf))


def test_the_visitors_copy_says_so_beside_everything_else(press: FormPress) -> None:
    for form in FORMS:
        case, one = crowded(form)
        leaf = visitors_copy(leaves(case, [one])[0])
        mark = leaf.puts[-1].field
        assert not [
            put.field
            for put in leaf.puts[:-1]
            if put.field.y < mark.y + mark.h - 0.1 and put.field.x + put.field.w > mark.x + 0.1
        ], form
    assert "控え（ご本人用）" in said(text_of(press.render([leaf], "様式").pdf))


def test_the_picture_is_the_paper(press: FormPress) -> None:

    home = homes()["S9"]
    printed = press.render(leaves(source(home), papers(home)), "様式")
    image = Image.open(BytesIO(png_of(printed.pdf, 827)))
    assert (image.width, image.mode) == (827, "L")
    assert (
        not ImageChops.difference(image, picture(printed.pdf, 100).resize(image.size))
        .point(lambda light: 255 if light > 200 else 0)
        .getbbox()
    )
