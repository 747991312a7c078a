"""Windows' plans in PostgreSQL: `server.ports.plans.Plans`."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import RowMapping, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.plan_windows import Span
from handoff.refusal import Reason, Refused
from server.ports.plans import PlanKept, Worked
from server.record.tables import window_plans
from server.record.transaction import reading, transaction

_WORKED: Final = text(
    'SELECT "window", at - took AS since, at FROM visit_events WHERE at >= :since AND at < :until '
    "AND office = :office AND \"window\" IS NOT NULL AND stage = 'serving' AND next <> 'serving' ORDER BY at"
)
_KEY: Final = ["day", "window"]


class PgPlans:
    """Plans of days."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of_day(self, office: str, day: str) -> list[PlanKept]:
        """What was entered."""
        query = select(window_plans).where(window_plans.c.office == office, window_plans.c.day == day)
        async with reading(self._engine) as connection:
            return [_plan(row) for row in (await connection.execute(query)).mappings()]

    async def keep(
        self, office: str, day: str, window: str, spans: list[Span], revision: int, clerk: str, now: int
    ) -> PlanKept:
        """One statement: whoever saw an older plan changes nothing."""
        values: dict[str, Any] = {"spans": spans, "revision": revision + 1, "clerk": clerk, "at": now}
        place = {"office": office, "day": day, "window": window}
        async with transaction(self._engine) as connection:
            if revision == 0:
                new = insert(window_plans).values(**place, **values).on_conflict_do_nothing(index_elements=_KEY)
                done = await connection.execute(new)
            else:
                table = window_plans.c
                seen = (table.day == day, table.window == window, table.revision == revision)
                done = await connection.execute(update(window_plans).where(*seen).values(values))
        if done.rowcount == 0:
            raise Refused(Reason.overtaken)
        return PlanKept(window, spans, revision + 1, clerk, now)

    async def copy(self, office: str, day: str, source: str, clerk: str, now: int) -> int:
        """Where none stands."""
        table = window_plans.c
        query = select(table.window, table.spans).where(table.office == office, table.day == source)
        async with transaction(self._engine) as connection:
            found = (await connection.execute(query)).all()
            if not found:
                return 0
            own = {"office": office, "day": day, "revision": 1, "clerk": clerk, "at": now}
            rows = [{**own, "window": row.window, "spans": row.spans} for row in found]
            new = insert(window_plans).values(rows).on_conflict_do_nothing(index_elements=_KEY)
            return (await connection.execute(new)).rowcount

    async def forget(self, before: str) -> None:
        """Days gone by."""
        async with transaction(self._engine) as connection:
            await connection.execute(delete(window_plans).where(window_plans.c.day < before))

    async def worked(self, office: str, since: int, until: int) -> list[Worked]:
        """Services that ended."""
        asked = {"office": office, "since": since, "until": until}
        async with reading(self._engine) as connection:
            rows = await connection.execute(_WORKED, asked)
            return [Worked(**row) for row in rows.mappings()]


def _plan(row: RowMapping) -> PlanKept:
    spans = [(begin, end) for begin, end in row["spans"]]
    return PlanKept(row["window"], spans, row["revision"], row["clerk"], row["at"])
