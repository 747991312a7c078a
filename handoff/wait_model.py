"""What is known before the day begins: learned by night from the record, kept as JSON, opened once for playing."""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.wait_flow import Flow
from handoff.wait_pool import Pool, cold

STANDARD: Final = 10.0
"""Minutes of a service whose standard time the city has not said."""
COLD_AWAY: Final = 10.0
BANDS: Final = (0.0, 15.0, 30.0, 60.0)
"""Waits so far (minutes) from which the share of those who are not there when they are called is another one."""


class Learned(msgspec.Struct, frozen=True):
    """`services`: of each class its durations; `queues`: of each queue those of all its classes; `away`: how long a
    clerk is away without a plan; `no_show`: of each queue the share that is not there, after a wait so far of
    `BANDS`; `returns`: the share of those that comes back; `overtakes`: of each queue how many a minute go before
    somebody who waits (hand-offs keep their arrival, urgent ones); `day_spread`: of each queue how much the pace of a
    day differs from another's (of the logarithm); `tickets`: how many waits were seen; `came`, `ended`: of each
    queue how many usually come into it, and how many services usually end there."""

    services: dict[str, list[float]] = {}
    queues: dict[str, list[float]] = {}
    away: list[float] = []
    no_show: dict[str, list[float]] = {}
    returns: float = 0.5
    overtakes: dict[str, float] = {}
    day_spread: dict[str, float] = {}
    tickets: int = 0
    came: dict[str, Flow] = {}
    ended: dict[str, Flow] = {}


class Model:
    """`Learned`, opened. `standard`: minutes of each class that the city has said, for what nobody measured yet."""

    def __init__(self, learned: Learned, standard: dict[str, float] | None = None) -> None:
        self.learned = learned
        self._standard = standard or {}
        self._pools = {kind: Pool(minutes) for kind, minutes in learned.services.items() if len(minutes) >= 10}
        self._queues = {queue: Pool(minutes) for queue, minutes in learned.queues.items() if len(minutes) >= 10}
        self._cold: dict[str, Pool] = {}
        self.away = Pool(learned.away if len(learned.away) >= 10 else cold(COLD_AWAY))

    def pool(self, kind: str, queue: str = "") -> Pool:
        """The durations of a class; else of its queue; else what the city's standard time says."""
        return self._pools.get(kind) or self._queues.get(queue) or self._unmeasured(kind)

    def knows(self, queue: str) -> bool:
        """Whether a queue's services were ever measured."""
        return queue in self._queues

    def no_show(self, queue: str, waited: float) -> float:
        """The share that will not be there, of those who have waited so long already."""
        band = max(place for place, least in enumerate(BANDS) if waited >= least or place == 0)
        return self.no_show_bands(queue)[band]

    def no_show_bands(self, queue: str) -> list[float]:
        """That share for each of `BANDS`."""
        shares = self.learned.no_show.get(queue, [])
        return [*shares, *[0.0] * len(BANDS)][: len(BANDS)]

    def overtakes(self, queue: str) -> float:
        """How many a minute go before somebody who waits there."""
        return self.learned.overtakes.get(queue, 0.0)

    def day_spread(self, queue: str) -> float:
        """How much the pace of a day differs from another's."""
        return self.learned.day_spread.get(queue, 0.15)

    def _unmeasured(self, kind: str) -> Pool:
        if kind not in self._cold:
            self._cold[kind] = Pool(cold(self._standard.get(kind, STANDARD)))
        return self._cold[kind]
