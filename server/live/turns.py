"""Edits of one case in this process take turns.

Deciding twenty at once over one revision would let one win and nineteen decide again, and again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """One lock a case, as long as somebody waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, case: str, patience_s: float) -> AsyncIterator[bool]:
        """Inside it is this caller's turn when it gives True; False when the turn did not come in time."""
        lock = self._locks.get(case)
        if lock is None:
            lock = self._locks[case] = asyncio.Lock()
        try:
            async with asyncio.timeout(patience_s):
                await lock.acquire()
        except TimeoutError:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()
