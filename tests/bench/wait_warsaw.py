"""Real queues of the city offices of Warsaw, looked at every 5 minutes (CSV, also gzipped): how many wait,
and the number that is called now.

A wait is read from the numbers: whoever comes gets the number called now + the people waiting + 1, and is called when
that number is reached, between two looks at an even pace. How many windows are open is not reliable (windows are
shared), so a queue counts as one window whose services are the gaps between its calls.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from handoff.wait import Called, Done, Snapshot, Ticket, Window
from handoff.wait_draws import Draws
from handoff.wait_learn import Service, Wait, learn
from handoff.wait_model import Model
from tests.bench.wait_adapter import made
from tests.bench.wait_floor import Day, Seen
from tests.bench.wait_score import figures, score, trained

EVERY = 2
"""Each second look is an announcement: one each ten minutes."""
OPENS = 480.0


@dataclass
class Look:
    """One row: when, how many wait, the number called now."""

    at: float
    waiting: int
    number: int


def measured(path: str, draws: Draws) -> dict[str, object]:
    """Three eighths of the days teach, the next three fit and calibrate, the last quarter tests."""
    days = read(Path(path))
    names = sorted(days)
    cuts = len(names) * 3 // 8, len(names) * 3 // 4
    parts = [[days[name] for name in names[a:b]] for a, b in ((0, cuts[0]), cuts, (cuts[1], len(names)))]
    services = [one for day in parts[0] for one in day.services]
    model = Model(learn(services, [one for day in parts[0] for one in day.waits], []))
    teller = made(model, trained(parts[1]), draws)
    return {"days": len(names), **figures(score(teller, model, parts[2]))}


def read(path: Path, least: int = 100) -> dict[str, Day]:
    """Working days with their announcements in the order of time; a day with fewer than `least` is none."""
    looks = defaultdict[tuple[str, str], list[Look]](list)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            number = re.sub(r"\D", "", row["current_number"])
            if number and row["waiting"].isdigit():
                hour, minute = row["time"].split(":")[:2]
                at = int(hour) * 60 + int(minute)
                looks[row["date"], f"{row['office']} {row['queue_id']}"].append(
                    Look(at, int(row["waiting"]), int(number))
                )
    days = defaultdict[str, Day](Day)
    for (date, queue), rows in looks.items():
        _queue(days[date], date, queue, sorted(rows, key=lambda one: one.at))
    for day in days.values():
        day.seen.sort(key=lambda one: one.snapshot.now)
    return {date: day for date, day in days.items() if len(day.seen) >= least}


def _queue(day: Day, date: str, queue: str, rows: list[Look]) -> None:
    rows = list(_rising(rows))
    calls, came = dict(_reached(rows, _called)), dict(_reached(rows, _given))
    gaps = [(b, calls[b] - calls[a]) for a, b in pairwise(calls) if b == a + 1]
    day.services += [Service(date, queue, queue, max(0.1, gap)) for _, gap in gaps]
    for place, look in enumerate(rows):
        wanted = look.number + look.waiting + 1
        if look.waiting and place % EVERY == 0 and wanted in calls:
            seen = Seen(f"{date} {queue} {place}", queue, _snapshot(queue, look, calls, came, gaps))
            seen.wait, seen.called = calls[wanted] - look.at, calls[wanted]
            day.seen.append(seen)
            day.waits.append(Wait(queue, seen.wait, True))


def _called(look: Look) -> int:
    return look.number


def _given(look: Look) -> int:
    return look.number + look.waiting


def _rising(rows: list[Look]) -> Iterator[Look]:
    """Numbers that fall back, or jump by more than 60 in a look, are another letter's or a mistake."""
    before = None
    for one in rows:
        if before is None or 0 <= one.number - before.number <= 60:
            before = one
            yield one


def _reached(rows: list[Look], what: Callable[[Look], int]) -> Iterator[tuple[int, float]]:
    """When each number was called, or given."""
    most = what(rows[0]) if rows else 0
    for a, b in pairwise(rows):
        new = what(b)
        for number in range(most + 1, new + 1):
            yield number, a.at + (b.at - a.at) * (number - most) / (new - most)
        most = max(most, new)


def _snapshot(
    queue: str, look: Look, calls: dict[int, float], came: dict[int, float], gaps: list[tuple[int, float]]
) -> Snapshot:
    """What a screen could see then."""
    numbers = range(look.number + 1, look.number + look.waiting + 1)
    line = [Ticket(f"{queue} {number}", queue, queue, came.get(number, OPENS)) for number in numbers]
    past = [number for number, at in calls.items() if at <= look.at]
    done = [Done(queue, gap) for number, gap in gaps if calls[number] <= look.at][-30:]
    called = [Called(calls[number], max(0.0, calls[number] - came[number])) for number in past if number in came][-30:]
    window = Window(queue, (queue,), "busy", calls[past[-1]] if past else look.at, queue)
    return Snapshot(look.at, line, [window], [], {queue: done}, {queue: called})
