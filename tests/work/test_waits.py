"""Wait times in the city's own record: what a day teaches, what is foretold, what it becomes, and what may be said."""

from __future__ import annotations

import msgspec
import pytest

from handoff import messages as m
from handoff.messages import Row
from server.ports.waits import Became
from server.work import visits, wait_learning, wait_log
from server.work.cupboards import Actor
from server.work.wait_board import WaitBoard, snapshot
from tests.work.town import MORNING, Town

SERVICES = 12


async def served(town: Town, who: Actor, minutes: int) -> None:
    """The next one is called, served for so long, and gone."""
    row = await town.do(visits.call, who, m.Call())
    row = await town.do(visits.serve, who, m.Serve(row.visit), row.version)
    town.clock.turn(minutes=minutes)
    await town.do(visits.finish, who, m.Finish(row.visit, "done"), row.version)


async def board_of(town: Town) -> tuple[list[Row], list[m.Seat]]:
    day = town.c.business_day()
    return await town.c.board.rows("main", day), await town.c.visits.seats("main")


async def test_a_day_teaches_how_long_services_take_and_the_next_day_foretells(town: Town) -> None:
    """Learned once a day, kept without anybody's name; a forecast is kept once and meets its call."""
    who = await town.at("W05")
    for _ in range(SERVICES):
        await town.visitor(who)
        await served(town, who, 10)
    town.clock.turn(days=1)
    assert await wait_learning.learn_once(town.c)
    assert not await wait_learning.learn_once(town.c)
    known = await town.c.waits.learned()
    assert known is not None and known[0] == "2027-03-30"
    kept = wait_learning.opened(known[1])
    (queue,) = kept.learned.queues
    assert queue == "main/G05" and kept.learned.tickets == SERVICES
    assert kept.learned.services[f"{queue}:S01"] == [pytest.approx(10, abs=0.1)] * SERVICES

    who = await town.at("W05")
    for _ in range(3):
        await town.visitor(who)
    board = WaitBoard()
    board.learned(kept, [])
    seen = snapshot(town.c.catalogs.house(), *await board_of(town), town.c.clock(), {}, {})
    assert [one.state for one in seen.windows if one.window == "W05"] == ["idle"]
    foretold = board.news(seen, town.c.clock())
    assert [round(one.said[1], -1) for one in foretold] == [0, 10, 20]
    assert board.news(seen, town.c.clock()) == []
    await town.c.waits.foretell(foretold)
    await town.c.waits.foretell([msgspec.structs.replace(one, played=99.0) for one in foretold])
    await served(town, who, 10)
    await served(town, who, 10)
    assert await wait_learning.settle(town.c) == 2
    assert await wait_learning.settle(town.c) == 0
    became = await town.c.waits.became(MORNING, 400)
    assert [one.wait for one in became] == [pytest.approx(0, abs=0.1), pytest.approx(10, abs=0.1)]
    assert await town.c.waits.outcomes("main/", MORNING) == [], "nobody was shown them"
    assert [one.p50 < 99 for one in await town.c.waits.told(MORNING)] == [True, True]
    assert len(await town.c.waits.became(MORNING, 1)) == 1


async def test_nothing_is_said_before_enough_is_known(town: Town) -> None:
    """No services, too few misses, and then a range; a line that nobody serves says so."""
    who = await town.at("W05")
    for _ in range(3):
        await town.visitor(who)
    seen = snapshot(town.c.catalogs.house(), *await board_of(town), town.c.clock(), {}, {})
    lines = [
        one for one in town.c.catalogs.house().lines if (one.office, one.line) in (("main", "G05"), ("main", "G01"))
    ]
    board = WaitBoard()

    def said() -> dict[str, m.LineWait]:
        return {one.line: one for one in board.lines(lines, board.teller.arrivals(seen))}

    assert {line: one.state for line, one in said().items()} == {"G05": "learning", "G01": "shut"}
    assert said()["G05"].ahead == 3
    learned = wait_learning.Learned(queues={"main/G05": [10.0] * 12})
    met = Became("main/G05", MORNING, [25.0, 30.0, 33.0, 36.0], [25.0, 30.0, 33.0, 36.0], 30.0)
    board.learned(wait_learning.Kept(learned), [met] * 79)
    assert said()["G05"].state == "learning"
    assert [one.told for one in board.news(seen, town.clock())] == [False] * 3
    board = WaitBoard()
    board.learned(wait_learning.Kept(learned), [met] * 80)
    assert [one.told for one in board.news(seen, town.clock())] == [True] * 3
    found = said()["G05"]
    assert found.state == "known" and found.p50 is not None and found.p80 is not None
    assert found.to is not None and found.low <= found.p50 <= found.p80 <= found.to


async def test_who_was_not_there_and_who_was_overtaken_are_told_from_the_moves(town: Town) -> None:
    """不在 is a no-show; whoever comes later and is called first has overtaken."""
    who = await town.at("W05")
    first = await town.visitor(who)
    town.clock.turn(minutes=5)
    await town.visitor(who)
    called = await town.do(visits.call, who, m.Call(first.visit))
    town.clock.turn(minutes=30)
    gone = await town.do(visits.absent, who, m.Absent(called.visit, "absent-2"), called.version)
    assert gone.stage == "absent"
    await served(town, who, 3)
    found = wait_log.waits(await town.c.waits.events(MORNING, town.c.clock()))
    assert [(round(one.minutes), one.came) for one in found] == [(5, False), (30, True)]


async def test_a_model_of_an_older_shape_is_none(town: Town) -> None:
    assert wait_learning.opened(b'{"learned": 5}') == wait_learning.Kept()
