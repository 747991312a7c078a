"""Made papers, waiting a few minutes for the browser that asked for them."""

from __future__ import annotations

from typing import Protocol


class Documents(Protocol):
    """PDF bytes of one request, for one clerk, for 10 minutes."""

    async def put(self, clerk: str, request: str, pdf: bytes) -> str:
        """Keep what this request made; the id that finds it (32 characters, nothing in it tells what it is)."""
        ...

    async def made(self, clerk: str, request: str) -> str | None:
        """The id of what this request made already; None when there is none (any more)."""
        ...

    async def get(self, clerk: str, document: str) -> bytes | None:
        """The bytes, for the one who asked for them; None when there is none any more."""
        ...
