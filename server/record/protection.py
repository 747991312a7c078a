"""Flags of protected persons in PostgreSQL, and their blind words in this process's memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.ports.protection import Change, Flag, FlagMoved, ListTaken
from server.record.tables import protection_lists, protection_log, protection_words, protections
from server.record.transaction import reading, transaction

LOCK = 0x73686965


class PgProtection:
    """`server.ports.protection.Protection`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._index: Mapping[bytes, frozenset[tuple[str, str]]] | None = None
        self._line = -1

    def index(self) -> Mapping[bytes, frozenset[tuple[str, str]]] | None:
        """Blind word -> (flag, kind); None before the first reading."""
        return self._index

    async def refresh(self) -> bool:
        """Read the words when anything was done since the last reading."""
        async with reading(self._engine) as connection:
            line = int(await connection.scalar(select(func.coalesce(func.max(protection_log.c.line), 0))) or 0)
            if line == self._line:
                return False
            rows = (await connection.execute(select(protection_words))).all()
        words: defaultdict[bytes, set[tuple[str, str]]] = defaultdict(set)
        for row in rows:
            words[bytes(row.word)].add((row.flag, row.kind))
        self._index = {word: frozenset(found) for word, found in words.items()}
        self._line = line
        return True

    async def all(self) -> list[Flag]:
        """Every flag."""
        return await self._flags(select(protections).order_by(protections.c.ends, protections.c.flag))

    async def get(self, flags: list[str]) -> list[Flag]:
        """These flags."""
        return await self._flags(select(protections).where(protections.c.flag.in_(flags)))

    async def _flags(self, query: Any) -> list[Flag]:
        async with reading(self._engine) as connection:
            return [Flag(**row) for row in (await connection.execute(query)).mappings()]

    async def last_list(self) -> ListTaken | None:
        """The newest list."""
        query = select(protection_lists).order_by(protection_lists.c.made.desc()).limit(1)
        async with reading(self._engine) as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return ListTaken(**dict(row)) if row is not None else None

    async def write(self, changes: list[Change], taken: ListTaken | None = None) -> None:
        """All of them or none."""
        async with transaction(self._engine) as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            if taken is not None:
                newer = select(func.count()).where(protection_lists.c.made >= taken.made)
                if await connection.scalar(newer):
                    raise FlagMoved
                await connection.execute(insert(protection_lists).values(msgspec.structs.asdict(taken)))
            for change in changes:
                await _put(connection, change)


async def _put(connection: AsyncConnection, change: Change) -> None:
    flag = change.flag
    row = msgspec.structs.asdict(flag)
    if flag.version == 1:
        done = await connection.execute(insert(protections).values(row).on_conflict_do_nothing())
    else:
        stands = (protections.c.flag == flag.flag) & (protections.c.version == flag.version - 1)
        done = await connection.execute(update(protections).where(stands).values(row))
    if done.rowcount != 1:
        raise FlagMoved
    if change.words is not None:
        await connection.execute(delete(protection_words).where(protection_words.c.flag == flag.flag))
        rows = [{"flag": flag.flag, "word": word, "kind": kind} for word, kind in sorted(change.words)]
        if rows:
            await connection.execute(insert(protection_words), rows)
    line = {"flag": flag.flag, "version": flag.version, "at": flag.at, "clerk": change.clerk, "what": change.what}
    await connection.execute(insert(protection_log).values({**line, "note": change.note}))
