"""The journal: the river as PostgreSQL keeps it, revision by revision. Two readers' views and the keeper's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

import msgspec

from handoff.case import Entry, Sheet


class Line(msgspec.Struct, frozen=True):
    """One revision of a case on its way into the journal. `body` is the river's own bytes, `entries` what is in
    them."""

    id: str
    """The river id; its ms is the time of the change."""
    case: str
    rev: int
    op: str
    digest: bytes
    at: int
    epoch: int
    by: str
    window: str
    kind: str
    format: int
    body: bytes
    entries: list[tuple[str, bytes]]


class Spoiled(msgspec.Struct, frozen=True):
    """A river entry that is no change that we can read: it goes to quarantine as it is."""

    id: str
    case: str
    rev: int
    op: str
    why: str
    body: bytes


class SealedSheet(msgspec.Struct, frozen=True):
    """The fold of a case's journal, still sealed: key -> (rev, ms, sealed); op -> (digest, rev) of the last 24
    hours."""

    case: str
    rev: int = 0
    last: str = ""
    entries: dict[str, tuple[int, int, bytes]] = {}
    ops: dict[str, tuple[bytes, int]] = {}


class EpochRow(msgspec.Struct, frozen=True):
    """The one row of `epoch`: who Redis was when the keeper last made sure of it."""

    number: int = 0
    nonce: str = ""
    run_id: str = ""
    replid: str = ""
    timeline: int = 0
    since: str = "0-0"


class Mark(msgspec.Struct, frozen=True):
    """The one row of `mark`: the river is kept up to `pos`."""

    pos: str
    now_timeline: int


class Fenced(Exception):
    """Another keeper leads, or the epoch is no longer ours: stop writing."""


class Gone(Exception):
    """PostgreSQL cannot be reached, or it ended our connection."""


class KeepersJournal(Protocol):
    """What the keeper does in PostgreSQL, all on the one connection that holds its lock. Raises `Gone` and `Fenced`."""

    async def stand_by(self) -> bool:
        """Try to lead (advisory lock). Connects when needed."""
        ...

    async def oust(self) -> bool:
        """End the connection of the leader that holds the lock; False when nobody holds it."""
        ...

    async def epoch(self) -> EpochRow:
        """The epoch row as it is now."""
        ...

    async def mark(self) -> Mark:
        """How far the river is kept, and PostgreSQL's own timeline."""
        ...

    async def next_epoch(self, above: int, nonce: str) -> EpochRow:
        """A new number, higher than the row's and than `above`; committed."""
        ...

    async def settle(self, epoch: EpochRow, pos: str) -> None:
        """Write who Redis is and where the epoch begins (§9 P6.2e)."""
        ...

    async def write(self, number: int, lines: list[Line | Spoiled], pos: str) -> set[str]:
        """One batch, one transaction; `pos` after it. Gives the cases that PostgreSQL and the river tell
        differently."""
        ...

    async def heads(self, cases: list[str]) -> dict[str, tuple[int, str]]:
        """(max rev, its op) of each case; (0, "") where the journal has nothing."""
        ...

    async def fold(self, case: str) -> SealedSheet:
        """The case as its journal tells it."""
        ...

    async def close(self) -> None:
        """Let go of the connection, and with it of the lock."""
        ...


class Past(Protocol):
    """What everybody else asks of the journal."""

    async def sealed(self, case: str) -> SealedSheet:
        """The fold of the case's journal, still sealed (for waking); revision 0 where nothing was ever entered."""
        ...

    async def sheet(self, case: str) -> Sheet:
        """The case's entries, rev and kept as its journal tells them."""
        ...

    async def kept(self, case: str, ops: list[str]) -> dict[str, int]:
        """Which of these ops PostgreSQL holds, with their revisions (`ask_kept`)."""
        ...

    async def history(self, case: str, key: str) -> list[Entry]:
        """All that ever stood at a key, oldest first: who, when, from where."""
        ...

    def changes(self, case: str) -> AsyncIterator[list[tuple[str, Entry]]]:
        """All that ever stood anywhere in a case (key, entry), oldest first, some at a time."""
        ...
