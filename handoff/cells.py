"""What a catalog's value looks like in a workbook's cell, and what a cell means: for those who edit in a spreadsheet.

A value is a text, as in the city's files. In a cell, yes and no are words (はい, いいえ), and a choice is its label;
whoever types the value itself is understood as well. Texts stand as they are: 001 stays 001.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS, Column
from handoff.expression import BadExpression, parse

YES: Final = "はい"
NO: Final = "いいえ"
_FLAGS: Final[Mapping[str, str]] = {YES: "1", NO: "0", "1": "1", "0": "0", "": ""}
_INT: Final = re.compile(r"-?[0-9]+")
_LINE_END: Final = re.compile(r"(?:_x000D_|\r)?\n|\r")
_PARTS: Final = re.compile(r"[|\n]")


class BadCell(ValueError):
    """A cell that says nothing that its column may hold: why, in a sentence."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def shown(column: Column, value: str) -> str:
    """What a cell shows of a value."""
    if column.kind == "bool":
        return {"1": YES, "0": NO}.get(value, value)
    if column.choices:
        return dict(column.choices).get(value, value)
    return _LINE_END.sub("\n", value)


def admit(column: Column, cell: str) -> str:
    """The value that a cell means. `BadCell`: empty where it must not be, not among the choices, no whole number, no
    day of a calendar, no condition (with the place in it). What else no row may hold, `row_form.admit_row` refuses."""
    value = _value(column, cell)
    if column.required and not value:
        raise BadCell("空にできません。")
    if column.kind == "expression":
        _condition(value)
    return value


def _value(column: Column, cell: str) -> str:
    plain = cell.strip()
    if column.kind == "bool":
        if plain.upper() not in _FLAGS:
            raise BadCell(f"「{YES}」か「{NO}」を入れてください。")
        return _FLAGS[plain.upper()]
    if column.kind == "int" and plain and not _INT.fullmatch(plain):
        raise BadCell("半角の整数を入れてください。")
    if column.kind == "date":
        return _date(plain)
    if column.kind == "list":
        return "|".join(dict.fromkeys(part for each in _PARTS.split(plain) if (part := each.strip())))
    return _choice(column, plain) if column.choices else _LINE_END.sub("\n", plain)


def _date(plain: str) -> str:
    try:
        return date.fromisoformat(plain).isoformat() if plain else ""
    except ValueError:
        raise BadCell("日付を 2027-04-01 の形で入れてください。") from None


def _choice(column: Column, plain: str) -> str:
    labels = {label: value for value, label in column.choices or ()}
    if plain in labels:
        return labels[plain]
    if not plain or column.free or plain in labels.values():
        return plain
    raise BadCell(f"次のどれかを入れてください: {'、'.join(labels)}")


def _condition(plain: str) -> None:
    if not plain:
        return
    try:
        parse(plain)
    except BadExpression as no:
        raise BadCell(f"{no.place + 1}文字目: {no.sentence}") from None


def settled(table: str, row: Row) -> Row:
    """A row as it comes back from a workbook that nobody edited: its known columns, trimmed. What a cell cannot mean
    stays as it is."""
    found = {}
    for column in COLUMNS[table]:
        value = row.get(column.name, "")
        try:
            found[column.name] = _value(column, shown(column, value))
        except BadCell:
            found[column.name] = value
    return found


def print_of(table: str, row: Row) -> str:
    """A short print of what a row says: two rows with the same one say the same."""
    said = "\x1f".join(f"{name}\x1e{value}" for name, value in sorted(settled(table, row).items()) if value)
    return hashlib.blake2b(said.encode(), digest_size=9).hexdigest()
