"""The fields of a PDF's own form: where they stand, what they are, what they are called; nothing of them is printed."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

from handoff.found import Found
from server.exchange.files import Files
from server.exchange.pdf_page import read
from tests.exchange.test_pdf_page import names, printed
from tests.paper.look import picture

A4 = (595.28, 841.89)
POINT = 25.4 / 72


def fillable() -> bytes:
    """A page with words and a form of its own: texts, boxes for digits, a check box, two radio buttons, a list."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    canvas.drawString(60, 800, "APPLICATION")
    form = canvas.acroForm
    form.textfield(
        name="届出人氏名", tooltip="届出をする方の氏名", x=100, y=700, width=200, height=24, fontSize=12, value="x"
    )
    form.textfield(name="code", tooltip="個人番号", x=100, y=650, width=240, height=20, maxlen=12, fieldFlags="comb")
    form.textfield(name="memo", x=100, y=560, width=300, height=60, fieldFlags="multiline required")
    form.checkbox(name="委任状の有無", x=100, y=520, size=12, checked=True)
    form.radio(name="性別", value="M", x=100, y=480, size=12, selected=True)
    form.radio(name="性別", value="F", x=140, y=480, size=12)
    form.choice(name="ido_scope", value="all", options=["all", "part"], x=100, y=440, width=80, height=18)
    canvas.save()
    return made.getvalue()


def changed(change: object) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(fillable())))
    change(writer)  # type: ignore[operator]
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def by_name(file: bytes) -> dict[str, Found]:
    return {f"{one.name} {one.option}".strip(): one for one in read(file, 0).found}


def near(one: Found, x: float, y: float, w: float, h: float) -> bool:
    """Within half a millimetre of where it was drawn, in points from the lower left corner."""
    meant = (x, A4[1] - y - h, w, h)
    return all(abs(at - want * POINT) < 0.5 for at, want in zip((one.x, one.y, one.w, one.h), meant, strict=True))


def test_each_field_is_found_with_its_kind_its_names_and_its_place() -> None:
    found = by_name(fillable())
    name = found["届出人氏名"]
    assert near(name, 100, 700, 200, 24)
    assert (name.kind, name.hint, name.size, name.wrap) == ("text", "届出をする方の氏名", 12, False)
    code = found["code"]
    assert (code.kind, code.cells, code.hint) == ("cells", 12, "個人番号")
    assert found["memo"].wrap and found["memo"].required
    assert found["委任状の有無 Yes"].kind == "mark"
    assert near(found["性別 F"], 140, 480, 12, 12) and found["性別 M"].kind == "mark"
    assert found["ido_scope"].kind == "text"
    assert len(found) == 7


def test_the_fields_themselves_are_not_printed() -> None:
    empty = io.BytesIO()
    canvas = Canvas(empty, pagesize=A4)
    canvas.drawString(60, 800, "APPLICATION")
    canvas.save()
    assert picture(printed(fillable()), 60).tobytes() == picture(printed(empty.getvalue()), 60).tobytes()
    assert b"/Widget" in fillable() and b"/Widget" not in printed(fillable())


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_has_its_fields_where_they_are_seen(turn: int) -> None:
    def turned(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/Rotate")] = NumberObject(turn)

    page, name = read(changed(turned), 0).page, by_name(changed(turned))["届出人氏名"]
    plain = by_name(fillable())["届出人氏名"]
    if turn == 180:
        meant = (page.width - plain.x - plain.w, page.height - plain.y - plain.h, plain.w, plain.h)
    elif turn == 90:
        meant = (page.width - plain.y - plain.h, plain.x, plain.h, plain.w)
    else:
        meant = (plain.y, page.height - plain.x - plain.w, plain.h, plain.w)
    assert all(abs(at - want) < 0.1 for at, want in zip((name.x, name.y, name.w, name.h), meant, strict=True))


def test_what_is_hidden_out_of_the_page_or_broken_is_no_field_and_spoils_no_other() -> None:
    def spoilt(writer: PdfWriter) -> None:
        widgets = [one.get_object() for one in writer.pages[0]["/Annots"]]
        widgets[0][NameObject("/F")] = NumberObject(2)
        widgets[1][NameObject("/Rect")] = ArrayObject(NumberObject(at) for at in (900, 900, 990, 990))
        widgets[2][NameObject("/FT")] = NameObject("/Nothing")
        widgets[3][NameObject("/Rect")] = NameObject("/None")
        widgets[4][NameObject("/Parent")] = writer._add_object(names(Parent=NumberObject(3)))
        widgets[5][NameObject("/Parent")] = writer._add_object(widgets[5])
        writer.pages[0]["/Annots"].append(NumberObject(7))

    assert "ido_scope" in by_name(changed(spoilt))
    assert not by_name(changed(spoilt)).keys() & {"届出人氏名", "code", "memo", "委任状の有無 Yes"}


def test_thousands_of_fields_end_at_some_hundreds() -> None:
    def many(writer: PdfWriter) -> None:
        annotations = writer.pages[0]["/Annots"]
        annotations.extend([annotations[0]] * 5_000)

    assert len(read(changed(many), 0).found) <= 500


async def test_they_come_out_of_the_process_that_reads_the_file() -> None:
    taken = await Files().take_page(fillable(), 0)
    assert taken.page.width == 210.0
    assert {one.name for one in taken.found} >= {"届出人氏名", "code", "memo"}
