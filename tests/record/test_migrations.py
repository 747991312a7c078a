"""The migrations make exactly the tables that the code speaks of."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from server.record.metadata import METADATA
from server.record.migrate import configuration, upgrade

ROOT = Path(__file__).resolve().parents[2]


async def test_the_migrated_database_is_what_the_tables_say(database_url: str) -> None:
    """No difference is left for another migration; asking again, also inside a running loop, changes nothing."""
    upgrade(database_url)
    await asyncio.to_thread(command.check, configuration(database_url))


async def test_two_that_migrate_at_once_wait_for_each_other(engine: AsyncEngine, database_url: str) -> None:
    """Two servers start in the same moment on an empty database."""
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    start = (sys.executable, "-m", "server.record.migrate", database_url)
    servers = [await asyncio.create_subprocess_exec(*start, cwd=ROOT) for _ in range(3)]
    assert [await server.wait() for server in servers] == [0, 0, 0]
    async with engine.connect() as connection:
        found = await connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        )
        assert set(METADATA.tables) | {"alembic_version"} == set(found.scalars())


async def test_the_way_back_leaves_nothing(engine: AsyncEngine, database_url: str) -> None:
    """Down to nothing and up again."""
    await asyncio.to_thread(command.downgrade, configuration(database_url), "base")
    async with engine.connect() as connection:
        count = await connection.execute(
            text("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
        )
        assert count.scalar_one() == 1
    await asyncio.to_thread(upgrade, database_url)
