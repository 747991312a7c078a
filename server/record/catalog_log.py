"""Who changed what of the catalog: lines that are written with the change that they tell of, and read newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.ports.drafts import Hand, LogLine
from server.record.tables import catalog_log
from server.record.transaction import reading


async def note(connection: AsyncConnection, who: Hand, what: str, lines: Sequence[Mapping[str, Any]]) -> None:
    """These lines, in the transaction of the change."""
    blank = {"draft": None, "version": None, "table": None, "id": None, "before": None, "after": None, "note": ""}
    same = {"at": who.now, "clerk": who.clerk, "by": who.name, "what": what}
    if lines:
        await connection.execute(insert(catalog_log), [{**blank, **same, **line} for line in lines])


class LogReads:
    """The log's part of `Drafts`."""

    _engine: AsyncEngine

    async def log(self, before: int | None, most: int, of: Mapping[str, str]) -> list[LogLine]:
        """The newest lines, at most so many."""
        query = select(catalog_log).order_by(catalog_log.c.line.desc()).limit(most)
        if before is not None:
            query = query.where(catalog_log.c.line < before)
        for column, value in of.items():
            query = query.where(catalog_log.c[column] == value)
        async with reading(self._engine) as connection:
            return [LogLine(**dict(row)) for row in (await connection.execute(query)).mappings()]
