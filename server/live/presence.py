"""Presence is weather: who has a case open and in which field. Leases of 15 s by the Redis clock; losing it loses
nothing."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from handoff.messages import Here
from server.live.connection import RedisClock
from server.live.epoch import Gate, weather
from server.live.packing import WeatherBody, Word, pack
from server.ports.sealing import Sealing

LEASE_MS: Final = 15_000
STAYS_S: Final = 1_800
"""A finished case sleeps when nobody has been in it for so long: the lease set's own life tells."""
FACES_S: Final = 60
WEATHER: Final = 2_000
# KEYS faces leases  ARGV who now (ms) ...
_NOW: Final = """local function now()
  return redis.call('HGETALL',KEYS[1]),redis.call('ZRANGEBYSCORE',KEYS[2],'('..ARGV[2],'+inf')
end
"""
# ... face until (ms). Faces whose lease ran out go; the answer says how many.
HERE: Final = (
    _NOW
    + f"""local was=redis.call('HGET',KEYS[1],ARGV[1])
redis.call('HSET',KEYS[1],ARGV[1],ARGV[3])
redis.call('EXPIRE',KEYS[1],{FACES_S})
redis.call('ZADD',KEYS[2],ARGV[4],ARGV[1])
redis.call('EXPIRE',KEYS[2],{STAYS_S})
local faces,alive=now()
local lives,gone={{}},0
for _,who in ipairs(alive) do lives[who]=true end
for i=1,#faces,2 do
  if not lives[faces[i]] then gone=gone+redis.call('HDEL',KEYS[1],faces[i]) end
end
return {{was,faces,alive,gone}}
"""
)
GONE: Final = (
    _NOW
    + """local was=redis.call('HDEL',KEYS[1],ARGV[1])
redis.call('ZADD',KEYS[2],'XX',ARGV[2],ARGV[1])
local faces,alive=now()
return {was,faces,alive}
"""
)
ALL: Final = (
    _NOW
    + """local faces,alive=now()
return {faces,alive}
"""
)
_read: Final = msgspec.msgpack.Decoder(Here).decode


class LivePresence:
    """`server.ports.presence.PresenceOf` over Redis. Raises `Unreachable` when Redis cannot answer."""

    def __init__(self, gate: Gate, clock: RedisClock, sealing: Sealing) -> None:
        self._line = gate.line
        self._keys = gate.keys
        self._clock = clock
        self._sealing = sealing

    async def here(self, case: str, who: Here) -> list[Here]:
        """I am here (again): renews the lease, and tells the others when something changed. Who is here now."""
        now = self._clock.now()
        was, flat, alive, gone = await self._ask(HERE, case, who.who, now, self._packed(case, who), now + LEASE_MS)
        those = self._those(case, flat, alive)
        if was is None or self._read(case, was) != who or gone:
            await self._tell(case, those)
        return those

    async def gone(self, case: str, who: str) -> None:
        """I am gone. Its place in the lease set stays, run out, so that the case does not sleep at once."""
        was, flat, alive = await self._ask(GONE, case, who, self._clock.now())
        if was:
            await self._tell(case, self._those(case, flat, alive))

    async def all(self, case: str) -> list[Here]:
        """Who is here, leases that have not run out."""
        return self._those(case, *await self._ask(ALL, case, "", self._clock.now()))

    async def _ask(self, script: str, case: str, *args: Word) -> list[Any]:
        """One of the scripts: they know no epoch, for weather needs none."""
        with weather():
            answer: list[Any] = await self._line.call(
                "EVAL", script, 2, self._keys.faces(case), self._keys.here(case), *args
            )
        return answer

    async def _tell(self, case: str, here: list[Here]) -> None:
        body = self._sealing.wrap("weather", pack(WeatherBody(case, here)))
        with weather():
            await self._line.call("XADD", self._keys.weather, "MAXLEN", "~", WEATHER, "*", "b", body)

    def _packed(self, case: str, who: Here) -> bytes:
        """A face at rest: the letters that somebody is typing are in it."""
        return self._sealing.wrap(f"face|{case}", pack(who))

    def _read(self, case: str, face: bytes) -> Here:
        return _read(self._sealing.unwrap(f"face|{case}", face))

    def _those(self, case: str, flat: list[bytes], alive: list[bytes]) -> list[Here]:
        """Those of the faces (who, face, who, face …) whose lease is alive."""
        faces = dict(zip(flat[::2], flat[1::2], strict=True))
        return sorted((self._read(case, faces[who]) for who in alive if who in faces), key=lambda here: here.who)
