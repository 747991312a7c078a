"""A draft of the catalog as it stands: the rows of the version under it, and what people changed of them.

A draft is what differs from the version under it. When another version comes into force meanwhile, the draft stands on
that one from then on; a row that both changed is said so, and stops its publishing until somebody has saved it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import msgspec

from handoff.catalog import Row
from handoff.catalog_rows import KEYS, Tables, tables_of
from handoff.differences import RowDiffers, arranged, by_id, differences, same
from handoff.references import uses
from handoff.refusal import Reason, Refused
from server.ports.drafts import Draft, DraftMoved, Hand, RowKept
from server.work.cupboards import Cupboards

TRIES: Final = 5
BELONGINGS: Final = "belongings"
CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("label",),
    "questions": ("text_ja",),
    "procedures": ("name",),
    "rules": ("text",),
    "counters": ("group_name",),
    "windows": ("name",),
    "data_dictionary": ("label_ja",),
    "forms": ("name",),
    "signatures": ("label_ja",),
    "roles": ("label_ja",),
    "phrases": ("text_ja",),
    "reasons": ("text_ja",),
    "opening_days": ("date", "note"),
    "katagaki": ("name",),
    "words": ("ja",),
    "codes": ("label_ja",),
}
"""The column with what a row is called."""


class RowStands(msgspec.Struct, frozen=True):
    """A row of a draft, with the revision that an edit of it is based on."""

    id: str
    rev: int
    row: Row


class Standing:
    """A draft as it stands: the rows of the version under it, its own, and those that were changed here and there."""

    def __init__(self, c: Cupboards, draft: Draft) -> None:
        self.draft = draft
        self.head = draft.head
        self.under = tables_of(c.catalogs.version(draft.head.based_on), c.catalogs.house())
        self.tables: Tables = {table: _table(table, self.under[table], draft) for table in KEYS}
        look = Look(c)
        self.both = [one for one in draft.rows.values() if look.both(one, draft.head.based_on)]
        self._ids: dict[str, dict[str, Row]] = {}

    def row(self, table: str, one: str) -> Row | None:
        """A row, None when it is not there."""
        return self._by_id(table).get(one)

    def rev(self, table: str, one: str) -> int:
        """The revision that an edit of a row is based on; 0: there is no such row."""
        if self.row(table, one) is None:
            return 0
        kept = self.draft.rows.get((table, one))
        return kept.rev if kept else self.head.based_on

    def rows(self, table: str) -> list[RowStands]:
        """The rows of a table, in order."""
        kept, under = self.draft.rows, self.head.based_on
        return [
            RowStands(one, kept[table, one].rev if (table, one) in kept else under, row)
            for one, row in self._by_id(table).items()
        ]

    def orders(self) -> dict[str, int]:
        """The revision of each table's order."""
        orders = self.draft.orders
        return {table: orders[table].rev if table in orders else self.head.based_on for table in KEYS}

    def changes(self) -> list[RowDiffers]:
        """What it changes of the version in force."""
        return differences(self.under, self.tables)

    def _by_id(self, table: str) -> dict[str, Row]:
        if table not in self._ids:
            self._ids[table] = by_id(table, self.tables[table])
        return self._ids[table]


class Look:
    """Rows of versions, each table of a version gone through once."""

    def __init__(self, c: Cupboards) -> None:
        self._c = c
        self._known: dict[tuple[int, str], dict[str, Row]] = {}

    def row(self, version: int, table: str, one: str) -> Row | None:
        """A row of a version, None when it had none."""
        if (version, table) not in self._known:
            tables = tables_of(self._c.catalogs.version(version), self._c.catalogs.house())
            self._known[version, table] = by_id(table, tables[table])
        return self._known[version, table].get(one)

    def both(self, kept: RowKept, based_on: int) -> bool:
        """Whether the version under the draft has another row than the one that the draft's writer saw."""
        if kept.over == based_on:
            return False
        then, now = (self.row(version, kept.table, kept.id) for version in (kept.over, based_on))
        return not same(then, now) and not same(now, kept.row)


async def stand(c: Cupboards, draft: str) -> Standing:
    """A draft on the version that is in force. Refused: `no_such_draft`."""
    for _ in range(TRIES):
        found = await c.drafts.get(draft)
        if found is None:
            break
        based_on = found.head.based_on
        if based_on > c.catalogs.current().version:  # another process knows of it already
            await c.catalogs.refresh()
        published = c.catalogs.current().version
        if based_on == published:
            return Standing(c, found)
        with suppress(DraftMoved):
            await c.drafts.renew(draft, based_on, published, Hand("", "", c.clock()))
    raise Refused(Reason.no_such_draft)


class Use(msgspec.Struct, frozen=True):
    """A row that names another one, in a column; `label` is what the row is called."""

    table: str
    id: str
    column: str
    label: str


async def uses_of(c: Cupboards, draft: str, table: str, one: str) -> list[Use]:
    """What names a row of a draft, or a belonging (`belongings`). Refused: `no_such_draft`, `no_such_table`."""
    stands = await stand(c, draft)
    if table not in {*KEYS, BELONGINGS}:
        raise Refused(Reason.no_such_table, at=table[:40])
    found = {(use.table, use.id, use.column): None for use in uses(stands.tables, table, one)}
    return [Use(at, by, column, _called(at, by, stands.row(at, by))) for at, by, column in found]


def _called(table: str, one: str, row: Row | None) -> str:
    """What a row is called: the first of its columns that says so, its id when none does."""
    said = (row.get(column, "") for column in CALLED.get(table, ()) if row)
    return next((text for text in said if text), one)


def _table(table: str, under: list[Row], draft: Draft) -> list[Row]:
    written = {one.id: one.row for one in draft.rows.values() if one.table == table}
    order = draft.orders.get(table)
    if not written and order is None:
        return under
    rows = by_id(table, under)
    for one, row in sorted(written.items(), key=lambda pair: (draft.rows[table, pair[0]].rev, pair[0])):
        if row is None:
            rows.pop(one, None)
        else:
            rows[one] = row
    return [rows[one] for one in (arranged(rows, order.ids) if order else rows)]
