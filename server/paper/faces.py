"""One TrueType file, asked for glyphs by HarfBuzz, and what of it one document uses.

reportlab's own TTFont prints tofu for variation sequences, writes a wrong text layer beyond U+FFFF and copies the whole
glyph table for each document (60 ms with a 46 MB face). Here HarfBuzz looks up and cuts out, and each *cluster* (a
character with its variation selector) has a CID of its own: two clusters that share a glyph keep their own text, so
what a reader copies from the PDF is what was typed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFDocument

from server.paper import embed

# Layout, vertical and naming tables: a PDF viewer draws by glyph id and needs none of them.
_DROPPED: Final = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "vhea",
    "vmtx",
    "VORG",
    "post",
    "name",
    "cmap",
    "OS/2",
    "gasp",
    "DSIG",
    "STAT",
)
_KEPT: Final = 64
"""So many cut-outs of a face are kept: papers that differ in figures only share theirs. At most 30 KB each."""
# Outlines hardly shrink further above level 1, and level 6 costs a paper 2 ms.
_LEVEL: Final = 1
_IDEOGRAPHIC: Final = 0xE0100
"""The first selector of the sequences that registers use."""
_DROPPED_TAGS: Final = tuple(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)


class Glyph(NamedTuple):
    """A glyph of one face and its advance in thousandths of the type size."""

    gid: int
    width: float


class CutOut(NamedTuple):
    """A font file with only some glyphs: deflated, its length before that, and old glyph id -> new."""

    packed: bytes
    length: int
    gids: Mapping[int, int]


class Used:
    """What one document has drawn from one face, in the order of first use (so equal papers are equal bytes)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cids: dict[str, bytes] = {}
        """Cluster -> its CID in this document, as two bytes; CID 0 stays the empty box."""
        self.glyphs: list[Glyph] = []

    def add(self, cluster: str, glyph: Glyph) -> bytes:
        """The CID of a cluster that has none yet."""
        self.glyphs.append(glyph)
        made = self.cids[cluster] = len(self.glyphs).to_bytes(2, "big")
        return made


class Face:
    """One font file, mapped and not read: 0.2 ms to open, whatever its size."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise FileNotFoundError(path)
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        if not self._face.glyph_count:
            raise ValueError(f"not a font: {path.name}")
        self._font = hb.Font(self._face)
        self._scale = 1000 / self._face.upem
        self._documents: WeakKeyDictionary[PDFDocument, Used] = WeakKeyDictionary()
        self._cut = lru_cache(_KEPT)(self._cut_out)

    @cached_property
    def rise(self) -> embed.Rise:
        """How far glyphs reach over and under the base line, in thousandths."""
        extents = self._font.get_font_extents("ltr")
        return embed.Rise(round(extents.ascender * self._scale), round(extents.descender * self._scale))

    @cached_property
    def called(self) -> str:
        """Its PostScript name, by which an installed copy is found."""
        return str(self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "")

    def glyph(self, cluster: str) -> Glyph | None:
        """The glyph of a character, or of a character with its variation selector as *this* sequence; None if the face
        has not exactly that. Never the plain form for a sequence: the caller decides, and says so."""
        if len(cluster) > 1:
            gid = self._font.get_variation_glyph(ord(cluster[0]), ord(cluster[1]))
        else:
            gid = self._font.get_nominal_glyph(ord(cluster))
        return Glyph(gid, self._font.get_glyph_h_advance(gid) * self._scale) if gid else None

    def sequences(self, letter: str) -> list[str]:
        """The variation sequences of a letter that the face holds, each with a picture of its own."""
        plain = self._font.get_nominal_glyph(ord(letter))
        pictures = {
            self._font.get_variation_glyph(ord(letter), selector): f"{letter}{chr(selector)}"
            for selector in reversed(self._selectors)
        }
        return [pictures[glyph] for glyph in reversed(pictures) if glyph and glyph != plain]

    def letters(self) -> list[str]:
        """All letters, by code point."""
        return [chr(code) for code in sorted(self._face.unicodes)]

    @cached_property
    def _selectors(self) -> list[int]:
        """Of ideographs. A standardized sequence (U+FE00) stands for a compatibility letter, which is one itself."""
        return sorted(one for one in self._face.variation_selectors if one >= _IDEOGRAPHIC)

    def used_in(self, document: PDFDocument) -> Used:
        """This document's use of the face, begun at the first asking."""
        used = self._documents.get(document)
        if used is None:
            used = self._documents[document] = Used(f"H{len(document.delayedFonts) + 1}")
            document.delayedFonts.append(self)
        return used

    def use(self, clusters: Iterable[str], document: PDFDocument) -> None:
        """Take these clusters, which it holds, into the document in this order."""
        used = self.used_in(document)
        for cluster in clusters:
            glyph = self.glyph(cluster)
            assert glyph is not None
            used.add(cluster, glyph)

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802 - reportlab calls it by this name
        """Write the face's subset into the document: reportlab asks for it once, when the document is closed."""
        used = self._documents.pop(document)
        cut = self.cut(used.cids)
        entries = [
            embed.Entry(cluster, cut.gids.get(glyph.gid, 0), glyph.width)
            for cluster, glyph in zip(used.cids, used.glyphs, strict=True)
        ]
        embed.add(document, used.name, f"{self.path.stem}", cut.packed, cut.length, entries, self.rise)

    def cut(self, used: Iterable[str]) -> CutOut:
        """The font file with only the glyphs of these clusters."""
        return self._cut(frozenset(map(ord, "".join(used))))

    def _cut_out(self, letters: frozenset[int]) -> CutOut:
        asked = hb.SubsetInput()
        # By code point, not by glyph id: HarfBuzz then walks only what it needs (0.1 ms against 4-6 ms on IPAmj).
        asked.sets(hb.SubsetInputSets.UNICODE).update(letters)
        asked.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_DROPPED_TAGS)
        asked.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        plan = hb.SubsetPlan(self._face, asked)
        font = bytes(plan.execute().blob.data)
        return CutOut(zlib.compress(font, _LEVEL), len(font), dict(plan.old_to_new_glyph_mapping))
