"""What was shown leaves the outbox: one by one in a quiet hour, many at once in a rush."""

from __future__ import annotations

import time
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from server.record.swift import swift_reading

EVERY_S: Final = 0.05
MOST: Final = 64
_UNHURRIED = "set_config('synchronous_commit', 'off', true) = 'off'"
_FORGET: Final = text(f"DELETE FROM outbox WHERE id = ANY(:ids) AND {_UNHURRIED}")


class Forgetting:
    """Deletes outbox rows, at most once in `EVERY_S`.

    Not waited for on the disk (the setting lasts for the statement), and what is left over when a rush ends is the
    sweeper's: to project once more changes nothing.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._shown: list[int] = []
        self._at = -EVERY_S

    async def add(self, outbox_id: int) -> None:
        """This row's move was shown."""
        self._shown.append(outbox_id)
        now = time.monotonic()
        if now < self._at + EVERY_S and len(self._shown) < MOST:
            return
        ids, self._shown, self._at = self._shown, [], now
        async with swift_reading(self._engine) as connection:
            await connection.run(_FORGET, {"ids": ids})
