"""Figures of days, counted by the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from handoff.baseline import Kept
from handoff.figures import By, Counted


class Reports(Protocol):
    """One city's. `departments`: of each line."""

    async def figures(self, office: str, first: date, last: date, by: By, departments: Mapping[str, str]) -> Counted:
        """An office's days (both included) as a whole and in groups, in the order of their keys."""
        ...

    async def baseline(self, office: str) -> Kept | None:
        """What it was like before, as it was entered last; None when nobody has."""
        ...

    async def enter_baseline(self, office: str, clerk: str, kept: Kept) -> None:
        """Enter it; what stood there stays behind it."""
        ...

    async def uncounted(self, office: str, today: str, most: int) -> list[str]:
        """Days before today that are to be counted once and for all: all that changed since, and `most` new ones."""
        ...

    async def missing(self, office: str, today: str, most: int) -> list[str]:
        """Of these the ones that were never counted."""
        ...

    async def count(self, office: str, day: date, now: int) -> None:
        """Count a day that is over, and keep it. Doing it again is safe."""
        ...
