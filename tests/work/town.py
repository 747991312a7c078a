"""A whole city hall at work in a test: the demo city over real engines, a keeper beside it, clerks at their windows."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from handoff import ids
from handoff import messages as m
from handoff.calendar import midnight
from handoff.case import Entry, Value
from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.visit import Visit
from server.cellar import NoPaper, furnished
from server.exchange.city import read_city
from server.live.cupboard import LiveCupboard, open_keeping
from server.ports.clerks import SessionKept
from server.ports.sheets import Accepted
from server.ports.unreachable import Unreachable
from server.record.engine import open_engine
from server.record.journal import RecordJournal
from server.record.outbox import PgOutbox
from server.vault.passwords import Argon2
from server.vault.witness import FileWitness
from server.work import catalog, visits, windows
from server.work.cupboards import Actor, Done
from server.work.keeper import Keeper
from tests.sealed import sealing as tests_sealing

FOLDER = Path(__file__).resolve().parents[2] / "deploy/city/aobano"
CITY = read_city(FOLDER)
CODE = CITY.catalog.city
MORNING = midnight(date(2027, 3, 29)) + 9 * 3_600_000
DAY = "2027-03-29"
_requests = itertools.count(1)


def request() -> str:
    """A new request id."""
    return f"request-{next(_requests):012d}"


async def refused(reason: Reason, deed: Awaitable[object]) -> Refused:
    """The deed is refused, for this reason."""
    try:
        done = await deed
    except Refused as no:
        assert no.reason is reason, f"{no.reason} instead of {reason} ({no.more})"
        return no
    raise AssertionError(f"not refused: {done}")


class Clock:
    """The town's clock stands until somebody turns it."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> int:
        self.now += 1
        return self.now

    def turn(self, *, minutes: int = 0, days: int = 0) -> None:
        """Forward."""
        self.now += minutes * 60_000 + days * 86_400_000


class Town:
    """One process's cupboards, and clerks who sit down."""

    def __init__(self, redis_url: str, database_url: str, connections: int = 10) -> None:
        self.redis_url, self.database_url = redis_url, database_url
        self.ground = Path(tempfile.mkdtemp(prefix="md-town-"))
        sealing = tests_sealing(CODE)
        self.live = LiveCupboard(redis_url, CODE, sealing)
        self.engine = open_engine(database_url, size=connections)
        self.clock = Clock()
        self.argon2 = Argon2(memory_kib=64, passes=1)
        self.c = furnished(
            self.live,
            self.engine,
            sealing,
            CODE,
            folder=FOLDER,
            paper=NoPaper(),
            witness=FileWitness(self.ground / "heads.log"),
            passwords=self.argon2,
            clock=self.clock,
        )

    @asynccontextmanager
    async def alive(self) -> AsyncIterator[Town]:
        """The city is loaded, and a keeper keeps."""
        await self.live.open()
        await catalog.load(self.c, CITY)
        await self.c.protection.refresh()
        outbox = PgOutbox(self.engine, self.clock)
        keeping = open_keeping(self.redis_url, CODE)
        keeper = Keeper(CODE, RecordJournal(self.database_url, CODE), keeping, outbox, self.live.board, os.urandom)
        self.keeper = asyncio.create_task(keeper.run())
        try:
            await self._opened(self.keeper)
            yield self
        finally:
            await self.keeper_stops()
            await self.live.close()
            await self.engine.dispose()
            self.argon2.close()
            shutil.rmtree(self.ground)

    async def keeper_stops(self) -> None:
        """Nothing is kept from now on."""
        self.keeper.cancel()
        with suppress(asyncio.CancelledError):
            await self.keeper

    async def _opened(self, task: asyncio.Task[None]) -> None:
        async def is_open() -> bool:
            if task.done():
                task.result()
            with suppress(Unreachable):
                return bool(await self.c.sheets.epoch())
            return False

        await eventually(is_open)
        self.live.gate.forget()

    # ---- people

    async def at(self, window: str, clerk: str = "U01") -> Actor:
        """A clerk who has just logged in sits at a window and opens it."""
        session = os.urandom(32)
        person = await self.c.clerks.get(clerk)
        assert person is not None
        now = self.clock()
        await self.c.clerks.begin(SessionKept(session, clerk, "main", None, now, now + 12 * 3_600_000))
        who = Actor(clerk, person.name, "main", roles=tuple(person.roles), session=session)
        done = await windows.sit(self.c, who, request(), None, m.Sit(window))
        assert done.me is not None
        place = done.me
        who = Actor(clerk, person.name, place.office, place.window, place.group, who.roles, session=session)
        await windows.open_window(self.c, who, request(), None, m.OpenWindow())
        return who

    async def number(self, who: Actor, service: str = "S01", **more: Any) -> Done:
        """A visitor takes a number."""
        return await visits.give_number(self.c, who, request(), None, m.GiveNumber(service, **more))

    async def visitor(self, who: Actor, service: str = "S01") -> Row:
        """The same: the row."""
        row = (await self.number(who, service)).row
        assert row is not None
        return row

    async def do(self, deed: Callable[..., Awaitable[Done]], who: Actor, what: Any, version: int | None = None) -> Row:
        """A deed that is done; the visit's row afterwards."""
        done = await deed(self.c, who, request(), version, what)
        assert done.row is not None
        return done.row

    async def stored(self, visit: str) -> Visit:
        """The visit as the record has it."""
        found = await self.c.visits.get(visit)
        assert found is not None
        return found

    async def on_board(self, row: Row) -> Row | None:
        """The visit as the board has it."""
        rows = [*await self.c.board.rows(row.office, row.day), *await self.c.board.booked(row.office)]
        return next((one for one in rows if one.visit == row.visit), None)

    async def write(self, case: str, window: str = "W05", clerk: str = "", **values: Value) -> int:
        """Somebody types values into a sheet; the revision."""
        op = ids.new_op(os.urandom(16))
        facts = {key.replace("__", "."): Entry(value, op, clerk=clerk, window=window) for key, value in values.items()}
        sheet = await self.c.sheets.read(case)
        assert sheet is not None
        outcome = await self.c.sheets.change(
            case, op, os.urandom(8), sheet.fence, lambda _: facts, by="U01", window=window, kind="set"
        )
        assert isinstance(outcome, Accepted), outcome
        return outcome.rev


async def eventually(true: Callable[[], Awaitable[object]], seconds: float = 15.0) -> None:
    """Look again until it is so."""
    end = time.monotonic() + seconds
    while not await true():
        assert time.monotonic() < end, "not in time"
        await asyncio.sleep(0.01)
