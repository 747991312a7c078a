"""利用者のCSV: an account as a row with Japanese headings, and back. What a file does not say of an account stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from handoff.account import LABELS, Account
from handoff.filefault import FileFault

JOIN: Final = "|"
LISTS: Final = ("roles", "sees", "teams", "offices", "groups", "rights")
KEY: Final = LABELS["login"]
NEEDED: Final = ("login", "name", "department", "roles", "offices", "valid_from")
"""What a new account cannot do without."""
ROLES: Final = {"clerk": "窓口職員", "manager": "フロア管理", "editor": "編集担当", "admin": "管理者"}
SEES: Final = {"L3": "要配慮", "L4": "個人番号", "S": "支援措置", "overrule": "制限を外す"}
SORTS: Final = {"staff": "職員", "contractor": "委託"}
YES: Final = frozenset({"1", "はい", "停止", "○"})
NO: Final = frozenset({"", "0", "いいえ"})
_FORMULA: Final = ("=", "+", "-", "@", "\t")


class Said(NamedTuple):
    """A row of a file, the line that it comes from, and whether it has all columns."""

    number: int
    row: dict[str, str]
    whole: bool = True


class Names(msgspec.Struct, frozen=True):
    """What ids are called in a file: id -> name."""

    offices: dict[str, str]
    groups: dict[str, str]
    teams: dict[str, str]

    def of(self, field: str) -> Mapping[str, str]:
        """The names of a field's ids; none where ids are written as they are."""
        own = {"roles": ROLES, "sees": SEES, "sort": SORTS, "offices": self.offices, "groups": self.groups}
        return {**own, "teams": self.teams}.get(field, {})


def row_of(account: Account, names: Names) -> dict[str, str]:
    """The account as a row: heading -> cell."""
    return {label: _cell(field, getattr(account, field), names.of(field)) for field, label in LABELS.items()}


def _cell(field: str, value: Any, named: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, list):
        return JOIN.join(named.get(one, one) for one in value)
    return named.get(value, value) if value else ""


def heading_faults(headings: Collection[str]) -> list[FileFault]:
    """Headings that are none, or that lack."""
    found = [
        FileFault(f"「{one[:40]}」という列はありません。", row=1, column=one[:40])
        for one in headings
        if one not in LABELS.values()
    ]
    if KEY not in headings:
        found.append(FileFault(f"「{KEY}」の列がありません。", row=1, column=KEY))
    if len(set(headings)) != len(list(headings)):
        found.append(FileFault("同じ列が2つあります。", row=1))
    return found


def account_of(
    row: Mapping[str, str], number: int, before: Account | None, names: Names
) -> tuple[Account | None, list[FileFault]]:
    """The account that a row wants, over the one that stands; None with everything that cannot be read."""
    said: dict[str, Any] = {}
    wrong: list[FileFault] = []
    for field, label in LABELS.items():
        if label not in row:
            continue
        cell = row[label].strip()
        if cell.startswith(_FORMULA):
            text = "式のような値です。= + - @ で始めないでください。"
            wrong.append(FileFault(text, row=number, column=label))
            continue
        value, why = _value(field, cell, names.of(field))
        if why:
            wrong.append(FileFault(why, row=number, column=label))
        said[field] = value
    if before is None:
        lacking = [field for field in NEEDED if not said.get(field)]
        wrong += [FileFault("新しい方には、この欄が要ります。", row=number, column=LABELS[field]) for field in lacking]
    if wrong:
        return None, wrong
    whole = {**(msgspec.to_builtins(before) if before else {}), **said}
    return msgspec.convert(whole, Account), []


def _value(field: str, cell: str, named: Mapping[str, str]) -> tuple[Any, str]:
    if field == "disabled":
        plain = unicodedata.normalize("NFKC", cell)
        return plain in YES, "" if plain in YES | NO else "1（停止）か、空にしてください。"
    if field == "valid_to":
        return cell or None, ""
    if field in LISTS:
        ids = [_id(one.strip(), named) for one in cell.split(JOIN) if one.strip()]
        unknown = [one for one, found in ids if not found and named]
        return [one for one, _ in ids], f"「{unknown[0][:40]}」はありません。" if unknown else ""
    if named:
        one, found = _id(cell or "職員", named)
        return one, "" if found else f"「{cell[:40]}」はありません。"
    return cell, ""


def _id(said: str, named: Mapping[str, str]) -> tuple[str, bool]:
    """(the id of what is written as its id or its name, whether there is one)."""
    if said in named:
        return said, True
    found = next((one for one, name in named.items() if name == said), None)
    return (said, False) if found is None else (found, True)
