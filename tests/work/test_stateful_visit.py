"""Visits under many hands: windows that call, claim, hand on and end at the same instant. Each visit has one story.

`VISIT_STEPS` is how many deeds all walks try together.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable

import msgspec
import pytest
from sqlalchemy import text

from handoff import messages as m
from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.stage import ENDS, TABLE, Stage
from handoff.visit import row_of
from server.work import visits
from server.work.cupboards import Actor, Done
from tests.work.models.visit_story import Event, Story, told
from tests.work.town import DAY, Town, request

STEPS = int(os.environ.get("VISIT_STEPS", "1200"))
SEEDS = (1, 2, 3)
SEATS = (("W05", "U01"), ("W06", "U02"), ("W20", "U05"), ("W01", "U03"))
PRESENT = 7
Deed = tuple[Callable[..., Awaitable[Done]], object]


class Hall:
    """Visitors, their codes, and four windows that want them."""

    def __init__(self, town: Town, seats: list[Actor], seed: int) -> None:
        self.town = town
        self.seats = seats
        self.chance = random.Random(seed)
        self.codes: dict[str, str] = {}
        self.rows: dict[str, Row] = {}
        self.done: list[str] = []
        self.refused: Counter[Reason] = Counter()

    async def run(self, steps: int) -> None:
        """All windows at once, again and again."""
        tried = 0
        while tried < steps:
            live = [row for row in self.rows.values() if row.stage not in ENDS]
            for _ in range(PRESENT - len(live)):
                await self.come()
            if self.chance.random() < 0.2:
                await self.everybody_wants(self.chance.choice(list(self.rows)))
            else:
                await asyncio.gather(*(self.act(who) for who in self.seats))
            tried += len(self.seats)

    async def come(self) -> None:
        """A visitor takes a number."""
        name = request()
        done = await visits.give_number(self.town.c, self.seats[0], name, None, m.GiveNumber("S01"))
        assert done.row is not None
        assert done.code is not None
        self.codes[done.row.visit], self.rows[done.row.visit] = done.code, done.row
        self.done.append(name)

    async def everybody_wants(self, visit: str) -> None:
        """I8: one slip at all windows in one instant: at most one of them has it."""
        claim = m.Claim(code=self.codes[visit], early=True)
        done = await asyncio.gather(*(self.attempt(who, (visits.claim, claim)) for who in self.seats))
        assert sum(done) <= 1, "one slip, two winners"

    async def act(self, who: Actor) -> None:
        """One deed: to a visitor of one's own, or to anybody."""
        mine = [row for row in self.rows.values() if row.window == who.window and row.stage not in ENDS]
        if mine and self.chance.random() < 0.6:
            await self.attempt(who, self.own(self.chance.choice(mine).visit))
        else:
            await self.attempt(who, self.any(self.chance.choice(list(self.rows))))

    def own(self, visit: str) -> Deed:
        """What the holder does."""
        line = self.chance.choice(("G05", "G20", "G01"))
        deeds: list[Deed] = [
            (visits.serve, m.Serve(visit)),
            (visits.serve, m.Serve(visit)),
            (visits.call_again, m.CallAgain(visit)),
            (visits.hold, m.Hold(visit, "hold-1")),
            (visits.process, m.Process(visit)),
            (visits.ready, m.Ready(visit, line)),
            (visits.transfer, m.Transfer(visit, line)),
            (visits.hand_off, m.HandOff(visit, line)),
            (visits.hand_off, m.HandOff(visit, line)),
            (visits.give_back, m.GiveBack(visit)),
            (visits.back, m.Back(visit)),
            (visits.slip, m.Slip(visit)),
            (visits.absent, m.Absent(visit, "absent-2")),
            *self.ends(visit),
        ]
        return self.chance.choice(deeds)

    def any(self, visit: str) -> Deed:
        """What anybody may try."""
        code = self.codes[visit]
        deeds: list[Deed] = [
            (visits.call, m.Call()),
            (visits.call, m.Call()),
            (visits.call, m.Call(visit)),
            (visits.claim, m.Claim(code=code, early=True)),
            (visits.claim, m.Claim(code=code)),
            (visits.claim, m.Claim(code=code, early=True, take_over=True)),
            (visits.absent, m.Absent(visit, "absent-2")),
            (visits.back, m.Back(visit)),
            (visits.take_back, m.TakeBack(visit)),
            (visits.take_back, m.TakeBack(visit)),
            (visits.transfer, m.Transfer(visit, "G20")),
            (visits.reopen, m.Reopen(visit)),
            (visits.reopen, m.Reopen(visit)),
            (visits.hand_off, m.HandOff(visit, "G20")),
            *self.ends(visit),
        ]
        return self.chance.choice(deeds)

    def ends(self, visit: str) -> list[Deed]:
        """Four ways to end."""
        return [
            (visits.finish, m.Finish(visit, "done")),
            (visits.finish, m.Finish(visit, "suspended", "suspend-1")),
            (visits.finish, m.Finish(visit, "withdrawn", "withdraw-1")),
            (visits.finish, m.Finish(visit, "gone")),
        ]

    async def attempt(self, who: Actor, deed: Deed) -> bool:
        """Once, or the same request twice at once: it is one deed all the same. Whether it was done."""
        work, what = deed
        name, times = request(), 2 if self.chance.random() < 0.15 else 1
        tried = await asyncio.gather(
            *(work(self.town.c, who, name, None, what) for _ in range(times)), return_exceptions=True
        )
        done = [one for one in tried if isinstance(one, Done)]
        for no in tried:
            if isinstance(no, Refused):
                self.refused[no.reason] += 1
            elif isinstance(no, BaseException):
                raise no
        if not done:
            return False
        row = done[0].row
        assert row is not None
        assert all(one.row == row for one in done), "one request, two results"
        if (code := next((one.code for one in done if one.code), None)) is not None:
            self.codes[row.visit] = code
        if row.version > self.rows[row.visit].version:
            self.rows[row.visit] = row
        self.done.append(name)
        return True


