"""A page taken out of a PDF that somebody brought. Only what draws it is taken: contents and resources, nothing that
acts, calls or points anywhere. A file that wants to act is refused as a whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

from handoff.filefault import BadFile, bad
from handoff.uploaded import PdfObject, UploadedPage
from server.exchange.pdf_fields import fields_of
from server.exchange.pdf_frame import MM, frame_of
from server.exchange.pdf_tried import must_draw
from server.ports.exchange import TakenPage

MOST_PAGES: Final = 60
MOST_SEEN: Final = 200_000
MOST_OBJECTS: Final = 5_000
DEEPEST: Final = 60
MOST_BYTES: Final = 24 << 20
UNREADABLE: Final = "PDFとして読めません。壊れていないか確かめて、PDFで保存し直してください。"
_ACTING: Final = ("/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/Rendition", "/RichMedia")
_AWAY: Final = frozenset({"/Parent", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/AA", "/A", "/OPI"})
"""Ways out of a page, and what no printer needs."""
_ELSEWHERE: Final = frozenset({"/F", "/FFilter", "/FDecodeParms"})
"""In a stream: its data are in another file."""


class Question(msgspec.Struct, frozen=True):
    """Which page, counted from 0."""

    page: int


def job(question: bytes, file: bytes) -> Iterator[bytes]:
    """The page, as `TakenPage`."""
    asked = msgspec.msgpack.decode(question, type=Question)
    taken = read(file, asked.page)
    must_draw(file, asked.page)
    yield msgspec.msgpack.encode(taken)


def take(file: bytes, at: int) -> UploadedPage:
    """The page of a PDF alone."""
    return read(file, at).page


def read(file: bytes, at: int) -> TakenPage:
    """The page of a PDF, and where the fields of its own form stand: they lie over it, are no part of what is printed,
    and leave their places alone. `BadFile`, with the reason: no PDF or a broken one, locked, too many pages, too large
    a page, no such page, and whatever would act when it is opened."""
    try:
        reader = PdfReader(io.BytesIO(file))
        if reader.is_encrypted:
            raise bad("鍵（パスワード）のかかったPDFは使えません。鍵を外して保存し直してください。")
        _hold_still(reader)
        count = len(reader.pages)
        if not count:
            raise bad(UNREADABLE)
        if count > MOST_PAGES:
            raise bad(
                f"ページが多すぎます（{count}ページ）。様式のページだけにしてください（{MOST_PAGES}ページまで）。"
            )
        if not 0 <= at < count:
            raise bad(f"{at + 1}ページめがありません（全部で{count}ページ）。")
        return TakenPage(_Taker(reader).page(reader.pages[at]), fields_of(reader.pages[at]))
    except BadFile:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError):
        raise bad(UNREADABLE) from None


def _hold_still(reader: PdfReader) -> None:
    """Refuse what acts: scripts, programs to start, addresses to call, files inside."""
    root = _dictionary(reader.trailer["/Root"])
    names = _dictionary(root.get("/Names"))
    open_action = root.get("/OpenAction")
    acts = "/AA" in root or "/JavaScript" in names or "/EmbeddedFiles" in names or _acts(open_action)
    for number in range(1, min(int(reader.trailer.get("/Size", 0)), MOST_SEEN)):
        acts = acts or _acts(_object(reader, number))
    if acts:
        raise bad("開いたときに動くしくみ（スクリプトや起動の指定）が入っています。印刷用のPDFに保存し直してください。")


def _object(reader: PdfReader, number: int) -> Any:
    try:
        return reader.get_object(IndirectObject(number, 0, reader))
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def _acts(thing: Any) -> bool:
    """Whether an object is an action that does more than turn a page."""
    found = _dictionary(thing)
    return "/JS" in found or found.get("/S") in _ACTING or found.get("/Subtype") in ("/RichMedia", "/FileAttachment")


def _dictionary(thing: Any) -> DictionaryObject:
    plain = thing.get_object() if isinstance(thing, IndirectObject) else thing
    return plain if isinstance(plain, DictionaryObject) else DictionaryObject()


class _Taker:
    """Copies objects, each once, in an order in which everything stands before what points at it."""

    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.objects: list[PdfObject] = []
        self.places: dict[tuple[int, int], int] = {}
        self.bytes = 0

    def page(self, page: Any) -> UploadedPage:
        """The page as a form XObject, and all that it draws with."""
        frame = frame_of(page)
        contents = page.get_contents()
        data = contents.get_data() if contents is not None else b""
        parts: list[bytes | int] = [frame.head, self.place(page.get("/Resources", DictionaryObject()), 0)]
        if (group := page.get("/Group")) is not None:
            parts += [b"/Group ", self.place(group, 0)]
        self.weigh(len(data))
        self.objects.append(PdfObject([*parts, b">>"], data))
        return UploadedPage(round(frame.width * MM, 2), round(frame.height * MM, 2), self.objects)

    def place(self, thing: Any, depth: int) -> int:
        """Where an object stands among those that are taken."""
        if depth > DEEPEST:
            raise bad("PDFの作りが複雑すぎます。印刷用のPDFに保存し直してください。")
        key = (thing.idnum, thing.generation) if isinstance(thing, IndirectObject) else None
        if key in self.places:
            return self.places[key]
        plain = thing.get_object() if isinstance(thing, IndirectObject) else thing
        parts: list[bytes | int] = []
        self.write(plain, parts, depth)
        stream = bytes(plain._data) if isinstance(plain, StreamObject) else None
        self.weigh(len(stream or b"") + 40)
        self.objects.append(PdfObject(_joined(parts), stream))
        if len(self.objects) > MOST_OBJECTS:
            raise bad("PDFの作りが複雑すぎます。印刷用のPDFに保存し直してください。")
        found = len(self.objects) - 1
        if key is not None:
            self.places[key] = found
        return found

    def write(self, thing: Any, parts: list[bytes | int], depth: int) -> None:
        """An object's text."""
        if isinstance(thing, IndirectObject):
            parts.append(self.place(thing, depth + 1))
        elif isinstance(thing, DictionaryObject):
            parts.append(b"<<")
            away = _AWAY | _ELSEWHERE if isinstance(thing, StreamObject) else _AWAY
            for name, value in thing.items():
                if name not in away and name != "/Length":
                    parts.append(_text(name) + b" ")
                    self.write(value, parts, depth + 1)
            parts.append(b">>")
        elif isinstance(thing, ArrayObject):
            parts.append(b"[")
            for value in thing:
                self.write(value, parts, depth + 1)
                parts.append(b" ")
            parts.append(b"]")
        else:
            parts.append(_text(NullObject() if thing is None else thing))

    def weigh(self, more: int) -> None:
        """Refuse what is too heavy to stand behind every copy of a form."""
        self.bytes += more
        if self.bytes > MOST_BYTES:
            raise bad("PDFが大きすぎます。画像の細かさを下げて保存し直してください。")


def _text(thing: Any) -> bytes:
    made = io.BytesIO()
    thing.write_to_stream(made)
    return made.getvalue()


def _joined(parts: list[bytes | int]) -> list[bytes | int]:
    """Neighbouring texts as one."""
    found: list[bytes | int] = []
    for part in parts:
        if found and isinstance(part, bytes) and isinstance(found[-1], bytes):
            found[-1] += part
        else:
            found.append(part)
    return found
