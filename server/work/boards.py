"""What stands on boards and lines: visits that are not ended, and those that ended within the last hour."""

from __future__ import annotations

from handoff.messages import Row
from handoff.stage import ENDS, Stage

ENDED_STAYS_MS = 3_600_000


def shown_on_boards(row: Row, now: int) -> bool:
    """Whether a row still belongs on a board at `now` (ms)."""
    return Stage(row.stage) not in ENDS or now - row.since < ENDED_STAYS_MS
