"""Made papers in Redis, sealed, 10 minutes each: any web process can hand out what another one made."""

from __future__ import annotations

import hashlib
from typing import Final

from server.live.connection import Client
from server.live.epoch import weather
from server.live.keys import Keys
from server.ports.sealing import Sealing

LIVES_S: Final = 600


class LiveDocuments:
    """`server/ports/documents.py`, in Redis. Raises `Unreachable` when Redis cannot answer."""

    def __init__(self, redis: Client, keys: Keys, sealing: Sealing) -> None:
        self.redis = redis
        self.keys = keys
        self.sealing = sealing

    async def put(self, clerk: str, request: str, pdf: bytes) -> str:
        """Keep it under an id that only the one who knows the request could reckon."""
        document = _id(request)
        sealed = self.sealing.wrap(f"paper|{clerk}", pdf)
        with weather():
            await self.redis.set(self.keys.blob(f"{document}:{clerk}"), sealed, ex=LIVES_S)
        return document

    async def made(self, clerk: str, request: str) -> str | None:
        """Asked again after a lost answer: is the paper there?"""
        document = _id(request)
        with weather():
            there = await self.redis.exists(self.keys.blob(f"{document}:{clerk}"))
        return document if there else None

    async def get(self, clerk: str, document: str) -> bytes | None:
        """Only the clerk who asked for it finds it."""
        with weather():
            found = await self.redis.get(self.keys.blob(f"{document}:{clerk}"))
        return self.sealing.unwrap(f"paper|{clerk}", found) if isinstance(found, bytes) else None


def _id(request: str) -> str:
    """A request is 128 bits of its maker's chance; its digest says nothing more."""
    return hashlib.blake2b(request.encode(), digest_size=16).hexdigest()
