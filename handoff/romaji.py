"""Romaji to kana, for searching only: Hepburn and Kunrei, however mixed. One spelling often stands for several names,
so what comes out is compared in the search form, never stored."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ROWS: Final = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
_GLIDE_PAIRS: Final = (
    "ky:キ sy:シ sh:シ ty:チ ch:チ cy:チ ny:ニ hy:ヒ my:ミ ry:リ gy:ギ zy:ジ jy:ジ j:ジ dy:ヂ by:ビ py:ピ"
)
_SINGLE_PAIRS: Final = (
    "ya:ヤ yu:ユ yo:ヨ wa:ワ wi:ヰ we:ヱ wo:ヲ fu:フ shi:シ chi:チ tsu:ツ ji:ジ fa:ファ fi:フィ fe:フェ fo:フォ "
    "va:ヴァ vi:ヴィ vu:ヴ ve:ヴェ vo:ヴォ she:シェ che:チェ je:ジェ di:ヂ du:ヅ n':ン nn:ン la:ラ li:リ lu:ル "
    "le:レ lo:ロ ca:カ co:コ cu:ク kwa:クヮ"
)
_GLIDES: Final = dict(pair.split(":") for pair in _GLIDE_PAIRS.split())
_SINGLE: Final = dict(pair.split(":") for pair in _SINGLE_PAIRS.split())


def _table() -> dict[str, str]:
    table = {head + vowel: kana for head, row in _ROWS.items() for vowel, kana in zip("aiueo", row, strict=True)}
    for head, kana in _GLIDES.items():
        table |= {head + vowel: kana + small for vowel, small in zip("auo", "ャュョ", strict=True)}
    return table | _SINGLE


_TABLE: Final = _table()
_LONG: Final = {"\u0304": "ー", "\u0302": "ー"}  # macron, circumflex
_OH: Final = re.compile(r"(?<=o)h(?![aiueoy])")
_DOUBLE: Final = re.compile(r"([bcdfghjklmpqrstvwxyz])(?=\1)|t(?=ch)")
_M: Final = re.compile(r"m(?=[bmp])")


def to_kana(text: str) -> str | None:
    """Katakana of a romaji spelling, or None when the text is none. Macrons and `oh` become long vowels; a doubled
    consonant ッ."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).lower().replace("\u2019", "'")
    spelled = _M.sub("n", _DOUBLE.sub("ッ", _OH.sub("ー", plain)))
    kana: list[str] = []
    at = 0
    while at < len(spelled):
        taken, size = _next(spelled, at)
        if not size:
            return None
        kana.append(taken)
        at += size
    return "".join(kana) or None


_LETTERS: Final = [
    (kana, head + vowel) for head, row in _ROWS.items() for vowel, kana in zip("aiueo", row, strict=True)
]
_SPELLING: Final = dict(_LETTERS) | {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ン": "n"}


def spell(kana: str) -> str:
    """Katakana in Kunrei letters, one by one; what is no plain kana stays."""
    return "".join(_SPELLING.get(letter, letter) for letter in kana)


def _next(spelled: str, at: int) -> tuple[str, int]:
    letter = spelled[at]
    if letter in _LONG:
        return _LONG[letter], 1
    if letter in "ッー":
        return letter, 1
    if letter.isspace() or letter in "-.":
        return "\u3000", 1
    # `n` before another n opens ン only when no vowel follows the second one: `annai` is アンナイ, `shinnichi` シンニチ
    if spelled.startswith("nn", at) and at + 2 < len(spelled) and spelled[at + 2] in "aiueoy":
        return "ン", 1
    for size in (3, 2, 1):
        if kana := _TABLE.get(spelled[at : at + size]):
            return kana, size
    return ("ン", 1) if letter == "n" else ("", 0)
