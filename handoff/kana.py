"""Kana: what is stored of a フリガナ, and the form in which it is searched.

The search form follows the national resident-record standard (2.1.2): voicing marks, small kana, long vowels, spaces
and all kinds of dashes make no difference, ヂ = ジ, ヅ = ズ, ワ = ハ, ヲ = オ, ヴァ = バ, and ウ after the オ row is
not heard.
"""

from __future__ import annotations

import re
from typing import Final

from handoff.characters import admit
from handoff.refusal import Reason, Refused
from handoff.romaji import spell, to_kana

_HALF: Final = "ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ･ﾞﾟ"
_FULL: Final = (
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテト"
    "ナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン・゛゜"
)
_TO_FULL: Final = str.maketrans(_HALF, _FULL)
_TO_HALF: Final = str.maketrans(_FULL, _HALF)
_HIRAGANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)} | {0x309D: 0x30FD, 0x309E: 0x30FE}

_PLAIN: Final = "カキクケコサシスセソタチツテトハヒフヘホウワヲ"
_VOICED: Final = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヺ"
_MARK: Final = dict(zip(_PLAIN, _VOICED, strict=True))
_HALF_MARK: Final = dict(zip("ハヒフヘホ", "パピプペポ", strict=True))
_APART: Final = re.compile("([ァ-ヴ])([゛゜])")

_STORED: Final = re.compile("[ァ-ヺーヽヾ・\u3000]+")
_SPACES: Final = re.compile(r"\s+")
_DASHES: Final = "ー―－‐ｰ-‑‒–—−─~〜～"

_SMALL: Final = dict(zip("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", strict=True))
_UNMARK: Final = {after: before for before, after in (*_MARK.items(), *_HALF_MARK.items())} | {"ヂ": "シ", "ヅ": "ス"}
_SOUND: Final = {
    "ワ": "ハ",
    "ヲ": "オ",
    "ヰ": "イ",
    "ヱ": "エ",
    "ヷ": "ハ",
    "ヺ": "オ",
    "ヮ": "ハ",
    "ヴ": "フ",
    "ヸ": "イ",
    "ヹ": "エ",
}
_FOLD: Final = str.maketrans(_SMALL | _UNMARK | _SOUND | dict.fromkeys(_DASHES + "・\u3000 \ufeff", ""))
_VU: Final = re.compile("ヴ([ァィゥェォ])")
_VU_SOUND: Final = dict(zip("ァィゥェォ", "ハヒフヘホ", strict=True))
_UNHEARD: Final = re.compile("(?<=[オコソトノホモヨロ])ウ+")


def to_katakana(text: str) -> str:
    """Hiragana and half-width katakana as full-width katakana; everything else as it is."""
    return to_full(text).translate(_HIRAGANA)


def to_full(text: str) -> str:
    """Half-width katakana, with their voicing marks joined, as full-width ones."""
    if not any("\uff65" <= letter <= "\uff9f" for letter in text):
        return text
    return _APART.sub(_join, text.translate(_TO_FULL))


def to_half(text: str) -> str:
    """Full-width katakana as half-width ones, as banks want an account holder's name (口座名義): small kana as large
    ones, space as U+0020."""
    spread = "".join(_spread(letter) for letter in to_katakana(text))
    return spread.replace("\u3000", " ").translate(_TO_HALF)


def admit_kana(text: str, limit: int, at: str | None = None) -> str:
    """A フリガナ as it is stored: full-width katakana, ー and ・, words parted by one U+3000.

    Refused: `not_kana` for anything else (kanji, letters, digits), and what `characters.admit` refuses.
    """
    plain = _SPACES.sub("\u3000", to_katakana(admit(text, limit, at)).strip())
    if plain and not _STORED.fullmatch(plain):
        raise Refused(Reason.not_kana, at)
    return plain


def fold(text: str) -> str:
    """The search form of a フリガナ, in katakana. What is no kana stays, so kanji never match kana by accident."""
    sounds = _VU.sub(lambda found: _VU_SOUND[found.group(1)], to_katakana(text))
    return _UNHEARD.sub("", "".join(sounds.split()).translate(_FOLD))


def search_kana(text: str) -> str | None:
    """The search form of what was typed as kana or as romaji (Hepburn or Kunrei: `sato`, `Satou`, `Ōta`, `tiba`);
    None when it is neither."""
    plain = to_katakana(text)
    if _STORED.fullmatch(_SPACES.sub("\u3000", plain)) or _kana_only(plain):
        return fold(plain)
    spelled = to_kana(text)
    return fold(spelled) if spelled is not None else None


def sound(text: str) -> str | None:
    """A coarser form for romaji searches, in Latin letters: what romaji cannot tell apart is one (ケンイチ and ケニチ
    are `keniti`, 大野 and 小野 are `ono`). Compare `sound` of what was typed with `sound` of the フリガナ. None when
    it is neither kana nor romaji."""
    folded = search_kana(text)
    return _TWICE.sub(r"\1", spell(folded)) if folded else None


_TWICE: Final = re.compile(r"(.)\1+")


def _kana_only(text: str) -> bool:
    folded = fold(text)
    return bool(folded) and bool(_STORED.fullmatch(folded))


def _join(found: re.Match[str]) -> str:
    marks = _MARK if found.group(2) == "゛" else _HALF_MARK
    return marks.get(found.group(1), found.group())


_BACK: Final = {after: before + "゛" for before, after in _MARK.items()} | {
    after: before + "゜" for before, after in _HALF_MARK.items()
}


def _spread(letter: str) -> str:
    large = _SMALL.get(letter, letter)
    return _BACK.get(large, large)
