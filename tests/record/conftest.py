"""A migrated database, and the demo city in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from server.exchange.city import read_city
from server.record.catalogs import PgCatalogs
from server.record.engine import open_engine
from server.record.visits import PgVisits

CITY = read_city(Path(__file__).resolve().parents[2] / "deploy/city/aobano")


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine over a database of the test's own."""
    made = open_engine(database_url, size=16)
    yield made
    await made.dispose()


@pytest.fixture
async def catalogs(engine: AsyncEngine) -> PgCatalogs:
    """The demo city."""
    made = PgCatalogs(engine)
    await made.load(CITY, {user.clerk: "no password" for user in CITY.users}, 1)
    return made


@pytest.fixture
def visits(engine: AsyncEngine) -> PgVisits:
    """Visits in PostgreSQL."""
    return PgVisits(engine, CITY.catalog.city)
