"""The live cupboard of one process: all that it does in Redis, around one client, one epoch and one set of cases at
hand."""

from __future__ import annotations

from server.live.arms import LiveArms
from server.live.awake import AwakeCases
from server.live.board import LiveBoard
from server.live.connection import RedisClock, check, open_line, open_redis
from server.live.epoch import Gate
from server.live.keeping import LiveKeeping
from server.live.keys import Keys
from server.live.limits import Limits
from server.live.marks import Marks
from server.live.presence import LivePresence
from server.live.pulse import LivePulse
from server.live.river import LiveTail
from server.live.sessions import LiveSessions
from server.live.sheets import LiveSheets
from server.ports.sealing import Sealing


class LiveCupboard:
    """Made without a word to Redis; `open` says the first. `close` when the process ends."""

    def __init__(self, url: str, city: str, sealing: Sealing, connections: int = 40) -> None:
        self.redis = open_redis(url, connections)
        self._ear = open_redis(url, 2)
        keys, awake, marks = Keys(city), AwakeCases(), Marks()
        self._line = open_line(url)
        self.gate = Gate(self.redis, keys, self._line)
        self.clock = RedisClock(self.redis)
        self.sheets = LiveSheets(self.gate, sealing, awake, marks)
        self.tail = LiveTail(self.gate, sealing, awake, marks, self._ear)
        self.board = LiveBoard(self.gate)
        self.presence = LivePresence(self.gate, self.clock, sealing)
        self.sessions = LiveSessions(self.redis, keys, self.clock)
        self.limits = Limits(self.redis, keys)
        self.arms = LiveArms(self.redis, keys, sealing)
        self.pulse = LivePulse(self.redis, keys)

    async def open(self) -> list[str]:
        """Refuse a server that we cannot use (`WrongRedis`), learn its clock; gives warnings for the operator."""
        warnings = await check(self.redis)
        await self.clock.learn()
        return warnings

    async def close(self) -> None:
        """Close all connections."""
        await self._line.close()
        await self.redis.aclose()
        await self._ear.aclose()


def open_keeping(url: str, city: str) -> LiveKeeping:
    """The keeper's hands, on one connection of their own."""
    return LiveKeeping(open_redis(url, 1), Keys(city))
