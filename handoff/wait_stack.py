"""LogStack: the played median put right by what simpler ways of foretelling say, learned from waits that were kept.

log(wait + 2) = log(median + 2) + theta . x, where x are the logarithms of the simple ways' ratios to the median,
today's pace, flags, the time of day and the queue; theta is found by ridge regression towards 0, which is the played
median itself. The simple ways, as they stand in the literature of queues:
QL: people ahead x mean service / open windows now; QLm: the same over the planned windows; LES: the wait of whoever
was called last; HOL: how long the first in line has waited; moving average: of the last ten waits; throughput: people
ahead at the rate of the last half hour.
"""

from __future__ import annotations

from math import exp
from typing import Final

import msgspec
import numpy as np

from handoff.wait import NEVER, Range, Snapshot, Window, ordered
from handoff.wait_model import Model
from handoff.wait_plan import gaps
from handoff.wait_run import Pace
from handoff.wait_told import STEADY, Told

SHIFT: Final = 2.0
"""Minutes added before a logarithm is taken, so that short waits do not count for everything."""
MOST: Final = 1.5
LAST_MINUTES: Final = 30.0
ENOUGH_TICKETS: Final = 2000
RIDGE: Final = 30.0


class Simple(msgspec.Struct, frozen=True):
    """What the simple ways say, in minutes; None = they have nothing to say it from."""

    ql: float
    qlm: float
    les: float | None
    hol: float | None
    average: float | None
    rate: float | None


def simple(snapshot: Snapshot, model: Model, queue: str, ahead: int, today: Pace) -> Simple:
    """The simple ways for somebody with so many people ahead, with the usual mean service at today's pace."""
    windows = [one for one in snapshot.windows if queue in one.queues]
    mean = model.pool("", queue).mean * exp(today.log)
    called = snapshot.called.get(queue, [])
    recent = [one for one in called if snapshot.now - one.at <= LAST_MINUTES]
    first = next((one for one in snapshot.waiting if one.queue == queue and not one.ready), None)
    return Simple(
        ql=(ahead + 1) * mean / max(1, sum(one.state in ("busy", "idle") for one in windows)),
        qlm=_planned(snapshot.now, windows, (ahead + 1) * mean),
        les=called[-1].wait if called else None,
        hol=max(0.0, snapshot.now - first.since) if first else None,
        average=sum(one.wait for one in called[-10:]) / len(called[-10:]) if called else None,
        rate=(ahead + 1) * LAST_MINUTES / len(recent) if len(recent) >= 3 else None,
    )


def _planned(now: float, windows: list[Window], work: float) -> float:
    """When so many minutes of work are done by the windows as they are planned; one without a plan stays as it is."""
    spans: list[tuple[float, float]] = []
    for one in windows:
        if one.plan is None:
            spans += [(now, NEVER)] if one.state in ("busy", "idle") else []
            continue
        closed = gaps(one)
        opened = [0.0, *(end for _, end in closed)]
        shut = [*(begin for begin, _ in closed), NEVER]
        spans += [(max(now, a), b) for a, b in zip(opened, shut, strict=True) if b > now and b > a]
    edges = {edge for span in spans for edge in span if edge > now}
    at = now
    for edge in sorted(edges):
        speed = sum(a <= at < b for a, b in spans)
        if speed and work <= speed * (edge - at):
            return at + work / speed - now
        work -= speed * (edge - at)
        at = edge
    return LAST_MINUTES * 10


def features(snapshot: Snapshot, ways: Simple, found: Range, pace: Pace, absent: int) -> list[float]:
    """x, in the order of `STEADY`."""
    base = np.log(found.p50 + SHIFT)
    ratios = [
        0.0 if way is None else float(np.log(max(0.0, way) + SHIFT) - base) for way in msgspec.structs.astuple(ways)
    ]
    hour = (snapshot.now - 720) / 60
    flags = [pace.log, min(2.0, len(snapshot.waiting) / 20), float(ways.hol is None), min(2.0, float(absent))]
    times = [float(np.exp(-(hour**2))), float(np.exp(-((hour - 4) ** 2)))]
    return [round(min(MOST, max(-MOST, value)), 4) for value in [*ratios, *flags, *times]]


class Stack(msgspec.Struct, frozen=True):
    """`theta` in the order of `STEADY`, and what each queue adds; empty: nothing is put right."""

    theta: list[float] = []
    queues: dict[str, float] = {}

    def shift(self, queue: str, x: list[float]) -> float:
        """What is added to the logarithm."""
        if not self.theta:
            return 0.0
        found = self.queues.get(queue, 0.0) + sum(weight * value for weight, value in zip(self.theta, x, strict=True))
        return min(MOST, max(-MOST, found))


def moved(found: Range, shift: float) -> Range:
    """A range of which every level's logarithm is moved by so much."""
    factor = float(np.exp(shift))
    mean, *levels = [(value + SHIFT) * factor - SHIFT for value in (found.mean, *found.levels)]
    return ordered(mean, levels)


def fit(told: list[Told]) -> Stack:
    """Ridge regression towards 0; nothing while there are too few waits."""
    if len(told) < ENOUGH_TICKETS:
        return Stack()
    queues = sorted({one.queue for one in told})
    place = {queue: number for number, queue in enumerate(queues)}
    rows = np.zeros((len(told), len(STEADY) + len(queues)))
    for row, one in zip(rows, told, strict=True):
        row[: len(STEADY)] = one.x
        row[len(STEADY) + place[one.queue]] = 1.0
    wanted = np.array([np.log(max(0.0, one.wait) + SHIFT) - np.log(one.p50 + SHIFT) for one in told])
    found = np.linalg.solve(rows.T @ rows + RIDGE * np.eye(rows.shape[1]), rows.T @ np.clip(wanted, -MOST, MOST))
    weights = [round(float(value), 5) for value in found]
    return Stack(weights[: len(STEADY)], dict(zip(queues, weights[len(STEADY) :], strict=True)))
