"""The forecast of a whole board: for whoever comes now, for each who waits, for what is handed over after the
reception, and for all that is left of a visit."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import msgspec
import numpy as np

from handoff.wait import LEVELS, NEVER, Range, Snapshot, ordered
from handoff.wait_draws import Draws, Floats
from handoff.wait_model import Model
from handoff.wait_rolling import Rolling
from handoff.wait_run import Played, pace, play
from handoff.wait_stack import Stack, features, moved, simple

WAY: str = "way"
"""Under which the misses of whole visits are kept: sums of ranges alone cover too little."""


class Forecast(msgspec.Struct, frozen=True):
    """`said`: what may be shown; `stacked`: before the rolling correction, which learns from it; `played`: before
    both; `x`: what LogStack looked at. `ahead`: how many are called first (`Snapshot.ahead`), `open`: windows that may
    still call."""

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
        return self._arrivals(snapshot, play(snapshot, self.model, self.draws))

    def board(self, snapshot: Snapshot) -> tuple[dict[str, Forecast], dict[str, Range]]:
        """By queue for somebody who comes now, and by key for each who waits: played for each, put right as for
        somebody who comes now."""
        run = play(snapshot, self.model, self.draws)
        new = self._arrivals(snapshot, run)
        waits: dict[str, Range] = {}
        for queue, found in new.items():
            keys = [one.key for one in snapshot.waiting if one.queue == queue]
            if not keys:
                continue
            shift = self.stack.shift(queue, found.x)
            for key, each in zip(keys, ranges(np.array([run.tickets[key] for key in keys])), strict=True):
                waits[key] = self.rolling.right(queue, moved(each, shift))
        return new, waits

    def look(self, snapshot: Snapshot, keys: AbstractSet[str]) -> tuple[dict[str, Forecast], dict[str, Forecast]]:
        """By queue for somebody who comes now, and by key for some of those who wait, with all that is kept of a
        forecast: out of one playing."""
        run = play(snapshot, self.model, self.draws)
        found = {}
        for place, one in enumerate(snapshot.waiting):
            if one.key in keys:
                found[one.key] = self._forecast(snapshot, run, one.queue, run.tickets[one.key], place)
        return self._arrivals(snapshot, run), found

    def handing(self, snapshot: Snapshot, queue: str, kind: str) -> tuple[Range, Range]:
        """How long after the reception somebody is called for what is handed over: as long as it took those before (of
        the hour, where there were enough of it; else of the line), at today's pace. What may be shown, and what its
        correction learns from."""
        today = pace(snapshot, self.model, queue)
        factor = np.exp(today.log + today.spread * self.draws.normal(f"pace {queue}"))
        (found,) = ranges((self.model.pool(kind, queue).take(self.draws.uniform(queue)) * factor)[None])
        return self.rolling.right(queue, found), found

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
        (found,) = ranges(total[None])
        return self.rolling.right(WAY, found), found

    def _arrivals(self, snapshot: Snapshot, run: Played) -> dict[str, Forecast]:
        return {
            queue: self._forecast(snapshot, run, queue, starts, snapshot.place(queue))
            for queue, starts in run.arrivals.items()
        }

    def _forecast(self, snapshot: Snapshot, run: Played, queue: str, starts: Floats, place: int) -> Forecast:
        (played,) = ranges(starts[None])
        ahead = snapshot.ahead(queue, place)
        ways = simple(snapshot, self.model, queue, ahead, run.pace[queue])
        x = features(snapshot, ways, played, run.pace[queue], run.absent)
        stacked = moved(played, self.stack.shift(queue, x))
        windows = sum(queue in one.queues and one.state != "closed" for one in snapshot.windows)
        return Forecast(self.rolling.right(queue, stacked), stacked, played, x, ahead, windows)


def ranges(starts: Floats) -> list[Range]:
    """The range of each playing (a row). Replications in which no window ever opens count as `NEVER`."""
    ranked = np.sort(starts, axis=1)
    place = np.array(LEVELS) * (starts.shape[1] - 1)
    low = place.astype(np.int64)
    levels = ranked[:, low] + (place - low) * (ranked[:, np.minimum(low + 1, starts.shape[1] - 1)] - ranked[:, low])
    means = np.minimum(NEVER, starts.mean(axis=1))
    return [ordered(mean, four) for mean, four in zip(means.tolist(), levels.tolist(), strict=True)]
