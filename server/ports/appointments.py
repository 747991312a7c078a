"""Appointments as the record decides them: one transaction each, and no place is taken twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

import msgspec

from handoff.appointment import Span
from handoff.visit import Visit
from server.ports.visits import Opening, Rule, Story, Written


class Appointment(msgspec.Struct, frozen=True):
    """An appointment: its number (digits), its counter, how long, who made it when, and its visit as it is now."""

    number: str
    office: str
    group: str
    minutes: int
    at: int
    clerk: str
    name: str
    visit: Visit


class Booking(msgspec.Struct, frozen=True):
    """What is asked for: a place at a counter on a day (YYYY-MM-DD), for so many minutes."""

    office: str
    group: str
    day: str
    minutes: int


Fits: TypeAlias = "Callable[[list[Span]], None]"
"""Pure: sees what is taken of the counter on that day, nobody else deciding meanwhile; raises `Refused`."""


class Appointments(Protocol):
    """Every method that writes takes a request id; asking again gives the same result."""

    async def book(
        self, request: str, opening: Opening, booking: Booking, fits: Fits, story: Story, now: int
    ) -> Written:
        """A new case with a booked visit and its appointment number."""
        ...

    async def rebook(
        self, request: str, visit: str, booking: Booking, fits: Fits, rule: Rule, story: Story, now: int
    ) -> Written:
        """Another day or time; the place that it had is free at once."""
        ...

    async def arrive(
        self, request: str, visit: str, letters: str, ticket: bytes, rule: Rule, story: Story, now: int
    ) -> Written:
        """The visitor is here: a number of the day that the rule gives, from the line's series, and a slip."""
        ...

    async def of(self, visit: str) -> Appointment | None:
        """The appointment of a visit."""
        ...

    async def by_number(self, number: str) -> Appointment | None:
        """An appointment by its digits, whatever became of it."""
        ...

    async def between(self, office: str, first: str, last: str) -> list[Appointment]:
        """Those of these days (both included) at an office, in the order of their times."""
        ...

    async def taken(self, office: str, group: str, first: str, last: str) -> dict[str, list[Span]]:
        """day -> what is taken of a counter, for these days."""
        ...
