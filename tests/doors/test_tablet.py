"""The visitor's questions on a window's tablet: shown while a clerk lets it, answered by the rule of edits, gone with
the case; and nothing that is for staff only, in no message, no order, no count and no version."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import AsyncIterator, Callable

import msgspec
import pytest
import pytest_asyncio

from handoff import messages as m
from server.work.tablet import word
from tests.doors.serving import Serving, an_op
from tests.house import ISHII, NAKAMURA, SATO, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
STAFF_ONLY = {"Q006": True, "Q076": True}
PROXY, MANDATE, PHOTO = "Q001", "Q002", "Q003"


class Desk(Serving):
    """A clerk who serves a case, and the window's tablet."""

    tablet: Voice

    async def begin(self) -> None:
        """The tablet is paired and greets."""
        self.tablet = await (await self.house.screen("tablet", self.window)).stands_at("/display")
        await self.tablet.greets()

    async def asks(self, such: Callable[[m.Questions], bool] = lambda _: True, after: int = 0) -> m.Questions:
        """What the tablet asks."""
        asked: m.Questions = await self.tablet.hears(m.Questions, such, after)
        return asked

    async def shows(self) -> m.Questions:
        """The clerk puts the questions on the tablet."""
        place = len(self.tablet.heard)
        op = await self.edits(m.OnTablet(on=True))
        return await self.asks(lambda asked: asked.turn == op, place)

    async def presses(self, asked: m.Questions, question: str, yes: bool | None, base: str | None = None) -> m.Answer:
        """A button on the tablet."""
        assert asked.turn is not None
        return await self.says(m.Press(an_op(), asked.turn, word(asked.turn, question), yes, base))

    async def says(self, press: m.Press) -> m.Answer:
        """Anything a tablet may try."""
        place = len(self.tablet.heard)
        await self.tablet.say(press)
        answer: m.Answer = await self.tablet.hears(m.Answer, lambda heard: heard.re == press.op, place)
        return answer


@pytest_asyncio.fixture(loop_scope="session")
async def desk(city_hall: RunningHouse) -> AsyncIterator[Desk]:
    """石井 at window 7 with a visitor, and the tablet there."""
    made = await Desk.open(city_hall, ISHII, "W07")
    yield made
    await made.close()


def of(asked: m.Questions, question: str) -> m.Asking | None:
    """A question as the tablet has it."""
    assert asked.turn is not None
    return next((one for one in asked.questions if one.question == word(asked.turn, question)), None)


async def test_the_tablet_asks_when_the_clerk_lets_it_and_its_answers_are_edits_like_any_other(desk: Desk) -> None:
    assert not [heard for heard in desk.tablet.heard if isinstance(heard, m.Questions)]
    asked = await desk.shows()
    first = of(asked, PROXY)
    assert first is not None and first.answer is None and "《" in first.text, "in plain words, with readings"
    assert of(asked, MANDATE) is None

    place = len(desk.tablet.heard)
    assert (await desk.presses(asked, PROXY, yes=False)).result == "ok"
    follows = await desk.asks(lambda now: of(now, MANDATE) is not None, place)
    assert (of(follows, PROXY) or first).answer is False
    entry = await desk.wrote(f"q.{PROXY}")
    assert (entry.value, entry.source, entry.window, entry.clerk, entry.by) == (False, "visitor", "W07", "", "来庁者")

    place = len(desk.tablet.heard)
    base = (of(follows, PROXY) or first).base
    assert (await desk.presses(follows, PROXY, None, base)).result == "ok"
    back = await desk.asks(lambda now: of(now, MANDATE) is None, place)
    assert (of(back, PROXY) or first).answer is None


