"""The one door to PostgreSQL: engines with bounded pools and bounded statements."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

STATEMENT_MS = 5_000
LOCK_MS = 3_000


def as_async(url: str) -> URL:
    """A PostgreSQL URL as this house speaks it. `?host=/dir` (a unix socket) is understood.

    Accepts postgres://, postgresql:// and postgresql+asyncpg://; anything else is refused with ValueError.
    """
    made = make_url(url)
    if made.get_backend_name() not in ("postgresql", "postgres"):
        raise ValueError("DATABASE_URL must be a postgresql:// address")
    return made.set(drivername="postgresql+asyncpg")


Engine: TypeAlias = AsyncEngine
"""One process's connections to the record."""


def open_engine(url: str, size: int = 10, statement_ms: int = STATEMENT_MS) -> AsyncEngine:
    """An engine. A statement longer than `statement_ms` or a lock waited for longer than 3 s is an error, not a
    hang."""
    server: dict[str, str] = {
        "statement_timeout": str(statement_ms),
        "lock_timeout": str(LOCK_MS),
        "idle_in_transaction_session_timeout": "15000",
        "timezone": "UTC",
        "application_name": "madoguchi",
    }
    connect: dict[str, Any] = {"server_settings": server, "timeout": 5, "command_timeout": statement_ms / 1000 + 1}
    return create_async_engine(
        as_async(url),
        pool_size=size,
        max_overflow=0,
        pool_timeout=3,
        pool_use_lifo=True,  # the same few as long as they suffice: each remembers every statement that it was told
        pool_pre_ping=False,
        connect_args=connect,
        hide_parameters=True,
        json_serializer=lambda value: msgspec.json.encode(value).decode(),
        json_deserializer=msgspec.json.decode,
    )
