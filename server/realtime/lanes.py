"""Two lanes a screen: edits, in order, and asks, which may wait for PostgreSQL. One hung ask never freezes the edits
behind it.

A handler puts a message into a lane and returns; the lane's own task does the work and answers.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from server.ports.wanted import still_wanted

MOST_QUEUED = 200
ASK_SECONDS = 8.0
"""An ask that takes longer is answered `unknown`: its outcome is asked for again by the same request."""


class Lane:
    """A queue and the task that works it off."""

    def __init__(self, work: Callable[[Any], Awaitable[None]]) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue(MOST_QUEUED)
        self.task = asyncio.create_task(self._run(work))

    async def _run(self, work: Callable[[Any], Awaitable[None]]) -> None:
        while True:
            still_wanted()  # also where the work swallowed the cancellation: who closes the lane waits for its end
            await work(await self.queue.get())

    def put(self, message: Any) -> bool:
        """False when the lane is full: the sender sends it again later."""
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            return False
        return True

    async def close(self) -> None:
        """The screen is gone; what it asked for and nobody waits for is dropped."""
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task