async def test_two_windows_and_the_tablet_answer_at_once_and_neither_overwrites_the_other(
    city_hall: RunningHouse, desk: Desk
) -> None:
    _, other = await city_hall.clerk(SATO)
    await desk.joins(other)
    asked = await desk.shows()
    place = len(desk.tablet.heard)
    answers = await asyncio.gather(
        desk.tries(m.Reply({PROXY: True})),
        desk.tries(m.Reply({PHOTO: True}), by=other),
        desk.presses(asked, "Q004", yes=True),
    )
    assert [answer.result for answer in answers] == ["ok", "ok", "ok"]
    now = await desk.asks(
        lambda seen: all(found is not None and found.answer for found in map(of, [seen] * 3, (PROXY, PHOTO, "Q004"))),
        place,
    )
    assert now.turn == asked.turn

    stale = await desk.presses(asked, PROXY, yes=False)
    assert (stale.result, stale.entries) == ("overtaken", None), "a tablet is not told what others wrote"
    quarrel = await desk.tries(m.Reply({"Q004": False}), by=other)
    assert quarrel.result == "overtaken" and quarrel.entries is not None
    assert quarrel.entries["q.Q004"].source == "visitor"


async def test_what_the_tablet_may_not_say_is_refused(desk: Desk) -> None:
    asked = await desk.shows()
    turn = asked.turn or ""
    sheet = await desk.joins(desk.clerk)
    for question in (word(turn, "Q006"), word(turn, "Q076"), "Q006", word(turn, "Q999"), word(turn, MANDATE), ""):
        no = await desk.says(m.Press(an_op(), turn, question, yes=True))
        assert (no.result, no.reason) == ("refused", "not_asked"), question
    for wrong in (an_op(), "", "x" * 26):
        no = await desk.says(m.Press(an_op(), wrong, word(wrong, PROXY), yes=True))
        assert (no.result, no.reason) == ("refused", "not_asked")
    no = await desk.says(m.Press(an_op(), turn, word(turn, PROXY) + "\x00", yes=True))
    assert (no.result, no.reason) == ("refused", "bad_message")
    assert (await desk.joins(desk.clerk)).rev == sheet.rev


@pytest.mark.parametrize("kind", ["hall", "number"])
async def test_other_screens_press_nothing(city_hall: RunningHouse, desk: Desk, kind: str) -> None:
    turn = (await desk.shows()).turn or ""
    other = await (await city_hall.screen(kind)).stands_at("/display")
    await other.greets()
    op = an_op()
    await other.say(m.Press(op, turn, word(turn, PROXY), yes=True))
    assert (await other.hears(m.Answer, lambda heard: heard.re == op)).reason == "not_allowed"
    assert not [heard for heard in other.heard if isinstance(heard, m.Questions)]


async def test_a_clerk_presses_no_tablet(city_hall: RunningHouse) -> None:
    _, clerk = await city_hall.clerk(ISHII)
    op = an_op()
    await clerk.say(m.Press(op, an_op(), "x", yes=True))
    assert (await clerk.hears(m.Answer, lambda heard: heard.re == op)).reason == "bad_message"


@pytest.mark.parametrize(
    ("question", "reason"),
    [("Q999", "no_such_question"), ("Q001\x00", "no_such_question"), ("q.Q001", "no_such_question")],
)
async def test_a_clerk_answers_no_question_that_there_is_not(desk: Desk, question: str, reason: str) -> None:
    no = await desk.tries(m.Reply({question: True}))
    assert (no.result, no.reason) == ("refused", reason)


async def test_the_tablet_is_empty_the_moment_the_case_leaves_and_asks_nothing_of_the_next(desk: Desk) -> None:
    asked = await desk.shows()
    place = len(desk.tablet.heard)
    await desk.clerk.done(m.HandOff(desk.row.visit, "G20"))
    assert (await desk.asks(lambda now: now.turn is None, place)).questions == []
    late = await desk.presses(asked, PROXY, yes=True)
    assert (late.result, late.reason) == ("refused", "not_asked")

    await desk.clerk.done(m.TakeBack(desk.row.visit))
    await desk.clerk.done(m.HandOff(desk.row.visit, "G20"))
    await desk.next()
    await desk.edits(m.Reply({PROXY: True}))
    mine = [heard for heard in desk.tablet.heard[place:] if isinstance(heard, m.Questions)]
    assert [now.turn for now in mine] == [None], "a taken back case is a new claim: its clerk opens the tablet again"


