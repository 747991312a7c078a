"""Windows with a card reader each, a visitor who is served there, and another window that looks on."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Any

from devices.agent import Agent
from devices.desk import Desk
from devices.pretend.card import Chip
from devices.pretend.licence import Holder, Licence
from devices.pretend.reader import PretendReader
from devices.wanted import Wanted
from handoff import messages as m
from server.cellar import Cellar, NoPaper
from server.work import cards, pairing
from server.work.cupboards import Actor
from tests.bench import crew
from tests.bench.city import HOST, NUMBERS, OFFICE, City
from tests.bench.terminal import Terminal

KEEPER = Actor(clerk="U04", name="小川", office=OFFICE, roles=("clerk",))
PATIENCE_S = 60.0


class Timed:
    """A chip that says how long it took itself, in seconds."""

    def __init__(self, chip: Chip) -> None:
        self.chip = chip
        self.spent = 0.0

    @property
    def atr(self) -> bytes:
        """The chip's."""
        return self.chip.atr

    def power(self, on: bool) -> None:
        """The chip's."""
        self.chip.power(on)

    def answer(self, command: bytes) -> bytes:
        """The chip's, timed."""
        begun = perf_counter()
        try:
            return self.chip.answer(command)
        finally:
            self.spent += perf_counter() - begun


class Counter:
    """A window, its agent, and the window that looks on."""

    def __init__(self, cellar: Cellar, here: Terminal, there: Terminal) -> None:
        self.cellar = cellar
        self.here = here
        self.there = there
        self.arrived = asyncio.Event()
        self.at = 0.0
        there.heard = self.heard
        self.reader = PretendReader()

    async def open(self, address: str, service: str) -> None:
        """The agent is paired, a visitor is served, the other window looks on."""
        c = self.cellar.cupboards
        begun = await pairing.begin(c, "device", "reader")
        await pairing.adopt(c, KEEPER, "device", begun.code, "", self.here.name, f"読取機{self.here.name}")
        desk = Desk(self.reader, lambda: self.agent.turn(), nobody, lambda _: None, lambda lies: self.agent.lies(lies))
        self.agent = Agent(address, begun.key, desk, lambda _: None)
        self.runs = asyncio.create_task(self.agent.run())
        row = (await self.here.move(m.GiveNumber(service=service))).row
        assert row is not None
        await self.here.move(m.Call(visit=row.visit))
        served = (await self.here.move(m.Serve(visit=row.visit))).row
        assert served is not None
        self.case, self.visit, self.clerk = served.case, served.visit, served.clerk or ""
        await self.there.join(self.case)

    def heard(self, _: Terminal, message: Any) -> None:
        """The other window holds the card's entries."""
        if isinstance(message, m.Changed) and message.kind == "card":
            self.at = perf_counter()
            self.arrived.set()

    async def lays_down(self) -> float:
        """One card, its person named before; ms from the reader to the other window, without the card's own."""
        who = Actor(clerk=self.clerk, name="", office=OFFICE, window=self.here.name, roles=("clerk",))
        async with asyncio.timeout(PATIENCE_S):
            await cards.choose(self.cellar.cupboards, who, self.case, None, fresh=True)
            await self.agent.armed.wait()
            self.arrived.clear()
            chip = Timed(Licence(Holder(pin=None)))
            begun = perf_counter()
            self.reader.lay(chip)
            await self.arrived.wait()
        self.reader.take()
        return (self.at - begun - chip.spent) * 1000

    async def ends(self) -> None:
        """The agent goes, and the visitor: the window is free again."""
        self.runs.cancel()
        await asyncio.gather(self.runs, return_exceptions=True)
        await self.here.move(m.Finish(visit=self.visit, result="done"))


async def nobody(_: Wanted) -> None:
    """Nobody is asked: these cards have no PIN."""


async def at_windows(city: City, windows: int, rate: float, count: int) -> list[float]:
    """What so many cards took, one after the other, turn and turn about at so many windows."""
    cellar = Cellar(city.settings, "999989", NoPaper())
    terminals = await crew.gather(city, 2 * windows)
    beating = asyncio.create_task(crew.beat(terminals))
    await cellar.open()
    counters = [Counter(cellar, here, there) for here, there in zip(terminals[::2], terminals[1::2], strict=True)]
    try:
        for at, counter in enumerate(counters):
            await counter.open(f"http://{HOST}:{city.port(at)}", NUMBERS[at % len(NUMBERS)])
        took, due = [], perf_counter()
        for at in range(count):
            await asyncio.sleep(max(0.0, due - perf_counter()))
            took.append(await counters[at % windows].lays_down())
            due += 1 / rate
        return took
    finally:
        await asyncio.gather(*(counter.ends() for counter in counters if hasattr(counter, "visit")))
        beating.cancel()
        for terminal in terminals:
            terminal.leave()
        await cellar.close()
