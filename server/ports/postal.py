"""The postal file of Japan Post, kept: one in use, and those that were brought and not yet put into use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from typing import Protocol

import msgspec

from handoff.place import Wanted
from handoff.postal import Area


class PostalFile(msgspec.Struct, frozen=True):
    """A file. `at` = when it was brought, or put into use, ms since 1970; `by` = the name of who did that."""

    file: str
    at: int
    by: str
    rows: int
    codes: int


class CodeChange(msgspec.Struct, frozen=True):
    """A code whose addresses are others than before; `before` or `after` is empty where the code is new or gone."""

    code: str
    before: list[str]
    after: list[str]


class PostalDifference(msgspec.Struct, frozen=True):
    """What a file would change: how many codes, and the first of each kind."""

    added: int
    removed: int
    changed: int
    same: int
    samples: list[CodeChange]


class Level(msgspec.Struct, frozen=True):
    """One name on a level of an address. `code`: the postal code of a town that has one only."""

    name: str
    kana: str
    code: str = ""


class Postal(Protocol):
    """Each call is one transaction."""

    async def bring(self, file: str, by: str, now: int, batches: AsyncIterator[list[Area]]) -> PostalFile:
        """Keep a file beside the one in use. What comes out of `batches` stops it, and nothing was kept. Files that
        were brought more than an hour ago and never used are forgotten."""
        ...

    async def difference(self, file: str) -> PostalDifference:
        """Between the file that was in use when this one was brought, and this one."""
        ...

    async def prefectures(self, file: str) -> dict[str, int]:
        """How many codes each prefecture has in a file, in the file's order."""
        ...

    async def use(self, file: str, by: str, now: int) -> PostalFile | None:
        """Put it into use in place of the one that it was compared with, which is forgotten. None when it is not there
        (any more), or when another one is in use by now: nothing was changed."""
        ...

    async def in_use(self) -> PostalFile | None:
        """The file in use."""
        ...

    async def find(self, code: str) -> list[Area]:
        """The areas of a code in the file in use, in the file's order."""
        ...

    async def cities(self, codes: Collection[str]) -> dict[str, str]:
        """What municipalities (5 digits) are called with their prefecture, where the file in use knows them."""
        ...

    async def search(self, want: Wanted, near: str, most: int) -> list[Area]:
        """The areas of the file in use that somebody may mean: those near the city with this code first (the city
        itself, its prefecture), then in the file's order."""
        ...

    async def levels(self, pref: str, city: str) -> list[Level]:
        """The prefectures of the file in use; with `pref` its cities; with `city` too that one's towns."""
        ...