async def test_the_tablet_is_empty_when_the_clerk_stops_it_or_goes_away(desk: Desk) -> None:
    asked = await desk.shows()
    place = len(desk.tablet.heard)
    await desk.clerk.done(m.Away())
    await desk.asks(lambda now: now.turn is None, place)
    await desk.clerk.done(m.Return())
    assert (await desk.asks(lambda now: now.turn is not None, place)).turn == asked.turn
    place = len(desk.tablet.heard)
    await desk.edits(m.OnTablet(on=False))
    await desk.asks(lambda now: now.turn is None, place)


async def test_a_tablet_that_comes_back_asks_what_it_asked(desk: Desk) -> None:
    asked = await desk.shows()
    place = len(desk.tablet.heard)
    await desk.tablet.greets()
    assert await desk.asks(after=place) == asked


# ---- what is for staff only


async def test_I14_answers_that_are_for_staff_only_change_no_byte_for_halls_and_tablets(
    city_hall: RunningHouse,
) -> None:
    """Two visitors at two windows, the same in everything but the questions that are for staff only. What the hall and
    the tablets are sent is the same, byte for byte, but for names that chance gave and times."""
    visits = [await _visit(city_hall, *who) for who in ((NAKAMURA, "W09", {}), (ISHII, "W10", STAFF_ONLY))]
    plain, secret = visits
    assert plain == secret
    assert len(plain) > 8


async def _visit(house: RunningHouse, login: str, window: str, hidden: dict[str, bool]) -> list[str]:
    """A visit with its questions on the tablet; everything that the hall and the tablet were sent."""
    hall = await (await house.screen("hall")).stands_at("/display")
    await hall.greets()
    desk = await Desk.open(house, login, window)
    await desk.shows()
    place = len(desk.clerk.heard)
    if hidden:
        await desk.edits(m.Reply(hidden))
        planned = await desk.clerk.hears(m.Moved, lambda moved: moved.what == "plan" and "G37" in moved.row.way, place)
        assert planned.row.visit == desk.row.visit, "the way is another one, for staff"
        await desk.edits(m.Choose(["P012"], reason="procedure-1"))
        await desk.edits(m.Say(text="別の窓口のご案内"))
    await desk.edits(m.Reply({PROXY: True}))
    asked = await desk.asks(lambda now: now.turn is not None and (of(now, PROXY) or now.questions[0]).answer is True)
    place = len(desk.tablet.heard)
    await desk.presses(asked, PHOTO, yes=True)
    await desk.asks(lambda now: now.turn is not None and (of(now, PHOTO) or now.questions[0]).answer is True, place)
    await desk.clerk.done(m.HandOff(desk.row.visit, "G20"))
    for screen in (hall, desk.tablet):
        await screen.hears(m.Moved, lambda moved: moved.row.visit == desk.row.visit and moved.row.stage == "passing")
    await desk.asks(lambda now: now.turn is None, place)
    return [*_bytes(hall, desk, window), *_bytes(desk.tablet, desk, window)]


def _bytes(screen: Voice, desk: Desk, window: str) -> list[str]:
    """What a screen was sent of this visit, with the same names for the same things."""
    sent = [
        heard
        for heard in screen.heard
        if isinstance(heard, m.Questions) or (isinstance(heard, m.Moved) and heard.row.visit == desk.row.visit)
    ]
    text = "\n".join(msgspec.json.encode(one).decode() for one in sent)
    for known, name in ((desk.row.visit, "VISIT"), (desk.row.number, "NUMBER"), (window, "WINDOW")):
        text = text.replace(known, name)
    counted = itertools.count(1)
    names: dict[str, str] = {}
    text = re.sub(r"\b[0-9a-z]{20,32}\b", lambda word: names.setdefault(word[0], f"word{next(counted)}"), text)
    return re.sub(r"\b1\d{12}\b", "TIME", text).split("\n")
