"""The one place where connections to Redis are made, and where a Redis that would not hold our fence is refused."""

from __future__ import annotations

import time
from typing import Any, Final, TypeAlias

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from server.live.line import Line

Client: TypeAlias = Any
"""An asyncio client that answers bytes. redis-py's own hints leave every answer open (bytes or str) or out."""

BLOCK_MS: Final = 500
"""No XREAD blocks longer; the socket's time-out stands well above it."""
TIMEOUT_S: Final = 3.0
OLDEST: Final = (7, 0)


class WrongRedis(Exception):
    """This server cannot be used; the text says what to change, for the operator."""


def open_redis(url: str, connections: int = 40) -> Client:
    """A client that never sends anything twice by itself: a lost answer is `unknown`, and the caller decides.

    A blocking pool, because the usual one raises when a burst needs more connections; protocol 2, because the default
    differs between servers and versions.
    """
    return Redis.from_pool(_pool(url, connections, TIMEOUT_S))


def open_line(url: str) -> Line:
    """The shared connection of the edit path."""
    return Line(_pool(url, 1, None))


def _pool(url: str, connections: int, timeout_s: float | None) -> BlockingConnectionPool:
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
        protocol=2,
        socket_timeout=timeout_s,
        socket_connect_timeout=2.0,
        decode_responses=False,
    )
    return pool


async def check(redis: Client) -> list[str]:
    """Refuse a server that is too old (6.2 keeps scripts over restarts: the fence would not hold). Gives warnings to
    print."""
    info: dict[str, Any] = await redis.info()
    version = tuple(int(part) for part in str(info["redis_version"]).split(".")[:2])
    if version < OLDEST:
        raise WrongRedis(f"Redis {info['redis_version']} は使えません。7.0 以上、または Valkey 8 以上にしてください。")
    warnings = []
    if not info.get("aof_enabled"):
        warnings.append("appendonly が無効です。停電で保存前の入力が失われることがあります。")
    elif (await redis.config_get("appendfsync")).get("appendfsync") != "always":
        warnings.append("appendfsync が always ではありません。停電で保存前の入力が失われることがあります。")
    if info.get("maxmemory_policy", "noeviction") != "noeviction":
        warnings.append("maxmemory-policy が noeviction ではありません。開いている案件が消えることがあります。")
    return warnings


class RedisClock:
    """ms since 1970 as Redis counts them, from one question and this process's own clock."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._offset = 0.0

    async def learn(self) -> None:
        """Ask Redis for the time."""
        before = time.time()
        seconds, micros = await self._redis.time()
        self._offset = seconds + micros / 1e6 - (before + time.time()) / 2

    def now(self) -> int:
        """ms now."""
        return int((time.time() + self._offset) * 1000)
