"""What is old enough to be erased, and what was erased."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Run(msgspec.Struct, frozen=True):
    """One round of erasing: when, and how many of each (handoff/retention.py `ITEMS`)."""

    at: int
    counts: dict[str, int]


class Retention(Protocol):
    """Over PostgreSQL. Raises `RecordAway` when it cannot be asked."""

    async def due(self, before: int, most: int) -> list[str]:
        """Cases without a visit that goes on or ended after this moment, oldest first."""
        ...

    async def count_due(self, before: int) -> int:
        """How many."""
        ...

    async def erase(self, case: str, at: int) -> dict[str, int]:
        """All rows that tell of a case's visitor, in one transaction; the case is known as erased from then on."""
        ...

    async def forget_sessions(self, before: int) -> int:
        """Sessions that were over by then."""
        ...

    async def note(self, run: Run) -> None:
        """Kept for the certificate."""
        ...

    async def runs(self, since: int, until: int) -> list[Run]:
        """From this moment to that one, newest first."""
        ...
