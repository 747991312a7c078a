"""お渡しまでの目安 of an office: how long after the reception its visitors are called for what is handed over. Said by
the same rule as the wait before it: the line's own were learned, and enough of its forecasts met their call."""

from __future__ import annotations

from typing import Final, Protocol

from handoff.messages import Due, HandingWait
from handoff.offices import Line
from handoff.wait import Range, Snapshot, Ticket
from handoff.wait_foretold import Foreteller
from handoff.wait_shown import Shown, shown
from server.ports.waits import Foretold
from server.work.wait_log import MINUTE_MS, handing_kind, handing_of

JUST_NOW: Final = 1.0
"""A reception that ended longer ago (minutes) was foretold by somebody else, or by nobody."""


class Board(Protocol):
    """What a process knows of its floors (`server/work/wait_board.py`)."""

    @property
    def teller(self) -> Foreteller:
        """What was learned."""
        ...

    def enough(self, queue: str) -> bool:
        """Whether a range may be said."""
        ...

    def said(self, queue: str, found: Range) -> Shown:
        """What stands on the boards of a queue from now on."""
        ...


class Handing:
    """One look at an office: each line and hour is worked out once."""

    def __init__(self, board: Board, seen: Snapshot) -> None:
        self.board, self.seen = board, seen
        self.found: dict[str, tuple[Range, Range]] = {}

    def of(self, line: Line) -> HandingWait | None:
        """For somebody whose reception ends now; None where nothing was ever handed over, and nobody waits for it."""
        queue = handing_of(line.office, line.line)
        if not self.board.enough(queue):
            expected = self.board.teller.model.knows(queue) or any(one.queue == queue for one in self.seen.handing)
            return HandingWait("learning") if expected else None
        found, _ = self._ranges(queue, handing_kind(line.office, line.line, self.seen.now))
        said = self.board.said(queue, found)
        return HandingWait("known", said.low, said.to, round(found.p50), round(found.p80))

    def due(self, one: Ticket, now: int) -> Due:
        """When somebody will be called, as it was from the end of the reception on (ms)."""
        since = now - round((self.seen.now - one.since) * MINUTE_MS)
        if not self.board.enough(one.queue):
            return Due(one.key, since)
        said = shown(self._ranges(one.queue, one.kind)[0])
        to = None if said.to is None else since + said.to * MINUTE_MS
        return Due(one.key, since, since + said.low * MINUTE_MS, to)

    def news(self, keys: set[str], now: int) -> list[Foretold]:
        """What is foretold to those of them whose reception has ended just now, to be kept."""
        fresh = [one for one in self.seen.handing if one.key in keys and self.seen.now - one.since <= JUST_NOW]
        return [self._foretold(one, now) for one in fresh if self.board.teller.model.knows(one.queue)]

    def _foretold(self, one: Ticket, now: int) -> Foretold:
        said, played = self._ranges(one.queue, one.kind)
        levels, told = list(played.levels), self.board.enough(one.queue)
        return Foretold(one.key, one.queue, now, played.p50, levels, list(said.levels), [], told)

    def _ranges(self, queue: str, kind: str) -> tuple[Range, Range]:
        if kind not in self.found:
            self.found[kind] = self.board.teller.handing(self.seen, queue, kind)
        return self.found[kind]
