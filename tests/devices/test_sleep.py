"""A PC that sleeps: a minute of sleep is a minute, and what was read before it is dropped with a word."""

from __future__ import annotations

import asyncio
import time

import msgspec
import pytest

from devices import clock, words
from devices.agent import Agent
from devices.simulator import Simulator, lay_down
from handoff import messages as m

ARMED = m.Armed(nonce="a" * 32, until=0, turn="turn-1")


class Sleeper:
    """An agent without a line, and its clock."""

    def __init__(self) -> None:
        self.at = 1_000.0
        self.told: list[str] = []
        reader = Simulator([], asyncio.Event().wait)
        self.agent = Agent("http://localhost", "", reader, self.told.append, now=lambda: self.at)

    async def delivers(self, at: float) -> str:
        """A card that was read at this moment of the clock."""
        async with asyncio.timeout(20):
            return await self.agent.deliver(msgspec.structs.replace(lay_down("yamada"), at=at, turn="turn-1"))


@pytest.fixture
async def sleeper() -> Sleeper:
    return Sleeper()


async def test_a_case_is_not_known_to_be_open_after_a_minute_of_sleep(sleeper: Sleeper) -> None:
    sleeper.agent.link.heard(ARMED)
    sleeper.at += 59
    assert sleeper.agent.turn() == "turn-1"
    sleeper.at += 1
    assert sleeper.agent.turn() is None
    assert await sleeper.delivers(sleeper.at) == words.NOT_ARMED


async def test_a_read_from_before_the_sleep_is_dropped_although_the_case_is_open_again(sleeper: Sleeper) -> None:
    sleeper.agent.link.heard(ARMED)
    read_at = sleeper.at
    sleeper.at += 60
    sleeper.agent.link.heard(msgspec.structs.replace(ARMED, nonce="b" * 32))
    assert await sleeper.delivers(read_at) == words.READ_OLD
    assert sleeper.agent.standing.last is not None
    assert not sleeper.agent.standing.last.went


async def test_a_read_that_is_being_sent_is_given_up_when_the_pc_wakes(sleeper: Sleeper) -> None:
    sleeper.agent.link.heard(ARMED)
    sends = asyncio.create_task(sleeper.delivers(sleeper.at))
    await asyncio.sleep(0)
    sleeper.at += 8 * 3600
    assert "送れませんでした" in await sends


def test_sleep_counts() -> None:
    """Linux's monotonic clock stands still in it; the one that is used goes on, and is never behind."""
    before = time.monotonic()
    assert clock.awake() >= before
