"""A folder that other systems put files into: what lies there whole, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from handoff.filefault import FileFault


class Dropped(msgspec.Struct, frozen=True):
    """A file that lies there whole. `profile`: the folder that it lies in names how it is read."""

    profile: str
    name: str


class InboxShown(msgspec.Struct, frozen=True):
    """What lies there: whole and waiting, begun and not whole yet, refused."""

    folder: str
    waiting: list[Dropped]
    unfinished: list[Dropped]
    refused: list[Dropped]


class Inbox(Protocol):
    """The folder. What cannot be reached (a line that is down) is an empty folder until it can be."""

    async def look(self) -> InboxShown:
        """What lies there."""
        ...

    async def read(self, one: Dropped, most: int) -> bytes | None:
        """A whole file; None when it is gone, changed while it was read, or is no plain file. `BadFile` when it has
        more than `most` bytes."""
        ...

    async def done(self, one: Dropped) -> None:
        """It is in use: nothing of it stays here."""
        ...

    async def refuse(self, one: Dropped, faults: Sequence[FileFault]) -> None:
        """It goes nowhere: put aside, with what is wrong with it beside it, by row."""
        ...
