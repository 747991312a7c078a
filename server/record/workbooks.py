"""Workbooks that wait in PostgreSQL: `server.ports.workbooks.Workbooks`."""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from server.ports.workbooks import Waiting
from server.record.tables import workbooks
from server.record.transaction import reading, transaction

WAITS_MS: Final = 86_400_000


class PgWorkbooks:
    """One row each."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(self, upload: str, draft: str, clerk: str, body: bytes, now: int) -> None:
        """Keep it."""
        async with transaction(self._engine) as connection:
            await connection.execute(delete(workbooks).where(workbooks.c.at < now - WAITS_MS))
            row = {"upload": upload, "draft": draft, "clerk": clerk, "at": now, "body": body}
            await connection.execute(insert(workbooks).values(row))

    async def get(self, upload: str, clerk: str) -> Waiting | None:
        """It."""
        query = select(workbooks).where(workbooks.c.upload == upload, workbooks.c.clerk == clerk)
        async with reading(self._engine) as connection:
            row = (await connection.execute(query)).one_or_none()
        return Waiting(row.draft, row.body) if row else None

    async def forget(self, upload: str) -> None:
        """It was applied."""
        async with reading(self._engine) as connection:
            await connection.execute(delete(workbooks).where(workbooks.c.upload == upload))
