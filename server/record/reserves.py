"""Kits of reserve numbers in PostgreSQL: `server.ports.reserves.Reserves`."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.refusal import Reason, Refused
from handoff.reserve import Kit
from server.ports.reserves import Reserved
from server.record.tables import reserve_kits, reserve_numbers, tickets
from server.record.transaction import broken_rule, reading, transaction

KEPT: Final = "ix_reserve_kits_kept"
_OF_KIT: Final = reserve_numbers.join(tickets, tickets.c.sha == reserve_numbers.c.sha)
_USED: Final = (
    select(func.count()).select_from(_OF_KIT).where(reserve_numbers.c.kit == reserve_kits.c.kit).scalar_subquery()
)


class PgReserves:
    """What is used is asked of the slips: a number is used when its code is one."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def kits(self) -> list[Kit]:
        """With how many of their numbers are used."""
        query = select(reserve_kits, _USED.label("used")).order_by(reserve_kits.c.made.desc(), reserve_kits.c.kit)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [Kit(**{str(name): value for name, value in row.items()}) for row in rows]

    async def keep(self, kit: Kit, numbers: list[tuple[str, bytes]]) -> None:
        """All of it or nothing."""
        row = msgspec.structs.asdict(kit)
        del row["used"]
        codes = [{"sha": sha, "kit": kit.kit, "number": number} for number, sha in numbers]
        try:
            async with transaction(self._engine) as connection:
                await connection.execute(insert(reserve_kits).values(row))
                await connection.execute(insert(reserve_numbers), codes)
        except IntegrityError as error:
            if broken_rule(error) == KEPT:
                raise Refused(Reason.overtaken) from None
            raise

    async def withdraw(self, kit: str, clerk: str, now: int) -> bool:
        """Once."""
        kept = (reserve_kits.c.kit == kit) & reserve_kits.c.withdrawn.is_(None)
        async with transaction(self._engine) as connection:
            done = await connection.execute(update(reserve_kits).where(kept).values(withdrawn=now, withdrawn_by=clerk))
        return done.rowcount == 1

    async def of_code(self, sha: bytes) -> Reserved | None:
        """With its kit's office and end."""
        query = (
            select(reserve_numbers.c.number, reserve_kits.c.office, reserve_kits.c.withdrawn)
            .join(reserve_kits, reserve_kits.c.kit == reserve_numbers.c.kit)
            .where(reserve_numbers.c.sha == sha)
        )
        async with reading(self._engine) as connection:
            row = (await connection.execute(query)).one_or_none()
        return Reserved(row.number, row.office, row.withdrawn) if row is not None else None
