"""見込み: the rest of the day of one line, for the board of a floor manager; said only where enough is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from handoff.calendar import business_day
from handoff.offices import Line
from handoff.wait import NEVER, Snapshot
from handoff.wait_ahead import Ahead, Day, ahead
from handoff.wait_flow import ENOUGH_DAYS
from server.work.wait_board import WaitBoard
from server.work.wait_log import queue_of

NOT_TODAY = NEVER / 2
"""A wait as long as this is none: no window takes anybody any more."""


class Outlook(msgspec.Struct, frozen=True):
    """`state`: known; learning (of `needs` days `days` are seen, or its 目安 is not said yet); over (the office is
    closed now). `closes` and `times` in minutes since midnight. At each time `people` who wait and `wait` in minutes
    (P10, P50, P90; null: no window takes anybody), and the medians with one window `more` from now on. `worst`: the
    place of the longest wait, `gain`: by how many minutes one more window shortens it (P10, P50, P90; empty: nobody can
    say)."""

    line: str
    state: Literal["known", "learning", "over"]
    at: int
    closes: int
    days: int = 0
    needs: int = ENOUGH_DAYS
    times: list[int] = []
    people: list[list[float]] = []
    wait: list[list[float | None]] = []
    more_people: list[float] = []
    more_wait: list[float | None] = []
    worst: int = 0
    gain: list[float] = []


def look(board: WaitBoard, seen: Snapshot, line: Line, now: int, closes: int, came: Mapping[str, int]) -> Outlook:
    """The line as it goes on from `seen`. `came`: by queue, how many came today. Costs some tens of ms."""
    queue = queue_of(line.office, line.line)
    flows = board.teller.model.learned.came
    days = flows[queue].days if queue in flows else 0
    if not board.enough(queue) or queue not in flows or not flows[queue].enough:
        return Outlook(line.line, "learning", now, closes, days)
    day = Day(business_day(now).weekday(), closes, dict(came), flows)
    found = ahead(seen, board.teller.model, board.draws, queue, day)
    if found is None:
        return Outlook(line.line, "over", now, closes, days)
    return _said(line.line, now, closes, days, found)


def _said(line: str, now: int, closes: int, days: int, found: Ahead) -> Outlook:
    known = found.planned.wait[found.worst][1] < NOT_TODAY
    return Outlook(
        line,
        "known",
        now,
        closes,
        days,
        times=[int(at) for at in found.times],
        people=found.planned.people,
        wait=[[_minutes(level) for level in levels] for levels in found.planned.wait],
        more_people=[half for _, half, _ in found.more.people],
        more_wait=[_minutes(half) for _, half, _ in found.more.wait],
        worst=found.worst,
        gain=found.gain if known else [],
    )


def _minutes(wait: float) -> float | None:
    return None if wait >= NOT_TODAY else wait
