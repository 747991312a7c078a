"""What floor managers say to windows and to the hall, as the record keeps it."""

from __future__ import annotations

from typing import Protocol

from handoff.messages import Bulletin


class Bulletins(Protocol):
    """One city's."""

    async def of_office(self, office: str, now: int) -> list[Bulletin]:
        """What is said in an office now or later, oldest first."""
        ...

    async def keep(self, office: str, bulletin: Bulletin, clerk: str, now: int) -> None:
        """A new one; the same again changes nothing."""
        ...

    async def end(self, office: str, bulletin: str, now: int) -> None:
        """It ends now, if it stands or is to come."""
        ...

    async def read(self, office: str, bulletin: str, reader: str, now: int) -> None:
        """A reader has taken it away; once is enough. One that this office does not have is left aside."""
        ...

    async def of_visit(self, visit: str) -> list[Bulletin]:
        """Those that ask others to come for a visit, oldest first, also what is over."""
        ...

    async def answer(self, office: str, bulletin: str, window: str, answer: str, now: int) -> str | None:
        """What a window answers (coming, cannot). The window whose answer stands: the same one, or, where another one
        comes already, that one. None: this office has no such bulletin."""
        ...

    async def forget(self, before: int) -> None:
        """What ended before this instant (ms) is let go."""
        ...
