"""The second place of the audit's heads, as another database: a table of its own, made when it is not there."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from handoff.chain import Head
from server.record.engine import open_engine
from server.record.transaction import reading

_MAKE: Final = text(
    "CREATE TABLE IF NOT EXISTS audit_heads "
    "(city text, seq bigint, hash text, at bigint, PRIMARY KEY (city, seq, hash))"
)
_HEAR: Final = text("INSERT INTO audit_heads VALUES (:city, :seq, :hash, :at) ON CONFLICT DO NOTHING")
_HEADS: Final = text("SELECT seq, hash, at FROM audit_heads WHERE city = :city ORDER BY seq")


class PgWitness:
    """`server.ports.audit.Witness`, in a database that the house's own role cannot change otherwise."""

    def __init__(self, url: str, city: str) -> None:
        self._engine = open_engine(url, size=1)
        self._city = city
        self._made = False

    async def hear(self, head: Head) -> None:
        """One row more."""
        await self._ready()
        row = {"city": self._city, "seq": head.seq, "hash": head.hash, "at": head.at}
        async with reading(self._engine) as connection:
            await connection.execute(_HEAR, row)

    async def heads(self) -> list[Head]:
        """All rows of this city."""
        await self._ready()
        async with reading(self._engine) as connection:
            return [Head(*row) for row in await connection.execute(_HEADS, {"city": self._city})]

    async def close(self) -> None:
        """Let go of the connection."""
        await self._engine.dispose()

    async def _ready(self) -> None:
        if not self._made:
            async with reading(self._engine) as connection:
                await connection.execute(_MAKE)
            self._made = True
