"""Drafts of the catalog in PostgreSQL. The row lock of a draft lets its writers in one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.ports.drafts import (
    FIRST_REV,
    Draft,
    DraftHead,
    DraftMoved,
    Edit,
    Hand,
    Order,
    Ordering,
    RowKept,
    RowsOvertaken,
    Theirs,
)
from server.record.catalog_log import note
from server.record.tables import draft_rows, drafts
from server.record.transaction import transaction

ROW = tuple(column for column in draft_rows.c if column.name != "draft")
AT_ONCE = 2_000
"""So many ids are asked for in one statement."""


class DraftWrites:
    """The drafts' part of `Drafts`."""

    _engine: AsyncEngine

    async def all(self) -> list[Draft]:
        """All drafts, the one that was changed last first."""
        async with transaction(self._engine) as connection:
            heads = (await connection.execute(select(drafts).order_by(drafts.c.at.desc()))).mappings().all()
            rows = (await connection.execute(select(draft_rows))).mappings().all()
        return [_draft(head, [row for row in rows if row["draft"] == head["draft"]]) for head in heads]

    async def get(self, draft: str) -> Draft | None:
        """A draft."""
        async with transaction(self._engine) as connection:
            found = await connection.execute(select(drafts).where(drafts.c.draft == draft).with_for_update(read=True))
            head = found.mappings().first()
            rows = await connection.execute(select(draft_rows).where(draft_rows.c.draft == draft))
            return _draft(head, list(rows.mappings())) if head is not None else None

    async def make(self, draft: str, name: str, based_on: int, who: Hand) -> None:
        """A draft in which nothing is changed yet."""
        row = {"draft": draft, "name": name, "based_on": based_on, "rev": FIRST_REV}
        by = {"at": who.now, "by": who.name, "maker": who.clerk}
        async with transaction(self._engine) as connection:
            await connection.execute(insert(drafts).values(**row, **by))
            await note(connection, who, "draft", [{"draft": draft, "version": based_on, "note": name}])

    async def discard(self, draft: str, who: Hand) -> bool:
        """It is gone."""
        async with transaction(self._engine) as connection:
            gone = delete(drafts).where(drafts.c.draft == draft).returning(drafts.c.name)
            name = await connection.scalar(gone)
            if name is not None:
                await note(connection, who, "discard", [{"draft": draft, "note": name}])
        return name is not None

    async def write(
        self,
        draft: str,
        based_on: int,
        edits: Sequence[Edit],
        who: Hand,
        what: str,
        orderings: Sequence[Ordering] = (),
    ) -> list[int]:
        """All these rows and orders or none."""
        async with transaction(self._engine) as connection:
            head = await _lock(connection, draft, based_on)
            kept = await _kept(connection, draft, edits)
            if theirs := [one for edit in edits if (one := _overtaken(edit, kept.get((edit.table, edit.id))))]:
                raise RowsOvertaken(theirs)
            rev = head["rev"] + 1
            new = [edit for edit in edits if _is_new(edit, kept.get((edit.table, edit.id)), based_on)]
            if new:
                await _put(connection, draft, based_on, new, rev, who)
                about = [(edit, {"draft": draft, "table": edit.table, "id": edit.id}) for edit in new]
                lines = [{**at, "before": _row(edit, kept), "after": edit.row} for edit, at in about]
                await note(connection, who, what, lines)
            await _arrange(connection, head, orderings, rev, who)
            if new or orderings:
                await _touch(connection, draft, rev, who)
            written = {(edit.table, edit.id) for edit in new}
            return [rev if (edit.table, edit.id) in written else edit.base for edit in edits]

    async def order(self, draft: str, based_on: int, ordering: Ordering, who: Hand) -> int:
        """The rows of a table in another order."""
        async with transaction(self._engine) as connection:
            head = await _lock(connection, draft, based_on)
            rev: int = head["rev"] + 1
            await _arrange(connection, head, [ordering], rev, who)
            await _touch(connection, draft, rev, who)
            return rev

    async def renew(self, draft: str, old: int, new: int, who: Hand) -> None:
        """The draft stands on another version."""
        async with transaction(self._engine) as connection:
            await _lock(connection, draft, old)
            await connection.execute(update(drafts).where(drafts.c.draft == draft).values(based_on=new))
            await note(connection, who, "renew", [{"draft": draft, "version": new}])


