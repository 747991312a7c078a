"""作業一覧 live: who has it open hears at once that it moved on, by whomever; whoever may not have it hears nothing."""

from __future__ import annotations

import pytest

from handoff import messages as m
from tests.doors.serving import an_op
from tests.doors.test_work import exporter, finished, listed
from tests.house import TANAKA, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")


def of_main(heard: m.WorkMoved) -> bool:
    """The list of the office where everything here happens."""
    return heard.office == "main"


async def looks(voice: Voice) -> None:
    """The page is opened."""
    place = len(voice.heard)
    await voice.say(m.WatchWork(ask=an_op()))
    await voice.hears(m.WorkMoved, of_main, place)


async def leaves(voice: Voice) -> None:
    """The page is left; what was said to the same lane after it is answered."""
    await voice.say(m.WatchWork(ask=an_op(), on=False))
    await voice.moves(m.Call("nobody"))


async def test_a_deed_and_a_visit_that_ends_are_heard_by_who_looks_at_the_list(city_hall: RunningHouse) -> None:
    ann, bob = await exporter(city_hall), await exporter(city_hall)
    voice = await bob.stands_at("/staff")
    await voice.greets()
    await looks(voice)
    place = len(voice.heard)
    case = await finished(city_hall)
    await voice.hears(m.WorkMoved, of_main, place)
    task = await listed(city_hall, bob, case)
    place = len(voice.heard)
    deal = {"case": case, "form": task["form"], "version": task["version"], "deed": "take"}
    await ann.posts("/api/work/do", deal)
    await voice.hears(m.WorkMoved, of_main, place)
    assert (await listed(city_hall, bob, case))["holder_name"] != ""


async def test_who_has_left_the_page_hears_no_more(city_hall: RunningHouse) -> None:
    ann = await exporter(city_hall)
    voice = await ann.stands_at("/staff")
    await voice.greets()
    await looks(voice)
    await leaves(voice)
    _, other = await city_hall.clerk(TANAKA, "W01")
    row = (await other.done(m.GiveNumber("S04"))).row
    assert row is not None
    await voice.hears(m.Moved, lambda heard: heard.row.visit == row.visit)
    place = len(voice.heard)
    await other.done(m.Call(row.visit))
    await other.done(m.Serve(row.visit))
    await other.done(m.Finish(row.visit, "done"))
    last = (await other.done(m.GiveNumber("S04"))).row
    assert last is not None
    await voice.hears(m.Moved, lambda heard: heard.row.visit == last.visit)
    assert [one for one in voice.heard[place:] if isinstance(one, m.WorkMoved) and of_main(one)] == []


async def test_without_the_grant_nobody_hears_of_the_list(city_hall: RunningHouse) -> None:
    _, voice = await city_hall.clerk(TANAKA)
    ask = an_op()
    await voice.say(m.WatchWork(ask=ask))
    answer = await voice.hears(m.Answer, lambda heard: heard.re == ask)
    assert (answer.result, answer.reason) == ("refused", "not_allowed")
    assert not any(isinstance(one, m.WorkMoved) for one in voice.heard)
