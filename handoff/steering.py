"""Which entries may change the way of a visit: life events, answers, procedures by hand, overruled blocks, and the
items from which the household's facts are told. Everything else is typed without planning anything anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handoff import care
from handoff import messages as m
from handoff.case import split_key
from handoff.item import ItemDef

PREFIXES: Final = ("ev.", "q.", "proc.", "over.", "role.")
ITEMS: Final = frozenset(
    {
        *("ido_date", "ev_date", "dec_date", "ido_scope", "koseki_lgcode", "koseki_city"),
        *("m_birth", "m_nat", "m_nat_cd", "m_mnc", "m_head", "m_in_setai", "m_zokugara", "m_inkan_no"),
        *("m_kokuho", "m_kokuho_no", "m_kouki", "m_kouki_no", "m_kaigo_lv", "m_kotei", "m_zei"),
        "shien_flag",
    }
)
"""The items that `household.facts` looks at, besides those that only foreign nationals have."""
WHO_IS_THERE: Final = (m.AddPerson, m.RemovePerson, m.RestorePerson, m.MergePerson)
STEERING: Final = (
    m.Events,
    m.Reply,
    m.Withdraw,
    m.Choose,
    m.Unchoose,
    m.AsAnswered,
    m.Overrule,
    m.HoldTo,
    *WHO_IS_THERE,
)
"""Edits of nothing but what steers."""


def changes_the_way(deed: m.ChangeDeed, items: Mapping[str, ItemDef]) -> bool:
    """Whether the counters still to visit may be others after this edit."""
    match deed:
        case m.Set(entries=entries) | m.Undo(entries=entries):
            return any(steers(key, items) for key in entries)
        case m.Clear(keys=keys):
            return any(steers(key, items) for key in keys)
        case _:
            return isinstance(deed, STEERING)


def steers(key: str, items: Mapping[str, ItemDef]) -> bool:
    """Whether the value at a key may change the way, or 要配慮, which is planned with it."""
    if key.startswith(PREFIXES):
        return True
    _, name = split_key(key)
    item = items.get(name)
    return name in ITEMS or name == care.ITEM or (item is not None and item.foreign_only)
