"""Visits and windows as boards show them: a projection of PostgreSQL into Redis, newer versions win."""

from __future__ import annotations

from typing import Protocol

from handoff.messages import Row, Seat


class Board(Protocol):
    """Projection of what PostgreSQL decided (P4 `move`), and its readers."""

    async def project(self, row: Row, event: str, request: str) -> str:
        """Write a row at its version and tell the river: done | ok | gap (older rows first) | epoch."""
        ...

    async def rows(self, office: str, day: str) -> list[Row]:
        """The visits of a day at an office."""
        ...

    async def booked(self, office: str) -> list[Row]:
        """The appointments of an office that are still to come, of all days."""
        ...

    async def show_seat(self, seat: Seat) -> None:
        """A window's state changed."""
        ...

    async def seats(self, office: str) -> list[Seat]:
        """All windows of an office."""
        ...
