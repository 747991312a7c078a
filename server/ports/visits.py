"""Visits as the record decides them: one transaction each, one winner each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

import msgspec

from handoff.ended import Ended
from handoff.messages import Row, Seat
from handoff.queue import EVERYWHERE
from handoff.queue_order import OrderSettings
from handoff.refusal import Reason, Refused
from handoff.visit import Visit


class Barrier(msgspec.Struct, frozen=True):
    """Keep, then hand: the sheet as it was when the move was asked for. The transaction commits only if the epoch is
    still
    this one and the journal holds (case, rev)."""

    case: str
    epoch: str
    rev: int


class Written(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a transaction decided, and what is now in the outbox. `again`: the request was known, nothing was done."""

    visit: str
    row: Row
    event: str
    request: str
    outbox: int = 0
    again: bool = False
    more: dict[str, str | int] = {}


class TicketFound(msgspec.Struct, frozen=True):
    """A slip: its case, the number that it was printed with, and when it was replaced or ended."""

    case: str
    visit: str
    number: str
    issued: int
    replaced_at: int | None = None
    ended_at: int | None = None


class AtWindow(msgspec.Struct, frozen=True):
    """The window that a move is made from, read in the same transaction; `busy` = visits that it holds.

    `rev` is the barrier's revision (without one, the visit's last): how far the sheet is as the move is decided."""

    state: str
    busy: tuple[Visit, ...] = ()
    rev: int = 0


class Story(msgspec.Struct, frozen=True):
    """Who did a move, and why: what stands in the event besides the visit itself. Never on a wire, never in a log."""

    clerk: str
    name: str
    window: str | None
    reason: str = ""
    note: str = ""
    slip: bytes | None = None
    """The digest of the slip that was used."""
    left: Ended | None = None
    """What the visit leaves for statistics, when it ends with its applications."""


class Step(msgspec.Struct, frozen=True):
    """What a rule decided: the visit after the move, its name, a new ticket, facts for the answer."""

    visit: Visit
    move: str
    ticket: bytes | None = None
    ends_ticket: bool = False
    more: dict[str, str | int] = {}


class Opening(msgspec.Struct, frozen=True):
    """A visit to be opened. The transaction takes its number, unless it has one (of paper that was printed before).
    `case_is_new` makes the case too."""

    visit: Visit
    letters: str
    case_is_new: bool
    catalog: int
    ticket: bytes | None = None
    move: str = "give_number"
    more: dict[str, str | int] = {}


class WrongEpoch(Exception):
    """The epoch is not the barrier's: begin again at the barrier."""


class NotKept(Exception):
    """The journal does not hold the barrier's revision: begin again at the barrier."""


class Unsure(Exception):
    """The outcome of a commit is not known: ask by request."""


class RecordAway(Refused):
    """PostgreSQL cannot be asked now; nothing was written. To a person: 呼出・引継ぎはいまできません."""

    def __init__(self, why: str) -> None:
        super().__init__(Reason.not_now, at="record", why=why)


Rule: TypeAlias = "Callable[[Visit, AtWindow], Step]"
"""Pure: sees the locked visit, decides, or raises `Refused`."""


class Visits(Protocol):
    """Every method that writes takes a request id; asking again gives the same result."""

    async def known(self, request: str) -> Written | None:
        """What this request did, None when it did nothing (yet)."""
        ...

    async def move(
        self,
        request: str,
        visit: str,
        rule: Rule,
        story: Story,
        now: int,
        barrier: Barrier | None = None,
    ) -> Written:
        """Lock the visit, decide, write version + 1, its event and its outbox row."""
        ...

    async def next(
        self,
        request: str,
        office: str,
        lines: list[str],
        window: str,
        rule: Rule,
        story: Story,
        now: int,
        orders: OrderSettings = EVERYWHERE,
    ) -> Written | None:
        """The same for the first visitor of these lines whom nobody else is calling; None when there is none."""
        ...

    async def open(
        self, request: str, opening: Opening, story: Story, now: int, barrier: Barrier | None = None
    ) -> Written:
        """Open a visit with a new number of its day, or with its own. Refused: `numbers_used_up`,
        `already_claimed` when the case has a live visit, or slip or number are another case's."""
        ...

    async def get(self, visit: str) -> Visit | None:
        """A visit."""
        ...

    async def last_of(self, case: str) -> Visit | None:
        """The live visit of a case, else its newest."""
        ...

    async def sleeper(self, case: str) -> tuple[int, Visit] | None:
        """What a case is woken with, besides its journal: its catalog's version and its last visit. None when there is
        no such case (any more)."""
        ...

    async def by_number(self, office: str, day: str, number: str) -> Visit | None:
        """A visit by its number."""
        ...

    async def ticket(self, sha: bytes) -> TicketFound | None:
        """A slip by the digest of its code."""
        ...

    async def history(self, case: str) -> list[Visit]:
        """All visits of a case, oldest first."""
        ...

    async def ahead(self, visit: Visit, lines: list[str], now: int, orders: OrderSettings = EVERYWHERE) -> int:
        """How many are called before this visitor, at `now` (appointments may be due): of all who stand in these lines,
        which the same windows call, also for what is handed over."""
        ...

    async def numbers_given(self, office: str, day: str) -> int:
        """How many numbers an office gave on a day."""
        ...

    async def unfinished(self, office: str, day: str) -> list[Visit]:
        """Visits of a day that are not ended."""
        ...

    async def forgotten(self, before: str) -> list[Visit]:
        """Visits of days before this one that are not ended, everywhere."""
        ...

    async def rows(self, visit: str, after: int) -> list[tuple[Row, str, str]]:
        """(row, event, request) of the versions after `after`, in order: for a projection with a gap."""
        ...

    async def shown(self, outbox: int) -> None:
        """The projection stands: forget the outbox row."""
        ...

    async def catalog_of(self, case: str) -> int | None:
        """The catalog version of a case, None when there is no such case."""
        ...

    # ---- windows

    async def sit(self, session: bytes, clerk: str, window: str, now: int) -> list[Seat]:
        """Take a seat (leaving another); the windows that changed."""
        ...

    async def leave(self, session: bytes, now: int) -> list[Seat]:
        """Get up; the windows that changed."""
        ...

    async def left_behind(self, now: int) -> list[bytes]:
        """Sessions that have a seat and are over."""
        ...

    async def away(self, session: bytes, away: bool, now: int) -> list[Seat]:
        """The screen is covered, or no longer."""
        ...

    async def window_state(self, window: str, state: str, reason: str | None, now: int) -> Seat:
        """Open, pause or close a window."""
        ...

    async def window_serves(self, window: str, group: str | None, now: int) -> Seat:
        """The window takes the visitors of this counter until nobody sits there any more; None: of its own."""
        ...

    async def window_auto(self, window: str, on: bool, now: int) -> Seat:
        """Whether the window calls the next by itself, until nobody sits there any more."""
        ...

    async def serves(self, window: str) -> str | None:
        """The counter whose visitors a window takes for now; None: its own's."""
        ...

    async def seats(self, office: str) -> list[Seat]:
        """All windows of an office."""
        ...

    async def names(self, clerks: list[str]) -> dict[str, str]:
        """What clerks are called."""
        ...

    async def report(self, office: str, day: str, now: int, visits: list[str]) -> None:
        """Keep which visits of a day midnight interrupted, for the morning."""
        ...

    async def last_report(self, office: str) -> list[Visit]:
        """What midnight interrupted the last time it did, as those visits are now."""
        ...
