"""What floor managers say, in PostgreSQL: `server.ports.bulletins.Bulletins`."""

from __future__ import annotations

import msgspec
from sqlalchemy import BigInteger, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.messages import Bulletin
from server.record.tables import bulletin_reads, bulletins
from server.record.transaction import reading, transaction

_READ = func.array_remove(func.array_agg(bulletin_reads.c.reader), None).label("read")
_KEPT = [name for name in Bulletin.__struct_fields__ if name != "read"]


class PgBulletins:
    """All of a city."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of_office(self, office: str, now: int) -> list[Bulletin]:
        """With who has read each."""
        table = bulletins.c
        query = (
            select(*[table[name] for name in _KEPT], _READ)
            .outerjoin(bulletin_reads, bulletin_reads.c.bulletin == table.bulletin)
            .where(table.office == office, table.until > now)
            .group_by(table.bulletin)
            .order_by(table.at, table.bulletin)
        )
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).mappings()
            return [Bulletin(**{**row, "read": sorted(row["read"])}) for row in rows]

    async def keep(self, office: str, bulletin: Bulletin, clerk: str, now: int) -> None:
        """Once."""
        said = msgspec.structs.asdict(bulletin)
        del said["read"]
        values = {**said, "office": office, "clerk": clerk, "at": now}
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

    async def forget(self, before: int) -> None:
        """With who read them."""
        async with transaction(self._engine) as connection:
            await connection.execute(delete(bulletins).where(bulletins.c.until < before))
