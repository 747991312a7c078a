"""How far journals go, and the index of persons."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from server.ports.archive import Hit, PersonForms
from server.record.tables import journal, person_index, visits
from server.record.transaction import reading

_INDEX: Final = text(
    'WITH gone AS (DELETE FROM person_index WHERE "case" = :case AND person <> ALL(CAST(:person AS text[]))) '
    'INSERT INTO person_index ("case", person, kana_form, sound_form, name_form, birth) '
    "SELECT :case, * FROM unnest(CAST(:person AS text[]), CAST(:kana_form AS text[]), CAST(:sound_form AS text[]), "
    "CAST(:name_form AS text[]), CAST(:birth AS text[])) "
    'ON CONFLICT ("case", person) DO UPDATE SET kana_form = excluded.kana_form, sound_form = excluded.sound_form, '
    "name_form = excluded.name_form, birth = excluded.birth "
    "WHERE (person_index.kana_form, person_index.sound_form, person_index.name_form, person_index.birth) "
    "IS DISTINCT FROM (excluded.kana_form, excluded.sound_form, excluded.name_form, excluded.birth)"
)


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
        """The persons of a case as they are now; nothing is written where nothing changed."""
        columns = {name: [getattr(one, name) for one in persons] for name in PersonForms.__struct_fields__}
        async with reading(self._engine) as connection:
            await connection.execute(_INDEX, {"case": case, **columns})

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
