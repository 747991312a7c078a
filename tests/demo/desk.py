"""A pretend clerk: calls, serves, types into the case, hands on or finishes, and comes back over every fault."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from typing import Final

from handoff import messages as m
from tests.bench import crew
from tests.bench.terminal import Refusal, Terminal
from tests.chaos.clerk import Clerk
from tests.chaos.load import FIELDS
from tests.demo.kept import Ledger
from tests.demo.people import MINUTES, ONWARD, OTHER_MINUTES, Place

LETTERS_S: Final = 1.0
"""Between two edits of a clerk, on an average."""
AGAIN_S: Final = 1.0
AT_ONCE: Final = 4
WALK_S: Final = 8.0
LOOK_S: Final = 0.05
SETTLED_LOOKS: Final = 600
"""A clerk who has typed looks for half a minute whether all of it is kept, and then goes on."""
SIGNED_OUT: Final = "signed_out"
BROKEN: Final = (OSError, TimeoutError, Refusal, AssertionError)
"""What a fault looks like from here: the line is gone, nobody answers, the window is in another state than it was."""


class Hall:
    """The hall's door and its windows, as clerks of the faults ask for them; `pace`: so many times faster than people
    work."""

    def __init__(self, port: int, places: Sequence[Place], pace: float = 1.0) -> None:
        self.pace = pace
        self.places = places
        self._port = port
        self._gate = asyncio.Semaphore(AT_ONCE)

    def port(self, number: int) -> int:
        """Every screen comes through the one door."""
        return self._port

    def login(self, number: int) -> str:
        """The account."""
        return self.places[number].login

    def window(self, number: int) -> str:
        """The window."""
        return self.places[number].window

    async def let_in(self, login: str) -> str:
        """A session's cookie. Few log in at once: a password costs what it should."""
        async with self._gate:
            return await asyncio.to_thread(crew.log_in, self._port, login)

    async def rest(self, seconds: float) -> None:
        """A time of people."""
        await asyncio.sleep(seconds / self.pace)


class Desk:
    """One window. `served`: how many visitors it has finished or handed on."""

    def __init__(self, hall: Hall, number: int, ledger: Ledger, chance: random.Random) -> None:
        self.hall = hall
        self.number = number
        self.place = hall.places[number]
        self.ledger = ledger
        self.chance = chance
        self.served = 0
        self.serving = False
        self.cookie = ""

    async def work(self) -> None:
        """Shift after shift, for ever."""
        while True:
            terminal = Terminal(self.place.window)
            try:
                await self._shift(terminal)
            except BROKEN as broken:
                self.cookie = "" if SIGNED_OUT in str(broken) else self.cookie
                await asyncio.sleep(AGAIN_S)
            finally:
                terminal.leave()

    async def _shift(self, terminal: Terminal) -> None:
        self.cookie = self.cookie or await self.hall.let_in(self.place.login)
        await terminal.come(self.hall.port(self.number), self.cookie)
        await terminal.move(m.Sit(window=self.place.window))
        await terminal.move(m.OpenWindow())
        for row in [row for row in terminal.rows.values() if row.window == self.place.window]:
            await self._serve(terminal, row)
        while True:
            try:
                called = (await terminal.move(m.Call())).row
            except Refusal as no:
                if "line_empty" not in str(no):
                    raise
                await self.hall.rest(WALK_S)
                continue
            assert called is not None
            await self.hall.rest(self.chance.uniform(0.5, 1.5) * WALK_S)
            await self._serve(terminal, called)

    async def _serve(self, terminal: Terminal, row: m.Row) -> None:
        """One visitor, from the call (or from where a fault left off) to the end."""
        if row.stage in ("calling", "delivering"):
            await terminal.move(m.Serve(row.visit))
        self.serving = True
        try:
            await self._type(row.case)
            onward = ONWARD.get(self.place.group, ())
            if onward and self.chance.random() < 0.5:
                await terminal.move(m.HandOff(visit=row.visit, to=self.chance.choice(onward)))
            else:
                await terminal.move(m.Finish(visit=row.visit, result="done"))
        finally:
            self.serving = False
        self.served += 1

    async def _type(self, case: str) -> None:
        """As long as the service takes; then until everything typed is kept."""
        clerk = Clerk(self.hall, self.number, case, FIELDS[0])
        clerk.cookie = self.cookie
        self.ledger.watch(clerk)
        working = asyncio.create_task(clerk.work())
        try:
            minutes = MINUTES.get(self.place.group, OTHER_MINUTES)
            left = self.chance.uniform(0.5, 1.5) * minutes * 60
            while left > 0:
                wait = self.chance.expovariate(1 / LETTERS_S)
                left -= wait * self.hall.pace
                await asyncio.sleep(wait)
                clerk.type()
            for _ in range(SETTLED_LOOKS):
                if clerk.settled():
                    break
                await asyncio.sleep(LOOK_S)
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            clerk.leave()
