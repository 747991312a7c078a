"""What stands on boards and lines: visits that are not ended, those that ended within the last hour, and the
appointments of the next days."""

from __future__ import annotations

from handoff.messages import Row
from handoff.stage import ENDS, Stage

ENDED_STAYS_MS = 3_600_000
DAY_MS = 86_400_000


def shown_on_boards(row: Row, now: int, days_ahead: int) -> bool:
    """Whether a row still belongs on a board at `now` (ms), and an appointment already: so many days before it."""
    if row.stage == Stage.booked:
        return (row.due or 0) < now + days_ahead * DAY_MS
    return Stage(row.stage) not in ENDS or now - row.since < ENDED_STAYS_MS
