"""応援: a window takes the visitors of another counter for now."""

from __future__ import annotations

from msgspec.structs import replace

from handoff import messages as m
from handoff.refusal import Reason
from server.work import assigning, clerks, visits, windows
from server.work.cupboards import Actor
from tests.work.test_moving_lines import manager_of
from tests.work.town import Town, refused, request


async def now(town: Town, who: Actor) -> Actor:
    """The same person, as the doors know them now."""
    me = await clerks.who(town.c, who.session)
    assert me is not None
    return replace(who, window=me.window, group=me.group)


async def serving(town: Town) -> m.Seat:
    """Window 5 as the record has it."""
    return next(one for one in await town.c.visits.seats("main") if one.window == "W05")


async def assigned(town: Town, boss: Actor, group: str | None, sure: bool = False) -> m.Seat:
    """Window 5 for another counter, or for its own."""
    done = await assigning.assign(town.c, boss, request(), None, m.Assign("W05", group, sure))
    assert done.seat is not None
    return done.seat


async def test_a_window_calls_for_another_counter_until_it_is_given_back(town: Town) -> None:
    """Whoever sits there is asked about, stays, and calls from the other counter's line, and from its own again."""
    clerk = await town.at("W05")
    boss = await manager_of(town, clerk)
    own, other = await town.visitor(clerk, "S01"), await town.visitor(clerk, "S08")
    assert (own.line, other.line) == ("G05", "G20")
    no = await refused(Reason.window_taken, assigned(town, boss, "G20"))
    assert no.more["clerks"] == "中村"
    assert (await assigned(town, boss, "G20", sure=True)).serves == "G20"
    shown = next(one for one in await town.c.board.seats("main") if one.window == "W05")
    assert shown.serves == "G20"
    helper = await now(town, clerk)
    called = await town.do(visits.call, helper, m.Call())
    assert called.number == other.number
    await town.do(visits.back, helper, m.Back(called.visit))
    assert (await assigned(town, boss, "G05", sure=True)).serves is None
    called = await town.do(visits.call, await now(town, clerk), m.Call())
    assert called.number == own.number


async def test_it_survives_an_emptied_live_store_and_ends_behind_the_last_who_sits_there(town: Town) -> None:
    clerk = await town.at("W05")
    boss = await manager_of(town, clerk)
    await assigned(town, boss, "G20", sure=True)
    await town.c.sessions.drop(clerk.session)
    assert (await now(town, clerk)).group == "G20"
    await windows.close_window(town.c, clerk, request(), None, m.CloseWindow())
    await windows.open_window(town.c, clerk, request(), None, m.OpenWindow())
    assert (await serving(town)).serves == "G20"
    await windows.leave(town.c, clerk, request(), None, m.Leave())
    assert (await serving(town)).serves is None


async def test_only_a_floor_manager_assigns_and_only_what_there_is(town: Town) -> None:
    clerk = await town.at("W05")
    boss = await manager_of(town, clerk)
    await refused(Reason.not_allowed, assigned(town, clerk, "G20"))
    await refused(Reason.no_such_counter, assigned(town, boss, "G99"))
    wrong = m.Assign("W99", "G20")
    await refused(Reason.no_such_window, assigning.assign(town.c, boss, request(), None, wrong))
