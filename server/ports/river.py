"""The river as a web process hears it: one ordered stream of all that happens to cases in a city."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol, TypeAlias

import msgspec

from handoff.case import Facts
from handoff.messages import Here, Row, Seat


class SheetChanged(msgspec.Struct, frozen=True):
    """Revision `n` of a case."""

    case: str
    n: int
    op: str
    at: int
    facts: Facts
    kind: str


class VisitMoved(msgspec.Struct, frozen=True):
    """A visit at its new version, and what happened."""

    row: Row
    what: str


class SeatsChanged(msgspec.Struct, frozen=True):
    """Windows at their new state."""

    seats: list[Seat]


class NowKept(msgspec.Struct, frozen=True):
    """PostgreSQL holds these cases up to these revisions."""

    cases: dict[str, int]


class PresenceChanged(msgspec.Struct, frozen=True):
    """Who is in a case now."""

    case: str
    here: list[Here]


class NewEpoch(msgspec.Struct, frozen=True):
    """Everything must be read again."""

    id: str


class Notice(msgspec.Struct, frozen=True):
    """Something of the house itself: what = revoked (session, clerk, display, device), lamp, armed,
    catalog (the line of its versions is another one), line_moved (everybody of a line waits in another one),
    bulletins (an office's are others now)."""

    what: str
    about: dict[str, str]


Heard: TypeAlias = "SheetChanged | VisitMoved | SeatsChanged | NowKept | PresenceChanged | NewEpoch | Notice"


class Tail(Protocol):
    """Listening, resumed by position; a gap or a new epoch comes as `NewEpoch`."""

    async def start(self) -> None:
        """Note where the river ends now, so that nothing after a snapshot read from here on is missed."""
        ...

    def listen(self) -> AsyncIterator[Heard]:
        """Everything from now on, in the river's order, for ever."""
        ...

    async def notice(self, what: str, about: dict[str, str]) -> None:
        """Tell all processes."""
        ...
