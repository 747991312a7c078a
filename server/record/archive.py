"""How far journals go, and the index of persons."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from server.ports.archive import Hit
from server.record.tables import journal, person_index, visits
from server.record.transaction import reading, transaction


class PgArchive:
    """`server.ports.archive.Archive`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def last_rev(self, case: str) -> int:
        """The highest revision that the journal holds."""
        query = select(func.max(journal.c.rev)).where(journal.c.case == case)
        async with reading(self._engine) as connection:
            return int((await connection.execute(query)).scalar() or 0)

    async def index(self, case: str, persons: dict[str, list[bytes]]) -> None:
        """The persons of a case as they are now; nothing is written where nothing changed."""
        mine = person_index.c.case == case
        rows = [{"case": case, "person": person, "words": sorted(words)} for person, words in persons.items()]
        put = insert(person_index)
        same = person_index.c.words == put.excluded.words
        put = put.on_conflict_do_update(
            constraint=person_index.primary_key, set_={"words": put.excluded.words}, where=~same
        )
        async with transaction(self._engine) as connection:
            await connection.execute(delete(person_index).where(mine, person_index.c.person.not_in(list(persons))))
            if rows:
                await connection.execute(put, rows)

    async def find(self, any_of: list[bytes], all_of: list[bytes], limit: int) -> list[Hit]:
        """Persons by their words, their cases newest first."""
        if not any_of and not all_of:
            return []
        newest = (
            select(visits)
            .where(visits.c.case == person_index.c.case)
            .order_by(visits.c.ended.is_(None).desc(), visits.c.arrived.desc())
            .limit(1)
            .lateral()
        )
        query = select(person_index.c.person, newest).join(newest, newest.c.case == person_index.c.case)
        query = query.where(person_index.c.words.overlap(any_of)) if any_of else query
        query = query.where(person_index.c.words.contains(all_of)) if all_of else query
        query = query.order_by(newest.c.arrived.desc()).limit(limit)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).all()
        return [Hit(row.case, row.person, row.visit, row.number, row.office, row.day, row.stage) for row in rows]
