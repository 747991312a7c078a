"""What a workbook wants of a draft: its changes over what others changed since it was made, and where both did.

A workbook that the house made remembers what each row said then. What somebody else changed meanwhile is kept where the
workbook left the row as it was; a row that both changed stops the workbook.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Final

import msgspec

from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS, NAMES, label
from handoff.catalog_faults import Fault
from handoff.catalog_rows import KEYS, Tables
from handoff.cells import print_of
from handoff.differences import RowDiffers, Rows, by_id, differences, merge, same
from handoff.filefault import FileFault
from handoff.refusal import Refused
from server.ports.exchange import Brought
from server.work import editors
from server.work.cupboards import Actor, Cupboards
from server.work.standing import Standing

ELSE: Final = "\0"
"""Stands in a row that said something that nobody says any more."""
LATER: Final = "（公開の前に直してください）"


class Wants(msgspec.Struct, frozen=True):
    """The rows of the draft with what the workbook changes of them, and the rows that somebody else changed too."""

    tables: Tables
    clashes: list[FileFault]
    differ: list[RowDiffers]

    @property
    def print(self) -> str:
        """Two that change the same have the same."""
        return hashlib.blake2b(msgspec.msgpack.encode(self.differ), digest_size=16).hexdigest()


async def wants_of(c: Cupboards, who: Actor, stands: Standing, brought: Brought) -> Wants:
    """Beside the loop: a large catalog takes its time."""
    return await asyncio.to_thread(_compared, stands, brought, editors.ADMIN in who.roles)


def _compared(stands: Standing, brought: Brought, ordered: bool) -> Wants:
    theirs = {table: by_id(table, rows) for table, rows in stands.tables.items()}
    mine = {table: _as_they_stand(table, rows, theirs[table]) for table, rows in brought.tables.items()}
    base = {table: _base(table, brought, mine[table], theirs[table]) for table in theirs}
    merged, both = merge(*({table: list(rows.values()) for table, rows in one.items()} for one in (base, mine, theirs)))
    if not ordered:  # whoever is no administrator leaves the order as it is
        merged = {table: [rows[one] for one in last(theirs[table], rows)] for table, rows in by_ids(merged).items()}
    return Wants(merged, [_clash(stands, brought, *one) for one in both], differences(stands.tables, merged))


def by_ids(tables: Tables) -> dict[str, Rows]:
    """The rows of each table by their ids."""
    return {table: by_id(table, rows) for table, rows in tables.items()}


def _as_they_stand(table: str, rows: list[Row], theirs: Rows) -> Rows:
    """Rows of a workbook: those that say the same as the draft's as the draft has them, the others with the columns
    that no workbook shows."""
    found = by_id(table, rows)
    shown = {column.name for column in COLUMNS[table]}
    for one, row in found.items():
        their = theirs.get(one)
        if their is not None and (same(row, their) or print_of(table, their) == print_of(table, row)):
            found[one] = their
        elif their is not None:
            found[one] = row | {name: text for name, text in their.items() if name not in shown}
    return found


def _base(table: str, brought: Brought, mine: Rows, theirs: Rows) -> Rows:
    """What stood in the draft when the workbook was made; of one that another program made, what stands there now."""
    if brought.base is None:
        return theirs
    found: Rows = {}
    for one, mark in brought.base.get(table, {}).items():
        now = (theirs.get(one), mine.get(one))
        is_now = now[0] is not None and (now[0] is now[1] or print_of(table, now[0]) == mark)
        found[one] = now[0] if is_now and now[0] else _then(table, one, mark, now[1])
    return found


def _then(table: str, one: str, mark: str, my: Row | None) -> Row:
    """A row that the draft has no more: as the workbook has it, or, of one changed here and there, only its id."""
    if my is not None and print_of(table, my) == mark:
        return my
    keys = KEYS[table]
    parts = one.split(".", len(keys) - 1)
    return dict(zip(keys, [*parts, *[""] * len(keys)], strict=False)) | {ELSE: ELSE}


def _clash(stands: Standing, brought: Brought, table: str, one: str) -> FileFault:
    written = stands.draft.rows.get((table, one))
    by = f"{written.by}さんが" if written and written.by else ""
    gone = "消しています" if stands.row(table, one) is None else "変えています"
    text = f"「{one}」は、このファイルを出したあとに{by}画面で{gone}。もう一度書き出してから直してください。"
    return _fault(brought, table, one, text)


async def not_ones_own(c: Cupboards, who: Actor, stands: Standing, brought: Brought, wants: Wants) -> list[FileFault]:
    """The rows that only another department may change."""
    may = await editors.may_write(c, who, stands.tables)
    rows = by_ids(wants.tables)
    found = []
    for one in wants.differ:
        try:
            may(one.table, stands.row(one.table, one.id), rows[one.table].get(one.id))
        except Refused:
            text = f"「{one.id}」は、ほかの課の行です。この課では変えられません。"
            found.append(_fault(brought, one.table, one.id, text))
    return found


def doubts(brought: Brought, after: list[Fault], before: list[Fault]) -> list[FileFault]:
    """What would be wrong in the draft then, and is not now. It stops its publishing, not the workbook."""
    known = {(one.table, one.id, one.column, one.text) for one in before}
    return [
        _fault(brought, one.table, one.id, one.text + (LATER if one.level == "error" else ""), one.column, "warning")
        for one in after
        if (one.table, one.id, one.column, one.text) not in known
    ]


def _fault(brought: Brought, table: str, one: str, text: str, column: str = "", level: str = "error") -> FileFault:
    place = brought.places.get(table, {}).get(one, 0)
    return FileFault(text, NAMES.get(table, table), place, label(table, column) if column else "", level)


def last(before: Rows, after: Rows) -> list[str]:
    """The ids of a table whose order nobody changes: new rows stand last."""
    return [one for one in before if one in after] + sorted(one for one in after if one not in before)
