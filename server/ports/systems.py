"""Other systems (連携先) as the record keeps them: their keys, their answers, what they are still to be told."""

from __future__ import annotations

from typing import Protocol

import msgspec

from handoff.messages import Row
from handoff.system import System


class SystemTaken(Exception):
    """Another one has, or had, this name: what it did stands under it in every record."""


class SystemKept(msgspec.Struct, frozen=True):
    """A system, by whom its key was made and ended (ms; None: it stands), when it came last. Of notices: how many wait,
    how many were given up, and the word of the last failure."""

    system: System
    made: int
    made_by: str
    ended: int | None
    ended_by: str
    used: int | None
    waiting: int = 0
    given_up: int = 0
    why: str = ""


class Said(msgspec.Struct, frozen=True):
    """What was answered to a request that named itself."""

    status: int
    body: bytes


class Before(msgspec.Struct, frozen=True):
    """The same request came before: with what, when, and how it was answered (None: it is still at work, or its process
    died)."""

    digest: bytes
    at: int
    said: Said | None


class Notice(msgspec.Struct, frozen=True):
    """A notice whose time has come: tried `tries` times with this one. `sealed`: the secret that signs it."""

    notice: str
    system: System
    sealed: bytes
    row: Row
    tries: int


class Systems(Protocol):
    """Over PostgreSQL. Raises `RecordAway` when it cannot be asked."""

    async def all(self) -> list[SystemKept]:
        """Every one that there ever was, those whose key stands first, by name."""
        ...

    async def make(self, system: System, sha: bytes, sealed: bytes, by: str, now: int) -> None:
        """A key from now on. `SystemTaken`."""
        ...

    async def change(self, system: System) -> bool:
        """It may do this from now on; False when there is none whose key stands."""
        ...

    async def end(self, name: str, by: str, now: int) -> bool:
        """The key opens nothing any more, and nothing is told any more; False when it ended before."""
        ...

    async def of_key(self, sha: bytes, now: int) -> System | None:
        """Whose key this is, as long as it stands; it came just now."""
        ...

    async def begin(self, system: str, request: str, digest: bytes, now: int, stale: int) -> Before | None:
        """A request that named itself is at work from now on; None: for the first time, or again after one that began
        before `stale` and was never answered."""
        ...

    async def settle(self, system: str, request: str, said: Said | None) -> None:
        """It was answered so; None: it did nothing, and may come again."""
        ...

    async def forget(self, before: int) -> int:
        """Answers older than this, and notices that arrived or were given up before it; how many."""
        ...

    async def due(self, now: int, lease: int, most: int) -> list[Notice]:
        """Notices whose time has come, the oldest first, each given to one who asks until `lease`."""
        ...

    async def arrived(self, notice: str, now: int) -> None:
        """It was told."""
        ...

    async def failed(self, notice: str, why: str, again: int | None) -> None:
        """It was not; tried again then (None: given up)."""
        ...
