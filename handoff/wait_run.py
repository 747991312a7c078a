"""The floor played on from now, many times at once: who waits is called in order by the window that is free first.

1. A busy window is free after what is left of its service, given how long it has lasted. One that is open and idle
   while people wait has no clerk; it is back after what is left of such an absence, or by its plan.
2. Today's pace of each queue is estimated from the services that ended today, drawn towards the usual one the less
   there were of them, and uncertain by as much.
3. Each who waits takes the window that is free first. Windows keep their plan: also a break that has begun while the
   clerk was busy. Some are not there when they are called; those who were not may come back and go first.
   Whoever overtakes (hand-offs, urgent ones) makes every service that much longer for those who are overtaken.

4. Somebody who comes now stands where the order of calls puts them: behind all where lines are alike, before those of
   lines that the same windows call later.

With equal plans one more person ahead, or one window less, makes nobody's wait shorter in any replication.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import msgspec
import numpy as np

from handoff.wait import NEVER, Snapshot, Window
from handoff.wait_draws import Draws, Floats, Places
from handoff.wait_model import Model
from handoff.wait_plan import Plans

IDLE_MINUTES: Final = 0.3
"""A clerk calls the next one within this, or is not there."""
NO_SHOW_MINUTES: Final = 1.5
BACK_MINUTES: Final = 20.0
"""Whoever comes back after having been called comes within this."""
MOST_LOAD: Final = 1.6
SHRINK_LEAST: Final = 0.02


class Pace(msgspec.Struct, frozen=True):
    """Today's pace of a queue: 1 = as usual, 2 = services take twice as long; `log` and how sure it is."""

    log: float
    spread: float


class Played(msgspec.Struct, frozen=True):
    """Starts in minutes from now, one for each replication: of each ticket, and of somebody who comes now."""

    tickets: dict[str, Floats]
    arrivals: dict[str, Floats]
    pace: dict[str, Pace]
    absent: int


def pace(snapshot: Snapshot, model: Model, queue: str) -> Pace:
    """Today's pace, drawn towards the usual one."""
    done = snapshot.done.get(queue, [])[-30:]
    day = max(SHRINK_LEAST, model.day_spread(queue))
    if not done:
        return Pace(0.0, day)
    ratios, noise = [], 0.0
    for one in done:
        pool = model.pool(one.kind, queue)
        ratios.append(float(np.log(max(0.05, one.minutes))) - pool.log_mean)
        noise += pool.log_spread**2
    weight = day**2 / (day**2 + noise / len(done) ** 2)
    return Pace(weight * float(np.mean(ratios)), day * float(np.sqrt(1 - weight)))


