"""Windows' plans: entered, copied, learned; and what the forecast makes of them."""

from __future__ import annotations

import msgspec

from handoff import messages as m
from handoff.refusal import Reason
from server.realtime.announce import Announcer
from server.realtime.rooms import Rooms
from server.realtime.waits import WaitRound
from server.work import visits, window_plans
from server.work.cupboards import Actor
from server.work.wait_board import snapshot
from tests.work.town import DAY, Town, refused

WHOLE = [(510, 720), (780, 1035)]
NEXT_WEEK = "2027-04-05"


def boss_of(who: Actor) -> Actor:
    return msgspec.structs.replace(who, roles=("clerk", "manager"))


async def plan(town: Town, who: Actor, window: str, day: str = DAY) -> window_plans.WindowPlan:
    """A window's plan as the page shows it."""
    found = await window_plans.look(town.c, who, day)
    return next(one for one in found.windows if one.window == window)


async def test_a_plan_is_entered_over_what_was_on_the_screen(town: Town) -> None:
    """Who and when stand beside it; whoever looked at an older one is told; none at all says closed."""
    who = await town.at("W05")
    boss = boss_of(who)
    day = await window_plans.look(town.c, who, DAY)
    assert (day.open, day.opens, day.closes, day.before_has) == (True, 510, 1035, False)
    assert {one.source for one in day.windows} == {"none"}
    await window_plans.write(town.c, boss, DAY, "W05", WHOLE, 0)
    kept = await plan(town, who, "W05")
    assert (kept.spans, kept.source, kept.revision, kept.by) == (WHOLE, "entered", 1, "中村")
    await refused(Reason.overtaken, window_plans.write(town.c, boss, DAY, "W05", [], 0))
    await window_plans.write(town.c, boss, DAY, "W05", [], 1)
    await refused(Reason.overtaken, window_plans.write(town.c, boss, DAY, "W05", WHOLE, 1))
    kept = await plan(town, who, "W05")
    assert (kept.spans, kept.source) == ([], "entered")


async def test_what_may_not_be_planned_is_refused(town: Town) -> None:
    """Without the right, a window elsewhere, a day gone by or far away, a time that is none."""
    who = await town.at("W05")
    boss = boss_of(who)
    await refused(Reason.not_allowed, window_plans.write(town.c, who, DAY, "W05", WHOLE, 0))
    await refused(Reason.not_allowed, window_plans.copy(town.c, who, DAY))
    await refused(Reason.no_such_window, window_plans.write(town.c, boss, DAY, "W99", WHOLE, 0))
    await refused(Reason.past_time, window_plans.write(town.c, boss, "2027-03-28", "W05", WHOLE, 0))
    await refused(Reason.too_far_ahead, window_plans.write(town.c, boss, "2028-03-29", "W05", WHOLE, 0))
    await refused(Reason.no_such_date, window_plans.look(town.c, who, "2027-02-30"))
    await refused(Reason.no_such_time, window_plans.write(town.c, boss, DAY, "W05", [(720, 510)], 0))


async def test_the_same_weekday_is_copied_to_windows_that_have_no_plan(town: Town) -> None:
    """What was entered before stays as it is; nothing to copy is said."""
    boss = boss_of(await town.at("W05"))
    await refused(Reason.nothing_changed, window_plans.copy(town.c, boss, NEXT_WEEK))
    await window_plans.write(town.c, boss, DAY, "W05", WHOLE, 0)
    await window_plans.write(town.c, boss, DAY, "W06", WHOLE, 0)
    await window_plans.write(town.c, boss, NEXT_WEEK, "W06", [(600, 700)], 0)
    assert await window_plans.copy(town.c, boss, NEXT_WEEK) == 1
    assert (await plan(town, boss, "W05", NEXT_WEEK)).spans == WHOLE
    assert (await plan(town, boss, "W06", NEXT_WEEK)).spans == [(600, 700)]
    assert (await window_plans.look(town.c, boss, NEXT_WEEK)).before_has


async def served(town: Town, who: Actor, minutes: int) -> None:
    """A visitor comes, is called and served."""
    await town.visitor(who)
    row = await town.do(visits.call, who, m.Call())
    row = await town.do(visits.serve, who, m.Serve(row.visit), row.version)
    town.clock.turn(minutes=minutes)
    await town.do(visits.finish, who, m.Finish(row.visit, "done"), row.version)


async def test_two_mondays_teach_a_plan_and_the_forecast_goes_by_it(town: Town) -> None:
    """From 9:00 until a little after 9:45 on two Mondays; on the third the page says that it was learned, and an
    entered plan goes over it."""
    for _ in range(2):
        who = await town.at("W05")
        for _ in range(3):
            await served(town, who, 15)
        town.clock.turn(days=7, minutes=-45)
    who = await town.at("W05")
    today = town.c.business_day()
    usual = await plan(town, who, "W05", today)
    assert (usual.source, usual.spans) == ("learned", [(540, 600)])
    forecasts = WaitRound(town.c, Rooms(), Announcer(town.c, Rooms()))
    forecasts.announcer.read.add("main")
    await forecasts.walk()
    assert forecasts.plans["main"]["W05"] == usual.spans
    await window_plans.write(town.c, boss_of(who), today, "W05", WHOLE, 0)
    town.clock.turn(minutes=1)
    await forecasts.walk()
    assert forecasts.plans["main"]["W05"] == WHOLE
    seats = await town.c.visits.seats("main")
    seen = snapshot(town.c.catalogs.house(), [], seats, town.clock(), {}, {}, plans=forecasts.plans["main"])
    assert {one.window: one.plan for one in seen.windows}["W05"] == tuple(WHOLE)
    assert {one.plan for one in seen.windows if one.window == "W20"} == {None}
