"""Sessions where doors look them up: decided in PostgreSQL, projected here. The key is the SHA-256 of the cookie,
never it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from handoff.messages import Me
from server.live.connection import Client, RedisClock
from server.live.epoch import weather
from server.live.keys import Keys
from server.live.packing import FORMAT, NoticeBody, pack

_read: Final = msgspec.msgpack.Decoder(Me).decode
RENEW_MS: Final = 5_000
"""Idle time is written again at most so often."""


class LiveSessions:
    """`server.ports.sessions.Sessions` over Redis. Raises `Unreachable` when Redis cannot answer."""

    def __init__(self, redis: Client, keys: Keys, clock: RedisClock) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock

    async def find(self, sha: bytes, touch: bool = True) -> Me | None:
        """Who this is, None when unknown, expired (idle or absolute) or revoked. `touch` renews the idle time."""
        return (await self.those({sha: touch})).get(sha)

    async def those(self, asked: Mapping[bytes, bool]) -> dict[bytes, Me]:
        """The same for many; what is missing is no session."""
        if not asked:
            return {}
        keys = {sha: self._keys.session(sha) for sha in asked}
        found: dict[bytes, Me] = {}
        with weather():
            async with self._redis.pipeline(transaction=False) as pipe:
                for key in keys.values():
                    pipe.hmget(key, "me", "idle", "until").pttl(key)
                answers = await pipe.execute()
                for sha, (me, idle, until), left in zip(keys, answers[::2], answers[1::2], strict=True):
                    life = min(int(idle), int(until) - self._clock.now()) if me else 0
                    if life > 0:
                        found[sha] = _read(me)
                    if life > 0 and asked[sha] and life - left > RENEW_MS:
                        pipe.pexpire(keys[sha], life)
                if len(pipe):
                    await pipe.execute()
        return found

    async def idle(self, shas: Sequence[bytes]) -> dict[bytes, int]:
        """What of its idle time is used up, from the life that its key has left."""
        with weather():
            async with self._redis.pipeline(transaction=False) as pipe:
                for key in map(self._keys.session, shas):
                    pipe.hget(key, "idle").pttl(key)
                answers = await pipe.execute()
        found = zip(shas, answers[::2], answers[1::2], strict=True)
        return {sha: max(0, int(idle) - left) for sha, idle, left in found if idle is not None and left > 0}

    async def put(self, sha: bytes, me: Me, idle_s: int, absolute_s: int) -> None:
        """Begin a session, or renew who it is: the absolute end counts from now."""
        key = self._keys.session(sha)
        until = self._clock.now() + absolute_s * 1000
        with weather():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.hset(key, mapping={"me": pack(me), "idle": idle_s * 1000, "until": until})
                pipe.pexpire(key, min(idle_s, absolute_s) * 1000)
                await pipe.execute()

    async def drop(self, sha: bytes) -> None:
        """End a session, and tell every process, so that its sockets are closed."""
        body = pack(NoticeBody("revoked", {"session": sha.hex()}))
        fields = {"t": "notice", "v": FORMAT, "e": "", "c": "", "n": 0, "o": "", "b": body}
        with weather():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.delete(self._keys.session(sha))
                pipe.xadd(self._keys.river, fields)
                await pipe.execute()
