"""The forecast of a whole board: for whoever comes now, for each who waits, and for all that is left of a visit."""

from __future__ import annotations

import msgspec
import numpy as np

from handoff.wait import NEVER, Range, Snapshot, ordered
from handoff.wait_draws import Draws, Floats
from handoff.wait_model import Model
from handoff.wait_rolling import Rolling
from handoff.wait_run import Played, play
from handoff.wait_stack import Stack, features, moved, simple

WAY: str = "way"
"""Under which the misses of whole visits are kept: sums of ranges alone cover too little."""


class Forecast(msgspec.Struct, frozen=True):
    """`said`: what may be shown; `stacked`: before the rolling correction, which learns from it; `played`: before
    both; `x`: what LogStack looked at. `ahead`: people ahead, `open`: windows that may still call."""

    said: Range
    stacked: Range
    played: Range
    x: list[float]
    ahead: int
    open: int


class Foreteller:
    """What was learned, and the draws. `stack` and `rolling` may be empty: then the playing alone speaks."""

    def __init__(self, model: Model, stack: Stack, rolling: Rolling, draws: Draws | None = None) -> None:
        self.model, self.stack, self.rolling = model, stack, rolling
        self.draws = draws or Draws()

    def arrivals(self, snapshot: Snapshot) -> dict[str, Forecast]:
        """For somebody who comes into each queue now."""
        return self.board(snapshot)[0]

    def board(self, snapshot: Snapshot) -> tuple[dict[str, Forecast], dict[str, Forecast]]:
        """By queue for somebody who comes now, and by key for each who waits."""
        run = play(snapshot, self.model, self.draws)
        new, ahead = {}, dict[str, int]()
        waits = {}
        for one in snapshot.waiting:
            before = ahead.get(one.queue, 0)
            waits[one.key] = self._forecast(snapshot, run, one.queue, run.tickets[one.key], before)
            ahead[one.queue] = before + 1
        for queue, starts in run.arrivals.items():
            new[queue] = self._forecast(snapshot, run, queue, starts, ahead.get(queue, 0))
        return new, waits

    def way(self, snapshot: Snapshot, first: str, rest: list[tuple[str, str]]) -> tuple[Range, Range]:
        """All that is left of a visit: the wait of a ticket (its key), then of each counter to come its service and its
        wait as (queue, kind), as if the visitor came there now. What may be shown, and what its correction learns
        from."""
        run = play(snapshot, self.model, self.draws)
        total = run.tickets[first].copy()
        for number, (queue, kind) in enumerate(rest):
            starts = run.arrivals.get(queue)
            if starts is None:
                continue
            key = f"{first} {number} {queue}"
            order = np.argsort(np.argsort(self.draws.uniform(key)))
            total += np.sort(starts)[order] + self.model.pool(kind, queue).take(self.draws.uniform(f"{key} service"))
        found = quantiles(total)
        return self.rolling.right(WAY, found), found

    def _forecast(self, snapshot: Snapshot, run: Played, queue: str, starts: Floats, ahead: int) -> Forecast:
        played = quantiles(starts)
        ways = simple(snapshot, self.model, queue, ahead)
        x = features(snapshot, ways, played, run.pace[queue], run.absent)
        stacked = moved(played, self.stack.shift(queue, x))
        windows = sum(queue in one.queues and one.state != "closed" for one in snapshot.windows)
        return Forecast(self.rolling.right(queue, stacked), stacked, played, x, ahead, windows)


def quantiles(starts: Floats) -> Range:
    """The range of a playing. Replications in which no window ever opens count as `NEVER`."""
    levels = np.quantile(starts, (0.1, 0.5, 0.8, 0.9))
    return ordered(float(min(NEVER, starts.mean())), [float(level) for level in levels])
