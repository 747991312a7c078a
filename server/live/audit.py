"""Looks on their way into the record: the stream `T:audit`, trimmed by its own kept position and by nothing else."""

from __future__ import annotations

import secrets

import msgspec

from server.live.epoch import Gate, weather
from server.ports.archive import Look

READ = msgspec.msgpack.Decoder(Look)


class LiveAudit:
    """`server/ports/audit.py`, in Redis."""

    def __init__(self, gate: Gate) -> None:
        self.redis = gate.redis
        self.keys = gate.keys
        self.line = gate.line

    async def note(self, look: Look) -> None:
        """One entry of the stream, with an id of its own: the ledger may get it twice."""
        with weather():
            body = msgspec.msgpack.encode(look)
            await self.line.call("XADD", self.keys.audit, "*", "i", secrets.token_hex(8), "b", body)

    async def waiting(self, most: int = 500) -> list[tuple[str, str, Look]]:
        """From the beginning of the stream."""
        with weather():
            found = await self.redis.xrange(self.keys.audit, count=most)
        return [
            (place.decode(), fields.get(b"i", place).decode(), READ.decode(fields[b"b"])) for place, fields in found
        ]

    async def settled(self, upto: str) -> None:
        """Let go of them, `upto` included."""
        ms, _, n = upto.partition("-")
        with weather():
            await self.redis.xtrim(self.keys.audit, minid=f"{ms}-{int(n) + 1}", approximate=False)
