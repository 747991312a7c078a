"""Rare characters: right as a picture and as text, or named as missing. Never a blank or another letter in silence."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from server.paper.faces import Face
from server.paper.fonts import Typeface, clusters, name_of
from server.paper.pages import MM
from server.paper.sheet import Printed, Sheet
from server.paper.shelf import Fonts
from tests.paper.look import ink, picture, text_of

# Letters of one family of shapes: a wrong fall-back prints one of these as another.
FAMILIES = (("吉", "𠮷"), ("辻", "辻󠄀"), ("高", "髙"), ("崎", "﨑"), ("邉", "邉󠄀", "邊", "辺"), ("葛", "葛󠄀"))
LETTERS = tuple(letter for family in FAMILIES for letter in family)


def written(text: str, face: Typeface, fonts: Fonts, size: float = 40) -> Printed:
    sheet = Sheet(max(20.0, face.width(text, size) / MM + 6), 20, 0, 20)
    sheet.page(0).text(3, 15, text, face, size)
    return sheet.close("x", fonts)


def shape(text: str, face: Typeface, fonts: Fonts) -> Image.Image:
    return picture(written(text, face, fonts).pdf, 150, one_bit=True)


def empty_box(fonts: Fonts) -> Image.Image:
    """What a PDF shows for CID 0."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=(20 * MM, 20 * MM))
    fonts.body.splitString("あ", canvas._doc)
    name = fonts.body.getSubsetInternalName(fonts.body.cuts("あ")[0].face, canvas._doc)
    canvas.addLiteral(f"BT {name} 40 Tf {3 * MM} {5 * MM} Td <0000> Tj ET")
    canvas.save()
    return picture(made.getvalue(), 150, one_bit=True)


def differing(one: Image.Image, other: Image.Image) -> int:
    return sum(a != b for a, b in zip(one.tobytes(), other.tobytes(), strict=True))


@pytest.mark.parametrize("letter", LETTERS)
def test_a_rare_letter_is_its_own_text_and_no_empty_box(letter: str, fonts: Fonts) -> None:
    for face in (fonts.body, fonts.plain, fonts.head):
        printed = written(letter, face, fonts)
        assert printed.missing == ()
        assert text_of(printed.pdf).strip() == letter
        image = shape(letter, face, fonts)
        assert ink(image) > 500
        assert differing(image, empty_box(fonts)) > 500


@pytest.mark.parametrize("family", FAMILIES)
def test_letters_of_one_family_do_not_print_alike(family: tuple[str, ...], fonts: Fonts) -> None:
    for one, other in combinations(family, 2):
        assert differing(shape(one, fonts.body, fonts), shape(other, fonts.body, fonts)) > 60, (one, other)


def test_equal_glyphs_keep_their_own_text(fonts: Fonts) -> None:
    plain, sequence = "葛", "葛\U000e0103"
    assert fonts.body.cuts(plain)[0].glyph == fonts.body.cuts(sequence)[0].glyph  # IPAmj明朝 prints both alike
    assert text_of(written(sequence + plain + sequence, fonts.body, fonts).pdf).strip() == sequence + plain + sequence
    assert text_of(written(plain + sequence + plain, fonts.body, fonts).pdf).strip() == plain + sequence + plain


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=40))
def test_what_is_copied_is_what_was_written_or_it_is_named(fonts: Fonts, text: str) -> None:
    printed = written(text, fonts.body, fonts, 10)
    expected = "".join("〓" if name_of(char) in printed.missing else char for char in text)
    assert text_of(printed.pdf).strip() == expected


def test_a_letter_that_no_face_has_is_marked_and_named_once(fonts: Fonts) -> None:
    printed = written("\U000e0041あ\U000e0041", fonts.body, fonts)
    assert text_of(printed.pdf).strip() == "〓あ〓"
    assert printed.missing == ("U+E0041 \U000e0041",)


def test_an_unknown_variation_prints_plain_and_is_named(fonts: Fonts) -> None:
    printed = written("辻\U000e01ef", fonts.body, fonts)
    assert printed.missing == ("U+8FBB U+E01EF 辻\U000e01ef（字形が異なります）",)
    assert differing(shape("辻\U000e01ef", fonts.body, fonts), shape("辻", fonts.body, fonts)) == 0


