"""Base pages in PostgreSQL: `server.ports.base_pages.BasePages`."""

from __future__ import annotations

import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Collection
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.base_page import BasePage
from server.record.tables import base_pages
from server.record.transaction import reading, transaction

KEPT: Final = 128
"""So many pages are held in memory: a city prints some tens of forms a day."""
DIGEST_BYTES: Final = 16


class PgBasePages:
    """One row each."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._pages: OrderedDict[str, BasePage] = OrderedDict()

    async def keep(self, page: BasePage, by: str, now: int) -> str:
        """Keep it. The digest is that of what draws the page, not of the file that it came in."""
        plain = msgspec.msgpack.encode(page)
        digest = hashlib.blake2b(plain, digest_size=DIGEST_BYTES).hexdigest()
        row = {"digest": digest, "at": now, "by": by, "body": zlib.compress(plain)}
        async with transaction(self._engine) as connection:
            await connection.execute(insert(base_pages).values(row).on_conflict_do_nothing())
        return digest

    async def get(self, digest: str) -> BasePage | None:
        """It."""
        if digest not in self._pages:
            async with reading(self._engine) as connection:
                found = await read_pages(connection, [digest])
            if digest not in found:
                return None
            self._pages.setdefault(digest, found[digest])
        self._pages.move_to_end(digest)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return self._pages[digest]

    async def known(self, digests: list[str]) -> set[str]:
        """Those that are there."""
        query = select(base_pages.c.digest).where(base_pages.c.digest.in_(digests))
        async with reading(self._engine) as connection:
            return set((await connection.execute(query)).scalars())


async def read_pages(connection: AsyncConnection, digests: Collection[str]) -> dict[str, BasePage]:
    """Those of these pages that are there."""
    if not digests:
        return {}
    query = select(base_pages.c.digest, base_pages.c.body).where(base_pages.c.digest.in_(digests))
    rows = (await connection.execute(query)).all()
    return {row.digest: msgspec.msgpack.decode(zlib.decompress(row.body), type=BasePage) for row in rows}
