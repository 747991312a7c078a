"""A visit told again from its events, by the stage table alone: what every event may do, and what it must leave.

The model knows stages, who holds the visit, its fence, and where 戻す leads. It shares nothing with `handoff/visit.py`
but the table, and stops at the first event that the story cannot have had.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from handoff.messages import Row
from handoff.stage import ENDS, HELD_BY_WINDOW, TABLE, Move, Restored, Stage
from handoff.visit import REMEMBERED

NEW_FENCE: Final = {Move.claim, Move.take_over, Move.serve, Move.take_back, Move.give_back, Move.reopen}
TAKES: Final = {Move.call, Move.claim, Move.take_over, Move.serve, Move.take_back, Move.reopen}
STAYS: Final = {Move.hold, Move.process, Move.call_again, Move.plan}
REMEMBERS: Final = {Move.call, Move.claim, Move.take_over, Move.serve, Move.hand_off}
FORGETS: Final = {Move.ready, Move.transfer, Move.reopen, Move.finish, Move.suspend, Move.withdraw, Move.give_up}
ANYBODY: Final = {Move.take_over, Move.plan}
"""What may be done to a visit that another window holds."""


@dataclass
class Event:
    """One row of `visit_events`."""

    version: int
    move: str
    stage: str
    next: str
    window: str | None
    row: Row


@dataclass
class Story:
    """Where a visit is, as its events so far tell."""

    stage: Stage
    fence: int
    version: int
    number: str
    arrived: int
    window: str | None = None
    before: list[tuple[Stage, str | None]] = field(default_factory=list)
    edges: set[tuple[Stage, Move]] = field(default_factory=set)

    def tell(self, event: Event) -> None:
        """The next event. Fails where it contradicts the table, the holder, the fence or the number."""
        move = Move.plan if event.move == "slip" else Move(event.move)
        if move is Move.take_over and (self.stage, move) not in TABLE:
            move = Move.claim  # a visitor who is only being called is claimed over the other window's call
            assert self.stage in HELD_BY_WINDOW
        elif self.stage in HELD_BY_WINDOW and move not in ANYBODY:
            assert event.window == self.window, f"I8 {event.move} by {event.window} while {self.window} holds it"
        assert (event.version, event.stage) == (self.version + 1, self.stage), "a version and a stage follow the last"
        assert event.next == self._next(move), f"{self.stage} {move} leads to {event.next}"
        self._holder(move, event.window)
        self.edges.add((self.stage, move))
        self.stage, self.version = Stage(event.next), event.version
        self.fence += move in NEW_FENCE
        self._is(event.row)

    def _next(self, move: Move) -> Stage:
        after = TABLE[self.stage, move]
        if not isinstance(after, Restored):
            return after
        assert self.before, "nothing to go back to"
        return self.before[-1][0]

    def _holder(self, move: Move, window: str | None) -> None:
        held, last = self.window, self.before[-1] if self.before else None
        called = self.stage in (Stage.calling, Stage.delivering)
        if move in REMEMBERS or (move is Move.absent and not called):
            self.before = [*self.before, (self.stage, self.window)][-REMEMBERED:]
        goes_back = move in (Move.give_back, Move.take_back) or (move is Move.back and self.stage is not Stage.held)
        if move in TAKES:
            self.window = window
        elif goes_back and self.stage is not Stage.absent:
            self.window = last[1] if last else None
        elif move not in STAYS and not (move is Move.back and self.stage is Stage.held):
            self.window = None
        if goes_back:
            self.before = self.before[:-1]
        elif move in FORGETS:
            self.before = []
        assert move is not Move.take_over or held != window, "nobody takes over from themselves"

    def _is(self, row: Row) -> None:
        assert (row.stage, row.version, row.fence) == (self.stage, self.version, self.fence), f"I8 {row.stage}"
        assert (row.number, row.arrived) == (self.number, self.arrived), "number and arrival stay"
        assert row.window == self.window, f"{row.window} holds it, and {self.window} should"
        assert (self.stage in HELD_BY_WINDOW) == (self.window is not None), f"{self.stage} at {self.window}"
        assert row.result is None or self.stage in ENDS


def told(events: list[Event]) -> Story:
    """The whole story; it begins with a number."""
    first = events[0]
    assert (first.move, first.stage, first.next, first.version) == ("give_number", "", Stage.waiting, 1)
    story = Story(Stage.waiting, 0, 1, first.row.number, first.row.arrived)
    for event in events[1:]:
        story.tell(event)
    return story
