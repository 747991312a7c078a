"""The engines that the other tests stand on."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest
import redis.asyncio
import redis.exceptions

from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from tests.engines import Own


def plain(url: str) -> str:
    return url.replace("+asyncpg", "")


async def test_each_test_has_an_empty_migrated_database(database_url: str) -> None:
    line = await asyncpg.connect(plain(database_url))
    assert await line.fetchval("SELECT count(*) FROM alembic_version") == 1
    assert await line.fetchval("SELECT count(*) FROM journal") == 0
    await line.close()


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_has_an_empty_keyspace(redis_url: str, turn: int) -> None:
    async with redis.asyncio.from_url(redis_url) as line:
        assert await line.dbsize() == 0
        await line.set("left", turn)


async def test_a_killed_valkey_has_every_acknowledged_write(redis_server: Own[Valkey]) -> None:
    async with redis.asyncio.from_url(redis_server.engine.url()) as line:
        for number in range(200):
            await line.set(str(number), number)
    redis_server.kill()
    redis_server.start()
    async with redis.asyncio.from_url(redis_server.engine.url()) as line:
        assert await line.dbsize() == 200


async def test_a_killed_postgres_has_every_committed_row(postgres_server: Own[Postgres]) -> None:
    line = await asyncpg.connect(plain(postgres_server.engine.url()))
    await line.execute("CREATE TABLE kept (n int)")
    for number in range(50):
        await line.execute("INSERT INTO kept VALUES ($1)", number)
    postgres_server.kill()
    postgres_server.start()
    line.terminate()
    line = await asyncpg.connect(plain(postgres_server.engine.url()))
    assert await line.fetchval("SELECT count(*) FROM kept") == 50
    await line.close()


async def test_a_frozen_postgres_answers_nobody_until_it_thaws(postgres_server: Own[Postgres]) -> None:
    line = await asyncpg.connect(plain(postgres_server.engine.url()))
    postgres_server.freeze()
    asked = asyncio.ensure_future(line.fetchval("SELECT 1"))
    done, _ = await asyncio.wait([asked], timeout=0.3)
    assert not done
    postgres_server.thaw()
    assert await asked == 1
    await line.close()


async def test_a_frozen_valkey_answers_nobody_until_it_thaws(redis_server: Own[Valkey]) -> None:
    async with redis.asyncio.from_url(redis_server.engine.url()) as line:
        await line.ping()
        redis_server.freeze()
        asked = asyncio.ensure_future(line.ping())
        done, _ = await asyncio.wait([asked], timeout=0.3)
        assert not done
        redis_server.thaw()
        assert await asked
