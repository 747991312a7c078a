"""A city alive, over the shared engines or over engines of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from tests.engines import Own
from tests.live.life import Life


@pytest.fixture
async def life(redis_url: str, database_url: str) -> AsyncIterator[Life]:
    """A city over the shared engines."""
    made = Life(redis_url, database_url)
    yield made
    await made.close()


@pytest.fixture
async def frail(redis_server: Own[Valkey], database_url: str) -> AsyncIterator[Life]:
    """A city whose Redis is the test's own, to be killed."""
    made = Life(redis_server.engine.url(), database_url)
    yield made
    await made.close()


@pytest.fixture
async def dim(redis_url: str, postgres_server: Own[Postgres]) -> AsyncIterator[Life]:
    """A city whose PostgreSQL is the test's own, to be killed."""
    made = Life(redis_url, postgres_server.engine.url())
    yield made
    await made.close()
