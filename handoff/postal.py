"""郵便番号データ of Japan Post (KEN_ALL, utf_ken_all): from its rows to addresses that a clerk can choose.

A row has 15 columns: 全国地方公共団体コード, 旧郵便番号, 郵便番号, then 都道府県, 市区町村 and 町域 in kana, the same
three in kanji, and six signs; the fifth of them (更新の表示) marks a code that is no more. The 町域 is more than a
name; what is no part of the name becomes the `note`:

* 「以下に掲載がない場合」 and 「〇〇町の次に番地がくる場合」 name no town; nor does 「〇〇村一円」, but for the one
  town that is called 一円 (滋賀県犬上郡多賀町).
* 「大通西（１〜１９丁目）」: a part of the town. A long one goes on over several rows until its parenthesis closes.
* 「種市第１５地割〜第２１地割」: the 地割 are parts of 種市.

One code may stand for several towns, and one town may have several codes: `choices` gives all of a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from handoff.filefault import BadFile, bad
from handoff.kana import to_full

COLUMNS: Final = 15
OFFICES: Final = 13
"""The file of big offices (大口事業所) has so many; it is another file."""
LONGEST: Final = 2_000
"""Characters of a 町域, its rows put together. The longest real one has some 500."""
MOST_ROWS: Final = 400_000
"""Three times what the whole of Japan has."""
GONE: Final = "2"
"""更新の表示 of a row that only says that a code is no more."""

_NAMES: Final = (
    "全国地方公共団体コード",
    "旧郵便番号",
    "郵便番号",
    "都道府県名（カナ）",
    "市区町村名（カナ）",
    "町域名（カナ）",
    "都道府県名",
    "市区町村名",
    "町域名",
)
_NOT_LISTED: Final = "以下に掲載がない場合"
_NEXT: Final = re.compile(r".+の次に(.*番地.*)がくる場合(（.*）)?")
_LOTS: Final = re.compile(r"(.+?)((?:第?[0-9０-９一二三四五六七八九十]+)地割.*)")
_LOTS_KANA: Final = re.compile(r"(.+?)(?:ダイ)?[0-9０-９]+チワリ.*")
_ALIKE: Final = str.maketrans({"～": "〜", "−": "－", "(": "（", ")": "）"})
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]")


class Area(msgspec.Struct, frozen=True):
    """One town, or a part of it, under one code. `town` "" = the whole city but for the towns that are named; `note`
    says which part, as the file says it. Kana are full width; the old file has no small ones."""

    code: str
    city_code: str
    pref: str
    city: str
    town: str
    note: str
    pref_kana: str
    city_kana: str
    town_kana: str


class Choice(msgspec.Struct, frozen=True):
    """An address that a code may mean; `notes` tell its parts apart."""

    pref: str
    city: str
    town: str
    kana: str
    notes: list[str]


def areas(rows: Iterable[Sequence[str]]) -> Iterator[Area]:
    """The areas of a file's rows, each once in its city, in the file's order.

    Refused (`BadFile`, with row and column): another number of columns, a code that is none, a name that is empty, too
    long or holds controls, a parenthesis that never closes, more rows than Japan could have, none at all.
    """
    city, some = "", False
    seen: set[Area] = set()
    for row in _whole(_checked(rows)):
        area = _area(row)
        if area.city_code != city:  # the file goes city by city: the whole of Japan need not be remembered
            city, seen = area.city_code, set()
        if row[13] != GONE and area not in seen:
            seen.add(area)
            some = True
            yield area
    if not some:
        raise bad("郵便番号の行がひとつもありません。")


def choices(found: Iterable[Area]) -> list[Choice]:
    """What a clerk chooses from, for the areas of one code: each town once, in the file's order."""
    towns: dict[tuple[str, str, str], Choice] = {}
    for area in found:
        made = Choice(area.pref, area.city, area.town, area.town_kana, [])
        choice = towns.setdefault((area.pref, area.city, area.town), made)
        if area.note and area.note not in choice.notes:
            choice.notes.append(area.note)
    return list(towns.values())


def part(town: str, city: str) -> tuple[str, str]:
    """The 町域 as the name of the town, and what the file says besides."""
    if town == _NOT_LISTED:
        return "", ""
    if following := _NEXT.fullmatch(town):
        where, more = following.groups(default="")
        return "", ("" if where == "番地" else where) + more
    if len(town) > 2 and town.endswith("一円") and city.endswith(town[:-2]):
        return "", ""
    name, _, note = town.partition("（")
    if not name:
        return town, ""
    if lots := _LOTS.fullmatch(name):
        name, which = lots.groups()
        note = f"{which}（{note}" if note else which
        return name, note
    return name, note.removesuffix("）")


# ---- rows


def _checked(rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise bad(f"行が多すぎます（{MOST_ROWS:,}行まで）。", row=number)
        if len(row) != COLUMNS:
            raise _columns(number, len(row))
        for place in (0, 2):
            _must(row[place].isascii() and row[place].isdigit() and len(row[place]) == (5, 0, 7)[place], number, place)
        for place in range(3, 9):
            plain = row[place].strip() and len(row[place]) <= LONGEST and not _CONTROL.search(row[place])
            _must(bool(plain), number, place)
        yield number, [text.translate(_ALIKE) for text in row]


def _columns(number: int, found: int) -> BadFile:
    if found == OFFICES:
        return bad("大口事業所のファイル（13列）です。住所の郵便番号のファイル（15列）を選んでください。", row=number)
    return bad(f"列の数が違います（{COLUMNS}列のはずが、{found}列です）。", row=number)


def _must(right: bool, number: int, place: int) -> None:
    if not right:
        raise bad("値が正しくありません。", row=number, column=f"{place + 1}列目（{_NAMES[place]}）")


def _whole(rows: Iterator[tuple[int, list[str]]]) -> Iterator[list[str]]:
    """Rows whose parenthesis goes on in the next ones, put together."""
    for number, row in rows:
        while _open(row[8]):
            follower, more = next(rows, (0, row))
            if not follower or (more[0], more[2], more[6], more[7]) != (row[0], row[2], row[6], row[7]):
                raise bad("町域名のかっこが閉じていません。", row=number, column=f"9列目（{_NAMES[8]}）")
            if _open(row[5]):
                row[5] += more[5]
            row[8] += more[8]
            if len(row[8]) > LONGEST:
                raise bad("町域名が長すぎます。", row=number, column=f"9列目（{_NAMES[8]}）")
        yield row


def _open(text: str) -> bool:
    return text.count("（") > text.count("）")


def _area(row: Sequence[str]) -> Area:
    pref_kana, city_kana, town_kana = (to_full(text) for text in row[3:6])
    town, note = part(row[8], row[7])
    kana = town_kana.partition("（")[0] if town else ""
    if town and (lots := _LOTS_KANA.fullmatch(kana)):
        kana = lots.group(1)
    return Area(row[2], row[0], row[6], row[7], town, note, pref_kana, city_kana, kana)
