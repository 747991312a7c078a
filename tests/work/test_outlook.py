"""見込み of a line of the city: said where enough is known, one at a time, the same for all who ask within seconds."""

from __future__ import annotations

import msgspec

from handoff import messages as m
from handoff.calendar import business_day, midnight
from handoff.refusal import Reason
from handoff.wait import Snapshot
from handoff.wait_flow import Flow
from handoff.wait_model import Learned
from server.ports.waits import Became
from server.work import visits, wait_log
from server.work.outlooks import Outlooks
from server.work.wait_board import WaitBoard, snapshot
from server.work.wait_learning import Kept
from tests.work.test_waits import board_of, served
from tests.work.town import MORNING, Town, refused

QUEUE = "main/G05"
SAID = [5.0, 10.0, 13.0, 15.0]


class Floor:
    """What a process of this town would know."""

    def __init__(self, town: Town, days: int, met: int = 80) -> None:
        self.town, self.board, self.asked = town, WaitBoard(), 0
        usual = {QUEUE: Flow([1.75] * 96, [1.0] * 7, days, 0.1)}
        kept = Kept(Learned(queues={QUEUE: [10.0] * 12}, came=usual, ended=usual))
        self.board.learned(kept, [Became(QUEUE, MORNING, SAID, SAID, 10.0)] * met)
        self.came = {QUEUE: 63}

    async def ready(self, now: int) -> WaitBoard:
        return self.board

    async def seen(self, office: str, now: int) -> Snapshot:
        self.asked += 1
        return snapshot(self.town.c.catalogs.house(), *await board_of(self.town), now, {}, {})


async def test_the_rest_of_a_day_is_told_with_what_one_more_window_changes(town: Town) -> None:
    who = await town.at("W05")
    for _ in range(6):
        await town.visitor(who)
    floor = Floor(town, days=20)
    outlooks = Outlooks(town.c, floor)
    found = await outlooks.of("main", "G05")
    assert (found.state, found.closes, found.times[-1]) == ("known", 17 * 60 + 15, 17 * 60 + 15)
    assert len(found.times) == len(found.people) == len(found.wait) == len(found.more_wait)
    assert found.people[0] == [5.0, 5.0, 5.0]
    assert found.people[-1][1] > 10 > found.more_people[-1], "one window is not enough for seven an hour, two are"
    assert found.gain[0] > 0

    assert await outlooks.of("main", "G05") is found and floor.asked == 1
    town.clock.turn(minutes=1)
    assert await outlooks.of("main", "G05") is not found and floor.asked == 2
    await refused(Reason.no_such_counter, outlooks.of("main", "G99"))


async def test_a_line_of_which_too_little_is_known_says_how_much_is_missing(town: Town) -> None:
    """Days of arrivals, and a 目安 that was checked."""
    found = await Outlooks(town.c, Floor(town, days=3)).of("main", "G05")
    assert (found.state, found.days, found.needs, found.times) == ("learning", 3, 10, [])
    assert b'"needs":10' in msgspec.json.encode(found), "the page says both"
    found = await Outlooks(town.c, Floor(town, days=20, met=79)).of("main", "G05")
    assert found.state == "learning"


async def test_after_closing_and_on_a_holiday_the_day_is_over(town: Town) -> None:
    floor = Floor(town, days=20)
    town.clock.turn(minutes=9 * 60)
    assert (await Outlooks(town.c, floor).of("main", "G05")).state == "over"
    town.clock.turn(days=5)  # a Saturday
    town.clock.now = midnight(business_day(town.clock.now)) + 10 * 3_600_000
    assert (await Outlooks(town.c, floor).of("main", "G05")).state == "over"


async def test_the_last_hour_stands_beside_the_usual(town: Town) -> None:
    """Who came and what was served; nothing is called usual before it was seen on enough days."""
    who = await town.at("W05")
    for _ in range(3):
        await town.visitor(who)
    await served(town, who, 10)
    now = town.clock()
    events = await town.c.waits.events(MORNING, now)
    board = Floor(town, days=20).board
    board.happened(wait_log.came(events), wait_log.ended(events), now)
    hour = board.hours[QUEUE]
    assert (hour.came, hour.ended, hour.usual_came, hour.usual_ended) == (3, 1, 7.0, 7.0)
    town.clock.turn(minutes=61)
    board = Floor(town, days=3).board
    board.happened(wait_log.came(events), wait_log.ended(events), town.clock())
    assert (board.hours[QUEUE].came, board.hours[QUEUE].usual_came) == (0, None)


async def test_who_is_handed_on_comes_into_the_other_line_and_who_comes_back_comes_into_none(town: Town) -> None:
    who = await town.at("W05")
    row = await town.visitor(who)
    row = await town.do(visits.call, who, m.Call())
    row = await town.do(visits.absent, who, m.Absent(row.visit, "absent-2"), row.version)
    row = await town.do(visits.back, who, m.Back(row.visit), row.version)
    row = await town.do(visits.call, who, m.Call())
    row = await town.do(visits.serve, who, m.Serve(row.visit), row.version)
    await town.do(visits.hand_off, who, m.HandOff(row.visit, "G20"), row.version)
    events = await town.c.waits.events(MORNING, town.clock())
    assert [one.queue for one in wait_log.came(events)] == [QUEUE, "main/G20"]
