"""文字の変換: what is written of a letter that the receiving system does not know, and which letters those were.

A letter is a character with the variation selectors that follow it (辻 with U+E0100 is one letter). What is written of
it, the first that fits:

    own      the city's own table says so
    kept     the receiving system knows it
    twin     the same sign has another code there (〜 U+301C is ～ U+FF5E in cp932)
    public   the public map of 縮退 has a letter for it (`conversion_map.py`)
    plain    the same letter without its selector
    lost     a sign that stands for nothing (〓)

All but what is kept stands in a report. cp932 holds 髙 and 﨑, and neither 𠮷 nor any selector. Python writes 〜 − ‖ ¢
£ ¬ into cp932 and reads something else back: they count as twins. A letter of private use is known nowhere else, so
in cp932 only the city's own table may write one (the receiving system's 外字).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.characters import SELECTOR

Encoding: TypeAlias = Literal["utf-8-sig", "cp932"]
How: TypeAlias = Literal["own", "twin", "public", "plain", "lost"]

LOST: Final = "〓"
"""The printers' sign for a letter that is not there (ゲタ)."""
_LETTER: Final = re.compile(f"[^{SELECTOR}][{SELECTOR}]*|[{SELECTOR}]+", re.DOTALL)
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_TWINS: Final = {
    "〜": "～",
    "−": "－",
    "‖": "∥",
    "—": "―",
    "¢": "￠",
    "£": "￡",
    "¬": "￢",
    "¦": "￤",
    "¥": "￥",
    "‾": "￣",
}


class Target(msgspec.Struct, frozen=True):
    """What the receiving system knows. `own`: the city's table, letter -> what is written; `public`: the public map,
    letter -> letters that may stand for it, the best first."""

    encoding: Encoding = "utf-8-sig"
    own: Mapping[str, str] = {}
    public: Mapping[str, tuple[str, ...]] = {}


class Misfit(msgspec.Struct, frozen=True):
    """A letter that was not written as it is, and what was written instead."""

    letter: str
    written: str
    how: How

    @property
    def codes(self) -> str:
        """`U+8FBB U+E0100`."""
        return codes_of(self.letter)


def letters(text: str) -> Iterator[str]:
    """The letters of a text; put together they are the text."""
    return iter(_LETTER.findall(text))


def codes_of(letter: str) -> str:
    """The code points of a letter, as people look them up."""
    return " ".join(f"U+{ord(one):04X}" for one in letter)


def holds(encoding: Encoding, text: str) -> bool:
    """Whether a text comes back from an encoding as it went in, and means the same there."""
    return encoding == "utf-8-sig" or (not _PRIVATE.search(text) and _comes_back(text))


def may_write(encoding: Encoding, text: str) -> bool:
    """Whether the city's own table may say this: what the encoding holds, or the receiving system's own letters."""
    return encoding == "utf-8-sig" or _comes_back(text)


def convert(text: str, target: Target) -> tuple[str, list[Misfit]]:
    """The text as the receiving system gets it, and every letter that is another one there, in order."""
    if not target.own and holds(target.encoding, text):
        return text, []
    written, found = [], []
    for letter in letters(text):
        instead, how = _written(letter, target)
        written.append(instead)
        if how is not None:
            found.append(Misfit(letter, instead, how))
    return "".join(written), found


def _written(letter: str, target: Target) -> tuple[str, How | None]:
    """What is written of a letter, and how that was found; None where it is kept."""
    own = target.own.get(letter)
    if own is not None and may_write(target.encoding, own):
        return own, "own" if own != letter else None
    if holds(target.encoding, letter):
        return letter, None
    if letter in _TWINS:
        return _TWINS[letter], "twin"
    for one in target.public.get(letter, ()):
        if holds(target.encoding, one):
            return one, "public"
    if len(letter) > 1:
        instead, how = _written(letter[0], target)
        return instead, how or "plain"
    return LOST, "lost"


def _comes_back(text: str) -> bool:
    try:
        return text.encode("cp932").decode("cp932") == text
    except UnicodeError:
        return False
