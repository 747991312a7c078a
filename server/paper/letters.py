"""Which letters a document draws from which face, and those letters as fonts in the file.

Forms are drawn with two kinds of numbering. The letters of empty forms are numbered by their glyph: a page that was
drawn once fits into any document, whatever stands beside it. The letters of values are numbered in the order of their
use: equal papers are equal bytes, and two sequences that share a glyph keep their own text.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from server.paper import embed
from server.paper.faces import Face, Glyph
from server.paper.file import PdfFile, number
from server.paper.fonts import Typeface
from server.paper.shelf import Fonts

_LEVEL: Final = 1
_FULL: Final = 1000.0


class Letter(NamedTuple):
    """A letter in a font of a file: its number there, what it stands for, its glyph."""

    cid: int
    cluster: str
    glyph: Glyph

    @staticmethod
    def of(cluster: str, gid: int, width: float) -> Letter:
        """A letter that is numbered by its glyph."""
        return Letter(gid, cluster, Glyph(gid, width))


class Subset(NamedTuple):
    """A face cut to some letters, ready for any file."""

    stem: str
    rise: embed.Rise
    font: bytes
    length: int
    gids: bytes
    text: bytes
    widths: str


class Shelfmarks:
    """Names of faces in files: each file of the machine has one, so that it is embedded once."""

    def __init__(self, fonts: Fonts) -> None:
        faces = dict.fromkeys(face for typeface in fonts for face in typeface.faces)
        self.names: Mapping[Face, int] = {face: at for at, face in enumerate(faces)}


class ByGlyph:
    """The letters of an empty form: a letter's number is its glyph's. `lost` names what no face holds."""

    sign = "L"

    def __init__(self, marks: Shelfmarks) -> None:
        self.marks = marks
        self.used: dict[Face, dict[str, Glyph]] = {}
        self.lost: dict[str, None] = {}

    def runs(self, text: str, typeface: Typeface) -> str:
        """The text as PDF operators: fonts and strings, the size to be put in by `%s`."""
        return _runs(self, text, typeface)

    def code(self, face: Face, cluster: str, glyph: Glyph) -> str:
        """The letter's number, as four hexadecimal digits."""
        self.used.setdefault(face, {})[cluster] = glyph
        return f"{glyph.gid:04x}"


class ByUse:
    """The letters of values, numbered from 1 in the order of their use."""

    sign = "V"

    def __init__(self, marks: Shelfmarks) -> None:
        self.marks = marks
        self.letters: dict[Face, dict[str, tuple[str, Glyph]]] = {}
        self.lost: dict[str, None] = {}

    def runs(self, text: str, typeface: Typeface) -> str:
        """The text as PDF operators."""
        return _runs(self, text, typeface)

    def code(self, face: Face, cluster: str, glyph: Glyph) -> str:
        """The letter's number."""
        known = self.letters.setdefault(face, {})
        found = known.get(cluster)
        if found is None:
            found = known[cluster] = (f"{len(known) + 1:04x}", glyph)
        return found[0]

    def put(self, file: PdfFile) -> dict[str, int]:
        """The fonts in a file: name -> object."""
        return {
            f"V{self.marks.names[face]}": put_font(
                file,
                f"V{1000 + at}",
                cut(face, (Letter(int(cid, 16), text, glyph) for text, (cid, glyph) in known.items())),
            )
            for at, (face, known) in enumerate(self.letters.items())
        }


def cut(face: Face, letters: Iterable[Letter]) -> Subset:
    """A face cut to these letters."""
    some = sorted(letters)
    made = face.cut([letter.cluster for letter in some])
    gids = bytearray(2 * (some[-1].cid + 1))
    for letter in some:
        gids[2 * letter.cid : 2 * letter.cid + 2] = made.gids.get(letter.glyph.gid, 0).to_bytes(2, "big")
    return Subset(
        stem=face.path.stem,
        rise=face.rise,
        font=made.packed,
        length=made.length,
        gids=zlib.compress(bytes(gids), _LEVEL),
        text=zlib.compress(embed.text_map([(letter.cid, letter.cluster) for letter in some]), _LEVEL),
        widths=" ".join(f"{one.cid} [{one.glyph.width:.4g}]" for one in some if one.glyph.width != _FULL),
    )


def put_font(file: PdfFile, name: str, subset: Subset) -> int:
    """A cut face in a file; its object."""
    base = embed.base_name(name, subset.stem)
    font = file.stream(subset.font, f"/Length1 {subset.length}", packed=True)
    rise, descent = subset.rise
    descriptor = file.put(
        f"<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[0 {descent} 1000 {rise}]/ItalicAngle 0"
        f"/Ascent {rise}/Descent {descent}/CapHeight {rise}/StemV 80/FontFile2 {font} 0 R>>"
    )
    gids = file.stream(subset.gids, packed=True)
    inner = file.put(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000/W[{subset.widths}]/CIDToGIDMap {gids} 0 R>>"
    )
    text = file.stream(subset.text, packed=True)
    return file.put(
        f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]"
        f"/ToUnicode {text} 0 R>>"
    )


def written(
    coder: ByGlyph | ByUse,
    x: float,
    y: float,
    text: str,
    typeface: Typeface,
    size: float,
    spacing: float = 0,
    grey: float = 0,
) -> str:
    """A line of text as PDF operators, its base line at `y` points from below."""
    state = f"{spacing:.3f} Tc " if spacing else ""
    if grey:
        state += f"{number(grey)} g "
    if typeface.heavy:
        state += f"2 Tr {size * 0.035:.3f} w "
    runs = coder.runs(text, typeface).replace("%s", number(size))
    line = f"BT {x:.2f} {y:.2f} Td {runs} ET"
    return f"q {state}{line} Q" if state else line


def _runs(coder: ByGlyph | ByUse, text: str, typeface: Typeface) -> str:
    found: list[str] = []
    at, codes = -1, list[str]()
    for one in typeface.cuts(text):
        if one.lost:
            coder.lost[one.lost] = None
        if one.face != at:
            if codes:
                found.append(_run(coder, typeface.faces[at], codes))
            at, codes = one.face, []
        codes.append(coder.code(typeface.faces[at], one.text, one.glyph))
    if codes:
        found.append(_run(coder, typeface.faces[at], codes))
    return " ".join(found)


def _run(coder: ByGlyph | ByUse, face: Face, codes: list[str]) -> str:
    return f"/{coder.sign}{coder.marks.names[face]} %s Tf <{''.join(codes)}> Tj"
