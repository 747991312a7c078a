"""The keeping of the catalog in the record: versions, drafts of a next one, who changed what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from handoff.catalog import Row
from handoff.offices import Counter, Window

FIRST_REV = 1_000_000
"""Revisions of a draft begin here. A smaller one is the version of the catalog in which a row stands that nobody has
touched in the draft; 0 is a row that is not there yet."""


class Hand(msgspec.Struct, frozen=True):
    """Who does it, and when (ms since 1970)."""

    clerk: str
    name: str
    now: int


class VersionHead(msgspec.Struct, frozen=True):
    """A version without its rows. `state`: published, planned, withdrawn; `since`: from when it is (was) in force."""

    version: int
    state: str
    at: int
    since: int
    by: str
    note: str
    based_on: int | None = None


class DraftHead(msgspec.Struct, frozen=True):
    """A draft without its rows. `by`: who changed it last; `maker`: the clerk who made it."""

    draft: str
    name: str
    based_on: int
    rev: int
    at: int
    by: str
    maker: str


class RowKept(msgspec.Struct, frozen=True):
    """A row that somebody touched in a draft; None = taken away. `over`: the version that its writer saw under it."""

    table: str
    id: str
    rev: int
    over: int
    at: int
    by: str
    row: Row | None


class Order(msgspec.Struct, frozen=True):
    """The order of a table's rows, and since which change of the draft."""

    rev: int
    by: str
    ids: list[str]


class Draft(msgspec.Struct, frozen=True):
    """A draft as it stands."""

    head: DraftHead
    rows: dict[tuple[str, str], RowKept]
    orders: dict[str, Order]


class Edit(msgspec.Struct, frozen=True):
    """A row to be written (None: taken away). `base`: the revision that was on the screen; `before`: the row that
    stands there now; `unwritten`: the revision that the row has as long as nobody touched it in the draft."""

    table: str
    id: str
    row: Row | None
    base: int
    before: Row | None
    unwritten: int


class Ordering(msgspec.Struct, frozen=True):
    """An order to be written over the one of revision `base`; `before`: the ids as they stand."""

    table: str
    ids: list[str]
    base: int
    before: list[str]


class Theirs(msgspec.Struct, frozen=True):
    """What stands there instead of what was on the screen, and who wrote it. Revision 0: nothing stands there."""

    table: str
    id: str
    row: Row | None
    rev: int
    by: str


class RowsOvertaken(Exception):
    """Somebody else was first; nothing was written."""

    def __init__(self, theirs: Sequence[Theirs]) -> None:
        super().__init__(len(theirs))
        self.theirs = list(theirs)


class DraftMoved(Exception):
    """What was read stands no more: a draft that is gone or based on another version, a line of versions that somebody
    else changed. Read it again."""


class Plan(msgspec.Struct, frozen=True):
    """A version to be made: its rows, from when it is in force, and the note of whoever makes it."""

    version: int
    body: Mapping[str, Any]
    based_on: int
    since: int
    by: str
    note: str


class Change(msgspec.Struct, frozen=True):
    """What is done to the line of versions, all of it or nothing: these are made, those (planned ones) are withdrawn,
    and a draft that became a version ends. `what`: publish, plan, back, withdraw; `about`: the version that it is
    about."""

    what: str
    about: int
    note: str
    made: list[Plan]
    withdrawn: list[int]
    draft: str | None = None
    draft_rev: int = 0


class LogLine(msgspec.Struct, frozen=True):
    """One thing that somebody did to the catalog."""

    line: int
    at: int
    clerk: str
    by: str
    what: str
    draft: str | None
    version: int | None
    table: str | None
    id: str | None
    before: Row | None
    after: Row | None
    note: str


class Drafts(Protocol):
    """Each call is one transaction, and what it does stands in the log in the same transaction."""

    async def versions(self) -> list[VersionHead]:
        """All versions, newest first."""
        ...

    async def all(self) -> list[Draft]:
        """All drafts, the one that was changed last first."""
        ...

    async def get(self, draft: str) -> Draft | None:
        """A draft."""
        ...

    async def make(self, draft: str, name: str, based_on: int, who: Hand) -> None:
        """A draft in which nothing is changed yet."""
        ...

    async def discard(self, draft: str, who: Hand) -> bool:
        """It is gone; False when it was already."""
        ...

    async def write(
        self,
        draft: str,
        based_on: int,
        edits: Sequence[Edit],
        who: Hand,
        what: str,
        orderings: Sequence[Ordering] = (),
    ) -> list[int]:
        """All these rows and orders or none; the rows' new revisions. Raises `RowsOvertaken`, `DraftMoved`."""
        ...

    async def order(self, draft: str, based_on: int, ordering: Ordering, who: Hand) -> int:
        """The rows of a table in another order; the order's revision. Raises `RowsOvertaken`, `DraftMoved`."""
        ...

    async def renew(self, draft: str, old: int, new: int, who: Hand) -> None:
        """The draft stands on another version from now on. Raises `DraftMoved`."""
        ...

    async def change(self, change: Change, who: Hand) -> None:
        """Versions are planned and withdrawn. Raises `DraftMoved` when the line of versions or the draft is another one
        by now."""
        ...

    async def take_effect(
        self,
        version: int,
        counters: Sequence[Counter],
        windows: Sequence[Window],
        heirs: Mapping[tuple[str, str], str],
        now: int,
    ) -> bool:
        """A planned version is in force, its counters and windows stand in the house (a window that is not among them
        is used no more), appointments of a counter that has ended are its heir's; False when it was so already."""
        ...

    async def log(self, before: int | None, most: int, of: Mapping[str, str]) -> list[LogLine]:
        """The newest lines (older than line `before`), at most so many; `of`: draft, table, id that they are about."""
        ...
