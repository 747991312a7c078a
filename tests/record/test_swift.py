"""Asking PostgreSQL without SQLAlchemy's layers: the same answers, and the same words for what breaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import cast

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.refusal import Reason, Refused
from server.ports.visits import NotKept, RecordAway, Unsure, WrongEpoch
from server.record.engine import open_engine
from server.record.swift import Swift, swift_reading, swift_transaction

WHO = text("SELECT pg_backend_pid()")
END = text("SELECT pg_terminate_backend(:pid)")
PUT = text("INSERT INTO series (office, day, letter, last) VALUES (:office, '2027-04-01', :letter, :last)")
COUNT = text("SELECT count(*) FROM series")
MAIN = {"office": "main", "letter": "A", "last": 7}


@pytest.fixture
async def narrow(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine with one connection: whoever gets a broken one gets it from here."""
    made = open_engine(database_url, size=1)
    yield made
    await made.dispose()


async def end(engine: AsyncEngine, line: Swift) -> None:
    """What the administrator does, or a server that stops."""
    async with swift_reading(engine) as other:
        assert await other.scalar(END, {"pid": await line.scalar(WHO, {})})


async def test_it_says_what_sqlalchemy_says(engine: AsyncEngine) -> None:
    asked = text(
        "SELECT jsonb_build_object('a', CAST(:a AS text[]), 'b', CAST(:b AS jsonb), 'c', :c = 1, 'd', :a)::text"
    )
    given = {"a": ["一", "二"], "b": json.dumps({"字": None}), "c": 1}
    async with swift_reading(engine) as swift, engine.connect() as usual:
        assert await swift.scalar(asked, given) == await usual.scalar(asked, given)


async def test_rows_come_as_sqlalchemy_gives_them(engine: AsyncEngine) -> None:
    """JSON as what it says, arrays as lists, bytes as bytes, nothing as None; twice the same name is one value."""
    asked = text(
        "SELECT n, CAST(:json AS jsonb) AS json, CAST(:json AS json) AS plain, CAST(:words AS text[]) AS words, "
        "CAST(:raw AS bytea) AS raw, CAST(:none AS bigint) AS none FROM generate_series(1, 2) AS n ORDER BY n"
    )
    given = {"json": json.dumps({"字": [None, 1]}), "words": ["一", "二"], "raw": b"\x00", "none": None}
    async with swift_reading(engine) as swift, engine.connect() as usual:
        rows = await swift.rows(asked, given)
        assert rows == [dict(row) for row in (await usual.execute(asked, given)).mappings()]
        assert await swift.row(asked, given) == rows[0]
    said = {"字": [None, 1]}
    assert rows == [{**given, "n": n, "json": said, "plain": said} for n in (1, 2)]


async def test_no_row_is_none(engine: AsyncEngine) -> None:
    nothing, given = text("SELECT 1 WHERE :no"), {"no": False}
    async with swift_reading(engine) as swift:
        found = await swift.scalar(nothing, given), await swift.row(nothing, given), await swift.rows(nothing, given)
    assert found == (None, None, [])


@pytest.mark.parametrize("no", [Refused(Reason.numbers_used_up), NotKept(), WrongEpoch()], ids=type)
async def test_a_refusal_writes_nothing_and_the_connection_goes_on(narrow: AsyncEngine, no: Exception) -> None:
    async with swift_reading(narrow) as swift:
        before = await swift.scalar(WHO, {})
    with pytest.raises(type(no)):
        async with swift_transaction(narrow) as swift:
            await swift.run(PUT, MAIN)
            raise no
    async with swift_reading(narrow) as swift:
        assert (await swift.scalar(COUNT, {}), await swift.scalar(WHO, {})) == (0, before)


async def test_a_constraint_says_its_name(narrow: AsyncEngine) -> None:
    with pytest.raises(asyncpg.UniqueViolationError) as refused:
        async with swift_transaction(narrow) as swift:
            await swift.scalar(PUT, MAIN)
            await swift.scalar(PUT, MAIN)
    assert refused.value.constraint_name == "pk_series"
    async with swift_reading(narrow) as swift:
        assert await swift.scalar(COUNT, {}) == 0


async def test_a_connection_that_broke_is_away_and_nobody_gets_it_again(
    engine: AsyncEngine, narrow: AsyncEngine
) -> None:
    with pytest.raises(RecordAway):
        async with swift_transaction(narrow) as swift:
            await swift.scalar(PUT, MAIN)
            await end(engine, swift)
            await swift.scalar(COUNT, {})
    async with swift_transaction(narrow) as swift:
        await swift.scalar(PUT, MAIN)
    async with swift_reading(narrow) as swift:
        assert await swift.scalar(COUNT, {}) == 1


async def test_nobody_meets_the_connections_that_a_restart_of_the_server_closed(
    engine: AsyncEngine, database_url: str
) -> None:
    """All of the pool at once: whoever asks next gets a new one."""
    pool = open_engine(database_url, size=3)
    async with AsyncExitStack() as stack, swift_reading(engine) as other:
        for _ in range(3):
            connection = await stack.enter_async_context(pool.connect())
            line = cast("asyncpg.Connection", (await connection.get_raw_connection()).driver_connection)
            closed = asyncio.Event()
            line.add_termination_listener(lambda _, closed=closed: closed.set())
            assert await other.scalar(END, {"pid": line.get_server_pid()})
            await closed.wait()
    async with swift_transaction(pool) as swift:
        await swift.run(PUT, MAIN)
    async with swift_reading(pool) as swift:
        assert await swift.scalar(COUNT, {}) == 1
    await pool.dispose()


async def test_a_commit_that_broke_is_unsure(engine: AsyncEngine, narrow: AsyncEngine) -> None:
    with pytest.raises(Unsure):
        async with swift_transaction(narrow) as swift:
            await swift.scalar(PUT, MAIN)
            await end(engine, swift)


async def test_a_statement_of_ours_that_is_wrong_is_a_bug_and_no_weather(narrow: AsyncEngine) -> None:
    with pytest.raises(asyncpg.UndefinedTableError):
        async with swift_reading(narrow) as swift:
            await swift.scalar(text("SELECT 1 FROM nowhere"), {})
