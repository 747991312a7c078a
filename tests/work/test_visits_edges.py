"""Every pair of stage and deed at a real window: an edge of the table is walked, anything else is refused and
changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from handoff import messages as m
from handoff.messages import Row
from handoff.refusal import Refused
from handoff.stage import TABLE, Move, Restored, Stage
from server.work import visits
from server.work.cupboards import Actor, Done
from tests.work.town import Town, request

Deed = Callable[[Town, Actor, Actor, Row], Awaitable[Done]]


def by(deed: Callable[..., Awaitable[Done]], what: Callable[[str], object], *, other: bool = False) -> Deed:
    """A deed at the holder's window, or at another one."""

    async def done(town: Town, who: Actor, colleague: Actor, row: Row) -> Done:
        return await deed(town.c, colleague if other else who, request(), None, what(row.visit))

    return done


async def _claim(town: Town, who: Actor, colleague: Actor, row: Row) -> Done:
    return await visits.claim(town.c, who, request(), None, m.Claim(number=row.number, early=True))


async def _take_over(town: Town, who: Actor, colleague: Actor, row: Row) -> Done:
    claim = m.Claim(number=row.number, early=True, take_over=True)
    return await visits.claim(town.c, colleague, request(), None, claim)


async def _plan(town: Town, who: Actor, colleague: Actor, row: Row) -> Done:
    return await visits.slip(town.c, who, request(), None, m.Slip(row.visit))


async def _suspend(town: Town, who: Actor, colleague: Actor, row: Row) -> Done:
    reason = "noshow-1" if row.stage == Stage.booked else "suspend-1"
    return await visits.finish(town.c, who, request(), None, m.Finish(row.visit, "suspended", reason))


DEEDS: Final[dict[Move, Deed]] = {
    Move.arrive: by(visits.arrive, m.Arrive),
    Move.rebook: by(visits.rebook, lambda visit: m.Rebook(visit, "2027-04-01", "13:30", "rebook-1")),
    Move.call: by(visits.call, m.Call),
    Move.call_again: by(visits.call_again, m.CallAgain),
    Move.serve: by(visits.serve, m.Serve),
    Move.claim: _claim,
    Move.take_over: _take_over,
    Move.hold: by(visits.hold, m.Hold),
    Move.absent: by(visits.absent, lambda visit: m.Absent(visit, "absent-2")),
    Move.back: by(visits.back, m.Back),
    Move.transfer: by(visits.transfer, lambda visit: m.Transfer(visit, "G01")),
    Move.hand_off: by(visits.hand_off, lambda visit: m.HandOff(visit, "G20")),
    Move.take_back: by(visits.take_back, m.TakeBack),
    Move.give_back: by(visits.give_back, m.GiveBack),
    Move.process: by(visits.process, m.Process),
    Move.ready: by(visits.ready, m.Ready),
    Move.plan: _plan,
    Move.finish: by(visits.finish, lambda visit: m.Finish(visit, "done")),
    Move.suspend: _suspend,
    Move.withdraw: by(visits.finish, lambda visit: m.Finish(visit, "withdrawn", "withdraw-1")),
    Move.give_up: by(visits.finish, lambda visit: m.Finish(visit, "gone")),
    Move.reopen: by(visits.reopen, m.Reopen),
}
TO: Final[dict[Stage, list[Move]]] = {
    Stage.booked: [],
    Stage.waiting: [],
    Stage.calling: [Move.call],
    Stage.serving: [Move.call, Move.serve],
    Stage.processing: [Move.claim, Move.process],
    Stage.ready: [Move.claim, Move.ready],
    Stage.delivering: [Move.claim, Move.ready, Move.call],
    Stage.held: [Move.claim, Move.hold],
    Stage.absent: [Move.absent],
    Stage.passing: [Move.claim, Move.hand_off],
    Stage.done: [Move.claim, Move.finish],
    Stage.suspended: [Move.suspend],
    Stage.withdrawn: [Move.withdraw],
    Stage.gone: [Move.absent, Move.give_up],
}
"""A way from 待ち to each stage."""
SAME_DEED: Final = {
    (Stage.suspended, Move.claim),
    (Stage.gone, Move.claim),
    (Stage.suspended, Move.take_over),
    (Stage.gone, Move.take_over),
}
"""Showing the number of a visit that was interrupted today reopens it."""


async def telephone(town: Town, who: Actor) -> Row:
    """Somebody who will come on Thursday."""
    done = await visits.book(town.c, who, request(), None, m.Book("S06", "2027-04-01", "10:30"))
    assert done.row is not None
    return done.row


async def in_stage(town: Town, who: Actor, colleague: Actor, stage: Stage) -> Row:
    """A visitor in a stage."""
    row = await town.visitor(who) if stage is not Stage.booked else await telephone(town, who)
    for move in TO[stage]:
        done = await DEEDS[move](town, who, colleague, row)
        assert done.row is not None
        row = done.row
    assert row.stage == stage.value
    return row


async def free(town: Town, row: Row) -> None:
    """The visitor goes home, whoever has the case."""
    stored = await town.stored(row.visit)
    if stored.live:
        reason = "noshow-1" if stored.stage is Stage.booked else "suspend-4"
        boss = Actor("U07", "大野", "main", roles=("manager",))
        await visits.settle(town.c, boss, request(), row.visit, "suspended", reason)


def expected(stage: Stage, move: Move) -> Stage | None:
    """Where the table leads; the visit's memory leads back to where it came from."""
    if (stage, move) in SAME_DEED:
        return Stage.serving
    if move is Move.take_over and (stage, move) not in TABLE:
        move = Move.claim  # nobody to take it from: a claim
    there = TABLE.get((stage, move))
    if not isinstance(there, Restored):
        return there
    return Stage.calling if (stage, move) == (Stage.serving, Move.give_back) else Stage.waiting


async def test_every_edge_is_walked_and_nothing_else_is(town: Town) -> None:
    """14 stages, 22 deeds each."""
    who, colleague = await town.at("W05"), await town.at("W06", "U02")
    for stage in Stage:
        row = await in_stage(town, who, colleague, stage)
        for move, deed in DEEDS.items():
            if expected(stage, move) is None:
                await nothing_changes(town, who, colleague, row, move, deed)
        await free(town, row)
        for move, deed in DEEDS.items():
            if (there := expected(stage, move)) is not None:
                row = await in_stage(town, who, colleague, stage)
                done = await deed(town, who, colleague, row)
                assert done.row is not None and done.row.stage == there.value, (stage, move)
                assert done.row.version == row.version + 1 and done.row.fence >= row.fence
                assert await town.on_board(done.row) == done.row
                await free(town, done.row)


async def nothing_changes(town: Town, who: Actor, colleague: Actor, row: Row, move: Move, deed: Deed) -> None:
    """A deed that is no edge: refused; record and board stay as they were."""
    before = await town.stored(row.visit)
    try:
        done = await deed(town, who, colleague, row)
    except Refused:
        pass
    else:
        raise AssertionError(f"{row.stage}: {move} was done: {done}")
    assert await town.stored(row.visit) == before and await town.on_board(row) == row
