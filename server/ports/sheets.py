"""The sheet of a case while it is awake: decided in Redis, kept in PostgreSQL a moment later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

import msgspec

from handoff.case import Facts, Sheet
from handoff.messages import Row
from server.ports.journal import SealedSheet


class Head(msgspec.Struct, frozen=True):
    """Where a sheet stands: in which epoch, at which revision, how much of it PostgreSQL holds."""

    epoch: str
    rev: int
    kept: int
    version: int = 0


class Accepted(msgspec.Struct, frozen=True):
    """The edit is in Redis and in the river at `rev`; `again` when it was there already (same op, same content)."""

    rev: int
    again: bool = False


class MovedOn(msgspec.Struct, frozen=True):
    """The edit carried an older fence: join again."""

    fence: int


class Later(msgspec.Struct, frozen=True):
    """Nothing was written; the same op may be sent again: why = busy, slow, epoch, unknown, sealed, full."""

    why: str


Outcome: TypeAlias = "Accepted | MovedOn | Later"
Decide: TypeAlias = "Callable[[Sheet], Facts]"
"""A pure rule: sees the sheet, gives the facts, or raises `Refused` or `Overtaken`. May be called several times."""


class Sheets(Protocol):
    """DESIGN: P1, P2, P4. All that is asked about an absent case raises `Asleep`; wake it first.

    `change` answers `Later` when Redis cannot; everything else raises `server.ports.unreachable.Unreachable`.
    """

    def hold(self, case: str) -> None:
        """This process has the case open once more: keep it at hand, so that an edit costs one round trip."""
        ...

    def release(self, case: str) -> None:
        """This process has the case open once less."""
        ...

    async def epoch(self) -> str:
        """The id of the open epoch, "" while closed."""
        ...

    async def last_epoch(self) -> str:
        """The id of the open epoch as this process last knew it: good for what is refused in any other."""
        ...

    async def read(self, case: str) -> Sheet | None:
        """The sheet as Redis has it, None when it is not awake."""
        ...

    async def latest(self, sheet: Sheet) -> tuple[str, Sheet] | None:
        """The open epoch, and the sheet as it stands in it; None when it is not awake. `sheet` was read a moment ago:
        what it has already is not asked for again while this process holds the case."""
        ...

    async def change(
        self, case: str, op: str, digest: bytes, fence: int, decide: Decide, *, by: str, window: str, kind: str
    ) -> Outcome:
        """Decide over the newest sheet and append, at most 60 times or 1 s."""
        ...

    async def head(self, case: str) -> Head:
        """(epoch, rev, kept) now."""
        ...

    async def wait_kept(self, case: str, rev: int, seconds: float) -> bool:
        """Wait until PostgreSQL holds `rev`; False when it does not within the time."""
        ...

    async def seal(self, case: str, ms: int) -> Head:
        """No edits for so long (Redis clock); the projection of the move lifts it."""
        ...

    async def wake(self, sheet: SealedSheet, catalog: int, row: Row, read_in: str | None = None) -> bool:
        """Bring a sleeping case back as it is sealed, with its last visit. False when Redis knows a newer visit: read
        PostgreSQL again.

        True too when it is awake already. Visit, version, fence and stage come from `row`. `read_in` is the epoch that
        was open before PostgreSQL was read; in another one the reading is too old (`Unreachable`).
        """
        ...

    async def known(self, case: str, ops: list[str]) -> dict[str, int]:
        """Which ops the awake case holds, with their revisions."""
        ...


class Asleep(Exception):
    """The case is not in Redis."""
