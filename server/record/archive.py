"""How far journals go, the index of persons, and who looked."""

from __future__ import annotations

import msgspec
from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from server.ports.archive import Hit, Look, PersonForms
from server.record.tables import journal, looks, person_index, visits
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

    async def index(self, case: str, persons: list[PersonForms]) -> None:
        """The persons of a case as they are now."""
        rows = [{"case": case, **msgspec.structs.asdict(one)} for one in persons]
        async with transaction(self._engine) as connection:
            await connection.execute(delete(person_index).where(person_index.c.case == case))
            if rows:
                await connection.execute(insert(person_index).values(rows))

    async def find(
        self, *, kana: str = "", sound: str = "", name: str = "", birth: str = "", office: str = "", limit: int = 50
    ) -> list[Hit]:
        """Cases whose persons match, newest first. Kana or name is enough; a birth date narrows."""
        forms = []
        if kana:
            forms.append(person_index.c.kana_form.startswith(kana, autoescape=True))
        if sound:
            forms.append(person_index.c.sound_form.startswith(sound, autoescape=True))
        if name:
            forms.append(person_index.c.name_form.startswith(name, autoescape=True))
        if not forms and not birth:
            return []
        newest = (
            select(visits)
            .where(visits.c.case == person_index.c.case)
            .order_by(visits.c.ended.is_(None).desc(), visits.c.arrived.desc())
            .limit(1)
            .lateral()
        )
        query = select(person_index, newest).join(newest, newest.c.case == person_index.c.case)
        query = query.where(or_(*forms)) if forms else query
        query = query.where(person_index.c.birth == birth) if birth else query
        query = query.where(newest.c.office == office) if office else query
        query = query.order_by(newest.c.arrived.desc()).limit(limit)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).all()
        return [
            Hit(row.case, row.person, row.visit, row.number, row.office, row.day, row.stage, row.birth) for row in rows
        ]

    async def look(self, look: Look) -> None:
        """Note it."""
        async with transaction(self._engine) as connection:
            await connection.execute(insert(looks).values(msgspec.structs.asdict(look)))
