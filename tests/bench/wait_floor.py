"""A hall that is played: visitors, clerks, breaks, absences, people who are not there when they are called, hand-offs.

Nothing of `handoff/wait_*.py` is used but the shapes of what is seen: the forecasts must not meet their own
assumptions. What a screen cannot see the snapshot does not hold: a clerk who has gone without a word looks idle.
Minutes since midnight.
"""

from __future__ import annotations

import heapq
import itertools
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from handoff.wait import NEVER, Called, Done, Snapshot, State, Ticket, Window
from handoff.wait_flow import Mark
from handoff.wait_learn import Service, Wait

FIRST = date(2027, 3, 1)
"""A Monday."""
OPENS, CLOSES = 510.0, 1035.0
HOURS = (0.06, 0.15, 0.178, 0.15, 0.09, 0.1, 0.11, 0.1, 0.06)
"""Of a day's visitors how many come from 8:30, 9:30 …: the busiest hour is 17.8 % (松阪市)."""


@dataclass(frozen=True)
class Kind:
    """A class of services: minutes, their coefficient of variation (0 = exponential), its share in its queue."""

    name: str
    minutes: float
    spread: float
    share: float


@dataclass(frozen=True)
class Queue:
    """A line, its windows, its visitors on a usual day, and where some of them go next."""

    name: str
    windows: int
    visitors: float
    kinds: tuple[Kind, ...]
    on: tuple[tuple[str, float], ...] = ()


def _mixed(name: str, windows: int, load: float, short: float, long: float, *on: tuple[str, float]) -> Queue:
    mean = 0.65 * short + 0.35 * long
    kinds = (Kind(f"{name}a", short, 0.5, 0.65), Kind(f"{name}b", long, 0.7, 0.35))
    return Queue(name, windows, load * windows * (CLOSES - OPENS - 60) / mean, kinds, on)


HALL = (
    _mixed("証明", 4, 0.84, 5, 9),
    _mixed("住民異動", 6, 0.80, 14, 28, ("国保", 0.12), ("子育て", 0.08), ("カード", 0.06)),
    _mixed("カード", 5, 0.76, 11, 20),
    _mixed("国保", 2, 0.52, 9, 18, ("年金", 0.08)),
    _mixed("年金", 1, 0.42, 10, 20),
    _mixed("子育て", 2, 0.56, 11, 22),
    _mixed("保育", 1, 0.56, 14, 26),
    _mixed("税", 2, 0.74, 8, 16),
    _mixed("納税", 2, 0.74, 7, 14),
)
"""25 windows, 9 lines."""
MM8 = (Queue("M", 8, 8 * 525 * 0.97 / 10, (Kind("m", 10, 0, 1.0),)),)


@dataclass(frozen=True)
class Setting:
    """Which hall, how many times its usual visitors, whether anything goes wrong in it, and whether screens know the
    plan."""

    hall: tuple[Queue, ...] = HALL
    busy: float = 1.0
    plain: bool = False
    planned: bool = True


@dataclass
class Came:
    """A visitor in a line."""

    key: str
    queue: str
    kind: str
    since: float
    turn: float
    urgent: bool = False
    back: bool = False
    seen: bool = True
    over: int = 0

    def place(self) -> tuple[bool, bool, float]:
        return (not self.back, not self.urgent, self.turn)


@dataclass
class Desk:
    """A window."""

    name: str
    queue: str
    plan: tuple[tuple[float, float], ...]
    skill: float
    state: State = "closed"
    since: float = 0.0
    kind: str = ""
    missing: bool = False


@dataclass
class Seen:
    """An announcement: what was to be seen when somebody came, and what became of it."""

    id: str
    queue: str
    snapshot: Snapshot
    wait: float = -1.0
    called: float = NEVER


@dataclass(frozen=True)
class Stood:
    """Somebody stood in a line from then until then."""

    queue: str
    since: float
    called: float


@dataclass
class Day:
    """What one day leaves: the log that a night learns from, the announcements in their order, what was to be seen of
    all lines when somebody looked, and who stood in them when."""

    services: list[Service] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    away: list[float] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    came: list[Mark] = field(default_factory=list)
    looks: list[Snapshot] = field(default_factory=list)
    stood: list[Stood] = field(default_factory=list)


