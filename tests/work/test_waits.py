"""Wait times in the city's own record: what a day teaches, what is foretold, what it becomes, and what may be said."""

from __future__ import annotations

import msgspec
import pytest

from handoff import messages as m
from handoff.messages import Row
from handoff.wait import Snapshot
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
    house = town.c.catalogs.house()
    foretold = board.look("main", house.lines, seen, town.c.clock()).news
    assert [round(one.said[1], -1) for one in foretold] == [0, 10, 20]
    board.look("east", house.lines, Snapshot(seen.now, [], []), town.c.clock())
    assert board.look("main", house.lines, seen, town.c.clock()).news == [], "also after a look at another office"
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
        return {one.line: one for one in board.look("main", lines, seen, town.clock()).lines}

    def told() -> list[bool]:
        return [one.told for one in board.look("main", lines, seen, town.clock()).news]

    assert {line: one.state for line, one in said().items()} == {"G05": "learning", "G01": "shut"}
    assert said()["G05"].ahead == 3
    learned = wait_learning.Learned(queues={"main/G05": [10.0] * 12})
    met = Became("main/G05", MORNING, [25.0, 30.0, 33.0, 36.0], [25.0, 30.0, 33.0, 36.0], 30.0)
    board.learned(wait_learning.Kept(learned), [met] * 79)
    board.noted.clear()
    assert told() == [False] * 3
    assert said()["G05"].state == "learning"
    board = WaitBoard()
    board.learned(wait_learning.Kept(learned), [met] * 80)
    assert told() == [True] * 3
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


# ---- what is handed over after the reception


async def received(town: Town, who: Actor) -> Row:
    """Somebody is served, and sits in the hall while the papers are made."""
    row = await town.do(visits.call, who, m.Call())
    row = await town.do(visits.serve, who, m.Serve(row.visit), row.version)
    town.clock.turn(minutes=2)
    return await town.do(visits.process, who, m.Process(row.visit), row.version)


async def handed_over(town: Town, who: Actor, row: Row) -> None:
    """The papers are ready, the number is called again, and the visitor has them."""
    row = await town.do(visits.ready, who, m.Ready(row.visit), row.version)
    row = await town.do(visits.call, who, m.Call(row.visit), row.version)
    await town.do(visits.finish, who, m.Finish(row.visit, "done"), row.version)


async def test_a_day_teaches_how_long_after_the_reception_papers_are_handed_over(town: Town) -> None:
    """Of the line and of the hour; foretold once, at the end of the reception, and met by the call from 交付待ち."""
    who, queue = await town.at("W01", "U03"), "main/G01 delivery"
    for _ in range(SERVICES):
        await town.visitor(who, "S04")
        row = await received(town, who)
        town.clock.turn(minutes=10)
        await handed_over(town, who, row)
    town.clock.turn(days=1)
    assert await wait_learning.learn_once(town.c)
    known = await town.c.waits.learned()
    assert known is not None
    kept = wait_learning.opened(known[1])
    assert kept.learned.queues[queue] == [pytest.approx(10, abs=0.1)] * SERVICES
    hours = {kind: len(minutes) for kind, minutes in kept.learned.services.items() if kind.startswith(f"{queue}:")}
    assert hours[f"{queue}:9"] > 2 and sum(hours.values()) == SERVICES
    assert kept.learned.tickets == SERVICES, "no wait of a line"

    who = await town.at("W01", "U03")
    await town.visitor(who, "S04")
    row = await received(town, who)
    board, house = WaitBoard(), town.c.catalogs.house()
    board.learned(kept, [])
    events = await town.c.waits.events(town.clock() - 3_600_000, town.clock() + 1)
    begun = wait_log.handings(events)[1]
    seen = snapshot(house, *await board_of(town), town.clock(), {}, {}, begun=begun)
    (foretold,) = board.look("main", house.lines, seen, town.clock()).news
    assert (foretold.visit, foretold.queue, foretold.told) == (row.visit, queue, False)
    assert foretold.said[1] == pytest.approx(10, abs=2) and foretold.x == []
    await town.c.waits.foretell([foretold])
    town.clock.turn(minutes=7)
    await handed_over(town, who, row)
    assert await wait_learning.settle(town.c) == 1
    (became,) = await town.c.waits.became(MORNING, 400)
    assert (became.queue, became.wait) == (queue, pytest.approx(7, abs=0.1))
    assert await town.c.waits.told(MORNING) == [], "LogStack does not learn from it"


