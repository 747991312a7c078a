"""What floor managers say, in PostgreSQL: `server.ports.bulletins.Bulletins`."""

from __future__ import annotations

import msgspec
from sqlalchemy import BigInteger, ColumnElement, RowMapping, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.messages import Bulletin
from server.record.tables import bulletin_reads, bulletins
from server.record.transaction import reading, transaction

_READ = func.array_remove(func.array_agg(bulletin_reads.c.reader), None).label("read")
_SAID = bulletin_reads.c.answer
_ANSWERS = func.jsonb_object_agg(bulletin_reads.c.reader, _SAID).filter(_SAID.is_not(None)).label("answers")
_KEPT = [name for name in Bulletin.__struct_fields__ if name not in ("read", "answers")]


class PgBulletins:
    """All of a city."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of_office(self, office: str, now: int) -> list[Bulletin]:
        """With who has read each, and what windows answered."""
        return await self._all(bulletins.c.office == office, bulletins.c.until > now)

    async def of_visit(self, visit: str) -> list[Bulletin]:
        """Those that ask to come for it."""
        return await self._all(bulletins.c.come["visit"].astext == visit)

    async def _all(self, *where: ColumnElement[bool]) -> list[Bulletin]:
        table = bulletins.c
        query = (
            select(*[table[name] for name in _KEPT], _READ, _ANSWERS)
            .outerjoin(bulletin_reads, bulletin_reads.c.bulletin == table.bulletin)
            .where(*where)
            .group_by(table.bulletin)
            .order_by(table.at, table.bulletin)
        )
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).mappings()
            return [_bulletin(row) for row in rows]

    async def keep(self, office: str, bulletin: Bulletin, clerk: str, now: int) -> None:
        """Once."""
        said = msgspec.to_builtins(msgspec.structs.replace(bulletin, read=[], answers={}))
        kept = {name: said.get(name, getattr(bulletin, name)) for name in _KEPT}
        values = {**kept, "office": office, "clerk": clerk, "at": now}
        async with transaction(self._engine) as connection:
            await connection.execute(insert(bulletins).values(values).on_conflict_do_nothing())

    async def end(self, office: str, bulletin: str, now: int) -> None:
        """While it stands or is to come."""
        table = bulletins.c
        stands = (table.bulletin == bulletin) & (table.office == office) & (table.until > now)
        async with transaction(self._engine) as connection:
            await connection.execute(update(bulletins).where(stands).values(until=now))

    async def read(self, office: str, bulletin: str, reader: str, now: int) -> None:
        """One row a reader."""
        row = (bulletins.c.bulletin, literal(reader), literal(now, BigInteger))
        known = select(*row).where(bulletins.c.bulletin == bulletin, bulletins.c.office == office)
        new = insert(bulletin_reads).from_select(["bulletin", "reader", "at"], known)
        async with transaction(self._engine) as connection:
            await connection.execute(new.on_conflict_do_nothing())

    async def answer(self, office: str, bulletin: str, window: str, answer: str, now: int) -> str | None:
        """One window comes, whoever was first; a window may change its mind."""
        said = {"bulletin": bulletin, "reader": window, "at": now, "answer": answer}
        stands = (bulletins.c.bulletin == bulletin) & (bulletins.c.office == office)
        reads = bulletin_reads.c
        comes = (reads.bulletin == bulletin) & (reads.answer == "coming") & (reads.reader != window)
        new = insert(bulletin_reads).values(said)
        new = new.on_conflict_do_update(index_elements=["bulletin", "reader"], set_={"answer": answer, "at": now})
        async with transaction(self._engine) as connection:
            if (await connection.execute(select(bulletins.c.bulletin).where(stands).with_for_update())).first() is None:
                return None
            other = (await connection.execute(select(reads.reader).where(comes))).scalar()
            if other is not None and answer == "coming":
                return str(other)
            await connection.execute(new)
            return window

    async def forget(self, before: int) -> None:
        """With who read them."""
        async with transaction(self._engine) as connection:
            await connection.execute(delete(bulletins).where(bulletins.c.until < before))


def _bulletin(row: RowMapping) -> Bulletin:
    said = {str(name): value for name, value in row.items()}  # quoted_name
    said |= {"read": sorted(row["read"]), "answers": row["answers"] or {}}
    return msgspec.convert(said, Bulletin)
