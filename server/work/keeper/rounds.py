"""What the keeper does besides keeping, every so often, as long as it leads."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec

from handoff.messages import Row
from server.ports.board import Board
from server.ports.journal import Gone
from server.ports.outbox import Outbox
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway

log = logging.getLogger(__name__)
OLD_S = 1.0
"""A move is projected by its own door; what has waited so long lost its door."""
_read_row = msgspec.json.Decoder(Row).decode


@dataclass
class Round:
    """Something to do every `seconds`. A store that is away is no reason to stop keeping: it is tried again."""

    name: str
    seconds: float
    walk: Callable[[], Awaitable[object]]
    due: float = 0.0

    async def go(self, now: float) -> None:
        """Do it when it is due. `now` in seconds, of any clock that only grows."""
        if now < self.due:
            return
        self.due = now + self.seconds
        try:
            await self.walk()
        except (Unreachable, RecordAway, Gone) as error:
            log.warning("round=%s waits why=%s", self.name, type(error).__name__)
        except Exception as bug:  # noqa: BLE001 (loud, but keeping goes on: it is what everybody waits for)
            log.error("round=%s broke kind=%s", self.name, type(bug).__name__)


async def sweep(outbox: Outbox, board: Board) -> int:
    """Project what PostgreSQL decided and no door has shown, oldest first; how many."""
    shown = []
    for row, event, request, place in await outbox.pending(OLD_S):
        if await board.project(_read_row(row), event, request) in ("ok", "done"):
            shown.append(place)
    if shown:
        await outbox.forget(shown)
    return len(shown)
