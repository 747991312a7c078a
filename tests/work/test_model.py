"""Keep, then hand (DESIGN §9 P7), searched to the end: one case on its way from window A to B, and everything between.

Every interleaving of two edits by A, the claim (or the close) in PostgreSQL, its projection into Redis, the keeper,
A's sending again, and one roll-back of Redis that loses what is not kept. The protocol's variant must break no
promise; each variant that leaves one rule out must break the promise that the rule is there for, or the model could
not fail.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

EDITS = (0, 1)


@dataclass(frozen=True)
class Rules:
    """Which rules of the protocol hold in a variant, and what PostgreSQL decides: a claim by B, or the close."""

    deed: str
    barrier: bool = True
    """Commit only when the journal holds what the sheet had when the move was asked for (P7 step 1 and 2)."""
    seals: bool = True
    """A close seals the sheet before the barrier."""
    same_epoch: bool = True
    """Commit only in the epoch of the barrier."""
    opens_after_projection: bool = True
    """B reads its first snapshot after the projection of its own claim."""
    joins_again: bool = True
    """`moved_on` makes A join and send the same op with the new fence."""


@dataclass(frozen=True)
class World:
    """All there is. `edits[i]`: unsent, flying, seen, kept, refused."""

    edits: tuple[str, ...] = ("unsent", "unsent")
    redis: tuple[int, ...] = ()
    journal: frozenset[int] = frozenset()
    fence_in_redis: int = 1
    fence_in_record: int = 1
    barrier: frozenset[int] | None = None
    sealed: bool = False
    decided: frozenset[int] | None = None
    """What the sheet held, by the barrier, when PostgreSQL committed."""
    snapshot: frozenset[int] | None = None
    """What B saw when it opened the case."""
    seen_by_b: frozenset[int] = frozenset()
    late: frozenset[int] = frozenset()
    """Edits that Redis took after PostgreSQL had committed."""
    rolled_back: bool = False

    def edit(self, number: int, state: str) -> tuple[str, ...]:
        return (*self.edits[:number], state, *self.edits[number + 1 :])


Step = tuple[str, World]


def steps(world: World, rules: Rules) -> Iterator[Step]:
    """Everything that may happen next."""
    for number in EDITS:
        yield from of_edit(world, rules, number)
    yield from of_keeper(world)
    yield from of_move(world, rules)
    yield from of_b(world, rules)
    yield from of_roll_back(world, rules)


def of_edit(world: World, rules: Rules, number: int) -> Iterator[Step]:
    if world.edits[number] == "unsent" and (number == 0 or world.edits[0] != "unsent"):
        yield f"A sends e{number} with fence 1", replace(world, edits=world.edit(number, "flying"))
    if world.edits[number] != "flying" or world.sealed:
        return
    closed = rules.deed == "close" and world.fence_in_redis == 2
    old_fence = world.fence_in_redis == 2 and not rules.joins_again
    if closed or old_fence:
        yield f"Redis refuses e{number}", replace(world, edits=world.edit(number, "refused"))
        return
    mine = frozenset({number})
    yield (
        f"Redis takes e{number}",
        replace(
            world,
            edits=world.edit(number, "seen"),
            redis=(*world.redis, number),
            late=world.late | (mine if world.fence_in_record == 2 else frozenset()),
            seen_by_b=world.seen_by_b | (mine if world.snapshot is not None else frozenset()),
        ),
    )


def of_keeper(world: World) -> Iterator[Step]:
    if set(world.redis) - world.journal:
        edits = tuple("kept" if number in world.redis else state for number, state in enumerate(world.edits))
        yield "the keeper keeps all", replace(world, journal=world.journal | set(world.redis), edits=edits)


def of_move(world: World, rules: Rules) -> Iterator[Step]:
    held = frozenset(world.redis)
    if world.decided is None:
        if not rules.barrier:
            yield f"PostgreSQL commits the {rules.deed}", replace(world, fence_in_record=2, decided=held)
        elif world.barrier is None:
            sealed = rules.deed == "close" and rules.seals
            yield "barrier" + (" and seal" if sealed else ""), replace(world, barrier=held, sealed=sealed)
        elif world.barrier <= world.journal:
            yield f"PostgreSQL commits the {rules.deed}", replace(world, fence_in_record=2, decided=world.barrier)
    if world.fence_in_record == 2 and world.fence_in_redis == 1:
        yield "projection", replace(world, fence_in_redis=2, sealed=False)


def of_b(world: World, rules: Rules) -> Iterator[Step]:
    if rules.deed != "claim" or world.decided is None or world.snapshot is not None:
        return
    if world.fence_in_redis == 2 or not rules.opens_after_projection:
        held = frozenset(world.redis)
        yield "B opens the case", replace(world, snapshot=held, seen_by_b=world.seen_by_b | held)


def of_roll_back(world: World, rules: Rules) -> Iterator[Step]:
    """Redis loses what is not kept; the keeper puts fence and sheet right; A sends again what it lacks."""
    lost = [number for number in world.redis if number not in world.journal]
    if world.rolled_back or not (lost or world.fence_in_redis != world.fence_in_record):
        return
    begins_again = rules.same_epoch and world.decided is None
    yield (
        f"Redis is rolled back, loses {lost}",
        replace(
            world,
            rolled_back=True,
            redis=tuple(number for number in world.redis if number in world.journal),
            fence_in_redis=world.fence_in_record,
            edits=tuple("flying" if number in lost else state for number, state in enumerate(world.edits)),
            sealed=False,
            barrier=None if begins_again else world.barrier,
        ),
    )


def broken(world: World, rules: Rules, at_rest: bool) -> Iterator[str]:
    """The promises that this world breaks."""
    if world.snapshot is not None and world.decided is not None and not world.decided <= world.snapshot:
        yield "I12: B opens less than the case had when it was handed over"
    if rules.deed == "close" and world.decided is not None and world.late:
        yield "an edit went into a case whose close was decided"
    if not at_rest:
        return
    if any(world.edits[number] == "refused" for number in world.seen_by_b):
        yield "B saw an edit that then vanished"
    if world.decided is not None and any(world.edits[number] == "refused" for number in world.decided):
        yield "an edit that the decision counted on is lost"
    if rules.deed == "claim" and "refused" in world.edits:
        yield "an edit of A is nowhere"
    if {"seen", "flying"} & set(world.edits):
        yield "I5: an edit is neither kept nor refused"


@dataclass
class Search:
    """Every world that can be reached, each by one of its shortest ways."""

    rules: Rules
    came: dict[World, Step | None] = field(default_factory=dict)
    breaks: dict[str, list[str]] = field(default_factory=dict)

    def run(self) -> Search:
        self.came[World()] = None
        waiting = deque([World()])
        while waiting:
            world = waiting.popleft()
            following = list(steps(world, self.rules))
            for promise in broken(world, self.rules, at_rest=not following):
                self.breaks.setdefault(promise, self.way_to(world))
            for name, after in following:
                if after not in self.came:
                    self.came[after] = (name, world)
                    waiting.append(after)
        return self

    def way_to(self, world: World) -> list[str]:
        way: list[str] = []
        step = self.came[world]
        while step is not None:
            way.append(step[0])
            step = self.came[step[1]]
        return way[::-1]


@pytest.mark.parametrize("deed", ["claim", "close"])
def test_the_protocol_breaks_no_promise(deed: str) -> None:
    search = Search(Rules(deed)).run()
    assert search.breaks == {}
    assert len(search.came) > 80, "the search went somewhere"


def test_i12_every_claim_that_ends_gives_b_all_that_was_there_and_every_edit_is_kept() -> None:
    search = Search(Rules("claim")).run()
    ends = [world for world in search.came if not list(steps(world, search.rules))]
    assert ends
    for world in ends:
        assert world.edits == ("kept", "kept")
        assert world.snapshot is not None
        assert world.decided is not None
        assert world.decided <= world.snapshot
        assert world.fence_in_redis == world.fence_in_record == 2


VANISHED = "B saw an edit that then vanished"
LESS = "I12: B opens less than the case had when it was handed over"
COUNTED = "an edit that the decision counted on is lost"
NOWHERE = "an edit of A is nowhere"
AFTER_CLOSE = "an edit went into a case whose close was decided"


@pytest.mark.parametrize(
    ("left_out", "rules", "breaks"),
    [
        ("barrier", Rules("claim", barrier=False), {LESS}),
        ("opening after the projection", Rules("claim", barrier=False, opens_after_projection=False), {LESS}),
        ("joining again", Rules("claim", joins_again=False), {NOWHERE}),
        (
            "all three",
            Rules("claim", barrier=False, joins_again=False, opens_after_projection=False),
            {LESS, VANISHED, COUNTED, NOWHERE},
        ),
        ("barrier and joining again", Rules("claim", barrier=False, joins_again=False), {COUNTED, NOWHERE}),
        ("seal", Rules("close", seals=False), {AFTER_CLOSE}),
        ("the seal's epoch", Rules("close", same_epoch=False), {AFTER_CLOSE}),
        ("barrier at a close", Rules("close", barrier=False), {AFTER_CLOSE, COUNTED}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_without_one_rule_the_promise_that_it_is_there_for_breaks(
    left_out: str, rules: Rules, breaks: set[str]
) -> None:
    search = Search(rules).run()
    assert breaks <= set(search.breaks), left_out
    for way in search.breaks.values():
        world = World()
        for name in way:
            world = next(after for step, after in steps(world, rules) if step == name)
