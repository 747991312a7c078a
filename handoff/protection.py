"""Protected persons (支援措置, 住民基本台帳事務処理要領 第5-10): who is met in a case, and how long a flag stands.

A person of a case is compared with the flagged ones by forms of name, kana and birth, an address by its plain form; at
rest there are only blind words of these forms. A birth that is known on both sides decides; where one side lacks it,
name or kana alone makes a candidate, and a candidate counts until a clerk with the right has said no.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Literal

import msgspec

from handoff import kana
from handoff.case import Entry
from handoff.characters import search_form

Kind = Literal["self", "together", "household", "koseki", "other", "address"]
"""The person, who is protected together, of the same household or 戸籍, the other party (相手方), the same address."""
State = Literal["provisional", "on", "lifted"]
FLAG: Final = ".shien_flag"
NAMES: Final = ("m_name", "m_romaji", "m_tsusho", "m_kanji_f")
KANA: Final = ("m_kana", "m_tsusho_kana")
BIRTH: Final = "m_birth"
LIVES: Final = ("m_addr",)
PLACES: Final = ("new_", "old_", "next_")
PARTS: Final = ("town", "banchi", "katagaki")
_PERSONAL: Final = frozenset({*NAMES, *KANA, BIRTH, *LIVES, "shien_flag"})
_OF_CASE: Final = frozenset(place + part for place in PLACES for part in PARTS)
_DIGITS: Final = str.maketrans("一二三四五六七八九", "123456789")
_CHOME: Final = re.compile("([一二三四五六七八九十]+)丁目")
_BLOCK: Final = re.compile(r"丁目|番地の|番地|番|号|の(?=\d)|[-‐‑‒–—―−ー－]")
_CITY: Final = re.compile(r"^(?:.{2,3}[都道府県])?(?:.{1,6}?郡)?(?:.{1,7}?[市区町村])?(?=.*\d)")


class ProtectionSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The city's own word for the alert; in how many last days of the period it says so; for how many seconds a
    revealed value stays; whether visits of such cases are called without voice and board; `duty`: procedure -> the
    counters that need the address for it."""

    word: str = "個別対応"
    last_days: int = 31
    reveal_seconds: int = 60
    quiet: bool = True
    duty: dict[str, list[str]] = {}


class Kin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who belongs to a flag. What is not known is empty; `birth` is `YYYY-MM-DD`."""

    kind: Kind
    name: str = ""
    kana: str = ""
    birth: str = ""


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is sealed of a flag: the resident's number, persons (the protected one first), addresses."""

    number: str
    persons: list[Kin]
    addresses: list[str] = []
    note: str = ""


Has = Callable[[str], Iterable[str]]
"""Which kinds stand at a form, in blind words."""


def touches(key: str) -> bool:
    """Whether an entry at this key may change who is met."""
    return key in _OF_CASE or (key.startswith("p.") and key.rpartition(".")[2] in _PERSONAL)


def forms_of(known: Known) -> Iterator[tuple[str, Kind]]:
    """The forms under which a flag is met, with what it means when one is."""
    for kin in known.persons:
        said = [("n", search_form(kin.name)), ("k", kana.fold(kin.kana))]
        for letter, form in ((letter, form) for letter, form in said if form):
            yield f"{letter}|{form}", kin.kind
            yield (f"{letter}b|{form}|{kin.birth}" if kin.birth else f"{letter}?|{form}"), kin.kind
    for address in known.addresses:
        plain, house = plain_address(address)
        if plain:
            yield f"a|{plain}|{house}", "address"
            yield f"a?|{plain}", "address"


def met(entries: Mapping[str, Entry], has: Has) -> dict[str, set[str]]:
    """Who is met in a case: person ("" for the case's own addresses) -> kinds. Empty: nobody.

    A person whose flag item says no is met only when name or kana and birth are those of a flagged one.
    """
    found: dict[str, set[str]] = {}
    for person, items in _persons(entries).items():
        if items.get("shien_flag") is True:
            found.setdefault(person, set()).add("self")
        cleared = items.get("shien_flag") is False
        for form, sure in _probes(items):
            if kinds := set(has(form)) if sure or not cleared else set():
                found.setdefault(person, set()).update(kinds)
        for text in (items.get(item) for item in LIVES):
            if not cleared and isinstance(text, str) and (kinds := _at(*plain_address(text), has)):
                found.setdefault(person, set()).update(kinds)
    for place in PLACES:
        town, banchi, katagaki = (_text(entries, place + part) for part in PARTS)
        plain, _ = plain_address(town + banchi)
        house = _BLOCK.sub("-", _squeezed(katagaki)).strip("-")
        if banchi and (kinds := _at(plain, house, has)):
            found.setdefault("", set()).update(kinds)
    return found


def _persons(entries: Mapping[str, Entry]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for key, entry in entries.items():
        if key.startswith("p.") and key.count(".") == 2:
            _, person, item = key.split(".")
            if item in _PERSONAL:
                found.setdefault(person, {})[item] = entry.value
    return found


def _probes(items: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
    """(form, whether it is sure) of a person of a case."""
    birth = items.get(BIRTH)
    said = [("n", search_form(text)) for item in NAMES if isinstance(text := items.get(item), str) and text]
    said += [("k", kana.fold(text)) for item in KANA if isinstance(text := items.get(item), str) and text]
    for letter, form in said:
        if isinstance(birth, str) and birth:
            yield f"{letter}b|{form}|{birth}", True
        else:
            yield f"{letter}|{form}", False
        yield f"{letter}?|{form}", False


def _at(plain: str, house: str, has: Has) -> set[str]:
    if not plain:
        return set()
    forms = [f"a|{plain}|{house}", f"a|{plain}|"] if house else [f"a|{plain}|", f"a?|{plain}"]
    return {kind for form in forms for kind in has(form)}


def _text(entries: Mapping[str, Entry], key: str) -> str:
    entry = entries.get(key)
    return entry.value if entry is not None and isinstance(entry.value, str) else ""


def plain_address(text: str) -> tuple[str, str]:
    """(town and numbers, house and room) of an address, without prefecture and city, figures as figures, 丁目, 番地
    and 号 as strokes: `みどり台三丁目５番１号` is `みどり台3-5-1`. ("", "") when no number is in it."""
    plain = _squeezed(_CHOME.sub(lambda found: f"{_number(found[1])}丁目", text))
    plain = _CITY.sub("", plain, count=1)
    strokes = _BLOCK.sub("-", plain)
    found = re.match(r"(\D+(?:\d+-?)+)(.*)", strokes)
    return (found[1].rstrip("-"), found[2].strip("-")) if found else ("", "")


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _number(kanji: str) -> int:
    """一 to 九十九, as 丁目 are numbered."""
    tens, ten, ones = kanji.rpartition("十")
    return (int(tens.translate(_DIGITS) or 1) * 10 if ten else 0) + int(ones.translate(_DIGITS) or 0)


# ---- the period


def end_of(begins: date) -> date:
    """The last day of a year's period: the day before its anniversary (2020-04-01 -> 2021-03-31; standard 1.1.16)."""
    try:
        return begins.replace(year=begins.year + 1) - timedelta(days=1)
    except ValueError:
        return date(begins.year + 1, 2, 28)


def standing(state: State, ends: str, today: date, last_days: int) -> str:
    """provisional, on, last (the period ends within the last days), over (it has ended, and the flag stands all the
    same), lifted."""
    if state == "lifted" or not ends:
        return state
    left = (date.fromisoformat(ends) - today).days
    return "over" if left < 0 else "last" if left < last_days else state
