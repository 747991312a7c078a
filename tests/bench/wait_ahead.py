"""The rest of the day: how true the picture until closing is, line by line, on days that it has never seen.

Somebody looks at 9:30, 11:00, 13:30 and 15:00. `cov80`: how often as many waited half an hour, an hour, two hours later
and at closing as the range said (P10 to P90); `wait_cov80`: the same of the waits of those who came after the look.
`ratio_usual`: the error of the median / that of what is usual at that time of a day (the mean of the days that were
learned from).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from handoff.wait import Snapshot
from handoff.wait_ahead import Ahead, Day, ahead
from handoff.wait_draws import Draws
from handoff.wait_model import Model
from tests.bench import wait_floor as floor
from tests.bench.wait_score import rmse

LOOKS = (570.0, 660.0, 810.0, 900.0)
LATER = (30.0, 60.0, 120.0, floor.CLOSES)


def figures(model: Model, days: Sequence[floor.Day], learned: Sequence[floor.Day], draws: Draws) -> dict[str, object]:
    """A line of the bench."""
    people, waits = list[tuple[float, float, float, float, float]](), list[bool]()
    for number, one in enumerate(days):
        for look in one.looks:
            for queue, found in _told(model, one, look, number % 5, draws):
                usual = [_standing(day, queue, at) for at in _later(look.now) for day in learned]
                means = np.array(usual).reshape(-1, len(learned)).mean(axis=1)
                for at, mean in zip(_later(look.now), means, strict=True):
                    low, half, high = _at(found.times, found.planned.people, at)
                    people.append((low, half, high, _standing(one, queue, at), float(mean)))
                waits += list(_held(one, queue, look.now, found))
    low, half, high, seen, mean = np.array(people).T
    return {
        "n": len(people),
        "people": round(float(seen.mean()), 2),
        "rmse": round(rmse(half, seen), 2),
        "cov80": round(float(((np.floor(low) <= seen) & (seen <= np.ceil(high))).mean()), 3),
        "width": round(float((high - low).mean()), 2),
        "wait_cov80": round(float(np.mean(waits)), 3),
        "ratio_usual": round(rmse(half, seen) / rmse(mean, seen), 3),
    }


def _told(model: Model, day: floor.Day, look: Snapshot, weekday: int, draws: Draws) -> Iterator[tuple[str, Ahead]]:
    came = Counter(one.queue for one in day.came if one.at <= look.now)
    for queue in came:
        found = ahead(look, model, draws, queue, Day(weekday, floor.CLOSES, dict(came), model.learned.came))
        if found is not None:
            yield queue, found


def _later(now: float) -> list[float]:
    return [at for at in (*(now + later for later in LATER[:-1]), LATER[-1]) if at <= floor.CLOSES]


def _standing(day: floor.Day, queue: str, at: float) -> int:
    return sum(one.queue == queue and one.since <= at < one.called for one in day.stood)


def _held(day: floor.Day, queue: str, now: float, found: Ahead) -> Iterator[bool]:
    """Of each who came later: whether the wait lay in the range."""
    for one in day.stood:
        if one.queue == queue and now < one.since < floor.CLOSES:
            low, _, high = _at(found.times, found.planned.wait, one.since)
            yield low - 0.5 <= one.called - one.since <= high + 0.5


def _at(times: list[float], levels: list[list[float]], at: float) -> tuple[float, float, float]:
    low, half, high = (float(np.interp(at, times, level)) for level in zip(*levels, strict=True))
    return low, half, high
