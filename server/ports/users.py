"""Accounts as administrators keep them, in PostgreSQL: each change with its line in the log, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

import msgspec

from handoff.account import Account, Team
from handoff.department_codes import Table
from server.ports.drafts import Hand


class UserKept(msgspec.Struct, frozen=True):
    """An account as it stands. `rev` grows with each change; `password`: whether there is one; `password_at`: when it
    was set (0: before anybody wrote that down); `failed`: wrong tries since the time that was asked for; `seen`: the
    last sign of life."""

    clerk: str
    account: Account
    rev: int
    password: bool
    password_at: int
    password_due: bool
    factor: bool
    failed: int
    seen: int | None


class Edit(msgspec.Struct, frozen=True):
    """An account to be written. `base`: the revision that was on the screen (0: a new one)."""

    clerk: str
    account: Account
    base: int


class Plan(msgspec.Struct, frozen=True):
    """A change that begins at 00:00 of a day: the fields that change, and what they are from then on; whatever else is
    changed until then stays. `state`: planned, done, withdrawn, refused."""

    plan: int
    clerk: str
    day: str
    changes: dict[str, Any]
    at: int
    by: str
    name: str
    state: str


class UserLine(msgspec.Struct, frozen=True):
    """A line of the log: who changed what of which account."""

    line: int
    at: int
    by: str
    name: str
    what: str
    clerk: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    note: str


class Stale(msgspec.Struct, frozen=True):
    """A session that the doors must be shown anew: its account, or what its window does, is another one by now."""

    sha: bytes
    clerk: str
    office: str
    window: str | None
    until: int


class UserMoved(Exception):
    """Somebody else was first: an account is not what it was on the screen, or its number is taken by now."""


class Users(Protocol):
    """The accounts, their groups, and what is planned for them."""

    async def all(self, since: int) -> list[UserKept]:
        """Every account by its number; wrong tries count from `since`."""
        ...

    async def write(
        self,
        edits: Sequence[Edit],
        hand: Hand,
        what: str,
        planned: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
        day: str = "",
        table: Table | None = None,
    ) -> list[int]:
        """All of them or nothing, what is planned for a day too (as `plan`), and the table of department codes that
        said so; the revisions. Raises `UserMoved`."""
        ...

    async def tables(self) -> list[Table]:
        """The tables of department codes that were brought, oldest first."""
        ...

    async def plan(self, changes: Mapping[str, Mapping[str, Any]], day: str, hand: Hand) -> None:
        """From that day on these fields of these accounts are so (clerk -> field -> value)."""
        ...

    async def plans(self, state: str = "planned") -> list[Plan]:
        """What is planned, the next day first."""
        ...

    async def settle(self, plan: int, state: str, hand: Hand) -> bool:
        """A plan was done, withdrawn or refused; False when it was settled already."""
        ...

    async def put_team(self, team: Team, hand: Hand) -> None:
        """A group is so from now on; whoever is in it has its rights."""
        ...

    async def drop_team(self, team: str, hand: Hand) -> None:
        """A group is gone, and nobody is in it."""
        ...

    async def teams(self) -> list[Team]:
        """All groups by name."""
        ...

    async def give_passwords(self, hashed: Mapping[str, str], hand: Hand) -> None:
        """First passwords: each is asked for a new one at the next log-in; wrong tries count no more."""
        ...

    async def unlock(self, clerk: str, hand: Hand) -> None:
        """Wrong tries until now count no more."""
        ...

    async def forget_factor(self, clerk: str, hand: Hand) -> None:
        """The second factor is gone; it is set up anew."""
        ...

    async def log(self, clerk: str | None, before: int | None, most: int) -> list[UserLine]:
        """The newest lines, of one account or of all."""
        ...

    async def stale(self, day: str, now: int) -> list[Stale]:
        """Living sessions whose account changed since they were shown, or may not be used on this day."""
        ...

    async def sessions_of(self, clerks: Sequence[str], now: int) -> list[bytes]:
        """Living sessions of these users."""
        ...

    async def seated(self, window: str, now: int) -> list[Stale]:
        """Living sessions that sit at a window."""
        ...

    async def renewed(self, sha: bytes, rev: int) -> None:
        """The session was shown with this revision of its account."""
        ...
