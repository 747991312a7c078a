"""The keys of the window PC: a line goes to the question that stands, and to nothing else."""

from __future__ import annotations

import asyncio
import queue

from devices.keypad import Keypad


class Keys:
    def __init__(self) -> None:
        self.lines: queue.Queue[str] = queue.Queue()
        self.told: list[str] = []
        self.pad = Keypad(self.told.append, self.lines.get)
        self.pad.start()


async def test_a_line_answers_the_question_that_stands() -> None:
    keys = Keys()
    asked = asyncio.create_task(keys.pad.ask("暗証番号を入力してください。"))
    while not keys.told:
        await asyncio.sleep(0)
    keys.lines.put("1234\n")
    async with asyncio.timeout(30):
        secret = await asked
    assert secret is not None
    assert secret.take() == b"1234"
    assert keys.told == ["暗証番号を入力してください。"]


async def test_what_was_typed_before_the_question_answers_nothing() -> None:
    keys = Keys()
    heard = asyncio.Event()
    take = keys.pad._heard
    keys.pad._heard = lambda secret: (take(secret), heard.set())  # type: ignore[assignment,method-assign]
    keys.lines.put("0000\n")
    async with asyncio.timeout(30):
        await heard.wait()
    asked = asyncio.create_task(keys.pad.ask("番号"))
    while not keys.told:
        await asyncio.sleep(0)
    keys.lines.put("5678\n")
    async with asyncio.timeout(30):
        secret = await asked
    assert secret is not None
    assert secret.take() == b"5678"


async def test_a_question_that_is_taken_back_leaves_the_keys_to_the_next() -> None:
    keys = Keys()
    first = asyncio.create_task(keys.pad.ask("一枚目"))
    while not keys.told:
        await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    second = asyncio.create_task(keys.pad.ask("二枚目"))
    while len(keys.told) < 2:
        await asyncio.sleep(0)
    keys.lines.put("1111\n")
    async with asyncio.timeout(30):
        secret = await second
    assert secret is not None
    assert secret.take() == b"1111"
