"""How often something may be tried."""

from __future__ import annotations

from typing import Protocol


class Limits(Protocol):
    """Counters that run out by themselves. Raises `Unreachable` when they cannot be asked."""

    async def allow(self, what: str, most: int, within_ms: int) -> bool:
        """Count one try; False when it is more than `most` since the first one, `within_ms` ago at the longest."""
        ...
