"""A PDF that somebody brought as a form's page: what draws it is taken, what acts is refused, in its own process."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from handoff.blank import Blank, Field, Shade
from handoff.filefault import BadFile
from handoff.leaf import Leaf, Put
from server.exchange.files import Files
from server.exchange.limited import Limited
from server.exchange.pdf_page import take
from server.paper.forms import FormPress
from server.paper.shelf import load
from tests.paper.look import ink, picture, text_of


def drawn(size: tuple[float, float] = (595.28, 841.89), pages: int = 1) -> bytes:
    """A form of somebody else's: words, a picture, a ruled box."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=size)
    for at in range(pages):
        canvas.setFont("Helvetica", 20)
        canvas.drawString(60, 700, f"APPLICATION {at + 1}")
        canvas.rect(60, 500, 300, 60)
        canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "navy")), 400, 500, 40, 40)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def with_object(change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn())))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def turned(writer: PdfWriter, by: int) -> None:
    writer.pages[0][NameObject("/Rotate")] = NumberObject(by)


def names(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def script() -> DictionaryObject:
    return names(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def printed(file: bytes, at: int = 0, *puts: Put, strokes: tuple[Shade, ...] = ()) -> bytes:
    page = take(file, at)
    fields = [put.field for put in puts]
    blank = Blank("F900", "持ち込み様式", page.width, page.height, list(strokes), fields, upload=page)
    press = FormPress(load())
    return press.render([Leaf(blank, list(puts), "F900", 1, 1)], "様式").pdf


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_an_uploaded_page_prints_as_its_viewer_shows_it(turn: int) -> None:
    file = with_object(lambda writer: turned(writer, turn))
    page = take(file, 0)
    assert (page.width, page.height) == ((210.0, 297.0) if turn in (0, 180) else (297.0, 210.0))
    ours, theirs = picture(printed(file), 60), picture(file, 60)
    assert ours.size == theirs.size
    assert ink(ours) > 500
    assert (
        ink(ImageChops.invert(ImageChops.difference(ours, theirs).point(lambda light: 255 if light > 90 else 0))) < 40
    )


def test_only_the_part_that_shows_is_taken() -> None:
    def crop(writer: PdfWriter) -> None:
        box = ArrayObject(FloatObject(value) for value in (50, 480, 460, 760))
        writer.pages[0][NameObject("/CropBox")] = box

    page = take(with_object(crop), 0)
    assert (page.width, page.height) == (144.64, 98.78)
    assert "APPLICATION" in text_of(printed(with_object(crop)))


def test_values_lie_over_it_and_masks_blank_a_part() -> None:
    name = Put(Field(25, 103, 90, 12, size=14), "渡邉󠄀　葛󠄀子")
    pdf = printed(drawn(), 0, name)
    assert "渡邉󠄀" in text_of(pdf) and "APPLICATION 1" in text_of(pdf)
    masked = printed(drawn(), 0, name, strokes=(Shade(20, 40, 120, 20, grey=1),))
    assert ink(picture(masked, 60).crop((0, 80, 490, 150))) == 0, "the words are under a white box"


def test_a_page_of_many_is_taken_alone() -> None:
    pdf = printed(drawn(pages=5), 3)
    assert "APPLICATION 4" in text_of(pdf)
    assert "APPLICATION 1" not in text_of(pdf)


def reason(file: bytes, at: int = 0) -> str:
    with pytest.raises(BadFile) as no:
        take(file, at)
    return no.value.faults[0].text


def opens(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script())


def hidden(writer: PdfWriter) -> None:
    writer._add_object(names(Type=NameObject("/Action"), S=NameObject("/Launch"), F=TextStringObject("cmd.exe")))


def on_page(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/AA")] = names(O=script())
    writer._add_object(script())


def with_file(writer: PdfWriter) -> None:
    writer.add_attachment("payload.bin", b"0" * 100)


def locked(writer: PdfWriter) -> None:
    writer.encrypt("secret", algorithm="RC4-128")


@pytest.mark.parametrize("change", [opens, hidden, on_page, with_file])
def test_what_acts_is_refused(change: Callable[[PdfWriter], None]) -> None:
    assert "動くしくみ" in reason(with_object(change))


def test_what_is_no_form_is_refused_with_its_reason() -> None:
    assert "鍵" in reason(with_object(locked))
    assert "ページが多すぎます" in reason(drawn(pages=61))
    assert "2ページめがありません" in reason(drawn(), 1)
    assert "用紙の大きさ" in reason(drawn(size=(14_000, 14_000)))
    assert "用紙の大きさ" in reason(drawn(size=(40, 40)))
    for broken in (b"", b"hello", b"%PDF-1.7\n" + b"\xff" * 500, drawn()[:700], drawn().replace(b"/Kids", b"/Kinds")):
        assert "読めません" in reason(broken)


def test_a_broken_table_of_places_is_read_or_refused_and_never_hangs() -> None:
    whole = drawn()
    at = whole.rindex(b"startxref")
    for wrong in (whole[:at] + b"startxref\n999999999\n%%EOF\n", whole.replace(b"0000000015", b"0000099999")):
        try:
            assert take(wrong, 0).objects
        except BadFile as no:
            assert no.faults[0].text


def test_a_page_that_turns_upon_itself_is_refused() -> None:
    def loop(writer: PdfWriter) -> None:
        inner = StreamObject()
        inner.update(names(Type=NameObject("/XObject"), Subtype=NameObject("/Form")))
        place = writer._add_object(inner)
        inner[NameObject("/Resources")] = names(XObject=names(X0=place))
        resources = writer.pages[0]["/Resources"]
        resources[NameObject("/XObject")] = names(X0=place)

    assert "複雑すぎます" in reason(with_object(loop))


async def test_a_file_that_swells_ends_in_its_own_process() -> None:
    def swell(writer: PdfWriter) -> None:
        bomb = zlib.compress(b"0 " * (200 << 20))
        stream = StreamObject()
        stream._data = bomb
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    with pytest.raises(BadFile):
        await Files(Limited(memory=384 << 20, processor_s=20)).take_page(with_object(swell), 0)


async def test_ten_thousand_pages_are_refused_by_name_and_a_form_comes_through() -> None:
    writer = PdfWriter()
    for _ in range(10_000):
        writer.add_blank_page(595, 842)
    many = io.BytesIO()
    writer.write(many)
    files = Files()
    with pytest.raises(BadFile) as no:
        await files.take_page(many.getvalue(), 0)
    assert "10000ページ" in no.value.faults[0].text
    assert (await files.take_page(drawn(), 0)).page.width == 210.0


async def test_a_page_that_nobody_could_draw_in_time_ends_in_its_own_process() -> None:
    """Each of ten forms draws the next one ten times: little to read, and ten thousand million times to draw."""

    def nested(writer: PdfWriter) -> None:
        inner = None
        for _ in range(10):
            stream = StreamObject()
            stream.update(names(Type=NameObject("/XObject"), Subtype=NameObject("/Form")))
            stream[NameObject("/BBox")] = ArrayObject([NumberObject(at) for at in (0, 0, 595, 842)])
            stream._data = b"0 0 m 500 500 l S" if inner is None else b"/X0 Do " * 10
            if inner is not None:
                stream[NameObject("/Resources")] = names(XObject=names(X0=inner))
            inner = writer._add_object(stream)
        page = writer.pages[0]
        page[NameObject("/Resources")][NameObject("/XObject")] = names(X0=inner)
        contents = StreamObject()
        contents._data = b"/X0 Do " * 10
        page[NameObject("/Contents")] = writer._add_object(contents)

    file = with_object(nested)
    assert take(file, 0).objects, "there is nothing wrong with it as a file"
    with pytest.raises(BadFile) as no:
        await Files(Limited(processor_s=4)).take_page(file, 0)
    assert "途中でやめました" in no.value.faults[0].text
