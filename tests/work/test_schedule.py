"""The walks of the house end when it ends, whatever the libraries under them do with the word."""

from __future__ import annotations

import asyncio

from server.schedule import every, stop


async def test_a_walk_that_missed_the_word_is_told_again() -> None:
    begun, missed = asyncio.Event(), 0

    async def walk() -> None:
        nonlocal missed
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if missed:
                raise
            missed += 1

    task = asyncio.create_task(every(0.0, walk))
    await begun.wait()
    await stop([task])
    assert task.cancelled()
    assert missed == 1


async def test_what_has_ended_by_itself_is_ended() -> None:
    async def breaks() -> None:
        raise ValueError

    task = asyncio.create_task(breaks())
    await asyncio.wait([task])
    await stop([task])
    assert isinstance(task.exception(), ValueError)
