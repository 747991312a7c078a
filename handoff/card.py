"""A card read at a window: which of its values the case asks for, and where they go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handoff.case import Value, person_key

ARMED_MS: Final = 60_000
"""How long a read is accepted after the window's case was armed for it."""

TAKES: Final[Mapping[str, str]] = {
    "name": "m_name",
    "kana": "m_kana",
    "address": "m_addr",
    "birth": "m_birth",
    "sex": "m_sex",
    "mynumber": "m_mynumber",
    "card_no": "m_card_no",
    "nationality": "m_nat",
    "status": "m_status",
    "until": "m_until",
}
"""What a card may say, and the item that keeps it. Everything else of a read is dropped here."""


def entries_of(values: Mapping[str, Value], person: str) -> dict[str, Value]:
    """The entries of a person that a read fills."""
    return {person_key(person, TAKES[name]): value for name, value in values.items() if name in TAKES and value not in (None, "")}
