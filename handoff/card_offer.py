"""Whose card a read may be, as the clerk is asked: each person of the case with what the card would fill there, and
where it says something else. Nothing here writes; a key does (`card.pour`)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from handoff.alike import alike
from handoff.card import is_another, is_same
from handoff.case import Sheet, Value, person_key, persons

ASKS = "role.todokede"


class Offer(msgspec.Struct, frozen=True):
    """A person of the case. `same`: known by the card (number, or name and birth). `another`: what stands there says
    somebody else. `fills`: items that are blank there; `differs`: item -> op of the entry that says something else."""

    person: str
    same: bool
    another: bool
    fills: tuple[str, ...]
    differs: dict[str, str]


def offers(sheet: Sheet, items: Mapping[str, Value]) -> list[Offer]:
    """Everybody in the case: first who is known by the card, then who asks, then whoever may be meant, last those that
    the card says it is not. `items`: item -> value as it would be stored."""
    asks = sheet.value(ASKS)
    found = [offer(sheet, person, items) for person in persons(sheet)]
    return sorted(found, key=lambda one: (not one.same, one.another, one.person != asks))


def offer(sheet: Sheet, person: str, items: Mapping[str, Value]) -> Offer:
    """What the card would do to one person."""
    fills, differs = [], {}
    for item, value in items.items():
        entry = sheet.entries.get(person_key(person, item))
        if entry is None or entry.value in (None, ""):
            fills.append(item)
        elif not alike(entry.value, value):
            differs[item] = entry.op
    same = is_same(sheet, person, items)
    return Offer(person, same, not same and is_another(sheet, person, items), tuple(fills), differs)
