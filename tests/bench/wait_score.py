"""What a forecast is worth: beside what simple ways say of the same announcements, in the same run.

Who is announced is chosen by what was to be seen (somebody waits, or no window is free), never by what came of it. Each
outcome is told to the forecast when its call happens, and not before.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from handoff.wait import Range, Snapshot
from handoff.wait_model import Model
from handoff.wait_run import pace
from handoff.wait_shown import shown
from handoff.wait_stack import Simple, simple
from tests.bench.wait_adapter import Teller
from tests.bench.wait_floor import Day

WAYS = ("ql", "qlm", "les", "hol", "average")


@dataclass
class Scored:
    """An announcement, what was said, what the simple ways said, and what it became."""

    queue: str
    said: Range
    ways: Simple
    wait: float
    ahead: int


def score(teller: Teller, model: Model, days: Sequence[Day]) -> list[Scored]:
    """All announcements of days that the forecast has never seen."""
    found = []
    for day in days:
        due: list[tuple[float, str, float]] = []
        for one in (one for one in day.seen if one.wait >= 0):
            while due and due[0][0] <= one.snapshot.now:
                _, who, wait = heapq.heappop(due)
                teller.observe(who, wait)
            said = teller.tell(one.id, one.queue, one.snapshot).said
            heapq.heappush(due, (one.called, one.id, one.wait))
            ways = simple(
                one.snapshot, model, one.queue, len(one.snapshot.waiting), pace(one.snapshot, model, one.queue)
            )
            found.append(Scored(one.queue, said, ways, one.wait, len(one.snapshot.waiting) + 1))
        for _, who, wait in sorted(due):
            teller.observe(who, wait)
    return found


def figures(found: Sequence[Scored]) -> dict[str, object]:
    """A line of the bench. `rrase`: root mean square error / mean wait; `ratio_*`: that error / the way's;
    `pinball90`, `winkler` (80 %) in minutes; `line_cov80`: the worst line's; `bias`: said less what it became."""
    wait = np.array([one.wait for one in found])
    mean = np.array([one.said.mean for one in found])
    p50 = np.array([one.said.p50 for one in found])
    p10, p90 = np.array([one.said.p10 for one in found]), np.array([one.said.p90 for one in found])
    inside = (p10 <= wait) & (wait <= p90)
    printed = [shown(one.said) for one in found]
    late = np.array([one.to is not None and two.wait > one.to for one, two in zip(printed, found, strict=True)])
    error = rmse(mean, wait)
    rivals = {way: error_of(found, way) for way in WAYS}
    lines = by_line(found, inside)
    return {
        "n": len(found),
        "wait": _2(wait.mean()),
        "rrase": _3(error / wait.mean()),
        "mae": _2(np.abs(p50 - wait).mean()),
        "bias": _2((mean - wait).mean()),
        "cov80": _3(inside.mean()),
        "line_cov80": _3(min(lines.values())),
        "hit": _3(np.mean([one.holds(two.wait) for one, two in zip(printed, found, strict=True)])),
        "late": _3(late.mean()),
        "width": _2((p90 - p10).mean()),
        "pinball90": _2(np.maximum(0.9 * (wait - p90), 0.1 * (p90 - wait)).mean()),
        "winkler": _2((p90 - p10 + 10 * (np.maximum(p10 - wait, 0) + np.maximum(wait - p90, 0))).mean()),
        **{f"rrase_{way}": _3(value / wait.mean()) for way, value in rivals.items()},
        "ratio_ma": _3(error / rivals["average"]),
        "ratio_qlm": _3(error / rivals["qlm"]),
    }


def by_line(found: Sequence[Scored], inside: np.ndarray) -> dict[str, float]:
    """The coverage of each line with enough announcements to tell."""
    lines = defaultdict[str, list[bool]](list)
    for one, held in zip(found, inside, strict=True):
        lines[one.queue].append(bool(held))
    return {queue: float(np.mean(held)) for queue, held in lines.items() if len(held) >= 100} or {"": 1.0}


def error_of(found: Sequence[Scored], way: str) -> float:
    """The root mean square error of a simple way; where it has nothing to say, QL speaks for it."""
    said = [getattr(one.ways, way) for one in found]
    filled = np.array([one.ways.ql if value is None else value for one, value in zip(found, said, strict=True)])
    return rmse(filled, np.array([one.wait for one in found]))


def rmse(said: np.ndarray, wait: np.ndarray) -> float:
    """The root of the mean square error."""
    return float(np.sqrt(np.mean((said - wait) ** 2)))


def trained(days: Sequence[Day]) -> list[tuple[str, str, Snapshot, float]]:
    """The announcements of training days, in their order."""
    return [(one.id, one.queue, one.snapshot, one.wait) for day in days for one in day.seen if one.wait >= 0]


def _2(value: float) -> float:
    return round(float(value), 2)


def _3(value: float) -> float:
    return round(float(value), 3)
