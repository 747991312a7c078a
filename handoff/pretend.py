"""Pretend visitors (研修): what a sample household would have said at home, as a case of today takes it in.

A sample household has no names, and its days are those of the day for which it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from handoff.case import Value, split_key
from handoff.item import ItemDef, Kind
from handoff.sample import Household

FAMILIES: Final = (
    ("青空", "アオゾラ"),
    ("朝霧", "アサギリ"),
    ("若葉", "ワカバ"),
    ("夕凪", "ユウナギ"),
    ("星野原", "ホシノハラ"),
    ("雪代", "ユキシロ"),
)
NAMES: Final = (
    ("一郎", "イチロウ"),
    ("二葉", "フタバ"),
    ("三太", "サンタ"),
    ("四季", "シキ"),
    ("五月", "サツキ"),
)
SAID: Final = frozenset({"L1", "L2"})
"""Levels of what somebody says at home."""


def said_at_home(
    home: Household, place: int, items: Mapping[str, ItemDef], today: str
) -> tuple[list[dict[str, Value]], dict[str, Value]]:
    """Items of each person, with a made-up name, and of the case itself. `place`: which household of the morning it is;
    `today` YYYY-MM-DD. What nobody types, and what is nobody's to say at home, stays away."""
    people: dict[str, dict[str, Value]] = {}
    own: dict[str, Value] = {}
    days = (date.fromisoformat(today) - home.today).days
    for key, value in home.entries.items():
        person, name = split_key(key)
        item = items.get(name)
        if item is None or item.input != "typed" or item.sensitivity not in SAID:
            continue
        if person:
            people.setdefault(person, _called(place, len(people)))[name] = value
        else:
            own[name] = _later(str(value), days) if item.kind is Kind.date else value
    return list(people.values()), own


def _called(place: int, at: int) -> dict[str, Value]:
    family, name = FAMILIES[place % len(FAMILIES)], NAMES[at % len(NAMES)]
    return {"m_name": f"{family[0]}　{name[0]}", "m_kana": f"{family[1]}　{name[1]}"}


def _later(day: str, days: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + days).isoformat()
