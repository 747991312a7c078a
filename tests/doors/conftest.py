"""The running city hall that the door tests knock at: one for all of them, each test at windows of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.engines import Databases, Keyspaces
from tests.house import RunningHouse, running_house


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def open_house(databases: Databases, keyspaces: Keyspaces) -> AsyncIterator[RunningHouse]:
    """A web process and a keeper over a database and a keyspace of their own."""
    with databases.fresh() as database_url:
        async with running_house(database_url, keyspaces.fresh()) as made:
            yield made


@pytest_asyncio.fixture(loop_scope="session")
async def city_hall(open_house: RunningHouse) -> AsyncIterator[RunningHouse]:
    """The same house; whoever a test brought goes home after it."""
    yield open_house
    await open_house.send_home()
