"""What opens a card goes from the tablet of a window to the agent that asked, through doors that cannot read it."""

from __future__ import annotations

import pytest

from devices.sealed import Question
from handoff import messages as m
from tests.devices.sealing import seal
from tests.doors.test_device import Desk
from tests.house import RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def tablet_of(house: RunningHouse, window: str) -> Voice:
    tablet = await (await house.screen("tablet", window)).stands_at("/display")
    await tablet.greets()
    await tablet.hears(m.PinAsked, lambda heard: heard.ask is None)
    return tablet


async def asks(desk: Desk, left: int = 3) -> Question:
    question = Question()
    await desk.reader.say(m.AskPin(question.ask, "mynumber", left, question.share))
    return question


async def test_what_is_typed_on_the_tablet_reaches_the_agent_alone(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W05").open()
    tablet, elsewhere = await tablet_of(city_hall, "W05"), await tablet_of(city_hall, "W06")
    other = await city_hall.agent(await city_hall.reader("W05", "もう1台"))
    await desk.serves()
    await desk.armed()
    question = await asks(desk)
    asked = await tablet.hears(m.PinAsked, lambda heard: heard.ask == question.ask)
    assert (asked.card, asked.left, asked.key) == ("mynumber", 3, question.share)
    share, box = seal("1234", question.ask, question.share)
    await tablet.say(m.PinTyped(question.ask, share, box))
    given = await desk.reader.hears(m.PinGiven)
    assert question.open(given.key, given.box).take() == b"1234"
    await tablet.hears(m.PinAsked, lambda heard: heard.ask is None, tablet.heard.index(asked))
    await tablet.say(m.PinTyped(question.ask, share, box))
    again = await tablet.hears(m.Answer, lambda heard: heard.result == "refused")
    assert again.reason == "not_asked"
    assert not any(isinstance(heard, m.PinGiven) for heard in other.heard)
    assert not any(isinstance(heard, m.PinAsked) and heard.ask for heard in elsewhere.heard)
    redis = city_hall.web.cellar.live.redis
    assert not [key async for key in redis.scan_iter(f"*{question.ask}*")]
    await desk.ends()


async def test_a_tablet_that_comes_back_asks_on_until_the_case_moves_on(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W07").open()
    screen = await city_hall.screen("tablet", "W07")
    await desk.serves()
    await desk.armed()
    question = await asks(desk, left=2)
    await desk.clerk.hears(m.PinAsked, lambda heard: heard.ask == question.ask)
    tablet = await screen.stands_at("/display")
    await tablet.greets()
    asked = await tablet.hears(m.PinAsked, lambda heard: heard.ask == question.ask)
    assert asked.left == 2
    await desk.ends()
    await tablet.hears(m.PinAsked, lambda heard: heard.ask is None, tablet.heard.index(asked))


@pytest.mark.parametrize("gone", [False, True])
async def test_a_card_that_is_taken_away_is_asked_about_no_more(city_hall: RunningHouse, gone: bool) -> None:
    desk = await Desk(city_hall, "W08").open()
    tablet = await tablet_of(city_hall, "W08")
    await desk.serves()
    await desk.armed()
    question = await asks(desk)
    asked = await tablet.hears(m.PinAsked, lambda heard: heard.ask == question.ask)
    await (desk.reader.leave() if gone else desk.reader.say(m.PinOver(question.ask)))
    await tablet.hears(m.PinAsked, lambda heard: heard.ask is None, tablet.heard.index(asked))
    await desk.ends()


async def test_without_a_case_or_with_nonsense_nobody_is_asked(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W09").open()
    question = await asks(desk)
    assert (await desk.reader.hears(m.Answer)).reason == "not_armed"
    await desk.serves()
    await desk.armed()
    for said in (
        m.AskPin("short", "mynumber", 3, question.share),
        m.AskPin(question.ask, "passport", 3, question.share),
        m.AskPin(question.ask, "mynumber", 99, question.share),
        m.AskPin(question.ask, "mynumber", 3, "AA=="),
        m.AskPin(question.ask, "mynumber", 3, "*"),
    ):
        place = len(desk.reader.heard)
        await desk.reader.say(said)
        assert (await desk.reader.hears(m.Answer, after=place)).reason == "bad_message"
    tablet = await tablet_of(city_hall, "W09")
    question = await asks(desk)
    asked = await tablet.hears(m.PinAsked, lambda heard: heard.ask == question.ask)
    await tablet.say(m.PinTyped(asked.ask, "AA==", "AA=="))
    assert (await tablet.hears(m.Answer)).reason == "bad_message"
    await desk.ends()
