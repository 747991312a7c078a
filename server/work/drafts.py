"""Drafts of the catalog: what stands in one, and the rows that people write into it.

A draft is what differs from the version under it. When another version comes into force meanwhile, the draft stands on
that one from then on; a row that both changed is said so, and stops its publishing until somebody has saved it again.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import msgspec

from handoff.catalog import Row
from handoff.catalog_faults import BadRows, Fault
from handoff.catalog_rows import KEYS, Tables, tables_of
from handoff.characters import admit
from handoff.differences import RowDiffers, arranged, by_id, differences, same
from handoff.offices import Window
from handoff.refusal import Reason, Refused
from handoff.row_form import admit_row
from server.ports.drafts import FIRST_REV, Draft, DraftMoved, Edit, Hand, Ordering, RowKept
from server.work import editors
from server.work.cupboards import Actor, Cupboards

TRIES: Final = 5
MOST_NAME: Final = 80
MOST_DRAFTS: Final = 100
"""A city with more of them has forgotten most."""


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


def window_row(window: Window) -> RowStands:
    """A window, which no draft changes."""
    row = {
        "window_id": window.window,
        "name": window.name,
        "office": window.office,
        "group_id": window.group,
        "window_no": window.number,
        "floor": window.floor,
        "kind": window.kind,
    }
    return RowStands(window.window, 1, row)


async def stand(c: Cupboards, draft: str) -> Standing:
    """A draft on the version that is in force. Refused: `no_such_draft`."""
    for _ in range(TRIES):
        found = await c.drafts.get(draft)
        if found is None:
            break
        based_on, published = found.head.based_on, c.catalogs.current().version
        if based_on == published or not c.catalogs.holds(based_on):
            return Standing(c, found)
        with suppress(DraftMoved):
            await c.drafts.renew(draft, based_on, published, Hand("", "", c.clock()))
    raise Refused(Reason.no_such_draft)


def _table(table: str, under: list[Row], draft: Draft) -> list[Row]:
    written = {one.id: one.row for one in draft.rows.values() if one.table == table}
    order = draft.orders.get(table)
    if not written and order is None:
        return under
    rows = by_id(table, under)
    for one, row in sorted(written.items(), key=lambda pair: draft.rows[table, pair[0]].rev):
        if row is None:
            rows.pop(one, None)
        else:
            rows[one] = row
    return [rows[one] for one in (arranged(rows, order.ids) if order else rows)]


# ---- making and discarding


async def make(c: Cupboards, who: Actor, name: str) -> str:
    """A new draft, in which nothing is changed yet. Refused: `not_allowed`, `reason_needed` (no name), `too_long`,
    `too_big` when there are too many."""
    editors.must_edit(who)
    name = admit(name.strip(), MOST_NAME, at="name")
    if not name:
        raise Refused(Reason.reason_needed, at="name")
    if len(await c.drafts.all()) >= MOST_DRAFTS:
        raise Refused(Reason.too_big, at="name", limit=MOST_DRAFTS)
    draft = base64.b32encode(c.chance(5)).decode().lower()
    await c.drafts.make(draft, name, c.catalogs.current().version, hand(c, who))
    return draft


async def discard(c: Cupboards, who: Actor, draft: str) -> None:
    """It is gone. Whoever is no administrator may discard the own ones only."""
    editors.must_edit(who)
    head = (await stand(c, draft)).head
    if head.maker != who.clerk:
        editors.must_administer(who)
    await c.drafts.discard(draft, hand(c, who))


def hand(c: Cupboards, who: Actor) -> Hand:
    """Who does it, now."""
    return Hand(who.clerk, who.name, c.clock())


# ---- rows


class Wanted(msgspec.Struct, frozen=True):
    """A row as it shall be (None: taken away), and the revision that this stands on (0: there is none yet)."""

    table: str
    id: str
    row: Row | None
    base: int


async def write(c: Cupboards, who: Actor, draft: str, wanted: Sequence[Wanted], what: str = "row") -> list[int]:
    """All of these rows or none of them; their new revisions.

    Refused: `no_such_draft`, `no_such_table`, `not_allowed`, `other_department`. Raises `BadRows` with what is wrong in
    them, and `RowsOvertaken`.
    """
    for _ in range(TRIES):
        stands = await stand(c, draft)
        may = await editors.may_write(c, who, stands.tables)
        edits = _edits(c, stands, wanted)
        for edit in edits:
            may(edit.table, edit.before, edit.row)
        with suppress(DraftMoved):
            return await c.drafts.write(draft, stands.head.based_on, edits, hand(c, who), what)
    raise Refused(Reason.not_now)


def _edits(c: Cupboards, stands: Standing, wanted: Sequence[Wanted]) -> list[Edit]:
    look = Look(c)
    faults: list[Fault] = []
    edits = []
    for one in wanted:
        if one.table not in KEYS:
            raise Refused(Reason.no_such_table, at=one.table[:40])
        before = stands.row(one.table, one.id)
        row = None
        if one.row is not None:
            try:
                row = admit_row(one.table, one.id, one.row, before)
            except BadRows as bad:
                faults += bad.faults
        under = stands.head.based_on if look.row(stands.head.based_on, one.table, one.id) is not None else 0
        edits.append(Edit(one.table, one.id, row, _base(look, one, under, before), before, under))
    if faults:
        raise BadRows("bad_row", faults)
    return edits


def _base(look: Look, one: Wanted, under: int, before: Row | None) -> int:
    """What an edit stands on. The row of an older version counts as the row under the draft when it is the same."""
    older = 0 < one.base < FIRST_REV and one.base != under
    return under if older and same(look.row(one.base, one.table, one.id), before) else one.base


async def order(c: Cupboards, who: Actor, draft: str, table: str, ids: Sequence[str], base: int) -> int:
    """The rows of a table in another order; the order's revision. `base`: the revision of the order on the screen.

    Refused: `not_allowed` (editors write rows only), `no_such_table`, `not_a_choice` when these are not the ids of the
    table. Raises `RowsOvertaken`.
    """
    editors.must_administer(who)
    for _ in range(TRIES):
        stands = await stand(c, draft)
        if table not in KEYS:
            raise Refused(Reason.no_such_table, at=table[:40])
        before = [one.id for one in stands.rows(table)]
        if sorted(before) != sorted(ids):
            raise Refused(Reason.not_a_choice, at="ids")
        ordering = Ordering(table, list(ids), base, before)
        with suppress(DraftMoved):
            return await c.drafts.order(draft, stands.head.based_on, ordering, hand(c, who))
    raise Refused(Reason.not_now)
