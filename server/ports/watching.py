"""What is known of how the house stands: outages and who was told, backups, and the pulse of the live store."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, Protocol

import msgspec

from handoff.operations import Part

Kind = Literal["backup", "drill"]


class Told(msgspec.Struct, frozen=True):
    """Somebody was told of an outage: when, whom (one of the city's contacts, or a name), and by whom."""

    at: int
    whom: str
    by: str


class Outage(msgspec.Struct, frozen=True):
    """A part of the house that was broken, from when to when (None: still is)."""

    part: Part
    since: int
    until: int | None = None
    told: list[Told] = []


class Safekept(msgspec.Struct, frozen=True):
    """A backup, or a trial of one: when it began, how long it took (ms), the file's name and bytes, rows of all tables
    (of a trial: rows that came back), and, when it failed, why ("" = it is good)."""

    kind: Kind
    at: int
    took: int
    file: str
    bytes: int = 0
    rows: int = 0
    why: str = ""


class Outages(Protocol):
    """Over PostgreSQL. Raises `RecordAway` when it cannot be asked."""

    async def note(self, part: Part, since: int, until: int | None) -> None:
        """This part was broken. Every process that sees it says so: what overlaps is one outage."""
        ...

    async def since(self, moment: int) -> list[Outage]:
        """All that lasted until this moment or longer, newest first."""
        ...

    async def told(self, part: Part, told: Told) -> bool:
        """Noted with the part's open outage; False when it has none."""
        ...

    async def beat(self, now: int) -> int:
        """Somebody is here and looks; when it was so last (0: never)."""
        ...

    async def safekeep(self, done: Safekept) -> None:
        """A backup or a trial was made, or was not."""
        ...

    async def safekept(self, kind: Kind) -> tuple[Safekept | None, Safekept | None]:
        """The last good one, and the last one that failed after it."""
        ...

    async def backups(self, since: int, until: int) -> list[Safekept]:
        """All good backups that began from `since` on and before `until`, oldest first."""
        ...


class Unkept(msgspec.Struct, frozen=True):
    """Edits that are shared and not kept yet: how many (at most 1,000 are counted), and since when (0: none)."""

    edits: int = 0
    since: int = 0


class Pulse(Protocol):
    """Over Redis. Raises `Unreachable` when it cannot be asked."""

    async def unkept(self) -> Unkept:
        """What the keeper has not said to be kept."""
        ...

    async def seen(self, screens: Collection[str], now: int) -> None:
        """Paired screens that are called so hold their lines now; printers whose paper somebody has just seen."""
        ...

    async def screens(self, after: int) -> set[str]:
        """What the screens are called that were seen after this moment."""
        ...
