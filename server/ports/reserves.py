"""Kits of reserve numbers as the record keeps them: digests of codes, never the codes."""

from __future__ import annotations

from typing import Protocol

import msgspec

from handoff.reserve import Kit


class Reserved(msgspec.Struct, frozen=True):
    """A number of a kit: of which office; `withdrawn`: since when (ms) it opens nothing any more."""

    number: str
    office: str
    withdrawn: int | None


class Reserves(Protocol):
    """One city's."""

    async def kits(self) -> list[Kit]:
        """All kits, newest first."""
        ...

    async def keep(self, kit: Kit, numbers: list[tuple[str, bytes]]) -> None:
        """A new kit with its numbers and their codes' digests. Refused with `overtaken` when somebody has just printed
        the same numbers."""
        ...

    async def withdraw(self, kit: str, clerk: str, now: int) -> bool:
        """What of it has opened no case opens none any more. False: no such kit, or withdrawn before."""
        ...

    async def of_code(self, sha: bytes) -> Reserved | None:
        """The number of a code, by its digest."""
        ...
