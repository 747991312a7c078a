"""What differs between two sets of a catalog's rows, and three of them made into one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

from handoff.catalog import Row
from handoff.catalog_rows import KEYS, Tables, id_of

What: TypeAlias = Literal["added", "changed", "removed", "moved"]
Rows: TypeAlias = "dict[str, Row]"


class ColumnDiffers(msgspec.Struct, frozen=True):
    """A column of a row: what it said, what it says."""

    column: str
    before: str
    after: str


class RowDiffers(msgspec.Struct, frozen=True):
    """A row that was added, changed, removed, or (its table's order, without an id) moved."""

    table: str
    id: str
    what: What
    columns: list[ColumnDiffers]


def by_id(table: str, rows: Iterable[Row]) -> Rows:
    """The rows of a table by their ids; of two with one id the first."""
    found: Rows = {}
    for row in rows:
        found.setdefault(id_of(table, row), row)
    return found


def same(one: Row | None, other: Row | None) -> bool:
    """Whether two rows say the same: a column that is not there is an empty one."""
    if one is None or other is None:
        return one is other
    return one == other or not columns(one, other)


def columns(before: Row | None, after: Row | None) -> list[ColumnDiffers]:
    """The columns in which two rows differ; all that say something where one of them is not there."""
    old, new = before or {}, after or {}
    return [
        ColumnDiffers(name, old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys([*old, *new])
        if old.get(name, "") != new.get(name, "")
    ]


def differences(before: Tables, after: Tables) -> list[RowDiffers]:
    """From one set of rows to another, table by table: changed and added rows in the new order, then removed ones."""
    found: list[RowDiffers] = []
    for table in KEYS:
        old, new = before.get(table, []), after.get(table, [])
        if old is not new:
            found += _of_table(table, by_id(table, old), by_id(table, new))
    return found


def _of_table(table: str, old: Rows, new: Rows) -> list[RowDiffers]:
    found = [
        RowDiffers(table, one, "changed" if one in old else "added", columns(old.get(one), row))
        for one, row in new.items()
        if not same(old.get(one), row)
    ]
    found += [RowDiffers(table, one, "removed", columns(row, None)) for one, row in old.items() if one not in new]
    before, after = [one for one in old if one in new], [one for one in new if one in old]
    if before != after:
        found.append(RowDiffers(table, "", "moved", [ColumnDiffers("", "|".join(before), "|".join(after))]))
    return found


def arranged(ids: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """These ids in the wanted order; one that nobody placed stands behind the one that it stood behind before."""
    have = list(ids)
    left = set(have)
    placed = [one for one in dict.fromkeys(wanted) if one in left]
    left -= set(placed)
    if not left:
        return placed
    after: dict[str, list[str]] = {}
    last = ""
    for one in have:
        if one in left:
            after.setdefault(last, []).append(one)
        else:
            last = one
    return [each for one in ["", *placed] for each in ([one] if one else []) + after.get(one, [])]


def merge(base: Tables, mine: Tables, theirs: Tables) -> tuple[Tables, list[tuple[str, str]]]:
    """What I changed from `base` done to `theirs`, and the rows (table, id) which both changed, each in another way.

    The order of a table is mine where I changed it, theirs otherwise.
    """
    merged: Tables = {}
    both: list[tuple[str, str]] = []
    for table in KEYS:
        old, my, their = (by_id(table, tables.get(table, [])) for tables in (base, mine, theirs))
        rows = dict(their)
        for one in dict.fromkeys([*old, *my]):
            if same(old.get(one), my.get(one)):
                continue
            if not same(old.get(one), their.get(one)) and not same(my.get(one), their.get(one)):
                both.append((table, one))
            _put(rows, one, my.get(one))
        reordered = [one for one in old if one in my] != [one for one in my if one in old]
        first, second = (my, their) if reordered else (their, my)
        order = arranged([one for one in {**second, **first} if one in rows], [one for one in first if one in rows])
        merged[table] = [rows[one] for one in order]
    return merged, both


def _put(rows: Rows, one: str, row: Row | None) -> None:
    if row is None:
        rows.pop(one, None)
    else:
        rows[one] = row
