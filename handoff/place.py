"""Where an address is looked for, from a few letters: by the heads of its levels, or by how its town begins.

Heads: one letter for each level, 都道府県 市区町村 町字, in kana or in characters. ふおお, 福大大 and 福おお all mean
福岡県大牟田市大…; ●, ○ and ＊ stand for any. The city's own towns and apartments (方書) come from its catalog.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import msgspec

from handoff.checks import half
from handoff.kana import to_katakana

Row: TypeAlias = "Mapping[str, str]"

LEVELS: Final = 3
LONGEST: Final = 40
"""Letters that a look-up takes."""
ANY: Final = frozenset("●○＊*")
_LARGE: Final = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_KANA: Final = re.compile("[ァ-ヺー]+")
_NUMBER: Final = re.compile("[0-9]+")


class Place(msgspec.Struct, frozen=True):
    """An address as far as its town. `machiaza`, `gyoseiku`: only of the city's own towns; `note`: which part of a
    town, as the postal file says it."""

    code: str
    pref: str
    city: str
    town: str
    kana: str
    note: str = ""
    machiaza: str = ""
    gyoseiku: str = ""


class Wanted(msgspec.Struct, frozen=True):
    """What a clerk typed, taken apart. `start`: how the town begins, `kana` the same as kana with large letters ("" =
    none); `heads`: one letter a level, "" for any (empty = these are no heads)."""

    start: str
    kana: str
    heads: tuple[str, ...]


class Building(msgspec.Struct, frozen=True):
    """An apartment house. `rooms` as the city writes them: 101-105|201-205."""

    name: str
    kana: str
    rooms: str


def wanted(text: str) -> Wanted | None:
    """What to look for; None for nothing, and for more letters than any town has."""
    plain = text.strip()
    if not plain or len(plain) > LONGEST or all(letter in ANY for letter in plain):
        return None
    kana = large(plain)
    heads = tuple("" if letter in ANY else letter for letter in kana) if len(plain) == LEVELS else ()
    start = "" if any(letter in ANY for letter in plain) else plain
    return Wanted(start, kana if start and _KANA.fullmatch(kana) else "", heads) if start or heads else None


def large(text: str) -> str:
    """Katakana, without small ones: the old postal file has none."""
    return to_katakana(text).translate(_LARGE)


def own_towns(rows: Iterable[Row], city: str, want: Wanted) -> list[Place]:
    """The city's own towns that begin so, or whose head is the last of the letters; each once, in the city's order."""
    found: dict[str, Place] = {}
    for row in rows:
        if _begins(row, want) or _headed(row, want):
            found.setdefault(row["machiaza_id"], _place(row, city))
    return list(found.values())


def buildings(rows: Iterable[Row], machiaza: str, town: str, banchi: str, text: str) -> list[Building]:
    """The apartments at an address: those of its banchi, or of its town while none is known; narrowed by how the name,
    its kana or another spelling begins. An address proposes apartments, never the other way round (標準仕様 1.3.4)."""
    number, plain = digits(banchi), large(text.strip())
    found: dict[str, Building] = {}
    for row in rows:
        here = row["machiaza_id"] == machiaza if machiaza else bool(town) and row.get("town") == town
        at = not number or digits(row.get("banchi", "")) == number
        names = (row["name"], row.get("kana", ""), *row.get("other_names", "").split("|"))
        if here and at and (not plain or any(large(name).startswith(plain) for name in names if name)):
            found.setdefault(row["name"], Building(row["name"], row.get("kana", ""), row.get("rooms", "")))
    return list(found.values())


def digits(banchi: str) -> tuple[str, ...]:
    """The numbers of a banchi: ２番３号 and 2-3 are the same place."""
    return tuple(_NUMBER.findall(half(banchi)))


def _begins(row: Row, want: Wanted) -> bool:
    by_kana = want.kana and large(row.get("kana", "")).startswith(want.kana)
    return bool(by_kana or (want.start and row["town"].startswith(want.start)))


def _headed(row: Row, want: Wanted) -> bool:
    """By the last of the heads: the levels over it are the city itself."""
    if not want.heads or not want.heads[-1]:
        return False
    return want.heads[-1] in (row["town"][:1], large(row.get("kana", ""))[:1])


def _place(row: Row, city: str) -> Place:
    return Place(
        code=row.get("postal", ""),
        pref="",
        city=city,
        town=row["town"],
        kana=row.get("kana", ""),
        machiaza=row["machiaza_id"],
        gyoseiku="" if row.get("banchi_from") or row.get("banchi_to") else row.get("gyoseiku", ""),
    )
