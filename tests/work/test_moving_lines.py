"""列ごと移す, and windows opened and closed from the floor manager's board."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from handoff import messages as m
from handoff.refusal import Reason
from handoff.stage import Stage
from server.ports.river import Notice
from server.work import visits, windows
from server.work.cupboards import Actor
from tests.work.town import Town, refused, request


async def manager_of(town: Town, who: Actor) -> Actor:
    """The same person with the right."""
    return replace(who, roles=("clerk", "manager"))


async def test_everybody_of_a_line_waits_in_another_one_with_number_and_arrival(town: Town) -> None:
    """Who is called or served stays; it is said once, with the line's names and nobody's number."""
    who = await town.at("W05")
    rows = [await town.visitor(who) for _ in range(4)]
    called = await town.do(visits.call, who, m.Call())
    boss, heard = await manager_of(town, who), asyncio.create_task(notice(town))
    done = await visits.move_line(town.c, boss, request(), None, m.MoveLine("G05", "G20"))
    assert done.more == {"moved": 3}
    for row in rows[1:]:
        after = await town.stored(row.visit)
        assert (after.line, after.stage, after.number) == ("G20", Stage.waiting, row.number)
        assert (after.arrived, after.turn) == (row.arrived, row.arrived)
    assert (await town.stored(called.visit)).line == "G05"
    said = await asyncio.wait_for(heard, 20)
    assert (said.about["office"], said.about["line"], said.about["to"]) == ("main", "G05", "G20")


async def notice(town: Town) -> Notice:
    """The first thing that is said of a line."""
    async for heard in town.c.tail.listen():
        if isinstance(heard, Notice) and heard.what == "line_moved":
            return heard
    raise AssertionError("the river ended")


async def test_only_a_floor_manager_moves_a_line_and_only_to_another_one(town: Town) -> None:
    """And nobody's empty line is announced as moved."""
    who = await town.at("W05")
    boss = await manager_of(town, who)
    await refused(Reason.not_allowed, visits.move_line(town.c, who, request(), None, m.MoveLine("G05", "G20")))
    await refused(Reason.not_a_choice, visits.move_line(town.c, boss, request(), None, m.MoveLine("G05", "G05")))
    await refused(Reason.no_such_counter, visits.move_line(town.c, boss, request(), None, m.MoveLine("G05", "G99")))
    wrong = m.MoveLine("G05", "G20", reason="pause-1")
    await refused(Reason.not_a_choice, visits.move_line(town.c, boss, request(), None, wrong))
    nobody = await visits.move_line(town.c, boss, request(), None, m.MoveLine("G20", "G05"))
    assert nobody.more == {"moved": 0}


async def test_a_manager_opens_and_closes_windows_and_is_asked_while_somebody_sits_there(town: Town) -> None:
    """A window where nobody sits is asked about the other way round."""
    who = await town.at("W05")
    boss = await manager_of(town, who)

    async def set_(deed: m.SetWindow) -> str:
        seat = (await windows.set_window(town.c, boss, request(), None, deed)).seat
        assert seat is not None
        return seat.state

    no = await refused(Reason.window_taken, set_(m.SetWindow("W05", "closed")))
    assert no.more["clerks"] == "中村"
    assert await set_(m.SetWindow("W05", "closed", sure=True)) == "closed"
    assert await set_(m.SetWindow("W05", "open")) == "open"
    await refused(Reason.window_empty, set_(m.SetWindow("W06", "open")))
    assert await set_(m.SetWindow("W06", "open", sure=True)) == "open"
    assert await set_(m.SetWindow("W06", "closed")) == "closed"
    await refused(Reason.reason_needed, set_(m.SetWindow("W05", "paused", sure=True)))
    assert await set_(m.SetWindow("W05", "paused", "pause-1", sure=True)) == "paused"
    shown = next(one for one in await town.c.board.seats("main") if one.window == "W05")
    assert (shown.state, shown.reason) == ("paused", "pause-1")


async def test_windows_of_another_office_and_without_the_right_are_refused(town: Town) -> None:
    who = await town.at("W05")
    boss = await manager_of(town, who)
    deed = m.SetWindow("W05", "closed", sure=True)
    await refused(Reason.not_allowed, windows.set_window(town.c, who, request(), None, deed))
    elsewhere = next(one.window for one in town.c.catalogs.house().windows if one.office != "main")
    for window in ("W99", elsewhere):
        deed = m.SetWindow(window, "closed", sure=True)
        await refused(Reason.no_such_window, windows.set_window(town.c, boss, request(), None, deed))
