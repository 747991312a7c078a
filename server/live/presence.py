"""Presence is weather: who has a case open and in which field. Leases of 15 s by the Redis clock; losing it loses
nothing."""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.messages import Here
from server.live.connection import Client, RedisClock
from server.live.epoch import weather
from server.live.keys import Keys
from server.live.packing import WeatherBody, pack
from server.ports.sealing import Sealing

LEASE_MS: Final = 15_000
STAYS_S: Final = 1_800
"""A finished case sleeps when nobody has been in it for so long: the lease set's own life tells."""
FACES_S: Final = 60
WEATHER: Final = 2_000
_read: Final = msgspec.msgpack.Decoder(Here).decode


class LivePresence:
    """`server.ports.presence.PresenceOf` over Redis. Raises `Unreachable` when Redis cannot answer."""

    def __init__(self, redis: Client, keys: Keys, clock: RedisClock, sealing: Sealing) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock
        self._sealing = sealing

    async def here(self, case: str, who: Here) -> None:
        """I am here (again): renews the lease, and tells the others when something changed."""
        now, face = self._clock.now(), self._packed(case, who)
        lease, faces = self._keys.here(case), self._keys.faces(case)
        with weather():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.hget(faces, who.who)
                pipe.hset(faces, who.who, face)
                pipe.expire(faces, FACES_S)
                pipe.zadd(lease, {who.who: now + LEASE_MS})
                pipe.expire(lease, STAYS_S)
                pipe.hgetall(faces)
                pipe.zrangebyscore(lease, now + 1, "+inf")
                was, _, _, _, _, all_faces, alive = await pipe.execute()
            gone = all_faces.keys() - set(alive)
            if gone:
                await self._redis.hdel(faces, *gone)
            if was is None or self._read(case, was) != who or gone:
                await self._tell(case, all_faces, alive)

    async def gone(self, case: str, who: str) -> None:
        """I am gone. Its place in the lease set stays, run out, so that the case does not sleep at once."""
        now = self._clock.now()
        lease, faces = self._keys.here(case), self._keys.faces(case)
        with weather():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.hdel(faces, who)
                pipe.zadd(lease, {who: now}, xx=True)
                pipe.hgetall(faces)
                pipe.zrangebyscore(lease, now + 1, "+inf")
                was, _, all_faces, alive = await pipe.execute()
            if was:
                await self._tell(case, all_faces, alive)

    async def all(self, case: str) -> list[Here]:
        """Who is here, leases that have not run out."""
        now = self._clock.now()
        with weather():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.hgetall(self._keys.faces(case))
                pipe.zrangebyscore(self._keys.here(case), now + 1, "+inf")
                all_faces, alive = await pipe.execute()
        return self._those(case, all_faces, alive)

    async def _tell(self, case: str, faces: dict[bytes, bytes], alive: list[bytes]) -> None:
        body = self._sealing.wrap("weather", pack(WeatherBody(case, self._those(case, faces, alive))))
        await self._redis.xadd(self._keys.weather, {"b": body}, maxlen=WEATHER, approximate=True)

    def _packed(self, case: str, who: Here) -> bytes:
        """A face at rest: the letters that somebody is typing are in it."""
        return self._sealing.wrap(f"face|{case}", pack(who))

    def _read(self, case: str, face: bytes) -> Here:
        return _read(self._sealing.unwrap(f"face|{case}", face))

    def _those(self, case: str, faces: dict[bytes, bytes], alive: list[bytes]) -> list[Here]:
        return sorted((self._read(case, faces[who]) for who in alive if who in faces), key=lambda here: here.who)
