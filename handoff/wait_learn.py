"""What a night learns: from services, waits and absences of the last days to what a day is played with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
import numpy as np

from handoff.wait_flow import Mark, flows
from handoff.wait_model import BANDS, Learned
from handoff.wait_pool import thinned

DAYS: Final = 28
FEW: Final = 30
LEAST_SPREAD: Final = 0.01


class Service(msgspec.Struct, frozen=True):
    """A service that ended: its day, queue, class and minutes."""

    day: str
    queue: str
    kind: str
    minutes: float


class Wait(msgspec.Struct, frozen=True):
    """A wait that ended with a call: `came`: whether the visitor was there; `overtaken`: how many were called first
    though they came into the line later; `back`: whether one who was not there came back."""

    queue: str
    minutes: float
    came: bool
    overtaken: int = 0
    back: bool = False


def learn(
    services: Sequence[Service],
    waits: Sequence[Wait],
    away: Iterable[float],
    came: Iterable[Mark] = (),
    ended: Iterable[Mark] = (),
) -> Learned:
    """What these days teach. Without anything: `Learned()`, which is played with the city's standard times."""
    kinds, queues = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for one in services:
        kinds[one.kind].append(one.minutes)
        queues[one.queue].append(one.minutes)
    gone = [one for one in waits if not one.came]
    by_queue = defaultdict[str, list[Wait]](list)
    for wait in waits:
        by_queue[wait.queue].append(wait)
    return Learned(
        services={kind: thinned(minutes) for kind, minutes in kinds.items()},
        queues={queue: thinned(minutes) for queue, minutes in queues.items()},
        away=thinned(list(away)),
        no_show={queue: _no_show(found) for queue, found in by_queue.items()},
        returns=round((sum(one.back for one in gone) + 5) / (len(gone) + 10), 4),
        overtakes={queue: _overtakes(found) for queue, found in by_queue.items()},
        day_spread=_day_spread(services),
        tickets=len(waits),
        came=flows(came),
        ended=flows(ended),
    )


def _no_show(waits: list[Wait]) -> list[float]:
    """For each of `BANDS` the share that was not there, of those who waited at least so long; few say little."""
    overall = sum(not one.came for one in waits) / len(waits)
    shares = []
    for least in BANDS:
        found = [one for one in waits if one.minutes >= least]
        shares.append(round((sum(not one.came for one in found) + FEW * overall) / (len(found) + FEW), 4))
    return shares


def _overtakes(waits: list[Wait]) -> float:
    """How many a minute go before somebody who waits."""
    return round(sum(one.overtaken for one in waits) / (sum(max(0.0, one.minutes) for one in waits) + FEW), 5)


def _day_spread(services: Sequence[Service]) -> dict[str, float]:
    """How much the pace differs from day to day, less what chance alone would make of it."""
    logs = defaultdict[str, list[float]](list)
    for one in services:
        logs[one.kind].append(float(np.log(max(0.05, one.minutes))))
    usual = {kind: float(np.mean(values)) for kind, values in logs.items()}
    ratios = defaultdict[str, defaultdict[str, list[float]]](lambda: defaultdict(list))
    for one in services:
        ratios[one.queue][one.day].append(float(np.log(max(0.05, one.minutes))) - usual[one.kind])
    return {queue: round(_between(list(days.values())), 4) for queue, days in ratios.items()}


def _between(days: list[list[float]]) -> float:
    enough = [values for values in days if len(values) >= 5]
    if len(enough) < 3:
        return 0.15
    means = np.array([np.mean(values) for values in enough])
    chance = float(np.mean([np.var(values, ddof=1) / len(values) for values in enough]))
    return float(np.sqrt(max(LEAST_SPREAD**2, means.var(ddof=1) - chance)))
