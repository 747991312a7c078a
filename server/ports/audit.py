"""Who looked at what: written before the data leaves. No row, no data. And the ledger that keeps it, as a chain."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol

import msgspec

from handoff.chain import Head
from handoff.oversight import Trace
from server.ports.archive import Look


class Audit(Protocol):
    """A queue in Redis that the keeper empties into the ledger, so that looking does not stop when PostgreSQL does."""

    async def note(self, look: Look) -> None:
        """Put it down. Raises `Unreachable` when it could not be."""
        ...

    async def waiting(self, most: int = 500) -> list[tuple[str, str, Look]]:
        """What is not in the ledger yet, oldest first: (place, id, look)."""
        ...

    async def settled(self, upto: str) -> None:
        """The ledger holds all up to this place."""
        ...


class Row(msgspec.Struct, frozen=True):
    """A row of the ledger, as its readers get it. `about` is JSON text."""

    seq: int
    at: int
    clerk: str
    window: str
    office: str
    what: str
    case: str | None
    about: str
    terminal: str
    purpose: str
    number: bool


class Sought(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which rows: from day to day (`YYYY-MM-DD`, both included), of a user, a case, a kind; only those in which
    個人番号 was seen; older than row `before`."""

    since: str
    until: str
    clerk: str = ""
    case: str = ""
    what: str = ""
    number: bool = False
    before: int | None = None


class Ledger(Protocol):
    """The chain in PostgreSQL. Only ever added to."""

    async def append(self, looks: Sequence[tuple[str, Look]], now: int) -> Head | None:
        """Looks by their ids, in this order; one that stands there already is left out. The head after them, None
        while the chain has no row."""
        ...

    async def find(self, sought: Sought, most: int) -> list[Row]:
        """Rows, newest first."""
        ...

    async def traces(self, since: int, until: int) -> list[Trace]:
        """What the analyses need of all rows of a time."""
        ...

    def chain(self) -> AsyncIterator[list[Sequence[Any]]]:
        """All rows in lots, in order: the values of `chain.COLUMNS` and the hash."""
        ...


class Witness(Protocol):
    """The second place, out of reach of whoever holds the database: it only ever hears heads."""

    async def hear(self, head: Head) -> None:
        """Write it down. Raises `OSError` or `RecordAway` when it could not be."""
        ...

    async def heads(self) -> list[Head]:
        """All that were written down."""
        ...
