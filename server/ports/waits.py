"""Wait times as the record keeps them: what happened, what was foretold and what it became, what a night learned."""

from __future__ import annotations

from typing import Protocol

import msgspec

from handoff.wait_told import Told


class Event(msgspec.Struct, frozen=True):
    """A move of a visit: when (ms), how long (ms) it had been in `stage`, where it stood, what it came for, and the
    line that it stood in after it."""

    visit: str
    move: str
    at: int
    took: int
    stage: str
    next: str
    office: str
    line: str
    service: str
    into: str


class Foretold(msgspec.Struct, frozen=True):
    """A wait that was foretold to somebody who had just come into a line, or whose reception had just ended: when (ms),
    as played, and before the rolling correction and after it (p10, p50, p80, p90 in minutes). `told`: it was shown;
    while a line is learning nobody sees any. No personal data."""

    visit: str
    queue: str
    at: int
    played: float
    stacked: list[float]
    said: list[float]
    x: list[float]
    told: bool = False


class Became(msgspec.Struct, frozen=True):
    """What was foretold at `at` (ms), and the wait in minutes that it became."""

    queue: str
    at: int
    stacked: list[float]
    said: list[float]
    wait: float


class Waits(Protocol):
    """One city's."""

    async def events(self, since: int, until: int) -> list[Event]:
        """All moves but plans, in the order of time."""
        ...

    async def foretell(self, foretold: list[Foretold]) -> None:
        """Keep these; what is kept already stays as it is."""
        ...

    async def settle(self, since: int) -> int:
        """Note what became of those foretold since: the time until their next call, out of the line or, of what is
        handed over (`… delivery`), out of 交付待ち. How many."""
        ...

    async def became(self, since: int, newest: int) -> list[Became]:
        """Outcomes since, oldest call first, of each queue at most so many, the newest."""
        ...

    async def outcomes(self, queues: str, since: int) -> list[Became]:
        """All outcomes of forecasts that were made since and shown, of the queues whose names begin so."""
        ...

    async def told(self, since: int) -> list[Told]:
        """What LogStack is fitted on: outcomes since, oldest first."""
        ...

    async def learned(self) -> tuple[str, bytes] | None:
        """The newest model: its day and its body."""
        ...

    async def keep(self, day: str, body: bytes, at: int, before: int) -> None:
        """A new model; what was foretold before `before` (ms) is let go."""
        ...
