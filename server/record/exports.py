"""What goes out as files, in PostgreSQL: `server.ports.exports.Exports`."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.conversion_map import Swap
from handoff.export_layout import Layout
from server.ports.exports import LayoutMoved, MapKept
from server.record.tables import conversion_letters, conversion_maps, export_layouts
from server.record.transaction import reading, transaction


class PgExports:
    """`server.ports.exports.Exports`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def layouts(self) -> dict[str, Layout]:
        """The highest number of each form."""
        query = select(export_layouts.c.body).order_by(export_layouts.c.number)
        async with reading(self._engine) as connection:
            bodies = (await connection.execute(query)).scalars().all()
        found = [msgspec.json.decode(body, type=Layout) for body in bodies]
        return {one.form: one for one in found}

    async def keep(self, layouts: Sequence[Layout], now: int) -> None:
        """Added, all or none."""
        rows = [
            {"form": one.form, "number": one.number, "at": now, "body": msgspec.json.encode(one).decode()}
            for one in layouts
        ]
        async with transaction(self._engine) as connection:
            done = await connection.execute(upsert(export_layouts).values(rows).on_conflict_do_nothing())
            if done.rowcount != len(rows):
                raise LayoutMoved

    async def own(self) -> list[Swap]:
        """By letter."""
        table = conversion_letters.c
        query = select(table.letter, table.written, table.note).order_by(table.letter)
        async with reading(self._engine) as connection:
            return [Swap(*row) for row in (await connection.execute(query)).all()]

    async def put_own(self, swaps: list[Swap], by: str, now: int) -> None:
        """All of it anew."""
        async with transaction(self._engine) as connection:
            await _brought(connection, "own", by, now, len(swaps), b"")
            await connection.execute(delete(conversion_letters))
            if swaps:
                await connection.execute(insert(conversion_letters), [msgspec.structs.asdict(one) for one in swaps])

    async def public(self) -> dict[str, tuple[str, ...]]:
        """Unpacked."""
        query = select(conversion_maps.c.body).where(conversion_maps.c.kind == "public")
        async with reading(self._engine) as connection:
            body = await connection.scalar(query)
        return msgspec.json.decode(zlib.decompress(body), type=dict[str, tuple[str, ...]]) if body else {}

    async def put_public(self, found: dict[str, tuple[str, ...]], by: str, now: int) -> None:
        """Packed."""
        body = zlib.compress(msgspec.json.encode(found))
        async with transaction(self._engine) as connection:
            await _brought(connection, "public", by, now, len(found), body)

    async def brought(self) -> dict[str, MapKept]:
        """When and by whom."""
        table = conversion_maps.c
        query = select(table.kind, table.at, table.by, table.letters)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).all()
        return {row.kind: MapKept(row.at, row.by, row.letters) for row in rows}


async def _brought(connection: AsyncConnection, kind: str, by: str, at: int, letters: int, body: bytes) -> None:
    """The row of what came in; whoever writes it has it alone until the commit."""
    values: dict[str, Any] = {"at": at, "by": by, "letters": letters, "body": body}
    put = upsert(conversion_maps).values(kind=kind, **values)
    await connection.execute(put.on_conflict_do_update(index_elements=["kind"], set_=values))
