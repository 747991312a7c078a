"""What is decided and perhaps not yet shown: `server.ports.outbox.Outbox`, for the keeper."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import literal_column, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.calendar import business_day
from handoff.messages import Row, Seat
from handoff.visit import row_of
from server.record import numbers
from server.record.tables import outbox, visits, windows
from server.record.transaction import transaction
from server.record.visit_rows import visit_of
from server.record.visit_sql import CLOCK
from server.record.windows import read_seats

MOST = 200


def wall() -> int:
    """This machine's clock, in ms."""
    return time.time_ns() // 1_000_000


class PgOutbox:
    """Reads the outbox, and whole boards after a new epoch. `clock` (ms): whose today it is, where a day is rehearsed
    or told again."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], int] = wall) -> None:
        self._engine = engine
        self._clock = clock

    async def pending(self, older_than_s: float) -> list[tuple[bytes, str, str, int]]:
        """(row as JSON, event, request, id), oldest first."""
        waits = outbox.c.at <= literal_column(CLOCK) - int(older_than_s * 1000)
        query = select(outbox).where(waits).order_by(outbox.c.id).limit(MOST)
        async with transaction(self._engine) as connection:
            found = (await connection.execute(query)).all()
        return [(row.row, row.event, row.request_id, row.id) for row in found]

    async def forget(self, ids: list[int]) -> None:
        """These are projected."""
        async with transaction(self._engine) as connection:
            await connection.execute(outbox.delete().where(outbox.c.id.in_(ids)))

    async def shown(self) -> list[Row]:
        """Every unfinished visit and every visit of today."""
        today = business_day(self._clock()).isoformat()
        query = select(visits).where(visits.c.ended.is_(None) | (visits.c.day == today))
        async with transaction(self._engine) as connection:
            return [row_of(visit_of(row)) for row in (await connection.execute(query)).mappings()]

    async def spare(self, rows: list[Row]) -> None:
        """Numbers that boards have shown are not given again."""
        async with transaction(self._engine) as connection:
            await numbers.spare(connection, [(row.office, row.day, row.number) for row in rows if row.number])

    async def latest(self, cases: list[str]) -> dict[str, Row]:
        """The last visit of each of these cases."""
        query = (
            select(visits)
            .where(visits.c.case.in_(cases))
            .order_by(visits.c.case, visits.c.ended.is_(None).desc(), visits.c.arrived.desc(), visits.c.version.desc())
            .ext(distinct_on(visits.c.case))
        )
        async with transaction(self._engine) as connection:
            found = [row_of(visit_of(row)) for row in (await connection.execute(query)).mappings()]
        return {row.case: row for row in found}

    async def seats(self) -> list[Seat]:
        """Every window of the city."""
        async with transaction(self._engine) as connection:
            every = list((await connection.execute(select(windows.c.window))).scalars())
            return await read_seats(connection, every)
