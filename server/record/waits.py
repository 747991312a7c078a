"""Wait times in PostgreSQL: `server.ports.waits.Waits`."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.wait_told import STEADY, Told
from server.ports.waits import Became, Event, Foretold
from server.record.tables import wait_forecasts, wait_models
from server.record.transaction import reading, transaction

_EVENTS: Final = text(
    "SELECT visit, move, at, took, stage, next, office, line, row->>'service' AS service, row->>'line' AS \"into\" "
    "FROM visit_events "
    "WHERE at >= :since AND at < :until AND move <> 'plan' ORDER BY at, visit, version"
)
_SETTLE: Final = text(
    "UPDATE wait_forecasts AS f SET wait = (e.at - f.at) / 60000.0, called = e.at FROM ("
    "SELECT DISTINCT ON (o.visit, o.queue) o.visit, o.queue, e.at FROM wait_forecasts AS o "
    "JOIN visit_events AS e ON e.visit = o.visit AND e.at >= o.at AND e.move IN ('call', 'claim') "
    "AND o.queue = CASE WHEN e.stage IN ('waiting', 'passing') THEN e.office || '/' || e.line "
    "WHEN e.stage = 'ready' THEN e.office || '/' || e.line || ' delivery' END "
    "WHERE o.wait IS NULL AND o.at >= :since ORDER BY o.visit, o.queue, e.version) AS e "
    "WHERE f.visit = e.visit AND f.queue = e.queue"
)
_BECAME: Final = text(
    "SELECT queue, at, stacked, said, wait FROM (SELECT *, row_number() OVER (PARTITION BY queue ORDER BY called DESC) "
    "AS place FROM wait_forecasts WHERE wait IS NOT NULL AND at >= :since) AS newest "
    "WHERE place <= :newest ORDER BY called"
)


class PgWaits:
    """What happened, what was foretold, what was learned."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def events(self, since: int, until: int) -> list[Event]:
        """All moves but plans."""
        async with reading(self._engine) as connection:
            rows = await connection.execute(_EVENTS, {"since": since, "until": until})
            return [Event(**row) for row in rows.mappings()]

    async def foretell(self, foretold: list[Foretold]) -> None:
        """Once for each who came into a line, whoever of the web processes is first."""
        if not foretold:
            return
        values = [msgspec.structs.asdict(one) for one in foretold]
        async with transaction(self._engine) as connection:
            await connection.execute(insert(wait_forecasts).on_conflict_do_nothing(), values)

    async def settle(self, since: int) -> int:
        """The next call of each."""
        async with transaction(self._engine) as connection:
            return (await connection.execute(_SETTLE, {"since": since})).rowcount

    async def became(self, since: int, newest: int) -> list[Became]:
        """Outcomes, oldest call first."""
        async with reading(self._engine) as connection:
            rows = await connection.execute(_BECAME, {"since": since, "newest": newest})
            return [Became(**row) for row in rows.mappings()]

    async def outcomes(self, queues: str, since: int) -> list[Became]:
        """Oldest forecast first."""
        table = wait_forecasts.c
        mine = table.queue.startswith(queues, autoescape=True)
        query = select(*[table[name] for name in Became.__struct_fields__])
        query = query.where(mine, table.told, table.wait.is_not(None), table.at >= since).order_by(table.at)
        async with reading(self._engine) as connection:
            return [Became(**row) for row in (await connection.execute(query)).mappings()]

    async def told(self, since: int) -> list[Told]:
        """Outcomes with what LogStack looked at; rows of an older way of looking are passed over."""
        table = wait_forecasts.c
        query = select(table.queue, table.x, table.played, table.wait).where(table.wait.is_not(None), table.at >= since)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query.order_by(table.at))).all()
        return [Told(row.queue, list(row.x), row.played, row.wait) for row in rows if len(row.x) == len(STEADY)]

    async def learned(self) -> tuple[str, bytes] | None:
        """The newest model."""
        query = select(wait_models.c.day, wait_models.c.body).order_by(wait_models.c.day.desc()).limit(1)
        async with reading(self._engine) as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else (row.day, bytes(row.body))

    async def keep(self, day: str, body: bytes, at: int, before: int) -> None:
        """A model; one of that day that stands already stays."""
        async with transaction(self._engine) as connection:
            row = {"day": day, "at": at, "body": body}
            await connection.execute(insert(wait_models).values(row).on_conflict_do_nothing())
            await connection.execute(delete(wait_forecasts).where(wait_forecasts.c.at < before))
