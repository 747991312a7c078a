"""The database on its way out and in: pg_dump of one instant, whose rows are counted in the same snapshot, and
pg_restore in one transaction. The password goes through the environment: every user of a machine can read
arguments."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import IO, Final

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.embedded import binaries
from server.record.metadata import METADATA

PLAIN: Final = ("--no-owner", "--no-privileges")
LIBPQ: Final = frozenset({"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey"})


class DumpFailed(RuntimeError):
    """pg_dump or pg_restore ended badly. Its words name tables and files, and may quote a row: they are not told."""


class Instant(msgspec.Struct, frozen=True):
    """One instant of a database: its snapshot's name, the schema's and the server's version, rows by table."""

    snapshot: str
    schema: str
    postgres: str
    tables: dict[str, int]


@asynccontextmanager
async def instant(engine: AsyncEngine) -> AsyncIterator[Instant]:
    """An instant that pg_dump can be told to dump; it stays until the end of the block."""
    async with engine.connect() as line:
        await line.execution_options(isolation_level="REPEATABLE READ")
        await line.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        snapshot = str(await line.scalar(text("SELECT pg_export_snapshot()")))
        schema = str(await line.scalar(text("SELECT version_num FROM alembic_version")))
        version = str(await line.scalar(text("SHOW server_version")))
        yield Instant(snapshot, schema, version, await counts(line))


async def counts(line: AsyncConnection) -> dict[str, int]:
    """How many rows each table has."""
    tables = METADATA.sorted_tables
    return {one.name: int(await line.scalar(select(func.count()).select_from(one)) or 0) for one in tables}


@contextmanager
def dumping(url: str, snapshot: str, without: Iterable[str] = ()) -> Iterator[IO[bytes]]:
    """The dump as it comes; `without` the rows of these tables. Raises `DumpFailed` at the end when it is not whole."""
    left = [f"--exclude-table-data={table}" for table in without]
    command = [*_tool("pg_dump", url), "--format=custom", f"--snapshot={snapshot}", *left, *PLAIN]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(url))
    assert process.stdout is not None
    try:
        with process.stdout as out:
            yield out
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.wait():
        raise DumpFailed


def restore(url: str, dump: Iterable[bytes]) -> None:
    """All of it or nothing into an empty database. Raises `DumpFailed`, and whatever reading the dump raises."""
    command = [*_tool("pg_restore", url), "--single-transaction", "--exit-on-error", *PLAIN]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(url)
    )
    assert process.stdin is not None
    try:
        with process.stdin as into:
            for piece in dump:
                into.write(piece)
    except BrokenPipeError:
        pass  # it ended early, and says so
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.wait():
        raise DumpFailed


def _tool(name: str, url: str) -> list[str]:
    """A PostgreSQL program and the address, as libpq spells it and without the password."""
    made = make_url(url)
    query = {key: value for key, value in made.query.items() if key in LIBPQ}
    plain = made.set(drivername="postgresql", query=query)
    user = plain.username or ""
    address = plain.set(username=None, password=None).render_as_string()
    return [
        str(binaries.postgres_programs() / name),
        f"--username={user}" if user else "--no-password",
        f"--dbname={address}",
    ]


def _environment(url: str) -> dict[str, str]:
    password = make_url(url).password
    return {**os.environ, "PGPASSWORD": str(password)} if password else {**os.environ}
