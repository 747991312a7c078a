"""The keeper's hands in Redis: the river to read, the epoch to open and close, cases to put right. Nobody else has
them."""

from __future__ import annotations

from typing import Protocol

import msgspec

from handoff.messages import Row, Seat
from server.ports.journal import Line, SealedSheet, Spoiled


class Identity(msgspec.Struct, frozen=True):
    """Which Redis this is, and what it says of itself."""

    run_id: str
    replid: str
    master: bool
    number: int
    id: str
    open: bool
    pos: str
    scripts: bool
    """All scripts of the epoch that `id` names are loaded."""


class AwakeCase(msgspec.Struct, frozen=True):
    """Where an awake case stands in Redis."""

    case: str
    rev: int
    last: str
    visit: str
    version: int
    closed: bool = False


class Batch(msgspec.Struct, frozen=True):
    """A stretch of the river: lines for the journal, and the id of its last entry."""

    lines: list[Line | Spoiled]
    pos: str


class Keeping(Protocol):
    """DESIGN §9 P4 and P6, the Redis side. Raises `Unreachable`; `why` "epoch" when somebody else's epoch stands
    there."""

    async def identity(self) -> Identity:
        """Ask Redis who it is."""
        ...

    async def read(self, after: str, wait_ms: int, linger_s: float) -> Batch | None:
        """The river after `after`, at most 500 entries, waiting at most so long; None when there is nothing."""
        ...

    async def end(self) -> str:
        """The last id that the river ever gave."""
        ...

    async def keep(self, epoch: str, pos: str, kept: dict[str, int]) -> None:
        """Announce that PostgreSQL holds these cases up to these revisions, and the river up to `pos`."""
        ...

    async def trim(self, pos: str) -> None:
        """Let go of river entries that have been kept for 24 h."""
        ...

    async def shut(self, number: int, name: str) -> None:
        """The epoch is `number`, and closed: from here no script of any epoch commits (§9 P6.2b)."""
        ...

    async def awake(self) -> list[AwakeCase]:
        """All awake cases."""
        ...

    async def boards(self) -> list[Row]:
        """The rows of all boards, of all offices and days."""
        ...

    async def restore(self, name: str, sheet: SealedSheet, row: Row | None) -> None:
        """Replace a case whole, while closed under `name`."""
        ...

    async def restore_board(self, name: str, rows: list[Row], seats: list[Seat]) -> None:
        """Replace the boards of these rows' offices and days and the seats whole, while closed under `name`."""
        ...

    async def begin(self, name: str, number: int, above: str) -> str:
        """Put the marker into the river, higher than `above` and than all before it; gives its id (§9 P6.2e)."""
        ...

    async def open(self, name: str, number: int, since: str, pos: str) -> None:
        """Load the scripts, open the epoch (§9 P6.2f)."""
        ...

    async def rest(self, epoch: str) -> list[str]:
        """Put to sleep what may sleep; gives the cases."""
        ...

    async def notice(self, what: str, about: dict[str, str]) -> None:
        """Tell all processes something of the house itself."""
        ...

    async def close(self) -> None:
        """Let go of the connection."""
        ...
