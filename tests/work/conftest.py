"""A city hall at work, over the shared engines."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.work.town import Town


@pytest.fixture
async def town(redis_url: str, database_url: str) -> AsyncIterator[Town]:
    """The demo city on a Monday morning in March."""
    async with Town(redis_url, database_url).alive() as made:
        yield made
