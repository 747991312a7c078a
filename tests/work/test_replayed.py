"""再生: what is told of a day is what its board showed, instant by instant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from handoff import messages as m
from handoff.messages import Row, Seat
from handoff.refusal import Reason
from handoff.replay import Floor, Seen, standing
from handoff.stage import ENDS
from server.work import replay, visits, windows
from server.work.cupboards import Actor
from tests.work.town import DAY, Town, eventually, refused, request

BOSS = Actor("U07", "大野", "main", roles=("manager",))
NEXT_DAY = "2027-03-30"


def drawn(row: Row) -> Seen:
    """What of a live row a replay has too."""
    return Seen(**{name: getattr(row, name) for name in Seen.__struct_fields__})


def sat(seat: Seat) -> tuple[str, int, str | None]:
    """The same of a window."""
    return seat.state, seat.since, seat.serves


async def live(town: Town) -> tuple[set[Seen], dict[str, Any]]:
    """What the live board says now."""
    rows = await town.c.board.rows("main", DAY)
    seats = await town.c.board.seats("main")
    return {drawn(row) for row in rows if row.office == "main"}, {one.window: sat(one) for one in seats}


def told(floor: Floor, seats: Mapping[str, Any]) -> tuple[set[Seen], dict[str, Any]]:
    """What the replay says; a window of which nothing is kept has not moved since the city began."""
    known = {post.window: (post.state, post.since, post.serves) for post in floor.windows.values()}
    return set(floor.visits.values()), {window: known.get(window, ("closed", 0, None)) for window in seats}


async def test_each_instant_of_a_day_is_what_its_board_showed_and_the_end_is_the_record(town: Town) -> None:
    """A lunch gap, a hand-off, a line that moves, an end; and the same told again the day after."""
    shown: list[tuple[int, tuple[set[Seen], dict[str, Any]]]] = []

    async def looks() -> None:
        """The board is right, and remembered."""
        await eventually(lambda: settled(town))
        shown.append((town.clock.now, await live(town)))
        town.clock.turn(minutes=7)

    five, twenty = await town.at("W05"), await town.at("W20")
    await looks()
    first, second, third = [await town.visitor(five) for _ in range(3)]
    await town.visitor(five, "S08")
    await looks()
    called = await town.do(visits.call, five, m.Call())
    await town.do(visits.call_again, five, m.CallAgain(called.visit))
    await looks()
    await town.do(visits.serve, five, m.Serve(called.visit))
    await windows.pause(town.c, twenty, request(), None, m.Pause("pause-1"))
    await looks()
    await town.do(visits.hand_off, five, m.HandOff(visit=called.visit, to="G20"))
    await windows.away(town.c, five, request(), None, m.Away())
    await looks()
    await windows.open_window(town.c, twenty, request(), None, m.OpenWindow())
    await windows.come_back(town.c, five, request(), None, m.Return())
    other = await town.do(visits.call, five, m.Call())
    await town.do(visits.serve, five, m.Serve(other.visit))
    await town.do(visits.finish, five, m.Finish(other.visit, "done"))
    await windows.leave(town.c, twenty, request(), None, m.Leave())
    await looks()

    town.clock.turn(days=1)
    day = await replay.of_day(town.c, BOSS, DAY)
    assert (day.day, day.posts_since is not None) == (DAY, True)
    for at, board in shown:
        assert told(standing(day.moves, day.posts, at), board[1]) == board
    floor = standing(day.moves, day.posts, day.ends)
    record = {await drawn_of(town, one) for one in (first, second, third)}
    assert record <= set(floor.visits.values()) and len(floor.visits) == 4
    assert floor.calls == 3 and sum(one.stage in ENDS for one in floor.visits.values()) == 1
    said = msgspec.json.encode(day).decode()
    assert not any(name in said for name in (first.case, first.visit, five.name, five.clerk))


async def drawn_of(town: Town, row: Row) -> Seen:
    """What the record says of a visit now."""
    rows = await town.c.visits.rows(row.visit, 0)
    return drawn(rows[-1][0])


async def settled(town: Town) -> bool:
    """The live board shows what the record says."""
    rows = await town.c.board.rows("main", DAY)
    stored = [(await town.stored(row.visit)).version for row in rows]
    given = await town.c.visits.numbers_given("main", DAY)
    return len(rows) == given and [row.version for row in rows] == stored


async def test_the_newest_day_with_visitors_is_told_and_only_what_was_at_the_office(town: Town) -> None:
    """Today where there is none before; a day of nobody is empty; the audit knows who looked at which day."""
    who = await town.at("W05")
    assert (await replay.of_day(town.c, BOSS)).moves == []
    await town.visitor(who)
    assert [move.seen.stage for move in (await replay.of_day(town.c, BOSS)).moves if move.seen] == ["waiting"]
    town.clock.turn(days=1)
    assert (await replay.of_day(town.c, BOSS)).day == DAY
    assert (await replay.of_day(town.c, BOSS, NEXT_DAY)).moves == []
    east = msgspec.structs.replace(BOSS, office="east")
    assert (await replay.of_day(town.c, east, DAY)).moves == []
    await refused(Reason.no_such_date, replay.of_day(town.c, BOSS, "2027-02-30"))
