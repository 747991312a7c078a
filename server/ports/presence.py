"""Presence is weather: who is in a case, in which field. Leases of 15 s; losing it loses nothing."""

from __future__ import annotations

from typing import Protocol

from handoff.messages import Here


class PresenceOf(Protocol):
    """Who has a case open now."""

    async def here(self, case: str, who: Here) -> list[Here]:
        """I am here (again): renews the lease and tells the others. Who is here now, this one too."""
        ...

    async def gone(self, case: str, who: str) -> None:
        """I am gone."""
        ...

    async def all(self, case: str) -> list[Here]:
        """Who is here, leases that have not run out."""
        ...
