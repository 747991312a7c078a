"""A resident of the city's own data, shown: through the one function that every output passes, and never without asking
whether it is protected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from handoff.import_kind import HOUSEHOLD, NOTICE, NUMBER
from handoff.resident import address, entries, sent_from
from handoff.visibility import Shown, show_values, view_of
from server.work import met
from server.work.cupboards import Actor, Cupboards
from server.work.resident_rows import Open

KEYS: Final = {
    "name": "m_name",
    "kana": "m_kana",
    "birth": "m_birth",
    "sex": "m_sex",
    "zokugara": "m_zokugara",
    "tsusho": "m_tsusho",
    "romaji": "m_romaji",
    "nat": "m_nat",
}
"""What is shown of a resident, and the item whose rights decide. Numbers of level 4 are not shown at all."""
WHERE: Final = "m_addr"


def flags_of(c: Cupboards) -> frozenset[str] | None:
    """The names of all flags that stand; None while they are not known."""
    index = c.protection.index()
    return None if index is None else frozenset(flag for found in index.values() for flag, _ in found)


def is_protected(c: Cupboards, household: Sequence[Open], flags: frozenset[str] | None) -> bool:
    """Whether a protected person is among them, or may be. By name, kana and birth as everywhere, and by the number."""
    if not flags:
        return flags is None
    known = [one.values[NUMBER] for one in household if NUMBER in one.values]
    numbers = {c.sealing.blind(f"resident|{number.lstrip('0')}").hex() for number in known}
    said = {
        key: entry for place, one in enumerate(household) for key, entry in entries(f"r{place}", one.values).items()
    }
    return bool(numbers & flags) or met.is_protected(c, said)


def shown(c: Cupboards, who: Actor, one: Open, hidden: bool) -> Shown[dict[str, Any]]:
    """A resident as this clerk may see it."""
    values = {
        "resident": one.id,
        "household": one.household.hex(),
        "number": one.values.get(NUMBER),
        "setai": one.values.get(HOUSEHOLD) or one.values.get(NOTICE),
        "protected": hidden,
        "address": address(one.values) or sent_from(one.values) or None,
        **{name: one.values.get(item) for name, item in KEYS.items()},
    }
    keys = {**KEYS, "address": WHERE, "number": NUMBER, "setai": HOUSEHOLD}
    return show_values(values, keys, view_of(who.sees), c.catalogs.items(), hidden)
