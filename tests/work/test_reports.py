"""統計: what a day's figures count, in every group."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from handoff import messages as m
from handoff.figures import By, Figures
from handoff.messages import Row
from handoff.refusal import Reason
from server.work import figuring, reports, visits
from tests.work.town import DAY, Town, refused


async def test_a_day_is_counted_as_a_whole_and_by_line(town: Town) -> None:
    """Waits count when they ended with a call, services when they ended."""
    who = await town.at("W05")
    rows = [await town.visitor(who) for _ in range(3)]
    await town.visitor(who, "S04")
    for minutes, row in ((10, rows[0]), (5, rows[1])):
        town.clock.turn(minutes=minutes)
        called = await town.do(visits.call, who, m.Call(row.visit))
        served = await town.do(visits.serve, who, m.Serve(row.visit), called.version)
        town.clock.turn(minutes=5)
        await town.do(visits.finish, who, m.Finish(row.visit, "done"), served.version)
    called = await town.do(visits.call, who, m.Call(rows[2].visit))
    gone = await town.do(visits.absent, who, m.Absent(rows[2].visit, "absent-2"), called.version)
    await town.do(visits.finish, who, m.Finish(gone.visit, "gone", "absent-1"), gone.version)
    boss = msgspec.structs.replace(who, roles=("manager",))

    found = await reports.look(town.c, boss, "line", DAY, DAY)
    total = found.total
    assert (total.visitors, total.done, total.gone, total.open, total.calls) == (4, 2, 1, 1, 3)
    assert (total.waits, total.services) == (3, 2)
    assert total.wait_average == pytest.approx((10 + 20 + 25) / 3, abs=0.1)
    assert total.wait_longest == pytest.approx(25, abs=0.1) and total.service_average == pytest.approx(5, abs=0.1)
    lines = {one.key: one for one in found.rows}
    assert lines["G01"] == Figures("G01", visitors=1, open=1) and lines["G05"].visitors == 3
    assert found.names["G05"] == "住民異動・印鑑登録"

    async def keys(by: str) -> dict[str, int]:
        return {one.key: one.visitors for one in (await reports.look(town.c, boss, by, DAY, DAY)).rows}

    assert await keys("day") == {DAY: 4} and await keys("month") == {DAY[:7]: 4}
    assert await keys("hour") == {"09": 4} and await keys("service") == {"S01": 3, "S04": 1}
    assert await keys("kind") == {"市民課|S01": 3, "市民課|S04": 1}
    assert await keys("department") == {"市民課": 4} and await keys("all") == {"": 4}
    assert (await reports.look(town.c, boss, "day", "2027-03-01", "2027-03-28")).rows == []


async def test_a_day_that_is_over_stands_counted_and_says_the_same(town: Town) -> None:
    """Counted once, counted again when something of it changes, and never another figure than the visits give."""
    who = await town.at("W05")
    boss = msgspec.structs.replace(who, roles=("manager",))
    rows = [await town.visitor(who) for _ in range(3)]
    for row in rows[:2]:
        town.clock.turn(minutes=7)
        called = await town.do(visits.call, who, m.Call(row.visit))
        served = await town.do(visits.serve, who, m.Serve(row.visit), called.version)
        town.clock.turn(minutes=4)
        await town.do(visits.finish, who, m.Finish(row.visit, "done"), served.version)
    assert await figuring.walk(town.c) == 0, "a day that goes on is not counted for good"

    async def said() -> dict[str, tuple[Figures, list[Figures]]]:
        found = {by: await reports.look(town.c, boss, by, "2027-03-01", "2027-04-02") for by in get_args(By)}
        return {by: (one.total, one.rows) for by, one in found.items()}

    town.clock.turn(days=1)
    live = await said()
    assert await figuring.walk(town.c) == 1
    assert await said() == live and live["all"][0].open == 1 and live["day"][1][0].key == DAY
    assert await town.c.reports.uncounted("main", town.c.business_day(), 5) == []

    town.clock.turn(minutes=10)
    assert await visits.midnight(town.c) == 1
    changed = (await said())["all"][0]
    assert (changed.open, changed.suspended) == (0, 1), "told at once, before it is counted again"
    assert await figuring.walk(town.c) == 1
    assert (await said())["all"][0] == changed


async def test_old_days_that_nobody_has_counted_yet_are_said_to_be_missing(town: Town) -> None:
    """As after an update: counting them all while somebody waits would take too long."""
    who = await town.at("W05")
    boss = msgspec.structs.replace(who, roles=("manager",))
    await town.visitor(who)
    town.clock.turn(days=33)
    who = await town.at("W05")
    await town.visitor(who)
    today = town.c.business_day()
    found = await reports.look(town.c, boss, "day", "2027-03-01", today)
    assert (found.missing, found.minutes) == (20, 1)
    assert [one.key for one in found.rows] == [today] and found.total.visitors == 1
    await figuring.walk(town.c)
    found = await reports.look(town.c, boss, "day", "2027-03-01", today)
    assert (found.missing, found.minutes) == (0, 0)
    assert [one.key for one in found.rows] == [DAY, today] and found.total.visitors == 2


async def test_figures_are_for_managers_and_of_days_that_are(town: Town) -> None:
    who = await town.at("W05")
    boss = msgspec.structs.replace(who, roles=("manager",))
    await refused(Reason.not_allowed, reports.look(town.c, who, "day", DAY, DAY))
    await refused(Reason.not_allowed, reports.day_report(town.c, who, DAY))
    await refused(Reason.not_a_choice, reports.look(town.c, boss, "weather", DAY, DAY))
    await refused(Reason.no_such_date, reports.look(town.c, boss, "day", "soon", DAY))
    await refused(Reason.bad_message, reports.look(town.c, boss, "day", "2027-03-30", DAY))
    await refused(Reason.bad_message, reports.look(town.c, boss, "day", "2025-01-01", DAY))


async def test_what_a_visit_leaves_is_written_when_it_ends_with_its_applications(town: Town) -> None:
    """By procedure with who wrote last, by what was read, by where they came from; not for who took the form home, and
    not twice for who was called back."""
    who = await town.at("W05")
    boss = msgspec.structs.replace(who, roles=("manager",))

    async def serves() -> Row:
        row = await town.visitor(who)
        called = await town.do(visits.call, who, m.Call(row.visit))
        served = await town.do(visits.serve, who, m.Serve(row.visit), called.version)
        await town.write(row.case, clerk="U01", old_lgcode="131016", ev__TENNYU=True)
        town.clock.turn(minutes=6)
        return served

    async def by(group: str) -> dict[str, Figures]:
        return {one.key: one for one in (await reports.look(town.c, boss, group, DAY, DAY)).rows}

    home = await serves()
    await town.do(visits.finish, who, m.Finish(home.visit, "suspended", "suspend-1"), home.version)
    assert await by("procedure") == {}
    for _ in range(3):
        row = await serves()
        row = await town.do(visits.finish, who, m.Finish(row.visit, "done"), row.version)
    again = await town.do(visits.reopen, who, m.Reopen(row.visit), row.version)
    assert (await by("procedure"))["P001"].visitors == 2
    await town.do(visits.finish, who, m.Finish(again.visit, "done"), again.version)

    moved = (await by("procedure"))["P001"]
    assert (moved.visitors, moved.cases, moved.clerk) == (3, 3, "U01")
    assert moved.service_average == pytest.approx(6, abs=0.1)
    total = (await by("all"))[""]
    assert total.cases == 3 and total.notifications >= 3 and total.applications >= 3
    assert total.boxes > total.typed > 0 and total.names > 0 and total.answers >= total.automatic
    assert {key: one.visitors for key, one in (await by("town")).items()} == {"13101": 3}
    assert {key: one.visitors for key, one in (await by("read")).items()} == {"hand": 3}
    live = [await by(group) for group in ("town", "read", "procedure", "service")]
    town.clock.turn(days=1)
    await figuring.walk(town.c)
    assert [await by(group) for group in ("town", "read", "procedure", "service")] == live
