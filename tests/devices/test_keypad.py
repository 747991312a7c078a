"""The keys of the window PC: a line goes to the question that stands, and to nothing else."""

from __future__ import annotations

import asyncio
import queue

from devices.cards.secret import Secret
from devices.keypad import Keypad
from devices.wanted import Wanted

WAIT_S = 60.0


class Keys:
    def __init__(self) -> None:
        self.lines: queue.Queue[str] = queue.Queue()
        self.told: asyncio.Queue[str] = asyncio.Queue()
        self.looks: asyncio.Queue[None] = asyncio.Queue()
        self.loop = asyncio.get_running_loop()
        self.pad = Keypad(self.told.put_nowait, self.line)
        self.listens = self.pad.start()

    async def __aenter__(self) -> Keys:
        return self

    async def __aexit__(self, *gone: object) -> None:
        """The input ends, and who listens with it, before the loop does."""
        self.lines.put("")
        await asyncio.to_thread(self.listens.join, WAIT_S)
        assert not self.listens.is_alive()

    def line(self) -> str:
        self.loop.call_soon_threadsafe(self.looks.put_nowait, None)
        return self.lines.get()

    async def asks(self, sentence: str) -> asyncio.Task[Secret | None]:
        asked = asyncio.create_task(self.pad.ask(Wanted(sentence, "mynumber")))
        async with asyncio.timeout(WAIT_S):
            assert await self.told.get() == sentence
        return asked


async def typed(asked: asyncio.Task[Secret | None]) -> bytes:
    async with asyncio.timeout(WAIT_S):
        secret = await asked
    assert secret is not None
    return secret.take()


async def test_a_line_answers_the_question_that_stands() -> None:
    async with Keys() as keys:
        asked = await keys.asks("暗証番号を入力してください。")
        keys.lines.put("1234\n")
        assert await typed(asked) == b"1234"


async def test_what_was_typed_before_the_question_answers_nothing() -> None:
    async with Keys() as keys:
        keys.lines.put("0000\n")
        async with asyncio.timeout(WAIT_S):
            for _ in range(2):  # it looks for the second line when the first one was heard
                await keys.looks.get()
        asked = await keys.asks("番号")
        keys.lines.put("5678\n")
        assert await typed(asked) == b"5678"


async def test_a_question_that_is_taken_back_leaves_the_keys_to_the_next() -> None:
    async with Keys() as keys:
        first = await keys.asks("一枚目")
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        second = await keys.asks("二枚目")
        keys.lines.put("1111\n")
        assert await typed(second) == b"1111"
