"""The city's own data, kept: one file of a kind in use, and those that were brought and not yet put into use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Final, Protocol

import msgspec

from handoff.import_kind import KindId

RESIDENTS: Final[KindId] = "residents"
ELIGIBILITY: Final[KindId] = "eligibility"
MOVING: Final[KindId] = "moving"


class CityFile(msgspec.Struct, frozen=True):
    """A file. `at` = when it was brought, or last changed what is in use, ms since 1970; `by` = the name of who did
    that; `box` = the name of the key of its rows; `rows` = how many residents."""

    file: str
    kind: str
    profile: str
    extent: str
    box: str
    at: int
    by: str
    rows: int = 0


class CityRow(msgspec.Struct, frozen=True):
    """A row as it is kept: blind words and a sealed body (`server/record/tables/imports.py`)."""

    row: bytes
    household: bytes
    words: list[bytes]
    said: bytes
    gone: bool
    body: bytes


class Found(msgspec.Struct, frozen=True):
    """A row that was found, and the box that opens it."""

    row: bytes
    household: bytes
    box: str
    body: bytes


class CityDifference(msgspec.Struct, frozen=True):
    """What a file would change, in residents."""

    added: int
    changed: int
    removed: int
    same: int


class ProfileKept(msgspec.Struct, frozen=True):
    """A profile as it is kept: JSON, and the revision of it."""

    profile: str
    rev: int
    body: str


class ProfileMoved(Exception):
    """Somebody else changed the profile in the meantime."""


class NotYourTurn(Exception):
    """Somebody else's file took too long."""


class Imports(Protocol):
    """Each call is one transaction, but for what is thrown away: that goes in slices."""

    def turn(self, by: str, now: int, patience_s: float) -> AbstractAsyncContextManager[None]:
        """Files are read one at a time, whichever process reads them. `NotYourTurn` when others take longer than so
        many seconds."""
        ...

    async def running(self) -> str:
        """Whose file is being read, "" = nobody's."""
        ...

    async def bring(self, head: CityFile, batches: AsyncIterator[list[CityRow]]) -> CityFile:
        """Keep a file beside the one in use. What comes out of `batches` stops it, and nothing was kept."""
        ...

    async def difference(self, file: str) -> CityDifference:
        """Between what is in use, and what this file would make of it."""
        ...

    async def first(self, file: str, most: int) -> list[Found]:
        """Some rows of a file."""
        ...

    async def use(self, file: str, by: str, now: int) -> tuple[CityFile, str] | None:
        """Put it into use: in place of the one that it was compared with, or as changes to it; and the file that nobody
        needs any more. None when it is not there (any more), or when what is in use was changed in between: nothing was
        changed."""
        ...

    async def drop(self, file: str) -> None:
        """A file that is not in use goes, with its rows."""
        ...

    async def old(self, before: int) -> list[CityFile]:
        """Files that are not in use and were brought before this moment."""
        ...

    async def in_use(self, kind: str) -> CityFile | None:
        """The file in use."""
        ...

    async def erase(self, kind: str) -> CityFile | None:
        """What is in use is in use no more; it, when there was one."""
        ...

    async def find(self, kind: str, any_of: list[bytes], all_of: list[bytes], limit: int) -> list[Found]:
        """Rows in use that have all of these words and one of those (where there are some)."""
        ...

    async def households(self, kind: str, households: list[bytes], limit: int) -> list[Found]:
        """All rows in use of these households."""
        ...

    async def rows(self, kind: str, rows: list[bytes]) -> list[Found]:
        """These rows, as far as they are in use."""
        ...

    async def profiles(self) -> list[ProfileKept]:
        """How files are read."""
        ...

    async def put_profile(self, profile: ProfileKept, by: str, now: int) -> None:
        """A profile is so, if `rev` is one more than what stands there. `ProfileMoved` otherwise."""
        ...
