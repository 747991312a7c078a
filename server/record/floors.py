"""Floors of days gone by in PostgreSQL: `server.ports.floors.Floors`."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.replay import Kept, Post, Seen
from server.record.tables import series, window_states
from server.record.transaction import reading

_MOVES: Final = text(
    'SELECT at, visit, version, office, seen FROM (SELECT at, visit, version, office, CAST("row" AS text) AS seen, '
    "bool_or(office = :office) OVER (PARTITION BY visit) AS here FROM visit_events "
    "WHERE at >= :since AND at < :until AND \"row\"->>'day' = :day "
    "AND next <> 'booked' AND (stage <> 'booked' OR move = 'arrive')) AS moves WHERE here ORDER BY at, visit, version"
)
_POSTS: Final = text(
    'SELECT * FROM (SELECT DISTINCT ON ("window") at, "window", version, state, since, serves FROM window_states '
    'WHERE office = :office AND at < :since ORDER BY "window", version DESC) AS before '
    'UNION ALL SELECT at, "window", version, state, since, serves FROM window_states '
    'WHERE office = :office AND at >= :since AND at < :until ORDER BY at, "window", version'
)
_SEEN: Final = msgspec.json.Decoder(Seen)


class PgFloors:
    """Moves and windows of days."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def moves(self, office: str, day: str, since: int, until: int) -> list[Kept]:
        """One statement; of each row only what a board draws is read."""
        asked = {"office": office, "day": day, "since": since, "until": until}
        async with reading(self._engine) as connection:
            rows = (await connection.execute(_MOVES, asked)).all()
        return [Kept(row.at, row.visit, row.version, row.office, _SEEN.decode(row.seen)) for row in rows]

    async def posts(self, office: str, since: int, until: int) -> list[Post]:
        """One statement."""
        asked = {"office": office, "since": since, "until": until}
        async with reading(self._engine) as connection:
            return [Post(**row) for row in (await connection.execute(_POSTS, asked)).mappings()]

    async def posts_since(self, office: str) -> int | None:
        """The first change."""
        query = select(func.min(window_states.c.at)).where(window_states.c.office == office)
        async with reading(self._engine) as connection:
            found: int | None = (await connection.execute(query)).scalar()
        return found

    async def last_day(self, office: str, before: str) -> str | None:
        """By the series of numbers."""
        query = select(func.max(series.c.day)).where(series.c.office == office, series.c.day < before)
        async with reading(self._engine) as connection:
            found: str | None = (await connection.execute(query)).scalar()
        return found
