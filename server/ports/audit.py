"""Who looked at what: written before the data leaves. No row, no data."""

from __future__ import annotations

from typing import Protocol

from server.ports.archive import Look


class Audit(Protocol):
    """A queue in Redis that the keeper empties into the record, so that looking does not stop when PostgreSQL does."""

    async def note(self, look: Look) -> None:
        """Put it down. Raises `Unreachable` when it could not be."""
        ...

    async def waiting(self, most: int = 500) -> list[tuple[str, Look]]:
        """What is not in the record yet, oldest first: (id, look)."""
        ...

    async def settled(self, upto: str) -> None:
        """The record holds all up to this id."""
        ...
