"""What the entries of a case tell about its household: the facts that conditions may ask for (domain §3).

A fact that is not known is None, and None never becomes an answer. So yes is said as soon as one person shows it, but
no only when every person of the household is known for it, and the household is whole: a first card on the reader is
one person, not a family (`_whole`). Ages and school years are those of the day of the event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, TypeAlias

import msgspec

from handoff.case import Entry, Value, in_case
from handoff.eras import STORED, UNKNOWN
from handoff.wareki import age, grade, on

Fact: TypeAlias = "bool | int | None"
Person: TypeAlias = "dict[str, Value]"

SECRET: Final = frozenset({"any_shien"})
"""Facts that nothing may depend on that a visitor can see."""
FACTS: Final = (
    *("any_foreign", "any_shien", "days_since_move", "any_mnc", "has_75plus", "has_20_59", "any_kokuho", "has_u18"),
    *("has_sj", "has_elem", "has_preschool", "has_65plus", "has_40plus", "any_kotei", "all_move", "head_moves"),
    *("any_inkan", "honseki_here", "dec_registered", "dec_is_head", "remain_15plus", "dec_kokuho", "dec_kouki"),
    *("dec_65plus", "dec_tax"),
)
"""All facts. dec_registered is told by nothing that a case holds."""
OUTSIDE: Final = ("dairi", "hosho", "aite", "nozei")
"""Roles of people who do not belong to the household, unless their entry (m_in_setai) says so."""
OF_ONE: Final = frozenset({"SHOMEI", "INKAN"})
"""Events that are about one person."""
DAYS: Final = ("dec_date", "ev_date", "ido_date")
"""The items that hold the day of an event, in the order in which they are asked; the first one only where somebody
died."""
JAPAN: Final = frozenset({"JPN", "日本"})
GROWN: Final = "18歳年度末超"


class Town(msgspec.Struct, frozen=True):
    """What the facts need of a catalog: the city's code and name, and the items that only foreign nationals have."""

    city: str
    name: str
    foreign: list[str]


def facts(entries: Mapping[str, Entry], town: Town, today: date, event: str) -> dict[str, Fact]:
    """All facts, None where nothing is known. `event` is the first life event of the visit, or empty."""
    case, people = _split(entries)
    dead = _text(case.get("role.dec"))
    members = [person for name, person in people.items() if name != dead and _belongs(name, person, case)]
    day = event_day(entries, today)
    found: dict[str, Fact] = dict.fromkeys(FACTS)
    found |= _of_move(case, town, today)
    whole = _whole(members, case, event)
    found |= _of_members(members, whole, day, town)
    found["any_shien"] = True if any(one.get("shien_flag") is True for one in people.values()) else None
    gone = [people[dead]] if dead in people else []
    found["any_kotei"] = _some((_flag(one.get("m_kotei")) for one in [*members, *gone]), whole)
    for one in gone:
        found |= _of_dead(one, day)
    return found


def event_day(entries: Mapping[str, Entry], today: date) -> date:
    """The day of the event: of the death, of what is registered, of the move; else today."""
    for item in DAYS if value_at(entries, "role.dec") else DAYS[1:]:
        if found := day_at(entries, item):
            return found
    return today


def day_at(entries: Mapping[str, Entry], item: str) -> date | None:
    """The calendar's day at an item of the case; the day of a birth (ev_date) is also the newborn's."""
    value = value_at(entries, item)
    if value is None and item == "ev_date" and (born := value_at(entries, "role.shussei")):
        value = value_at(entries, f"p.{born}.m_birth")
    return on(value) if isinstance(value, str) and STORED.fullmatch(value) else None


def value_at(entries: Mapping[str, Entry], key: str) -> Value:
    """The value at a key, None when there is none."""
    entry = entries.get(key)
    return entry.value if entry else None


# ---- the parts


def _split(entries: Mapping[str, Entry]) -> tuple[dict[str, Value], dict[str, Person]]:
    """The values of the case, and of each person who is in it."""
    case: dict[str, Value] = {}
    everybody: dict[str, Person] = {}
    there: list[str] = []
    for key, entry in entries.items():
        if not key.startswith("p."):
            case[key] = entry.value
            continue
        name, _, item = key[2:].partition(".")
        if item:
            everybody.setdefault(name, {})[item] = entry.value
        elif in_case(entry):
            there.append(name)
    return case, {name: everybody.get(name, {}) for name in there}


def _belongs(name: str, person: Person, case: Mapping[str, Value]) -> bool:
    said = person.get("m_in_setai")
    if isinstance(said, bool):
        return said
    return all(case.get(f"role.{role}") != name for role in OUTSIDE)