async def events(town: Town) -> dict[str, list[Event]]:
    """What the record tells, by visit."""
    query = 'SELECT visit, version, move, stage, next, "window", row FROM visit_events ORDER BY visit, version'
    found: dict[str, list[Event]] = {}
    async with town.engine.connect() as line:
        for visit, version, move, stage, then, window, row in await line.execute(text(query)):
            told_row = msgspec.convert(row, Row)
            found.setdefault(visit, []).append(Event(version, move, stage, then, window, told_row))
    return found


async def rest(town: Town) -> None:
    """The outbox is empty: all that was decided is shown."""
    async with town.engine.connect() as line:
        for _ in range(1000):
            if (await line.execute(text("SELECT count(*) FROM outbox"))).scalar() == 0:
                return
            await asyncio.sleep(0.01)
    raise AssertionError("not shown in time")


@pytest.mark.parametrize("seed", SEEDS)
async def test_i8_i13_every_visit_has_one_story_however_many_hands_it_goes_through(town: Town, seed: int) -> None:
    hall = Hall(town, [await town.at(window, clerk) for window, clerk in SEATS], seed)
    await hall.run(STEPS // len(SEEDS))
    await rest(town)
    stories = {visit: told(found) for visit, found in (await events(town)).items()}
    assert stories.keys() == hall.rows.keys()
    await i13_the_board_is_the_record(town, stories)
    await each_deed_stands_once_and_refusals_nowhere(town, hall)
    await i8_one_winner_for_each_use_of_a_slip(town)
    edges = {edge for story in stories.values() for edge in story.edges}
    assert len(edges) > len(TABLE) // 3, f"the walk sees little: {len(edges)}"
    assert {Reason.illegal_move, Reason.taken, Reason.not_holder} <= hall.refused.keys()


async def i13_the_board_is_the_record(town: Town, stories: dict[str, Story]) -> None:
    board = {row.visit: row for row in await town.c.board.rows("main", DAY)}
    assert board == {visit: row_of(await town.stored(visit)) for visit in stories}, "I13 the board is not the record"
    numbers = [row.number for row in board.values()]
    assert len(numbers) == len(set(numbers)), "I13 a number was given twice"
    for visit, story in stories.items():
        row = board[visit]
        assert (row.stage, row.fence, row.window) == (story.stage, story.fence, story.window)


async def each_deed_stands_once_and_refusals_nowhere(town: Town, hall: Hall) -> None:
    async with town.engine.connect() as line:
        requests = [name for (name,) in await line.execute(text("SELECT request_id FROM visit_events"))]
    assert sorted(requests) == sorted(hall.done)


async def i8_one_winner_for_each_use_of_a_slip(town: Town) -> None:
    """A fence of a case is given once."""
    given: Counter[tuple[str, int]] = Counter()
    for found in (await events(town)).values():
        fence = 0
        for event in found:
            if event.row.fence != fence:
                given[event.row.case, event.row.fence] += 1
                fence = event.row.fence
    assert set(given.values()) == {1}


async def test_a_window_has_at_most_one_visitor_at_a_time_however_fast_two_clerks_press(town: Town) -> None:
    """Two clerks at one window call next in one instant."""
    one, other = await town.at("W05"), await town.at("W05", "U02")
    for _ in range(6):
        await town.visitor(one)
    for _ in range(3):
        pressed = [visits.call(town.c, who, request(), None, m.Call()) for who in (one, other, one)]
        said = await asyncio.gather(*pressed, return_exceptions=True)
        rows = [done.row for done in said if isinstance(done, Done)]
        assert len(rows) == 1
        assert {no.reason for no in said if isinstance(no, Refused)} == {Reason.case_open_here}
        assert rows[0] is not None
        assert (rows[0].stage, rows[0].window) == (Stage.calling, "W05")
        await town.do(visits.absent, one, m.Absent(rows[0].visit, "absent-2"))