class Run:
    """One playing of a snapshot."""

    def __init__(self, snapshot: Snapshot, model: Model, draws: Draws) -> None:
        self.s, self.model, self.draws = snapshot, model, draws
        self.plans = Plans(snapshot.windows, snapshot.now)
        queues = {queue for window in snapshot.windows for queue in window.queues}
        self.queues = sorted(queues | {one.queue for one in [*snapshot.waiting, *snapshot.passed]})
        self.serving = {
            queue: np.array(
                [place for place, one in enumerate(snapshot.windows) if queue in one.queues], dtype=np.int64
            )
            for queue in self.queues
        }
        self.pace = {queue: pace(snapshot, model, queue) for queue in self.queues}
        self.factor = {
            queue: np.exp(one.log + one.spread * draws.normal(f"pace {queue}")) for queue, one in self.pace.items()
        }
        self.absent = 0
        free = [self._free(place, window) for place, window in enumerate(snapshot.windows)]
        self.free: Floats = np.array(free) if free else np.zeros((0, draws.times))
        self.load = {queue: self._load(queue) for queue in self.queues}
        self.each = np.arange(draws.times)

    def play(self) -> Played:
        """All who wait, in their order; and, at the place where they would stand, somebody who comes now."""
        for one in self.s.passed:
            self._passed(one.key, one.queue, one.kind, one.since)
        starts: dict[str, Floats] = {}
        arrivals: dict[str, Floats] = {}
        coming = defaultdict[int, list[str]](list)
        for queue in self.queues:
            coming[self.s.place(queue)].append(queue)
        for place, one in enumerate(self.s.waiting):
            arrivals |= self._arrivals(coming[place])
            starts[one.key] = self._serve(one.key, one.queue, one.kind, max(0.0, self.s.now - one.since))
        arrivals |= self._arrivals(coming[len(self.s.waiting)])
        return Played(starts, arrivals, self.pace, self.absent)

    def _arrivals(self, queues: list[str]) -> dict[str, Floats]:
        """When somebody is called who comes into these queues now, after those who were served so far."""
        return {queue: self._first(queue)[1] - self.s.now for queue in queues}

    def _free(self, place: int, window: Window) -> Floats:
        """When a window may begin with the next one."""
        now = np.full(self.draws.times, self.s.now)
        elapsed = max(0.0, self.s.now - window.since)
        uniform = self.draws.uniform(f"window {window.window}")
        if window.state == "busy":
            queue = window.queues[0] if window.queues else ""
            factor = self.factor.get(queue, np.ones(self.draws.times))
            left = self.model.pool(window.kind, queue).left(elapsed / factor, uniform) * factor
            return self.plans.opens(place, now + left)
        if window.state == "closed":
            return self._closed(place, window, now)
        if window.state == "away" or self._missing(window, elapsed):
            self.absent += 1
            opens = self.plans.opens(place, now)
            left = self.model.away.left(np.full(self.draws.times, elapsed), uniform)
            return np.where(opens > now, opens, self.plans.opens(place, now + left))
        return self.plans.opens(place, now)

    def _closed(self, place: int, window: Window, now: Floats) -> Floats:
        """A closed window opens when its plan says so next. One that should be open by its plan and is not stays
        closed until the plan's next beginning."""
        later = [begin for begin, _ in window.plan or () if begin > self.s.now]
        return np.full_like(now, min(later)) if later else np.full_like(now, NEVER)

    def _missing(self, window: Window, elapsed: float) -> bool:
        """Open and idle while somebody waits for it: nobody is there."""
        if elapsed <= IDLE_MINUTES:
            return False
        return any(one.queue in window.queues and self.s.now - one.since > IDLE_MINUTES for one in self.s.waiting)

    def _load(self, queue: str) -> float:
        """How much longer services are for those who are overtaken meanwhile."""
        open_now = max(1, int((self.free[self.serving[queue]].min(axis=1, initial=NEVER) < NEVER).sum()))
        share = self.model.overtakes(queue) * self.model.pool("", queue).mean / open_now
        return float(min(MOST_LOAD, 1 / max(1e-6, 1 - share))) if share < 1 else MOST_LOAD

    def _first(self, queue: str) -> tuple[Places | None, Floats]:
        """The window that is free first, and from when on it is, in each replication."""
        places = self.serving[queue]
        if not len(places):
            return None, np.full(self.draws.times, NEVER)
        free = self.free[places]
        first = free.argmin(axis=0)
        return places[first], np.maximum(free[first, self.each], self.s.now)

    def _serve(self, key: str, queue: str, kind: str, waited: float) -> Floats:
        windows, start = self._first(queue)
        if windows is not None:
            minutes = self.model.pool(kind, queue).take(self.draws.uniform(key)) * self.factor[queue] * self.load[queue]
            gone = self.draws.uniform(f"{key} gone") < self.model.no_show(queue, waited)
            self._take(windows, start, np.where(gone, NO_SHOW_MINUTES, minutes))
        return start - self.s.now

    def _passed(self, key: str, queue: str, kind: str, since: float) -> None:
        """Somebody who was not there may come back, and goes first."""
        windows, start = self._first(queue)
        still = self.model.learned.returns * max(0.0, 1 - max(0.0, self.s.now - since) / BACK_MINUTES)
        if windows is not None and still > 0:
            minutes = self.model.pool(kind, queue).take(self.draws.uniform(key)) * self.factor[queue]
            comes = self.draws.uniform(f"{key} back") < still
            self._take(windows, start, np.where(comes, minutes, 0.0))

    def _take(self, windows: Places, start: Floats, minutes: Floats) -> None:
        self.free[windows, self.each] = self.plans.opens(windows, np.minimum(start + minutes, NEVER))


def play(snapshot: Snapshot, model: Model, draws: Draws) -> Played:
    """The floor played on from now."""
    return Run(snapshot, model, draws).play()