async def test_when_papers_are_handed_over_is_said_where_enough_is_known(town: Town) -> None:
    """Nothing, that it is learned, and then from when until when, reckoned from the end of the reception."""
    who, queue = await town.at("W01", "U03"), "main/G01 delivery"
    await town.visitor(who, "S04")
    ended = (await received(town, who)).since
    town.clock.turn(minutes=4)
    house, board = town.c.catalogs.house(), WaitBoard()
    events = await town.c.waits.events(MORNING, town.clock())
    begun = wait_log.handings(events)[1]

    async def look() -> tuple[dict[str, m.HandingWait | None], list[m.Due]]:
        seen = snapshot(house, *await board_of(town), town.clock(), {}, {}, begun=begun)
        found = board.look("main", house.lines, seen, town.clock())
        return {one.line: one.handing for one in found.lines}, found.dues

    said, (due,) = await look()
    assert said == {line: m.HandingWait("learning") if line == "G01" else None for line in said}
    assert (due.since, due.low, due.to) == (ended, None, None)
    learned = wait_learning.Learned(queues={queue: [20.0] * 12})
    met = Became(queue, MORNING, [15.0, 20.0, 22.0, 24.0], [15.0, 20.0, 22.0, 24.0], 20.0)
    board.learned(wait_learning.Kept(learned), [met] * 79)
    assert (await look())[0]["G01"] == m.HandingWait("learning")
    board.learned(wait_learning.Kept(learned), [met] * 80)
    said, (due,) = await look()
    wait = said["G01"]
    assert wait is not None and wait.state == "known" and wait.p50 is not None and wait.to is not None
    assert 0 < wait.low <= wait.p50 <= wait.to
    assert due.low is not None and due.to is not None
    assert (due.low - ended, due.to - ended) == (wait.low * 60_000, wait.to * 60_000)


async def test_who_is_called_for_papers_a_second_time_or_goes_on_elsewhere_counts_once_or_not(town: Town) -> None:
    """From the first end of the reception; a mistaken call is the call; whoever is handed on is waited for no more."""
    who = await town.at("W01", "U03")
    await town.visitor(who, "S04")
    row = await received(town, who)
    town.clock.turn(minutes=5)
    row = await town.do(visits.claim, who, m.Claim(number=row.number))
    row = await town.do(visits.process, who, m.Process(row.visit), row.version)
    town.clock.turn(minutes=6)
    row = await town.do(visits.ready, who, m.Ready(row.visit), row.version)
    row = await town.do(visits.call, who, m.Call(row.visit), row.version)
    row = await town.do(visits.back, who, m.Back(row.visit), row.version)
    town.clock.turn(minutes=30)
    row = await town.do(visits.call, who, m.Call(row.visit), row.version)
    await town.do(visits.finish, who, m.Finish(row.visit, "done"), row.version)
    await town.visitor(who, "S04")
    other = await received(town, who)
    await town.do(visits.hand_off, who, m.HandOff(other.visit, "G20"), other.version)
    found, open_ = wait_log.handings(await town.c.waits.events(MORNING, town.clock()))
    assert [round(one.minutes) for one in found] == [11]
    assert open_ == {}


async def test_a_model_of_an_older_shape_is_none(town: Town) -> None:
    assert wait_learning.opened(b'{"learned": 5}') == wait_learning.Kept()
