"""Whether the wait times that were told held: by line and week, from what was foretold and what it became."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Protocol

import msgspec

from handoff.calendar import business_day
from handoff.wait import ordered
from handoff.wait_shown import shown

FEW: Final = 20
"""With fewer calls in a week nothing is said of its quality."""


class Outcome(Protocol):
    """What was foretold at `at` (ms) in a queue (p10, p50, p80, p90 in minutes), and the wait that it became."""

    @property
    def queue(self) -> str: ...
    @property
    def at(self) -> int: ...
    @property
    def said(self) -> Sequence[float]: ...
    @property
    def wait(self) -> float: ...


class Quality(msgspec.Struct, frozen=True, omit_defaults=True):
    """One queue in one week (`week`: its Monday). `count` calls; of them `hit` fell into the range that was shown and
    `late` came after it (shares); `width`: P90 - P10, minutes on average; `below`: shares that came not later than P10,
    P50, P80, P90. None of it is said of fewer than 20."""

    week: str
    queue: str
    count: int
    hit: float | None = None
    late: float | None = None
    width: float | None = None
    below: list[float] = []


def qualities(outcomes: Iterable[Outcome]) -> list[Quality]:
    """The newest week first, queues by name."""
    met = defaultdict[tuple[date, str], list[Outcome]](list)
    for one in outcomes:
        met[monday(business_day(one.at)), one.queue].append(one)
    by_week = sorted(met.items(), key=lambda found: (-found[0][0].toordinal(), found[0][1]))
    return [_quality(week, queue, found) for (week, queue), found in by_week]


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _quality(week: date, queue: str, found: list[Outcome]) -> Quality:
    if len(found) < FEW:
        return Quality(week.isoformat(), queue, len(found))
    told = [(shown(ordered(one.said[1], list(one.said))), one.wait) for one in found]
    return Quality(
        week.isoformat(),
        queue,
        len(found),
        hit=_share(range_.holds(wait) for range_, wait in told),
        late=_share(range_.to is not None and wait > range_.to for range_, wait in told),
        width=round(sum(one.said[-1] - one.said[0] for one in found) / len(found), 1),
        below=[_share(one.wait <= one.said[level] for one in found) for level in range(4)],
    )


def _share(of: Iterable[bool]) -> float:
    all_ = list(of)
    return round(sum(all_) / len(all_), 3)
