"""Paired screens and agents in PostgreSQL: the tables `displays` and `devices`, read as one shape."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Table, and_, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from server.ports.pairings import Paired, Waiting, What
from server.record.tables import devices, displays
from server.record.transaction import transaction

TABLES: Final[dict[What, Table]] = {"display": displays, "device": devices}
LOCK: Final = 0x70616972
"""Pairings begin one after the other, so that two codes at one time are never the same."""


class RecordPairings:
    """`server.ports.pairings.Pairings`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def begin(self, waiting: Waiting, now: int, most: int) -> bool:
        """Note who waits; forgets those whose time is over. False: the code is in use, or `most` wait already."""
        async with transaction(self._engine) as line:
            await line.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            there = 0
            for table in TABLES.values():
                over = (table.c.paired_at.is_(None)) & (table.c.code_until <= now)
                await line.execute(delete(table).where(over))
                same = select(func.count()).select_from(table).where(table.c.code_sha == waiting.code_sha)
                if await line.scalar(same):
                    return False
                count = select(func.count()).select_from(table).where(table.c.paired_at.is_(None))
                there += await line.scalar(count) or 0
            if there >= most:
                return False
            await line.execute(TABLES[waiting.what].insert().values(_columns(waiting)))
        return True

    async def waiting(self, what: What, code_sha: bytes, now: int) -> Paired | None:
        """Who shows this code now."""
        table = TABLES[what]
        query = select(table).where(table.c.code_sha == code_sha, table.c.code_until > now, table.c.paired_at.is_(None))
        async with transaction(self._engine) as line:
            row = (await line.execute(query)).mappings().first()
        return _paired(what, row) if row else None

    async def adopt(self, paired: Paired, code_sha: bytes, now: int) -> bool:
        """Bind it to its place; the code is used up. False when it was used or ran out in the meantime."""
        table = TABLES[paired.what]
        done = (
            update(table)
            .where(table.c[paired.what] == paired.id, table.c.code_sha == code_sha, table.c.code_until > now)
            .values(**_place(paired), paired_at=now, code_sha=None, code_until=0)
            .returning(table.c[paired.what])
        )
        async with transaction(self._engine) as line:
            return await line.scalar(done) is not None

    async def place(self, paired: Paired) -> bytes | None:
        """Another name, or another place; its key's digest, None when there is no such one."""
        return await self._change(paired.what, paired.id, _place(paired))

    async def of_key(self, key_sha: bytes, now: int) -> Paired | None:
        """Whose key it is (paired or waiting, not revoked); notes that it was seen."""
        async with transaction(self._engine) as line:
            for what, table in TABLES.items():
                seen = update(table).where(table.c.key_sha == key_sha, table.c.revoked_at.is_(None)).values(seen=now)
                row = (await line.execute(seen.returning(table))).mappings().first()
                if row is not None:
                    return _paired(what, row)
        return None

    async def all(self, what: What) -> list[Paired]:
        """All that are paired, by window and name."""
        table = TABLES[what]
        query = select(table).where(table.c.paired_at.is_not(None), table.c.revoked_at.is_(None))
        async with transaction(self._engine) as line:
            rows = (await line.execute(query.order_by(table.c.window, table.c.name))).mappings().all()
        return [_paired(what, row) for row in rows]

    async def revoke(self, what: What, thing: str, now: int) -> bytes | None:
        """It is paired no longer; its key's digest, None when there is no such one."""
        return await self._change(what, thing, {"revoked_at": now})

    async def _change(self, what: What, thing: str, values: dict[str, Any]) -> bytes | None:
        table = TABLES[what]
        stands = and_(table.c[what] == thing, table.c.paired_at.is_not(None), table.c.revoked_at.is_(None))
        done = update(table).where(stands).values(**values).returning(table.c.key_sha)
        async with transaction(self._engine) as line:
            found = await line.scalar(done)
        return bytes(found) if found is not None else None


def _place(paired: Paired) -> dict[str, Any]:
    """Where it stands. An agent's office is its window's."""
    place: dict[str, Any] = {"name": paired.name, "window": paired.window}
    return place | {"office": paired.office} if paired.what == "display" else place


def _columns(waiting: Waiting) -> dict[str, Any]:
    columns: dict[str, Any] = {
        waiting.what: waiting.id,
        "kind": waiting.kind,
        "name": "",
        "window": None if waiting.what == "display" else "",
        "code_sha": waiting.code_sha,
        "code_until": waiting.until,
        "key_sha": waiting.key_sha,
    }
    if waiting.what == "display":
        columns["office"] = ""
    return columns


def _paired(what: What, row: Any) -> Paired:
    return Paired(
        id=row[what],
        what=what,
        kind=row["kind"],
        name=row["name"],
        office=row.get("office", ""),
        window=row["window"] or None,
        paired_at=row["paired_at"],
        seen=row["seen"],
    )
