"""The keypad on the tablet of the window: asked over the line to the server, which cannot read what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from devices.cards.secret import Secret
from devices.sealed import NotSealed, Question
from devices.wanted import Wanted
from handoff import messages as m


class Tablet:
    """`say` speaks to the server. Each entry is good for its question alone."""

    def __init__(self, say: Callable[[m.FromDevice], Awaitable[bool]]) -> None:
        self.say = say
        self._asked: dict[str, tuple[Question, asyncio.Future[Secret | None]]] = {}

    async def ask(self, wanted: Wanted) -> Secret | None:
        """What the visitor typed; None when the visitor does not want to. Waits for ever: whoever asks ends it."""
        question = Question()
        typed: asyncio.Future[Secret | None] = asyncio.get_running_loop().create_future()
        self._asked[question.ask] = (question, typed)
        try:
            await self.say(m.AskPin(question.ask, wanted.card, wanted.left, question.share))
            return await typed
        finally:
            del self._asked[question.ask]
            if not typed.done() or typed.cancelled():
                await self.say(m.PinOver(question.ask))

    def heard(self, given: m.PinGiven) -> None:
        """What the server passed on; what was not asked for, or is no entry for it, is forgotten."""
        question, typed = self._asked.get(given.ask, (None, None))
        if question is None or typed is None or typed.done():
            return
        try:
            typed.set_result(question.open(given.key, given.box) if given.box else None)
        except NotSealed:
            return
