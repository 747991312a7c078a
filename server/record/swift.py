"""asyncpg itself, over the engine's own pool: for what a whole morning waits for, a number and the people ahead of it.

A statement costs a third of what it costs through all layers (measured with 70 parameters: a transaction of two
0.30 against 1.06 ms of processor, one statement alone 0.20 against 0.42). The statements are the same ones.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, cast

import asyncpg
from sqlalchemy import TextClause
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.refusal import Refused
from server.ports.visits import RecordAway, Unsure
from server.record.transaction import AWAY

_OURS = (asyncpg.IntegrityConstraintViolationError, asyncpg.SyntaxOrAccessError)
"""Errors that say something about the statement, not about the server."""
_AWAY = (DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, *AWAY)


class Asked(Protocol):
    """Who can be asked for one value: SQLAlchemy's connection, or a swift one."""

    async def scalar(self, statement: TextClause, parameters: Mapping[str, Any], /) -> Any:
        """The first value of the first row, None when there is no row."""
        ...


class Swift:
    """A connection that is asked without SQLAlchemy. Values go as they are: what is JSON is text."""

    def __init__(self, line: asyncpg.Connection) -> None:
        self._line = line

    async def scalar(self, statement: TextClause, parameters: Mapping[str, Any], /) -> Any:
        """The first value of the first row, None when there is no row."""
        said = _spelled(statement)
        return await self._line.fetchval(said.words, *(parameters[name] for name in said.names))


class _Spelled(NamedTuple):
    """A statement as PostgreSQL reads it, and the names of $1, $2 …"""

    words: str
    names: tuple[str, ...]


@lru_cache(64)
def _spelled(statement: TextClause) -> _Spelled:
    made: Any = statement.compile(dialect=dialect())  # type: ignore[no-untyped-call]
    return _Spelled(str(made), tuple(made.positiontup))


@asynccontextmanager
async def swift_transaction(engine: AsyncEngine) -> AsyncIterator[Swift]:
    """As `transaction`: it commits at the end. Raises `RecordAway` when nothing was written, `Unsure` when the commit
    broke."""
    committing = False
    try:
        async with _line(engine) as line, line.transaction():
            yield Swift(line)
            committing = True
    except _OURS:
        raise
    except _AWAY as broken:
        raise (Unsure if committing else RecordAway)(type(broken).__name__) from None


@asynccontextmanager
async def swift_reading(engine: AsyncEngine) -> AsyncIterator[Swift]:
    """As `reading`: for one statement."""
    try:
        async with _line(engine) as line:
            yield Swift(line)
    except _OURS:
        raise
    except _AWAY as broken:
        raise RecordAway(type(broken).__name__) from None


@asynccontextmanager
async def _line(engine: AsyncEngine) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the pool. After anything but a no of the rules or of a constraint the pool gets no connection
    back: nobody knows how that one stands."""
    async with engine.connect() as connection:
        try:
            yield await _driver(connection)
        except (Refused, asyncpg.IntegrityConstraintViolationError):
            raise
        except BaseException:
            await connection.invalidate()
            raise


async def _driver(connection: AsyncConnection) -> asyncpg.Connection:
    return cast("asyncpg.Connection", (await connection.get_raw_connection()).driver_connection)
