"""A welcome and the news beside it: whoever greets while things happen knows all of them afterwards."""

from __future__ import annotations

import asyncio

import pytest

from handoff import messages as m
from tests.doors.serving import MOVING
from tests.house import OONO, TANAKA, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
VISITORS = 40
GREETING = 6


def lost(heard: list[m.ToClient]) -> set[str]:
    """Visits that were told, and that a later welcome, which replaces all rows of a screen, did not have."""
    visits: set[str] = set()
    missing: set[str] = set()
    for message in heard:
        if isinstance(message, m.Welcome):
            missing |= visits - {row.visit for row in message.rows}
        elif isinstance(message, m.Moved):
            visits.add(message.row.visit)
    return missing


async def greets_until(voice: Voice, over: asyncio.Event) -> None:
    """Hello, hello, hello: as a page that is opened, and whose line is cut, again and again."""
    while not over.is_set():
        await voice.greets()


async def test_what_happens_while_a_screen_is_welcomed_stands_on_it(city_hall: RunningHouse) -> None:
    _, clerk = await city_hall.clerk(TANAKA, "W01")
    screens = [(await city_hall.clerk(OONO))[1] for _ in range(GREETING)]
    over = asyncio.Event()
    greeting = [asyncio.create_task(greets_until(voice, over)) for voice in screens]
    for _ in range(VISITORS):
        await clerk.done(m.GiveNumber(MOVING))
    over.set()
    await asyncio.gather(*greeting)
    assert sum(isinstance(heard, m.Moved) for heard in screens[0].heard) >= VISITORS
    assert [lost(voice.heard) for voice in screens] == [set()] * GREETING
