"""Workbooks that were brought and looked at, until they are applied."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Waiting(msgspec.Struct, frozen=True):
    """A workbook: the draft that it was brought for, what it holds (bytes of `work/workbook.py`)."""

    draft: str
    body: bytes


class Workbooks(Protocol):
    """Each belongs to the clerk who brought it."""

    async def keep(self, upload: str, draft: str, clerk: str, body: bytes, now: int) -> None:
        """Keep it. Those of a day before are forgotten."""
        ...

    async def get(self, upload: str, clerk: str) -> Waiting | None:
        """It, None when it is not there (any more)."""
        ...

    async def forget(self, upload: str) -> None:
        """It was applied."""
        ...
