"""Write the tables of kanji (`server/exchange/letters/`) from the Unihan database and the letters of IPAmj明朝.

python -m deploy.letters UNICODE FONT

UNICODE: a folder with `Unihan_*.txt.bz2` and `CJKRadicals.txt`, as Debian's `unicode-data` lays it at
/usr/share/unicode. FONT: ipamjm.ttf; only its letters are taken, what else a city's faces draw is found by code point.
Run by hand when one of them is new. The tables are part of the project, under Unicode's licence (LICENSE there).
"""

from __future__ import annotations

import bz2
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

from handoff.romaji import to_kana

TARGET = Path(__file__).resolve().parent.parent / "server/exchange/letters"
HEAD = "# Made from the Unihan database {version} (Unicode, Inc., see LICENSE) by `python -m deploy.letters`: {what}.\n"
SAME = ("kSemanticVariant", "kSpecializedSemanticVariant", "kZVariant", "kCompatibilityVariant")
VERSION = re.compile(r"Unicode version: ([0-9.]+)")


class Unihan:
    """The properties that are taken, letter by letter."""

    def __init__(self, folder: Path, drawn: set[str]) -> None:
        self.folder = folder
        self.drawn = drawn
        self.version = ""
        self.found: dict[str, dict[str, str]] = defaultdict(dict)
        for name in ("Readings", "IRGSources", "Variants"):
            for letter, kind, value in self._rows(f"Unihan_{name}.txt.bz2"):
                self.found[kind][letter] = value

    def rank(self, letter: str) -> tuple[int, str]:
        """The common ones first: JIS X 0208 level 1, level 2, the other sheets of JIS, then the rest."""
        source = self.found["kIRG_JSource"].get(letter, "")
        if source.startswith("J0-"):
            return (0 if source[3:5] < "50" else 1, source)
        return (2 if source else 3, letter)

    def readings(self) -> Iterator[str]:
        """`reading<TAB>letters`, 音 in katakana, 訓 in hiragana."""
        read: dict[str, list[str]] = defaultdict(list)
        for kind, spell in (("kJapaneseOn", as_is), ("kJapaneseKun", hiragana)):
            for letter, said in self.found[kind].items():
                for kana in filter(None, map(to_kana, said.split())):
                    read[spell(kana)].append(letter)
        for kana, letters in sorted(read.items()):
            yield f"{kana}\t{''.join(sorted(dict.fromkeys(letters), key=self.rank))}\n"

    def parts(self) -> Iterator[str]:
        """`=radical<TAB>its strokes`, then `strokes beside it<TAB>letters` for each number of them."""
        names = dict(radicals(self.folder / "CJKRadicals.txt"))
        under: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for letter, said in self.found["kRSUnicode"].items():
            for one in said.split():
                radical, _, beside = one.partition(".")
                under[radical.rstrip("'")][max(0, int(beside))].append(letter)
        for radical, name in names.items():
            yield f"={name}\t{self.found['kTotalStrokes'][name].split()[0]}\n"
            for strokes, letters in sorted(under[radical].items()):
                yield f"{strokes}\t{''.join(sorted(letters, key=self.rank))}\n"

    def kin(self) -> Iterator[str]:
        """`letter<TAB>its other forms`."""
        kin: dict[str, set[str]] = defaultdict(set)
        for kind in SAME:
            for letter, said in self.found[kind].items():
                for other in re.findall(r"U\+([0-9A-F]+)", said):
                    if chr(int(other, 16)) in self.drawn:
                        kin[letter].add(chr(int(other, 16)))
                        kin[chr(int(other, 16))].add(letter)
        for letter, others in sorted(kin.items()):
            others.discard(letter)
            yield f"{letter}\t{''.join(sorted(others, key=self.rank))}\n"

    def _rows(self, name: str) -> Iterator[tuple[str, str, str]]:
        text = bz2.decompress((self.folder / name).read_bytes()).decode()
        self.version = VERSION.search(text)[1]  # type: ignore[index]
        for line in text.splitlines():
            if line.startswith("U+"):
                code, kind, value = line.split("\t")
                letter = chr(int(code.removeprefix("U+"), base=16))
                if letter in self.drawn:
                    yield letter, kind, value


def as_is(katakana: str) -> str:
    """音 are katakana."""
    return katakana


def hiragana(katakana: str) -> str:
    """ー and marks stay."""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in katakana)


def radicals(file: Path) -> Iterator[tuple[str, str]]:
    """(number, letter) of the 214, without the simplified ones of China."""
    for line in file.read_text().splitlines():
        number, _, rest = line.partition(";")
        if number.isdigit():
            yield number, chr(int(rest.rpartition(";")[2], 16))


def main(folder: str, font: str) -> None:
    """Write the three tables."""
    unihan = Unihan(Path(folder), {chr(code) for code in TTFont(font, lazy=True).getBestCmap()})
    for name, what in (("readings", "reading, letters"), ("parts", "strokes, letters"), ("kin", "letter, other forms")):
        lines = [HEAD.format(version=unihan.version, what=what), *getattr(unihan, name)()]
        (TARGET / f"{name}.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
