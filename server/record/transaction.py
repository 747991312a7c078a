"""One transaction, and what it means when it breaks: before the commit nothing happened, in the commit nobody knows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.ports.visits import RecordAway, Unsure

AWAY = (OSError, PoolTimeout, TimeoutError)
OURS = (IntegrityError, ProgrammingError, DataError)
"""Errors that say something about the statement, not about the server."""


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction that commits at the end. Raises `RecordAway` when nothing was written, `Unsure` when the commit
    broke."""
    committing = False
    try:
        async with engine.connect() as connection:
            yield connection
            committing = True
            await connection.commit()
    except OURS:
        raise
    except (DBAPIError, *AWAY) as broken:
        raise (Unsure if committing else RecordAway)(type(broken).__name__) from None


_BARE: WeakKeyDictionary[AsyncEngine, AsyncEngine] = WeakKeyDictionary()


def _bare(engine: AsyncEngine) -> AsyncEngine:
    """The same engine, every statement for itself. Made once: making it costs as much as a statement."""
    bare = _BARE.get(engine)
    if bare is None:
        bare = _BARE[engine] = engine.execution_options(isolation_level="AUTOCOMMIT")
    return bare


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """For one statement: no BEGIN and no COMMIT around it, one way to the server and back instead of three."""
    try:
        async with _bare(engine).connect() as connection:
            yield connection
    except OURS:
        raise
    except (DBAPIError, *AWAY) as broken:
        raise RecordAway(type(broken).__name__) from None


def broken_rule(error: IntegrityError) -> str:
    """The name of the constraint that refused, "" when the driver does not say."""
    cause = error.orig.__cause__ if error.orig is not None else None
    return str(getattr(cause, "constraint_name", "") or "")
