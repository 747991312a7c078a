"""How long somebody will wait: what is seen of the floor now, and the range that is foretold from it.

Times are minutes since the midnight (Asia/Tokyo) that began the business day, also beyond 1440; waits are minutes from
now. No personal data: a ticket is a key that says nothing, its class and when it came. `wait_run.py` plays the floor
on, `wait_learn.py` learns what it is played with, `wait_stack.py` and `wait_rolling.py` put it right,
`wait_shown.py` says it.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

LEVELS: Final = (0.1, 0.5, 0.8, 0.9)
"""The quantiles of a range."""
NEVER: Final = 10_000.0
"""Later than any day: a window that does not open again."""
State: TypeAlias = Literal["busy", "idle", "away", "closed"]


class Ticket(msgspec.Struct, frozen=True):
    """Somebody who waits, or was called and is not there. `since`: when it came into the line (for one who is not
    there: since when); `kind`: its class, whose services are like each other's; `ready`: was received already, and is
    called again for what is handed over (交付待ち)."""

    key: str
    queue: str
    kind: str
    since: float
    ready: bool = False


class Window(msgspec.Struct, frozen=True):
    """A window now. `plan`: when it is open today, as (from, to); None = nobody has said, so it stays as it is."""

    window: str
    queues: tuple[str, ...]
    state: State
    since: float
    kind: str = ""
    plan: tuple[tuple[float, float], ...] | None = None


class Done(msgspec.Struct, frozen=True):
    """A service that ended: its class and how long it took."""

    kind: str
    minutes: float


class Called(msgspec.Struct, frozen=True):
    """Somebody who was called: when, and after what wait."""

    at: float
    wait: float


class Snapshot(msgspec.Struct, frozen=True):
    """The floor at one moment. `waiting` in the order in which they are called, next first. `done` and `called`: of
    each queue what happened today, oldest first, the newest 30. `before`: by queue, how many of `waiting` are called
    before somebody who comes into it now; all of them where nothing is said. `handing`: those who were received and
    wait for what is handed over, `since` the end of the reception, in queues of their own that no window calls."""

    now: float
    waiting: list[Ticket]
    windows: list[Window]
    passed: list[Ticket] = []
    done: dict[str, list[Done]] = {}
    called: dict[str, list[Called]] = {}
    before: dict[str, int] = {}
    handing: list[Ticket] = []

    def place(self, queue: str) -> int:
        """Where in `waiting` somebody stands who comes into a queue now."""
        return min(len(self.waiting), self.before.get(queue, len(self.waiting)))

    def ahead(self, queue: str, place: int) -> int:
        """How many are called before the one at this place of a queue: all who stand before it in the order of calls
        and whom a window calls that calls this queue as well, whatever their own line."""
        together = {queue}.union(*(one.queues for one in self.windows if queue in one.queues and one.state != "closed"))
        return sum(one.queue in together for one in self.waiting[:place])

    def of(self, queue: str) -> Snapshot:
        """What concerns one queue whose windows serve no other one."""
        return Snapshot(
            self.now,
            [one for one in self.waiting if one.queue == queue],
            [one for one in self.windows if queue in one.queues],
            [one for one in self.passed if one.queue == queue],
            {queue: self.done.get(queue, [])},
            {queue: self.called.get(queue, [])},
        )


class Range(msgspec.Struct, frozen=True):
    """A wait that is foretold, in minutes from now: p10 <= p50 <= p80 <= p90."""

    mean: float
    p10: float
    p50: float
    p80: float
    p90: float

    @property
    def levels(self) -> tuple[float, float, float, float]:
        """In the order of `LEVELS`."""
        return self.p10, self.p50, self.p80, self.p90


def ordered(mean: float, levels: list[float]) -> Range:
    """A range of what was worked out level by level: never below nothing, and no level below the one before it."""
    rising: list[float] = []
    for value in levels:
        rising.append(max(0.0, value, rising[-1] if rising else 0.0))
    return Range(max(0.0, mean), *rising)
