"""Paired screens and agents of card readers, as the record keeps them: a code for five minutes, then a key."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

import msgspec

What: TypeAlias = Literal["display", "device"]


class Paired(msgspec.Struct, frozen=True, omit_defaults=True):
    """A screen or an agent. Not paired yet: `paired_at` None, and office, window and name empty. Times in ms."""

    id: str
    what: What
    kind: str
    """display: hall, number, tablet. device: reader."""
    name: str = ""
    office: str = ""
    window: str | None = None
    paired_at: int | None = None
    seen: int = 0


class Waiting(msgspec.Struct, frozen=True):
    """A screen or an agent that asks to be paired: digests of its code and its key, and until when the code counts."""

    id: str
    what: What
    kind: str
    code_sha: bytes
    key_sha: bytes
    until: int


class Pairings(Protocol):
    """Raises `RecordAway` when PostgreSQL cannot be asked. What is revoked is not found any more."""

    async def begin(self, waiting: Waiting, now: int, most: int) -> bool:
        """Note who waits; forgets those whose time is over. False: the code is in use, or `most` wait already."""
        ...

    async def waiting(self, what: What, code_sha: bytes, now: int) -> Paired | None:
        """Who shows this code now."""
        ...

    async def adopt(self, paired: Paired, code_sha: bytes, now: int) -> bool:
        """Bind it to its place; the code is used up. False when it was used or ran out in the meantime."""
        ...

    async def place(self, paired: Paired) -> bytes | None:
        """Another name, or another place; its key's digest, None when there is no such one."""
        ...

    async def of_key(self, key_sha: bytes, now: int) -> Paired | None:
        """Whose key it is (paired or waiting, not revoked); notes that it was seen."""
        ...

    async def all(self, what: What) -> list[Paired]:
        """All that are paired, by office, window and name."""
        ...

    async def revoke(self, what: What, thing: str, now: int) -> bytes | None:
        """It is paired no longer; its key's digest, None when there is no such one."""
        ...
