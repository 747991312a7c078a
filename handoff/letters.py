"""Kanji, found by how they are read, by the part that they stand under in a dictionary, or as another form of one.

The tables come from the Unihan database (`server/exchange/letters`); what is frequent in names stands in `variants`.
Nothing here tells which letters a city can print: its faces do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

import msgspec

from handoff.kana import to_katakana
from handoff.romaji import to_kana
from handoff.variants import VARIANTS

LONGEST: Final = 20
"""A reading in kana."""
_CODE: Final = re.compile(r"(?:U\+?|u\+?|0x)([0-9A-Fa-f]{4,6})")
_KANJI: Final = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA: Final = re.compile("[ァ-ヺー]+")


class Group(msgspec.Struct, frozen=True):
    """Letters, and what they have in common: a reading in katakana, a number of strokes, the letter whose forms they
    are."""

    of: str
    letters: tuple[str, ...]


class Letters:
    """The tables as they were written: lines of `reading<TAB>letters`; of `=radical<TAB>strokes` with `strokes beside
    it<TAB>letters` under it; of `letter<TAB>other forms`. Lines that begin with # say where they are from. They are
    read at the first question."""

    def __init__(self, readings: str, parts: str, kin: str) -> None:
        self._texts = (readings, parts, kin)

    def read(self, typed: str) -> list[Group]:
        """Letters with this reading, then those whose reading begins with it, the shortest first: one letter is named
        once. Kana of any kind, or romaji. With 吉 comes 𠮷: the tables know no readings of forms that only names have.
        They know no readings in names either, but most names that end in シ are adjectives (高い タカシ, 吉い ヨシ)."""
        want = _spoken(typed)
        if want is None:
            return []
        met: set[str] = set()
        found = []
        adjective = [want[:-1] + "イ"] if want.endswith("シ") and want[:-1] + "イ" in self._readings else []
        for kana in [*adjective, *self._begin(want)]:
            letters = [one for one in dict.fromkeys(self._with_forms(self._readings[kana])) if one not in met]
            met.update(letters)
            found.append(Group(kana, tuple(letters)))
        return [group for group in found if group.letters]

    def under(self, part: str, strokes: int | None = None) -> list[Group]:
        """Letters under a radical in any of its forms (水 氵 氺), by the number of strokes beside it."""
        return [
            Group(str(beside), tuple(letters))
            for radical in self._radicals_of(part)
            for beside, letters in self._parts[radical].items()
            if strokes in (None, beside)
        ]

    def radicals(self) -> list[Group]:
        """The radicals by the number of their own strokes."""
        by_strokes = defaultdict(list)
        for radical, strokes in self._strokes.items():
            by_strokes[strokes].append(radical)
        return [Group(str(strokes), tuple(by_strokes[strokes])) for strokes in sorted(by_strokes)]

    def forms(self, letter: str) -> tuple[str, ...]:
        """The letter, then the others that are said to be forms of it, those of names first."""
        root = VARIANTS.get(ord(letter), letter)
        others = [*_SAME.get(root, ()), *self._kin.get(letter, "")]
        return tuple(dict.fromkeys([letter, *others]))

    @cached_property
    def _readings(self) -> dict[str, str]:
        table: dict[str, str] = {}
        for spelled, letters in _rows(self._texts[0]):
            kana = to_katakana(spelled)  # 音 and 訓 of one sound are one to whoever looks for it
            table[kana] = table.get(kana, "") + letters
        return dict(sorted(table.items(), key=lambda row: (len(row[0]), row[0])))

    @cached_property
    def _shelves(self) -> tuple[dict[str, int], dict[str, dict[int, str]]]:
        strokes: dict[str, int] = {}
        parts: dict[str, dict[int, str]] = {}
        radical = ""
        for number, said in _rows(self._texts[1]):
            if number.startswith("="):
                radical = number[1:]
                strokes[radical], parts[radical] = int(said), {}
            else:
                parts[radical][int(number)] = said
        return strokes, parts

    @property
    def _strokes(self) -> dict[str, int]:
        return self._shelves[0]

    @property
    def _parts(self) -> dict[str, dict[int, str]]:
        return self._shelves[1]

    @cached_property
    def _kin(self) -> dict[str, str]:
        return dict(_rows(self._texts[2]))

    def _begin(self, want: str) -> Iterator[str]:
        return (kana for kana in self._readings if kana.startswith(want))

    def _with_forms(self, letters: str) -> Iterator[str]:
        for letter in letters:
            yield letter
            yield from (one for one in _SAME.get(letter, ()) if one != letter)

    def _radicals_of(self, part: str) -> Iterator[str]:
        return (radical for radical, shelf in self._parts.items() if part and part in shelf.get(0, "")[:_FEW])


_FEW: Final = 8
"""Beside a radical itself stand its forms, and letters that are not: no radical has more forms than this."""


def kanji_in(typed: str) -> str:
    """The first kanji of what was typed, "" when there is none."""
    found = _KANJI.search(typed)
    return found.group() if found else ""


def by_code(typed: str) -> str | None:
    """The letter of a code point as registers write it (U+20BB7), when that is what was typed."""
    found = _CODE.fullmatch(typed.strip())
    code = int(found[1], 16) if found else 0
    return chr(code) if 0x2E80 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xF8FF else None


def _spoken(typed: str) -> str | None:
    kana = to_katakana("".join(typed.split()))
    said = kana if _KANA.fullmatch(kana) else to_kana(typed)
    return said if said and len(said) <= LONGEST else None


def _rows(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        if not line.startswith("#"):
            head, _, rest = line.partition("\t")
            yield head, rest


def _same() -> dict[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for code, root in VARIANTS.items():
        table[root].append(chr(code))
    return {root: [root, *others] for root, others in table.items()}


_SAME: Final = _same()
