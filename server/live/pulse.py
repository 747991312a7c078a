"""The pulse of the live store: what the keeper has not kept yet, and which paired screens hold their lines."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from handoff.river import START, ms_of
from server.live.connection import Client
from server.live.epoch import weather
from server.live.keys import Keys
from server.ports.watching import Unkept

MOST: Final = 1_000
FORGOTTEN_MS: Final = 24 * 3600 * 1000


class LivePulse:
    """`server.ports.watching.Pulse` over Redis."""

    def __init__(self, redis: Client, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys

    async def unkept(self) -> Unkept:
        """What stands in the river after the place up to which the keeper said that it is kept."""
        with weather():
            kept_to = await self._redis.hget(self._keys.epoch, "pos")
            after = kept_to.decode() if kept_to else START
            found = await self._redis.execute_command("XRANGE", self._keys.river, f"({after}", "+", "COUNT", MOST)
        if not found:
            return Unkept()
        return Unkept(sum(fields[b"t"] == b"sheet" for _, fields in found), ms_of(found[0][0].decode()))

    async def seen(self, screens: Collection[str], now: int) -> None:
        """Noted by what each is called; those of yesterday are let go."""
        with weather():
            async with self._redis.pipeline(transaction=False) as pipe:
                if screens:
                    pipe.zadd(self._keys.screens, dict.fromkeys(screens, now))
                pipe.zremrangebyscore(self._keys.screens, "-inf", now - FORGOTTEN_MS)
                await pipe.execute()

    async def screens(self, after: int) -> set[str]:
        """By what each is called."""
        with weather():
            found = await self._redis.zrangebyscore(self._keys.screens, after, "+inf")
        return {one.decode() for one in found}
