"""Windows' plans of a day as the record keeps them, and the work of windows that they are learned from."""

from __future__ import annotations

from typing import Protocol

import msgspec

from handoff.plan_windows import Span


class PlanKept(msgspec.Struct, frozen=True):
    """A window's plan of a day: who entered it, when; `revision` grows with each change."""

    window: str
    spans: list[Span]
    revision: int
    clerk: str
    at: int


class Worked(msgspec.Struct, frozen=True):
    """A window was with a visitor from `since` until `at` (ms)."""

    window: str
    since: int
    at: int


class Plans(Protocol):
    """One city's."""

    async def of_day(self, office: str, day: str) -> list[PlanKept]:
        """All that was entered for a day."""
        ...

    async def keep(
        self, office: str, day: str, window: str, spans: list[Span], revision: int, clerk: str, now: int
    ) -> PlanKept:
        """A plan over the revision that was on the screen (0 = none). Refused: `overtaken`."""
        ...

    async def copy(self, office: str, day: str, source: str, clerk: str, now: int) -> int:
        """The plans of another day for the windows that have none on this one; how many."""
        ...

    async def forget(self, before: str) -> None:
        """Plans of days before this one are let go."""
        ...

    async def worked(self, office: str, since: int, until: int) -> list[Worked]:
        """What the windows of an office did."""
        ...
