"""Visits as boards and tablets were told of them: only what changed for their eyes, counted for itself.

A visit's own version counts every move, also a way that was planned anew, and a way may be another one for a reason
that is for staff only. So halls hear of a visit when what they show of it changed, and count that: neither a message
nor a gap in the versions tells of anything else.
"""

from __future__ import annotations

from msgspec.structs import replace

from handoff.messages import Row
from handoff.visibility import hall_gone, hall_row


class Halls:
    """What the screens of this process know of each visit."""

    def __init__(self) -> None:
        self.told: dict[str, Row] = {}

    def row(self, row: Row) -> Row | None:
        """A visit as boards show it now; None when it stands on none."""
        shown = hall_row(row)
        return None if shown is None else self._counted(shown)

    def news(self, row: Row) -> Row | None:
        """The same, or that it is gone; None when boards show nothing new."""
        before = self.told.get(row.visit)
        shown = self._counted(hall_row(row) or hall_gone(row))
        return None if shown is before else shown

    def elsewhere(self, row: Row) -> Row:
        """For the boards of the office that it left: it is gone."""
        before = self.told.get(row.visit)
        return replace(hall_gone(row), version=before.version if before else 1)

    def forget(self, today: str) -> None:
        """Visits of days gone by leave the memory."""
        self.told = {visit: row for visit, row in self.told.items() if row.day == today}

    def _counted(self, shown: Row) -> Row:
        before = self.told.get(shown.visit)
        if before is not None and replace(shown, version=before.version) == before:
            return before
        now = replace(shown, version=before.version + 1 if before else 1)
        self.told[shown.visit] = now
        return now
