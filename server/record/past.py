"""What everybody but the keeper asks of the journal."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Final

import msgspec
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.case import Entry, Sheet
from server.ports.journal import SealedSheet
from server.ports.sealing import Sealing
from server.record.fold import DAY_MS, REVISIONS, fold, read_body
from server.record.swift import swift_reading
from server.record.tables import journal

OF_CASE: Final = text(REVISIONS)
SOME: Final = 100
SOME_OF_CASE: Final = text(
    'SELECT rev, at, body FROM journal WHERE "case" = :case AND rev > :since ORDER BY rev LIMIT :most'
)


class RecordPast:
    """`server.ports.journal.Past`."""

    def __init__(self, engine: AsyncEngine, sealing: Sealing) -> None:
        self._engine = engine
        self._sealing = sealing

    async def sealed(self, case: str) -> SealedSheet:
        """The fold of the case's journal; revision 0 where nothing was ever entered."""
        async with swift_reading(self._engine) as line:
            rows = await line.rows(OF_CASE, {"case": case})
        return fold(case, rows, int(time.time() * 1000) - DAY_MS)

    async def sheet(self, case: str) -> Sheet:
        """The same, opened."""
        sealed = await self.sealed(case)
        entries = {key: self._open(case, key, *cell) for key, cell in sealed.entries.items()}
        return Sheet(case=case, rev=sealed.rev, kept=sealed.rev, entries=entries)

    async def kept(self, case: str, ops: list[str]) -> dict[str, int]:
        """Which of these ops PostgreSQL holds, with their revisions."""
        query = select(journal.c.op, journal.c.rev).where(journal.c.case == case, journal.c.op.in_(ops))
        async with self._engine.connect() as line:
            return {row.op: row.rev for row in await line.execute(query)}

    async def history(self, case: str, key: str) -> list[Entry]:
        """All that ever stood at a key, oldest first; what nobody asked for stays sealed."""
        query = select(journal.c.rev, journal.c.at, journal.c.body).where(journal.c.case == case)
        async with self._engine.connect() as line:
            rows = (await line.execute(query.order_by(journal.c.rev))).all()
        return [entry for row in rows for _, entry in self._said(case, *row, key)]

    async def changes(self, case: str) -> AsyncIterator[list[tuple[str, Entry]]]:
        """All that ever stood anywhere, oldest first, `SOME` revisions at a time: of a long visit it would else be
        thousands of entries at once, and what a process takes once it does not give back."""
        since = 0
        while True:
            async with swift_reading(self._engine) as line:
                rows = await line.rows(SOME_OF_CASE, {"case": case, "since": since, "most": SOME})
            yield [found for row in rows for found in self._said(case, row["rev"], row["at"], row["body"])]
            if len(rows) < SOME:
                return
            since = rows[-1]["rev"]

    def _said(self, case: str, rev: int, at: int, body: bytes, key: str | None = None) -> Iterator[tuple[str, Entry]]:
        """A revision's entries: of one key, or all."""
        for name, sealed in read_body(body).entries:
            if key in (None, name):
                yield name, self._open(case, name, rev, at, sealed)

    def _open(self, case: str, key: str, rev: int, at: int, sealed: bytes) -> Entry:
        return msgspec.structs.replace(self._sealing.open(case, key, sealed), rev=rev, at=at)