async def _lock(connection: AsyncConnection, draft: str, based_on: int) -> Mapping[str, Any]:
    found = await connection.execute(select(drafts).where(drafts.c.draft == draft).with_for_update())
    head = found.mappings().first()
    if head is None or head["based_on"] != based_on:
        raise DraftMoved
    return {str(name): value for name, value in head.items()}


async def _kept(connection: AsyncConnection, draft: str, edits: Sequence[Edit]) -> dict[tuple[str, str], RowKept]:
    found = {}
    for begin in range(0, len(edits), AT_ONCE):
        asked = [(edit.table, edit.id) for edit in edits[begin : begin + AT_ONCE]]
        these = tuple_(draft_rows.c.table, draft_rows.c.id).in_(asked)
        for row in (await connection.execute(select(*ROW).where(draft_rows.c.draft == draft, these))).mappings():
            found[row["table"], row["id"]] = RowKept(**{str(name): value for name, value in row.items()})
    return found


def _overtaken(edit: Edit, kept: RowKept | None) -> Theirs | None:
    """What is there instead of what was on the screen, None when it is what was there."""
    if kept is None:
        rev, row, by = edit.unwritten, edit.before, ""
    else:
        rev, row, by = (kept.rev if kept.row is not None else 0), kept.row, kept.by
    return None if rev == edit.base else Theirs(edit.table, edit.id, row, rev, by)


def _is_new(edit: Edit, kept: RowKept | None, based_on: int) -> bool:
    """Whether an edit says anything. The same row once more, over another version than before, does: its writer has
    seen that one."""
    if kept is None:
        return edit.row != edit.before
    return edit.row != kept.row or kept.over != based_on


def _row(edit: Edit, kept: Mapping[tuple[str, str], RowKept]) -> dict[str, str] | None:
    there = kept.get((edit.table, edit.id))
    return edit.before if there is None else there.row


async def _put(
    connection: AsyncConnection, draft: str, based_on: int, edits: Sequence[Edit], rev: int, who: Hand
) -> None:
    same = {"draft": draft, "rev": rev, "over": based_on, "at": who.now, "by": who.name}
    rows = [{**same, "table": edit.table, "id": edit.id, "row": edit.row} for edit in edits]
    statement = insert(draft_rows)
    new = {name: statement.excluded[name] for name in ("rev", "over", "at", "by", "row")}
    await connection.execute(statement.on_conflict_do_update(constraint=draft_rows.primary_key, set_=new), rows)


async def _arrange(
    connection: AsyncConnection, head: Mapping[str, Any], orderings: Sequence[Ordering], rev: int, who: Hand
) -> None:
    """Tables in another order, each if its order is the one that was on the screen."""
    for one in orderings:
        stands = head["orders"].get(one.table)
        if stands is None and one.base >= FIRST_REV:
            raise RowsOvertaken([Theirs(one.table, "", None, 0, "")])
        if stands is not None and stands["rev"] != one.base:
            raise RowsOvertaken([Theirs(one.table, "", None, stands["rev"], stands["by"])])
    if orderings:
        new = {one.table: {"rev": rev, "by": who.name, "ids": one.ids} for one in orderings}
        changed = update(drafts).where(drafts.c.draft == head["draft"])
        await connection.execute(changed.values(orders={**head["orders"], **new}))
        moved = [
            (one, {"before": {"ids": "|".join(one.before)}, "after": {"ids": "|".join(one.ids)}}) for one in orderings
        ]
        lines = [{"draft": head["draft"], "table": one.table, **about} for one, about in moved]
        await note(connection, who, "order", lines)


async def _touch(connection: AsyncConnection, draft: str, rev: int, who: Hand) -> None:
    changed = update(drafts).where(drafts.c.draft == draft).values(rev=rev, at=who.now, by=who.name)
    await connection.execute(changed)


def _draft(head: Mapping[Any, Any], rows: Sequence[Mapping[Any, Any]]) -> Draft:
    kept = [RowKept(**{column.name: row[column.name] for column in ROW}) for row in rows]
    return Draft(
        head=DraftHead(**{name: head[name] for name in DraftHead.__struct_fields__}),
        rows={(one.table, one.id): one for one in kept},
        orders={table: msgspec.convert(order, Order) for table, order in head["orders"].items()},
    )
