"""連携先: another system that comes to the city's door with a key of its own: what it may do, what it is told.

A key stands for a user without a chair: what it may see of a case is written as the grants that users have
(`handoff/rights.py`), so every function of the house asks it the same. It never has the right to see where a protected
person lives (S), and 個人番号 (L4) only where the city says so for this key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, Literal, TypeAlias

import msgspec

from handoff import characters
from handoff.account import is_day
from handoff.catalog_faults import Fault
from handoff.refusal import Refused
from handoff.system_notice import target_of

Right: TypeAlias = Literal["create", "read", "csv", "pdf", "work"]
RIGHTS: Final[tuple[Right, ...]] = ("create", "read", "csv", "pdf", "work")
LEVELS: Final = ("L3", "L4")
ID: Final = "system:"
"""Before a system's name where a user's id stands: in the audit, at entries, in 作業一覧."""
NAME: Final = 40
MOST_PER_MINUTE: Final = 600
_DEEDS: Final[dict[Right, str]] = {"create": "w", "read": "", "csv": "x", "pdf": "p", "work": "x"}
_TAKES_OUT: Final = frozenset({"csv", "pdf", "work"})
_FORMULA: Final = ("=", "+", "-", "@")


class System(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`name` is its own for good and names it in every record. `office`: whose cases it reaches. `rights`: create
    (cases of a pre-visit), read (how far a case is), csv, pdf, work (作業一覧 and its results). `forms`: which forms it
    may take out, `levels`: which items besides the plain ones. `per_minute`: so many requests. `until`: the last day of
    the key ("" = none). `target`: where it wants to be told of visits' moves ("" = nowhere)."""

    name: str
    office: str
    rights: list[Right]
    forms: list[str] = []
    levels: list[str] = []
    per_minute: int = 120
    until: str = ""
    target: str = ""

    def valid(self, day: str) -> bool:
        """Whether the key opens anything on a day."""
        return not self.until or day <= self.until

    @property
    def sees(self) -> frozenset[str]:
        """Its levels and grants, as a user has them. `form:-:r` names no form: without it, who has none has all."""
        given = {_DEEDS[right] for right in self.rights}
        deeds = "".join(one for one in "rwpx" if one == "r" or one in given)
        grants = {f"office:{self.office}:r", f"item:*:{deeds}", "form:-:r"} | {
            f"form:{one}:{deeds}" for one in self.forms
        }
        return frozenset(self.levels) | grants


def tidy(system: System) -> System:
    """As it is kept: no spaces around, lists without doubles."""
    lists = {name: list(dict.fromkeys(getattr(system, name))) for name in ("rights", "forms", "levels")}
    return msgspec.structs.replace(system, name=system.name.strip(), target=system.target.strip(), **lists)


def faults(system: System, offices: Collection[str], forms: Collection[str], today: str) -> list[Fault]:
    """All that is wrong with a tidy one, each with its field; none when it can be kept."""
    return [Fault("systems", system.name, field, text) for field, text in _wrong(system, offices, forms, today)]


def _wrong(system: System, offices: Collection[str], forms: Collection[str], today: str) -> Iterator[tuple[str, str]]:
    yield from _name(system.name)
    if system.office not in offices:
        yield "office", "庁舎を選んでください。"
    if not system.rights:
        yield "rights", "できることを1つ以上選んでください。"
    if _TAKES_OUT & set(system.rights) and not system.forms:
        yield "forms", "取り出せる様式を1つ以上選んでください。"
    if not set(system.forms) <= set(forms):
        yield "forms", "この様式は、いまの手続マスタにありません。"
    if not set(system.levels) <= set(LEVELS):
        yield "levels", "この項目の種類は選べません。"
    if not 1 <= system.per_minute <= MOST_PER_MINUTE:
        yield "per_minute", f"1分の回数は、1から{MOST_PER_MINUTE}までにしてください。"
    if system.until and (not is_day(system.until) or system.until < today):
        yield "until", "有効期限は、今日から後の日にしてください。"
    if system.target and target_of(system.target) is None:
        yield "target", "通知先は https://… の形の、512文字までの宛先にしてください。"


def _name(name: str) -> Iterator[tuple[str, str]]:
    if not name:
        yield "name", "名前を入れてください。"
    if name.startswith(_FORMULA):
        yield "name", "名前は、= + - @ で始められません（表計算ソフトで式として動くためです）。"
    try:
        characters.admit(name, NAME)
    except Refused:
        yield "name", f"名前は {NAME}文字までで、制御文字は使えません。"
