"""Made papers in Redis, 10 minutes each: any web process can hand out what another one made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from server.live.connection import Client
from server.live.keys import Keys

LIVES_S: Final = 600


class LiveDocuments:
    """`server/ports/documents.py`, in Redis."""

    def __init__(self, redis: Client, keys: Keys, chance: Callable[[int], bytes]) -> None:
        self.redis = redis
        self.keys = keys
        self.chance = chance

    async def put(self, clerk: str, pdf: bytes) -> str:
        """Keep it under a random id."""
        document = self.chance(16).hex()
        await self.redis.set(self.keys.blob(f"{document}:{clerk}"), pdf, ex=LIVES_S)
        return document

    async def get(self, clerk: str, document: str) -> bytes | None:
        """Only the clerk who asked for it finds it."""
        found = await self.redis.get(self.keys.blob(f"{document}:{clerk}"))
        return found if isinstance(found, bytes) else None
