"""Lines: who is next, and when somebody counts as absent.

The order is: urgent first, then appointments whose time has come, then by `turn`, then by number. Whoever has an
appointment goes before the walk-ins of its line from its time on, and until then waits in the order of arrival as they
do; it counts in the line where the visit began to wait, and at no further counter. `turn` is the arrival at the house,
also after a hand-off, a transfer or 交付待ち: who has waited longest in all is next, and nobody starts again at the end
because of a counter's mistake. The record's `call next` reads the same order from its index; a test holds the two
together.
"""

from __future__ import annotations

from collections.abc import Iterable

from handoff.catalog import VisitSettings
from handoff.refusal import Reason, Refused
from handoff.stage import QUEUED, Stage
from handoff.visit import Visit

MINUTE_MS = 60_000
SURE = "absent-2"
"""The visitor has told us that they went home: no need to call any more."""


def is_due(visit: Visit, now: int) -> bool:
    """Whether it is the time of the appointment of somebody who waits."""
    return visit.stage is Stage.waiting and visit.due is not None and visit.due <= now


def place(visit: Visit, now: int) -> tuple[bool, bool, int, str]:
    """What a line is sorted by."""
    return (visit.urgency != "urgent", not is_due(visit, now), visit.turn, visit.number)


def callable_by(visit: Visit, lines: Iterable[str], window: str) -> bool:
    """Whether `call next` at a window may pick this visit."""
    return visit.stage in QUEUED and visit.line in set(lines) and visit.to_window in (None, window)


def in_order(visits: Iterable[Visit], now: int) -> list[Visit]:
    """A line, next first."""
    return sorted((visit for visit in visits if visit.stage in QUEUED), key=lambda visit: place(visit, now))


def may_be_absent(visit: Visit, settings: VisitSettings, now: int, reason: str) -> None:
    """Refused with `not_now` while a visitor who is being called has not been called often or long enough."""
    if visit.stage not in (Stage.calling, Stage.delivering) or reason == SURE:
        return
    left_ms = visit.since + settings.absent_minutes * MINUTE_MS - now
    if visit.calls < settings.absent_calls and left_ms > 0:
        raise Refused(Reason.not_now, at="absent", calls=settings.absent_calls - visit.calls, left_s=left_ms // 1000)


def to_end(settings: VisitSettings) -> bool:
    """Whether somebody who comes back from 不在 goes to the end of the line."""
    return settings.back_place == "end"
