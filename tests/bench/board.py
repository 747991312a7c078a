"""The forecast of a whole house: every line's and every waiting visitor's range from one snapshot, 200 replications;
and `closing`, the rest of the day of one of its lines, as it is planned and with one window more.

Each is worked out beside the event loop, at most once a second: this is what one costs, of the processor.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from handoff.wait import NEVER, Called, Done, Snapshot, Ticket, Window
from handoff.wait_ahead import Day, ahead
from handoff.wait_draws import Draws
from handoff.wait_flow import Flow
from handoff.wait_foretold import Foreteller
from handoff.wait_model import Learned, Model
from handoff.wait_rolling import Rolling
from handoff.wait_stack import Stack
from tests.bench.figures import percentile, share

SIZES = ((25, 9, 200), (100, 36, 1000))
PLAN = ((510.0, 720.0), (780.0, NEVER))


def run(times: int = 100) -> Iterator[dict[str, object]]:
    """One line for each size."""
    draws = Draws()
    for windows, lines, waiting in SIZES:
        house = snapshot(windows, lines, waiting)
        teller = Foreteller(model(lines), Stack(), Rolling(), draws)
        took = []
        for _ in range(share(times, 10.0)):
            begun = time.process_time()
            new, waits = teller.board(house)
            took.append((time.process_time() - begun) * 1000)
        case = f"{windows}x{waiting}"
        yield {
            "bench": "board",
            "case": case,
            "n": len(took),
            "p50": percentile(took, 50),
            "p95": percentile(took, 95),
            "lines": len(new),
            "ranges": len(waits),
        }
    yield closing(draws, times)


def closing(draws: Draws, times: int) -> dict[str, object]:
    """The rest of the day of a line with three windows, at a quarter past eleven; eight an hour still come."""
    house, took = snapshot(*SIZES[0]), []
    day = Day(0, 1035.0, {"Q0": 22}, {"Q0": Flow([2.0] * 96, [1.0] * 7, 20, 0.15)})
    known = model(SIZES[0][1])
    for _ in range(share(times, 10.0)):
        begun = time.process_time()
        found = ahead(house, known, draws, "Q0", day)
        took.append((time.process_time() - begun) * 1000)
    looks = len(found.times) if found is not None else 0
    p50, p95 = percentile(took, 50), percentile(took, 95)
    return {"bench": "board", "case": "closing", "n": len(took), "p50": p50, "p95": p95, "looks": looks}


def model(lines: int) -> Model:
    """Services that were learned, of each line."""
    chance = random.Random(1)
    minutes = {f"Q{n}": [chance.lognormvariate(2.3, 0.6) for _ in range(400)] for n in range(lines)}
    return Model(Learned(services=minutes, queues=minutes, no_show={queue: [0.05] * 4 for queue in minutes}))


def snapshot(windows: int, lines: int, waiting: int) -> Snapshot:
    """A full house at a quarter past eleven, half of it before its break."""
    chance, now = random.Random(2), 675.0
    desks = [
        Window(f"W{n}", (f"Q{n % lines}",), "busy", now - chance.uniform(0, 15), f"Q{n % lines}", PLAN)
        for n in range(windows)
    ]
    queues = [f"Q{chance.randrange(lines)}" for _ in range(waiting)]
    line = [Ticket(f"T{n}", queue, queue, now - chance.uniform(0, 40)) for n, queue in enumerate(queues)]
    done = {f"Q{n}": [Done(f"Q{n}", chance.lognormvariate(2.3, 0.6)) for _ in range(30)] for n in range(lines)}
    called = {queue: [Called(now - 30 + n, 20.0) for n in range(30)] for queue in done}
    return Snapshot(now, sorted(line, key=lambda one: one.since), desks, [], done, called)
