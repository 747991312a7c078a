"""A hall of terminals that call, and a watch on when the last of them holds it."""

from __future__ import annotations

import asyncio
import random
from time import perf_counter
from typing import Any

import msgspec

from handoff import messages as m
from tests.bench.city import SERVICE
from tests.bench.terminal import Refusal, Terminal

WAVE_S = 0.05
WAVES = 3
SETTLE_S = 15.0
LINE = 40
EMPTY_S = 0.1
GIVERS = 8


class Held(msgspec.Struct):
    """How many terminals hold a called visit's new row, and when the last one took it."""

    terminals: int = 0
    last: float = 0.0


class Hall:
    """Terminals that all show one line. Each call is served, finished, and another visitor comes."""

    def __init__(self, chance: random.Random) -> None:
        self.terminals: list[Terminal] = []
        self.chance = chance
        self.held: dict[tuple[str, int], Held] = {}
        self.calls: list[tuple[float, tuple[str, int]]] = []
        """When each call began, and which row came of it."""
        self.idle: asyncio.Queue[Terminal] = asyncio.Queue()
        self.empty = 0
        """How often somebody called into an empty line."""

    def heard(self, terminal: Terminal, message: Any) -> None:
        """A terminal holds what it was just told."""
        if isinstance(message, m.Moved) and message.what == "call":
            held = self.held.setdefault((message.row.visit, message.row.version), Held())
            held.terminals += 1
            held.last = perf_counter()

    def open(self, terminals: list[Terminal]) -> None:
        """These are the terminals; all are idle."""
        self.terminals = terminals
        for terminal in self.chance.sample(terminals, len(terminals)):
            self.idle.put_nowait(terminal)

    async def fill(self, count: int) -> None:
        """So many visitors more take a number."""

        async def give(giver: Terminal, numbers: int) -> None:
            for _ in range(numbers):
                await giver.move(m.GiveNumber(service=SERVICE))

        givers = self.terminals[:GIVERS]
        shares = [count // len(givers) + (at < count % len(givers)) for at in range(len(givers))]
        await asyncio.gather(*(give(giver, part) for giver, part in zip(givers, shares, strict=True)))

    async def press(self, terminal: Terminal, begun: float) -> m.Row:
        """次の方を呼ぶ. Where the line has run empty it is pressed again, and all of that counts."""
        row = None
        while row is None:
            try:
                row = (await terminal.move(m.Call())).row
            except Refusal as no:
                if "line_empty" not in str(no):
                    raise
                self.empty += 1
                await asyncio.sleep(EMPTY_S)
        self.calls.append((begun, (row.visit, row.version)))
        return row

    async def finish(self, terminal: Terminal, row: m.Row) -> None:
        """The called visitor is served and goes."""
        await terminal.move(m.Serve(visit=row.visit))
        await terminal.move(m.Finish(visit=row.visit, result="done"))

    async def flow(self, seconds: float, rate: float) -> None:
        """An open loop: calls come when they come (Poisson), whether the last one is done or not."""
        loop = asyncio.get_running_loop()
        at, end, going = perf_counter(), perf_counter() + seconds, []
        while (at := at + self.chance.expovariate(rate)) < end:
            await asyncio.sleep(max(0.0, at - perf_counter()))
            going.append(loop.create_task(self._visit(at)))
        await asyncio.gather(*going)

    async def _visit(self, begun: float) -> None:
        """One call that was due at `begun` and all of its visit, while the next visitor comes into the line."""
        terminal = await self.idle.get()
        giver = self.chance.choice(self.terminals)
        coming = asyncio.create_task(giver.move(m.GiveNumber(service=SERVICE)))
        row = await self.press(terminal, begun)
        await self.finish(terminal, row)
        await coming
        self.idle.put_nowait(terminal)

    async def wave(self) -> None:
        """Everybody presses within 50 ms."""

        async def one(terminal: Terminal, begun: float) -> None:
            await asyncio.sleep(max(0.0, begun - perf_counter()))
            row = await self.press(terminal, begun)
            await asyncio.sleep(WAVE_S)
            await self.finish(terminal, row)

        now = perf_counter()
        await asyncio.gather(*(one(terminal, now + self.chance.uniform(0, WAVE_S)) for terminal in self.terminals))

    async def took(self) -> list[float]:
        """What each call took until the last terminal held it, in ms. All must hold all: an AssertionError else."""
        end = perf_counter() + SETTLE_S
        while any(self._missing(row) for _, row in self.calls):
            assert perf_counter() < end, "a terminal does not hold a call"
            await asyncio.sleep(0.05)
        times = [(self.held[row].last - begun) * 1000 for begun, row in self.calls]
        self.calls.clear()
        return times

    def _missing(self, row: tuple[str, int]) -> bool:
        return row not in self.held or self.held[row].terminals < len(self.terminals)
