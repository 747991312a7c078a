"""How often something may be tried: a counter that runs out by itself."""

from __future__ import annotations

import hashlib

from server.live.connection import Client
from server.live.epoch import weather
from server.live.keys import Keys


class Limits:
    """Counts tries by a name. The name is hashed: it may be a login or an address, and those are nobody's to read
    here."""

    def __init__(self, redis: Client, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys

    async def allow(self, what: str, most: int, within_ms: int) -> bool:
        """Count one try; False when it is more than `most` since the first one, `within_ms` ago at the longest."""
        key = self._keys.limit(hashlib.sha256(what.encode()).hexdigest()[:32])
        with weather():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.set(key, 0, px=within_ms, nx=True)
                pipe.incr(key)
                _, tries = await pipe.execute()
        return bool(tries <= most)
