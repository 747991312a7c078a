"""Made papers, waiting a few minutes for the browser that asked for them."""

from __future__ import annotations

from typing import Protocol


class Documents(Protocol):
    """PDF bytes by a random id, for one clerk, for 10 minutes."""

    async def put(self, clerk: str, pdf: bytes) -> str:
        """Keep it; the id that finds it (32 characters, nothing in it tells what it is)."""
        ...

    async def get(self, clerk: str, document: str) -> bytes | None:
        """The bytes, for the one who asked for them; None when there is none any more."""
        ...
