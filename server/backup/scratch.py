"""A scratch database of the same server: made empty, gone afterwards, whatever happens in between."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from server.backup.make import COUNTING_MS
from server.record.engine import as_async, open_engine


@asynccontextmanager
async def scratch(url: str, what: str) -> AsyncIterator[tuple[str, AsyncEngine]]:
    """Its address and an engine. `what` it is for stands in its name."""
    name = f"madoguchi_{what}_{time.time_ns() // 1000}"
    house = open_engine(url, size=1, statement_ms=COUNTING_MS)
    other = as_async(url).set(database=name).render_as_string(hide_password=False)
    engine = open_engine(other, size=1, statement_ms=COUNTING_MS)
    try:
        await _alone(house, f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield other, engine
        finally:
            await engine.dispose()
            await _alone(house, f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await house.dispose()


async def _alone(engine: AsyncEngine, statement: str) -> None:
    async with engine.connect() as line:
        await line.execution_options(isolation_level="AUTOCOMMIT")
        await line.execute(text(statement))
