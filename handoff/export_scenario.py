"""シナリオ: which way a robot enters a row into the resident system. It stands in each row, so that one file may hold
several, and is derived from the life event and 全部・一部."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.case import Value
from handoff.form_book import FormBook

Nationality: TypeAlias = Literal["", "日本人", "外国人", "混合"]

WHOLE: Final = "ido_scope"


class Scenario(msgspec.Struct, frozen=True):
    """One way of entering. `event`: the life event; `scoped`: whether 全部 and 一部 are two ways; `keys`: the items
    with which the receiving screen is opened."""

    event: str
    name: str
    scoped: bool
    keys: tuple[str, ...]


_PERSON: Final = ("m_kana", "m_birth")
SCENARIOS: Final = {
    one.event: one
    for one in (
        Scenario("TENNYU", "転入", True, ("ido_date", "old_lgcode", *_PERSON)),
        Scenario("TENNYU_TOKUREI", "特例転入", True, ("ido_date", "old_lgcode", *_PERSON)),
        Scenario("TENNYU_KOKUGAI", "国外転入", True, ("ido_date", *_PERSON)),
        Scenario("TENKYO", "転居", True, ("ido_date", "hh_setai_no", *_PERSON)),
        Scenario("TENSHUTSU", "転出", True, ("ido_date", "hh_setai_no", *_PERSON)),
        Scenario("TENSHUTSU_TOKUREI", "特例転出", True, ("ido_date", "hh_setai_no", *_PERSON)),
        Scenario("TENSHUTSU_KOKUGAI", "国外転出", True, ("ido_date", *_PERSON)),
        Scenario("SETAI", "世帯変更", False, ("ido_date", "hh_setai_no", "hh_new_type", *_PERSON)),
        Scenario("SHOMEI", "証明書", False, ("cert_kind", "cert_copies", "cert_target")),
    )
}
"""The ways of the cities' own RPA: 転入, 転居, 転出, 特例転入, 特例転出 (全部・一部), 世帯変更, 証明書. Another life
event is its own scenario under its own word."""


def scenario(event: str, values: Mapping[str, Value], book: FormBook) -> str:
    """`転入_全部`, `世帯変更`, `出生`; without 全部・一部 what is to be moved is all (`転入_全部`)."""
    known = SCENARIOS.get(event)
    if known is None:
        return book.moves.get(event, "")
    if not known.scoped:
        return known.name
    return f"{known.name}_{'一部' if values.get(WHOLE) == '一部' else '全部'}"


def nationality(foreign: Iterable[bool]) -> Nationality:
    """Of the persons on a form: 日本人, 外国人, or both (混合); "" of nobody."""
    found = set(foreign)
    if len(found) > 1:
        return "混合"
    return "" if not found else "外国人" if found.pop() else "日本人"
