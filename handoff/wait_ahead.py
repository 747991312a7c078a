"""The rest of the day of one line: how many will wait and how long, until the house closes, and what one more window
would make of it.

The floor is played on as for a single wait (`wait_run.py`), and then with those who are still to come: as many as today
lets expect (`wait_flow.py`), each with a fixed row of draws. So both runs meet the same people, and what differs
between them is the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from handoff.wait import NEVER, Snapshot, Window
from handoff.wait_draws import Draws, Floats, Places
from handoff.wait_flow import QUARTER, Flow, busy
from handoff.wait_model import BANDS, Model
from handoff.wait_run import NO_SHOW_MINUTES, Run

MOST: Final = 1500
"""More people of one line in a day are not played."""
ONE_MORE: Final = "one more"
LOOK: Final = -1
LEVELS: Final = (0.1, 0.5, 0.9)


class Day(msgspec.Struct, frozen=True):
    """What of today is known of those who come. `closes` in minutes; `came`: by queue how many came today already;
    `usual`: by queue, from what day on."""

    weekday: int
    closes: float
    came: dict[str, int]
    flows: dict[str, Flow]


class Curve(msgspec.Struct, frozen=True):
    """P10, P50, P90 at each time: people who wait, and minutes that somebody would wait who comes then (`NEVER`: no
    window takes anybody any more)."""

    people: list[list[float]]
    wait: list[list[float]]


class Ahead(msgspec.Struct, frozen=True):
    """The rest of the day at `times` (minutes): as it is planned, and with `more` = one window more from now on.
    `worst`: the place of the longest wait as planned; `gain`: by how many minutes it is shorter there with one more
    (P10, P50, P90)."""

    times: list[float]
    planned: Curve
    more: Curve
    worst: int
    gain: list[float]


class Played(msgspec.Struct, frozen=True):
    """One run: a row for each time, a column for each replication."""

    people: Floats
    wait: Floats


def ahead(snapshot: Snapshot, model: Model, draws: Draws, queue: str, day: Day) -> Ahead | None:
    """None where the day is over, or no flow of the line was learned."""
    floor = _until_closing(near(snapshot, queue), day.closes)
    times = _times(snapshot.now, day.closes)
    queues = sorted({one for window in floor.windows for one in window.queues} | {queue})
    if len(times) < 2 or queue not in day.flows:
        return None
    people = _People(floor, model, draws, day, queues)
    planned = people.play(floor, times, queue)
    more = people.play(_with_one_more(floor, queues), times, queue)
    worst = int(np.argmax(np.median(planned.wait, axis=1)))
    gain = np.quantile(planned.wait[worst] - more.wait[worst], LEVELS)
    return Ahead(times, _curve(planned), _curve(more), worst, [round(float(one), 1) for one in gain])


def near(snapshot: Snapshot, queue: str) -> Snapshot:
    """What concerns a queue: its windows, and all who wait for one of them."""
    windows = [one for one in snapshot.windows if queue in one.queues]
    queues = {queue}.union(*(one.queues for one in windows))
    return Snapshot(
        snapshot.now,
        [one for one in snapshot.waiting if one.queue in queues],
        windows,
        [one for one in snapshot.passed if one.queue in queues],
        {one: snapshot.done.get(one, []) for one in queues},
        {one: snapshot.called.get(one, []) for one in queues},
    )


def _until_closing(floor: Snapshot, closes: float) -> Snapshot:
    """A window that is planned until closing takes whoever is in line by then."""

    def stays(window: Window) -> Window:
        if not window.plan or max(end for _, end in window.plan) < closes - QUARTER:
            return window
        *before, (begin, _) = sorted(window.plan)
        return msgspec.structs.replace(window, plan=(*before, (begin, NEVER)))

    return msgspec.structs.replace(floor, windows=[stays(one) for one in floor.windows])


def _with_one_more(floor: Snapshot, queues: Sequence[str]) -> Snapshot:
    """Somebody sits down now and stays, without a break."""
    window = Window(ONE_MORE, tuple(queues), "idle", floor.now)
    return msgspec.structs.replace(floor, windows=[*floor.windows, window])


def _times(now: float, closes: float) -> list[float]:
    """Now, each quarter hour, and closing."""
    first = (now // QUARTER + 1) * QUARTER
    return [] if now >= closes else [now, *(float(one) for one in np.arange(first, closes, QUARTER)), closes]


class _People:
    """Those who are still to come, each with what they need: the same in every run."""

    def __init__(self, floor: Snapshot, model: Model, draws: Draws, day: Day, queues: Sequence[str]) -> None:
        self.model, self.draws, self.queues = model, draws, queues
        self.no_show: Floats = np.array([model.no_show_bands(queue) for queue in queues])
        come = [_coming(floor.now, draws, day, queue) for queue in queues]
        self.at: Floats = np.concatenate([*come, np.zeros((0, draws.times))])
        self.of: Places = np.repeat(np.arange(len(queues)), [len(one) for one in come])
        who = [
            (queue, f"{queue} comes {n}") for queue, each in zip(queues, come, strict=True) for n in range(len(each))
        ]
        none = np.zeros((0, draws.times))
        self.minutes: Floats = np.array([model.pool("", queue).take(draws.uniform(key)) for queue, key in who] or none)
        self.gone: Floats = np.array([draws.uniform(f"{key} gone") for _, key in who] or none)
        self.back: Floats = np.array([draws.uniform(f"{key} back") for _, key in who] or none)

    def play(self, floor: Snapshot, times: list[float], queue: str) -> Played:
        """Whoever waits now, then whoever comes, in the order of coming; at `times` somebody looks."""
        run = Run(floor, self.model, self.draws)
        started = run.play().tickets
        looks = np.repeat(np.array(times)[:, None], self.draws.times, axis=1)
        every = np.concatenate((self.at, looks))
        kinds = np.concatenate((self.of, np.full(len(times), LOOK)))
        order = np.argsort(every, axis=0, kind="stable")
        usual = np.ones(self.draws.times)
        paces = np.array([run.factor.get(queue, usual) for queue in self.queues])
        minutes = np.concatenate((self.minutes * paces[self.of], np.zeros(looks.shape)))
        starts = np.full(every.shape, np.inf)
        for who in order:
            at = every[who, run.each]
            if at.min() > times[-1]:
                break
            starts[who, run.each] = self._next(run, who, at, kinds[who], minutes[who, run.each])
        mine = np.array([run.s.now + started[one.key] for one in floor.waiting if one.queue == queue and not one.ready])
        came = self.of == self.queues.index(queue)
        began = np.concatenate((mine.reshape(-1, self.draws.times), starts[: len(self.of)][came]))
        come = np.concatenate((np.full((len(mine), self.draws.times), -np.inf), self.at[came]))
        people = np.array([((come <= look) & (began > look)).sum(axis=0) for look in times], dtype=np.float64)
        seen = starts[len(self.of) :]
        return Played(people, np.where(seen >= NEVER, NEVER, seen - looks))

    def _next(self, run: Run, who: Places, at: Floats, kind: Places, minutes: Floats) -> Floats:
        """In each replication somebody else is next; where somebody only looks, no window is taken."""
        if not len(run.free):
            return np.full_like(at, NEVER)
        opens = run.plans.opens(np.arange(len(run.free))[:, None], np.maximum(run.free, at))
        first = opens.argmin(axis=0)
        start: Floats = opens[first, run.each]
        taken = np.minimum(NEVER, start + self._takes(run, who, start - at, kind, minutes))
        run.free[first, run.each] = np.where(kind == LOOK, run.free[first, run.each], taken)
        return start

    def _takes(self, run: Run, who: Places, waited: Floats, kind: Places, minutes: Floats) -> Floats:
        """How long the window has somebody, who may not be there, and may come back later."""
        if not len(self.of):
            return minutes
        one = np.minimum(who, len(self.of) - 1)
        band = np.maximum(0, np.searchsorted(BANDS, waited, side="right") - 1)
        gone = self.gone[one, run.each] < self.no_show[kind, band]
        comes = self.back[one, run.each] < self.model.learned.returns
        found: Floats = np.where(gone, NO_SHOW_MINUTES + np.where(comes, minutes, 0.0), minutes)
        return found


def _coming(now: float, draws: Draws, day: Day, queue: str) -> Floats:
    """When the next ones come, one row for each; later than closing: not at all."""
    flow = day.flows.get(queue)
    if flow is None:
        return np.zeros((0, draws.times))
    so_far = flow.between(0, now, day.weekday)
    level = np.maximum(1e-6, busy(flow, day.came.get(queue, 0), so_far, draws.normal(f"{queue} busy")))
    edges = np.array([now, *np.arange((now // QUARTER + 1) * QUARTER, day.closes, QUARTER), day.closes])
    usual = flow.until(edges, day.weekday)
    usual -= usual[0]
    rows, drawn = [], np.zeros(draws.times)
    for n in range(MOST):
        drawn = drawn - np.log1p(-draws.uniform(f"{queue} gap {n}"))
        at = np.interp(drawn / level, usual, edges, right=2 * NEVER)
        if (at > NEVER).all():
            break
        rows.append(at)
    return np.array(rows) if rows else np.zeros((0, draws.times))


def _curve(played: Played) -> Curve:
    people, wait = (np.quantile(one, LEVELS, axis=1).T for one in (played.people, played.wait))
    return Curve(np.round(people, 1).tolist(), np.round(wait, 1).tolist())
