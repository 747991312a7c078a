"""The public map of 縮退 (MJ縮退マップ) and the city's own table, read from their files.

The map names what may stand for a letter by the letter's MJ文字図形名; which letter that is stands in MJ文字情報一覧表.
Both are published by 文字情報技術促進協議会 (CC BY-SA 2.1 JP) and come with no copy of ours: a city brings them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from handoff.conversion import Encoding, codes_of, letters, may_write
from handoff.filefault import BadFile, FileFault, bad

NAME: Final = "MJ文字図形名"
UCS: Final = "対応するUCS"
IVS: Final = "実装したMoji_JohoコレクションIVS"
GROUNDS: Final = (
    "JIS包摂規準・UCS統合規則",
    "法務省告示582号別表第四",
    "法務省戸籍法関連通達・通知",
    "辞書類等による関連字",
    "読み・字形による類推",
)
"""Why a letter may stand for another one: what is said more surely comes first, and a guess by its look last."""
OWN: Final = ("もとの文字", "書く文字", "備考")
LONGEST: Final = 20
_CODE: Final = re.compile(r"U\+([0-9A-Fa-f]{4,6})")


class Swap(msgspec.Struct, frozen=True):
    """A line of the city's own table."""

    letter: str
    written: str
    note: str = ""


def names_of(rows: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """MJ文字図形名 -> its letters, from the rows of the list. A line with a selector of its own is that letter alone:
    the plain character has its own line."""
    found: dict[str, list[str]] = {}
    for row in rows:
        name = row.get(NAME, "").strip()
        said = [_sequence(one) for one in row.get(IVS, "").split(";") if one.strip()] or [_text(row.get(UCS, ""))]
        if name:
            found[name] = [one for one in said if one]
    return found


def map_of(content: Any, names: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Letter -> letters that may stand for it, the best first. `BadFile` for what is no such map, or fits no list."""
    lines = content.get("content") if isinstance(content, dict) else None
    if not isinstance(lines, list) or not all(isinstance(one, dict) and NAME in one for one in lines):
        raise bad("MJ縮退マップ（JSON）ではありません。")
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        instead = tuple(dict.fromkeys(one for ground in GROUNDS for one in _of(line.get(ground) or [])))
        for letter in names.get(str(line[NAME]), ()):
            if others := tuple(one for one in instead if one != letter):
                found[letter] = others
    if not found:
        raise bad(f"一覧表とマップの「{NAME}」が合いません。組になるファイルか、確かめてください。")
    return found


def own_of(lines: Sequence[Sequence[str]]) -> list[Swap]:
    """The city's own table from its file, headings first; a letter stands there itself or as `U+8FBB U+E0100`.
    `BadFile` with every line that is wrong; then nothing of it is taken."""
    if not lines or tuple(one.strip() for one in lines[0][: len(OWN)]) != OWN:
        raise bad(f"見出しは「{','.join(OWN)}」にしてください。", row=1)
    found: dict[str, Swap] = {}
    wrong: list[FileFault] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = [_text(cell) for cell in (*line, "", "", "")[: len(OWN)]]
        swap = Swap(*cells)
        if why := fault(swap) or ("同じ文字の行がもうあります。" if swap.letter in found else ""):
            wrong.append(FileFault(why, row=number, column=OWN[0]))
        found.setdefault(swap.letter, swap)
    if wrong:
        raise BadFile(*wrong)
    return list(found.values())


def rows_of(swaps: Iterable[Swap]) -> list[list[str]]:
    """The same as a file: letters by their codes, which every encoding holds, headings first."""
    return [list(OWN), *([codes_of(one.letter), codes_of(one.written), one.note] for one in swaps)]


def fault(swap: Swap, encoding: Encoding = "cp932") -> str:
    """What is wrong with a line, "" for nothing."""
    if len(list(letters(swap.letter))) != 1:
        return "もとの文字は、1文字にしてください。"
    if len(swap.written) > LONGEST:
        return f"書く文字は、{LONGEST}字までです。"
    if not may_write(encoding, swap.written):
        return "書く文字に、受け取る側の文字コードにない文字があります。"
    return ""


def _of(said: Any) -> list[str]:
    """The letters of one ground: nearer ones first."""
    rows = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
    return [found for one in sorted(rows, key=_distance) if (found := _text(str(one.get("UCS", ""))))]


def _distance(one: Mapping[str, Any]) -> int:
    """How far away: steps through circulars (ホップ数), or the place that the notice gives it (順位)."""
    said = str(one.get("ホップ数") or one.get("順位") or "0")
    digits = re.search(r"[0-9]+", said)
    return int(digits.group()) if digits else 0


def _sequence(said: str) -> str:
    """`8FBB_E0100` as a letter."""
    return _text(" ".join(f"U+{one}" for one in said.strip().split("_")))


def _text(said: str) -> str:
    """What is written in codes, as text; what is no codes, as it is."""
    plain = said.strip()
    if not plain or _CODE.sub("", plain).strip():
        return plain
    points = [int(code, 16) for code in _CODE.findall(plain)]
    return "" if any(one > 0x10FFFF or 0xD800 <= one <= 0xDFFF for one in points) else "".join(map(chr, points))
