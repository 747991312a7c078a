"""A cut-out font as PDF objects: Type0, Identity-H, a CID map and a text layer (ISO 32000-1, 9.7 and 9.10.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream, PDFString

# Outlines hardly shrink further above level 1, and level 6 costs a paper 2 ms.
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


class Rise(NamedTuple):
    """Over and under the base line, in thousandths of the type size."""

    ascent: int
    descent: int


class Entry(NamedTuple):
    """One CID of the font, counted from 1 in this order: the text it stands for, the glyph, its advance."""

    text: str
    gid: int
    width: float


def add(document: PDFDocument, name: str, face: str, font: bytes, entries: Sequence[Entry], rise: Rise) -> None:
    """Put the font under `name` into the document's fonts. `font` is a TrueType file cut to the entries' glyphs."""
    base = f"{_tag(name)}+{re.sub('[^A-Za-z0-9-]', '', face)}"

    def put(kind: str, thing: object) -> object:
        return document.Reference(thing, f"{kind}:{name}")

    descriptor = put("descriptor", _descriptor(base, rise, put("file", _packed(font, Length1=len(font)))))
    descendant = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": PDFName(base),
        "CIDSystemInfo": PDFDictionary(
            {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": descriptor,
        "DW": 1000,
        "W": f"[1 [{' '.join(f'{entry.width:.4g}' for entry in entries)}]]",  # as text: reportlab takes 12 us a number
        "CIDToGIDMap": put("gids", _packed(b"".join(gid.to_bytes(2, "big") for gid in (0, *(e.gid for e in entries))))),
    }
    whole = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type0"),
        "BaseFont": PDFName(base),
        "Encoding": PDFName("Identity-H"),
        "DescendantFonts": PDFArray([put("cid", PDFDictionary(descendant))]),
        "ToUnicode": put("text", _packed(text_layer(entries))),
    }
    document.idToObject["BasicFonts"].dict[name] = put("font", PDFDictionary(whole))


def text_layer(entries: Sequence[Entry]) -> bytes:
    """The ToUnicode map: CID -> UTF-16, surrogates and variation selectors included."""
    lines = [f"<{cid:04x}> <{entry.text.encode('utf-16-be').hex()}>" for cid, entry in enumerate(entries, start=1)]
    blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join((_HEAD, *body, _TAIL)).encode()


def _descriptor(base: str, rise: Rise, file: object) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(base),
            "Flags": 4,  # symbolic: the glyphs are reached by CID only
            "FontBBox": PDFArray([0, rise.descent, 1000, rise.ascent]),
            "ItalicAngle": 0,
            "Ascent": rise.ascent,
            "Descent": rise.descent,
            "CapHeight": rise.ascent,
            "StemV": 80,
            "FontFile2": file,
        }
    )


def _packed(data: bytes, **entries: int) -> PDFStream:
    stream = PDFStream()
    stream.content = zlib.compress(data, _LEVEL)
    stream.filters = []  # packed already: reportlab must not do it again at its own level
    stream.dictionary["Filter"] = PDFName("FlateDecode")
    for key, value in entries.items():
        stream.dictionary[key] = value
    return stream


def _tag(name: str) -> str:
    """Six capitals that tell the subsets of one file apart (9.6.4), from the font's name in it: H1 -> AAAAAB."""
    number = int(name[1:])
    return "".join(chr(65 + number // 26**place % 26) for place in range(5, -1, -1))
