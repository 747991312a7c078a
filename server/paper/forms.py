"""Applications on paper: empty forms that were drawn once, values over them, in one file."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final
from weakref import WeakKeyDictionary

from msgspec import Struct

from handoff.blank import Blank
from handoff.leaf import Leaf
from handoff.uploaded import UploadedPage
from server.paper.base import Base, make_base
from server.paper.faces import Face
from server.paper.file import PdfFile, literal, number
from server.paper.letters import ByUse, Letter, Shelfmarks, Subset, cut, put_font
from server.paper.overlay import Overlay, TooLong
from server.paper.shelf import Fonts

A4_LONG: Final = 297 * 72 / 25.4
_KEPT: Final = 256
"""So many cut faces of empty forms are kept: one for each form, and some for what is often printed together."""


class PrintedForms(Struct, frozen=True):
    """The file. `missing` names each character that is not printed as it is; `too_long` each place whose text was cut
    off."""

    pdf: bytes
    missing: tuple[str, ...]
    too_long: list[TooLong]
    pages: int


class FormPress:
    """Prints leaves with the fonts of this machine. Several threads may print at once."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.marks = Shelfmarks(fonts)
        self._faces: dict[int, Face] = {at: face for face, at in self.marks.names.items()}
        self._bases: WeakKeyDictionary[Blank, Base] = WeakKeyDictionary()
        self._lock = threading.Lock()
        self._cut = lru_cache(maxsize=_KEPT)(self._cut_labels)

    def base(self, blank: Blank) -> Base:
        """An empty form, drawn at the first asking."""
        with self._lock:
            found = self._bases.get(blank)
        if found is None:
            found = make_base(blank, self.fonts, self.marks)
            with self._lock:
                found = self._bases.setdefault(blank, found)
        return found

    def render(self, leaves: Sequence[Leaf], title: str, larger: float = 1.0, reduced: bool = False) -> PrintedForms:
        """The leaves as one file, in their order; `larger` makes every value's type so many times its size, `reduced`
        brings papers larger than A4 down to it. `title` must hold no personal data: print queues and viewers show
        it."""
        coder = ByUse(self.marks)
        bases = [self.base(leaf.blank) for leaf in leaves]
        overlays = [Overlay(leaf, self.fonts.body, coder, larger) for leaf in leaves]
        file = PdfFile()
        tree = file.reserve()
        fonts = self._put_labels(file, bases) | coder.put(file)
        under = {page: _put_upload(file, page) for page in dict.fromkeys(one.upload for one in bases) if page}
        resources = _put_resources(file, fonts, under)
        drawn = {id(base): file.stream(base.content, packed=True) for base in {id(one): one for one in bases}.values()}
        pages = [
            _page(file, tree, resources, base, [*_below(file, base, under), drawn[id(base)]], overlay, reduced)
            for base, overlay in zip(bases, overlays, strict=True)
        ]
        file.fill(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{''.join(f'{page} 0 R ' for page in pages)}]>>")
        root = file.put(
            f"<</Type/Catalog/Pages {tree} 0 R/Lang(ja-JP)"
            "/ViewerPreferences<</PrintScaling/None/DisplayDocTitle true>>>>"
        )
        info = file.put(f"<</Title {literal(title)}>>")
        lost = dict.fromkeys(name for base in bases for name in base.lost) | coder.lost
        too_long = [one for overlay in overlays for one in overlay.too_long]
        return PrintedForms(file.close(root, info), tuple(lost), too_long, len(pages))

    def fit(self, leaves: Sequence[Leaf], larger: float = 1.0) -> tuple[tuple[str, ...], list[TooLong]]:
        """The characters that no face can print, and the places whose text would be cut off."""
        coder = ByUse(self.marks)
        overlays = [Overlay(leaf, self.fonts.body, coder, larger) for leaf in leaves]
        return tuple(coder.lost), [one for overlay in overlays for one in overlay.too_long]

    def _put_labels(self, file: PdfFile, bases: Sequence[Base]) -> dict[str, int]:
        """The printed words' fonts: one of each face for all pages."""
        used: dict[int, set[tuple[str, int, float]]] = {}
        for base in {id(one): one for one in bases}.values():
            for face, letters in base.letters.items():
                known = used.setdefault(self.marks.names[face], set())
                known.update((cluster, glyph.gid, glyph.width) for cluster, glyph in letters.items())
        return {f"L{at}": put_font(file, f"L{at}", self._cut(at, frozenset(some))) for at, some in sorted(used.items())}

    def _cut_labels(self, at: int, some: frozenset[tuple[str, int, float]]) -> Subset:
        return cut(self._faces[at], [Letter.of(*one) for one in some])


def _put_upload(file: PdfFile, page: UploadedPage) -> int:
    """An uploaded page in a file; its form XObject."""
    numbers: list[int] = []
    for one in page.objects:
        text = b"".join(part if isinstance(part, bytes) else b"%d 0 R" % numbers[part] for part in one.parts)
        last = len(numbers) == len(page.objects) - 1
        numbers.append(file.put(text) if one.stream is None else file.raw_stream(text, one.stream, pack=last))
    return numbers[-1]


def _put_resources(file: PdfFile, fonts: Mapping[str, int], under: Mapping[UploadedPage, int]) -> int:
    named = "".join(f"/{name} {at} 0 R" for name, at in fonts.items())
    pages = "".join(f"/X{at} {at} 0 R" for at in under.values())
    return file.put(f"<</Font<<{named}>>/XObject<<{pages}>>>>" if pages else f"<</Font<<{named}>>>>")


def _below(file: PdfFile, base: Base, under: Mapping[UploadedPage, int]) -> list[int]:
    """The operators that draw the uploaded page."""
    return [file.stream(f"q /X{under[base.upload]} Do Q".encode())] if base.upload else []


def _page(
    file: PdfFile, tree: int, resources: int, base: Base, drawn: list[int], overlay: Overlay, reduced: bool
) -> int:
    scale = min(1.0, A4_LONG / max(base.width, base.height)) if reduced else 1.0
    small = f"q {scale:.5f} 0 0 {scale:.5f} 0 0 cm\n" if scale < 1 else ""
    before = [file.stream(small.encode())] if small else []
    end = "\nQ" if small else ""
    values = file.stream(("q 0 g 0 G\n" + "\n".join(overlay.operators) + "\nQ" + end).encode("latin-1"))
    contents = " ".join(f"{one} 0 R" for one in (*before, *drawn, values))
    width, height = number(base.width * scale), number(base.height * scale)
    return file.put(
        f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {width} {height}]"
        f"/Resources {resources} 0 R/Contents[{contents}]>>"
    )
