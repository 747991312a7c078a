"""The line of versions of the catalog: what is kept, what is in force, what comes when.

A case stays on the version that it was opened with."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import msgspec

from handoff import heirs
from handoff.calendar import midnight
from handoff.catalog_rows import Tables, counter_of, is_set, tables_of, window_of
from handoff.offices import Counter, Window
from server.ports.drafts import DraftHead, VersionHead
from server.ports.unreachable import Unreachable
from server.work import inheriting
from server.work.cupboards import Cupboards
from server.work.standing import Standing


class DraftListed(msgspec.Struct, frozen=True):
    """A draft in the list, and how many rows it changes."""

    head: DraftHead
    changes: int


class Kept(msgspec.Struct, frozen=True):
    """All that is kept: the version in force, those that are or were, those to come, and drafts."""

    published: VersionHead
    versions: list[VersionHead]
    planned: list[VersionHead]
    drafts: list[DraftListed]


async def kept(c: Cupboards) -> Kept:
    """Versions newest first, planned ones in the order in which they come, drafts with the last change first."""
    line = await read_line(c)
    listed = [Standing(c, draft) for draft in await c.drafts.all()]
    return Kept(
        published=line.published,
        versions=[head for head in line.heads if head.state == "published"],
        planned=line.planned,
        drafts=[DraftListed(one.head, len(one.changes())) for one in listed],
    )


class Line:
    """The versions as they stand in the record. Of those that were put into force the newest is: a version that comes
    later always has the greater number, because whatever is put in before it has it made anew."""

    def __init__(self, heads: Sequence[VersionHead]) -> None:
        self.heads = list(heads)
        self.planned = sorted((head for head in heads if head.state == "planned"), key=when)
        self.published = max((head for head in heads if head.state == "published"), key=lambda head: head.version)
        self.next = max(head.version for head in heads) + 1

    def before(self, since: int) -> VersionHead:
        """What is in force right before a moment."""
        return ([self.published] + [head for head in self.planned if head.since <= since])[-1]

    def after(self, since: int) -> list[VersionHead]:
        """What comes after a moment, in order."""
        return [head for head in self.planned if head.since > since]


def when(head: VersionHead) -> tuple[int, int]:
    """What versions are ordered by: of two of one moment the one that was made later."""
    return head.since, head.version


async def on(c: Cupboards, day: str) -> int:
    """The version that is in force when this day begins, as far as it is planned now."""
    return (await read_line(c)).before(midnight(date.fromisoformat(day))).version


async def read_line(c: Cupboards) -> Line:
    """The line as the record has it, every version of it known here."""
    heads = await c.drafts.versions()
    if not all(c.catalogs.holds(head.version) for head in heads):
        await c.catalogs.refresh()
    return Line(heads)


# ---- every process hears of it


async def tell(c: Cupboards) -> None:
    """This process reads the line again, and the others hear that they should. One that cannot hear now looks from time
    to time (`look`)."""
    await c.catalogs.refresh()
    with suppress(Unreachable):
        await c.tail.notice("catalog", {})


async def look(c: Cupboards) -> bool:
    """Whether the line was another one than this process knew; it knows it now."""
    if not await c.catalogs.stale():
        return False
    await c.catalogs.refresh()
    return True


async def switch(c: Cupboards) -> int:
    """Planned versions whose minute has come are in force (the keeper's round), and everybody knows; how many."""
    await look(c)
    before = c.catalogs.house()
    due = await take_effect(c)
    if due:
        await tell(c)
        await _show_windows(c)
        await inheriting.tell(c, due[-1], before)
    return len(due)


async def take_effect(c: Cupboards) -> list[int]:
    """The same in the record alone; which versions."""
    due = c.catalogs.due(c.clock())
    for version in due:
        rows = rows_of(c, version)
        await c.drafts.take_effect(version, counters(rows), windows(rows), heirs.of_tables(rows), c.clock())
    return due


async def _show_windows(c: Cupboards) -> None:
    """Windows that are new stand on the boards. While Redis is away nobody looks; the keeper shows all when it is
    back."""
    with suppress(Unreachable):
        for office in c.catalogs.house().offices:
            for seat in await c.visits.seats(office.office):
                await c.board.show_seat(seat)


def rows_of(c: Cupboards, version: int) -> Tables:
    """All rows of a version."""
    return tables_of(c.catalogs.version(version), c.catalogs.house())


def counters(tables: Tables) -> list[Counter]:
    """The counters of these rows."""
    return [counter_of(row) for row in tables["counters"]]


def windows(tables: Tables) -> list[Window]:
    """The windows of these rows that are used."""
    return [window_of(row) for row in tables["windows"] if not is_set(row, "retired")]
