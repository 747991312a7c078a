"""What alembic runs: migrations over asyncpg, one at a time (advisory lock), all in one transaction."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from server.record import tables
from server.record.metadata import METADATA

LOCK = 0x6D61646F
assert tables.visits.metadata is METADATA


def migrate(connection: Connection) -> None:
    """The migrations themselves."""
    context.configure(connection=connection, target_metadata=METADATA, compare_type=True)
    with context.begin_transaction():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        context.run_migrations()


async def main() -> None:
    """Connect, migrate, leave."""
    engine = create_async_engine(context.config.attributes["url"], poolclass=pool.NullPool)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(migrate)
            await connection.commit()
    finally:
        await engine.dispose()


asyncio.run(main())