@pytest.mark.parametrize("stray", ["\ud842", "\U000e0100", "\x00", "\ufffe"])
def test_what_is_no_letter_at_all_is_named_and_breaks_nothing(stray: str, fonts: Fonts) -> None:
    printed = written(f"{stray}あ", fonts.body, fonts)
    assert printed.missing == (name_of(stray),)
    assert printed.missing[0].encode()  # can be sent on
    assert "あ" in text_of(printed.pdf)


def citys_own(path: Path, letter: str) -> Face:
    """A 外字 file with one letter: a black square."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 800), (800, 800), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(1000)
    font.setupGlyphOrder([".notdef", "own"])
    font.setupCharacterMap({ord(letter): "own"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "own": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (1000, 0), "own": (1000, 0)})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupOS2()
    font.setupPost()
    font.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    font.save(path)
    return Face(path)


def test_private_letters_come_from_the_citys_own_face_only(fonts: Fonts, tmp_path: Path) -> None:
    letter = "\uf860"
    mincho = next(face for face in fonts.body.faces if face.path.name == "ipaexm.ttf")
    assert mincho.glyph(letter) is not None  # the face has something there, but it is not the city's letter
    assert written(letter, fonts.body, fonts).missing == (f"U+F860 {letter}",)
    own = Typeface("Own", fonts.body.faces, own=(citys_own(tmp_path / "gaiji.ttf", letter),))
    printed = written(letter, own, fonts._replace(body=own))
    assert printed.missing == ()
    assert text_of(printed.pdf).strip() == letter
    square = (40 * 0.8 / 72 * 150) ** 2
    assert ink(picture(printed.pdf, 150)) == pytest.approx(square, rel=0.05)


def test_what_one_paper_lacks_is_not_said_of_the_next(fonts: Fonts) -> None:
    assert written("\ue000", fonts.body, fonts).missing
    assert written("あ", fonts.body, fonts).missing == ()


def test_measuring_a_letter_is_not_printing_it(fonts: Fonts) -> None:
    fonts.body.width("\ue001", 10)
    assert written("あ", fonts.body, fonts).missing == ()


def test_without_a_bold_file_letters_are_thickened(fonts: Fonts) -> None:
    heavy = Typeface("Heavy", fonts.plain.faces, heavy=True)
    thick = shape("手続", heavy, fonts._replace(head=heavy))
    assert ink(thick) > 1.1 * ink(shape("手続", fonts.plain, fonts))


def test_half_and_full_width_measure_as_they_print(fonts: Fonts) -> None:
    assert fonts.plain.width("あいう", 10) == pytest.approx(30)
    assert fonts.plain.width("123456", 10) == pytest.approx(30)


def test_clusters_are_a_letter_with_its_selector() -> None:
    assert clusters("辻󠄀子\t𠮷\n") == ["辻󠄀", "子", " ", "𠮷", " "]


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gaiji.ttf"
    path.write_text("no font")
    with pytest.raises(ValueError, match=r"gaiji\.ttf"):
        Face(path)


def test_the_forms_of_a_letter_are_pictures_of_their_own_that_print(fonts: Fonts) -> None:
    forms = fonts.body.sequences("邉")
    assert len(forms) > 10 and all(one.startswith("邉") and len(one) == 2 for one in forms)
    pictures = {shape(one, fonts.body, fonts).tobytes() for one in ["邉", *forms[:4]]}
    assert len(pictures) == 5
    assert written("".join(forms), fonts.body, fonts, 10).missing == ()


def test_a_letter_without_forms_has_none_and_what_no_face_holds_is_not_drawn(fonts: Fonts) -> None:
    assert fonts.body.sequences("あ") == []
    assert fonts.body.draws("𠮷") and not fonts.body.draws("\ue000")


def test_the_citys_own_letters_are_listed(fonts: Fonts, tmp_path: Path) -> None:
    file = tmp_path / "own.ttf"
    citys_own(file, "\ue000")
    assert Typeface("Own", fonts.body.faces, [Face(file)]).own_letters() == ["\ue000"]
    assert fonts.body.own_letters() == [], "a common face has letters there, and they are no 外字"