def _whole(members: list[Person], case: Mapping[str, Value], event: str) -> bool:
    """Whether these are all: somebody went through the household (全部・一部), or entered more than the first one."""
    return len(members) > 1 or (len(members) == 1 and (bool(case.get("ido_scope")) or event in OF_ONE))


def _of_move(case: Mapping[str, Value], town: Town, today: date) -> dict[str, Fact]:
    moved, scope = _text(case.get("ido_date")), case.get("ido_scope")
    day = on(moved) if STORED.fullmatch(moved) else None
    code, name = case.get("koseki_lgcode"), case.get("koseki_city")
    return {
        "days_since_move": (today - day).days if day else None,
        "all_move": {"全部": True, "一部": False}.get(_text(scope)),
        "honseki_here": code == town.city if code else name == town.name if name else None,
    }


def _of_members(members: list[Person], whole: bool, day: date, town: Town) -> dict[str, Fact]:
    ages = [_age(one, day) for one in members]
    grades = [_grade(one, day) for one in members]

    def some(each: Iterable[bool | None]) -> bool | None:
        return _some(each, whole)

    return {
        "any_foreign": some(_foreign(one, town) for one in members),
        "any_mnc": some(_is(one.get("m_mnc"), "あり") for one in members),
        "any_kokuho": some(_insured(one, "m_kokuho", "m_kokuho_no") for one in members),
        "any_inkan": True if any(one.get("m_inkan_no") for one in members) else None,
        "head_moves": some(_flag(one.get("m_head")) for one in members),
        "has_75plus": some(_at_least(each, 75) for each in ages),
        "has_65plus": some(_at_least(each, 65) for each in ages),
        "has_40plus": some(_at_least(each, 40) for each in ages),
        "has_20_59": some(None if each is None else 20 <= each <= 59 for each in ages),
        "has_u18": some(_grade_is(each, lambda said: said != GROWN) for each in grades),
        "has_sj": some(_grade_is(each, lambda said: said[0] in "小中") for each in grades),
        "has_elem": some(_grade_is(each, lambda said: said[0] == "小") for each in grades),
        "has_preschool": some(_grade_is(each, lambda said: said[0] == "就") for each in grades),
        "remain_15plus": sum(each >= 15 for each in ages if each is not None) if whole and None not in ages else None,
    }


def _of_dead(dead: Person, day: date) -> dict[str, Fact]:
    years, care = _age(dead, day), _text(dead.get("m_kaigo_lv"))
    cared = None if not care else care != "なし"
    head, relation = _flag(dead.get("m_head")), dead.get("m_zokugara")
    return {
        "dec_is_head": head if head is not None else _is(relation, "世帯主"),
        "dec_kokuho": _insured(dead, "m_kokuho", "m_kokuho_no"),
        "dec_kouki": _insured(dead, "m_kouki", "m_kouki_no"),
        "dec_65plus": _old_or_cared(years, cared),
        "dec_tax": _flag(dead.get("m_zei")),
    }


def _old_or_cared(years: int | None, cared: bool | None) -> bool | None:
    """65 and over, or with a care level; nobody below 40 has one (介護保険法9条)."""
    if cared or (years is not None and years >= 65):
        return True
    if years is None:
        return None
    return False if years < 40 else cared


def _some(each: Iterable[bool | None], whole: bool) -> bool | None:
    said = list(each)
    if True in said:
        return True
    return None if None in said or not whole else False


def _foreign(person: Person, town: Town) -> bool | None:
    """Whether somebody is a foreign national: by the nationality, else by anything that only foreign nationals have."""
    nationality = person.get("m_nat_cd") or person.get("m_nat")
    if nationality:
        return nationality not in JAPAN
    return True if any(person.get(item) for item in town.foreign) else None


def _insured(person: Person, flag: str, number: str) -> bool | None:
    said = _flag(person.get(flag))
    return said if said is not None else (True if person.get(number) else None)


def _age(person: Person, day: date) -> int | None:
    birth = _birth(person)
    return age(birth, day) if birth else None


def _grade(person: Person, day: date) -> str:
    birth = _birth(person)
    return grade(birth, day) if birth else ""


def _birth(person: Person) -> str:
    birth = _text(person.get("m_birth"))
    return birth if STORED.fullmatch(birth) or birth.startswith(UNKNOWN) else ""


def _grade_is(said: str, wanted: Callable[[str], bool]) -> bool | None:
    return wanted(said) if said else None


def _at_least(years: int | None, least: int) -> bool | None:
    return None if years is None else years >= least


def _is(value: Value, wanted: str) -> bool | None:
    return value == wanted if isinstance(value, str) and value else None


def _flag(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