class Floor:
    """One day. `day`: what the log calls it; `looks`: when somebody looks at all lines."""

    def __init__(
        self,
        setting: Setting,
        name: str,
        chance: random.Random,
        look: float,
        day: str = FIRST.isoformat(),
        looks: Sequence[float] = (),
    ) -> None:
        self.s, self.name, self.r, self.look = setting, name, chance, look
        self.date, self.looks = day, looks
        self.day, self.now = Day(), OPENS
        self.queues = {one.name: one for one in setting.hall}
        self.kinds = {kind.name: kind for one in setting.hall for kind in one.kinds}
        plain = setting.plain
        self.pace = {one: 1.0 if plain else math.exp(chance.gauss(0, 0.12)) for one in self.queues}
        self.desks = [desk for one in setting.hall for desk in self._desks(one)]
        self.lines: defaultdict[str, list[Came]] = defaultdict(list)
        self.passed: defaultdict[str, list[Came]] = defaultdict(list)
        self.done: defaultdict[str, list[Done]] = defaultdict(list)
        self.called: defaultdict[str, list[Called]] = defaultdict(list)
        self.heap: list[tuple[float, int, str, object]] = []
        self.count = itertools.count()
        self.looked: dict[str, Seen] = {}

    def _desks(self, queue: Queue) -> Iterator[Desk]:
        for number in range(queue.windows):
            skill = 1.0 if self.s.plain else math.exp(self.r.gauss(0, 0.1))
            plan: tuple[tuple[float, float], ...] = ((OPENS, NEVER),)
            if not self.s.plain:
                lunch = 690.0 + 60 * (number % 2) if queue.windows > 1 else 720.0
                plan = ((OPENS, lunch), (lunch + 60, NEVER))
                if number == 3 and self.r.random() < 0.4:
                    plan = ((OPENS, lunch), (lunch + 60, 930.0))
            yield Desk(f"{queue.name}{number + 1}", queue.name, plan, skill)

    def play(self) -> Day:
        """Until nobody is left."""
        for desk in self.desks:
            self._later(OPENS, "free", desk)
        for queue in self.s.hall:
            self._visitors(queue)
        for at in self.looks:
            self._later(at, "look", None)
        while self.heap:
            self.now, _, what, who = heapq.heappop(self.heap)
            if isinstance(who, Desk):
                if what != "plan" or (who.state == "idle" and not who.missing):
                    self._ended(who, what)
                    self._free(who)
            elif isinstance(who, Came):
                self._came(who)
            else:
                self.day.looks.append(self.snapshot(*self.queues))
        return self.day

    def _later(self, at: float, what: str, who: object) -> None:
        heapq.heappush(self.heap, (at, next(self.count), what, who))

    def _visitors(self, queue: Queue) -> None:
        share = HOURS if not self.s.plain else (1 / len(HOURS),) * len(HOURS)
        for hour, part in enumerate(share):
            begin, end = OPENS + 60 * hour, min(CLOSES - 5, OPENS + 60 * (hour + 1))
            rate = queue.visitors * self.s.busy * part / (end - begin)
            at = begin + self.r.expovariate(rate)
            while at < end:
                urgent = not self.s.plain and self.r.random() < 0.01
                key = f"{self.name}-{next(self.count)}"
                self._later(at, "came", Came(key, queue.name, self._kind(queue), at, at, urgent))
                at += self.r.expovariate(rate)

    def _kind(self, queue: Queue) -> str:
        return self.r.choices(queue.kinds, [kind.share for kind in queue.kinds])[0].name

    # ---- people

    def _came(self, who: Came) -> None:
        if who.back:
            self.passed[who.queue] = [one for one in self.passed[who.queue] if one.key != who.key]
        elif who.seen and not who.urgent and self.r.random() < self.look:
            self._announce(who)
        if not who.back:
            self.day.came.append(Mark(self.date, who.queue, self.now))
        who.since = self.now
        self.lines[who.queue].append(who)
        self.lines[who.queue].sort(key=Came.place)
        for desk in self.desks:
            if desk.queue == who.queue and desk.state == "idle" and not desk.missing:
                self._free(desk)
                return

    def _announce(self, who: Came) -> None:
        snapshot = self.snapshot(who.queue)
        if snapshot.waiting or not any(one.state == "idle" for one in snapshot.windows):
            seen = Seen(who.key, who.queue, snapshot)
            self.looked[who.key] = seen
            self.day.seen.append(seen)

    def snapshot(self, *queues: str) -> Snapshot:
        """What a screen sees of some lines now."""
        windows = [
            Window(one.name, (one.queue,), one.state, one.since, one.kind, one.plan if self.s.planned else None)
            for one in self.desks
            if one.queue in queues
        ]
        line = [Ticket(one.key, queue, one.kind, one.since) for queue in queues for one in self.lines[queue]]
        gone = [Ticket(one.key, queue, one.kind, one.since) for queue in queues for one in self.passed[queue]]
        done = {queue: self.done[queue][-30:] for queue in queues}
        return Snapshot(self.now, line, windows, gone, done, {queue: self.called[queue][-30:] for queue in queues})

    # ---- windows

    def _ended(self, desk: Desk, what: str) -> None:
        if what == "back" and desk.missing:
            self.day.away.append(self.now - desk.since)
        if what == "served":
            minutes = self.now - desk.since
            self.done[desk.queue].append(Done(desk.kind, minutes))
            self.day.services.append(Service(self.name, desk.queue, desk.kind, minutes))
        desk.missing = False

    def _free(self, desk: Desk) -> None:
        """The window is free: its plan, an absence, the next visitor, or nothing to do."""
        begins = next((a for a, b in desk.plan if b > self.now), NEVER)
        if begins > self.now:
            desk.state, desk.since = ("closed" if begins >= NEVER else "away"), self.now
            if begins < NEVER:
                self._later(begins + self.r.uniform(0, 2), "free", desk)
        elif not self.s.plain and desk.state != "idle" and self.r.random() < 0.04:
            desk.state, desk.since, desk.missing = "idle", self.now, True
            self._later(self.now + self.r.lognormvariate(math.log(7), 0.6), "back", desk)
        elif self.lines[desk.queue]:
            self._call(desk, self.lines[desk.queue].pop(0))
        elif desk.state != "idle":
            desk.state, desk.since = "idle", self.now
            gap = next((b for a, b in desk.plan if a <= self.now < b), NEVER)
            if gap < NEVER:
                self._later(gap, "plan", desk)

    def _call(self, desk: Desk, who: Came) -> None:
        wait = self.now - who.since
        self.day.stood.append(Stood(who.queue, who.since, self.now))
        for one in self.lines[who.queue]:
            one.over += one.since < who.since
        self.called[who.queue].append(Called(self.now, wait))
        if who.key in self.looked and not who.back:
            self.looked[who.key].wait, self.looked[who.key].called = wait, self.now
        gone = not self.s.plain and not who.back and self.r.random() < 0.02 + 0.0012 * min(60, wait)
        back = gone and self.r.random() < 0.6
        self.day.waits.append(Wait(who.queue, wait, not gone, who.over, back))
        desk.state, desk.since, desk.kind = "busy", self.now, who.kind
        if gone:
            self._gone(desk, who, back)
            return
        end = self.now + self._minutes(desk, who.kind)
        self._later(end, "served", desk)
        for queue, share in self.queues[who.queue].on:
            if self.r.random() < share:
                on = Came(f"{who.key}+", queue, self._kind(self.queues[queue]), end, who.turn, seen=False)
                self._later(end + self.r.uniform(1, 4), "came", on)
                break

    def _gone(self, desk: Desk, who: Came, back: bool) -> None:
        self._later(self.now + 1.5, "missed", desk)
        self.passed[who.queue].append(Came(who.key, who.queue, who.kind, self.now, who.turn))
        if back:
            at = self.now + 1.5 + self.r.expovariate(1 / 7)
            self._later(at, "came", Came(who.key, who.queue, who.kind, at, who.turn, back=True))

    def _minutes(self, desk: Desk, name: str) -> float:
        kind = self.kinds[name]
        if not kind.spread:
            return self.r.expovariate(1 / kind.minutes)
        wide = math.sqrt(math.log1p(kind.spread**2))
        usual = self.r.lognormvariate(math.log(kind.minutes) - wide**2 / 2, wide)
        return max(0.3, usual * self.pace[desk.queue] * desk.skill)


def played(
    setting: Setting, seed: int, days: int, look: float, name: str = "", looks: Sequence[float] = ()
) -> list[Day]:
    """So many working days in a row; of those who come a share of `look` is looked at."""
    return [
        Floor(
            setting,
            f"{name}{seed}-{number}",
            random.Random(f"{seed} {name} {number}"),
            look,
            (FIRST + timedelta(days=number // 5 * 7 + number % 5)).isoformat(),
            looks,
        ).play()
        for number in range(days)
    ]
