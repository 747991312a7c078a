"""The day before the demo's hour, made up: what its floor was stands in the record, and can be shown again (再生)."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

import msgspec
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff import visit as rules
from handoff.calendar import midnight
from handoff.offices import House
from handoff.replay import Post
from handoff.stage import Stage
from handoff.visit import Place, Target, Visit, row_of
from server.record.tables import cases, series, visit_events, visits, window_states
from tests.demo.people import LOGINS, MINUTES, NEWCOMER, ONWARD, OTHER_MINUTES, SERVICES, places

VISITORS: Final = 1_000
OFFICE: Final = "main"
MINUTE: Final = 60_000
OPENS, LUNCH, CLOSES = 510 * MINUTE, 720 * MINUTE, 1_035 * MINUTE
LAST_COMES: Final = CLOSES - 20 * MINUTE
"""The reception gives no numbers after this."""
HOUR: Final = 60 * MINUTE
WALK: Final = (10_000, 40_000)
ABSENT: Final = 0.03
GIVES_UP: Final = 15 * MINUTE
HANDED_ON: Final = 0.4
"""Of the time that it takes else: everything is entered already."""
AT_ONCE: Final = 500


class Moved(msgspec.Struct, frozen=True):
    """A visit before a move (None: it comes) and after it, at which window, when."""

    old: Visit | None
    visit: Visit
    move: str
    window: str | None
    at: int


class Yesterday:
    """A day at these counters, by the house's own rules and nobody's clock: who is free takes the next."""

    def __init__(self, house: House, day: date, visitors: int = VISITORS, seed: int = 1) -> None:
        self.house, self.day, self.visitors = house, day, visitors
        self.begins = midnight(day)
        self.moves: list[Moved] = []
        self.posts: list[Post] = []
        self._chance = random.Random(seed)
        self._seats = {one.window: one for one in house.windows if one.window in {NEWCOMER[1], *_windows()}}
        self._free: set[str] = set()
        self._wants: dict[str, tuple[Callable[[int], None], str]] = {}
        self._lines: dict[str, list[Visit]] = {}
        self._letters: dict[str, int] = {}
        self._due: list[tuple[int, int, Callable[[int], None]]] = []
        self._nth = itertools.count()

    def play(self) -> None:
        """From the first number to the last window that closes."""
        services = [service for service, times in SERVICES.items() for _ in range(times)]
        for _ in range(self.visitors):
            at = OPENS + int((LAST_COMES - OPENS) * self._chance.betavariate(1.4, 1.7))
            self._at(at, partial(self._comes, service=self._chance.choice(services)))
        for nth, window in enumerate(sorted(self._seats)):
            lunch = LUNCH + HOUR * (nth % 2)
            self._at(OPENS - (nth % 7) * MINUTE, partial(self._sits, window=window))
            self._at(lunch, partial(self._leaves, window=window, state="paused", back=HOUR))
            self._at(CLOSES, partial(self._leaves, window=window, state="closed"))
        while self._due:
            at, _, deed = heapq.heappop(self._due)
            deed(at)

    @property
    def numbers(self) -> dict[str, int]:
        """The last number of each letter."""
        return self._letters

    def _at(self, at: int, deed: Callable[[int], None]) -> None:
        heapq.heappush(self._due, (at, next(self._nth), deed))

    # ---- windows

    def _sits(self, now: int, window: str) -> None:
        self._post(now, window, "open")
        self._free.add(window)
        self._next(now, window)

    def _leaves(self, now: int, window: str, state: str, back: int = 0) -> None:
        """As soon as the visitor who sits there is through; at the end of the day, when nobody waits any more."""
        if window not in self._free:
            self._wants[window] = partial(self._leaves, window=window, state=state, back=back), state
            return
        self._free.discard(window)
        self._post(now, window, state)
        if back:
            self._at(now + back, partial(self._sits, window=window))

    def _post(self, now: int, window: str, state: str) -> None:
        at = self.begins + now
        self.posts.append(Post(at, window, 0, state, at))

    def _lines_of(self, window: str) -> list[str]:
        group = self._seats[window].group
        return [one.line for one in self.house.lines if (one.office, one.group) == (OFFICE, group)]

    def _waiting(self, window: str) -> list[Visit]:
        return [visit for line in self._lines_of(window) for visit in self._lines.get(line, [])]

    # ---- visitors

    def _comes(self, now: int, service: str) -> None:
        line = next(one.line for one in self.house.services if (one.office, one.service) == (OFFICE, service))
        letter = next(one.letters[0] for one in self.house.lines if (one.office, one.line) == (OFFICE, line))
        self._letters[letter] = self._letters.get(letter, 0) + 1
        at, nth = self.begins + now, len(self.moves)
        visit = Visit(
            visit=f"yesterday-{nth}",
            case=f"case-yesterday-{nth}",
            version=1,
            office=OFFICE,
            home=OFFICE,
            day=self.day.isoformat(),
            number=f"{letter}{self._letters[letter]:03d}",
            stage=Stage.waiting,
            line=line,
            service=service,
            arrived=at,
            since=at,
            line_since=at,
            turn=at,
        )
        self._moved(None, visit, "give_number", None, now)
        self._waits(now, visit)

    def _waits(self, now: int, visit: Visit) -> None:
        self._lines.setdefault(visit.line, []).append(visit)
        for window in sorted(self._free):
            if visit.line in self._lines_of(window):
                self._next(now, window)
                return

    def _next(self, now: int, window: str) -> None:
        waiting = self._waiting(window)
        if not waiting:
            return
        visit = min(waiting, key=lambda one: one.turn)
        self._lines[visit.line].remove(visit)
        self._free.discard(window)
        called = rules.called(visit, self._place(window, visit), self.begins + now)
        self._moved(visit, called, "call", window, now)
        self._at(now + self._chance.randrange(*WALK), partial(self._stands, window=window, called=called))

    def _stands(self, now: int, window: str, called: Visit) -> None:
        """At the window, or nobody came."""
        if self._chance.random() < ABSENT:
            absent = rules.went_absent(called, self.begins + now, "")
            self._moved(called, absent, "absent", window, now)
            self._at(now + GIVES_UP, partial(self._gives_up, absent=absent))
            self._is_free(now, window)
            return
        served = rules.served(called, self._place(window, called), self.begins + now, 0)
        self._moved(called, served, "serve", window, now)
        minutes = MINUTES.get(self._seats[window].group, OTHER_MINUTES) * self._chance.uniform(0.5, 1.5)
        minutes *= HANDED_ON if called.from_window else 1
        self._at(now + int(minutes * MINUTE), partial(self._through, window=window, served=served))

    def _through(self, now: int, window: str, served: Visit) -> None:
        place, at = self._place(window, served), self.begins + now
        onward = ONWARD.get(self._seats[window].group, ())
        if onward and now < CLOSES and self._chance.random() < 0.5:
            group = self._chance.choice(onward)
            line = next(one.line for one in self.house.lines if (one.office, one.group) == (OFFICE, group))
            passed = rules.handed_off(served, place, at, Target(OFFICE, group, line), "normal")
            self._moved(served, passed, "hand_off", window, now)
            self._waits(now, passed)
        else:
            self._moved(served, rules.finished(served, place, at, "done", ""), "finish", window, now)
        self._is_free(now, window)

    def _gives_up(self, now: int, absent: Visit) -> None:
        gone = rules.finished(absent, Place("", OFFICE), self.begins + now, "gone", "")
        self._moved(absent, gone, "give_up", None, now)

    def _is_free(self, now: int, window: str) -> None:
        self._free.add(window)
        leaves, state = self._wants.get(window, (None, ""))
        if leaves is not None and (state == "paused" or not self._waiting(window)):
            del self._wants[window]
            leaves(now)
        else:
            self._next(now, window)

    def _place(self, window: str, visit: Visit) -> Place:
        return Place(LOGINS[0], OFFICE, window, self._seats[window].group, visit.line)

    def _moved(self, old: Visit | None, visit: Visit, move: str, window: str | None, now: int) -> None:
        self.moves.append(Moved(old, visit, move, window, self.begins + now))


def _windows() -> Iterator[str]:
    return (place.window for place in places())


async def fill(engine: AsyncEngine, day: Yesterday) -> None:
    """Into the record, as if it had been: everybody is through, so no process does anything about it. Windows go on
    from the version that they have now, so what they were stands below it."""
    last = {one.visit.visit: one.visit for one in day.moves}
    first = {one.visit.visit: one.visit for one in day.moves if one.old is None}
    posts = [msgspec.structs.replace(one, version=nth - len(day.posts)) for nth, one in enumerate(day.posts)]
    opened = [{"case": one.case, "catalog": 1, "opened": one.arrived, "office": OFFICE} for one in first.values()]
    rows: list[tuple[Any, list[dict[str, Any]]]] = [
        (cases, opened),
        (visits, [msgspec.to_builtins(one) for one in last.values()]),
        (visit_events, [_event(one) for one in day.moves]),
        (
            series,
            [
                {"office": OFFICE, "day": day.day.isoformat(), "letter": letter, "last": count}
                for letter, count in day.numbers.items()
            ],
        ),
        (window_states, [{**msgspec.structs.asdict(one), "office": OFFICE} for one in posts]),
    ]
    async with engine.begin() as line:
        for table, values in rows:
            for at in range(0, len(values), AT_ONCE):
                await line.execute(insert(table), values[at : at + AT_ONCE])


def _event(one: Moved) -> dict[str, Any]:
    visit, old = one.visit, one.old
    row = row_of(visit)
    return {
        "visit": visit.visit,
        "version": visit.version,
        "request_id": f"{visit.visit}-{visit.version}",
        "move": one.move,
        "at": one.at,
        "took": one.at - old.since if old else 0,
        "stage": old.stage.value if old else "",
        "next": visit.stage.value,
        "office": OFFICE,
        "line": old.line if old else visit.line,
        "clerk": "",
        "name": "",
        "window": one.window,
        "row": msgspec.to_builtins(row),
        "answer": msgspec.json.encode(row),
    }
