"""The busy hour: visitors come, clerks work, a fault may happen, and the count of what is kept runs on."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, TypeAlias

import msgspec
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff import messages as m
from tests.bench.terminal import Terminal
from tests.demo.desk import AGAIN_S, BROKEN, SIGNED_OUT, Desk, Hall
from tests.demo.kept import Count, Ledger
from tests.demo.people import ARRIVALS, LOGINS, RECEPTION, SERVICES, WAITING

HOUR_S: Final = 3600.0
CHECK_S: Final = 1.0


Fault: TypeAlias = Callable[[], Awaitable[None]]


class Shown(msgspec.Struct, frozen=True):
    """What the page shows. `seconds`: since the hour began; `down`: the live store is away at this moment; `faults`:
    how often it was killed; `asked`: PostgreSQL could be asked the last time."""

    seconds: int
    clerks: int
    serving: int
    waiting: int
    came: int
    served: int
    count: Count
    down: bool
    faults: int
    asked: bool


class Hour:
    """One hour in a hall. `fault`: what the button does."""

    def __init__(
        self,
        hall: Hall,
        engine: AsyncEngine,
        fault: Fault,
        waiting: int = WAITING,
        seed: int = 1,
    ) -> None:
        self.hall = hall
        self.ledger = Ledger(engine)
        self.chance = random.Random(seed)
        self.desks = [Desk(hall, number, self.ledger, self.chance) for number in range(len(hall.places))]
        self.came = 0
        self.down = False
        self.faults = 0
        self.asked = True
        self._fault = fault
        self._first = waiting
        self._begun = asyncio.get_running_loop().time()
        self._rows: dict[str, m.Row] = {}

    async def run(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._reception())
            group.create_task(self._check())
            for desk in self.desks:
                group.create_task(desk.work())

    async def hurt(self) -> None:
        """The fault, once at a time."""
        if self.down:
            return
        self.down = True
        self.faults += 1
        try:
            await self._fault()
        finally:
            self.down = False

    def shown(self) -> Shown:
        """As it stands."""
        rows = self._rows.values()
        return Shown(
            seconds=round(asyncio.get_running_loop().time() - self._begun),
            clerks=len(self.desks) + 1,
            serving=sum(desk.serving for desk in self.desks),
            waiting=sum(row.stage in ("waiting", "passing") for row in rows),
            came=self.came,
            served=sum(desk.served for desk in self.desks),
            count=self.ledger.count(),
            down=self.down,
            faults=self.faults,
            asked=self.asked,
        )

    # ---- who comes

    async def _reception(self) -> None:
        """Numbers at the reception, one after the other."""
        services = [service for service, times in SERVICES.items() for _ in range(times)]
        cookie = ""
        while True:
            terminal = Terminal(RECEPTION)
            try:
                cookie = cookie or await self.hall.let_in(LOGINS[0])
                await terminal.come(self.hall.port(0), cookie)
                self._rows = terminal.rows
                await terminal.move(m.Sit(window=RECEPTION))
                while True:
                    if self.came >= self._first:
                        await self.hall.rest(self.chance.expovariate(ARRIVALS / HOUR_S))
                    await terminal.move(m.GiveNumber(service=self.chance.choice(services)))
                    self.came += 1
            except BROKEN as broken:
                cookie = "" if SIGNED_OUT in str(broken) else cookie
                await asyncio.sleep(AGAIN_S)
            finally:
                terminal.leave()

    async def _check(self) -> None:
        """Whether what was told to be kept stands in PostgreSQL."""
        while True:
            self.asked = False
            with suppress(OSError, SQLAlchemyError):
                await self.ledger.check()
                self.asked = True
            await asyncio.sleep(CHECK_S)
