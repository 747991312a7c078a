"""待ち時間の目安 at the doors: staff hear all of it, halls what is known, and nobody anything before something is."""

from __future__ import annotations

import pytest

from handoff import messages as m
from handoff.wait_model import Learned
from server.ports.waits import Became
from server.realtime.waits import STILL_MS, WaitRound, rest_after
from server.work.wait_board import WaitBoard
from server.work.wait_learning import Kept
from tests.house import ISHII, NAKAMURA, RunningHouse
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
LEVELS = [25.0, 30.0, 33.0, 36.0]


def round_of(house: RunningHouse, kept: Kept, met: list[Became]) -> WaitRound:
    """A round of this house's own, which knows what a test says; the house's goes on beside it."""
    found = WaitRound(house.web.cellar.cupboards, house.web.rooms, house.web.announcer)
    found.board = WaitBoard()
    found.board.learned(kept, met)
    found.read_at = house.web.cellar.cupboards.clock() + 3_600_000
    return found


def known(said: m.Waits) -> set[str]:
    """The lines whose wait is known."""
    return {one.line for one in said.lines if one.state == "known"}


async def test_a_wait_is_said_where_enough_is_known_and_halls_hear_no_more_than_that(city_hall: RunningHouse) -> None:
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    await hall.greets()
    _, clerk = await city_hall.clerk(NAKAMURA, "W05")
    await city_hall.clerk(ISHII, "W12")
    given = await clerk.done(m.GiveNumber("S01"))
    met = [Became(f"main/{line}", 0, LEVELS, LEVELS, 30.0) for line in ("G05", "G12") for _ in range(80)]
    kept = Kept(Learned(queues={"main/G05": [10.0] * 12, "main/G12": [10.0] * 12}))
    await round_of(city_hall, kept, met).walk()
    staff = await clerk.hears(m.Waits, lambda one: {"G05", "G12"} <= known(one))  # the house's own round speaks too
    told = await hall.hears(m.Waits, known)
    assert [one.line for one in told.lines] == ["G05"]
    (shown,) = told.lines
    assert (shown.low, shown.to) != (0, None), "a range, or at least so long"
    assert (shown.ahead, shown.p50, shown.p80) == (0, None, None)
    mine = next(one for one in staff.lines if one.line == "G05")
    assert mine.ahead >= 1 and mine.p80 is not None and (mine.low, mine.to) == (shown.low, shown.to)
    assert next(one for one in staff.lines if one.line == "G12").state == "known"  # a quiet counter, on no board
    await clerk.done(m.Call(given.row.visit))
    await clerk.done(m.Serve(given.row.visit))
    await clerk.done(m.Finish(given.row.visit, "done"))


async def test_when_papers_are_handed_over_is_told_to_visitors_too(city_hall: RunningHouse) -> None:
    """Staff hear when each who was received will be called, halls how long it takes; a number's paper says both
    times."""
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    await hall.greets()
    client, clerk = await city_hall.clerk(NAKAMURA, "W05")
    given = await clerk.done(m.GiveNumber("S01"))
    for deed in (m.Call(given.row.visit), m.Serve(given.row.visit)):
        await clerk.done(deed)
    row = (await clerk.done(m.Process(given.row.visit))).row
    assert row is not None
    queues = ["main/G05", "main/G05 delivery"]
    met = [Became(queue, 0, LEVELS, LEVELS, 30.0) for queue in queues for _ in range(80)]
    waits = city_hall.web.announcer.waits
    try:
        await round_of(city_hall, Kept(Learned(queues={queue: [10.0] * 12 for queue in queues})), met).walk()
        (shown,) = (await hall.hears(m.Waits, known)).lines
        assert shown.handing is not None and shown.handing.state == "known" and shown.handing.p80 is None
        staff = await clerk.hears(m.Waits, lambda one: row.visit in {due.visit for due in one.dues if due.low})
        due = next(one for one in staff.dues if one.visit == row.visit)
        assert due.since == row.since and due.low is not None and due.to is not None
        assert (due.low - due.since, due.to - due.since) == (shown.handing.low * 60_000, shown.handing.to * 60_000)
        number = await clerk.done(m.GiveNumber("S01"))
        assert number.url is not None
        paper = text_of((await client.ask(number.url))[1])
        assert "お呼びする目安" in paper
        assert f"受付のあと、お渡しまで {shown.handing.low}〜{shown.handing.to}分" in paper
    finally:
        waits.clear()
    assert number.row is not None
    for deed in (m.Finish(row.visit, "done"), m.Call(number.row.visit), m.Serve(number.row.visit)):
        await clerk.done(deed)
    await clerk.done(m.Finish(number.row.visit, "done"))


async def test_a_floor_on_which_nothing_happens_is_not_played_again_each_second(city_hall: RunningHouse) -> None:
    _, clerk = await city_hall.clerk(NAKAMURA, "W05")
    waits = round_of(city_hall, Kept(), [])
    await waits.walk()
    first = waits.looked["main"]
    await waits.walk()
    again = waits.looked["main"]
    assert again == first or again[1] != first[1] or again[0] - first[0] >= STILL_MS
    row = (await clerk.done(m.GiveNumber("S01"))).row
    assert row is not None
    await clerk.hears(m.Moved, lambda one: one.row.visit == row.visit)
    await waits.walk()
    assert waits.looked["main"][1] > first[1]
    for deed in (m.Call(row.visit), m.Serve(row.visit), m.Finish(row.visit, "done")):
        await clerk.done(deed)


async def test_a_floor_of_thousands_rests_ten_times_as_long_as_it_was_played_and_a_city_hall_s_does_not() -> None:
    assert [rest_after(spent) for spent in (0.0, 30.0, 100.0)] == [0, 0, 0]
    assert rest_after(250.0) == 2500
    assert rest_after(4000.0) == STILL_MS


async def test_nothing_is_said_while_nothing_is_known(city_hall: RunningHouse) -> None:
    _, clerk = await city_hall.clerk(NAKAMURA, "W06")
    nothing = round_of(city_hall, Kept(), [])
    await nothing.walk()
    assert nothing.told == {}
    assert not [heard for heard in clerk.heard if isinstance(heard, m.Waits)]
