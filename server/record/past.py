"""What everybody but the keeper asks of the journal."""

from __future__ import annotations

import time
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
        """All that ever stood at a key, oldest first."""
        return [entry for _, entry in await self._ever(case, key)]

    async def changes(self, case: str) -> list[tuple[str, Entry]]:
        """All that ever stood anywhere, oldest first."""
        return await self._ever(case)

    async def _ever(self, case: str, key: str | None = None) -> list[tuple[str, Entry]]:
        """Of one key, or of all; what nobody asked for stays sealed."""
        query = select(journal.c.rev, journal.c.at, journal.c.body).where(journal.c.case == case)
        async with self._engine.connect() as line:
            rows = (await line.execute(query.order_by(journal.c.rev))).all()
        return [
            (name, self._open(case, name, rev, at, sealed))
            for rev, at, body in rows
            for name, sealed in read_body(body).entries
            if key in (None, name)
        ]

    def _open(self, case: str, key: str, rev: int, at: int, sealed: bytes) -> Entry:
        return msgspec.structs.replace(self._sealing.open(case, key, sealed), rev=rev, at=at)
