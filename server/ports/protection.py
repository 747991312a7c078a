"""Flags of protected persons: decided in PostgreSQL, met from memory, so that an edit is masked without asking it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec


class Flag(msgspec.Struct, frozen=True):
    """A flag as it stands. `body` is sealed; days are `YYYY-MM-DD`; `asked_…`: who wants it lifted, at which
    version."""

    flag: str
    version: int
    state: str
    begins: str
    ends: str
    source: str
    at: int
    by: str
    body: bytes
    asked_by: str | None = None
    asked_at: int | None = None
    asked_version: int | None = None


class Change(msgspec.Struct, frozen=True):
    """A flag at its next version, what happened (set, extend, ask, keep, lift), the sealed reason. `words` replaces
    its blind words; None leaves them."""

    flag: Flag
    what: str
    clerk: str
    note: bytes
    words: frozenset[tuple[bytes, str]] | None = None


class ListTaken(msgspec.Struct, frozen=True):
    """A list and what came of it."""

    made: str
    at: int
    clerk: str
    set: int
    lifted: int
    left: int


class FlagMoved(Exception):
    """Somebody changed the flag meanwhile, or a newer list was taken in."""


class Protection(Protocol):
    """`index` answers from memory; the rest asks PostgreSQL."""

    def index(self) -> Mapping[bytes, frozenset[tuple[str, str]]] | None:
        """Blind word -> (flag, kind); None while it is not known."""
        ...

    async def refresh(self) -> bool:
        """Read what is new; whether anything was."""
        ...

    async def all(self) -> list[Flag]:
        """Every flag, also those that were lifted."""
        ...

    async def get(self, flags: list[str]) -> list[Flag]:
        """These flags."""
        ...

    async def write(self, changes: list[Change], taken: ListTaken | None = None) -> None:
        """All of them or none, each over the version before its own. Raises `FlagMoved`."""
        ...

    async def last_list(self) -> ListTaken | None:
        """The newest list that was taken in."""
        ...
