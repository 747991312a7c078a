"""Breaking Japanese text into lines (JIS X 4051's 禁則, the simple part): no line begins with a closing mark or a small
kana, none ends with an opening mark, and words and figures stay whole while they fit a line."""

from __future__ import annotations

from collections.abc import Callable
from itertools import dropwhile
from typing import Final

from server.paper.fonts import Cut, Typeface

_NOT_FIRST: Final = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕”’…‥ー々〜～ゝゞヽヾ゛゜"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%℃"
)
_NOT_LAST: Final = frozenset("（［｛「『【〈《〔“‘([{￥¥")


def wrap(text: str, face: Typeface, size: float, width: float, spaced: bool = False) -> list[str]:
    """The text in lines no wider than `width` (in the unit of `size`); its own line ends stay. An empty line is kept,
    so that a memo prints as it was written. `spaced`: the language parts its words by spaces, and they stay whole
    (English, Tiếng Việt, やさしい にほんご). A word wider than a line is cut."""
    room = width * 1000 / size
    bound = _spaced if spaced else _bound
    return [line for paragraph in text.splitlines() for line in _broken(face.cuts(paragraph), room, bound)]


def fit(text: str, face: Typeface, size: float, width: float, least: float = 0.55) -> float:
    """The size at which the text is no wider than `width`, at most `size`, at least `least` of it."""
    wide = face.width(text, size)
    return size if wide <= width else max(size * least, size * width / wide)


def _broken(cuts: list[Cut], room: float, bound: Callable[[str, str], bool]) -> list[str]:
    if sum(cut.glyph.width for cut in cuts) <= room:  # most texts: no need to look for places to break
        return [_joined(cuts)]
    return _fill(_units(cuts, bound), room)


class _Unit:
    """Clusters that may not be parted, and their width in thousandths."""

    __slots__ = ("cuts", "width")

    def __init__(self, cut: Cut) -> None:
        self.cuts = [cut]
        self.width = cut.glyph.width

    def add(self, cut: Cut) -> None:
        self.cuts.append(cut)
        self.width += cut.glyph.width


def _units(cuts: list[Cut], bound: Callable[[str, str], bool]) -> list[_Unit]:
    units: list[_Unit] = []
    for cut in cuts:
        if units and bound(units[-1].cuts[-1].source[0], cut.source[0]):
            units[-1].add(cut)
        else:
            units.append(_Unit(cut))
    return units


def _bound(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return True
    return _in_word(before) and (_in_word(after) or (before.isdigit() and _counted(after)))


def _spaced(before: str, after: str) -> bool:
    """A space stays with the word before it, and any closing mark with what it closes."""
    return before != " " or after == " " or after in _NOT_FIRST


def _counted(char: str) -> bool:
    """A figure stays with the word that it counts: 2人, 30日."""
    return "一" <= char <= "鿿"


def _in_word(char: str) -> bool:
    return "!" <= char <= "~"


def _fill(units: list[_Unit], room: float) -> list[str]:
    lines: list[str] = []
    line: list[Cut] = []
    taken = 0.0
    for unit in units:
        pieces = [unit] if unit.width <= room else [_Unit(cut) for cut in unit.cuts]
        for piece in pieces:
            if line and taken + piece.width > room:
                lines.append(_joined(line))
                line, taken = [], 0.0
            cuts = piece.cuts if line or not lines else _without_lead(piece.cuts)
            line.extend(cuts)
            taken += piece.width if cuts is piece.cuts else sum(cut.glyph.width for cut in cuts)
    return [*lines, _joined(line)]


def _without_lead(cuts: list[Cut]) -> list[Cut]:
    """No line but a paragraph's first begins with a space."""
    return list(dropwhile(lambda cut: cut.source == " ", cuts))


def _joined(line: list[Cut]) -> str:
    return "".join(cut.source for cut in line).rstrip(" ")
