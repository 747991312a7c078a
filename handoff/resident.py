"""A resident of the city's own data: the forms by which it is found, and what of it goes into a case.

Found like persons of cases, but among far more of them: by more first letters, by the number, and by where somebody is
registered. At rest there are only blind words of these forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from handoff import kana
from handoff.case import Entry, Value
from handoff.characters import search_form
from handoff.import_cell import FLAGS, NUMBER_DIGITS
from handoff.import_kind import ELIGIBILITY, GONE, MOVING, NOTICE, NUMBER
from handoff.import_row import Resident
from handoff.protection import plain_address

NAMES: Final = ("m_name", "m_tsusho", "m_kanji_f", "m_kyuuji", "m_romaji")
READINGS: Final = ("m_kana", "m_tsusho_kana")
FIRST: Final = {"kana": (2, 3, 4, 5, 6, 8), "sound": (3, 4, 6, 8, 10), "name": (1, 2, 3, 4, 5)}
"""By so many first letters somebody is found, besides the whole."""
ADDRESS: Final = ("at_town", "at_banchi", "at_katagaki")
ITEMS: Final = (
    NUMBER, "m_name", "m_kana", "m_romaji", "m_kanji_f", "m_tsusho", "m_tsusho_kana", "m_kyuuji", "m_birth", "m_sex",
    "m_zokugara", "m_postal", "m_juminbi", "m_code", "m_mynumber", "m_nat", "m_status", "m_period", "m_until",
    "m_card_no",
)  # fmt: skip
"""What a person of a case takes over, in the order in which screens show it."""
ELIGIBLE: Final = tuple(item for item in ELIGIBILITY if item not in (NUMBER, GONE))
"""What a person takes over of the eligibility."""
OF_CASE: Final = tuple(item for item in MOVING if item.startswith(("old_", "new_", "koseki_")))
"""What the case itself takes over of a moving-out notice."""
SOURCE: Final = "form_biko"
"""The item of the move-in's form that says where its values come from."""


def forms(values: Mapping[str, str], kind: str) -> Iterator[str]:
    """The forms of one kind in which a resident is compared: `kana` and `sound` (romaji) of its readings, `name`."""
    for item in NAMES if kind == "name" else READINGS:
        if text := values.get(item):
            form = search_form(text) if kind == "name" else kana.fold(text) if kind == "kana" else kana.sound(text)
            if form:
                yield form


def words(one: Resident) -> set[str]:
    """All by which a resident is found: first letters and wholes, birth, number, household, where it is registered."""
    found = {f"resident|no={one.number}", f"resident|hh={one.household}"}
    if birth := one.values.get("m_birth"):
        found.add(f"resident|birth={birth}")
    for kind, counts in FIRST.items():
        for form in forms(one.values, kind):
            found.add(f"resident|{kind}={form}")
            found |= {f"resident|{kind}|{form[:count]}" for count in counts if len(form) >= count}
    plain, _ = plain_address(address(one.values))
    if plain:
        found.add(f"resident|at={plain}")
    return found


def sought(kind: str, form: str) -> str:
    """The word that finds most closely what begins so: the longest of its first letters that is kept."""
    fitting = [count for count in FIRST[kind] if len(form) >= count]
    return f"resident|{kind}|{form[: fitting[-1]]}" if fitting else f"resident|{kind}={form}"


def number_of(text: str) -> str:
    """A 宛名番号 or 世帯番号 as it is kept, "" for what is none."""
    plain = text.strip()
    return plain.zfill(NUMBER_DIGITS) if plain.isascii() and plain.isdigit() and len(plain) <= NUMBER_DIGITS else ""


def address(values: Mapping[str, str]) -> str:
    """Where somebody is registered, in one line."""
    return "".join(values.get(part, "") for part in ADDRESS)


def sent_from(values: Mapping[str, str]) -> str:
    """Where somebody moves away from, in one line."""
    return "".join(values.get(f"old_{part}", "") for part in ("pref", "city", "town", "banchi", "katagaki"))


def taken(values: Mapping[str, str]) -> dict[str, Value]:
    """What a person of a case takes over from the city's data: item -> value."""
    found: dict[str, Value] = {
        item: value == "1" if item in FLAGS else value
        for item in dict.fromkeys((*ITEMS, *ELIGIBLE))
        if (value := values.get(item))
    }
    if where := address(values):
        found["m_addr"] = where
    return found


def taken_by_case(values: Mapping[str, str]) -> dict[str, Value]:
    """What the case itself takes over of a moving-out notice (of a certificate's QR: it has no number), and where it
    came from; nothing of anything else."""
    if not (notice := values.get(NOTICE)):
        return {}
    found: dict[str, Value] = {item: value for item in OF_CASE if (value := values.get(item))}
    sender, number = values.get("old_city", ""), notice.lstrip("0")
    said = f"特例転入（転出証明書情報 整理番号{number} {sender}）" if number else f"転出証明書のQR（{sender}）"
    return found | {SOURCE: said.replace(" ）", "）").removesuffix("（）")}


def entries(person: str, values: Mapping[str, str]) -> dict[str, Entry]:
    """A resident as the entries of a person, so that the one rule of protected persons can be asked."""
    return {f"p.{person}.{item}": Entry(value, op="") for item, value in taken(values).items()}
