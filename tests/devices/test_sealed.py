"""What is typed on the tablet reaches the agent that asked, and nobody else can open it."""

from __future__ import annotations

import asyncio
import base64

import pytest

from devices.sealed import NotSealed, Question
from devices.tablet import Tablet
from devices.wanted import Wanted, first_of
from handoff import messages as m
from tests.devices.sealing import seal

WANTED = Wanted("暗証番号を入力してください。", "mynumber", 3)


def test_what_was_sealed_for_a_question_opens_with_it() -> None:
    question = Question()
    assert question.open(*seal("1234", question.ask, question.share)).take() == b"1234"
    assert question.open(*seal("55021720352285", question.ask, question.share)).take() == b"55021720352285"


def test_a_box_for_another_question_or_with_another_bit_opens_nothing() -> None:
    question, other = Question(), Question()
    share, box = seal("1234", question.ask, question.share)
    turned = bytearray(base64.b64decode(box))
    turned[20] ^= 1
    for one, shown, sealed in (
        (other, share, box),
        (question, other.share, box),
        (question, share, base64.b64encode(turned).decode()),
        (question, share, ""),
        (question, "AA==", box),
        (question, "*", box),
    ):
        with pytest.raises(NotSealed):
            one.open(shown, sealed)


class Line:
    """The server, as an agent's tablet meets it."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[m.FromDevice] = asyncio.Queue()
        self.tablet = Tablet(self.say)

    async def say(self, message: m.FromDevice) -> bool:
        self.said.put_nowait(message)
        return True

    async def asked(self) -> m.AskPin:
        said = await self.said.get()
        assert isinstance(said, m.AskPin)
        return said


async def test_an_entry_is_good_for_its_question_once() -> None:
    line = Line()
    asking = asyncio.create_task(line.tablet.ask(WANTED))
    asked = await line.asked()
    assert (asked.card, asked.left) == ("mynumber", 3)
    given = m.PinGiven(asked.ask, *seal("1234", asked.ask, asked.key))
    line.tablet.heard(m.PinGiven("0" * 32, given.key, given.box))
    line.tablet.heard(m.PinGiven(asked.ask, given.key, "AAAA"))
    line.tablet.heard(given)
    line.tablet.heard(given)
    secret = await asking
    assert secret is not None
    assert secret.take() == b"1234"
    line.tablet.heard(given)
    assert line.said.empty()


async def test_a_visitor_who_does_not_want_to_is_not_asked_again() -> None:
    line = Line()
    asking = asyncio.create_task(line.tablet.ask(WANTED))
    line.tablet.heard(m.PinGiven((await line.asked()).ask, "", ""))
    assert await asking is None


async def test_what_was_typed_elsewhere_ends_the_question_at_the_tablet() -> None:
    line = Line()
    typed = asyncio.Event()

    async def keys(_: Wanted) -> None:
        await typed.wait()

    asking = asyncio.create_task(first_of(keys, line.tablet.ask)(WANTED))
    asked = await line.asked()
    typed.set()
    assert await asking is None
    assert await line.said.get() == m.PinOver(asked.ask)
