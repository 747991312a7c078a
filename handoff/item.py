"""An item (入力項目): the definition of an entry, made from a row of the city's data dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, Literal, TypeAlias

import msgspec

Lists: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
"""Code lists by name (`country`, `zairyu`, `events`): (code, label) in display order."""


class Kind(StrEnum):
    """What kind of value an item takes. `datetime`, `id` and `ref` are only ever written by the server."""

    text = "text"
    longtext = "longtext"
    name = "name"
    kana = "kana"
    roman = "roman"
    address = "address"
    date = "date"
    enum = "enum"
    enum_multi = "enum_multi"
    bool = "bool"
    int = "int"
    digits = "digits"
    code = "code"
    postal = "postal"
    tel = "tel"
    id = "id"
    ref = "ref"
    datetime = "datetime"
    signature = "signature"
    image = "image"


BLOBS: Final = frozenset({Kind.signature, Kind.image})
"""Kinds whose values are sealed blobs with deeds of their own."""

Shown: TypeAlias = Literal["wareki", "western", "by_nationality"]
Input: TypeAlias = Literal["typed", "answer", "auto", "derived"]


class ItemDef(msgspec.Struct, frozen=True, omit_defaults=True):
    """One item. `max_len` counts characters as a person does (`characters.count`).

    `checks` are the dictionary's validations, in order (`cd:mynumber`, `re:^...$`, `date<=today`, `zenkaku`, ...).
    `choices` are the codes that an enum takes; a code without an entry in `labels` is its own label. An enum without
    choices takes any short text (its list lives elsewhere). `input`: typed (or read, imported), answer (by the
    guidance), auto (computed by the server), derived (from `person_item` of the person in `role`; has no entry of its
    own). `calendar`: in which years a date is shown.
    """

    key: str
    label: str
    scope: str
    kind: Kind
    max_len: int
    checks: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    labels: dict[str, str] = {}
    choices_from: str = ""
    sensitivity: str = "L2"
    input: Input = "typed"
    role: str = ""
    person_item: str = ""
    foreign_only: bool = False
    allows_unknown_date: bool = False
    calendar: Shown = "wareki"
    standard_item: str = ""
    csv_default: bool = False
    note: str = ""

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """The `re:` check, if there is one."""
        found = next((check[3:] for check in self.checks if check.startswith("re:")), None)
        return re.compile(found, re.ASCII) if found else None

    @property
    def check_digit(self) -> str:
        """The name in the `cd:` check, or empty."""
        return next((check[3:] for check in self.checks if check.startswith("cd:")), "")

    @property
    def span(self) -> tuple[int, int] | None:
        """Least and most of a number (`1..20`), if the dictionary says so."""
        found = next((match for check in self.checks if (match := _SPAN.fullmatch(check))), None)
        return (int(found.group(1)), int(found.group(2))) if found else None


_SPAN: Final = re.compile(r"(-?[0-9]+)\.\.(-?[0-9]+)")

# Standard 1.1.8: besides births and deaths (which the dictionary marks with 不詳可) these two may be not known to the
# day.
_UNKNOWN_TOO: Final = frozenset({"住民となった年月日", "住所を定めた年月日"})


def from_row(row: Mapping[str, str], lists: Lists | None = None) -> ItemDef:
    """An item from a row of data_dictionary.csv. `lists` holds the code lists that rows name (`dict:country`,
    `enum:events`).

    A row that is no item (unknown kind, no length) is the catalog's mistake: ValueError, with the key.
    """
    checks = tuple(check.strip() for check in row["validation"].split(";") if check.strip())
    kind, source = _kind(row), _source(checks)
    choices, labels = _choices(kind, source, lists or {})
    return ItemDef(
        key=row["key"],
        label=row["label_ja"],
        scope=row["scope"],
        kind=kind,
        max_len=int(row["max_len"]),
        checks=tuple(check for check in checks if not check.startswith("enum:")),
        choices=choices,
        labels=labels,
        choices_from=source if not choices else "",
        sensitivity=row["sensitivity"],
        input=msgspec.convert(row["input"], Input),
        role=row["role"],
        person_item=row["person_item"],
        foreign_only="foreign_only" in checks,
        allows_unknown_date=kind is Kind.date and ("不詳可" in checks or row["standard_item"] in _UNKNOWN_TOO),
        calendar=_calendar(checks),
        standard_item=row["standard_item"],
        csv_default=row["csv_default"] == "1",
        note=row["note"],
    )


def _kind(row: Mapping[str, str]) -> Kind:
    try:
        return Kind(row["type"])
    except ValueError as wrong:
        raise ValueError(f"{row['key']}: no such kind of item: {row['type']}") from wrong


def _source(checks: tuple[str, ...]) -> str:
    return next((check for check in checks if check.startswith(("enum:", "dict:"))), "")


def _choices(kind: Kind, source: str, lists: Lists) -> tuple[tuple[str, ...], dict[str, str]]:
    """(codes, labels): written out in the row, or from a list; nothing where the list is not given or the kind takes
    no choice."""
    if not source or kind not in {Kind.enum, Kind.enum_multi, Kind.code}:
        return (), {}
    what, _, names = source.partition(":")
    if what == "enum" and "," in names:
        return tuple(names.split(",")), {}
    pairs = lists.get(names, ())
    return tuple(code for code, _ in pairs), {code: label for code, label in pairs if label != code}


def _calendar(checks: tuple[str, ...]) -> Shown:
    if any(check.startswith("日本人=和暦") for check in checks):
        return "by_nationality"
    return "western" if "西暦" in checks else "wareki"
