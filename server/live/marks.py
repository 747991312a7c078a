"""Waiting until PostgreSQL holds a revision: woken by the tail, without asking Redis over and over."""

from __future__ import annotations

import asyncio


class Marks:
    """Who waits for which case to be kept."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[tuple[int, asyncio.Event]]] = {}

    def note(self, kept: dict[str, int]) -> None:
        """These cases are kept up to these revisions."""
        for case in kept.keys() & self._waiting.keys():
            for rev, event in self._waiting[case]:
                if kept[case] >= rev:
                    event.set()

    async def wait(self, case: str, rev: int, seconds: float) -> bool:
        """Whether word came within the time."""
        waiter = (rev, asyncio.Event())
        self._waiting.setdefault(case, set()).add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter[1].wait()
            return True
        except TimeoutError:
            return False
        finally:
            self._waiting[case].discard(waiter)
            if not self._waiting[case]:
                del self._waiting[case]
