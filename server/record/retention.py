"""Erasing in PostgreSQL: `server.ports.retention.Retention`. Keys are the vault's; here the rows go."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from server.ports.retention import Run
from server.record.tables import (
    cases,
    confirmations,
    entries,
    erasures,
    journal,
    person_index,
    sessions,
    shown_papers,
    tickets,
    visit_events,
    visit_facts,
    visits,
    worklist,
)
from server.record.transaction import reading, transaction

ROWS: Final = {
    "changes": journal,
    "papers": shown_papers,
    "confirmations": confirmations,
    "words": person_index,
    "slips": tickets,
}


class PgRetention:
    """`server.ports.retention.Retention`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def due(self, before: int, most: int) -> list[str]:
        """Oldest first."""
        query = select(cases.c.case).where(_due(before)).order_by(cases.c.opened, cases.c.case).limit(most)
        async with reading(self._engine) as connection:
            return list((await connection.execute(query)).scalars())

    async def count_due(self, before: int) -> int:
        """How many."""
        async with reading(self._engine) as connection:
            return int(await connection.scalar(select(func.count()).select_from(cases).where(_due(before))) or 0)

    async def erase(self, case: str, at: int) -> dict[str, int]:
        """Rows and words; of its visits remains when and where, and of what they left the sums of their days."""
        mine = select(visits.c.visit).where(visits.c.case == case)
        facts = delete(visit_facts).where(visit_facts.c.visit.in_(mine))
        words = update(visit_events).where(visit_events.c.visit.in_(mine), visit_events.c.note.is_not(None))
        counts = {}
        async with transaction(self._engine) as connection:
            done = await connection.execute(
                update(cases).where(cases.c.case == case, cases.c.erased.is_(None)).values(erased=at)
            )
            counts["cases"] = done.rowcount
            for name, table in ROWS.items():
                counts[name] = (await connection.execute(delete(table).where(table.c.case == case))).rowcount
            for table in (entries, worklist):
                await connection.execute(delete(table).where(table.c.case == case))
            await connection.execute(facts)
            counts["notes"] = (await connection.execute(words.values(note=None))).rowcount
        return counts

    async def forget_sessions(self, before: int) -> int:
        """Over by then."""
        async with transaction(self._engine) as connection:
            return (await connection.execute(delete(sessions).where(sessions.c.until < before))).rowcount

    async def note(self, run: Run) -> None:
        """Added."""
        async with transaction(self._engine) as connection:
            await connection.execute(insert(erasures).values(at=run.at, counts=run.counts))

    async def runs(self, since: int, until: int) -> list[Run]:
        """Newest first."""
        query = select(erasures.c.at, erasures.c.counts).where(erasures.c.at >= since, erasures.c.at < until)
        async with reading(self._engine) as connection:
            rows: Any = (await connection.execute(query.order_by(erasures.c.line.desc()))).all()
        return [Run(row.at, row.counts) for row in rows]


def _due(before: int) -> ColumnElement[bool]:
    later = or_(visits.c.ended.is_(None), visits.c.ended >= before)
    still = exists().where(visits.c.case == cases.c.case, later)
    return cases.c.erased.is_(None) & (cases.c.opened < before) & ~still
