"""What PostgreSQL decided and Redis may not know yet. The keeper sweeps it, and puts boards right after a new epoch."""

from __future__ import annotations

from typing import Protocol

from handoff.messages import Row, Seat


class Outbox(Protocol):
    """Rows of `outbox` (visit events not yet projected) and of what boards show. Raises `Gone` or its own errors:
    tried again."""

    async def pending(self, older_than_s: float) -> list[tuple[bytes, str, str, int]]:
        """(row as JSON, event, request, id) of what has waited so long, oldest first, at most 200."""
        ...

    async def forget(self, ids: list[int]) -> None:
        """These are projected."""
        ...

    async def shown(self) -> list[Row]:
        """Every unfinished visit and every visit of today, as it stands."""
        ...

    async def spare(self, rows: list[Row]) -> None:
        """Numbers that boards have shown are not given again, also where the record has gone back and knows them no
        more."""
        ...

    async def latest(self, cases: list[str]) -> dict[str, Row]:
        """The last visit of each of these cases."""
        ...

    async def seats(self) -> list[Seat]:
        """Every window of the city."""
        ...
