"""What one person's entries tell: the names that a form's row condition may ask for (domain §3). What is not known is
None, and None puts nobody on a form; only a nationality that nobody entered counts as Japanese, because of a foreign
national there is always something that a Japanese does not have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from handoff.case import Value
from handoff.eras import STORED, UNKNOWN
from handoff.household import GROWN, JAPAN
from handoff.logic import Scalar
from handoff.wareki import age, grade

NAMES: Final = (
    *("age", "mnc", "kokuho", "kouki", "kaigo", "techo", "foreign", "n1"),
    *("pension", "inkan", "newborn", "apart", "head", "ev"),
)
"""All names of a row's condition."""
PENSIONER: Final = 65
"""Nobody's entry says that a pension is paid; 老齢基礎年金 begins at this age (国民年金法26条)."""


class PersonFacts:
    """One person on the day of the event. `own` are the person's items without their prefix; `foreign_items` what only
    foreign nationals have."""

    def __init__(self, own: Mapping[str, Value], day: date, foreign_items: frozenset[str]) -> None:
        self._own = own
        birth = own.get("m_birth")
        known = isinstance(birth, str) and (STORED.fullmatch(birth) is not None or birth.startswith(UNKNOWN))
        self.age = age(birth, day) if isinstance(birth, str) and known else None
        self.grade = grade(birth, day) if isinstance(birth, str) and known else ""
        self.foreign = self._foreign(foreign_items)

    def env(self, event: str, newborn: bool, head: bool) -> dict[str, Scalar]:
        """What a condition may ask."""
        own = self._own
        return {
            "ev": event or None,
            "age": self.age,
            "mnc": _is(own, "m_mnc", "あり"),
            "kokuho": _flag(own, "m_kokuho", "m_kokuho_no"),
            "kouki": _flag(own, "m_kouki", "m_kouki_no"),
            "kaigo": None if not own.get("m_kaigo_lv") else own["m_kaigo_lv"] != "なし",
            "techo": True if own.get("m_techo") else None,
            "foreign": self.foreign,
            "n1": _is(own, "m_nenkin", "第1号"),
            "pension": None if self.age is None else self.age >= PENSIONER,
            "inkan": True if own.get("m_inkan_no") else None,
            "newborn": newborn,
            "apart": _is(own, "live_apart", "別居"),
            "head": head,
        }

    @property
    def child(self) -> bool:
        """Until the end of the school year of 18."""
        return bool(self.grade) and self.grade != GROWN

    def _foreign(self, items: frozenset[str]) -> bool:
        nationality = self._own.get("m_nat_cd") or self._own.get("m_nat")
        if isinstance(nationality, str) and nationality:
            return nationality not in JAPAN
        return any(self._own.get(item) for item in items)


def _is(own: Mapping[str, Value], item: str, wanted: str) -> bool | None:
    return own[item] == wanted if own.get(item) else None


def _flag(own: Mapping[str, Value], item: str, number: str) -> bool | None:
    said = own.get(item)
    return said if isinstance(said, bool) else (True if own.get(number) else None)
