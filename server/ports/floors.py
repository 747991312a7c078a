"""What the record kept of the floors of days gone by."""

from __future__ import annotations

from typing import Protocol

from handoff.replay import Kept, Post


class Floors(Protocol):
    """One city's."""

    async def moves(self, office: str, day: str, since: int, until: int) -> list[Kept]:
        """All moves, from `since` to before `until` (ms), of the visits of a business day that were at an office, in
        the order of their times; of an appointment what happened from its arrival on."""
        ...

    async def posts(self, office: str, since: int, until: int) -> list[Post]:
        """The windows of an office as they were at `since`, and every change until `until`, in the order of their
        times."""
        ...

    async def posts_since(self, office: str) -> int | None:
        """From when on (ms) changes of windows are kept; None: nothing is."""
        ...

    async def last_day(self, office: str, before: str) -> str | None:
        """The newest business day before this one on which the office gave numbers."""
        ...
