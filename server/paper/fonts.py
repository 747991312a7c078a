"""Typefaces that fall through several faces, and say which characters no face holds.

Each `Typeface` speaks reportlab's protocol of a dynamic font. A variation sequence is looked for in every face before
its plain form is taken: IPAmj明朝 holds the Moji_Joho sequences (辻 E0102), the others hold Adobe-Japan1 (辻 E0100).
Private-use characters mean something in the city's own 外字 faces only, so no other face is asked for them: IPAex has
glyphs there that would print something else in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count, groupby
from operator import attrgetter
from typing import Final
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument

from server.paper.faces import Face, Glyph

GETA: Final = "〓"  # the printers' mark for a letter that is not at hand
_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CLUSTER: Final = re.compile(f".[{_SELECTORS}]?", re.DOTALL)
_SPACES: Final = {ord(char): " " for char in "\t\n\r\v\f\xa0\u2028\u2029"}
_ODD: Final = re.compile(f"[{_SELECTORS}{''.join(map(chr, _SPACES))}]")
_CACHE: Final = 20_000  # clusters: far beyond what names need, so that odd input cannot fill the memory
_SERIAL: Final = count(1)
_FACE: Final = attrgetter("face")
_WIDTH: Final = attrgetter("width")


class Cut:
    """How one cluster (`source`) is printed: by which face, as which glyph, standing for which text; `lost` names a
    character that is not printed as it is."""

    __slots__ = ("face", "glyph", "lost", "source", "text", "width")

    def __init__(self, source: str, face: int, glyph: Glyph, text: str, lost: str | None = None) -> None:
        self.source = source
        self.face = face
        self.glyph = glyph
        self.width = glyph.width
        self.text = text
        self.lost = lost


class _Metrics:
    """What reportlab reads of `font.face`."""

    def __init__(self, name: str, face: Face) -> None:
        self.name = self.familyName = name
        self.ascent, self.descent = face.rise
        self.bold = self.italic = 0
        self.requiredEncoding = None


class Typeface:
    """A name for a row of faces, in the order they are asked; `own` are the city's 外字 faces. `heavy` tells that its
    letters must be thickened by a stroke, because no bold file was found.

    reportlab keeps fonts by name for the whole process and drops a second one of the same name without a word, so each
    typeface takes a number into its name.
    """

    _multiByte = 1  # noqa: N815 - these three are reportlab's names
    _dynamicFont = 1  # noqa: N815
    shapable = False
    substitutionFonts: Sequence[object] = ()  # noqa: N815

    def __init__(self, name: str, faces: Sequence[Face], own: Sequence[Face] = (), heavy: bool = False) -> None:
        self.fontName = f"{name}-{next(_SERIAL)}"
        self.faces = (*faces, *own)
        self.heavy = heavy
        self.face = _Metrics(self.fontName, self.faces[0])
        self._common = range(len(faces))
        self._own = range(len(faces), len(self.faces))
        self._cuts: dict[str, Cut] = {}
        self._loses = False  # whether any character so far could not be printed as it is
        self._missing: WeakKeyDictionary[PDFDocument, dict[str, None]] = WeakKeyDictionary()
        pdfmetrics.registerFont(self)

    def cuts(self, text: str) -> list[Cut]:
        """The text as it will be printed, cluster by cluster."""
        known = self._cuts
        if len(known) > _CACHE:
            known.clear()
        parts = clusters(text)
        try:
            return [*map(known.__getitem__, parts)]
        except KeyError:  # a letter that is new to this process
            return [known.get(part) or self._learn(part) for part in parts]

    def width(self, text: str, size: float) -> float:
        """In the unit of `size`."""
        wide: float = sum(map(_WIDTH, self.cuts(text)))
        return wide * size / 1000

    def reserve(self, text: str, document: PDFDocument) -> None:
        """Letters that the document gets, drawn or not. Asked for before anything is drawn, they have the same CIDs in
        all documents: papers that differ in these only share their cut-outs, and more (`sheet.framed`)."""
        for cut in self.cuts(text):
            used = self.faces[cut.face].used_in(document)
            used.cids.get(cut.text) or used.add(cut.text, cut.glyph)

    def draws(self, cluster: str) -> bool:
        """Whether a face holds exactly this."""
        return self._find(cluster) is not None

    def sequences(self, letter: str) -> list[str]:
        """The forms of a letter, by the first face that knows any: two collections tell one form by two selectors."""
        found = (self.faces[at].sequences(letter) for at in self._common)
        return next(filter(None, found), [])

    def own_letters(self) -> list[str]:
        """What the city's own faces hold in the private use areas."""
        return sorted({one for at in self._own for one in self.faces[at].letters() if _private(one)})

    def missing(self, document: PDFDocument) -> tuple[str, ...]:
        """The characters drawn so far in this document that could not be printed as they are, by name."""
        return tuple(self._missing.get(document, ()))

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf-8") -> float:  # noqa: N802 - reportlab's
        """The width, as reportlab asks for it."""
        return self.width(text.decode(encoding) if isinstance(text, bytes) else text, size)

    def splitString(  # noqa: N802 - reportlab's
        self, text: str | bytes, document: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The text as runs of one face each: (face, two bytes for each CID)."""
        cuts = self.cuts(text.decode(encoding) if isinstance(text, bytes) else text)
        if self._loses:
            for cut in cuts:
                if cut.lost:
                    self._missing.setdefault(document, {})[cut.lost] = None
        runs = []
        for face, run in groupby(cuts, _FACE):
            used = self.faces[face].used_in(document)
            known = used.cids
            runs.append((face, b"".join([known.get(cut.text) or used.add(cut.text, cut.glyph) for cut in run])))
        return runs

    def getSubsetInternalName(self, face: int, document: PDFDocument) -> str:  # noqa: N802 - reportlab's
        """The PDF name of a face's font in this document."""
        return "/" + self.faces[face].used_in(document).name

    def _learn(self, cluster: str) -> Cut:
        cut = self._find(cluster)
        if cut is None and len(cluster) > 1:
            plain = self._find(cluster[0])
            if plain is not None:  # the plain form is a reading of the sequence, but the person must hear of it
                cut = Cut(cluster, plain.face, plain.glyph, plain.text, f"{name_of(cluster)}（字形が異なります）")
        if cut is None:
            geta = self._find(GETA)
            assert geta is not None, "a typeface without 〓 is not for Japanese"
            cut = Cut(cluster, geta.face, geta.glyph, geta.text, name_of(cluster))
        self._cuts[cluster] = cut
        self._loses = self._loses or cut.lost is not None
        return cut

    def _find(self, cluster: str) -> Cut | None:
        for at in self._own if _private(cluster[0]) else (*self._common, *self._own):
            glyph = self.faces[at].glyph(cluster)
            if glyph is not None:
                return Cut(cluster, at, glyph, cluster)
        return None


def clusters(text: str) -> Sequence[str]:
    """Characters, each with the variation selector that follows it. Line ends and tabs are spaces here."""
    if not _ODD.search(text):
        return text
    found: list[str] = _CLUSTER.findall(text.translate(_SPACES))
    return found


def name_of(cluster: str) -> str:
    """How a clerk is told of a character: U+20BB7 𠮷. A lone surrogate has no picture, only its number."""
    points = " ".join(f"U+{ord(char):04X}" for char in cluster)
    shown = cluster.encode("utf-8", "ignore").decode()
    return f"{points} {shown}".rstrip()


def _private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"
