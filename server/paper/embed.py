"""A cut-out font as PDF objects: Type0, Identity-H, a CID map and a text layer (ISO 32000-1, 9.7 and 9.10.3)."""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from collections.abc import Sequence
from typing import Final, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

_LEVEL: Final = 1
_HEAD: Final = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"
    " /CMapName /Adobe-Identity-UCS def /CMapType 2 def"
    " 1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_TAIL: Final = "endcmap CMapName currentdict /CMap defineresource pop end end"
# A bfchar block holds at most 100 lines.
_BLOCK: Final = 100
_FULL: Final = 1000.0
_BEYOND: Final = "\U00010000"


class Rise(NamedTuple):
    """Over and under the base line, in thousandths of the type size."""

    ascent: int
    descent: int


class Entry(NamedTuple):
    """One CID of the font, counted from 1 in this order: the text it stands for, the glyph, its advance."""

    text: str
    gid: int
    width: float


def add(
    document: PDFDocument, name: str, face: str, packed: bytes, length: int, entries: Sequence[Entry], rise: Rise
) -> None:
    """Put the font under `name` into the document's fonts. `packed` is a TrueType file cut to the entries' glyphs, of
    `length` bytes before it was deflated."""
    base = base_name(name, face)

    def put(kind: str, thing: bytes) -> str:
        """Into the document; returns how other objects call it."""
        reference = document.Reference(_Written(thing), f"{kind}:{name}")
        return str(reference.format(document), "ascii")

    descriptor = put("descriptor", _descriptor(base, rise, put("file", _stream(packed, f"/Length1 {length}"))))
    widths = " ".join([f"{at} [{one.width:.4g}]" for at, one in enumerate(entries, start=1) if one.width != _FULL])
    gids = put("gids", _plain(array("H", [0, *(entry.gid for entry in entries)])))
    cid = put(
        "cid",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {descriptor} /DW 1000 /W [{widths}] /CIDToGIDMap {gids} >>".encode(),
    )
    whole = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H"
        f" /DescendantFonts [{cid}] /ToUnicode {put('text', _stream(zlib.compress(text_layer(entries), _LEVEL)))} >>"
    )
    document.idToObject["BasicFonts"].dict[name] = document.Reference(_Written(whole.encode()), f"font:{name}")


def base_name(name: str, face: str) -> str:
    """What a subset of a font file is called in a PDF, `name` being its name there: AAAAAB+ipamjm."""
    return f"{_tag(name)}+{re.sub('[^A-Za-z0-9-]', '', face)}"


def text_layer(entries: Sequence[Entry]) -> bytes:
    """The ToUnicode map of entries that are counted from 1."""
    return text_map([(cid, entry.text) for cid, entry in enumerate(entries, start=1)])


def text_map(pairs: Sequence[tuple[int, str]]) -> bytes:
    """The ToUnicode map: CID -> UTF-16, surrogates and variation selectors included."""
    lines = [f"<{cid:04x}> <{_utf16(text)}>" for cid, text in pairs]
    blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join((_HEAD, *body, _TAIL)).encode()


def _utf16(text: str) -> str:
    """In hexadecimal digits; most clusters are one character of the basic plane."""
    return f"{ord(text):04x}" if len(text) == 1 and text < _BEYOND else text.encode("utf-16-be").hex()


def _descriptor(base: str, rise: Rise, file: str) -> bytes:
    return (
        f"<< /Type /FontDescriptor /FontName /{base}"
        " /Flags 4"  # symbolic: the glyphs are reached by CID only
        f" /FontBBox [0 {rise.descent} 1000 {rise.ascent}] /ItalicAngle 0 /Ascent {rise.ascent}"
        f" /Descent {rise.descent} /CapHeight {rise.ascent} /StemV 80 /FontFile2 {file} >>"
    ).encode()


def _stream(packed: bytes, more: str = "") -> bytes:
    head = f"<< /Filter /FlateDecode /Length {len(packed)} {more} >>\nstream\n"
    return b"".join((head.encode(), packed, b"\nendstream\n"))


def _plain(numbers: array[int]) -> bytes:
    """Two bytes each, the higher first; too short for deflating to be worth its time."""
    if sys.byteorder == "little":
        numbers.byteswap()
    head = f"<< /Length {2 * len(numbers)} >>\nstream\n"
    return b"".join((head.encode(), numbers.tobytes(), b"\nendstream\n"))


class _Written(PDFObject):  # type: ignore[misc]  # reportlab is not typed
    """An object as it stands in the file. reportlab's own dictionaries spend 8 us on each of a font's names."""

    def __init__(self, text: bytes) -> None:
        self._text = text

    def format(self, document: PDFDocument) -> bytes:
        """The text, whatever the document."""
        return self._text


def _tag(name: str) -> str:
    """Six capitals that tell the subsets of one file apart (9.6.4), from the font's name in it: H1 -> AAAAAB."""
    number = int(name[1:])
    return "".join(chr(65 + number // 26**place % 26) for place in range(5, -1, -1))
