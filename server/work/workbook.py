"""A draft as a workbook: out, in again after a look at what it changes, all of it or nothing."""

from __future__ import annotations

import asyncio
import zlib
from typing import Final

import msgspec

from handoff.calendar import local_time
from handoff.catalog_rows import Tables
from handoff.checker import check
from handoff.differences import RowDiffers
from handoff.filefault import MOST, BadFile, FileFault
from handoff.refusal import Reason, Refused
from server.ports.drafts import Ordering
from server.ports.exchange import Brought, Cover
from server.work import drafts, editors
from server.work.cupboards import Actor, Cupboards
from server.work.standing import Standing, stand
from server.work.workbook_wants import Wants, by_ids, doubts, last, not_ones_own, wants_of

ID_BYTES: Final = 16
MOST_BYTES: Final = 16 << 20


class WorkbookPreview(msgspec.Struct, frozen=True):
    """What a workbook would change. Without `upload` it goes nowhere: the faults say why, or there is nothing to do."""

    upload: str | None
    differences: list[RowDiffers]
    faults: list[FileFault]


class _Kept(msgspec.Struct, frozen=True):
    """A workbook that waits, and the print of the differences that somebody saw."""

    brought: Brought
    seen: str


async def out(c: Cupboards, who: Actor, draft: str) -> tuple[str, bytes]:
    """The name of the draft, and its workbook. Refused: `not_allowed`, `no_such_draft`."""
    editors.must_edit(who)
    stands = await stand(c, draft)
    made = f"{local_time(c.clock()):%Y-%m-%d %H:%M}"
    cover = Cover(c.catalogs.current().name, stands.head.name, stands.head.based_on, made)
    return stands.head.name, await c.exchange.write_workbook(cover, stands.tables)


async def bring(c: Cupboards, who: Actor, draft: str, file: bytes) -> WorkbookPreview:
    """Read a workbook and say what it would change. Nothing is changed yet. Refused as `out`."""
    editors.must_edit(who)
    stands = await stand(c, draft)
    try:
        brought = await c.exchange.read_workbook(file)
    except BadFile as no:
        return WorkbookPreview(None, [], no.faults)
    wants = await wants_of(c, who, stands, brought)
    stops = [*wants.clashes, *await not_ones_own(c, who, stands, brought, wants)]
    if stops or not wants.differ:
        return WorkbookPreview(None, wants.differ, [*stops, *brought.warnings][:MOST])
    upload = c.chance(ID_BYTES).hex()
    kept = msgspec.msgpack.encode(_Kept(brought, wants.print))
    await c.workbooks.keep(upload, draft, who.clerk, zlib.compress(kept, 1), c.clock())
    after, before = [await asyncio.to_thread(check, one, c.catalogs.house()) for one in (wants.tables, stands.tables)]
    return WorkbookPreview(upload, wants.differ, [*brought.warnings, *doubts(brought, after, before)][:MOST])


async def apply(c: Cupboards, who: Actor, draft: str, upload: str) -> int:
    """Do what was looked at; how many rows were written. Refused: `upload_gone` when it is not there any more or would
    change something else by now; as `drafts.write`."""
    editors.must_edit(who)
    waiting = await c.workbooks.get(upload, who.clerk)
    if waiting is None or waiting.draft != draft:
        raise Refused(Reason.upload_gone)
    kept = msgspec.msgpack.decode(zlib.decompress(waiting.body), type=_Kept)
    stands = await stand(c, draft)
    wants = await wants_of(c, who, stands, kept.brought)
    if wants.clashes or wants.print != kept.seen:
        raise Refused(Reason.upload_gone)
    rows = _rows(stands, wants)
    await drafts.write(c, who, draft, rows, "workbook", _orderings(stands, wants.tables))
    await c.workbooks.forget(upload)
    return len(rows)


def _rows(stands: Standing, wants: Wants) -> list[drafts.Wanted]:
    rows = by_ids(wants.tables)
    revs = {table: {row.id: row.rev for row in stands.rows(table)} for table in rows}
    return [
        drafts.Wanted(one.table, one.id, rows[one.table].get(one.id), revs[one.table].get(one.id, 0))
        for one in wants.differ
        if one.what != "moved"
    ]


def _orderings(stands: Standing, wanted: Tables) -> list[Ordering]:
    """The tables whose order would be another one than they get by themselves."""
    revs = stands.orders()
    found = []
    for table, rows in by_ids(wanted).items():
        before = {row.id: row.row for row in stands.rows(table)}
        if list(rows) != last(before, rows):
            found.append(Ordering(table, list(rows), revs[table], list(before)))
    return found
